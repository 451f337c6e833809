//! Sources by the parse: the agent of a cue, and the phrase that names it.

use std::ops::Range;

use super::asides;
use super::draft::Draft;
use super::holder;
use super::phrase::first_head;
use super::rule::Rule;
use super::scene::Scene;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// The agent of a cue, by the parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agent {
    /// The head of the phrase that names it.
    Named(usize),
    /// Nobody is named: "reporters were told", "it was said".
    Nobody,
    /// The parse does not tell.
    Unknown,
}

/// How far up from a cue its subject is looked for: "went on to say, adding that".
const HIGHEST: usize = 5;

/// The agent of the word at token `cue`.
pub fn agent(scene: &Scene, cue: usize) -> Agent {
    if is_closing_participle(scene, cue)
        && let Some(subject) = root_subject(scene, cue)
    {
        return named(scene, subject);
    }
    let mut at = cue;
    for _ in 0..HIGHEST {
        let parsed = subject_of(scene, at);
        if let Some(subject) = asides::subject(scene, at, parsed).filter(|&s| at == cue || can_act(scene, s))
        {
            return if at == cue && is_passive(scene, cue) {
                by_agent(scene, cue)
            } else {
                named(scene, subject)
            };
        }
        if at == cue && is_passive(scene, cue) {
            return by_agent(scene, cue);
        }
        let Some(head) = scene.head(at) else { break };
        if scene.label(at) == Label::Acl
            && let Some(root) = headless_subject(scene, at)
        {
            return named(scene, root);
        }
        match scene.label(at) {
            Label::Relcl => return named(scene, head),
            Label::Acl if is_main_verb(scene, at, head) => return named(scene, head),
            // "the talks, adding that": the agent of the sentence adds.
            Label::Acl
                if scene.tags[at] == Tag::Vbg && scene.has(at, Class::Says) && !can_act(scene, head) =>
            {
                return root_subject(scene, at).map_or(Agent::Unknown, |s| named(scene, s));
            }
            Label::Acl if scene.tags[at] == Tag::Vbg => return named(scene, head),
            // "a plan described by critics as"
            Label::Acl => {
                let agent = by_agent(scene, at);
                return if agent == Agent::Nobody { Agent::Unknown } else { agent };
            }
            Label::Conj | Label::Advcl | Label::Xcomp | Label::Dep => at = head,
            _ => break,
        }
    }
    Agent::Unknown
}

/// Whether a participle after a comma continues the sentence with the same subject: "praised the soldiers, vowing to fight
/// on".
pub fn is_closing_participle(scene: &Scene, cue: usize) -> bool {
    let says = scene.has_any(cue, &[Class::Says, Class::Promises, Class::Urges]);
    says && scene.tags[cue] == Tag::Vbg
        && cue > 0
        && scene.tags[cue - 1] == Tag::Comma
        && subject_of(scene, cue).is_none()
        && !scene.is_quoted(cue)
}

/// Whether a participle after an apposition is the verb of its sentence, with a clause of its own: "Its envoy, Ama Mensah,
/// repeated in Boro that the wells were dry".
fn is_main_verb(scene: &Scene, at: usize, head: usize) -> bool {
    let clause = || scene.heads.children(at).any(|c| c > at && scene.label(c) == Label::Ccomp);
    scene.tags[at] == Tag::Vbn
        && scene.has(at, Class::Says)
        && at > 0
        && scene.tags[at - 1] == Tag::Comma
        && scene.head(head).is_none()
        && by_agent(scene, at) == Agent::Nobody
        && clause()
}

/// The noun that the parse makes the root of a sentence, taking the sentence's verb for a participle: "Members of the guard
/// announced on Monday that they would go".
pub fn headless_subject(scene: &Scene, at: usize) -> Option<usize> {
    let says = scene.has_any(at, &[Class::Says, Class::Urges]);
    if scene.tags[at] != Tag::Vbn || !says {
        return None;
    }
    let root = scene.sentence(at).find(|&t| scene.head(t).is_none()).filter(|&t| t < at)?;
    let noun = scene.tags[root].is_noun();
    let that = || {
        scene.heads.children(at).any(|c| {
            c > at
                && match scene.label(c) {
                    Label::Ccomp => scene.heads.children(c).any(|t| t > at && scene.is(t, &["that"])),
                    // "The council called upon all to wait"
                    Label::Xcomp => scene.has(at, Class::Urges) && scene.is(at + 1, &["on", "upon"]),
                    _ => false,
                }
        })
    };
    let clear = (root..at).all(|t| !scene.tags[t].is_mark() && !scene.tags[t].has_tense());
    (noun && clear && by_agent(scene, at) == Agent::Nobody && that()).then_some(root)
}

