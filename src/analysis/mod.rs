//! From a document to its analysis: the actors in the text, and the quotes with their speakers.
//!
//! The stages, in order; each takes the outputs of earlier ones as arguments:
//!
//! 1. [`layout`]: tokens and sentences of every block,
//! 2. [`names`]: the names in the text,
//! 3. [`actors`]: which of these names mean the same entity,
//! 4. [`quotes`]: the quotes, their speakers and cues.

// Public for the trainer and the benchmark of the stages only.
#[cfg(not(feature = "training"))]
pub(crate) mod actors;
#[cfg(feature = "training")]
pub mod actors;
#[cfg(not(feature = "training"))]
pub(crate) mod layout;
#[cfg(feature = "training")]
pub mod layout;
#[cfg(not(feature = "training"))]
#[allow(dead_code, reason = "the trainer uses the rest")]
pub(crate) mod linear;
#[cfg(feature = "training")]
pub mod linear;
mod model;
#[cfg(not(feature = "training"))]
#[allow(dead_code, reason = "the trainer uses the rest")]
pub(crate) mod names;
#[cfg(feature = "training")]
pub mod names;
mod parts;
#[cfg(not(feature = "training"))]
#[allow(dead_code, reason = "the trainer uses the rest")]
pub(crate) mod quotes;
#[cfg(feature = "training")]
pub mod quotes;
#[cfg(not(feature = "training"))]
#[allow(dead_code, reason = "the trainer uses the rest")]
pub(crate) mod syntax;
#[cfg(feature = "training")]
pub mod syntax;
pub mod table;

pub use layout::Layout;
pub use model::{Actor, ActorKind, Analysis, Generator, Mention, Quote, QuoteForm, QuoteKind, Via};
pub use parts::InParts;

use crate::document::Document;
use quotes::Reason;
use table::Table;

/// Analyses a document with the actors of `table`, a very long one [in parts](InParts). Pure: the same document and
/// table always give the same analysis.
pub fn analyse(document: &Document, table: &Table) -> Analysis {
    let mut parts = InParts::new(document, table);
    while parts.step().is_some() {}
    parts.finish()
}

/// Analyses a document as a whole.
fn analyse_whole(document: &Document, table: &Table) -> Analysis {
    explain(document, table).0
}

/// Analyses a document as a whole, however long it is, and gives the reason for each quote's speaker.
pub fn explain(document: &Document, table: &Table) -> (Analysis, Vec<Reason>) {
    let layout = Layout::new(document);
    let names = names::find(&layout, table);
    let tags = syntax::tag(&layout);
    let date = document.metadata.published.and_then(actors::month_of);
    let cast = actors::resolve(&layout, &tags, &names, (table, date));
    let (quotes, reasons): (Vec<_>, _) = quotes::explained(&layout, &tags, &names, &cast).into_iter().unzip();
    let (actors, places) = actors::settle(cast, &layout, &quotes, (table, date));
    (Analysis { generator: Some(Generator::current()), actors, places, quotes }, reasons)
}
