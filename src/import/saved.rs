//! Imports the output of `attache analyze`: documents with their analysis, which need not be analysed again.

use std::collections::HashSet;
use std::ops::Range;

use super::format::{Claim, Entry, Head, Read};
use super::{Imported, Source, json};
use crate::analysis::Analysis;
use crate::briefing::{Actor, Briefing};
use crate::document::{Document, Link};
use crate::text::{Span, sanitise};

/// A saved analysis: an object, or one a line.
pub(super) const ENTRY: Entry = Entry {
    name: "attache",
    what: "a saved analysis of attache's own",
    endings: &[],
    media_types: &[],
    claim,
    read: Read::Bytes(import),
};

fn claim(head: &Head) -> Claim {
    if !head.text.starts_with('{') {
        return Claim::No;
    }
    let schema = head.text.split_once("\"schema\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let ours = schema.is_some_and(|value| value.trim_start().starts_with("\"attache/"));
    if ours { Claim::Certain } else { Claim::No }
}

fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut all = Vec::new();
    for briefing in serde_json::Deserializer::from_slice(bytes).into_iter::<Briefing>() {
        let briefing = briefing.map_err(|error| json::fault(&error))?;
        check(&briefing)?;
        let Briefing { generator, text, metadata, notices, blocks, links, pages, actors, places, quotes } =
            briefing;
        all.push(Imported {
            document: Document { text, blocks, metadata, links, pages, notices },
            analysis: Some(Analysis { generator, actors, places, quotes }),
            whole_at: None,
        });
    }
    if all.is_empty() { Err("it is empty.".to_owned()) } else { Ok(all) }
}

/// An error if parts of a briefing contradict each other.
fn check(briefing: &Briefing) -> Result<(), String> {
    if sanitise(&briefing.text) != briefing.text || steers(briefing) {
        return Err("it holds characters that could steer a terminal.".to_owned());
    }
    check_spans(briefing)?;
    let mut ids = HashSet::new();
    for actor in briefing.actors.iter().chain(&briefing.places) {
        if actor.id.is_empty() || !ids.insert(actor.id.as_str()) {
            return Err(format!("two of its actors have the id “{}”.", actor.id));
        }
    }
    let mut numbers = HashSet::new();
    for quote in &briefing.quotes {
        if !numbers.insert(quote.id) {
            return Err(format!("two of its quotes have the id {}.", quote.id));
        }
        if let Some(id) = quote.named().find(|id| !ids.contains(id.as_str())) {
            return Err(format!("quote {} names “{id}”, who is none of its actors.", quote.id));
        }
        if quote.spans.is_empty() || !(0.0..=1.0).contains(&quote.confidence) {
            return Err(format!(
                "quote {} has no words, or a confidence that is not between 0 and 1.",
                quote.id
            ));
        }
    }
    Ok(())
}

/// Whether anything besides the text contains terminal controls.
fn steers(briefing: &Briefing) -> bool {
    let of_actor = |a: &Actor| {
        let fields = a.role.iter().chain(&a.country).chain(&a.aliases).chain([&a.id, &a.name]);
        fields.into_iter().any(|field| is_unclean(field))
    };
    let metadata = serde_json::to_string(&briefing.metadata).unwrap_or_default();
    briefing.actors.iter().chain(&briefing.places).any(of_actor)
        || briefing.quotes.iter().any(|q| is_unclean(&q.rule))
        || briefing.notices.iter().any(|n| is_unclean(&crate::briefing::notice(n)))
        || briefing.generator.iter().any(|g| [&g.version, &g.models, &g.lexicon].into_iter().any(|f| is_unclean(f)))
        || is_unclean(&metadata)
        // Control characters are written as escapes in JSON.
        || metadata.contains("\\u00") || ["\\n", "\\b", "\\f", "\\r"].iter().any(|escape| metadata.contains(escape))
}

/// Whether a field is not a single line, or contains characters that the import would have removed. Joiners stay where a
/// script needs them.
fn is_unclean(field: &str) -> bool {
    field.contains('\n') || sanitise(field) != field
}

