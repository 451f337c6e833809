//! Succession: a paragraph of nothing but quoted words continues the speaker of the previous paragraph, or the one that it
//! set up.
//!
//! “We have time,” Ama Mensah said. / “Nobody else has.” / The minister laughed. / “Then we shall be cousins.”

use std::ops::Range;

use super::construction::{self, Standing};
use super::draft::{Choice, Chooser, Draft};
use super::rule::Rule;
use super::scene::Scene;
use super::source;
use crate::analysis::QuoteKind;
use crate::analysis::names::NameKind;
use crate::analysis::syntax::{Label, Tag};
use crate::document::BlockKind;

/// Assigns paragraphs that are all quotation to the speaker of the previous one; `drafts` are in text order.
pub fn go_on(scene: &Scene, drafts: &mut [Draft]) {
    let mut by_block: Vec<Vec<usize>> = vec![Vec::new(); scene.layout.blocks.len()];
    // A paragraph may contain as many quotations as a text: properties of the whole paragraph are computed
    // once.
    let mut quoted: Vec<Option<bool>> = vec![None; scene.layout.blocks.len()];
    let mut speakers: Vec<Option<Option<Found>>> = vec![None; scene.layout.blocks.len()];
    for n in 0..drafts.len() {
        let Some(block) = block_of(scene, &drafts[n]) else { continue };
        if is_open(scene, &drafts[n], block)
            && *quoted[block].get_or_insert_with(|| is_all_quoted(scene, block))
            && let Some(before) = block.checked_sub(1)
        {
            let speaker = speakers[before].get_or_insert_with(|| {
                last_speaker(scene, drafts, &by_block[before], before)
                    .or_else(|| set_up(scene, drafts, &by_block[before], before))
            });
            if let Some((source, rule, confidence)) = speaker.clone() {
                let draft = &mut drafts[n];
                draft.source = Some(source);
                draft.rule = rule;
                draft.confidence = confidence;
                draft.choice = Choice::default();
            }
        }
        by_block[block].push(n);
    }
}

fn block_of(scene: &Scene, draft: &Draft) -> Option<usize> {
    let item = draft.items.first()?.start;
    Some(scene.layout.block_of(scene.items.items[item].tokens(scene.runs).start))
}

/// Whether a draft in prose has no speaker yet.
fn is_open(scene: &Scene, draft: &Draft, block: usize) -> bool {
    let free = draft.kind == QuoteKind::Direct && draft.source.is_none() && draft.cue.is_none();
    free && !draft.anonymous && is_prose(scene, block)
}

/// Whether a block is nothing but quotations.
fn is_all_quoted(scene: &Scene, block: usize) -> bool {
    let mut sentences = scene.items.blocks[block].clone();
    !sentences.is_empty() && sentences.all(|s| scene.items.is_quoted(s))
}

fn is_prose(scene: &Scene, block: usize) -> bool {
    scene.layout.blocks[block].block.kind == BlockKind::Paragraph
}

type Found = (Range<usize>, Rule, f32);

/// The one speaker of the drafts of a block.
fn last_speaker(scene: &Scene, drafts: &[Draft], here: &[usize], block: usize) -> Option<Found> {
    let last = drafts.get(*here.last()?)?;
    let source = last.source.clone()?;
    let named = |d: &Draft| d.source.as_ref().map(|s| scene.words[s.end - 1]);
    let pronoun =
        |d: &Draft| d.source.as_ref().is_some_and(|s| s.len() == 1 && scene.tags[s.start] == Tag::Prp);
    let alone =
        here.iter().map(|&n| &drafts[n]).all(|d| pronoun(d) || pronoun(last) || named(d) == named(last));
    let question =
        last.items.last().and_then(|p| scene.run(p.end - 1)).is_some_and(|run| run.last(scene.layout) == "?");
    // The report must be in the last sentence; otherwise a new subject has come since.
    let sentence = |item: usize| scene.items.sentence_of(item);
    let ends = scene.items.blocks[block].end;
    let cue = last.cue.map(|cue| sentence(scene.items.item_of(scene.runs, cue)));
    let at = last.items.iter().map(|p| sentence(p.end - 1)).chain(cue).max()?;
    let quoted = last.kind != QuoteKind::Indirect || last.rule == Rule::Continued;
    let sure = last.choice.by != Chooser::Ranking;
    (is_prose(scene, block) && alone && !question && at + 1 == ends && quoted && sure).then_some((
        source,
        Rule::Continued,
        0.9,
    ))
}

/// The person who is the subject of the last sentence of a block without reports.
fn set_up(scene: &Scene, drafts: &[Draft], here: &[usize], block: usize) -> Option<Found> {
    let says = |n: &usize| {
        let draft = &drafts[*n];
        draft.kind != QuoteKind::Indirect || construction::standing(scene, draft) == Standing::Statement
    };
    if here.iter().any(says) || !is_prose(scene, block) {
        return None;
    }
    let last = scene.layout.blocks[block].tokens.end.checked_sub(1)?;
    let sentence = scene.sentence(last);
    let root = sentence.clone().find(|&t| scene.head(t).is_none() && scene.tags[t].is_verb())?;
    let subject = source::subject_of(scene, root).filter(|&s| s < root && scene.label(s) == Label::Nsubj)?;
    let person = scene.names[subject] == Some(NameKind::Person)
        || scene.is(subject, &["he", "she"])
        || scene.names[subject].is_none() && scene.is_role(subject) && scene.tags[subject] == Tag::Nn;
    let others = sentence.clone().any(|t| {
        scene.names[t] == Some(NameKind::Person) && scene.words[t] != scene.words[subject] && t > root
    });
    let source = source::phrase(scene, subject);
    (person && !others && scene.layout.word(last) != ":").then_some((source, Rule::SetUp, 0.75))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn speakers(text: &str) -> Vec<Option<String>> {
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        quotes.into_iter().map(|q| q.speakers.into_iter().next()).collect()
    }

    #[test]
    fn a_paragraph_of_quoted_words_goes_on_the_speaker_before_it() {
        let text = "“A master tells you what your stone is worth,” Kofi Asante, the mines minister, said in an interview.\n\
                    “We have had sixty years of the first kind.”\n\
                    Ama Mensah, who leads the council, seized the mine last year.";
        assert_eq!(speakers(text), [Some("kofi-asante".to_owned()), Some("kofi-asante".to_owned())]);
    }

    #[test]
    fn whoever_acts_right_before_a_quotation_speaks() {
        let text = "Kofi Asante owns the mine.\nAsked about the price, Ama Mensah laughed.\n“Then we shall be cousins.”";
        assert_eq!(speakers(text).last(), Some(&Some("ama-mensah".to_owned())));
    }

    #[test]
    fn an_answer_is_not_its_questions() {
        let text =
            "“Who opened the gate of the harbour?” Kofi Asante asked.\n“Nobody opened the gate at all.”";
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert_ne!(quotes[1].rule, "continued");
    }
}
