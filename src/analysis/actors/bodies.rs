//! Organisations, armed groups, peoples: names, acronyms, shortened names.

use super::Part;
use super::builder::Builder;
use super::clause;
use super::pieces::{Piece, Sort};
use crate::analysis::syntax::Tag;
use crate::analysis::table::format::folded;
use crate::analysis::table::{AliasKind, EntryIx};
use crate::analysis::{ActorKind, Via};
use crate::lexicon::{Class, classes};
use crate::text::Shape;
use crate::text::key::initials;

/// Makes the bodies whose initials the text gives in brackets, so that the initials find them anywhere in the text.
pub fn register(builder: &mut Builder, pieces: &[Piece]) {
    for piece in pieces {
        let Sort::Body(kind @ (ActorKind::Org | ActorKind::ArmedGroup)) = piece.sort else { continue };
        let Some(acronym) = in_brackets(builder, piece).filter(|a| a.len() > 2) else { continue };
        let state = |(ix, _): &(_, _)| builder.view.table.entry(*ix).kind == ActorKind::State;
        if piece.tokens.len() < 2 || builder.view.table.named(acronym).iter().any(state) {
            continue;
        }
        let (text, listed) = match whole_of(builder, piece, acronym) {
            Some(whole) => (whole, named_in_full(builder, whole)),
            None => (piece.span.of(builder.view.layout.text), piece.listed.map(|(ix, _)| ix)),
        };
        let entity = match listed {
            Some(ix) => builder.listed(ix),
            None => match builder.by_name.get(&key(text)) {
                Some(&known) => known,
                None => new(builder, text, kind),
            },
        };
        builder.by_name.insert(key(text), entity);
        builder.by_name.entry(key(acronym)).or_insert(entity);
    }
}

/// Adds the mention of a body.
pub fn mention(builder: &mut Builder, piece: &Piece, kind: ActorKind) {
    let text = piece.span.of(builder.view.layout.text);
    let own = key(text);
    let (entity, via) = match piece.listed {
        // A definition in the text itself goes before the table ("RSF" in a text on journalists).
        Some((ix, alias)) => {
            let known = builder.by_name.get(&own).copied();
            let initials = || builder.short_forms.of_word(text, false, true);
            let spelled = known.or_else(|| initials().filter(|_| alias == AliasKind::Acronym));
            (spelled.unwrap_or_else(|| builder.listed(ix)), via_of(alias))
        }
        None => match builder.by_name.get(&own).copied().or_else(|| shortened(builder, piece)) {
            Some(entity) if builder.cast.entities[entity].name == text => (entity, Via::Name),
            Some(entity) => (entity, if is_initials(text) { Via::Acronym } else { Via::Alias }),
            // "The Ledger:" as a label is an outlet's whole name.
            None if builder.view.word(piece.tokens.end) == ":" => (builder.unlisted(text, kind), Via::Name),
            None => (new(builder, text, kind), if is_initials(text) { Via::Acronym } else { Via::Name }),
        },
    };
    builder.by_name.insert(own, entity);
    // In "the Front of the Arabs (FOA)" the letters mean the front and not a people.
    let people = builder.cast.entities[entity].kind == ActorKind::People;
    if let Some(acronym) = bracketed(builder, piece).filter(|_| !people) {
        builder.by_name.insert(key(acronym), entity);
    }
    let adjective = matches!(piece.listed, Some((_, AliasKind::Adjective)));
    let compound = piece.span.end < builder.view.span(&piece.tokens).end;
    let part = match clause::part(&builder.view, &piece.tokens) {
        _ if adjective && !is_noun(builder, piece) => Part::Attribute,
        _ if compound => Part::Neutral,
        _ if is_platform(builder, piece) => Part::Attribute,
        part => part,
    };
    builder.mention(entity, piece.span, via, part);
}

/// "wrote on Facebook", "a post on X": the place where something is said, not the speaker.
fn is_platform(builder: &Builder, piece: &Piece) -> bool {
    let view = &builder.view;
    let listed = classes(view.word(piece.tokens.start)).has(Class::Platform) && piece.tokens.len() <= 2;
    listed && view.is(piece.tokens.start.wrapping_sub(1), &["on", "to", "via", "through"])
}

