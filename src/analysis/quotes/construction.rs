//! Constructions: whether a report is a statement, a stance or nothing that was said, by what stands beside its cue.
//!
//! "said that it would wait", "vowed to wait" are statements; "condemned the raid", "hopes that it will end" are stances;
//! "laid a wreath", "declined to say why" and "he can say that" report nothing. What the construction leaves open is open.

use std::ops::Range;

use super::assemble::Draft;
use super::scene::Scene;
use super::{borders, resolution, whole};
use crate::analysis::QuoteKind;
use crate::analysis::names::NameKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// What the words beside a cue are.
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

/// What a construction makes of a report.
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

/// What the construction of a draft makes of it.
pub fn standing(scene: &Scene, draft: &Draft) -> Standing {
    match draft.rule {
        resolution::PREAMBLE => return Standing::Stance,
        resolution::RESOLUTION if content(scene, draft) == Content::Thing => return Standing::Stance,
        resolution::RESOLUTION => return Standing::Statement,
        _ => {}
    }
    let Some(cue) = draft.cue.filter(|&cue| scene.layout.word(cue) != ":") else {
        return Standing::Statement;
    };
    if draft.kind == QuoteKind::Direct {
        return direct(scene, draft, cue);
    }
    if says_nothing(scene, cue) {
        return Standing::Nothing;
    }
    let content = content(scene, draft);
    let told = by_verb(scene, cue, content);
    match (draft.kind, told) {
        // Words in quotation marks were said, whatever attitude the report around them has.
        (QuoteKind::Mixed, Standing::Stance) => Standing::Statement,
        (QuoteKind::Indirect, Standing::Statement) if is_impersonal(scene, draft, cue) => Standing::Open,
        (_, told) => told,
    }
}

/// Of words between marks, whether they are speech: a name that is given, or a word that is quoted, may be none.
fn direct(scene: &Scene, draft: &Draft, cue: usize) -> Standing {
    const FEW: usize = 4;
    let words: usize =
        draft.items.iter().cloned().flatten().filter_map(|i| scene.run(i)).map(|r| r.words).sum();
    let verb = scene.has_any(cue, &[Class::Says, Class::Voices, Class::Tells, Class::Asks, Class::Adds]);
    let according = scene.is(cue, &["according"]);
    match words {
        _ if words > FEW || verb || according => Standing::Statement,
        _ if scene.has_any(cue, &[Class::Names, Class::Judges, Class::Promises, Class::Urges]) => {
            Standing::Statement
        }
        _ => Standing::Open,
    }
}

/// What a verb with this content makes of it.
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
    match content {
        _ if has(Class::Declines) && declines(scene, cue) => Standing::Nothing,
        Content::Clause if has(Class::Believes) && !has(Class::Says) => Standing::Stance,
        Content::Clause if has(Class::Says) || has(Class::Urges) || has(Class::Promises) => {
            Standing::Statement
        }
        Content::Clause if has(Class::Wants) || has(Class::Judges) => Standing::Stance,
        Content::Clause if has(Class::Voices) => Standing::Statement,
        Content::Question if has(Class::Asks) => Standing::Nothing,
        Content::Question if has(Class::Says) => Standing::Statement,
        Content::Question if has(Class::Believes) => Standing::Stance,
        Content::Infinitive if has(Class::Moves) && !is_body(scene, cue) => Standing::Open,
        Content::Infinitive if has(Class::Promises) && is_background(scene, cue) => Standing::Stance,
        Content::Infinitive if has(Class::Promises) || has(Class::Urges) => Standing::Statement,
        // A communiqué's "we" does what it says.
        Content::Infinitive if has(Class::Wants) && cue > 0 && scene.is(cue - 1, &["we"]) => {
            Standing::Statement
        }
        Content::Infinitive if has(Class::Wants) || has(Class::Believes) => Standing::Stance,
        Content::Infinitive if has(Class::Says) => Standing::Open,
        Content::Thing if has(Class::Talks) || has(Class::Interviews) && !has(Class::Judges) => {
            Standing::Nothing
        }
        Content::Thing if listed => Standing::Stance,
        Content::Thing | Content::Infinitive => Standing::Nothing,
        _ => Standing::Open,
    }
}

