//! One compiled index: spellings, and the entries behind them.

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
    /// What the index points at.
    pub entries: Entries,
}

impl Layer {
    /// The layer of an index that [`Index`] has written, or the build script with it.
    pub fn new(aliases: Cow<'static, [u8]>, entries: Cow<'static, [u8]>) -> Self {
        Self {
            aliases: Fst::new(aliases).expect("the index was written whole"),
            entries: Entries::new(entries),
        }
    }

    /// The layer of an index that was compiled just now.
    pub fn of(index: &Index) -> Self {
        let (aliases, entries) = index.finish();
        Self::new(aliases.into(), entries.into())
    }

    /// The longest spelling that begins at token `first`.
    pub fn longest(&self, layout: &Layout, first: usize) -> Option<Found> {
        Walk::new(&self.aliases, layout, first).longest()
    }

    /// What the index says of a spelling.
    pub fn value(&self, alias: &str) -> Option<u64> {
        self.aliases.get(folded(alias)).map(Output::value)
    }

    /// The entries behind a value, with the kind of alias that it is of each.
    pub fn postings(&self, value: Option<u64>) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        value.into_iter().flat_map(|value| self.entries.postings(value))
    }
}
