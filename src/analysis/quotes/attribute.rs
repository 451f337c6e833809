//! Attribution: from the words that name a speaker to the actor, and to the people who relayed or heard the
//! words.

use std::ops::Range;

use super::Reason;
use super::confidence;
use super::construction::{self, Standing};
use super::draft::{self, Chooser, Draft};
use super::interview::Interview;
use super::items::Item;
use super::meaning::Meaning;
use super::memory::Memory;
use super::parties;
use super::plain;
use super::pronouns::pronoun;
use super::relays;
use super::rule::Rule;
use super::rules;
use super::scene::Scene;
use super::source;
use crate::analysis::actors::{Cast, CastMention, Part};
use crate::analysis::syntax::Tag;
use crate::analysis::{ActorKind, Quote, QuoteForm, QuoteKind};
use crate::lexicon::Class;
use crate::text::Span;

/// Turns the drafts of a text into quotes.
#[derive(Debug)]
pub struct Attribution<'s, 'a> {
    scene: &'s Scene<'a>,
    cast: &'s Cast,
    interview: Interview,
    /// The block from which on "we" means the issuer of a communiqué, and the words for the issuer.
    issuer: Option<(usize, Range<usize>)>,
}

impl<'s, 'a> Attribution<'s, 'a> {
    /// Prepares a text.
    pub fn new(scene: &'s Scene<'a>, cast: &'s Cast) -> Self {
        Self { scene, cast, interview: Interview::new(scene, cast), issuer: rules::issuer_of_we(scene) }
    }

    /// The quotes for the drafts, in order, each with the reason for its speaker.
    pub fn quotes(&self, drafts: &[Draft]) -> Vec<(Quote, Reason)> {
        let mut memory = Memory::default();
        drafts.iter().zip(1..).map(|(draft, id)| self.quote(draft, id, &mut memory)).collect()
    }

    /// The quote for a draft, and why it has its speaker.
    fn quote(&self, draft: &Draft, id: u32, memory: &mut Memory) -> (Quote, Reason) {
        let (scene, cast) = (self.scene, self.cast);
        memory.note_words(&draft.spans);
        let mut meaning = self.meaning(draft, memory);
        // A speaker inside a report does not continue to speak.
        let inner = draft.cue.is_some_and(|cue| plain::is_inner(scene, cue));
        if let (Some(source), Some(meaning), false) = (&draft.source, &meaning, inner) {
            memory.note(scene, source, meaning);
        }
        let mut voice = voice(scene, cast, draft);
        if let Some(sender) = relays::sender(scene, draft) {
            // "Its head read a message on behalf of the fishermen": the head only reads.
            voice = meaning.and_then(|m| m.entity);
            meaning = Some(speaker(scene, cast, sender, memory));
        }
        let standing = construction::standing(scene, draft);
        let others = meaning.as_ref().map(|m| m.others.clone()).unwrap_or_default();
        let meaning_known = meaning.is_some();
        let said = meaning.as_ref().and_then(|m| m.entity);
        let certainty = meaning.as_ref().map_or(1.0, |m| m.certainty);
        let name = |entity: usize| cast.entities[entity].id.clone();
        let quote = Quote {
            id,
            kind: draft.kind,
            form: form(draft.kind, standing),
            spans: draft::said(scene, draft),
            speakers: said.into_iter().chain(others).map(name).collect(),
            speaker_span: meaning.map(|m| scene.layout.span(&m.tokens)),
            cue: draft.cue.map(|i| scene.layout.tokens[i].span),
            relayed_by: relays::outlet(scene, cast, draft).filter(|r| Some(*r) != said).map(name),
            voiced_by: voice.filter(|v| Some(*v) != said).map(name),
            addressee: draft.cue.and_then(|cue| addressee(scene, cue, draft)),
            confidence: confidence::of(
                draft,
                if meaning_known { certainty } else { 0.5 },
                (standing, plain::trust(scene, draft, said.is_some())),
            ),
            rule: draft.rule.name().to_owned(),
        };
        (quote, self.reason(draft, certainty))
    }