/// What the words of a draft are.
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
    let infinitive = |i: usize| {
        scene.tags[i] == Tag::To && (i + 1..tokens.end.min(i + 4)).any(|t| scene.tags[t] == Tag::Vb)
    };
    let lead = if scene.is(first, &["not", "never"]) { first + 1 } else { first };
    if lead < tokens.end && infinitive(lead) {
        return Content::Infinitive;
    }
    if has_clause(scene, tokens.clone()) { Content::Clause } else { Content::Thing }
}

/// The tokens from the first to the last of these items.
pub fn tokens_of(scene: &Scene, items: Range<usize>) -> Range<usize> {
    let tokens = |item: usize| scene.items.items[item].tokens(scene.runs);
    tokens(items.start).start..tokens(items.end - 1).end
}

/// Whether a finite verb stands among these tokens with its subject, outside relative and adverbial clauses.
pub fn has_clause(scene: &Scene, tokens: Range<usize>) -> bool {
    tokens.clone().any(|subject| {
        let label = scene.label(subject);
        if !(label.is_subject() || label == Label::Expl) || matches!(scene.tags[subject], Tag::Wdt | Tag::Wp)
        {
            return false;
        }
        let Some(verb) = scene.head(subject).filter(|v| tokens.contains(v)) else { return false };
        let own = scene.label(verb);
        let outside = scene.head(verb).is_none_or(|h| !tokens.contains(&h));
        let main = outside || !matches!(own, Label::Relcl | Label::Acl | Label::Advcl);
        main && is_finite(scene, verb)
    })
}

/// Whether a verb or a predicate has a finite form, in itself or in what helps it.
fn is_finite(scene: &Scene, verb: usize) -> bool {
    let finite = |t: usize| matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    let helped =
        scene.heads.children(verb).any(|t| matches!(scene.label(t), Label::Aux | Label::Cop) && finite(t));
    // The tagger often takes a past for a participle.
    finite(verb)
        || helped
        || scene.tags[verb] == Tag::Vbn && !scene.heads.children(verb).any(|t| scene.label(t) == Label::Aux)
}

/// Whether the subject of a cue is a state or a body by its name, and no person.
fn is_body(scene: &Scene, cue: usize) -> bool {
    let subject = super::source::subject_of(scene, cue);
    subject.and_then(|s| scene.names[s]).is_some_and(|kind| kind != NameKind::Person)
}

/// "declined to say", "refused to comment": the cue itself, or the verb that it depends on.
fn declines(scene: &Scene, cue: usize) -> bool {
    let silent = |t: usize| {
        scene.is(
            t,
            &[
                "say",
                "comment",
                "answer",
                "discuss",
                "speak",
                "elaborate",
                "talk",
                "give",
                "disclose",
                "name",
                "confirm",
                "reveal",
                "specify",
                "respond",
                "be",
                "provide",
                "identify",
                "explain",
                "tell",
            ],
        )
    };
    let behind = (cue + 1..scene.sentence(cue).end.min(cue + 4)).any(silent);
    scene.is(cue, &["decline", "declines", "declined", "declining"]) || behind
}

