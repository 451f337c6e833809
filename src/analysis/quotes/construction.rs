//! Constructions: whether a report is a statement, a stance or nothing said, by the words beside its cue.
//!
//! "said that it would wait", "vowed to wait" are statements; "condemned the raid", "hopes that it will end" are stances;
//! "laid a wreath", "declined to say why" and "he can say that" report nothing. Anything undecided is open.

use std::ops::Range;

use super::draft::{Draft, tokens_of};
use super::rule::Rule;
use super::scene::Scene;
use super::source;
use super::unsaid::{declines, says_nothing};
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// The kind of the words beside a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A finite clause: "that the talks were over".
    Clause,
    /// "why the talks were over", "whether they were".
    Question,
    /// "to wait".
    Infinitive,
    /// A noun phrase, a gerund, or a phrase with a preposition.
    Thing,
}

/// The result of a construction for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Something is said.
    Statement,
    /// An attitude or an act towards something.
    Stance,
    /// The construction does not tell.
    Open,
    /// Nothing is said.
    Nothing,
}

/// The standing of a draft by its construction.
pub fn standing(scene: &Scene, draft: &Draft) -> Standing {
    match draft.rule {
        Rule::Preamble => return Standing::Stance,
        Rule::Resolution if content(scene, draft) == Content::Thing => return Standing::Stance,
        Rule::Resolution => return Standing::Statement,
        _ => {}
    }
    let Some(cue) = draft.cue.filter(|&cue| scene.layout.word(cue) != ":") else {
        return Standing::Statement;
    };
    if draft.kind == QuoteKind::Direct {
        return direct(scene, draft, cue);
    }
    if says_nothing(scene, cue) || is_main_clause(scene, draft, cue) || is_attribution(scene, draft) {
        return Standing::Nothing;
    }
    if is_relay(scene, draft, cue) {
        return Standing::Nothing;
    }
    let content = content(scene, draft);
    // "said when she resigned": a time and no words.
    if draft.kind == QuoteKind::Indirect && opens_with_time(scene, draft, cue) {
        return Standing::Nothing;
    }
    // "a law requires the nominee to", "a policy urging employees to": things move nobody by words.
    if draft.kind == QuoteKind::Indirect && is_moved_by_a_thing(scene, draft, cue) {
        return Standing::Nothing;
    }
    // "released a film, indicating that": shown by an act, and not said.
    let shown = scene.tags[cue] == Tag::Vbg
        && scene.has(cue, Class::Shows)
        && cue > 0
        && scene.tags[cue - 1] == Tag::Comma;
    let told = if shown { Standing::Open } else { by_verb(scene, cue, content) };
    match (draft.kind, told) {
        // Words in quotation marks were said, whatever the attitude of the report around them.
        (QuoteKind::Mixed, Standing::Stance) => Standing::Statement,
        (QuoteKind::Indirect, Standing::Statement) if is_impersonal(scene, draft, cue) => Standing::Open,
        (_, told) => told,
    }
}

/// Whether the words only attribute something else: "But the rebels say" before a quotation with a speaker of its own.
fn is_attribution(scene: &Scene, draft: &Draft) -> bool {
    const LONGEST: usize = 6;
    let [piece] = &draft.items[..] else { return false };
    let Some(verb) = piece.end.checked_sub(1).and_then(|item| scene.outside(item)) else { return false };
    let first = tokens_of(scene, piece.clone()).start;
    let finite = matches!(scene.tags[verb], Tag::Vbd | Tag::Vbz | Tag::Vbp);
    let subject = || source::subject_of(scene, verb).is_some_and(|s| s >= first && s < verb);
    piece.len() <= LONGEST && piece.len() > 1 && finite && scene.has(verb, Class::Says) && subject()
}

/// Whether the words after a passive only name the channel: "was quoted as saying by the agency".
fn is_relay(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    let first = draft.items.first().and_then(|p| scene.outside(p.start)).filter(|&t| t > cue);
    let by = |t: usize| scene.is(t, &["by"]) || scene.is(t, &["saying"]) && scene.is(t + 1, &["by"]);
    source::quoted_as(scene, cue).is_some() && first.is_some_and(|t| t + 1 < scene.sentence(cue).end && by(t))
}

/// Whether the words after a verb of saying are only a time.
fn opens_with_time(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    let first = draft.items.first().and_then(|p| scene.outside(p.start));
    let says = scene.has_any(cue, &[Class::Says, Class::Tells]) && !scene.has(cue, Class::Asks);
    says && first.is_some_and(|t| t > cue && scene.is(t, &["when", "before", "after", "while", "until"]))
}