    /// The person in brackets after a label: "The Minister for the Coast (Ama Mensah)".
    fn bracketed(&self, label: &Range<usize>) -> Option<Meaning> {
        const LONGEST: usize = 8;
        let scene = self.scene;
        let sentence = scene.layout.blocks[scene.layout.block_of(label.start)].tokens.end;
        let open = (label.end < sentence && scene.layout.word(label.end) == "(").then_some(label.end)?;
        let close = (open + 2..sentence.min(open + LONGEST)).find(|&i| scene.layout.word(i) == ")")?;
        let inside = scene.layout.span(&(open + 1..close));
        let person =
            self.cast.mentions_in(inside).find(|m| self.cast.entities[m.entity].kind == ActorKind::Person)?;
        let whole = scene.layout.tokens_in(person.span) == (open + 1..close);
        let before = self.cast.mentions_in(scene.layout.span(label)).any(|m| {
            self.cast.entities[m.entity].kind == ActorKind::Person
                && m.part != Part::Attribute
                && m.entity != person.entity
        });
        (whole && !before).then(|| Meaning::of(person.entity, open + 1..close, 1.0))
    }

    /// The person for a bare role in the first lines, who is named below: "says minister", and "its minister, Ama
    /// Mensah".
    fn role_below(&self, source: &Range<usize>) -> Option<Meaning> {
        const FARTHEST: usize = 80;
        let (scene, cast) = (self.scene, self.cast);
        let block = &scene.layout.blocks[scene.layout.block_of(source.start)];
        let bare = source.len() == 1 && scene.is_role(source.start) && scene.tags[source.start] == Tag::Nn;
        let first = bare && scene.layout.block_of(source.start) <= 1;
        if !first {
            return None;
        }
        let end = scene.layout.tokens.len().min(block.tokens.end + FARTHEST);
        let same = |t: &usize| scene.words[*t] == scene.words[source.start] && !scene.is_quoted(*t);
        let role = (block.tokens.end..end).find(same)?;
        let behind = scene.layout.span(&(role + 1..end.min(role + 4).max(role + 2).min(end)));
        let person = cast.mentions_in(behind).find(|m| cast.entities[m.entity].kind == ActorKind::Person)?;
        Some(Meaning::of(person.entity, source.clone(), 0.9))
    }

    /// Whether a source is the "we" of a communiqué that begins with block `from`.
    fn is_issuers_we(&self, source: &Range<usize>, from: usize) -> bool {
        let scene = self.scene;
        source.len() == 1
            && scene.is(source.start, &["we", "us", "our"])
            && scene.layout.block_of(source.start) >= from
            && !scene.is_quoted(source.start)
    }

    fn reason(&self, draft: &Draft, certainty: f32) -> Reason {
        let form = draft.choice.by == Chooser::Form;
        // A mark is not a speaker.
        let is_word = |span: Span| span.of(self.scene.layout.text).contains(char::is_alphabetic);
        let rival = draft.choice.rival.as_ref().map(|(tokens, p)| (self.scene.layout.span(tokens), *p));
        Reason {
            by: draft.choice.by,
            probability: if form { 1.0 } else { draft.choice.probability },
            runner_up: rival.filter(|(span, _)| is_word(*span)),
            certainty,
        }
    }

    /// The meaning of a draft's source; none if it has no source.
    fn meaning(&self, draft: &Draft, memory: &Memory) -> Option<Meaning> {
        let mut source = draft.source.clone()?;
        if let Some((_, issuer)) =
            self.issuer.as_ref().filter(|(block, _)| self.is_issuers_we(&source, *block))
        {
            source = issuer.clone();
            return Some(body(self.scene, self.cast, source));
        }
        let mut meaning = speaker(self.scene, self.cast, source.clone(), memory);
        if meaning.entity.is_none()
            && let Some(named) = self.role_below(&source)
        {
            return Some(named);
        }
        if draft.rule == Rule::SpeakerTurn
            && let Some(named) = self.bracketed(&source)
        {
            return Some(named);
        }
        if draft.rule == Rule::SpeakerTurn {
            // "MS. MENSAH: Boro and Lissa are open." A label stands only for the person that it names.
            let label = self.scene.layout.span(&source);
            meaning.others.retain(|&other| self.cast.mentions_in(label).any(|m| m.entity == other));
        }
        if draft.rule == Rule::SpeakerTurn && meaning.entity.is_none() {
            meaning.entity = self.interview.speaker(self.scene.layout.word(source.start));
        }
        Some(meaning)
    }
}

