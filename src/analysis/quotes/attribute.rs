//! Attribution: from the words that name a speaker to the actor, and who voiced the words or heard them.

use std::ops::Range;

use super::Reason;
use super::assemble::{Chooser, Draft};
use super::confidence;
use super::construction::{self, Standing};
use super::interview::Interview;
use super::items::Item;
use super::memory::Memory;
use super::relays;
use super::resolution;
use super::scene::Scene;
use super::source;
use super::structure::phrase_around;
use super::subject;
use crate::analysis::actors::{Cast, CastMention, Part};
use crate::analysis::syntax::{Label, Tag};
use crate::analysis::{ActorKind, Quote, QuoteForm, QuoteKind};
use crate::lexicon::Class;
use crate::text::Span;

/// Of a speaker that a pronoun names, how sure the pronoun's meaning must be.
const LEAST_PRONOUN: f32 = 0.3;

/// What the drafts of one text become.
#[derive(Debug)]
pub struct Attribution<'s, 'a> {
    scene: &'s Scene<'a>,
    cast: &'s Cast,
    interview: Interview,
    /// The block from which on "we" is the issuer of a communiqué, and the words for the issuer.
    issuer: Option<(usize, Range<usize>)>,
}

/// Whom the words that name a speaker mean.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// The entity of the cast; none where it is nobody of the cast.
    pub entity: Option<usize>,
    /// The tokens that say it best: those of the source, or of an unnamed person whom a pronoun means.
    pub tokens: Range<usize>,
    /// How sure that is, 0 to 1.
    pub certainty: f32,
    /// Whether they speak for a state or a body, which is the speaker: "the representative of Lissa".
    pub delegate: bool,
    /// Who says it together with them, as entities of the cast.
    pub others: Vec<usize>,
}

impl Meaning {
    /// Somebody of the cast.
    fn of(entity: usize, tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: Some(entity), tokens, certainty, delegate: false, others: Vec::new() }
    }

    /// Nobody of the cast, and the words for them.
    fn words(tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: None, tokens, certainty, delegate: false, others: Vec::new() }
    }
}

impl<'s, 'a> Attribution<'s, 'a> {
    /// Prepares a text.
    pub fn new(scene: &'s Scene<'a>, cast: &'s Cast) -> Self {
        Self { scene, cast, interview: Interview::new(scene, cast), issuer: resolution::issuer_of_we(scene) }
    }

    /// The quotes that the drafts become, in their order, each with the reason for its speaker.
    pub fn quotes(&self, drafts: &[Draft]) -> Vec<(Quote, Reason)> {
        let mut memory = Memory::default();
        drafts.iter().zip(1..).map(|(draft, id)| self.quote(draft, id, &mut memory)).collect()
    }

    /// The quote that a draft becomes, and why it has its speaker.
    fn quote(&self, draft: &Draft, id: u32, memory: &mut Memory) -> (Quote, Reason) {
        let (scene, cast) = (self.scene, self.cast);
        let mut meaning = self.meaning(draft, memory);
        if let (Some(source), Some(meaning)) = (&draft.source, &meaning) {
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
            spans: draft.spans.clone(),
            speakers: said.into_iter().chain(others).map(name).collect(),
            speaker_span: meaning.map(|m| scene.layout.span(&m.tokens)),
            cue: draft.cue.map(|i| scene.layout.tokens[i].span),
            relayed_by: relays::outlet(scene, cast, draft).filter(|r| Some(*r) != said).map(name),
            voiced_by: voice.filter(|v| Some(*v) != said).map(name),
            addressee: draft.cue.and_then(|cue| addressee(scene, cue, draft)),
            confidence: confidence::of(draft, if meaning_known { certainty } else { 0.5 }, standing),
            rule: draft.rule.to_owned(),
        };
        (quote, self.reason(draft, certainty))
    }

    /// The person whom brackets behind a label name: "The Minister for the Coast (Ama Mensah)".
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

    /// Whether a source is the "we" of a communiqué that block `from` opens.
    fn is_issuers_we(&self, source: &Range<usize>, from: usize) -> bool {
        let scene = self.scene;
        source.len() == 1
            && scene.is(source.start, &["we", "us", "our"])
            && scene.layout.block_of(source.start) >= from
            && !scene.is_quoted(source.start)
    }

