//! The actor table and the word lists, compiled at build time and looked up in place.
//!
//! Spellings are folded on both sides (case, accents, periods, apostrophes, hyphens), and the build script lists
//! transliterations, so a lookup is one walk through an automaton, without allocation. A user's actors are a second index
//! of the same form over the built-in one; [`user`] reads them and [`Table::with`] joins the two.
//!
//! ```text
//! President  Bashar al Assad 's  U.N.-backed
//!            ^^^^^^^^^^^^^^^ Name of bashar-al-assad
//!                                ^^^^ Acronym of united-nations; the token goes on
//! ```

mod compile;
mod entry;
pub mod format;
mod layer;
mod overlay;
pub mod user;
mod variants;
mod walk;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

pub use entry::{Entry, EntryIx, Gender, Month, Role};
pub use format::AliasKind;
pub use words::{Word, word, word_phrase};

use super::Layout;
use crate::text::{Shape, Span, Token};
use layer::Layer;
use overlay::Overlay;
use user::{Fault, UserActor};
use walk::Found;

static ALIASES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.fst"));
static ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.bin"));

static TABLE: LazyLock<Table> = LazyLock::new(|| Table { base: built_in(), own: None });

/// The built-in table.
pub fn builtin() -> &'static Table {
    &TABLE
}

fn built_in() -> Layer {
    Layer::new(ALIASES.into(), ENTRIES.into())
}

/// The known actors.
///
/// Entries of the built-in layer have the first numbers, those of the user's layer the following ones.
pub struct Table {
    base: Layer,
    own: Option<Overlay>,
}

/// A listed alias in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens that it touches.
    pub tokens: Range<usize>,
    /// The bytes that it covers; fewer than its tokens if the last of them continues ("U.S.-backed").
    pub span: Span,
    meaning: Meaning,
}

/// The two layers' values for a spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meaning {
    base: Option<u64>,
    own: Option<u64>,
    /// Whether it has at least two capitals or digits, like initials.
    initials: bool,
    /// Entries that the user has said are never meant.
    barred: Vec<EntryIx>,
}

impl Meaning {
    fn allows(&self, (ix, kind): (EntryIx, AliasKind)) -> bool {
        (kind != AliasKind::Acronym || self.initials) && !self.barred.contains(&ix)
    }
}

impl Hit {
    /// Whether the last token continues after the alias ("U.S.-backed").
    pub fn is_compound(&self, layout: &Layout) -> bool {
        layout.tokens[self.tokens.end - 1].span.end != self.span.end
    }
}

impl Table {
    /// The built-in table with a user's actors over it, and the faults of those that were left out.
    pub fn with(actors: Vec<UserActor>) -> (Self, Vec<Fault>) {
        let base = built_in();
        let (own, faults) = Overlay::new(&base, actors);
        (Self { base, own: Some(own) }, faults)
    }

    /// The longest listed alias that begins at token `i`.
    ///
    /// Only capitalised words begin an alias, and a few particles before them ("al", "bin", "the").
    pub fn longest(&self, layout: &Layout, i: usize) -> Option<Hit> {
        let first = layout.tokens[i];
        let particle = first.shape == Shape::Lower;
        if first.shape == Shape::None || (particle && !opens_name(layout, i)) {
            return None;
        }
        let base = self.base.longest(layout, i);
        let own = self.own.as_ref().and_then(|own| own.layer.longest(layout, i));
        let found = match (own, base) {
            (Some(own), Some(base)) if own.span == base.span => {
                [Some((Some(own.value), Some(base.value), own)), None]
            }
            (Some(own), Some(base)) if own.span.end < base.span.end => {
                [Some(of_base(base)), Some(of_own(own))]
            }
            (own, base) => [own.map(of_own), base.map(of_base)],
        };
        found.into_iter().flatten().find_map(|found| self.hit(layout, found))
    }

    fn hit(&self, layout: &Layout, (own, base, found): InLayers) -> Option<Hit> {
        let last = layout.tokens[found.tokens.end - 1];
        let particle = layout.tokens[found.tokens.start].shape == Shape::Lower;
        if particle && (found.tokens.len() == 1 || last.shape == Shape::Lower) {
            return None;
        }
        let initials = has_initials(found.span.of(layout.text));
        let barred = self.barred(layout, found.span);
        let meaning = Meaning { base, own, initials, barred };
        let hit = Hit { tokens: found.tokens, span: found.span, meaning };
        let means_something = self.entries(&hit).next().is_some();
        means_something.then_some(hit)
    }