/// Whether the cue is denied, merely possible, or what somebody declines to do.
pub fn says_nothing(scene: &Scene, cue: usize) -> bool {
    let sentence = scene.sentence(cue);
    if !scene.tags[cue].is_verb() {
        return false;
    }
    let denied = scene.has(cue, Class::Says) || scene.has(cue, Class::Asks) || scene.has(cue, Class::Tells);
    let verb = main_verb(scene, cue);
    let helpers = |t: usize| scene.heads.children(t).filter(move |&c| c < t);
    let not = |t: usize| {
        scene.label(t) == Label::Neg
            || scene.is(t, &["not", "n't", "n’t", "never", "nor", "neither", "hardly"])
    };
    let may =
        |t: usize| scene.is(t, &["can", "could", "may", "might", "should", "must", "cannot", "ca", "shall"]);
    if denied && helpers(cue).chain(helpers(verb)).any(|t| not(t) || may(t) && !scene.is(cue, &["add"])) {
        return true;
    }
    let right_before = |back: usize| cue.checked_sub(back).filter(|&t| t >= sentence.start);
    let nobody = || {
        scene.subject_before(cue).is_some_and(|s| {
            scene.is(s, &["nobody", "none", "nothing", "neither"])
                || scene.heads.children(s).any(|c| scene.is(c, &["no", "neither"]))
                    && scene.label(s).is_subject()
        })
    };
    if denied && nobody() {
        return true;
    }
    // "to say", "without saying"
    if right_before(1).is_some_and(|t| scene.is(t, &["without"])) {
        return true;
    }
    if right_before(1).is_some_and(|t| scene.tags[t] == Tag::To) {
        return !goes_on(scene, cue, sentence.start);
    }
    false
}

/// The verb that a cue in the infinitive depends on, or the cue.
fn main_verb(scene: &Scene, cue: usize) -> usize {
    let to = cue > 0 && scene.tags[cue - 1] == Tag::To;
    scene
        .head(cue)
        .filter(|&h| to && scene.label(cue) == Label::Xcomp && scene.tags[h].is_verb())
        .unwrap_or(cue)
}

/// "went on to say", "continued to insist", "was quick to add", "took to X to say": an infinitive that was done.
fn goes_on(scene: &Scene, cue: usize, start: usize) -> bool {
    const DONE: &[&str] = &[
        "went",
        "goes",
        "go",
        "going",
        "continued",
        "continues",
        "began",
        "begins",
        "started",
        "came",
        "took",
        "rose",
        "returned",
        "quick",
        "appeared",
        "stepped",
        "moved",
        "wrote",
        "used",
        "used",
        "first",
        "latest",
        "only",
    ];
    let Some(head) = scene.head(cue) else { return false };
    scene.is(head, DONE)
        || (start..cue).rev().take(6).any(|t| scene.is(t, &["went", "took", "continued", "rose"]))
}

/// Whether what is said rests on no person and no body: "the figures show that", "it is said that".
fn is_impersonal(scene: &Scene, draft: &Draft, cue: usize) -> bool {
    let Some(source) = &draft.source else { return true };
    if !scene.has(cue, Class::Shows) {
        return false;
    }
    let last = source.end - 1;
    let acts = source
        .clone()
        .any(|i| scene.names[i].is_some() || scene.tags[i] == Tag::Prp && !scene.is(i, &["it"]));
    !acts && !scene.has(last, Class::Persons) && !scene.is_role(last)
}

/// Where what is said begins behind the hearer: "urged [Kinshasa] to talk", "told [reporters] he would go".
pub fn behind_hearer(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let urges = scene.has_any(cue, &[Class::Urges, Class::Tells]);
    match scene.outside(piece.start) {
        Some(first) if urges && first > cue && !scene.is(first, &["for"]) => to_infinitive(scene, piece),
        _ => piece,
    }
}

/// Mends the borders of a report: the hearer stays outside, and so do a footnote's mark and an attribution's tail.
pub fn shape(scene: &Scene, draft: &mut Draft) {
    let Some(cue) = draft.cue else { return };
    if draft.kind == QuoteKind::Direct {
        return;
    }
    let shaped = |p: &Range<usize>| {
        let p = from_predicate(scene, p.clone(), cue);
        let p = before_next_report(scene, from_clause(scene, p, cue), cue);
        behind_hearer(scene, p, cue)
    };
    let pieces: Vec<Range<usize>> = draft.items.iter().map(shaped).filter(|p| !p.is_empty()).collect();
    let pieces = borders::own_pieces(scene, pieces, cue);
    if pieces != draft.items && !pieces.is_empty() {
        whole::set(scene, draft, pieces);
    }
}

