//! The scene: all the data on a text for the attribution models, by token.

use std::cell::OnceCell;
use std::ops::Range;

use super::items::{Item, Items};
use super::run::Run;
use crate::analysis::Layout;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::{Name, NameKind};
use crate::analysis::syntax::{Heads, Label, Tag};
use crate::analysis::table::word;
use crate::lexicon::{Class, Classes, classes};
use crate::text::Span;

/// A text as the models see it.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Tokens, sentences and blocks.
    pub layout: &'a Layout<'a>,
    /// The runs between quotation marks.
    pub runs: &'a [Run],
    /// The blocks, with every run folded into one item.
    pub items: &'a Items,
    /// The tag of each token.
    pub tags: &'a [Tag],
    /// The head of each token.
    pub heads: &'a Heads<'a>,
    /// The hash of each token in lower case.
    pub words: Vec<u32>,
    /// The kind of name that each token belongs to.
    pub names: Vec<Option<NameKind>>,
    /// The classes of each form: rules query them far more often than there are tokens.
    classes: Vec<Classes>,
    /// The representative token of each run, once it was needed.
    stand_ins: Vec<OnceCell<usize>>,
}

impl<'a> Scene<'a> {
    /// Prepares a text for the models.
    pub fn new(
        layout: &'a Layout<'a>,
        runs: &'a [Run],
        items: &'a Items,
        (tags, heads): (&'a [Tag], &'a Heads<'a>),
        names: &[Name],
    ) -> Self {
        let words = layout.by_form(|i| hash_lower(layout.word(i)));
        let classes = layout.of_forms(|i| classes(layout.word(i)));
        let mut kinds = vec![None; layout.tokens.len()];
        for name in names {
            kinds[name.tokens.clone()].fill(Some(name.kind));
        }
        let stand_ins = vec![OnceCell::new(); runs.len()];
        Self { layout, runs, items, tags, heads, words, names: kinds, classes, stand_ins }
    }

    /// The head of token `i`, if it has one in its sentence.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.heads.head(i)
    }

    /// The relation of token `i` to its head.
    pub fn label(&self, i: usize) -> Label {
        self.heads.label(i)
    }

    /// Whether token `i` is between quotation marks.
    pub fn is_quoted(&self, i: usize) -> bool {
        let run = self.runs.partition_point(|r| r.outer.end <= i);
        self.runs.get(run).is_some_and(|r| r.outer.contains(&i))
    }

    /// The token at an item outside quotation marks; none for a run, or past the last item.
    pub fn outside(&self, item: usize) -> Option<usize> {
        match self.items.items.get(item) {
            Some(Item::Token(i)) => Some(*i),
            _ => None,
        }
    }

    /// The run of quoted words at an item, if it is one.
    pub fn run(&self, item: usize) -> Option<&'a Run> {
        match self.items.items.get(item) {
            Some(Item::Run(r)) => Some(&self.runs[*r]),
            _ => None,
        }
    }

    /// The tokens of the sentence with token `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.layout.sentences[self.layout.sentence_of(i)].tokens.clone()
    }

    /// The subject before token `i`, by the parse.
    pub fn subject_before(&self, i: usize) -> Option<usize> {
        self.heads.children(i).find(|&t| t < i && self.label(t).is_subject())
    }

    /// The representative token of an item: for a run, the first inside with its head outside.
    pub fn token(&self, item: Item) -> usize {
        match item {
            Item::Token(i) => i,
            Item::Run(r) => *self.stand_ins[r].get_or_init(|| self.stand_in(&self.runs[r])),
        }
    }

    /// The first token in a run with its head outside.
    fn stand_in(&self, run: &Run) -> usize {
        let outside = |i: usize| self.head(i).is_none_or(|h| !run.outer.contains(&h));
        let found = run.tokens.clone().find(|&i| !self.tags[i].is_mark() && outside(i));
        found.unwrap_or(run.tokens.start)
    }

    /// The words of these items, one span a quotation; none if they are not all quotations.
    pub fn quoted(&self, items: Range<usize>) -> Option<Vec<Span>> {
        let run = |item: &Item| match item {
            Item::Run(r) => Some(self.runs[*r].span(self.layout)),
            Item::Token(_) => None,
        };
        self.items.items[items].iter().map(run).collect()
    }

    /// A number for a token without its word: its tag, and the kind of its name.
    pub fn class(&self, i: usize) -> u32 {
        let kind = self.names[i].map_or(0, |k| k as u32 + 1);
        self.tags[i] as u32 | kind << 8
    }

    /// Whether the word at token `i` is one of `words`, in any case.
    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.layout.word(i);
        words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether the lexicon lists the word at token `i` under `class`.
    pub fn has(&self, i: usize, class: Class) -> bool {
        self.classes[self.layout.form(i)].has(class)
    }

    /// Whether the lexicon lists the word at token `i` under one of `of`.
    pub fn has_any(&self, i: usize, of: &[Class]) -> bool {
        self.classes[self.layout.form(i)].has_any(of)
    }

    /// Whether the lexicon lists the word at token `i`.
    pub fn is_listed(&self, i: usize) -> bool {
        !self.classes[self.layout.form(i)].is_empty()
    }

    /// Whether the word at token `i` is a role of a person, in the singular or in the plural ("officials").
    pub fn is_role(&self, i: usize) -> bool {
        let text = self.layout.word(i);
        word(text).is_role_noun() || text.strip_suffix('s').is_some_and(|one| word(one).is_role_noun())
    }

    /// Whether token `i` can be a word of a noun phrase: a noun, or a word that can come before one.
    pub fn is_in_phrase(&self, i: usize) -> bool {
        let before = matches!(self.tags[i], Tag::Dt | Tag::Jj | Tag::PrpS | Tag::Cd | Tag::Pos);
        self.tags[i].is_noun() || before
    }

    /// Whether token `i` can be a word of a noun phrase or belongs to a name, whatever the tagger takes it for.
    pub fn is_in_phrase_or_name(&self, i: usize) -> bool {
        self.is_in_phrase(i) || self.names[i].is_some()
    }

    /// Whether an item is a comma outside quotation marks.
    pub fn is_comma(&self, item: usize) -> bool {
        self.outside(item).is_some_and(|t| self.tags[t] == Tag::Comma)
    }

    /// Whether token `i` is a dash, in any spelling.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.layout.word(i), "-" | "--" | "–" | "—")
    }

    /// Whether token `i` is a form of an auxiliary verb, which is never a cue by itself.
    pub fn is_auxiliary(&self, i: usize) -> bool {
        self.tags[i].is_verb() && self.has(i, Class::Auxiliary)
    }
}
