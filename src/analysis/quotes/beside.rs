//! The speaker of a quotation named right after it.

use std::ops::Range;

use super::dialogue;
use super::scene::Scene;
use crate::analysis::syntax::Tag;

/// The speaker named right after the quotation at an item, and the verb: "…", said Arden; "…", Arden said.
pub fn beside(scene: &Scene, item: usize) -> Option<(Range<usize>, usize)> {
    let behind = scene.items.items[item].tokens(scene.runs).end;
    let block = &scene.layout.blocks[scene.layout.block_of(behind.checked_sub(1)?)].tokens;
    let is_mark = |i: usize| scene.layout.word(i) == "," || dialogue::is_dash(scene.layout, i);
    let start = (behind..block.end.min(behind + 2)).find(|&i| !is_mark(i))?;
    let limit = block.end.min(start + LONGEST_SUBJECT);
    let subject = |from: usize| {
        let end = match scene.tags.get(from)? {
            Tag::Prp => from + 1,
            _ => (from..limit).take_while(|&i| scene.is_in_phrase(i)).last()? + 1,
        };
        scene.tags[from..end].iter().any(|t| t.is_noun() || *t == Tag::Prp).then_some(from..end)
    };
    if dialogue::is_saying(scene.layout, start) {
        return Some((subject(start + 1)?, start));
    }
    let source = subject(start)?;
    let verb = source.end;
    if verb < limit && dialogue::is_saying(scene.layout, verb) {
        return Some((source, verb));
    }
    quoted_behind(scene, source.clone(), block.end).map(|cue| (source, cue))
}

/// The "saying" in “…,” Ama Mensah, a member of the council, was quoted as saying by the agency, after the name.
fn quoted_behind(scene: &Scene, source: Range<usize>, end: usize) -> Option<usize> {
    const FARTHEST: usize = 16;
    let near = source.end..end.min(source.end + FARTHEST);
    let cue = near.clone().find(|&i| scene.is(i, &["saying", "telling"]) && scene.is(i - 1, &["as"]))?;
    let quoted = super::source::quoted_as(scene, cue).filter(|q| near.contains(q))?;
    let passive = scene.is(quoted - 1, &["was", "were", "is", "been", "also"]);
    let aside = |i: usize| !scene.is_quoted(i) && !matches!(scene.tags[i], Tag::Vbd | Tag::Vbz | Tag::Stop);
    (passive && (source.end..quoted - 1).all(aside)).then_some(cue)
}

/// The longest subject beside a quotation, in tokens, including its verb.
const LONGEST_SUBJECT: usize = 9;