/// The part of these items from its first "to" with an infinitive on, where no finite verb stands before: of "Urges all
/// States to inspect ships" what they are to do.
pub fn to_infinitive(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 24;
    let token = |item: usize| scene.outside(item);
    if token(piece.start).is_some_and(|t| scene.is(t, &["that"])) {
        return piece;
    }
    let is_to = |item: usize| {
        token(item).is_some_and(|t| {
            let verb = (t + 1..t + 3).find(|&v| scene.tags.get(v).is_some_and(|tag| *tag != Tag::Rb));
            scene.tags[t] == Tag::To && verb.is_some_and(|v| scene.tags.get(v) == Some(&Tag::Vb))
        })
    };
    let finite = |item: usize| {
        token(item).is_some_and(|t| matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
    };
    let found = piece.clone().take(LONGEST).take_while(|&item| !finite(item)).find(|&item| is_to(item));
    found.map_or(piece.clone(), |to| to..piece.end)
}

/// What a thing is called, without the thing: of "called the plan “a farce”", "described it as “a pause”" the quoted words.
fn from_predicate(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if !scene.has(cue, Class::Names) || scene.outside(piece.start).is_none_or(|t| t < cue) {
        return piece;
    }
    let Some(run) = piece.clone().find(|&item| scene.run(item).is_some()) else { return piece };
    let finite = |t: usize| matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    if (piece.start..run).any(|item| scene.outside(item).is_some_and(finite)) {
        return piece;
    }
    let opens = |item: &usize| {
        scene
            .outside(*item)
            .is_some_and(|t| scene.is(t, &["a", "an"]) || matches!(scene.tags[t], Tag::Jj | Tag::Rb))
    };
    (piece.start..run).rev().take_while(opens).last().unwrap_or(run)..piece.end
}

/// A report behind its cue from where the parse begins the clause, if hearer or time alone stand before, or from the "to"
/// that stands right behind a verb of promising.
fn from_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let first = tokens_of(scene, piece.clone()).start;
    if first < cue || piece.is_empty() {
        return piece;
    }
    let promised =
        scene.has_any(cue, &[Class::Promises, Class::Urges]) && scene.tags.get(cue + 1) == Some(&Tag::To);
    if promised && (cue + 2..=cue + 3).contains(&first) {
        return item(cue + 1)..piece.end;
    }
    // "told members that", whatever the tagger takes the "that" for.
    let hearer = |item: usize| {
        scene.outside(item).is_some_and(|t| {
            scene.tags[t].is_noun() || matches!(scene.tags[t], Tag::Dt | Tag::Prp | Tag::PrpS | Tag::Jj)
        })
    };
    let that = |item: &usize| scene.outside(*item).is_some_and(|t| scene.is(t, &["that"]));
    if let Some(that) =
        piece.clone().take(4).find(that).filter(|&that| that > piece.start && that + 2 < piece.end)
        && scene.has(cue, Class::Tells)
        && (piece.start..that).all(hearer)
    {
        return that..piece.end;
    }
    let clause = scene.heads.children(cue).find(|&c| c > cue && scene.label(c) == Label::Ccomp);
    let Some(clause) = clause.filter(|_| scene.has(cue, Class::Says)) else { return piece };
    let subtree = scene.heads.subtree(clause);
    let last = tokens_of(scene, piece.clone()).end;
    let grows = subtree.start > cue
        && subtree.start < first
        && last <= subtree.end + 1
        && has_clause(scene, subtree.clone());
    if grows { item(subtree.start)..piece.end } else { piece }
}

