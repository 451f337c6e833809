//! All open documents on one sheet: matches of the search, paragraphs that pass the filter, and actors.

use super::{Overlay, Target, Tone};
use crate::query::Expression;
use crate::reader::DocId;
use crate::reader::filter::Filter;
use crate::reader::picker::around;
use crate::reader::reading::Reading;
use crate::reader::search::Pattern;
use crate::reader::tabs::Tabs;
use crate::text::{Span, count, sanitise_line};

/// The most matches or paragraphs of one document that are listed.
const LISTED: usize = 100;

/// A document with its name.
type Named<'a> = (DocId, String, &'a Reading);

/// An actor in one or several of the documents.
struct Who<'a> {
    /// The id of a listed actor, which is the same everywhere.
    id: Option<&'a str>,
    name: &'a str,
    said: usize,
    named: usize,
    documents: Vec<DocId>,
    first: (DocId, Span),
}

impl Overlay {
    /// The findings across all open documents.
    pub fn everywhere(tabs: &Tabs, search: Option<&Pattern>, filter: Option<&Expression>) -> Self {
        let names = tabs.names();
        let all: Vec<Named> = tabs.open().map(|(id, tab)| (id, names[id.0].clone(), &tab.reading)).collect();
        let mut sheet = Self::new(&match tabs.list().len() {
            of if of > all.len() => format!("All open documents: {} of {of}", all.len()),
            of => format!("All open documents: {of}"),
        });
        if let Some(pattern) = search {
            sheet.list_hits(&all, pattern);
        }
        if let Some(expression) = filter {
            sheet.list_passing(&all, expression);
        }
        sheet.list_actors(&all);
        sheet.begun()
    }

    /// The matches of a search, by document.
    fn list_hits(&mut self, all: &[Named], pattern: &Pattern) {
        let hits = |reading: &Reading| -> Vec<Span> {
            pattern.find_all(reading.text()).map(|(a, b)| Span::new(a as u32, b as u32)).collect()
        };
        let found: Vec<(&Named, Vec<Span>)> = all.iter().map(|named| (named, hits(named.2))).collect();
        self.list_passages(&format!("/{}", pattern.source), "hit", &found, |reading, span| {
            around(reading, span)
        });
    }

    /// The paragraphs that pass the filter, by document; none for a document where it has no meaning.
    fn list_passing(&mut self, all: &[Named], expression: &Expression) {
        let passing = |reading: &Reading| -> Vec<Span> {
            let flags = Filter::flags(expression, reading).unwrap_or_default();
            reading.blocks().iter().zip(flags).filter(|(_, passes)| *passes).map(|(b, _)| b.span).collect()
        };
        let found: Vec<(&Named, Vec<Span>)> = all.iter().map(|named| (named, passing(named.2))).collect();
        let words = |reading: &Reading, span: Span| sanitise_line(reading.of(span), 160);
        self.list_passages(&format!("& {expression}"), "paragraph", &found, words);
    }

    fn list_passages(
        &mut self,
        asked: &str,
        what: &str,
        found: &[(&Named, Vec<Span>)],
        words: impl Fn(&Reading, Span) -> String,
    ) {
        let total: usize = found.iter().map(|(_, spans)| spans.len()).sum();
        let documents = found.iter().filter(|(_, spans)| !spans.is_empty()).count();
        let found_in = match total {
            0 => "nowhere".to_owned(),
            total => format!("{} in {}", count(total, what), count(documents, "document")),
        };
        self.heading(&format!("{asked}   {found_in}"));
        for ((id, name, reading), spans) in found.iter().filter(|(_, spans)| !spans.is_empty()) {
            self.line(Tone::Faint, "", &format!("{name}: {}", spans.len()));
            for &span in spans.iter().take(LISTED) {
                let number = reading.block_at(span.start) + 1;
                let target = Target::Document(*id, span);
                self.entry(&format!("paragraph {number}"), &words(reading, span), target);
            }
            if spans.len() > LISTED {
                self.line(Tone::Faint, "", &format!("and {} more", spans.len() - LISTED));
            }
        }
    }

    /// The actors in the documents. Only those in the table of actors are known to be the same in several.
    fn list_actors(&mut self, all: &[Named]) {
        let mut everybody: Vec<Who> = Vec::new();
        for (document, _, reading) in all {
            for (index, actor) in reading.actors().iter().enumerate() {
                let Some(&first) = reading.mentions_of(index).first() else { continue };
                let id = Some(actor.id.as_str()).filter(|_| actor.listed);
                let (said, named) = (reading.spoken(index), reading.mentions_of(index).len());
                let known = id.and_then(|id| everybody.iter_mut().find(|who| who.id == Some(id)));
                if let Some(who) = known {
                    (who.said, who.named) = (who.said + said, who.named + named);
                    who.documents.push(*document);
                } else {
                    let (name, documents, first) = (actor.name.as_str(), vec![*document], (*document, first));
                    everybody.push(Who { id, name, said, named, documents, first });
                }
            }
        }
        everybody
            .sort_by_key(|who| (std::cmp::Reverse((who.said, who.documents.len(), who.named)), who.name));
        self.heading(&format!("Actors: {}", everybody.len()));
        for who in everybody {
            let said = if who.said > 0 { format!("{}, ", count(who.said, "quote")) } else { String::new() };
            let documents: Vec<&str> = all
                .iter()
                .filter(|(id, ..)| who.documents.contains(id))
                .map(|(_, name, _)| name.as_str())
                .collect();
            let what = format!("{said}{}, in {}", count(who.named, "mention"), documents.join(", "));
            self.entry(who.name, &what, Target::Document(who.first.0, who.first.1));
        }
    }
}