/// Prepositions that open no clause, unlike "as" and "after".
const PREPOSITIONS: &[&str] = &[
    "of", "in", "at", "from", "near", "by", "on", "into", "through", "across", "outside", "inside",
    "against", "between",
];

/// The subject of the verb at token `at`: the last one before it, else the first after it.
pub fn subject_of(scene: &Scene, at: usize) -> Option<usize> {
    let is_subject = |t: &usize| scene.label(*t).is_subject();
    // "miners who came in from Boro refused": the object of a preposition is never a subject, whatever the parser
    // says.
    let governed = |t: usize| {
        scene.heads.children(t).any(|c| c < t && scene.label(c) == Label::Case && scene.is(c, PREPOSITIONS))
    };
    let opens = |t: usize| matches!(scene.tags[t], Tag::Wp | Tag::Wdt);
    let parts = |t: usize| scene.tags[t].is_mark() || scene.tags[t] == Tag::Cc;
    let mut before = None;
    for subject in scene.heads.children(at).filter(|&t| t < at).filter(is_subject).filter(|&t| !governed(t)) {
        let related = before.is_some_and(|first: usize| {
            let mut between = first + 1..subject;
            between.clone().any(opens) && !opens(subject) && !between.any(parts)
        });
        before = if related { before } else { Some(subject) };
    }
    before.or_else(|| scene.heads.children(at).filter(|&t| t > at).find(is_subject))
}

/// Whether token `head` can continue to speak with "arguing that": a name, a pronoun, a noun for persons or a body, but not
/// a plain thing.
pub fn can_act(scene: &Scene, head: usize) -> bool {
    let thing = matches!(scene.tags[head], Tag::Nn | Tag::Nns)
        && scene.names[head].is_none()
        && !scene.is_role(head)
        && !scene.has_any(head, &[Class::Persons, Class::Outlet, Class::Delegate]);
    let owned = scene.heads.children(head).any(|c| scene.names[c].is_some());
    !thing || owned
}

/// The subject of the verb at the root of the sentence of token `at`.
fn root_subject(scene: &Scene, at: usize) -> Option<usize> {
    let root = scene.sentence(at).find(|&t| scene.head(t).is_none() && scene.tags[t].is_verb())?;
    // After a dateline: "(Harbour Wire) -- The president closed".
    let subject = asides::subject(scene, root, subject_of(scene, root));
    subject.filter(|&s| s < at && can_act(scene, s))
}

fn named(scene: &Scene, head: usize) -> Agent {
    const ALL: &[&str] =
        &["all", "both", "some", "many", "most", "each", "neither", "those", "this", "that", "another"];
    let can = scene.tags[head].is_noun()
        || matches!(scene.tags[head], Tag::Prp | Tag::Wp | Tag::Wdt)
        || scene.tags[head] == Tag::Cd && !scene.layout.word(head).starts_with(|c: char| c.is_ascii_digit())
        || scene.tags[head] == Tag::Dt && scene.is(head, ALL)
        || scene.tags[head] == Tag::Jj && head > 0 && scene.tags[head - 1] == Tag::Dt
        || scene.names[head].is_some();
    if can { Agent::Named(head) } else { Agent::Unknown }
}

/// Whether a verb is a passive: a participle with a form of "be".
fn is_passive(scene: &Scene, verb: usize) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "'s", "’s"];
    matches!(scene.tags[verb], Tag::Vbn | Tag::Vbd)
        // “What is that?” asked Ama Mensah: the "is" is part of her words.
        && scene.heads.children(verb).any(|t| {
            let outside = !scene.is_quoted(t) || scene.is_quoted(verb);
            t < verb && outside && scene.label(t) == Label::Aux && scene.is(t, BE)
        })
}

