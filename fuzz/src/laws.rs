//! Laws that hold for every input. A broken law panics.

use attache::analysis::table::builtin;
use attache::briefing::{Briefing, Level};
use attache::document::{Block, Document, Notice};
use attache::export::entries::Wanted;
use attache::export::passages::Form;
use attache::export::{entries, explain, json, passages, summary};
use attache::import::{self, Format, Source};
use attache::text::Span;
use attache::text::sanitise;

/// Imports bytes; the result is sound, or they are refused with a sentence that does not blame the program.
pub fn imported(bytes: &[u8], source: &Source) {
    match import::import(bytes, source) {
        Ok(all) => {
            assert!(!all.is_empty(), "an import gives at least one document");
            all.iter().for_each(|imported| document(&imported.document));
        }
        Err(error) => {
            let error = error.to_string();
            // A library's message about a long value is cut.
            assert!(error.ends_with(['.', '…']) && is_line(&error), "not a sentence: {error}");
            assert!(!error.contains("a fault of the program"), "{error}");
        }
    }
}

/// Imports bytes as plain text, analyses it, and writes it in every form.
pub fn analysed(bytes: &[u8]) {
    let source = Source { format: Some(Format::Plain), ..Source::default() };
    let read = import::first(bytes, &source).expect("every text that is not too long can be imported");
    if let Some(text) = decoded(bytes) {
        assert_eq!(letters(&read.text), letters(&sanitise(text)), "letters and digits are kept");
    }
    let (briefing, reasons) = Briefing::explained(read.clone(), builtin());
    assert_eq!(reasons.len(), briefing.quotes.len());
    spans(&briefing);
    let first = written(&briefing);
    assert_eq!(written(&Briefing::new(read)), first, "the same bytes give the same JSON");
    saved(&first);
    let mut out = Vec::new();
    explain::write(&briefing, &reasons, &mut out).expect("memory takes everything");
    summary::write(&briefing, Level::Unsure, summary::Style::Bold, &mut out)
        .expect("memory takes everything");
    let quotes = [entries::passages(&briefing, &[], None, &Wanted::all(Level::Unsure))];
    for form in [Form::Markdown, Form::Text, Form::Csv, Form::Json, Form::Bibtex] {
        passages::write(form, &quotes, &mut out).expect("memory takes everything");
    }
}

/// Opening the JSON of a briefing gives that briefing.
fn saved(json: &[u8]) {
    let source = Source { format: Some(Format::Saved), ..Source::default() };
    let mut all = import::import(json, &source).expect("what was written can be opened");
    let one = all.remove(0);
    let again = Briefing::assemble(one.document, one.analysis.expect("it was saved with its analysis"));
    assert_eq!(written(&again), json, "what was saved comes back as it was");
}

fn written(briefing: &Briefing) -> Vec<u8> {
    let mut out = Vec::new();
    json::write_line(briefing, &mut out).expect("memory takes everything");
    out
}

/// The text of the bytes if it is unambiguous: UTF-8 without a BOM and without zeros that could mean UTF-16.
fn decoded(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.contains('\0') && !text.starts_with('\u{feff}')).then_some(text)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a text is one line without terminal controls. Joiners stay where a script needs them.
fn is_line(text: &str) -> bool {
    !text.contains('\n') && sanitise(text) == text
}

/// A document is fully sanitised, and its blocks and links lie in its text, in order.
fn document(document: &Document) {
    let Document { text, blocks, metadata, links, notices, .. } = document;
    assert_eq!(sanitise(text), text.as_str(), "the text is sanitised");
    let metadata = serde_json::to_value(metadata).expect("metadata are plain data");
    let fields = metadata.as_object().expect("metadata have names");
    assert!(fields.values().filter_map(|value| value.as_str()).all(is_line), "{metadata}");
    let said: Vec<String> = notices.iter().map(attache::briefing::notice).collect();
    assert!(said.iter().all(|n| is_line(n)), "{said:?}");
    // The notices in a saved file need not be sentences.
    let ours = notices.iter().filter(|notice| !matches!(notice, Notice::Said(_)));
    assert!(ours.map(attache::briefing::notice).all(|n| n.ends_with('.')), "{said:?}");
    ordered(blocks, text);
    let mut end = 0;
    for link in links {
        assert!(link.span.start >= end && !within(link.span, text).is_empty(), "{link:?}");
        assert!(link.address().is_none_or(is_line), "{link:?}");
        assert!(link.note_span().is_none_or(|note| !within(note, text).is_empty()), "{link:?}");
        end = link.span.end;
    }
}

fn ordered(blocks: &[Block], text: &str) {
    let mut end = 0;
    for block in blocks {
        assert!(block.span.start >= end, "{block:?} begins before {end}");
        assert!(!within(block.span, text).trim().is_empty(), "{block:?} is empty");
        end = block.span.end;
    }
}

/// The words of a span, which must lie on character boundaries.
fn within(span: Span, text: &str) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_else(|| panic!("{span:?} is not of the text"))
}

/// All spans of a briefing lie in its text, and every speaker is one of its actors.
fn spans(briefing: &Briefing) {
    let text = &briefing.text;
    ordered(&briefing.blocks, text);
    for actor in briefing.actors.iter().chain(&briefing.places) {
        assert!(!actor.id.is_empty() && !actor.name.is_empty() && is_line(&actor.name), "{actor:?}");
        assert!(actor.mentions.iter().all(|m| !within(m.span, text).is_empty()), "{actor:?}");
    }
    for quote in &briefing.quotes {
        let beside = quote.speaker_span.into_iter().chain(quote.cue).chain(quote.addressee);
        beside.for_each(|span| assert!(within(span, text).len() <= text.len()));
        assert!(
            !quote.spans.is_empty() && quote.spans.iter().all(|s| !within(*s, text).is_empty()),
            "{quote:?}"
        );
        let named = quote.named();
        named.for_each(|id| assert!(briefing.actor(id).is_some(), "{id} is no actor"));
    }
}
