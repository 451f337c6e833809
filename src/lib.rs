//! attache finds the actors and the quotes of a briefing: who is in a text, and who said what.
//!
//! Most people use the program, a full-screen terminal reader. This is its library, for programs with their own user
//! interface:
//!
//! ```
//! use attache::briefing::{Briefing, QuoteKind};
//! use attache::document::Document;
//!
//! let text = "The envoys met on Sunday.\n\n“We go on,” said Ana Lund, who leads the delegation.";
//! let briefing = Briefing::new(Document::of_paragraphs(text));
//!
//! let quote = &briefing.quotes[0];
//! assert_eq!(quote.kind, QuoteKind::Direct);
//! assert_eq!(quote.spans[0].of(&briefing.text), "We go on,");
//! let speaker = briefing.actor(quote.speaker().unwrap()).unwrap();
//! assert_eq!(speaker.name, "Ana Lund");
//!
//! let mut json = Vec::new();
//! attache::export::json::write_line(&briefing, &mut json).unwrap();
//! ```
//!
//! # Features
//!
//! Without default features this is the core: [`text`], [`document`], [`analysis`], [`briefing`], [`corrections`],
//! [`query`], [`likeness`] and [`export`]. It opens no files, and knows no format, terminal, database or network.
//!
//! | feature | adds |
//! |---|---|
//! | `import` | the importers of plain text and Markdown; `html`, `mail`, `office`, `pdf` and `xml` add their formats |
//! | `library` | the archive (`store`), in SQLite; the program keeps what a person marks and corrects beside it |
//! | `session` | opening, loading and saving documents, as the program does it; with `fetch` also from the
//! network |
//! | `reader` | the full-screen reader |
//! | `cli` | the program: all of these except the formats and `fetch`, which are on by default |
//! | `training` | trains the models of the analysis, and makes the stages of the analysis public for that |

#[cfg(all(not(unix), any(feature = "session", feature = "library", feature = "reader")))]
compile_error!(
    "attache's files, library and reader need a Unix system: Linux, macOS or a BSD; on Windows use WSL. \
     The core library builds everywhere: use `default-features = false`, with the formats that you need."
);

pub mod analysis;
pub mod briefing;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corrections;
pub mod document;
pub mod export;
#[cfg(feature = "session")]
pub mod fetch;
#[cfg(feature = "import")]
pub mod import;
mod lexicon;
#[cfg(feature = "library")]
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the program uses all of it"))]
mod library;
pub mod likeness;
pub mod query;
#[cfg(feature = "reader")]
pub mod reader;
#[cfg(feature = "session")]
#[cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports, reason = "the program uses all of it"))]
mod session;
#[cfg(feature = "library")]
pub mod store;
pub mod text;
#[cfg(feature = "training")]
pub mod training;