/// The form of a quote.
fn form(kind: QuoteKind, standing: Standing) -> QuoteForm {
    match (kind, standing) {
        (QuoteKind::Direct | QuoteKind::Mixed, _) => QuoteForm::Quotation,
        (_, Standing::Stance) => QuoteForm::Stance,
        _ => QuoteForm::Statement,
    }
}

/// The body that issues a text: the entity named in its words, or the words.
fn body(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let named = cast
        .mentions_in(scene.layout.span(&source))
        .filter(|m| cast.entities[m.entity].kind != ActorKind::Person);
    match named.last() {
        Some(m) => Meaning::of(m.entity, source, 1.0),
        None => Meaning::words(source, 1.0),
    }
}

/// The meaning of a source's tokens.
fn speaker(scene: &Scene, cast: &Cast, source: Range<usize>, memory: &Memory) -> Meaning {
    let tag = scene.tags[source.start];
    if source.len() == 1 && matches!(tag, Tag::Prp | Tag::PrpS | Tag::Wp | Tag::Wdt) {
        return pronoun(scene, cast, source.start, memory);
    }
    if parties::is_some_of_many(scene, &source) {
        return Meaning::words(source, 0.95);
    }
    if let Some(meaning) = parties::listed_with_others(scene, cast, &source)
        .or_else(|| parties::issuer_of_words(scene, cast, &source))
    {
        return meaning;
    }
    let mut meaning = phrase_means(scene, cast, source.clone());
    if let Some(head) = source::head_of(scene, source) {
        // Not the second half of "Bosnia and Herzegovina".
        let named = |t: usize| {
            let mention = cast.mentions_in(scene.layout.tokens[t].span).next()?;
            let mut tokens = scene.layout.tokens_in(mention.span);
            (!tokens.any(|t| scene.tags[t] == Tag::Cc)).then_some(mention.entity)
        };
        meaning.others = source::joined(scene, head)
            .into_iter()
            .filter_map(named)
            .filter(|e| Some(*e) != meaning.entity)
            .collect();
    }
    meaning
}

/// The meaning of a phrase: the entity of its head, or a name in apposition to it; for "the wife of Ama Boro" only the
/// words.
fn phrase_means(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let sure = |entity| Meaning::of(entity, source.clone(), 1.0);
    let is_person = |m: &&CastMention| cast.entities[m.entity].kind == ActorKind::Person;
    let last = |m: &CastMention| scene.layout.tokens_in(m.span).end.saturating_sub(1);
    if let Some(head) = source::head_of(scene, source.clone()) {
        let at = scene.layout.tokens[head].span;
        let here: Vec<_> = cast.mentions_in(scene.layout.span(&source)).collect();
        let holds = |m: &&&CastMention| is_person(m) && parties::names_the_holder(scene, &source, m.span);
        if let Some(m) = here.iter().find(holds) {
            return sure(m.entity);
        }
        let covers = |m: &&&CastMention| m.span.contains(at) && m.part != Part::Attribute;
        let apposed = |m: &&&CastMention| is_person(m) && source::is_apposed(scene, last(m), head);
        let whole = |m: &&&CastMention| {
            m.span.contains(at)
                && last(m) + 1 == source.end
                && scene.layout.tokens_in(m.span).start == source.start
        };
        if let Some(m) =
            here.iter().find(covers).or_else(|| here.iter().find(whole)).or_else(|| here.iter().find(apposed))
        {
            // A delegate can be "she" or "he" from then on.
            let delegate = !is_person(m) && scene.has_any(head, &[Class::Delegate, Class::Represents]);
            return Meaning { delegate, ..sure(m.entity) };
        }
        // "Ama Mensah, an aide to Boro": whatever the parser makes of it.
        let comma_behind = |m: &CastMention| scene.layout.word(last(m) + 1) == ",";
        let leads = |m: &&&CastMention| {
            scene.layout.tokens_in(m.span).start == source.start
                && last(m) + 1 < source.end
                && comma_behind(m)
        };
        if let Some(m) = here.iter().find(|m| is_person(m) && leads(m)) {
            return sure(m.entity);
        }
        if let Some(named) =
            apposition(scene, cast, source.clone()).or_else(|| name_before(scene, cast, &source))
        {
            return named;
        }
        // "the High Representative for Lissa" has an office of his own.
        let office = head > source.start && scene.is(head - 1, &["high", "special"]);
        if scene.has(head, Class::Delegate) && !office {
            let state = here.iter().rev().find(|m| !is_person(m));
            if let Some(state) = state {
                return Meaning { delegate: true, ..sure(state.entity) };
            }
        }
        let after_comma =
            here.iter().find(|m| is_person(m) && last(m) > head && follows_comma(scene, m.span));
        if let Some(m) = after_comma {
            return sure(m.entity);
        }
        let possessor = || here.iter().any(|m| last(m) < head || scene.layout.tokens_in(m.span).start > head);
        if scene.is_role(head) || scene.has(head, Class::Persons) || possessor() {
            return Meaning::words(source, 1.0);
        }
    }
    named_in(scene, cast, source)
}