    fn reason(&self, draft: &Draft, certainty: f32) -> Reason {
        let form = draft.choice.by == Chooser::Form;
        let rival = draft.choice.rival.as_ref();
        Reason {
            by: draft.choice.by,
            probability: if form { 1.0 } else { draft.choice.probability },
            runner_up: rival.map(|(tokens, p)| (self.scene.layout.span(tokens), *p)),
            certainty,
        }
    }

    /// Whom a draft's source means; none where the draft has none.
    fn meaning(&self, draft: &Draft, memory: &Memory) -> Option<Meaning> {
        let mut source = draft.source.clone()?;
        if let Some((_, issuer)) =
            self.issuer.as_ref().filter(|(block, _)| self.is_issuers_we(&source, *block))
        {
            source = issuer.clone();
            return Some(body(self.scene, self.cast, source));
        }
        let mut meaning = speaker(self.scene, self.cast, source.clone(), memory);
        if draft.rule == "speaker-turn"
            && let Some(named) = self.bracketed(&source)
        {
            return Some(named);
        }
        if draft.rule == "speaker-turn" && meaning.entity.is_none() {
            meaning.entity = self.interview.speaker(self.scene.layout.word(source.start));
        }
        Some(meaning)
    }
}

/// What a quote is.
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

/// What the tokens of a source mean.
fn speaker(scene: &Scene, cast: &Cast, source: Range<usize>, memory: &Memory) -> Meaning {
    let tag = scene.tags[source.start];
    if source.len() == 1 && matches!(tag, Tag::Prp | Tag::PrpS | Tag::Wp | Tag::Wdt) {
        return pronoun(scene, cast, source.start, memory);
    }
    let mut meaning = phrase_means(scene, cast, source.clone());
    if let Some(head) = source::head_of(scene, source) {
        let named = |t: usize| cast.mentions_in(scene.layout.tokens[t].span).next().map(|m| m.entity);
        meaning.others = source::joined(scene, head)
            .into_iter()
            .filter_map(named)
            .filter(|e| Some(*e) != meaning.entity)
            .collect();
    }
    meaning
}