/// Whether a thing without a voice promises or urges something.
fn is_moved_by_a_thing(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    let moves = scene.has_any(cue, &[Class::Promises, Class::Urges, Class::Wants])
        && !scene.has_any(cue, &[Class::Tells, Class::Asks]);
    let head = draft.source.as_ref().and_then(|s| source::head_of(scene, s.clone()));
    let speaks = |h: usize| {
        source::can_act(scene, h) || scene.has_any(h, &[Class::Message, Class::View, Class::Saying])
    };
    moves && scene.tags[cue].is_verb() && head.is_some_and(|h| !speaks(h) && !is_many(scene, h))
}

/// Whether a noun can mean people without being listed: a plural without an article, "miners", and a collective.
fn is_many(scene: &Scene, head: usize) -> bool {
    scene.tags[head] == Tag::Nns || scene.has(head, Class::Body)
}

/// Whether the supposed words are the main clause after a subordinate one: "If the port insisted, the minister laughed".
fn is_main_clause(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    const OPENERS: &[&str] =
        &["if", "when", "as", "after", "before", "while", "because", "since", "unless", "once"];
    let [piece] = &draft.items[..] else { return false };
    let first = scene.outside(piece.start).filter(|&t| t == cue + 2 && scene.tags[cue + 1] == Tag::Comma);
    if draft.kind != QuoteKind::Indirect || first.is_none() {
        return false;
    }
    let start = scene.sentence(cue).start;
    let comma = (start..cue).rev().find(|&t| scene.tags[t] == Tag::Comma).map_or(start, |t| t + 1);
    (comma..cue).any(|t| scene.is(t, OPENERS) && matches!(scene.tags[t], Tag::In | Tag::Wrb | Tag::Rb))
}

/// Whether words in quotation marks are speech: a name given to something, or a quoted word, may not be.
fn direct(scene: &Scene, draft: &Draft, cue: usize) -> Standing {
    const FEW: usize = 4;
    let words: usize =
        draft.items.iter().cloned().flatten().filter_map(|i| scene.run(i)).map(|r| r.words).sum();
    let verb = scene.has_any(cue, &[Class::Says, Class::Voices, Class::Tells, Class::Asks, Class::Adds]);
    let according = scene.is(cue, &["according"])
        || source::quoted_as(scene, cue).is_some()
        || scene.is(cue, &["quoted", "quotes", "quoting", "cited"]);
    // "what Lissa calls its “wall”" is a habit of speech, "what he called “a wall of lies”" was said once.
    if draft.rule == Rule::NameGiven {
        let once = scene.tags[cue] != Tag::Vbz && scene.tags[cue] != Tag::Vbp;
        return if once && words > 1 { Standing::Statement } else { Standing::Open };
    }
    match words {
        _ if words > FEW || verb || according => Standing::Statement,
        _ if scene.has_any(cue, &[Class::Names, Class::Judges, Class::Promises, Class::Urges]) => {
            Standing::Statement
        }
        _ => Standing::Open,
    }
}

/// The standing for a verb with this content.
fn by_verb(scene: &Scene, cue: usize, content: Content) -> Standing {
    let has = |class| scene.has(cue, class);
    let listed = scene.is_listed(cue);
    let verb = scene.tags[cue].is_verb();
    if scene.is(cue, &["according"]) {
        return if content == Content::Thing { Standing::Open } else { Standing::Statement };
    }
    if !verb {
        return Standing::Open;
    }
    if source::quoted_as(scene, cue).is_some() {
        return Standing::Statement;
    }
    match content {
        _ if has(Class::Declines) && declines(scene, cue) => Standing::Nothing,
        Content::Clause if has(Class::Believes) && !has(Class::Says) => Standing::Stance,
        Content::Clause if has(Class::Says) || has(Class::Urges) || has(Class::Promises) => {
            Standing::Statement
        }
        Content::Clause if has(Class::Wants) || has(Class::Judges) => Standing::Stance,
        Content::Clause if has(Class::Voices) => Standing::Statement,
        // "made clear that", "made it clear that"
        Content::Clause
            if scene.is(cue, &["made", "makes", "make", "making"])
                && (cue + 1..scene.sentence(cue).end.min(cue + 3))
                    .any(|t| scene.is(t, &["clear", "plain"])) =>
        {
            Standing::Statement
        }
        Content::Question if has(Class::Asks) => Standing::Nothing,
        Content::Question if has(Class::Says) => Standing::Statement,
        Content::Question if has(Class::Believes) => Standing::Stance,
        Content::Infinitive if has(Class::Moves) => Standing::Stance,
        Content::Infinitive if has(Class::Promises) && is_background(scene, cue) => Standing::Stance,
        Content::Infinitive if has(Class::Promises) || has(Class::Urges) => Standing::Statement,
        // A communiqué's "we" does what it says.
        Content::Infinitive if has(Class::Wants) && cue > 0 && scene.is(cue - 1, &["we"]) => {
            Standing::Statement
        }
        Content::Infinitive if has(Class::Wants) || has(Class::Believes) => Standing::Stance,
        // "claimed to have fired", "said to be ready": a fact, and not an act to come
        Content::Infinitive
            if has(Class::Says) && scene.is(cue + 1, &["to"]) && scene.is(cue + 2, &["have", "be"]) =>
        {
            Standing::Statement
        }
        Content::Infinitive if has(Class::Says) => Standing::Open,
        Content::Thing if has(Class::Talks) || has(Class::Interviews) && !has(Class::Judges) => {
            Standing::Nothing
        }
        Content::Thing if listed => Standing::Stance,
        Content::Thing | Content::Infinitive => Standing::Nothing,
        _ => Standing::Open,
    }
}

