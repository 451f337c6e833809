//! Relays: the outlet that carried the words, and the people on whose behalf they were read.

use std::ops::Range;

use super::closing;
use super::draft::Draft;
use super::scene::Scene;
use super::source;
use crate::analysis::actors::Cast;
use crate::analysis::syntax::Tag;
use crate::analysis::{ActorKind, QuoteKind};
use crate::lexicon::Class;

/// The outlet that carried the words: "told Reuters", "was quoted as saying by the Harbour news agency".
pub fn outlet(scene: &Scene, cast: &Cast, draft: &Draft) -> Option<usize> {
    const FARTHEST: usize = 8;
    if let Some(phrase) = reporter(scene, draft) {
        let span = scene.layout.span(&phrase);
        return cast
            .mentions_in(span)
            .find(|m| cast.entities[m.entity].kind == ActorKind::Org)
            .map(|m| m.entity);
    }
    let cue = draft.cue.filter(|&cue| scene.tags[cue].is_verb())?;
    let end = scene.sentence(cue).end.min(cue + FARTHEST);
    let by =
        || (cue + 1..end).find(|&i| scene.is(i, &["by"])).filter(|_| source::quoted_as(scene, cue).is_some());
    let start = if scene.is(cue, &["told", "tells", "telling"]) { cue + 1 } else { by()? + 1 };
    let phrase = (start..end).take_while(|&i| scene.is_in_phrase_or_name(i)).last()? + 1;
    let is_outlet = |i: usize| scene.has(i, Class::Outlet);
    let span = scene.layout.span(&(start..phrase));
    let named = cast.mentions_in(span).find(|m| cast.entities[m.entity].kind == ActorKind::Org)?;
    (start..phrase).any(is_outlet).then_some(named.entity)
}

/// The outlet that passes a report on at the end of its sentence: "the Council confirmed that it would meet, the
/// agency reported".
fn reporter(scene: &Scene, draft: &Draft) -> Option<Range<usize>> {
    let cue = draft.cue.filter(|_| draft.kind == QuoteKind::Indirect)?;
    let reported = closing::reporting(scene, cue).filter(|&verb| verb > cue)?;
    closing::subject_before(scene, reported)
}

/// The people on whose behalf the words were read, if the draft's sentence says so: "read a message on behalf of the
/// miners", "read out a letter from the miners".
pub fn sender(scene: &Scene, draft: &Draft) -> Option<Range<usize>> {
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
