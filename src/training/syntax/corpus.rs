//! From treebanks to gold tags and heads over our own tokens.
//!
//! Reads two formats: tab-separated CoreNLP output whose offsets point into separate texts, and CoNLL-U. A
//! token of ours that covers several of theirs ("isn't") takes the head of the one whose head lies outside
//! it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::Layout;
use crate::analysis::syntax::{Label, Tag};
use crate::text::{Span, Token, tokenize};

use super::scheme::{self, Foreign};

/// One text with its annotated sentences.
#[derive(Debug)]
pub struct Annotated {
    /// The text.
    pub text: String,
    /// Its tokens, by our tokenizer.
    pub tokens: Vec<Token>,
    /// The sentences of the treebank, over these tokens.
    pub sentences: Vec<Gold>,
}

/// A sentence's gold analysis.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Tags; `None` where our token is only a part of theirs.
    pub tags: Vec<Option<Tag>>,
    /// Heads, counted from the sentence's first token; the sentence's length means the root.
    pub heads: Vec<usize>,
    /// Labels of the arcs to the heads.
    pub labels: Vec<Label>,
}

impl Annotated {
    pub(super) fn new(text: String, sentences: &[Vec<Foreign>]) -> Self {
        let tokens = tokenize(&text, Span::new(0, text.len() as u32));
        let sentences = sentences.iter().filter_map(|s| align(&tokens, s)).collect();
        Self { text, tokens, sentences }
    }

    /// The text's layout, as the analysis sees it.
    pub fn layout(&self) -> Layout<'_> {
        Layout::of_tokens(&self.text, self.tokens.clone())
    }
}

/// Converts a sentence to our tokens; `None` if that gives no tree without crossing arcs.
fn align(tokens: &[Token], theirs: &[Foreign]) -> Option<Gold> {
    let first = tokens.partition_point(|t| t.span.end <= theirs.first().map_or(0, |t| t.span.start));
    let last = tokens.partition_point(|t| t.span.start < theirs.last().map_or(0, |t| t.span.end));
    let ours = &tokens[first..last.max(first)];
    if ours.is_empty() {
        return None;
    }
    let place = |t: &Foreign| ours.partition_point(|o| o.span.end <= t.span.start).min(ours.len() - 1);
    let places: Vec<usize> = theirs.iter().map(place).collect();
    let mut gold = Gold { tokens: first..last, tags: Vec::new(), heads: Vec::new(), labels: Vec::new() };
    for at in 0..ours.len() {
        let group = places.iter().position(|&p| p == at).map(|start| {
            let len = places[start..].iter().take_while(|&&p| p == at).count();
            start..start + len
        });
        let Some(group) = group else {
            // The rest of a token that they did not split is attached to its beginning.
            gold.push(None, at.checked_sub(1)?, Label::Mwe);
            continue;
        };
        let top = group.clone().find(|&k| theirs[k].head.is_none_or(|h| !group.contains(&h)))?;
        let head = theirs[top].head.map_or(ours.len(), |h| places[h]);
        gold.push(Some(scheme::joined_tag(&theirs[group], &theirs[top])), head, theirs[top].label);
    }
    gold.is_projective_tree().then_some(gold)
}

impl Gold {
    fn push(&mut self, tag: Option<Tag>, head: usize, label: Label) {
        self.tags.push(tag);
        self.heads.push(head);
        self.labels.push(label);
    }

    fn is_projective_tree(&self) -> bool {
        let n = self.heads.len();
        let one_root = self.heads.iter().filter(|&&h| h == n).count() == 1;
        let reaches_root = |i: usize| {
            let mut at = i;
            (0..=n).any(|_| {
                at = self.heads[at.min(n - 1)];
                at == n
            })
        };
        one_root && (0..n).all(|i| self.heads[i] != i && reaches_root(i)) && !self.has_crossing_arcs()
    }

    fn has_crossing_arcs(&self) -> bool {
        let n = self.heads.len();
        (0..n).any(|i| {
            let (a, b) = (i.min(self.heads[i]), i.max(self.heads[i]));
            b < n && (a + 1..b).any(|k| !(a..=b).contains(&self.heads[k]))
        })
    }
}

/// Reads CoreNLP output; `texts` are the annotated texts by name.
pub fn read_corenlp(tsv: &str, texts: &HashMap<String, String>) -> Vec<Annotated> {
    let documents = tsv.split("# doc ").skip(1);
    documents
        .filter_map(|part| {
            let (name, rows) = part.split_once('\n')?;
            let text = texts.get(name.trim())?;
            let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let sentences: Vec<_> = rows.split("\n\n").map(|s| corenlp_sentence(s, &offsets)).collect();
            Some(Annotated::new(text.clone(), &sentences))
        })
        .collect()
}

fn corenlp_sentence(rows: &str, offsets: &[usize]) -> Vec<Foreign> {
    let rows = rows.lines().filter(|r| !r.starts_with('#'));
    rows.filter_map(|row| {
        let fields: Vec<&str> = row.split('\t').collect();
        let [_, start, end, _, tag, _, head, label] = fields[..] else { return None };
        let offset = |field: &str| Some(*offsets.get(field.parse::<usize>().ok()?)? as u32);
        Some(Foreign {
            span: Span::new(offset(start)?, offset(end)?),
            tag: scheme::tag(tag),
            head: head.parse::<usize>().ok()?.checked_sub(1),
            label: scheme::label(label),
        })
    })
    .collect()
}

/// Reads CoNLL-U, one [`Annotated`] per document.
pub fn read_conllu(conllu: &str) -> Vec<Annotated> {
    conllu
        .split("# newdoc")
        .skip(1)
        .map(|document| {
            let mut text = String::new();
            let sentences: Vec<_> =
                document.split("\n\n").map(|sentence| conllu_sentence(sentence, &mut text)).collect();
            Annotated::new(text, &sentences)
        })
        .collect()
}

fn conllu_sentence(rows: &str, text: &mut String) -> Vec<Foreign> {
    let (mut sentence, mut flat) = (Vec::new(), Vec::new());
    // The words of a contraction have no spaces between them.
    let (mut contracted_until, mut space_after_contraction) = (0, true);
    for row in rows.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [id, form, _, _, tag, _, head, label, _, misc] = fields[..] else { continue };
        let spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            (contracted_until, space_after_contraction) = (last.parse().unwrap_or(0), spaced);
            continue;
        }
        let (Ok(id), Ok(head)) = (id.parse::<usize>(), head.parse::<usize>()) else { continue };
        let start = text.len() as u32;
        text.push_str(form);
        let span = Span::new(start, text.len() as u32);
        let space = match id.cmp(&contracted_until) {
            Ordering::Less => false,
            Ordering::Equal => space_after_contraction,
            Ordering::Greater => spaced,
        };
        text.push_str(if space { " " } else { "" });
        let tag = if form.eq_ignore_ascii_case("to") { Tag::To } else { scheme::tag(tag) };
        sentence.push(Foreign { span, tag, head: head.checked_sub(1), label: scheme::label(label) });
        flat.push(label == "flat");
    }
    if !text.ends_with(' ') {
        text.push(' ');
    }
    scheme::rehead_names(&mut sentence, &flat);
    scheme::to_corenlp(&mut sentence);
    sentence
}
