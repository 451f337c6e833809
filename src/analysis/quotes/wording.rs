//! Wording: speech that a fixed turn of phrase attributes, so surely that no model is asked.
//!
//! "Arden replied:" announces the quotation behind it; "in her view, …" gives her what the sentence goes on to say;
//! "what they call a betrayal" gives their name for it.

use std::collections::HashMap;
use std::ops::Range;

use super::assemble::{self, Draft};
use super::items::Item;
use super::marks::Run;
use super::scene::Scene;
use super::{dialogue, structure};
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;

/// Longest phrase that says whose view it is, in items.
const LONGEST_OWNER: usize = 8;

/// What sentences give as somebody's view.
pub fn views(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    (0..scene.items.sentences.len()).filter_map(|sentence| view(scene, sentence)).collect()
}

/// "In Higa's view, the islands have waited long enough.": all behind the comma is Higa's.
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
    Some(assemble::stated(scene, words, owner(scene, phrase)?, "in-view"))
}

/// Whose view the phrase "her view", "the minister's own words" or "the view of the court" speaks of.
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

/// Quotations behind "Arden replied:", whatever else the sentence says.
pub fn after_colons(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let items = &scene.items.items;
    let token = |item: usize| scene.outside(item);
    // Only a whole sentence: of a part of one, the report around it may be somebody else's.
    let whole = |run: &Run| {
        scene.layout.tokens[run.tokens.start].is_capitalised(scene.layout.text)
            && matches!(run.last(scene.layout), "." | "!" | "?" | "…")
    };
    let quoted = |item: usize| scene.run(item).is_some_and(|run| run.words >= 3 && whole(run));
    let mut out = Vec::new();
    for item in (3..items.len()).filter(|&item| quoted(item)) {
        let (Some(verb), Some(colon)) = (token(item - 2), token(item - 1)) else { continue };
        let Some(head) = token(item - 3) else { continue };
        let announces = scene.layout.word(colon) == ":" && dialogue::is_saying(scene.layout, verb);
        let names = scene.tags[head].is_noun() || scene.tags[head] == Tag::Prp || scene.names[head].is_some();
        let sentence = scene.sentence(verb);
        if !(announces && names && sentence.contains(&head)) {
            continue;
        }
        let block = scene.layout.block_of(verb);
        out.push(Draft {
            cue: Some(verb),
            rule: "announced",
            confidence: 0.95,
            ..structure::draft(scene, block, item..item + 1, structure::phrase_around(scene, head, sentence))
        });
    }
    out
}

/// The rule of a question that somebody was asked.
pub const ASKED: &str = "asked";

/// Whether the cue at token `i` is a passive of asking: "Asked whether he would resign, Kiptoo …", "when he is asked why".
pub fn asks(scene: &Scene, i: usize) -> bool {
    let start = scene.layout.sentences[scene.layout.sentence_of(i)].tokens.start;
    let opens = i == start || i == start + 1 && scene.is(start, &["when", "but", "and", "if", "repeatedly"]);
    let passive = || i > start && scene.is(i - 1, &["is", "was", "are", "were", "been", "being"]);
    scene.is(i, &["asked", "pressed", "questioned", "quizzed", "queried"]) && (opens || passive())
}

/// What was asked ends at the first comma, and whoever answers did not ask it: the asker is named behind "by" or nowhere.
pub fn leave_to_the_asker(scene: &Scene, draft: &mut Draft) {
    let comma =
        |item: &usize| matches!(scene.items.items[*item], Item::Token(i) if scene.layout.word(i) == ",");
    let first = draft.items.first().cloned().unwrap_or_default();
    let words = first.start..first.clone().find(comma).unwrap_or(first.end);
    let asker = draft.source.take().filter(|s| s.start > 0 && scene.is(s.start - 1, &["by"]));
    let (cue, confidence, choice) = (draft.cue, draft.confidence, draft.choice.clone());
    *draft = Draft { cue, confidence, choice, source: asker, ..assemble::stated(scene, words, 0..0, ASKED) };
}

/// Farthest from "what" to the verb, in items: "what the two ministers have called a farce".
const LONGEST_NAMER: usize = 6;

/// What somebody calls a thing: "what the herders call a betrayal" is their word, quoted or not.
pub fn names_given(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    scene
        .items
        .sentences
        .iter()
        .flat_map(|s| s.clone().filter_map(|what| name_given(scene, what, s.end)))
        .collect()
}

/// The name that is given behind the "what" at item `what`, in a sentence that ends at item `end`.
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
    let draft = assemble::named(scene, start..stop, source.clone(), token(verb)?);
    (start < stop && !source.is_empty()).then_some(draft)
}

/// Which drafts are no more than "what they describe as a betrayal", whose name for it is a draft of its own.
pub fn names_held(scene: &Scene, drafts: &[Draft]) -> Vec<bool> {
    let named = drafts.iter().filter(|d| d.rule == NAME_GIVEN);
    let ends: HashMap<usize, usize> =
        named.filter_map(|d| d.items.last().map(|p| (p.end, d.items[0].start))).collect();
    let held = |draft: &Draft| {
        let [piece] = &draft.items[..] else { return false };
        let what = scene.outside(piece.start).is_some_and(|t| scene.is(t, &["what"]));
        draft.rule != NAME_GIVEN && what && ends.get(&piece.end).is_some_and(|&start| piece.start < start)
    };
    drafts.iter().map(held).collect()
}

/// The rule of a name that somebody gives to a thing.
pub const NAME_GIVEN: &str = "name-given";

#[cfg(test)]
mod tests {
    use crate::analysis::table::builtin;
    use crate::analysis::{QuoteKind, analyse};
    use crate::document::Document;
    use crate::text::Span;

    /// Speaker, words and kind of the quotes that a rule of this module made.
    fn found(text: &str) -> Vec<(String, String, QuoteKind)> {
        let document = Document::from_paragraphs(text);
        let here = |rule: &str| ["in-view", "name-given", "announced"].contains(&rule);
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        let quotes = analyse(&document, builtin()).quotes.into_iter().filter(|q| here(&q.rule));
        quotes.map(|q| (q.speaker_span.unwrap().of(text).to_owned(), words(&q.spans), q.kind)).collect()
    }

    fn one(speaker: &str, words: &str, kind: QuoteKind) -> Vec<(String, String, QuoteKind)> {
        vec![(speaker.to_owned(), words.to_owned(), kind)]
    }

    #[test]
    fn a_name_that_somebody_gives_is_theirs() {
        let text = "The herders, angry at what they call a southern betrayal, left the hall.";
        assert_eq!(found(text), one("they", "a southern betrayal", QuoteKind::Indirect));
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
        assert_eq!(mixed, one("the mayor", "the port is “a tired old horse", QuoteKind::Mixed));
        assert_eq!(found("In view of the storm, the islands waited."), []);
        assert_eq!(found("In the hall’s foyer, the islands waited."), []);
    }

    #[test]
    fn a_quotation_is_whose_verb_announces_it() {
        let text = "Asked whether he would go, Yusuf Ndegwa-Hale replied: “I have a contract.”";
        let quote = found(text);
        assert_eq!(quote, one("Yusuf Ndegwa-Hale", "I have a contract.", QuoteKind::Direct));
    }

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
