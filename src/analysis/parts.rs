//! Very long texts, analysed part by part.
//!
//! A text of a hundred megabytes is not one briefing but many, end to end. Each part is analysed as a document of its
//! own: memory stays bounded, and the progress can be shown. Actors of two parts are the same if their identifiers
//! are; surnames and pronouns are resolved within a part.

use std::collections::HashMap;

use super::table::Table;
use super::{Actor, Analysis, Generator, Quote, analyse_whole};
use crate::document::{Block, Document, Link};
use crate::text::Span;

/// Texts up to this length, in bytes, are analysed whole.
const WHOLE: usize = 4 * 1024 * 1024;
/// The approximate length of a part, in bytes.
const PART: u32 = 1024 * 1024;

/// An analysis made step by step.
pub struct InParts<'a> {
    document: &'a Document,
    table: &'a Table,
    /// The approximate length of a part, in bytes.
    part: u32,
    /// The block where the next part begins, and the byte in it.
    next: (usize, u32),
    found: Analysis,
    /// The index of each actor, by id.
    known: HashMap<String, usize>,
    places: HashMap<String, usize>,
}

impl<'a> InParts<'a> {
    /// A new, unstarted analysis of `document`.
    pub fn new(document: &'a Document, table: &'a Table) -> Self {
        let part = if document.text.len() <= WHOLE { u32::MAX } else { PART };
        Self::with_parts(document, table, part)
    }

    fn with_parts(document: &'a Document, table: &'a Table, part: u32) -> Self {
        let start = document.blocks.first().map_or(0, |b| b.span.start);
        let (known, places) = Default::default();
        let found = Analysis { generator: Some(Generator::current()), ..Analysis::default() };
        Self { document, table, part, next: (0, start), found, known, places }
    }

    /// Analyses the next part and returns the progress, in percent of the text; none if nothing is left.
    pub fn step(&mut self) -> Option<u8> {
        if self.next.0 >= self.document.blocks.len() {
            return None;
        }
        if self.part == u32::MAX {
            self.found = analyse_whole(self.document, self.table);
            self.next.0 = self.document.blocks.len();
            return Some(100);
        }
        let part = self.cut();
        let (analysis, by) = (analyse_whole(&part.document, self.table), part.from);
        add_actors(&mut self.found.actors, &mut self.known, analysis.actors, by);
        add_actors(&mut self.found.places, &mut self.places, analysis.places, by);
        let quotes = analysis.quotes.into_iter().map(|quote| shifted(quote, by));
        self.found.quotes.extend(quotes);
        Some(self.percent())
    }

    fn percent(&self) -> u8 {
        let blocks = &self.document.blocks;
        let at = if self.next.0 < blocks.len() { u64::from(self.next.1) } else { u64::MAX };
        (at.min(self.document.text.len() as u64) * 100 / self.document.text.len().max(1) as u64) as u8
    }

    /// All findings, the most prominent actors first.
    pub fn finish(mut self) -> Analysis {
        if self.part < u32::MAX {
            self.found.places.retain_mut(|place| {
                // An actor in one part is an actor in the text.
                let Some(&actor) = self.known.get(&place.id) else { return true };
                let mentions = &mut self.found.actors[actor].mentions;
                mentions.append(&mut place.mentions);
                mentions.sort_by_key(|m| m.span.start);
                false
            });
            let mut spoken: HashMap<&str, usize> = HashMap::new();
            for speaker in self.found.quotes.iter().filter_map(|q| q.speaker()) {
                *spoken.entry(speaker).or_default() += 1;
            }
            let weight = |a: &Actor| a.mentions.len() + 2 * spoken.get(a.id.as_str()).copied().unwrap_or(0);
            self.found.actors.sort_by_cached_key(|a| std::cmp::Reverse(weight(a)));
            for (id, quote) in (1..).zip(&mut self.found.quotes) {
                quote.id = id;
            }
        }
        self.found
    }

    /// The next part as a document of its own.
    fn cut(&mut self) -> Part {
        let (mut block, mut from) = self.next;
        let (begin, text) = (from, &self.document.text);
        let (end, mut blocks) = (begin.saturating_add(self.part), Vec::new());
        while let Some(whole) = self.document.blocks.get(block).filter(|b| b.span.start.max(from) < end) {
            let to =
                if whole.span.end <= end { whole.span.end } else { space_after(text, end, whole.span.end) };
            let span = Span::new(whole.span.start.max(from) - begin, to - begin);
            blocks.push(Block { span, ..*whole });
            from = to;
            if to < whole.span.end {
                break;
            }
            block += 1;
        }
        let start = self.document.blocks.get(block).map_or(from, |b| b.span.start.max(from));
        self.next = (block, start);
        let to = blocks.last().map_or(begin, |b| begin + b.span.end);
        let (text, metadata) = (text[begin as usize..to as usize].to_owned(), self.document.metadata.clone());
        let inside = |link: &&Link| link.span.start >= begin && link.span.end <= to;
        let links = self.document.links.iter().filter(inside).map(|link| link.shifted_back(begin)).collect();
        Part { document: Document { text, blocks, metadata, links, ..Document::default() }, from: begin }
    }
}