/// The agent after "by" with a passive: "Reporters were told by a colonel".
fn by_agent(scene: &Scene, verb: usize) -> Agent {
    let by = |noun: usize| scene.heads.children(noun).any(|c| c < noun && scene.is(c, &["by"]));
    let behind = scene.heads.children(verb).find(|&t| t > verb && scene.label(t) == Label::Nmod && by(t));
    behind.map_or(Agent::Nobody, Agent::Named)
}

/// The phrase with its head at token `head`, including its complement: "a spokesman for the group".
pub fn phrase(scene: &Scene, head: usize) -> Range<usize> {
    if !scene.tags[head].is_noun() && scene.names[head].is_none() {
        // "one of them", "some of the miners"
        let of = !matches!(scene.tags[head], Tag::Prp | Tag::Wp | Tag::Wdt)
            && head + 2 < scene.sentence(head).end
            && scene.is(head + 1, &["of"]);
        let last = (head + 2..scene.sentence(head).end)
            .take_while(|&t| of && (scene.is_in_phrase(t) || scene.tags[t] == Tag::Prp))
            .last();
        return head..last.map_or(head + 1, |last| last + 1);
    }
    let before = |c: usize| {
        matches!(
            scene.label(c),
            Label::Det
                | Label::Amod
                | Label::Compound
                | Label::Poss
                | Label::Nummod
                | Label::Mwe
                | Label::Case
                | Label::Dep
        )
    };
    let mut start = head;
    loop {
        let joined = scene.heads.children(head).filter(|&c| c < start && before(c));
        let Some(c) = joined.filter(|&c| scene.heads.subtree(c).end == start).last() else { break };
        let crosses = || scene.heads.subtree(c).any(|t| scene.tags[t] == Tag::Colon);
        if scene.label(c) == Label::Case && scene.tags[c] != Tag::Pos || crosses() {
            break;
        }
        start = scene.heads.subtree(c).start;
    }
    let sentence = scene.sentence(head);
    while start > sentence.start
        && scene.names[start].is_some()
        && scene.names[start - 1] == scene.names[start]
    {
        start -= 1;
    }
    let mut end = head + 1;
    while end < sentence.end
        && scene.names[end].is_some()
        && scene.names[end] == scene.names[end - 1]
        && scene.names[head].is_some()
    {
        end += 1;
    }
    start..complement(scene, head, end)
}

/// The end of the phrase's complements: the prepositional phrases right after it, up to a comma or a clause.
fn complement(scene: &Scene, head: usize, mut end: usize) -> usize {
    const OF: &[&str] = &["of", "for", "to", "from", "in", "at", "with", "on"];
    let mut from = head;
    while let Some(noun) = scene.heads.children(from).find(|&c| {
        c > from && scene.label(c) == Label::Nmod && scene.heads.subtree(c).start == end && scene.is(end, OF)
    }) {
        let subtree = scene.heads.subtree(noun);
        let stops = |t: usize| {
            scene.tags[t].is_mark()
                || matches!(scene.tags[t], Tag::Wdt | Tag::Wp | Tag::Vbg | Tag::Vbn | Tag::Cc)
        };
        end = (subtree.start + 1..subtree.end).find(|&t| stops(t)).unwrap_or(subtree.end);
        if end < subtree.end {
            break;
        }
        from = noun;
    }
    end
}

/// Those named together with token `head`: "Mali and Niger said".
pub fn joined(scene: &Scene, head: usize) -> Vec<usize> {
    let others = scene
        .heads
        .children(head)
        .filter(|&c| c > head && scene.label(c) == Label::Conj && scene.tags[c].is_noun());
    others.collect()
}

/// The head of a phrase: the token whose own head is outside it.
pub fn head_of(scene: &Scene, phrase: Range<usize>) -> Option<usize> {
    let outside = |i: usize| scene.head(i).is_none_or(|h| !phrase.contains(&h));
    let heads = || phrase.clone().filter(|&i| scene.tags[i].is_noun() && outside(i));
    let first = heads().next();
    // "South Sudan analyst", where the parser takes "South" for a subject too.
    let named = first.is_some_and(|i| scene.names[i].is_some() && scene.label(i).is_subject());
    let common = heads().find(|&i| scene.names[i].is_none() && scene.label(i).is_subject());
    let noun = common.filter(|_| named).or(first);
    // "Mali and Burkina Faso", whatever the tagger takes the first for
    noun.or_else(|| phrase.clone().find(|&i| scene.names[i].is_some() && outside(i)))
}

