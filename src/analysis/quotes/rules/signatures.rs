//! Signatures: a quotation followed by a dash and a name, in its own block or on the line below, is theirs.

use std::ops::Range;

use crate::analysis::quotes::draft::{Draft, formed, items_of};
use crate::analysis::quotes::items::Item;
use crate::analysis::quotes::scene::Scene;
use crate::document::BlockKind;
use crate::text::Shape;

/// The longest name after a dash, in tokens ("― Christina N. Luis Olidem, a teacher in Tucson").
const LONGEST_SIGNATURE: usize = 16;

/// Quotations followed by a dash and a name.
pub fn signed(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    (0..scene.layout.blocks.len())
        .filter(|&n| !scene.layout.blocks[n].tokens.is_empty())
        .filter_map(|n| signed_inside(scene, n).or_else(|| signed_below(scene, n)))
        .collect()
}

/// “We will stay.” — Ama Mensah, a teacher
fn signed_inside(scene: &Scene, n: usize) -> Option<Draft> {
    let items = items_of(scene, n);
    let last_run = items.clone().rev().find(|&i| matches!(scene.items.items[i], Item::Run(_)))?;
    let quoted = items.start..last_run + 1;
    let all_quoted = scene.items.are_runs(quoted.clone());
    let behind = scene.items.items[last_run].tokens(scene.runs).end..scene.layout.blocks[n].tokens.end;
    let name = signature(scene, behind)?;
    all_quoted.then(|| formed(scene, n, quoted, name))
}

/// A block of quoted words, and a line below it that is only a dash and a name.
fn signed_below(scene: &Scene, n: usize) -> Option<Draft> {
    let next = scene.layout.blocks.get(n + 1)?;
    let items = items_of(scene, n);
    let set_apart = scene.layout.blocks[n].block.kind == BlockKind::BlockQuotation;
    let all_quoted = scene.items.are_runs(items.clone());
    let name = signature(scene, next.tokens.clone())?;
    (set_apart || all_quoted).then(|| formed(scene, n, items, name))
}

/// The name in a signature with these tokens, up to its first comma.
pub fn signature(scene: &Scene, tokens: Range<usize>) -> Option<Range<usize>> {
    let dash = matches!(scene.layout.word(tokens.clone().next()?), "—" | "–" | "―" | "--" | "-");
    let name = tokens.start + 1..tokens.end;
    let fits = dash && !name.is_empty() && name.len() <= LONGEST_SIGNATURE;
    let stop =
        name.clone().find(|&i| matches!(scene.layout.word(i), "," | "(" | "." | "/")).unwrap_or(name.end);
    let named = fits && stop > name.start && scene.layout.tokens[name.start].shape != Shape::Lower;
    named.then_some(name.start..stop)
}

#[cfg(test)]
mod tests {
    use crate::analysis::QuoteKind;
    use crate::analysis::quotes::rules::testing::{self, Found, one};
    use crate::document::Document;

    fn found(document: &Document) -> Vec<Found> {
        testing::found(document, &["speaker-turn", "signature", "name-given"])
    }

    #[test]
    fn a_dash_and_a_name_sign_a_quotation() {
        let kind = QuoteKind::Direct;
        let inside = Document::from_paragraphs("“We will stay and rebuild.” — Ama Mensah, a teacher");
        assert_eq!(found(&inside), one("Ama Mensah", "We will stay and rebuild.", kind));
        let below = Document::from_paragraphs("“We will stay and rebuild.”\n— Ama Mensah");
        assert_eq!(found(&below), one("Ama Mensah", "We will stay and rebuild.", kind));
        let other = Document::from_paragraphs("“We will stay” — and nobody else did so that night.");
        assert_eq!(found(&other), []);
    }
}
