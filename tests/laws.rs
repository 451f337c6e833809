//! Laws of the whole way from bytes to a briefing, on texts that look like briefings, whole and damaged.

#[path = "laws/briefings.rs"]
mod briefings;

use attache::analysis::Layout;
use attache::briefing::{Briefing, Quote};
use attache::document::Document;
use attache::export::json;
use attache::import::{Source, first, import};
use attache::text::Span;
use proptest::prelude::*;

fn document(text: &str) -> Document {
    first(text.as_bytes(), &Source::named(Some("briefing.txt"))).expect("text is read")
}

fn written(briefing: &Briefing) -> Vec<u8> {
    let mut bytes = Vec::new();
    json::write_line(briefing, &mut bytes).expect("memory can be written to");
    bytes
}

/// Whether spans are in order, not empty, inside the text and on character boundaries.
fn are_sound<'a>(text: &str, spans: impl IntoIterator<Item = &'a Span>) -> Result<(), TestCaseError> {
    let mut end = 0;
    for span in spans {
        prop_assert!(span.start >= end && span.end > span.start, "{span:?} begins before {end}");
        prop_assert!(text.get(span.range()).is_some(), "{span:?} cuts a character or the text");
        end = span.end;
    }
    Ok(())
}

/// The letters and digits of some spans of a text.
fn letters<'a>(text: &str, spans: impl IntoIterator<Item = &'a Span>) -> String {
    let pieces = spans.into_iter().map(|s| s.of(text));
    pieces.flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Blocks have every letter of the text, tokens those of their block, and sentences all tokens of theirs.
    #[test]
    fn stages_cut_the_text_and_lose_nothing(text in briefings::damaged()) {
        let document = document(&text);
        let text = document.text.as_str();
        let whole = Span::new(0, text.len() as u32);
        let blocks: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
        are_sound(text, &blocks)?;
        prop_assert_eq!(letters(text, &blocks), letters(text, [&whole]));
        let layout = Layout::new(&document);
        let tokens: Vec<Span> = layout.tokens.iter().map(|t| t.span).collect();
        are_sound(text, &tokens)?;
        for block in &layout.blocks {
            let own = &tokens[block.tokens.clone()];
            prop_assert_eq!(letters(text, own), letters(text, [&block.block.span]));
            let sentences = &layout.sentences[block.sentences.clone()];
            are_sound(text, sentences.iter().map(|s| &s.span))?;
            let mut next = block.tokens.start;
            for sentence in sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                next = sentence.tokens.end;
                prop_assert_eq!(layout.span(&sentence.tokens), sentence.span);
            }
            prop_assert_eq!(next, block.tokens.end);
        }
    }

    /// Every reference in an analysis is valid: actors by id, words by place, one block for each span.
    #[test]
    fn what_an_analysis_says_is_in_the_text(text in briefings::damaged()) {
        is_sound(&Briefing::new(document(&text)))?;
    }

    /// A text may end in the middle of anything.
    #[test]
    fn a_text_may_be_cut_anywhere(text in briefings::damaged(), at in any::<prop::sample::Index>()) {
        let mut end = at.index(text.len() + 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        is_sound(&Briefing::new(document(&text[..end])))?;
        let _ = import(&text.as_bytes()[..at.index(text.len() + 1)], &Source::named(None));
    }

    /// The same bytes give the same JSON, on any thread; and a saved file opens unchanged.
    #[test]
    fn the_same_bytes_give_the_same_json_and_that_opens_again(text in briefings::damaged()) {
        let briefing = Briefing::new(document(&text));
        let bytes = written(&briefing);
        let again = std::thread::scope(|s| {
            s.spawn(|| written(&Briefing::new(document(&text)))).join().expect("no panic")
        });
        prop_assert_eq!(&bytes, &again);
        let mut opened = import(&bytes, &Source::named(None)).expect("a saved analysis opens");
        prop_assert_eq!(opened.len(), 1);
        let opened = opened.remove(0);
        let analysis = opened.analysis.expect("the analysis came with it");
        prop_assert_eq!(&written(&Briefing::assemble(opened.document, analysis)), &bytes);
    }
}

fn is_sound(briefing: &Briefing) -> Result<(), TestCaseError> {
    let text = briefing.text.as_str();
    let actors: Vec<_> = briefing.actors.iter().chain(&briefing.places).collect();
    let mut ids: Vec<&str> = actors.iter().map(|a| a.id.as_str()).collect();
    ids.sort_unstable();
    prop_assert!(ids.windows(2).all(|w| w[0] != w[1]), "two actors have one id: {ids:?}");
    for actor in &actors {
        prop_assert!(!actor.id.is_empty() && !actor.name.trim().is_empty());
        are_sound(text, actor.mentions.iter().map(|m| &m.span))?;
    }
    for (i, quote) in briefing.quotes.iter().enumerate() {
        prop_assert_eq!(quote.id as usize, i + 1);
        prop_assert!((0.0..=1.0).contains(&quote.confidence), "{}", quote.confidence);
        prop_assert!(!quote.rule.is_empty() && !quote.spans.is_empty());
        are_sound(text, &quote.spans)?;
        for one in quote.speaker_span.iter().chain(&quote.cue).chain(&quote.addressee) {
            are_sound(text, [one])?;
        }
        for id in quote.named() {
            prop_assert!(ids.binary_search(&id.as_str()).is_ok(), "nobody is {id}");
        }
        prop_assert!(each_in_a_block(briefing, quote), "{quote:?}");
    }
    let starts: Vec<u32> = briefing.quotes.iter().map(|q| q.spans[0].start).collect();
    prop_assert!(starts.is_sorted(), "{starts:?}");
    Ok(())
}

/// Whether every span of a quote lies within one block.
fn each_in_a_block(briefing: &Briefing, quote: &Quote) -> bool {
    let within = |s: &Span| briefing.blocks.iter().any(|b| b.span.start <= s.start && s.end <= b.span.end);
    quote.spans.iter().all(within)
}