/// Whether token `other` is in apposition to token `head`, by the labels on the way up: "its envoy, Ama Mensah".
pub fn is_apposed(scene: &Scene, other: usize, head: usize) -> bool {
    const LONGEST: usize = 6;
    let mut at = other;
    for _ in 0..LONGEST {
        if at == head {
            return true;
        }
        if !matches!(scene.label(at), Label::Appos | Label::Compound | Label::Dep) {
            return false;
        }
        let Some(up) = scene.head(at) else { return false };
        at = up;
    }
    false
}

/// For the passive "was quoted as saying by the agency": the token "quoted" before the cue, if the cue is its
/// "saying".
pub fn quoted_as(scene: &Scene, cue: usize) -> Option<usize> {
    const FARTHEST: usize = 12;
    let is_quoted = |t: usize| scene.is(t, &["quoted", "cited", "reported"]);
    if is_quoted(cue) && cue + 1 < scene.layout.tokens.len() && scene.is(cue + 1, &["as"]) {
        return Some(cue);
    }
    // "was quoted by the state news agency as saying", with the cue at "quoted"
    let limit = scene.sentence(cue).end.min(cue + FARTHEST);
    if scene.is(cue, &["quoted", "cited"])
        && cue + 1 < limit
        && scene.is(cue + 1, &["by"])
        && (cue + 2..limit).any(|t| scene.is(t, &["saying"]) && scene.is(t - 1, &["as"]))
    {
        return Some(cue);
    }
    let start = scene.sentence(cue).start;
    let last = cue.checked_sub(2).filter(|&t| t >= start)?;
    // Most cues are not a "saying".
    if !(scene.is(cue, &["saying"]) && scene.is(cue - 1, &["as"])) {
        return None;
    }
    // "was quoted in the harbour's newspapers as saying"
    let between = |t: usize| scene.is_in_phrase(t) || matches!(scene.tags[t], Tag::In | Tag::To);
    let quoted = (start..=last).rev().take(FARTHEST).find(|&t| is_quoted(t))?;
    (quoted + 1..=last).all(between).then_some(quoted)
}

/// The person quoted in "the agency quoted her as saying", if the cue is "quoted" or "saying".
fn quoted_object(scene: &Scene, cue: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 10;
    let sentence = scene.sentence(cue);
    let is_quoted = |t: &usize| scene.is(*t, &["quoted", "quotes", "quoting", "cited", "citing"]);
    let saying = if scene.is(cue, &["saying"]) {
        cue
    } else {
        let behind = cue + 2..sentence.end.min(cue + LONGEST);
        behind
            .into_iter()
            .find(|&t| is_quoted(&cue) && scene.is(t, &["saying"]) && scene.is(t - 1, &["as"]))?
    };
    let as_word = saying.checked_sub(1).filter(|&t| t > sentence.start && scene.is(t, &["as"]))?;
    let verb = (sentence.start..as_word).rev().take(LONGEST).find(is_quoted)?;
    let object = verb + 1..as_word;
    let fits = |t: usize| {
        scene.is_in_phrase(t)
            || matches!(scene.tags[t], Tag::Prp | Tag::Comma)
            || scene.names[t].is_some()
            || scene.is(t, &["of", "for", "the"])
    };
    (!object.is_empty() && object.clone().all(fits)).then_some(object)
}

/// The source after "according to".
fn according(scene: &Scene, cue: usize) -> Option<Range<usize>> {
    let from = cue + 2;
    let end = scene.sentence(cue).end;
    (from < end && scene.is(cue + 1, &["to"])).then_some(())?;
    if let Some(head) = first_head(scene, from..end) {
        return Some(from..phrase(scene, head).end.max(head + 1));
    }
    // "According to police," whatever the tagger takes the noun for
    let alone = scene.tags[from] == Tag::Prp || from + 1 < end && scene.tags[from + 1] == Tag::Comma;
    alone.then_some(from..from + 1)
}