/// The kind of a draft's words.
pub fn content(scene: &Scene, draft: &Draft) -> Content {
    let Some(piece) = draft.items.iter().max_by_key(|p| p.len()) else { return Content::Thing };
    let tokens = tokens_of(scene, piece.clone());
    let first = tokens.start;
    let fronted = draft.cue.is_some_and(|cue| cue >= tokens.end);
    if scene.is(first, &["that"]) && scene.tags[first] == Tag::In {
        return Content::Clause;
    }
    if matches!(scene.tags[first], Tag::Wp | Tag::Wdt | Tag::Wrb)
        || scene.is(first, &["whether", "if"]) && !fronted
    {
        return Content::Question;
    }
    // "threatened to sanction", whatever the tagger takes the verb for.
    let moves = draft.cue.is_some_and(|c| scene.has_any(c, &[Class::Promises, Class::Urges]));
    let bare = |t: usize| moves && t < tokens.end && scene.tags[t] == Tag::Nn;
    let infinitive = |i: usize| {
        scene.tags[i] == Tag::To
            && ((i + 1..tokens.end.min(i + 4)).any(|t| scene.tags[t] == Tag::Vb) || bare(i + 1))
    };
    let lead = if scene.is(first, &["not", "never"]) { first + 1 } else { first };
    // "called for the crews to be safe"
    let called = draft.cue.is_some_and(|cue| first == cue + 2 && scene.is(cue + 1, &["for"]));
    let to_be = |t: usize| t + 1 < tokens.end && scene.tags[t] == Tag::To && scene.is(t + 1, &["be"]);
    if lead < tokens.end && infinitive(lead) || called && tokens.clone().any(to_be) {
        return Content::Infinitive;
    }
    // "agreed on the need to let them talk", "maintains a fleet that could help": a thing, even with a clause attached.
    if draft.kind == QuoteKind::Indirect && draft.cue.is_some_and(|cue| is_object(scene, cue, first)) {
        return Content::Thing;
    }
    let told = draft.cue.is_some_and(|cue| is_told(scene, cue, tokens.clone()));
    if told || has_clause(scene, tokens.clone()) { Content::Clause } else { Content::Thing }
}

/// Whether a preposition or "maintain" right before an article makes the following words the object of the cue.
fn is_object(scene: &Scene, cue: usize, first: usize) -> bool {
    let article = scene.is(first, &["the", "a", "an", "its", "their", "his", "her"]);
    let on = first == cue + 2 && scene.is(cue + 1, &["on", "about", "over", "of"]);
    let keeps = first == cue + 1 && scene.is(cue, &["maintain", "maintains", "maintained"]);
    let object = || scene.heads.children(cue).any(|t| t > cue && scene.label(t) == Label::Dobj);
    let one = scene.is(first, &["a", "an"]);
    // "cited the case to stress that they differ"
    let shown = || {
        first == cue + 1
            && scene.is(cue, &["cited", "cites", "citing", "noted", "notes", "stressed", "stresses"])
            && scene.heads.children(cue).all(|t| t < cue || scene.label(t) != Label::Ccomp)
            && object()
    };
    if article && scene.tags[cue].is_verb() && shown() {
        return true;
    }
    article && scene.tags[cue].is_verb() && (on || keeps && (one || object()))
}