/// A part, and its first byte in the whole text.
struct Part {
    document: Document,
    from: u32,
}

/// The first byte after a space at or after `at`, or `end`.
fn space_after(text: &str, at: u32, end: u32) -> u32 {
    let space = text.as_bytes()[at as usize..end as usize].iter().position(|&b| b == b' ');
    space.map_or(end, |i| at + i as u32 + 1)
}

/// Adds the actors of a part, with spans shifted by `by` bytes, to the known ones.
fn add_actors(all: &mut Vec<Actor>, known: &mut HashMap<String, usize>, new: Vec<Actor>, by: u32) {
    for mut actor in new {
        for mention in &mut actor.mentions {
            mention.span = moved(mention.span, by);
        }
        let Some(&at) = known.get(&actor.id) else {
            known.insert(actor.id.clone(), all.len());
            all.push(actor);
            continue;
        };
        let old = &mut all[at];
        old.mentions.append(&mut actor.mentions);
        let aliases = actor.aliases.into_iter().filter(|a| *a != old.name && !old.aliases.contains(a));
        let aliases: Vec<String> = aliases.collect();
        old.aliases.extend(aliases);
        old.role = old.role.take().or(actor.role);
        old.country = old.country.take().or(actor.country);
    }
}

fn moved(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn shifted(mut quote: Quote, by: u32) -> Quote {
    for span in &mut quote.spans {
        *span = moved(*span, by);
    }
    for span in [&mut quote.speaker_span, &mut quote.cue, &mut quote.addressee] {
        *span = span.map(|s| moved(s, by));
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::table::builtin;

    const STORY: &str = "Envoy Marta Okafor arrived in Geneva on Monday.\n\
        “The port will open,” Okafor said.\n\
        “We have heard that before,” said Pavel Ilves, a shipping agent.\n";

    fn in_parts(document: &Document, part: u32) -> (Analysis, Vec<u8>) {
        let mut parts = InParts::with_parts(document, builtin(), part);
        let steps: Vec<u8> = std::iter::from_fn(|| parts.step()).collect();
        (parts.finish(), steps)
    }

    #[test]
    fn one_part_is_the_whole_analysis() {
        let document = Document::from_paragraphs(STORY);
        let (analysis, steps) = in_parts(&document, u32::MAX);
        assert_eq!((analysis, steps), (analyse_whole(&document, builtin()), vec![100]));
    }

    #[test]
    fn parts_are_joined_by_who_is_the_same() {
        let document = Document::from_paragraphs(&STORY.repeat(3));
        let (analysis, steps) = in_parts(&document, STORY.len() as u32);
        assert_eq!(steps.len(), 3);
        let words = |q: &Quote| q.spans[0].of(&document.text).to_owned();
        let said: Vec<String> = analysis.quotes.iter().map(words).collect();
        assert_eq!(said.len(), 6, "{said:?}");
        assert_eq!(said.iter().filter(|w| *w == "The port will open,").count(), 3, "{said:?}");
        assert_eq!(analysis.quotes.iter().map(|q| q.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        let ids: Vec<&str> = analysis.actors.iter().map(|a| a.id.as_str()).collect();
        let unique: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        let okafor = analysis.actors.iter().find(|a| a.name.contains("Okafor")).unwrap();
        assert!(okafor.mentions.len() >= 6);
        assert!(okafor.mentions.iter().all(|m| m.span.of(&document.text).len() > 1));
        assert!(okafor.mentions.windows(2).all(|m| m[0].span.start < m[1].span.start));
    }

    #[test]
    fn who_made_an_analysis_is_always_said() {
        for (text, part) in [("", u32::MAX), ("***\n", u32::MAX), (STORY, u32::MAX), (STORY, 100)] {
            let (analysis, _) = in_parts(&Document::from_paragraphs(text), part);
            assert_eq!(analysis.generator, Some(Generator::current()), "{text:?} in parts of {part}");
        }
    }

    #[test]
    fn one_endless_line_is_cut_too_and_nothing_is_lost() {
        let document = Document::from_paragraphs(&STORY.replace('\n', " ").repeat(20));
        let (analysis, steps) = in_parts(&document, 200);
        assert!(steps.len() > 10 && steps.is_sorted() && steps.ends_with(&[100]), "{steps:?}");
        assert!(analysis.quotes.len() > 20);
    }
}
