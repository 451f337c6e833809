//! A briefing: the document and its analysis as plain data, which the reader and every export read.
//!
//! Serialised, it is the JSON contract [`SCHEMA`]; `assets/schema/briefing.schema.json` describes it.

mod attribution;
mod cautions;
mod certainty;
mod citation;
mod notices;
mod wire;

pub use attribution::{Attribution, UNKNOWN, described, lead, manner, page_at};
pub use cautions::{cautions, flags, said_of};
pub use certainty::{Certainty, Level, SURE};
pub use citation::{Citation, address, running};
pub use notices::notice;
pub use wire::SCHEMA;

pub use crate::analysis::actors::{slug, unique};
pub use crate::analysis::quotes::{Chooser, Reason};
use crate::analysis::table::{Table, builtin};
pub use crate::analysis::{Actor, ActorKind, Generator, Mention, Quote, QuoteForm, QuoteKind, Via};
use crate::analysis::{Analysis, analyse, explain};
use crate::document::{Block, Document, Link, Metadata, Notice, Page};

/// Everything known about one text. Spans are byte offsets into `text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    /// The program and models that made the analysis, if known.
    pub generator: Option<Generator>,
    /// The whole text.
    pub text: String,
    /// Metadata of the document.
    pub metadata: Metadata,
    /// Notices of the import: parts that it left out or guessed.
    pub notices: Vec<Notice>,
    /// The blocks over the text, in order.
    pub blocks: Vec<Block>,
    /// The links of the text, in order.
    pub links: Vec<Link>,
    /// The beginnings of the pages, in order of the text; empty if the source has no pages.
    pub pages: Vec<Page>,
    /// The actors who act or speak in the text, most prominent first.
    pub actors: Vec<Actor>,
    /// Named places that do not act in this text.
    pub places: Vec<Actor>,
    /// The quotes with their speakers, in text order.
    pub quotes: Vec<Quote>,
}

impl Briefing {
    /// Analyses a document with the actors that are built into the program.
    pub fn new(document: Document) -> Self {
        Self::with_table(document, builtin())
    }

    /// Analyses a document with the actors of `table`.
    pub fn with_table(document: Document, table: &Table) -> Self {
        let analysis = analyse(&document, table);
        Self::assemble(document, analysis)
    }

    /// Analyses a document with the actors of `table`, and gives the reason for each quote's speaker, in order.
    pub fn explained(document: Document, table: &Table) -> (Self, Vec<Reason>) {
        let (analysis, reasons) = explain(&document, table);
        (Self::assemble(document, analysis), reasons)
    }

    /// Joins a document with its analysis.
    pub fn assemble(document: Document, analysis: Analysis) -> Self {
        let Document { text, blocks, metadata, links, pages, notices } = document;
        let Analysis { generator, actors, places, quotes } = analysis;
        Self { generator, text, metadata, notices, blocks, links, pages, actors, places, quotes }
    }

    /// The actor or place with that id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().chain(&self.places).find(|a| a.id == id)
    }
}