/// The speaker between a quotation and the verb after it: “We have no gauze,” a doctor at the hospital said.
fn between(scene: &Scene, draft: &Draft, cue: usize) -> Option<Range<usize>> {
    let last = draft.items.iter().rev().find_map(|p| {
        let run = scene.run(p.end - 1)?;
        (run.outer.end < cue && run.last(scene.layout) == ",").then_some(run.outer.end)
    })?;
    let head = first_head(scene, last..cue)?;
    let rest = head + 1..cue;
    let complement = |t: usize| scene.is_in_phrase(t) || matches!(scene.tags[t], Tag::In | Tag::To);
    let opens = rest.clone().next().is_some_and(|t| scene.tags[t] == Tag::In);
    let acts = scene.is_role(head) || scene.has(head, Class::Persons) || scene.names[head].is_some();
    (opens && acts && rest.clone().all(complement)).then_some(last..cue)
}

/// The speaker right after the verb that follows a quotation: “Why?” asked Ama Mensah.
fn asker(scene: &Scene, draft: &Draft, cue: usize) -> Option<Range<usize>> {
    let last = draft.items.last().and_then(|p| scene.run(p.end - 1))?;
    let end = scene.sentence(cue).end;
    let head = first_head(scene, cue + 1..end).filter(|_| draft.source.is_none() && last.outer.end == cue)?;
    let acts = scene.names[head].is_some() || scene.is_role(head) || scene.has(head, Class::Persons);
    acts.then_some(cue + 1..head + 1)
}

/// Gives a draft the source found in the parse, if the models found another or none, and the whole phrase.
pub fn name(scene: &Scene, draft: &mut Draft) {
    name_by_parse(scene, draft);
    draft.source = draft.source.take().and_then(|source| holder::of(scene, draft, source));
}

fn name_by_parse(scene: &Scene, draft: &mut Draft) {
    if let Some(cue) = draft.cue.filter(|&cue| scene.is(cue, &["according"])) {
        let near = |s: &Range<usize>| s.start > cue && s.start <= cue + 3;
        if !draft.source.as_ref().is_some_and(near) {
            draft.source = according(scene, cue).or(draft.source.take());
        }
        return;
    }
    let Some(cue) = draft.cue.filter(|&cue| scene.tags[cue].is_verb()) else { return };
    let inside = |t: usize| {
        let item = scene.items.item_of(scene.runs, t);
        scene.is_quoted(t) || draft.items.iter().any(|p| p.contains(&item))
    };
    if let Some(object) = quoted_object(scene, cue) {
        draft.source = Some(object);
        return;
    }
    if let Some(quoted) = quoted_as(scene, cue)
        && let Some(subject) = subject_of(scene, quoted).filter(|&t| !inside(t))
    {
        draft.source = Some(phrase(scene, subject));
        return;
    }
    if draft.rule == Rule::Asked {
        return;
    }
    // Beside a quotation the models know the order of words better than the parser.
    let trusted =
        draft.kind == QuoteKind::Direct && draft.source.is_some() && draft.choice.probability >= SURE_SOURCE;
    match agent(scene, cue) {
        Agent::Named(head) if !inside(head) => {
            let holds = draft.source.as_ref().is_some_and(|s| s.contains(&head));
            let same =
                holds && draft.source.as_ref().is_some_and(|s| head_of(scene, s.clone()) == Some(head));
            let whole = phrase(scene, head);
            let longer = draft.source.as_ref().is_some_and(|s| {
                whole.start <= s.start && s.end <= whole.end && s.len() < whole.len() && !holds
            });
            let longer =
                longer || draft.source.as_ref().is_some_and(|s| whole.start <= s.start && s.end < whole.end);
            if !same && (holds || !trusted) || longer {
                draft.source = Some(whole);
            }
        }
        Agent::Nobody => {
            let subject = subject_of(scene, cue);
            let told = |s: &Range<usize>| subject.is_none_or(|subject| s.contains(&subject));
            if draft.source.as_ref().is_none_or(told) {
                draft.source = None;
                draft.anonymous = true;
            }
        }
        _ if draft.kind == QuoteKind::Direct && !trusted => {
            if let Some(source) = between(scene, draft, cue).or_else(|| asker(scene, draft, cue)) {
                draft.source = Some(source);
            }
        }
        _ => {}
    }
}

/// A source of which the models are this sure stays beside a quotation.
const SURE_SOURCE: f32 = 0.9;
