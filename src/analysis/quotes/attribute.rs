//! Attribution: from the words that name a speaker to the actor, and who voiced the words or heard them.

use std::ops::Range;

use super::Reason;
use super::assemble::{Chooser, Draft};
use super::confidence;
use super::interview::Interview;
use super::items::Item;
use super::scene::Scene;
use super::structure::phrase_around;
use super::subject;
use crate::analysis::actors::{Cast, CastMention, Part};
use crate::analysis::syntax::{Label, Tag};
use crate::analysis::table::word;
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
}

impl<'s, 'a> Attribution<'s, 'a> {
    /// Prepares a text.
    pub fn new(scene: &'s Scene<'a>, cast: &'s Cast) -> Self {
        Self { scene, cast, interview: Interview::new(scene, cast) }
    }

    /// The quote that a draft becomes, and why it has its speaker.
    pub fn quote(&self, draft: &Draft, id: u32) -> (Quote, Reason) {
        let (scene, cast) = (self.scene, self.cast);
        let mut meaning = self.meaning(draft);
        let mut voice = voice(scene, cast, draft);
        if let Some(sender) = sender(scene, draft) {
            // "Its head read a message on behalf of the fishermen": the head only reads.
            voice = meaning.and_then(|m| m.entity);
            meaning = Some(speaker(scene, cast, sender));
        }
        let said = meaning.as_ref().and_then(|m| m.entity);
        let certainty = meaning.as_ref().map_or(1.0, |m| m.certainty);
        let name = |entity: usize| cast.entities[entity].id.clone();
        let quote = Quote {
            id,
            kind: draft.kind,
            form: QuoteForm::of(draft.kind),
            spans: draft.spans.clone(),
            speakers: said.map(name).into_iter().collect(),
            speaker_span: meaning.map(|m| scene.layout.span(&m.tokens)),
            cue: draft.cue.map(|i| scene.layout.tokens[i].span),
            relayed_by: None,
            voiced_by: voice.filter(|v| Some(*v) != said).map(name),
            addressee: draft.cue.and_then(|cue| addressee(scene, cue, draft)),
            confidence: confidence::of(draft, certainty),
            rule: draft.rule.to_owned(),
        };
        (quote, self.reason(draft, certainty))
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
    pub fn meaning(&self, draft: &Draft) -> Option<Meaning> {
        let source = draft.source.clone()?;
        let mut meaning = speaker(self.scene, self.cast, source.clone());
        if draft.rule == "speaker-turn" && meaning.entity.is_none() {
            meaning.entity = self.interview.speaker(self.scene.layout.word(source.start));
        }
        Some(meaning)
    }
}

/// What the tokens of a source mean.
fn speaker(scene: &Scene, cast: &Cast, source: Range<usize>) -> Meaning {
    let tag = scene.tags[source.start];
    if source.len() == 1 && matches!(tag, Tag::Prp | Tag::PrpS | Tag::Wp | Tag::Wdt) {
        return pronoun(scene, cast, source.start);
    }
    let sure = |entity| Meaning { entity: Some(entity), tokens: source.clone(), certainty: 1.0 };
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
    meant.map_or(Meaning { entity: None, tokens: source.clone(), certainty: 1.0 }, |m| sure(m.entity))
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
    closes(tokens.end).then_some(Meaning { entity: Some(person.entity), tokens, certainty: 0.95 })
}

/// On whose behalf the words were read, where the draft's sentence says so: "read a message on behalf of the miners",
/// "read out a letter from the miners".
fn sender(scene: &Scene, draft: &Draft) -> Option<Range<usize>> {
    let cue = draft.cue.or_else(|| draft.source.as_ref().map(|s| s.start))?;
    let sentence = scene.sentence(cue);
    let reads = sentence.clone().find(|&i| scene.has(i, Class::Relays))?;
    let message = (reads..sentence.end).find(|&i| scene.has(i, Class::Message))?;
    let from = (message..sentence.end).find_map(|i| match () {
        () if i + 2 < sentence.end && scene.is(i, &["behalf"]) && scene.is(i + 1, &["of"]) => Some(i + 2),
        () if i + 1 < sentence.end && i == message + 1 && scene.is(i, &["from", "by"]) => Some(i + 1),
        () => None,
    })?;
    let goes_on = |i: &usize| {
        scene.tags[*i].is_noun()
            || matches!(scene.tags[*i], Tag::Dt | Tag::Jj | Tag::PrpS | Tag::Cd)
            || scene.is(*i, &["of"])
    };
    let end = (from..sentence.end).take_while(goes_on).last()? + 1;
    let said = draft.spans.iter().any(|s| s.overlaps(scene.layout.span(&(from..end))));
    (draft.kind == QuoteKind::Direct && !said).then_some(from..end)
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
fn pronoun(scene: &Scene, cast: &Cast, i: usize) -> Meaning {
    let sentence = scene.sentence(i);
    if matches!(scene.tags[i], Tag::Wp | Tag::Wdt) {
        let before =
            Span::new(scene.layout.tokens[sentence.start].span.start, scene.layout.tokens[i].span.start);
        let at = |t: usize| scene.layout.tokens[t].span.start;
        if let Some(noun) = antecedent(scene, i) {
            let named = cast.mentions_in(scene.layout.tokens[noun].span).next().map(|m| m.entity);
            let tokens = if named.is_some() { i..i + 1 } else { phrase_around(scene, noun, sentence) };
            return Meaning { entity: named, tokens, certainty: 0.9 };
        }
        let last = cast.mentions_in(before).filter(|m| m.part != Part::Attribute).last();
        // "two Israeli officials familiar with the talks, who": a noun for persons, if it stands nearer than a name.
        let role = (sentence.start..i).rev().find(|&t| scene.tags[t].is_noun() && is_role(scene, t));
        let role = role.filter(|&t| scene.is(i, &["who"]) && last.is_none_or(|m| m.span.end <= at(t)));
        let named = last.filter(|_| role.is_none()).map(|m| m.entity);
        let noun = role.or_else(|| (sentence.start..i).rev().take(2).find(|&t| scene.tags[t].is_noun()));
        let tokens = noun.filter(|_| named.is_none()).map_or(i..i + 1, |n| phrase_around(scene, n, sentence));
        return Meaning { entity: named, tokens, certainty: 0.9 };
    }
    let nobody = || is_nobody(scene, i).then_some(i..i + 1);
    if let Some(tokens) = unnamed(scene, cast, i).or_else(nobody) {
        return Meaning { entity: None, tokens, certainty: 0.8 };
    }
    let resolved = cast.resolve_pronoun(scene.layout, i).filter(|p| p.1 >= LEAST_PRONOUN);
    let (entity, certainty) = resolved.map_or((None, 0.5), |(entity, certainty)| (Some(entity), certainty));
    Meaning { entity, tokens: i..i + 1, certainty }
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

/// Whether the word at token `t` says what a person is, in the singular or in the plural ("officials").
fn is_role(scene: &Scene, t: usize) -> bool {
    let text = scene.layout.word(t);
    word(text).is_role_noun() || text.strip_suffix('s').is_some_and(|one| word(one).is_role_noun())
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
    let quoted = |t: usize| {
        let run = scene.runs.partition_point(|r| r.outer.end <= t);
        scene.runs.get(run).is_some_and(|r| r.outer.contains(&t))
    };
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
