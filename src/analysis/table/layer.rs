//! One compiled index: spellings, and their entries.

use std::borrow::Cow;

use fst::raw::{Fst, Output};

use super::AliasKind;
use super::compile::Index;
use super::entry::{Entries, EntryIx};
use super::format::folded;
use super::walk::{Found, Walk};
use crate::analysis::Layout;

/// An index with its entries, numbered from 0.
pub(super) struct Layer {
    aliases: Fst<Cow<'static, [u8]>>,
    /// The entries that the index points to.
    pub entries: Entries,
}

impl Layer {
    /// The layer of an index written by [`Index`], here or in the build script.
    pub fn new(aliases: Cow<'static, [u8]>, entries: Cow<'static, [u8]>) -> Self {
        Self {
            aliases: Fst::new(aliases).expect("the index was written whole"),
            entries: Entries::new(entries),
        }
    }

    /// The layer of an index compiled just now.
    pub fn of(index: &Index) -> Self {
        let (aliases, entries) = index.finish();
        Self::new(aliases.into(), entries.into())
    }

    /// The longest spelling that begins at token `first`.
    pub fn longest(&self, layout: &Layout, first: usize) -> Option<Found> {
        Walk::new(&self.aliases, layout, first).longest()
    }

    /// The index's value for a spelling.
    pub fn value(&self, alias: &str) -> Option<u64> {
        self.aliases.get(folded(alias)).map(Output::value)
    }

    /// The entries of a value, each with the kind of alias.
    pub fn postings(&self, value: Option<u64>) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        value.into_iter().flat_map(|value| self.entries.postings(value))
    }
}
