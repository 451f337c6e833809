//! The text's own statements on persons' roles: titles before names, appositions after them.

use super::builder::Builder;
use super::phrase::RolePhrase;
use crate::analysis::ActorKind;
use crate::analysis::syntax::Tag;
use crate::analysis::table::{word, word_phrase};
use crate::text::TokenKind;

/// The most roles that are stored for one person.
const MOST_ROLES: usize = 32;

/// Nouns for a momentary relation to somebody else: not a role to show.
const RELATIVE: &[&str] = &[
    "ally",
    "counterpart",
    "rival",
    "successor",
    "predecessor",
    "opponent",
    "member",
    "veteran",
    "resident",
    "witness",
    "survivor",
    "father",
    "mother",
    "son",
    "daughter",
    "brother",
    "sister",
    "wife",
    "husband",
    "widow",
    "nephew",
];

/// Whether a noun is a relation to somebody else.
pub fn is_relative(noun: &str) -> bool {
    RELATIVE.contains(&noun)
}

/// Finds all roles and assigns them to the persons beside them; the others are kept for the descriptions.
pub fn find(builder: &mut Builder) {
    let mut i = 0;
    let mut free = Vec::new();
    while i < builder.view.layout.tokens.len() {
        let Some(phrase) = phrase_at(builder, i) else {
            i += 1;
            continue;
        };
        i = phrase.head.end;
        leave_to_the_office(builder, &phrase);
        match person_beside(builder, &phrase) {
            Some(person) => give(builder, person, &phrase),
            None => free.push(phrase),
        }
    }
    builder.free_roles = free;
}

/// "Secretary of State for Foreign, Commonwealth and Development Affairs": the subject of an office is not a
/// body.
fn leave_to_the_office(builder: &mut Builder, phrase: &RolePhrase) {
    const FIELDS: &[&str] =
        &["affairs", "relations", "development", "trade", "security", "defence", "defense"];
    let named = phrase.word.is_office() && builder.view.is(phrase.head.end, &["for", "of"]);
    let mut at = phrase.head.end;
    while named && at < phrase.end {
        let Some(mention) = builder.mention_at(at) else {
            at += 1;
            continue;
        };
        let tokens = builder.tokens(mention);
        let entity = builder.cast.mentions[mention].entity;
        let field = builder.view.is(tokens.end - 1, FIELDS) && !builder.cast.entities[entity].listed;
        if field {
            builder.cast.mentions[mention].part = super::Part::Attribute;
        }
        at = tokens.end.max(at + 1);
    }
}

/// The role phrase whose head begins at token `i`.
fn phrase_at(builder: &Builder, i: usize) -> Option<RolePhrase> {
    let view = &builder.view;
    if !(view.tag(i).is_noun() || view.tag(i) == Tag::Jj) || view.layout.tokens[i].kind != TokenKind::Word {
        return None;
    }
    let (head, word) = word_phrase(view.layout, i)?;
    if !word.is_role_noun() && !word.is_office() && !word.is_rank() {
        return None;
    }
    // "House speaker" inside a name, and compounds ("envoy talks"), are not roles.
    if builder.mention_at(i).is_some_and(|m| builder.cast.mentions[m].part > super::Part::Attribute) {
        return None;
    }
    let mut phrase = RolePhrase {
        start: head.start,
        end: head.end,
        head,
        word,
        determiner: None,
        state: None,
        possessor: None,
    };
    look_back(builder, &mut phrase);
    look_ahead(builder, &mut phrase);
    Some(phrase)
}

/// Walks back over adjectives, nouns and demonyms to the determiner or the possessor.
fn look_back(builder: &Builder, phrase: &mut RolePhrase) {
    let view = &builder.view;
    let first = view.sentence(phrase.head.start).start;
    while phrase.start > first && phrase.head.start - phrase.start < 7 {
        let at = phrase.start - 1;
        if view.possessive(at) {
            let owner = builder.mention_at(at.wrapping_sub(1)).map(|m| builder.tokens(m));
            let start = owner.map_or(at.saturating_sub(1), |o| o.start);
            phrase.state = phrase.state.or_else(|| state_at(builder, at.wrapping_sub(1)));
            phrase.possessor = Some(start..at + 1);
            return;
        }
        match view.tag(at) {
            Tag::Dt | Tag::PrpS => {
                phrase.determiner = Some(at);
                return;
            }
            Tag::Jj | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Vbn => {
                phrase.state = phrase.state.or_else(|| state_at(builder, at));
                phrase.start = builder.mention_at(at).map_or(at, |m| builder.tokens(m).start.min(at));
            }
            _ => return,
        }
    }
}

