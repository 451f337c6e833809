//! Questions put to somebody: whoever answers did not ask them.

use super::draft::{self, Draft};
use super::items::Item;
use super::rule::Rule;
use super::scene::Scene;

/// Whether the cue at token `i` is a passive of asking: "Asked whether he would resign, Kiptoo …", "when he is asked why".
pub fn asks(scene: &Scene, i: usize) -> bool {
    let start = scene.layout.sentences[scene.layout.sentence_of(i)].tokens.start;
    // “Why?” asked Ama Mensah: after a quotation it is not a participle.
    let opens = i == start && scene.layout.tokens[i].is_capitalised(scene.layout.text)
        || i == start + 1 && scene.is(start, &["when", "but", "and", "if", "repeatedly"]);
    let passive = || i > start && scene.is(i - 1, &["is", "was", "are", "were", "been", "being"]);
    scene.is(i, &["asked", "pressed", "questioned", "quizzed", "queried"]) && (opens || passive())
}

/// The question ends at the first comma, and whoever answers did not ask it: the asker is named after "by" or not at all.
pub fn leave_to_the_asker(scene: &Scene, draft: &mut Draft) {
    let comma =
        |item: &usize| matches!(scene.items.items[*item], Item::Token(i) if scene.layout.word(i) == ",");
    let first = draft.items.first().cloned().unwrap_or_default();
    let words = first.start..first.clone().find(comma).unwrap_or(first.end);
    let asker = draft.source.take().filter(|s| s.start > 0 && scene.is(s.start - 1, &["by"]));
    let (cue, confidence, choice) = (draft.cue, draft.confidence, draft.choice.clone());
    *draft =
        Draft { cue, confidence, choice, source: asker, ..draft::stated(scene, words, 0..0, Rule::Asked) };
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    #[test]
    fn whoever_answers_did_not_ask() {
        for text in [
            "Asked whether he would resign, Yusuf Kiptoo said that he was a patient man.",
            "Pressed on the delay, Yusuf Kiptoo said that the ship was old.",
        ] {
            let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
            let asked = quotes.iter().filter(|q| q.spans[0].start < 20);
            asked.for_each(|q| assert_eq!(q.speaker(), None, "{text}"));
            assert!(quotes.iter().any(|q| q.speaker() == Some("yusuf-kiptoo")), "{text}");
        }
    }

    #[test]
    fn a_text_may_end_anywhere() {
        let text = "In the words of Ama Mensah, this is what they call “a betrayal”. Asked whether he would go, the other \
                    replied: “No.” “Deterrence,” wrote Kofi Asante, a lawyer, “is a matter of will,” adding later that the \
                    Secretary-General, who spoke for the Center for the Study of War and Peace, told reporters with him \
                    that “all is well”, state television reported. “It is over,” conceded Minister Kofi Asante. The \
                    Secretary-General left.";
        for (end, _) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
            analyse(&Document::from_paragraphs(&text[..end]), builtin());
        }
    }
}