/// Checks that all spans are within the text, on character boundaries, and that blocks follow one another.
fn check_spans(briefing: &Briefing) -> Result<(), String> {
    let text = &briefing.text;
    let lies = |span: &Span| {
        let Range { start, end } = span.start as usize..span.end as usize;
        start <= end && text.is_char_boundary(start) && text.is_char_boundary(end) && end <= text.len()
    };
    let actors = briefing.actors.iter().chain(&briefing.places);
    let mentions = actors.flat_map(|a| a.mentions.iter().map(|m| m.span));
    let quotes = briefing
        .quotes
        .iter()
        .flat_map(|q| q.spans.iter().copied().chain(q.speaker_span).chain(q.cue).chain(q.addressee));
    let blocks = briefing.blocks.iter().map(|b| b.span);
    let links = briefing.links.iter().map(|link| link.span);
    let notes = briefing.links.iter().filter_map(Link::note_span);
    if let Some(span) =
        blocks.chain(links).chain(notes).chain(mentions).chain(quotes).find(|span| !lies(span))
    {
        return Err(format!("its span {} to {} is not one of its text.", span.start, span.end));
    }
    if let Some(block) = briefing.blocks.iter().find(|block| block.span.start == block.span.end) {
        return Err(format!("its block at {} is empty.", block.span.start));
    }
    if let Some(pair) = briefing.links.windows(2).find(|pair| pair[0].span.end > pair[1].span.start) {
        return Err(format!("its link at {} begins inside the one before it.", pair[1].span.start));
    }
    match briefing.blocks.windows(2).find(|pair| pair[0].span.end > pair[1].span.start) {
        Some(pair) => Err(format!("its block at {} begins inside the one before it.", pair[1].span.start)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::SCHEMA;
    use serde_json::{Value, json};

    fn briefing() -> Value {
        let text = "“We go on,” said Ana Lund.\n\nNobody else spoke.";
        serde_json::to_value(Briefing::new(Document::from_paragraphs(text))).unwrap()
    }

    fn read(value: &Value) -> Result<Vec<Imported>, String> {
        import(value.to_string().as_bytes(), &Source::default())
    }

    #[test]
    fn a_saved_analysis_comes_back_as_it_was() {
        let imported = read(&briefing()).unwrap().remove(0);
        let again = Briefing::assemble(imported.document, imported.analysis.unwrap());
        assert_eq!(serde_json::to_value(again).unwrap(), briefing());
        let lines = format!("{0}\n{0}\n", briefing());
        assert_eq!(import(lines.as_bytes(), &Source::default()).unwrap().len(), 2);
        let text = serde_json::to_string_pretty(&json!({ "schema": SCHEMA })).unwrap();
        assert_eq!(claim(&Head { bytes: text.as_bytes(), text: &text }), Claim::Certain);
    }

    #[test]
    fn what_does_not_fit_together_is_refused_in_a_sentence() {
        let wrong: [(&str, Value); 11] = [
            ("/schema", json!("attache/3")),
            ("/quotes/0/speakers", json!(["nobody"])),
            ("/text", json!("“We\u{1b}[2J go on,” said Ana Lund.\n\nNobody else spoke.")),
            ("/blocks/0/end", json!(4_000_000_000_u32)),
            ("/blocks/0/end", json!(40)),
            ("/blocks/0/end", json!(0)),
            ("/quotes/0/spans/0/start", json!(1)),
            ("/quotes/0/spans", json!([])),
            ("/notices", json!(["a\u{1b}[2Jb"])),
            ("/actors/0/name", json!("Ana\u{202e} Lund")),
            ("/metadata/title", json!("a\u{7}b")),
        ];
        for (pointer, value) in wrong {
            let mut changed = briefing();
            *changed.pointer_mut(pointer).unwrap() = value;
            let error = read(&changed).unwrap_err();
            assert!(error.ends_with('.') && !error.contains('\u{1b}'), "{pointer}: {error}");
        }
        assert!(read(&json!({})).is_err() && import(b"", &Source::default()).is_err());
    }
}