/// Walks over "for Syria", "of the council" after the head.
fn look_ahead(builder: &Builder, phrase: &mut RolePhrase) {
    const LINKS: &[&str] = &["for", "of", "to", "at", "in", "on"];
    let view = &builder.view;
    let end = view.sentence(phrase.head.start).end;
    if !view.is(phrase.end, LINKS) {
        return;
    }
    let of = view.is(phrase.end, &["of"]);
    let mut at = phrase.end + 1;
    while at < end.min(phrase.head.end + 14) {
        let inside = match view.tag(at) {
            Tag::In => view.is(at, &["of", "for", "in", "on", "at"]),
            tag => {
                tag.is_noun()
                    || matches!(tag, Tag::Dt | Tag::Jj | Tag::Cc | Tag::To | Tag::Pos | Tag::PrpS | Tag::Cd)
            }
        };
        let person = builder.mention_at(at).is_some_and(|m| {
            builder.cast.entities[builder.cast.mentions[m].entity].kind == ActorKind::Person
        });
        if !inside || person {
            break;
        }
        if of && phrase.state.is_none() {
            phrase.state = state_at(builder, at);
        }
        at += 1;
    }
    while at > phrase.end + 1 && !view.tag(at - 1).is_noun() {
        at -= 1;
    }
    if at > phrase.end + 1 {
        // "adviser to President Ama Mensah" continues to the end of the name.
        let titled = is_title_word(view.word(at - 1)) && person_at(builder, at, false).is_some();
        let name = builder.mention_at(at).filter(|_| titled).map(|m| builder.tokens(m).end);
        phrase.end = name.unwrap_or(at);
    }
}

/// The state mentioned at token `i`.
fn state_at(builder: &Builder, i: usize) -> Option<usize> {
    let m = builder.cast.mentions[builder.mention_at(i)?];
    (builder.cast.entities[m.entity].kind == ActorKind::State).then_some(m.entity)
}

/// The person whose mention begins at token `i`, or ends before it.
fn person_at(builder: &Builder, i: usize, ends: bool) -> Option<usize> {
    let at = builder.mention_at(i)?;
    let tokens = builder.tokens(at);
    let m = builder.cast.mentions[at];
    let person = builder.cast.entities[m.entity].kind == ActorKind::Person;
    let meets = if ends { tokens.end == i + 1 } else { tokens.start == i };
    (person && meets).then_some(m.entity)
}