/// Finds acronyms that the text has defined and that were not taken for names.
pub fn acronyms(builder: &mut Builder) {
    let layout = builder.view.layout;
    for (i, token) in layout.tokens.iter().enumerate() {
        if token.shape != Shape::Upper || token.span.len() > 8 || builder.mention_at(i).is_some() {
            continue;
        }
        let Some(&entity) = builder.by_name.get(&key(layout.word(i))) else { continue };
        let part = clause::part(&builder.view, &(i..i + 1));
        builder.describe(entity, token.span, Via::Acronym, part);
    }
    builder.settle_descriptions();
}

fn via_of(alias: AliasKind) -> Via {
    match alias {
        AliasKind::Name => Via::Name,
        AliasKind::Acronym => Via::Acronym,
        AliasKind::Adjective | AliasKind::Noun => Via::Demonym,
        _ => Via::Alias,
    }
}

fn new(builder: &mut Builder, text: &str, kind: ActorKind) -> usize {
    let name = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
    builder.unlisted(name, kind)
}

/// The folded spelling without a leading article.
fn key(text: &str) -> String {
    let folded = folded(text);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

fn is_initials(text: &str) -> bool {
    text.len() <= 8 && !text.contains(' ') && text.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The acronym of a name in brackets right after it: "Lake Chad Basin Commission (LCBC)".
fn bracketed<'a>(builder: &Builder<'a>, piece: &Piece) -> Option<&'a str> {
    in_brackets(builder, piece).filter(|acronym| whole_of(builder, piece, acronym).is_none())
}

/// The initials in brackets right after a name.
fn in_brackets<'a>(builder: &Builder<'a>, piece: &Piece) -> Option<&'a str> {
    let view = &builder.view;
    let open = piece.tokens.end + usize::from(view.possessive(piece.tokens.end));
    let mut at = open + 1;
    if view.word(open) != "(" {
        return None;
    }
    if view.is(at, &["the"]) {
        at += 1;
    }
    (view.word(at + 1) == ")" && is_initials(view.word(at))).then(|| view.word(at))
}

/// The body that the named body is a part of, if the initials are the whole's: "Bureau of the Lake Pilots Union
/// (LPU)".
fn whole_of<'a>(builder: &Builder<'a>, piece: &Piece, acronym: &str) -> Option<&'a str> {
    let table = builder.view.table;
    let text = piece.span.of(builder.view.layout.text);
    let rest = text.split_once(" of ")?.1;
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let listed = table.named(acronym);
    let whole = table.named(rest).into_iter().any(|(ix, _)| listed.iter().any(|(other, _)| *other == ix));
    (whole || initials(rest) == acronym && initials(text) != acronym).then_some(rest)
}

/// The entry with that full name.
fn named_in_full(builder: &Builder, text: &str) -> Option<EntryIx> {
    let named = builder.view.table.named(text).into_iter();
    named.filter(|(_, kind)| *kind <= AliasKind::Alias).map(|(ix, _)| ix).next()
}

/// An organisation of the cast with this short form: its initials, its first word, or, after "the", its last
/// ("the Guard" for the Hill Guard).
fn shortened(builder: &Builder, piece: &Piece) -> Option<usize> {
    let whole = piece.span.of(builder.view.layout.text);
    let bare = whole.strip_prefix("The ").or_else(|| whole.strip_prefix("the "));
    let definite = bare.is_some() || builder.view.is(piece.tokens.start.wrapping_sub(1), &["the"]);
    let text = bare.unwrap_or(whole);
    if text.contains(' ') {
        return builder.short_forms.ending(text);
    }
    builder.short_forms.of_word(text, definite, is_initials(text))
}

/// Whether a people's adjective is used as a noun ("a Kurd", "the Druze said").
fn is_noun(builder: &Builder, piece: &Piece) -> bool {
    let view = &builder.view;
    let before = piece.tokens.start.checked_sub(1).map(|b| view.tag(b));
    let next = view.tag(piece.tokens.end);
    matches!(before, Some(Tag::Dt | Tag::Cd))
        && (next.is_mark() || matches!(next, Tag::In | Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Wp))
}