/// The person to whom the phrase is an apposition: for "Ama Mensah, a member of the council, was quoted" only the phrase
/// was given.
fn name_before(scene: &Scene, cast: &Cast, source: &Range<usize>) -> Option<Meaning> {
    let comma = source.start.checked_sub(1).filter(|&i| scene.layout.word(i) == ",")?;
    let last = comma.checked_sub(1).filter(|&i| !scene.is_quoted(i) && scene.sentence(comma).contains(&i))?;
    // "under its leader Kofi Asante, the envoys added": several people are not one person.
    let many = source::head_of(scene, source.clone()).is_some_and(|h| scene.tags[h] == Tag::Nns);
    let indefinite = !many && scene.is(source.start, &["a", "an", "the", "one", "who", "its", "his", "her"]);
    let person = cast
        .mentions_in(scene.layout.tokens[last].span)
        .find(|m| cast.entities[m.entity].kind == ActorKind::Person)?;
    indefinite
        .then(|| Meaning::of(person.entity, scene.layout.tokens_in(person.span).start..source.end, 0.95))
}

/// The first name in a phrase with no parsed head.
fn named_in(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let sure = |entity| Meaning::of(entity, source.clone(), 1.0);
    let span = scene.layout.span(&source);
    let is_owner = |m: Span| {
        let next = scene.layout.tokens.partition_point(|t| t.span.start < m.end);
        scene.tags.get(next) == Some(&Tag::Pos) && scene.layout.tokens[next].span.start == m.end
    };
    let mentions: Vec<_> = cast.mentions_in(span).filter(|m| !is_owner(m.span)).collect();
    // "its envoy, Ama Mensah" means the person, wherever she is in the phrase; the first person, because "Ama
    // Mensah, an aide to Boro" does not mean Boro.
    let person = mentions.iter().find(|m| cast.entities[m.entity].kind == ActorKind::Person);
    if let Some(person) = person {
        return sure(person.entity);
    }
    if let Some(named) = apposition(scene, cast, source.clone()) {
        return named;
    }
    let head = scene.layout.tokens[head(scene, source.clone())].span;
    let at_head = mentions.iter().find(|m| m.span.contains(head));
    // "the movement's local affiliate, ISKP"
    let beside =
        || mentions.iter().find(|m| follows_comma(scene, m.span) && !matches!(m.part, Part::Attribute));
    let meant = at_head.or_else(beside);
    meant.map_or_else(|| Meaning::words(source.clone(), 1.0), |m| sure(m.entity))
}

/// Whether a comma is right before the bytes `span`.
fn follows_comma(scene: &Scene, span: Span) -> bool {
    let first = scene.layout.tokens_in(span).start;
    first > 0 && scene.layout.word(first - 1) == ","
}

