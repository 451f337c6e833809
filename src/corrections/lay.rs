//! Applying edits to a briefing, one after another.

use std::collections::HashSet;

use super::cast::{Cast, add_alias, add_mention};
use super::marks::{self, Highlight};
use super::{ActorRef, Edit};
use crate::briefing::{ActorKind, Briefing, Mention, Quote, QuoteForm, QuoteKind, Via};
use crate::text::anchor::whole_words;
use crate::text::token::is_quotation_mark;
use crate::text::{Anchor, Finder, Span};

/// The rule that a quote names when a person made its attribution.
pub const RULE: &str = "corrected";

/// A briefing with edits applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The briefing.
    pub briefing: Briefing,
    /// The highlighted passages, in text order.
    pub highlights: Vec<Highlight>,
    /// The ids of the actors that an edit changed. A quote that an edit changed has the rule [`RULE`].
    pub touched: HashSet<String>,
    /// The edits that found no target.
    pub lost: Vec<Edit>,
}

/// Applies `edits` to a briefing.
pub fn lay<'a>(briefing: &Briefing, edits: impl Iterator<Item = &'a Edit>) -> Applied {
    let mut desk = Desk {
        text: &briefing.text,
        finder: Finder::new(&briefing.text),
        cast: Cast::new(briefing.actors.clone(), briefing.places.clone()),
        quotes: briefing.quotes.clone(),
        highlights: Vec::new(),
    };
    let lost = edits.filter(|edit| desk.lay(edit).is_none()).cloned().collect();
    let Desk { cast, mut quotes, mut highlights, .. } = desk;
    quotes.sort_by_key(|q| q.spans.first().map(|s| s.start));
    for (quote, id) in quotes.iter_mut().zip(1..) {
        quote.id = id;
    }
    marks::sort(&mut highlights);
    let (actors, places, touched) = cast.divide();
    let briefing = Briefing {
        generator: briefing.generator.clone(),
        text: briefing.text.clone(),
        metadata: briefing.metadata.clone(),
        notices: briefing.notices.clone(),
        blocks: briefing.blocks.clone(),
        links: briefing.links.clone(),
        pages: briefing.pages.clone(),
        actors,
        places,
        quotes,
    };
    Applied { briefing, highlights, touched, lost }
}

/// A briefing being corrected.
struct Desk<'a> {
    text: &'a str,
    finder: Finder<'a>,
    cast: Cast,
    quotes: Vec<Quote>,
    highlights: Vec<Highlight>,
}

