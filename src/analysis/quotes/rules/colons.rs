//! Colons: “Arden replied:” and “Arden, a novelist, on the prize:” announce the quotation after them.

use crate::analysis::names::NameKind;
use crate::analysis::quotes::dialogue;
use crate::analysis::quotes::draft::{Draft, formed};
use crate::analysis::quotes::phrase::phrase_around;
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::run::Run;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::syntax::Tag;

/// Quotations after "Arden replied:", whatever else the sentence says.
pub fn after_colons(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let items = &scene.items.items;
    let token = |item: usize| scene.outside(item);
    // Only a whole sentence: the report around a part of one may be somebody else's.
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
            rule: Rule::Announced,
            confidence: 0.95,
            ..formed(scene, block, item..item + 1, phrase_around(scene, head, sentence))
        });
    }
    out
}

/// “Ama Mensah, a novelist, on why she left: “They wanted a speech.””: a line without a verb of its own that ends with a
/// colon assigns the quotation after it to the name at its beginning.
pub fn on_subjects(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let one = |sentence: &std::ops::Range<usize>| {
        let run = sentence.clone().find(|&item| scene.run(item).is_some())?;
        let colon = run.checked_sub(1).and_then(|item| scene.outside(item));
        let colon = colon.filter(|&t| scene.layout.word(t) == ":")?;
        let start =
            sentence.clone().filter_map(|item| scene.outside(item)).find(|&t| !scene.tags[t].is_mark())?;
        let name = (start..colon).take_while(|&t| scene.names[t] == Some(NameKind::Person)).last()?;
        let on = (name + 1..colon).find(|&t| scene.is(t, &["on", "about"]))?;
        let joined = on == name + 1 || scene.layout.word(on - 1) == "," && scene.layout.word(name + 1) == ",";
        let plain = (name + 1..on)
            .all(|t| scene.tags[t].is_mark() || scene.is_in_phrase(t) || scene.tags[t] == Tag::In);
        let runs = (run..sentence.end).take_while(|&item| scene.run(item).is_some()).last()? + 1;
        let block = scene.layout.block_of(start);
        (joined && plain).then(|| Draft {
            rule: Rule::Announced,
            confidence: 0.95,
            ..formed(scene, block, run..runs, start..name + 1)
        })
    };
    scene.items.sentences.iter().filter_map(one).collect()
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
    fn a_quotation_is_whose_verb_announces_it() {
        let text = "Asked whether he would go, Yusuf Ndegwa-Hale replied: “I have a contract.”";
        let quote = found(text);
        assert_eq!(quote, one("Yusuf Ndegwa-Hale", "I have a contract.", QuoteKind::Direct));
    }
}