/// A report without the next one that its sentence joins to it: "said it would wait, and the rebels vowed to go on".
fn before_next_report(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if scene.outside(piece.start).is_none_or(|t| t < cue) {
        return piece;
    }
    let token = |item: usize| scene.outside(item);
    let joint = |item: &usize| {
        let Some(t) = token(*item).filter(|&t| scene.layout.word(t) == "," || scene.layout.word(t) == ";")
        else {
            return false;
        };
        let and = t + 1;
        let joins = |t: usize| scene.is(t, &["and", "but", "while", "whereas", "though", "although"]);
        // ", adding that", ", noting that"
        let goes_on = |t: usize| {
            scene.tags[t] == Tag::Vbg
                && scene.has(t, Class::Says)
                && scene.tags.get(t + 1) != Some(&Tag::Comma)
        };
        if and < scene.layout.tokens.len() && scene.head(and) == Some(cue) && goes_on(and) {
            return true;
        }
        if and >= scene.layout.tokens.len() || !(joins(and) || scene.layout.word(t) == ";") {
            return false;
        }
        let end = scene.sentence(cue).end.min(and + 14);
        (and + 1..end).any(|verb| reports_by_itself(scene, verb, and, cue))
    };
    // "said that the wells were dry and expressed concern", the second verb joined to the cue.
    let second = |item: &usize| {
        token(*item).is_some_and(|t| {
            let verb = if scene.tags.get(t + 1) == Some(&Tag::Rb) { t + 2 } else { t + 1 };
            let finite = matches!(scene.tags.get(verb), Some(Tag::Vbd | Tag::Vbz | Tag::Vbp));
            let joined = || scene.label(verb) == Label::Conj && scene.head(verb) == Some(cue);
            scene.is(t, &["and", "but"])
                && finite
                && scene.has_any(verb, &[Class::Says, Class::Judges, Class::Urges])
                && (joined() || scene.tags[verb] == scene.tags[cue] && !is_helped_before(scene, cue + 1..t))
        })
    };
    let stop = piece.clone().skip(2).find(|item| joint(item) || second(item));
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

/// Whether the verb at token `verb` reports, with a subject of its own that a name or a noun for persons is, behind `from`.
fn reports_by_itself(scene: &Scene, verb: usize, from: usize, cue: usize) -> bool {
    let reports = scene.has_any(verb, &[Class::Says, Class::Promises, Class::Urges, Class::Judges])
        && matches!(scene.tags[verb], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let Some(subject) = reports.then(|| super::source::subject_of(scene, verb)).flatten() else {
        return false;
    };
    let named =
        scene.names[subject].is_some() || scene.is_role(subject) || scene.has(subject, Class::Persons);
    // What is reported in the report has a tense of its own: "had told", "would promise".
    let shifted = scene
        .heads
        .children(verb)
        .any(|t| scene.label(t) == Label::Aux && scene.is(t, &["had", "would", "will", "could"]));
    let same_tense = scene.tags[verb] == scene.tags[cue] || scene.tags[cue] == Tag::Vbn;
    subject > from && subject < verb && named && !shifted && same_tense
}

/// Whether the last verb among these tokens has a verb that helps it: "had met [and praised]".
fn is_helped_before(scene: &Scene, tokens: Range<usize>) -> bool {
    let verb = tokens.rev().find(|&t| scene.tags[t].is_verb() && scene.label(t) != Label::Cop);
    verb.is_some_and(|v| {
        scene.tags[v] == Tag::Vb || scene.heads.children(v).any(|t| scene.label(t) == Label::Aux)
    })
}

/// A promise that is told as a state of affairs: "is vowing to go on", "Boro, which has vowed to stay".
fn is_background(scene: &Scene, cue: usize) -> bool {
    let helped =
        |by: &[&str]| scene.heads.children(cue).any(|t| scene.label(t) == Label::Aux && scene.is(t, by));
    let goes_on = scene.tags[cue] == Tag::Vbg && helped(&["is", "are", "was", "were", "'s", "be", "been"]);
    goes_on || scene.label(cue) == Label::Relcl && helped(&["has", "have", "had"])
}