/// Whether words after a plain verb of saying, which takes no object, are a clause, whatever the parser makes of them:
/// "said a court without a calendar was not a court".
fn is_told(scene: &Scene, cue: usize, tokens: Range<usize>) -> bool {
    const LEAST: usize = 4;
    let plain = scene.tags[cue].is_verb()
        && scene.has(cue, Class::Says)
        && !scene.has_any(cue, &[Class::Judges, Class::Names, Class::Wants, Class::Believes, Class::Asks]);
    if !plain || tokens.len() < LEAST {
        return false;
    }
    // "A house in the town of Boro was hit, the guard said"
    if tokens.end <= cue {
        let opens = scene.is_in_phrase(tokens.start) || scene.names[tokens.start].is_some();
        return opens
            && tokens.into_iter().any(|t| scene.tags[t].has_tense() && scene.label(t) != Label::Acl);
    }
    if tokens.start < cue {
        return false;
    }
    let relative =
        |t: usize| matches!(scene.tags[t], Tag::Wdt | Tag::Wp | Tag::Wrb) || scene.is(t, &["that"]);
    let finite = |t: usize| scene.tags[t].has_tense();
    let clause = tokens.clone().take_while(|&t| !relative(t)).any(finite);
    clause || tokens.start == cue + 1 && scene.is(cue, &["said", "says", "say"])
}

/// Whether these tokens contain a finite verb with its subject, outside relative and adverbial clauses.
pub fn has_clause(scene: &Scene, tokens: Range<usize>) -> bool {
    tokens.clone().any(|subject| {
        let label = scene.label(subject);
        if !(label.is_subject() || label == Label::Expl) || matches!(scene.tags[subject], Tag::Wdt | Tag::Wp)
        {
            return false;
        }
        let Some(verb) = scene.head(subject).filter(|v| tokens.contains(v)) else { return false };
        let own = scene.label(verb);
        // "an ambush in which nineteen soldiers died"
        let related = |t: usize| matches!(scene.tags[t], Tag::Wdt | Tag::Wp) && tokens.start < t;
        if subject > tokens.start && (tokens.start..subject).rev().take(3).any(related) {
            return false;
        }
        let outside = scene.head(verb).is_none_or(|h| !tokens.contains(&h));
        let main = outside || !matches!(own, Label::Relcl | Label::Acl | Label::Advcl);
        main && is_finite(scene, verb)
    })
}

/// Whether a verb or a predicate is finite, by itself or by its auxiliary.
fn is_finite(scene: &Scene, verb: usize) -> bool {
    let finite = |t: usize| scene.tags[t].has_tense();
    let helped =
        scene.heads.children(verb).any(|t| matches!(scene.label(t), Label::Aux | Label::Cop) && finite(t));
    // The tagger often takes a past tense for a participle.
    finite(verb)
        || helped
        || scene.tags[verb] == Tag::Vbn && !scene.heads.children(verb).any(|t| scene.label(t) == Label::Aux)
}

/// Whether the words have no person or body behind them: "the figures show that", "it is said that".
fn is_impersonal(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    let Some(source) = &draft.source else { return true };
    if !scene.has(cue, Class::Shows) {
        return false;
    }
    let last = source.end - 1;
    let acts = source
        .clone()
        .any(|i| scene.names[i].is_some() || scene.tags[i] == Tag::Prp && !scene.is(i, &["it"]));
    let many = [Class::Persons, Class::Body, Class::Outlet, Class::Delegate, Class::Represents];
    !acts && !scene.has_any(last, &many) && !scene.is_role(last)
}

/// A promise reported as a state of affairs: "is vowing to go on", "Boro, which has vowed to stay".
fn is_background(scene: &Scene, cue: usize) -> bool {
    let helped =
        |by: &[&str]| scene.heads.children(cue).any(|t| scene.label(t) == Label::Aux && scene.is(t, by));
    let goes_on = scene.tags[cue] == Tag::Vbg && helped(&["is", "are", "was", "were", "'s", "be", "been"]);
    // "consider them rebels and have also threatened to go on"
    let state = |h: usize| {
        scene.has(h, Class::Believes)
            && !scene.has(h, Class::Says)
            && matches!(scene.tags[h], Tag::Vbp | Tag::Vbz)
    };
    let joined = scene.label(cue) == Label::Conj && scene.head(cue).is_some_and(state);
    goes_on || (scene.label(cue) == Label::Relcl || joined) && helped(&["has", "have", "had"])
}