impl Desk<'_> {
    /// Applies one edit; none if it finds no target.
    fn lay(&mut self, edit: &Edit) -> Option<()> {
        match edit {
            Edit::Merge { actor, into } => self.merge(actor, into),
            Edit::Rename { actor, name } => self.rename(actor, name),
            Edit::Alias { actor, alias } => self.alias(actor, alias),
            Edit::Kind { actor, kind } => self.kind(actor, *kind),
            Edit::Delete { actor } => self.delete(actor),
            Edit::Split { mention, name } => self.split(mention, name),
            Edit::Speaker { quote, speaker } => self.speaker(quote, speaker.as_ref()),
            Edit::NotQuote { quote } => {
                let at = self.quote_at(quote)?;
                self.quotes.remove(at);
                Some(())
            }
            Edit::Quote { passage, speaker } => self.quote(passage, speaker.as_ref()),
            Edit::Highlight { .. } | Edit::Note { .. } | Edit::Unhighlight { .. } => {
                marks::lay(&mut self.highlights, &self.finder, edit)
            }
        }
    }

    fn merge(&mut self, actor: &ActorRef, into: &ActorRef) -> Option<()> {
        let (from, to) = (self.cast.find(actor)?, self.cast.find(into)?);
        let (gone, stays) = self.cast.merge(from, to)?;
        for quote in &mut self.quotes {
            let others = quote.relayed_by.iter_mut().chain(&mut quote.voiced_by);
            let named = quote.speakers.iter_mut().chain(others);
            named.filter(|id| **id == gone).for_each(|id| id.clone_from(&stays));
            keep_first(&mut quote.speakers);
        }
        Some(())
    }

    fn rename(&mut self, actor: &ActorRef, name: &str) -> Option<()> {
        let at = self.cast.find(actor).filter(|_| !name.is_empty())?;
        let member = &mut self.cast.members[at].0;
        let old = std::mem::replace(&mut member.name, name.to_owned());
        member.aliases.retain(|alias| alias != name);
        add_alias(member, old);
        self.touch(at);
        Some(())
    }

    fn alias(&mut self, actor: &ActorRef, alias: &str) -> Option<()> {
        let at = self.cast.find(actor).filter(|_| !alias.is_empty())?;
        let free: Vec<Span> = whole_words(self.text, alias).filter(|&s| !self.cast.is_taken(s)).collect();
        let member = &mut self.cast.members[at].0;
        add_alias(member, alias.to_owned());
        free.into_iter().for_each(|span| add_mention(member, Mention { span, via: Via::Alias }));
        self.touch(at);
        Some(())
    }

    fn kind(&mut self, actor: &ActorRef, kind: ActorKind) -> Option<()> {
        let at = self.cast.find(actor)?;
        self.cast.members[at].0.kind = kind;
        self.cast.members[at].1 = kind != ActorKind::Place || self.speaks(&self.cast.members[at].0.id);
        self.touch(at);
        Some(())
    }

    fn delete(&mut self, actor: &ActorRef) -> Option<()> {
        let at = self.cast.find(actor)?;
        let (gone, _) = self.cast.members.remove(at);
        for quote in &mut self.quotes {
            quote.speakers.retain(|id| *id != gone.id);
            for id in [&mut quote.relayed_by, &mut quote.voiced_by] {
                id.take_if(|id| *id == gone.id);
            }
        }
        Some(())
    }

    fn split(&mut self, mention: &Anchor, name: &str) -> Option<()> {
        let span = self.finder.find(mention).filter(|_| !name.is_empty())?;
        let (old, which) = self.cast.mention_at(span)?;
        let kind = self.cast.members[old].0.kind;
        let moved = self.cast.members[old].0.mentions.remove(which);
        let old_id = self.cast.members[old].0.id.clone();
        let new = self.cast.by_name(name).filter(|&i| i != old);
        let new = new.unwrap_or_else(|| self.cast.add(name, kind, old + 1));
        add_mention(&mut self.cast.members[new].0, moved);
        let new_id = self.cast.members[new].0.id.clone();
        for quote in &mut self.quotes {
            let names_it = quote.speaker_span.is_some_and(|s| s.overlaps(moved.span));
            if names_it {
                let meant = quote.speakers.iter_mut().filter(|id| **id == old_id);
                meant.for_each(|id| id.clone_from(&new_id));
                keep_first(&mut quote.speakers);
            }
        }
        self.touch(new);
        self.cast.touched.insert(old_id);
        Some(())
    }

    fn speaker(&mut self, quote: &Anchor, speaker: Option<&ActorRef>) -> Option<()> {
        let at = self.quote_at(quote)?;
        let who = match speaker {
            Some(who) => Some(self.speaking(who)?),
            None => None,
        };
        let quote = &mut self.quotes[at];
        if quote.speaker() != who.as_deref() || who.is_none() {
            // The expression named somebody else.
            quote.speaker_span = None;
        }
        quote.speakers = who.into_iter().collect();
        attribute(quote);
        Some(())
    }

    fn quote(&mut self, passage: &Anchor, speaker: Option<&ActorRef>) -> Option<()> {
        let (span, kind) = bare(self.text, self.finder.find(passage)?);
        let who = match speaker {
            Some(who) => Some(self.speaking(who)?),
            None => None,
        };
        let overlaps = |q: &Quote| q.spans.iter().any(|s| s.overlaps(span));
        let old = self.quotes.iter().find(|q| overlaps(q)).cloned();
        self.quotes.retain(|q| !overlaps(q));
        let heard = || old.as_ref().map(|q| q.speakers.clone()).unwrap_or_default();
        let mut quote = Quote {
            id: 0,
            kind,
            form: QuoteForm::of(kind),
            spans: vec![span],
            speakers: who.map_or_else(heard, |who| vec![who]),
            speaker_span: old.as_ref().and_then(|q| q.speaker_span).filter(|s| !s.overlaps(span)),
            cue: old.as_ref().and_then(|q| q.cue).filter(|s| !s.overlaps(span)),
            relayed_by: old.as_ref().and_then(|q| q.relayed_by.clone()),
            voiced_by: old.as_ref().and_then(|q| q.voiced_by.clone()),
            addressee: old.and_then(|q| q.addressee),
            confidence: 1.0,
            rule: String::new(),
        };
        attribute(&mut quote);
        self.quotes.push(quote);
        Some(())
    }

    /// The id of an actor who speaks and therefore acts.
    fn speaking(&mut self, who: &ActorRef) -> Option<String> {
        let at = self.cast.find_or_add(who, ActorKind::Person)?;
        self.cast.members[at].1 = true;
        Some(self.cast.members[at].0.id.clone())
    }

    fn speaks(&self, id: &str) -> bool {
        self.quotes.iter().any(|q| q.speakers.iter().any(|speaker| speaker == id))
    }

    /// The quote that shares the most bytes with the passage.
    fn quote_at(&self, passage: &Anchor) -> Option<usize> {
        let span = self.finder.find(passage)?;
        let shared = |s: &Span| s.end.min(span.end).saturating_sub(s.start.max(span.start));
        let shared = |q: &Quote| q.spans.iter().map(shared).sum::<u32>();
        let touching = (0..self.quotes.len()).filter(|&i| shared(&self.quotes[i]) > 0);
        touching.max_by_key(|&i| shared(&self.quotes[i]))
    }

    fn touch(&mut self, at: usize) {
        let id = self.cast.members[at].0.id.clone();
        self.cast.touched.insert(id);
    }
}

/// Removes repeated ids, keeping the first of each.
fn keep_first(ids: &mut Vec<String>) {
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
}

/// Says that a person made the attribution.
fn attribute(quote: &mut Quote) {
    quote.confidence = 1.0;
    RULE.clone_into(&mut quote.rule);
}

/// A passage without its quotation marks, and the kind of quote that it is.
fn bare(text: &str, span: Span) -> (Span, QuoteKind) {
    let words = span.of(text);
    let mark = |c: Option<char>| c.is_some_and(is_quotation_mark);
    let inside = words.trim_matches(|c: char| is_quotation_mark(c) || c.is_whitespace());
    let at = span.start + (inside.as_ptr() as usize - words.as_ptr() as usize) as u32;
    let inner = Span::new(at, at + inside.len() as u32);
    let enclosed = mark(text[..inner.start as usize].chars().next_back())
        && mark(text[inner.end as usize..].chars().next());
    if inside.is_empty() {
        (span, QuoteKind::Indirect)
    } else if enclosed {
        (inner, QuoteKind::Direct)
    } else if words.contains(|c| is_quotation_mark(c) && !matches!(c, '\'' | '\u{2019}' | '`')) {
        (span, QuoteKind::Mixed)
    } else {
        (span, QuoteKind::Indirect)
    }
}
