//! Names given: “what they call a betrayal” gives their name for it.

use crate::analysis::quotes::draft::{self, Draft};
use crate::analysis::quotes::items::Item;
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::lexicon::Class;
use std::collections::HashMap;

/// The most items from "what" to the verb: "what the two ministers have called a farce".
const LONGEST_NAMER: usize = 6;

/// Names that somebody gives to things: "what the herders call a betrayal" is their word, quoted or not.
pub fn names_given(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    scene
        .items
        .sentences
        .iter()
        .flat_map(|s| s.clone().filter_map(|what| name_given(scene, what, s.end)))
        .collect()
}

/// The name given after the "what" at item `what`, in a sentence that ends at item `end`.
fn name_given(scene: &Scene, what: usize, end: usize) -> Option<Draft> {
    let token = |item: usize| scene.outside(item);
    let is = |item: usize, words: &[&str]| token(item).is_some_and(|i| scene.is(i, words));
    if !is(what, &["what"]) {
        return None;
    }
    let verb = (what + 2..end.min(what + LONGEST_NAMER))
        .find(|&item| token(item).is_some_and(|i| scene.has(i, Class::Names)))?;
    let source = token(what + 1)?..token(verb)?;
    let source = source.start..source.clone().find(|&i| scene.tags[i].is_verb()).unwrap_or(source.end);
    let start = if is(verb + 1, &["as"]) { verb + 2 } else { verb + 1 };
    let goes_on = |item: &usize| match scene.items.items[*item] {
        Item::Run(_) => true,
        Item::Token(i) => scene.is_in_phrase(i),
    };
    let stop = (start..end).find(|item| !goes_on(item)).unwrap_or(end);
    let draft = draft::named(scene, start..stop, source.clone(), token(verb)?);
    (start < stop && !source.is_empty()).then_some(draft)
}

/// Which drafts are only "what they describe as a betrayal", whose name is a draft of its own.
pub fn names_held(scene: &Scene, drafts: &[Draft]) -> Vec<bool> {
    let named = drafts.iter().filter(|d| d.rule == Rule::NameGiven);
    let ends: HashMap<usize, usize> =
        named.filter_map(|d| d.items.last().map(|p| (p.end, d.items[0].start))).collect();
    let held = |draft: &Draft| {
        let [piece] = &draft.items[..] else { return false };
        let what = scene.outside(piece.start).is_some_and(|t| scene.is(t, &["what"]));
        draft.rule != Rule::NameGiven
            && what
            && ends.get(&piece.end).is_some_and(|&start| piece.start < start)
    };
    drafts.iter().map(held).collect()
}

#[cfg(test)]
mod tests {
    use crate::analysis::QuoteKind;
    use crate::analysis::quotes::rules::testing::{self, Found, one};
    use crate::document::Document;

    fn found(text: &str) -> Vec<Found> {
        testing::found(&Document::from_paragraphs(text), &["in-view", "name-given", "announced"])
    }

    #[test]
    fn a_name_that_somebody_gives_is_theirs() {
        let text = "The herders, angry at what they call a southern betrayal, left the hall.";
        assert_eq!(found(text), one("they", "a southern betrayal", QuoteKind::Indirect));
    }
}
