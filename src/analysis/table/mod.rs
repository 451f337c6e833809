//! The actor table and the word lists, compiled at build time and looked up where they lie.
//!
//! Spellings are folded on both sides (case, accents, periods, apostrophes, hyphens), and transliterations
//! are listed by the build script, so a lookup is one walk through an automaton, without allocation.
//!
//! ```text
//! President  Bashar al Assad 's  U.N.-backed
//!            ^^^^^^^^^^^^^^^ Name of bashar-al-assad
//!                                ^^^^ Acronym of united-nations; the token goes on
//! ```

mod entry;
pub mod format;
mod walk;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use fst::raw::Fst;

pub use entry::{Entry, EntryIx, Gender, Month, Role};
pub use format::AliasKind;
pub use words::{Word, word, word_phrase};

use super::Layout;
use crate::text::{Shape, Span};
use walk::Walk;

static ALIASES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.fst"));
static ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.bin"));

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    aliases: Fst::new(ALIASES).expect("the build script wrote a whole index"),
    entries: entry::Entries::new(ENTRIES),
});

/// The table that is built into the program.
pub fn builtin() -> &'static Table {
    &TABLE
}

/// The actors that are known beforehand.
pub struct Table {
    aliases: Fst<&'static [u8]>,
    entries: entry::Entries,
}

/// A listed alias in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens that it touches.
    pub tokens: Range<usize>,
    /// The bytes that it covers; less than its tokens where the last of them goes on ("U.S.-backed").
    pub span: Span,
    value: u64,
    written: Written,
}

/// How the words of a hit are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    /// Two capitals or digits at least, as initials are.
    initials: bool,
}

impl Hit {
    /// Whether the last token goes on behind the alias ("U.S.-backed").
    pub fn is_compound(&self, layout: &Layout) -> bool {
        layout.tokens[self.tokens.end - 1].span.end != self.span.end
    }
}

impl Table {
    /// The longest listed alias that begins at token `i`.
    ///
    /// Only capitalised words begin an alias, and a few particles before one ("al", "bin", "the").
    pub fn longest(&self, layout: &Layout, i: usize) -> Option<Hit> {
        let first = layout.tokens[i];
        let particle = first.shape == Shape::Lower;
        if first.shape == Shape::None || (particle && !is_particle(layout.word(i))) {
            return None;
        }
        let hit = Walk::new(&self.aliases, layout, i).longest()?;
        let last = layout.tokens[hit.tokens.end - 1];
        if particle && (hit.tokens.len() == 1 || last.shape == Shape::Lower) {
            return None;
        }
        let written = Written { initials: has_initials(hit.span.of(layout.text)) };
        let hit = Hit { tokens: hit.tokens, span: hit.span, value: hit.value, written };
        self.entries(&hit).next().is_some().then_some(hit)
    }

    /// The entries that a hit may mean, with the kind of alias that it is of each.
    pub fn entries(&self, hit: &Hit) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        let initials = hit.written.initials;
        self.entries.postings(hit.value).filter(move |(_, kind)| *kind != AliasKind::Acronym || initials)
    }

    /// The entry that a hit means as one of these kinds of alias, entries checked by hand first.
    pub fn entry_of(&self, hit: &Hit, kinds: &[AliasKind]) -> Option<(EntryIx, AliasKind)> {
        let of_kind = |&(_, kind): &(EntryIx, AliasKind)| kinds.contains(&kind);
        let checked = self.entries(hit).filter(of_kind).find(|(ix, _)| self.entry(*ix).checked);
        checked.or_else(|| self.entries(hit).find(of_kind))
    }

    /// The entries that are listed under a spelling, whatever text it stands in.
    pub fn named(&self, alias: &str) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        let value = self.aliases.get(format::folded(alias)).map(fst::raw::Output::value);
        value.into_iter().flat_map(|value| self.entries.postings(value))
    }

    /// What is listed about an entry.
    pub fn entry(&self, ix: EntryIx) -> Entry {
        self.entries.get(ix)
    }

    /// The roles that are listed of an entry, in order of time.
    pub fn roles(&self, entry: &Entry) -> impl Iterator<Item = Role> + '_ {
        self.entries.roles(entry)
    }

    /// The state whose ISO 3166-1 alpha-3 code this is.
    pub fn state(&self, code: &str) -> Option<EntryIx> {
        self.entries.state(code)
    }
}

fn is_particle(word: &str) -> bool {
    matches!(word, "al" | "el" | "bin" | "ibn" | "de" | "di" | "von" | "van" | "der" | "le" | "la" | "the")
}

fn has_initials(written: &str) -> bool {
    written.chars().filter(|c| c.is_uppercase() || c.is_numeric()).count() > 1
}

#[cfg(test)]
mod tests;
