//! Views: “in her view, …” assigns the rest of the sentence to her.

use std::ops::Range;

use crate::analysis::quotes::draft::{self, Draft};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;

/// The longest phrase for the owner of a view, in items.
const LONGEST_OWNER: usize = 8;

/// The sentences that give somebody's view.
pub fn views(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    (0..scene.items.sentences.len()).filter_map(|sentence| view(scene, sentence)).collect()
}

/// "In Higa's view, the islands have waited long enough.": everything after the comma is Higa's.
fn view(scene: &Scene, sentence: usize) -> Option<Draft> {
    let items = scene.items.sentences[sentence].clone();
    let token = |item: usize| scene.outside(item);
    let opening = token(items.start).filter(|&i| scene.is(i, &["in", "by"]))?;
    let limit = items.end.min(items.start + LONGEST_OWNER);
    let comma =
        (items.start + 1..limit).find(|&item| token(item).is_some_and(|i| scene.layout.word(i) == ","))?;
    let phrase = opening + 1..token(comma)?;
    let words = comma + 1..items.end;
    (!words.is_empty() && token(comma)? - opening == comma - items.start).then_some(())?;
    Some(draft::stated(scene, words, owner(scene, phrase)?, Rule::InView))
}

/// The owner of the view in "her view", "the minister's own words" or "the view of the court".
fn owner(scene: &Scene, phrase: Range<usize>) -> Option<Range<usize>> {
    let noun = phrase.clone().find(|&i| scene.has(i, Class::View))?;
    if noun + 1 == phrase.end {
        let first = phrase.start;
        if scene.tags[first] == Tag::PrpS {
            return Some(first..first + 1);
        }
        let mark = phrase.clone().rev().find(|&i| scene.tags[i] == Tag::Pos)?;
        return (mark > first).then_some(first..mark);
    }
    (noun > phrase.start && scene.is(noun + 1, &["of"]) && noun + 2 < phrase.end)
        .then_some(noun + 2..phrase.end)
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
    fn what_is_so_in_a_view_is_its_owners() {
        let kind = QuoteKind::Indirect;
        let words = "the islands have learned to wait";
        assert_eq!(
            found("In Ama Mensah’s view, the islands have learned to wait."),
            one("Ama Mensah", words, kind)
        );
        assert_eq!(
            found("Mensah left. In her opinion, the islands have learned to wait."),
            one("her", words, kind)
        );
        let mixed = found("In the words of the mayor, the port is “a tired old horse”.");
        assert_eq!(mixed, one("the mayor", "the port is “a tired old horse”", QuoteKind::Mixed));
        assert_eq!(found("In view of the storm, the islands waited."), []);
        assert_eq!(found("In the hall’s foyer, the islands waited."), []);
    }
}
