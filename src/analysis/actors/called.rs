//! Bodies mentioned by their head noun: "the front" for a Hill Front.

use super::builder::Builder;
use super::{CastMention, Part};
use crate::analysis::ActorKind;
use crate::text::key::key;

/// Whether a mention is of a body that a noun may refer to.
fn is_body(builder: &Builder, m: &CastMention) -> bool {
    let kind = builder.cast.entities[m.entity].kind;
    matches!(kind, ActorKind::Org | ActorKind::ArmedGroup | ActorKind::Office) && m.part != Part::Attribute
}

/// Records the cast's mentions before token `i`.
pub fn note_called(builder: &mut Builder, i: usize) {
    let start = builder.view.layout.tokens[i].span.start;
    while let Some(&m) = builder.cast.mentions.get(builder.called.noted).filter(|m| m.span.start < start) {
        builder.called.noted += 1;
        note(builder, m);
    }
}

/// Records a mention under those head nouns of its body that it contains: the table may know a body by a longer name
/// than the text.
pub fn note(builder: &mut Builder, m: CastMention) {
    let nouns = builder.short_forms.nouns(m.entity);
    if nouns.is_empty() || !is_body(builder, &m) {
        return;
    }
    let text = key(m.span.of(builder.view.layout.text));
    for noun in nouns.iter().filter(|&noun| text.split([' ', '-']).any(|word| word == noun)) {
        let mentions = builder.called.by_noun.entry(noun.clone()).or_default();
        let at = mentions.partition_point(|known| known.span.start <= m.span.start);
        mentions.insert(at, m);
    }
}

/// The body mentioned last before token `i` among these, given last first; none if the same sentence mentions
/// another.
pub fn last_body<'m>(
    builder: &Builder,
    i: usize,
    mentions: impl Iterator<Item = &'m CastMention>,
) -> Option<usize> {
    let layout = builder.view.layout;
    let sentence = layout.sentence_of(i);
    let mut found: Option<(usize, usize)> = None;
    for m in mentions.filter(|m| is_body(builder, m)) {
        let at = layout.tokens_in(m.span).start;
        let away = sentence - layout.sentence_of(at);
        // A dateline's agency reports the story and is not in it.
        if at > 0 && builder.view.word(at - 1) == "(" && layout.block_of(at) <= 1 {
            continue;
        }
        match found {
            Some((_, nearest)) if away > nearest => break,
            None => found = Some((m.entity, away)),
            Some((entity, _)) if entity == m.entity => {}
            Some(_) => return None,
        }
    }
    found.map(|(entity, _)| entity)
}