/// What a phrase means: whom its head names, or a name in apposition to it; of "the wife of Ama Boro" nobody but the words.
fn phrase_means(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let sure = |entity| Meaning::of(entity, source.clone(), 1.0);
    let is_person = |m: &&CastMention| cast.entities[m.entity].kind == ActorKind::Person;
    let last = |m: &CastMention| scene.layout.tokens_in(m.span).end.saturating_sub(1);
    if let Some(head) = source::head_of(scene, source.clone()) {
        let at = scene.layout.tokens[head].span;
        let here: Vec<_> = cast.mentions_in(scene.layout.span(&source)).collect();
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
            return sure(m.entity);
        }
        if let Some(named) =
            apposition(scene, cast, source.clone()).or_else(|| name_before(scene, cast, &source))
        {
            return named;
        }
        if scene.has(head, Class::Delegate) {
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

/// The person to whom the phrase is an apposition: of "Ama Mensah, a member of the council, was quoted" the phrase alone.
fn name_before(scene: &Scene, cast: &Cast, source: &Range<usize>) -> Option<Meaning> {
    let comma = source.start.checked_sub(1).filter(|&i| scene.layout.word(i) == ",")?;
    let last = comma.checked_sub(1).filter(|&i| !scene.is_quoted(i) && scene.sentence(comma).contains(&i))?;
    let indefinite = scene.is(source.start, &["a", "an", "the", "one", "who", "its", "his", "her"]);
    let person = cast
        .mentions_in(scene.layout.tokens[last].span)
        .find(|m| cast.entities[m.entity].kind == ActorKind::Person)?;
    indefinite
        .then(|| Meaning::of(person.entity, scene.layout.tokens_in(person.span).start..source.end, 0.95))
}

/// The first name in a phrase whose head the parse does not tell.
fn named_in(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let sure = |entity| Meaning::of(entity, source.clone(), 1.0);
    let span = scene.layout.span(&source);
    let is_owner = |m: Span| {
        let next = scene.layout.tokens.partition_point(|t| t.span.start < m.end);
        scene.tags.get(next) == Some(&Tag::Pos) && scene.layout.tokens[next].span.start == m.end
    };
    let mentions: Vec<_> = cast.mentions_in(span).filter(|m| !is_owner(m.span)).collect();
    // "its envoy, Ama Mensah" is the person, wherever in the phrase she stands; the first one, for "Ama Mensah,
    // an aide to Boro" is not Boro.
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

/// Whether a comma stands right before the bytes `span`.
fn follows_comma(scene: &Scene, span: Span) -> bool {
    let first = scene.layout.tokens_in(span).start;
    first > 0 && scene.layout.word(first - 1) == ","
}

/// The person whom an apposition behind the phrase names: "its head, Ama Mensah, calls this …".
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

/// The token that a phrase is about: the last noun before its first preposition, comma or clause.
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

/// Whom a pronoun means; "who" and "which" mean what stands right before them.
fn pronoun(scene: &Scene, cast: &Cast, i: usize, memory: &Memory) -> Meaning {
    let sentence = scene.sentence(i);
    if matches!(scene.tags[i], Tag::Wp | Tag::Wdt) {
        let before =
            Span::new(scene.layout.tokens[sentence.start].span.start, scene.layout.tokens[i].span.start);
        let at = |t: usize| scene.layout.tokens[t].span.start;
        if let Some(noun) = antecedent(scene, i) {
            let named = cast.mentions_in(scene.layout.tokens[noun].span).next().map(|m| m.entity);
            let tokens = if named.is_some() { i..i + 1 } else { phrase_around(scene, noun, sentence) };
            return named.map_or_else(
                || Meaning::words(tokens.clone(), 0.9),
                |e| Meaning::of(e, tokens.clone(), 0.9),
            );
        }
        let last = cast.mentions_in(before).filter(|m| m.part != Part::Attribute).last();
        // "two Israeli officials familiar with the talks, who": a noun for persons, if it stands nearer than a name.
        let role = (sentence.start..i).rev().find(|&t| scene.tags[t].is_noun() && scene.is_role(t));
        let role = role.filter(|&t| scene.is(i, &["who"]) && last.is_none_or(|m| m.span.end <= at(t)));
        let named = last.filter(|_| role.is_none()).map(|m| m.entity);
        let noun = role.or_else(|| (sentence.start..i).rev().take(2).find(|&t| scene.tags[t].is_noun()));
        let tokens = noun.filter(|_| named.is_none()).map_or(i..i + 1, |n| phrase_around(scene, n, sentence));
        return named
            .map_or_else(|| Meaning::words(tokens.clone(), 0.9), |e| Meaning::of(e, tokens.clone(), 0.9));
    }
    let nobody = || is_nobody(scene, i).then_some(i..i + 1);
    if let Some(tokens) = unnamed(scene, cast, i).or_else(nobody) {
        return Meaning::words(tokens, 0.8);
    }
    if let Some(entity) = announced_subject(scene, cast, i) {
        return Meaning::of(entity, i..i + 1, 0.95);
    }
    let by_cast = cast.resolve_pronoun(scene.layout, i).filter(|p| p.1 >= LEAST_PRONOUN);
    memory.resolve(scene, cast, i, by_cast).unwrap_or_else(|| Meaning::words(i..i + 1, 0.5))
}

/// The person behind a pronoun that stands before the name: "Referring to what he called a farce, Ama Mensah said".
fn announced_subject(scene: &Scene, cast: &Cast, i: usize) -> Option<usize> {
    let sentence = scene.sentence(i);
    let fronted = scene.tags[sentence.start] == Tag::Vbg
        || scene.is(sentence.start, &["in", "as", "after", "despite", "when", "while"]);
    let comma = (i..sentence.end).find(|&t| scene.layout.word(t) == ",").filter(|_| fronted)?;
    let root = (comma..sentence.end).find(|&t| scene.head(t).is_none())?;
    let subject = source::subject_of(scene, root).filter(|&s| s > comma)?;
    let personal = scene.is(i, &["he", "she", "his", "her"]);
    let named = cast
        .mentions_in(scene.layout.tokens[subject].span)
        .find(|m| cast.entities[m.entity].kind == ActorKind::Person);
    named.filter(|_| personal).map(|m| m.entity)
}

/// Whether the "it" at token `i` stands for nobody: "it was reported that", "it has become clear that", "it would seem". What
/// is just doing something speaks: "it is warning that".
fn is_nobody(scene: &Scene, i: usize) -> bool {
    const BE: &[&str] = &["is", "was", "'s", "’s", "be", "been"];
    if !scene.is(i, &["it"]) {
        return false;
    }
    let helps = |t: usize| subject::helps(scene, t) || scene.tags[t] == Tag::Md;
    let mut behind = (i + 1..scene.sentence(i).end).filter(|&t| !helps(t));
    let Some(verb) = behind.next() else { return false };
    let mut acts = || behind.find(|&t| !scene.is(t, BE)).is_some_and(|t| scene.tags[t] == Tag::Vbg);
    scene.has(verb, Class::Seems) || scene.is(verb, BE) && !acts()
}

/// The noun that the relative pronoun at token `i` stands for, by the parse: "two officials familiar with the talks, who".
fn antecedent(scene: &Scene, i: usize) -> Option<usize> {
    let verb = scene.head(i)?;
    let noun = scene.head(verb).filter(|&n| scene.label(verb) == Label::Relcl && n < i)?;
    scene.tags[noun].is_noun().then_some(noun)
}

/// How far back an unnamed person is looked for, in tokens.
const FARTHEST_UNNAMED: usize = 400;

/// The unnamed person whom "he" or "she" at token `i` means: "one driver", "an observer who slept there", the subject of
/// an earlier clause of the block, with nobody named since.
fn unnamed(scene: &Scene, cast: &Cast, i: usize) -> Option<Range<usize>> {
    const OPENERS: &[&str] = &["a", "an", "one", "another"];
    const ORDERS: &[&str] = &["other", "first", "second", "third", "former", "latter"];
    if !scene.is(i, &["he", "she"]) {
        return None;
    }
    let block = scene.layout.blocks[scene.layout.block_of(i)].tokens.clone();
    let quoted = |t: usize| scene.is_quoted(t);
    // "the other said"
    let orders = |t: usize| {
        let acts = scene.tags.get(t + 2).is_some_and(|tag| tag.is_verb());
        scene.is(t, &["the"]) && t + 2 < i && scene.is(t + 1, ORDERS) && acts
    };
    let begins = |t: usize| {
        let after_preposition = t > block.start && scene.tags[t - 1] == Tag::In;
        (scene.is(t, OPENERS) && subject_behind(scene, t).is_some() || orders(t))
            && !quoted(t)
            && !after_preposition
    };
    let opener = (block.start..i).rev().take(FARTHEST_UNNAMED).find(|&t| begins(t))?;
    let head = if orders(opener) { opener + 1 } else { subject_behind(scene, opener)? };
    let since = Span::new(scene.layout.tokens[opener].span.start, scene.layout.tokens[i].span.start);
    let person = |m: &CastMention| {
        cast.entities[m.entity].kind == ActorKind::Person && !quoted(scene.layout.tokens_in(m.span).start)
    };
    let named = cast.mentions_in(since).any(person);
    (!named).then_some(opener..head + 1)
}

/// The subject that the article at token `opener` opens, if it is one.
fn subject_behind(scene: &Scene, opener: usize) -> Option<usize> {
    let head = (opener + 1..opener + 6).find(|&t| {
        let next = scene.tags.get(t + 1);
        scene.tags.get(t).is_some_and(|tag| *tag == Tag::Nn) && next.is_none_or(|tag| !tag.is_noun())
    })?;
    let plain = (opener + 1..head).all(|t| matches!(scene.tags[t], Tag::Jj | Tag::Nn | Tag::Nnp));
    let first = scene.layout.sentences[scene.layout.sentence_of(opener)].tokens.start == opener;
    let acts = scene.tags.get(head + 1).is_some_and(|t| t.is_verb() || *t == Tag::Wp);
    (plain && (scene.label(head).is_subject() || first && acts)).then_some(head)
}

/// Who read or relayed the words, by "read by …" in the draft's sentence.
fn voice(scene: &Scene, cast: &Cast, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    let sentence = scene.sentence(cue);
    let item = scene.items.item_of(scene.runs, sentence.start);
    let tokens = scene.items.items[item..].iter().take_while(|i| i.tokens(scene.runs).start < sentence.end);
    let outside = tokens.filter_map(|i| if let Item::Token(t) = i { Some(*t) } else { None });
    let words: Vec<usize> = outside.collect();
    let by = words.windows(3).find_map(|w| match () {
        () if scene.has(w[0], Class::Relays) && scene.is(w[1], &["by"]) => Some(w[1]),
        () if scene.has(w[0], Class::Relays)
            && scene.is(w[1], &["out", "aloud", "in"])
            && scene.is(w[2], &["by"]) =>
        {
            Some(w[2])
        }
        () => None,
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

/// To whom it was said: the phrase right behind a verb of telling that is not part of what was said.
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