    /// The entries that a hit may mean, each with the kind of alias.
    pub fn entries<'t>(&'t self, hit: &'t Hit) -> impl Iterator<Item = (EntryIx, AliasKind)> + 't {
        self.meant(&hit.meaning)
    }

    /// The entry that a hit means as one of these kinds of alias, preferring entries checked by hand.
    pub fn entry_of(&self, hit: &Hit, kinds: &[AliasKind]) -> Option<(EntryIx, AliasKind)> {
        let of_kind = |&(_, kind): &(EntryIx, AliasKind)| kinds.contains(&kind);
        let checked = self.entries(hit).filter(of_kind).find(|(ix, _)| self.entry(*ix).checked);
        checked.or_else(|| self.entries(hit).find(of_kind))
    }

    /// The entries listed under a spelling, in any text.
    pub fn named(&self, alias: &str) -> Vec<(EntryIx, AliasKind)> {
        let own = self.own.as_ref();
        let meaning = Meaning {
            base: self.base.value(alias),
            own: own.and_then(|own| own.layer.value(alias)),
            initials: true,
            barred: own.map_or_else(Vec::new, |own| own.barred_under(alias)),
        };
        self.meant(&meaning).collect()
    }

    /// The user's entries for a spelling go before the built-in ones.
    fn meant<'t>(&'t self, meaning: &'t Meaning) -> impl Iterator<Item = (EntryIx, AliasKind)> + 't {
        let covered = meaning.own.is_some() && self.meant_by_user(meaning).next().is_some();
        let base = self.base.postings(meaning.base.filter(|_| !covered));
        let base = base.filter_map(|(ix, kind)| Some((self.current(ix)?, kind)));
        self.meant_by_user(meaning).chain(base.filter(|meant| meaning.allows(*meant)))
    }

    fn meant_by_user<'t>(&'t self, meaning: &'t Meaning) -> impl Iterator<Item = (EntryIx, AliasKind)> + 't {
        let own = self.own.iter().flat_map(|own| own.postings(meaning.own));
        own.filter(|meant| meaning.allows(*meant))
    }

    /// The current entry for a built-in one: the user's if changed, none if removed.
    fn current(&self, ix: EntryIx) -> Option<EntryIx> {
        match &self.own {
            None => Some(ix),
            Some(own) => own.changed.get(&ix).copied().unwrap_or(Some(ix)),
        }
    }

    /// The listed data on an entry.
    pub fn entry(&self, ix: EntryIx) -> Entry<'_> {
        match &self.own {
            Some(own) if ix >= self.base.entries.len() => own.entry(ix),
            _ => self.base.entries.get(ix),
        }
    }

    /// The listed roles of an entry, in order of time.
    pub fn roles<'t>(&'t self, entry: &Entry<'t>) -> impl Iterator<Item = Role<'t>> + use<'t> {
        let layer = self.own.as_ref().filter(|_| entry.own).map_or(&self.base, |own| &own.layer);
        layer.entries.roles(entry)
    }

    /// The state with this ISO 3166-1 alpha-3 code.
    pub fn state(&self, code: &str) -> Option<EntryIx> {
        let own = self.own.as_ref().and_then(|own| own.state(code));
        own.or_else(|| self.base.entries.state(code).and_then(|ix| self.current(ix)))
    }

    /// Whether the user has said that the words of `span` never mean that entry.
    pub fn bars(&self, ix: EntryIx, layout: &Layout, span: Span) -> bool {
        self.own.is_some() && self.barred(layout, span).contains(&ix)
    }

    fn barred(&self, layout: &Layout, span: Span) -> Vec<EntryIx> {
        self.own.as_ref().map_or_else(Vec::new, |own| own.barred(layout, span))
    }
}

/// A spelling with its values in the user's layer and in the built-in one.
type InLayers = (Option<u64>, Option<u64>, Found);

fn of_own(found: Found) -> InLayers {
    (Some(found.value), None, found)
}

fn of_base(found: Found) -> InLayers {
    (None, Some(found.value), found)
}

/// Whether token `i` is a particle before a name: before a capital, or another particle.
fn opens_name(layout: &Layout, i: usize) -> bool {
    let next = |t: &Token| t.shape != Shape::Lower || is_particle(layout.word(i + 1));
    is_particle(layout.word(i)) && layout.tokens.get(i + 1).is_some_and(next)
}

fn is_particle(word: &str) -> bool {
    matches!(word, "al" | "el" | "bin" | "ibn" | "de" | "di" | "von" | "van" | "der" | "le" | "la" | "the")
}

fn has_initials(written: &str) -> bool {
    written.chars().filter(|c| c.is_uppercase() || c.is_numeric()).count() > 1
}

#[cfg(test)]
mod tests;