/// The person that a role describes: right after it, after a comma, or before one.
fn person_beside(builder: &Builder, phrase: &RolePhrase) -> Option<usize> {
    let view = &builder.view;
    if let Some(person) = person_at(builder, phrase.head.end, false) {
        // "fellow Assad supporter": the noun after the name is meant.
        return Some(person).filter(|_| !view.is(phrase.head.start, &["fellow"]));
    }
    // "Minister of Defence Ama Mensah"; in "adviser to President Ama Mensah" the president is somebody else.
    let complement = phrase.head.end..phrase.end;
    if !complement.clone().any(|i| is_title_word(view.word(i)))
        && let Some(person) = person_at(builder, phrase.end, false)
    {
        return Some(person);
    }
    // "The Minister for Africa (Ama Mensah):"
    if view.word(phrase.end) == "("
        && let Some(person) = person_at(builder, phrase.end + 1, false)
    {
        let close = builder.mention_at(phrase.end + 1).map(|m| builder.tokens(m).end);
        if close.is_some_and(|close| view.word(close) == ")") {
            return Some(person);
        }
    }
    let singular = !matches!(view.tag(phrase.head.end - 1), Tag::Nns | Tag::Nnps);
    if !singular || phrase.word.is_rank() && phrase.head.end == phrase.end && phrase.determiner.is_none() {
        return None;
    }
    let outer = phrase.possessor.as_ref().map_or(phrase.determiner.unwrap_or(phrase.start), |p| p.start);
    // "Melor Zainuddin, the SPA’s spokeswoman"
    let article = phrase.possessor.is_some() && outer > 0 && view.is(outer - 1, &["the"]);
    let outer = if article { outer - 1 } else { outer };
    // "Rodi Osman, the Syrian Kurdish representative in Moscow"
    if outer >= 2
        && view.tag(outer - 1) == Tag::Comma
        && let Some(person) = person_at(builder, outer - 2, true)
        && closes(builder, phrase.end)
    {
        return Some(person);
    }
    // "Foday Kamara, who is the foreign minister"
    if outer >= 2 && view.is(outer - 1, &["is", "was"]) {
        let relative = view.is(outer - 2, &["who"]);
        let back = if relative { 3 + usize::from(view.tag(outer.wrapping_sub(3)) == Tag::Comma) } else { 2 };
        if let Some(person) = outer.checked_sub(back).and_then(|at| person_at(builder, at, true)) {
            return Some(person);
        }
    }
    // "Putin's spokesman, Dmitry Peskov,"
    let definite = phrase.possessor.is_some()
        || phrase.determiner.is_some()
        || phrase.end > phrase.head.end
        || phrase.state.is_some();
    if definite && view.tag(phrase.end) == Tag::Comma {
        return person_at(builder, phrase.end + 1, false);
    }
    None
}

/// Whether a word is an office, a rank or a role by itself.
fn is_title_word(written: &str) -> bool {
    let word = word(written);
    word.is_for_a_holder() || word.is_rank()
}

/// Whether an apposition can end before token `i`.
fn closes(builder: &Builder, i: usize) -> bool {
    let view = &builder.view;
    view.tag(i).is_mark()
        || matches!(view.tag(i), Tag::Wp | Tag::Wdt | Tag::In | Tag::Cc | Tag::To)
        || view.tag(i).is_verb()
}

/// Assigns a role to a person.
fn give(builder: &mut Builder, person: usize, phrase: &RolePhrase) {
    let text = role_text(builder, phrase);
    let state = phrase.state.and_then(|s| builder.cast.entities[s].country.clone());
    let facts = &mut builder.cast.facts[person];
    facts.gender = facts.gender.or(phrase.word.role_gender());
    if facts.roles.contains(&text) || facts.roles.len() >= MOST_ROLES {
        return;
    }
    facts.roles.push(text.clone());
    if RELATIVE.contains(&builder.view.word(phrase.head.end - 1)) {
        return;
    }
    let actor = &mut builder.cast.entities[person];
    let better =
        actor.role.as_ref().is_none_or(|role| role.len() < text.len() && text.ends_with(role.as_str()));
    if better && !phrase.word.is_rank() || actor.role.is_none() {
        actor.role = Some(text);
    }
    if actor.country.is_none() {
        actor.country = state;
    }
}

/// The words of a role, with titles in lower case: "UN special envoy for Syria".
fn role_text(builder: &Builder, phrase: &RolePhrase) -> String {
    let view = &builder.view;
    let owner = phrase.possessor.as_ref().filter(|p| builder.mention_at(p.start).is_some());
    let mut out = String::new();
    for i in owner.map_or(phrase.start, |p| p.start)..phrase.end {
        let token = view.layout.tokens[i];
        if !out.is_empty() && token.spaced {
            out.push(' ');
        }
        let title = phrase.head.contains(&i) || (i < phrase.head.start && view.listed(i).is_title());
        let adjective = i < phrase.head.start && builder.mention_at(i).is_none() && view.tag(i) != Tag::Nnp;
        let opens = i == view.sentence(i).start && builder.mention_at(i).is_none();
        if title || adjective || opens {
            out.push_str(&view.word(i).to_lowercase());
        } else {
            out.push_str(view.word(i));
        }
    }
    out
}