/// The person in an apposition after the phrase: "its head, Ama Mensah, calls this …".
fn apposition(scene: &Scene, cast: &Cast, source: Range<usize>) -> Option<Meaning> {
    const FARTHEST: usize = 5;
    let block = &scene.layout.blocks[scene.layout.block_of(source.start)];
    let behind = source.end + 1..block.tokens.end.min(source.end + 1 + FARTHEST);
    let comma = source.end < block.tokens.end && scene.layout.word(source.end) == ",";
    let nouns = |i: &usize| scene.tags[*i].is_noun() || matches!(scene.tags[*i], Tag::Dt | Tag::Jj);
    let last = behind.clone().take_while(nouns).last().filter(|_| comma)?;
    let span = scene.layout.span(&(behind.start..last + 1));
    let closes = |end: usize| end >= block.tokens.end || !matches!(scene.tags[end], Tag::Cc | Tag::Pos);
    let person = cast.mentions_in(span).find(|m| cast.entities[m.entity].kind == ActorKind::Person)?;
    let tokens = source.start..scene.layout.tokens_in(person.span).end;
    closes(tokens.end).then(|| Meaning::of(person.entity, tokens, 0.95))
}

/// The head of a phrase: the last noun before its first preposition, comma or clause.
fn head(scene: &Scene, phrase: Range<usize>) -> usize {
    let inside = |i: &usize| {
        !matches!(
            scene.tags[*i],
            Tag::In | Tag::To | Tag::Comma | Tag::Wp | Tag::Wdt | Tag::Bracket | Tag::Vbn | Tag::Vbg
        )
    };
    let core = phrase.clone().take_while(inside);
    core.filter(|&i| scene.tags[i].is_noun()).last().unwrap_or(phrase.start)
}

/// The person who read or relayed the words, from "read by …" in the draft's sentence.
fn voice(scene: &Scene, cast: &Cast, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    let sentence = scene.sentence(cue);
    let item = scene.items.item_of(scene.runs, sentence.start);
    let tokens = scene.items.items[item..].iter().take_while(|i| i.tokens(scene.runs).start < sentence.end);
    // "said this was conveyed by Boro": what is told in the words reads nothing out.
    let told = |t: usize| draft.spans.iter().any(|s| s.contains(scene.layout.tokens[t].span));
    let mut outside = tokens
        .filter_map(|i| if let Item::Token(t) = i { Some(*t) } else { None })
        .filter(|&t| draft.kind == QuoteKind::Direct || !told(t));
    let mut before = (None, None);
    let by = outside.find_map(|third| {
        let (first, second) = before;
        before = (second, Some(third));
        let (_, second) = first.zip(second).filter(|&(first, _)| scene.has(first, Class::Relays))?;
        match () {
            () if scene.is(second, &["by"]) => Some(second),
            () if scene.is(second, &["out", "aloud", "in"]) && scene.is(third, &["by"]) => Some(third),
            () => None,
        }
    })?;
    let behind = Span::new(scene.layout.tokens[by].span.end, scene.layout.tokens[sentence.end - 1].span.end);
    let phrase = by + 1..sentence.end;
    let stop = phrase
        .clone()
        .find(|&i| scene.tags[i] == Tag::Comma || scene.tags[i].is_verb())
        .unwrap_or(sentence.end);
    let limit = scene.layout.tokens[stop.saturating_sub(1)].span.end;
    cast.mentions_in(behind)
        .find(|m| m.span.end <= limit && cast.entities[m.entity].kind == ActorKind::Person)
        .map(|m| m.entity)
}

/// The addressee: the phrase right after a verb of telling that is not part of the words.
fn addressee(scene: &Scene, cue: usize, draft: &Draft) -> Option<Span> {
    if !scene.has(cue, Class::Tells) {
        return None;
    }
    let limit = scene.layout.sentences[scene.layout.sentence_of(cue)].tokens.end;
    let opens =
        |i: usize| matches!(scene.tags[i], Tag::Dt | Tag::PrpS | Tag::Jj | Tag::Cd | Tag::Pos | Tag::Prp);
    let phrase = (cue + 1..limit).take_while(|&i| opens(i) || scene.tags[i].is_noun()).last()?;
    let span = scene.layout.span(&(cue + 1..phrase + 1));
    let said = draft.spans.iter().any(|s| s.overlaps(span));
    let spoken = draft.source.as_ref().is_some_and(|s| s.contains(&phrase));
    let named = scene.tags[phrase].is_noun() || scene.tags[phrase] == Tag::Prp;
    (named && !said && !spoken).then_some(span)
}
