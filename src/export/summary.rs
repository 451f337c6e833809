//! A briefing as a page of text: what the document is, its actors with counts, its quotes with speakers.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::briefing::{Actor, Briefing, Quote, QuoteKind};

/// Whether names and headings stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// Headings and speakers bold, by escape sequences; for a terminal.
    Bold,
}

impl Style {
    fn bold(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Bold => format!("\x1b[1m{text}\x1b[0m"),
        }
    }
}

/// Writes the summary of a briefing.
pub fn write(briefing: &Briefing, style: Style, out: &mut impl Write) -> io::Result<()> {
    write_head(briefing, style, out)?;
    let quotes = quotes_by_actor(briefing);
    write_actors("Actors", &briefing.actors, &quotes, style, out)?;
    write_actors("Places", &briefing.places, &quotes, style, out)?;
    write_quotes(briefing, style, out)
}

fn write_head(briefing: &Briefing, style: Style, out: &mut impl Write) -> io::Result<()> {
    let m = &briefing.metadata;
    if let Some(title) = &m.title {
        writeln!(out, "{}", style.bold(title))?;
    }
    let facts = [&m.source, &m.byline, &m.dateline, &m.published, &m.url];
    let facts: Vec<&str> = facts.into_iter().filter_map(Option::as_deref).collect();
    if !facts.is_empty() {
        writeln!(out, "{}", facts.join(" · "))?;
    }
    if m.title.is_some() || !facts.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// How many quotes each actor speaks.
fn quotes_by_actor(briefing: &Briefing) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for speaker in briefing.quotes.iter().filter_map(|q| q.speaker()) {
        *counts.entry(speaker).or_default() += 1;
    }
    counts
}

fn write_actors(
    heading: &str,
    actors: &[Actor],
    quotes: &HashMap<&str, usize>,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    if actors.is_empty() && heading != "Actors" {
        return Ok(());
    }
    writeln!(out, "{}", style.bold(&format!("{heading} ({})", actors.len())))?;
    for actor in actors {
        write!(out, "  {}", actor.name)?;
        if let Some(role) = &actor.role {
            write!(out, ", {role}")?;
        }
        write!(out, ": {}", count(actor.mentions.len(), "mention"))?;
        if let Some(n) = quotes.get(actor.id.as_str()) {
            write!(out, ", {}", count(*n, "quote"))?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

fn write_quotes(briefing: &Briefing, style: Style, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&format!("Quotes ({})", briefing.quotes.len())))?;
    for quote in &briefing.quotes {
        let unsure = if quote.is_sure() { "" } else { " ?" };
        let mut speaker = style.bold(&speaker(briefing, quote));
        if let Some(voice) = quote.voiced_by.as_deref().and_then(|id| briefing.actor(id)) {
            speaker = format!("{speaker} (voiced by {})", voice.name);
        }
        writeln!(out, "  {}. {speaker}{unsure}\n     {}", quote.id, words(briefing, quote))?;
    }
    Ok(())
}

/// The speaker's name, else the expression that names them in the text.
fn speaker(briefing: &Briefing, quote: &Quote) -> String {
    let named = quote.speaker().and_then(|id| briefing.actor(id)).map(|a| a.name.as_str());
    let described = || quote.speaker_span.map(|s| s.of(&briefing.text));
    named.or_else(described).unwrap_or("Unknown speaker").to_owned()
}

/// The words of a quote; direct speech in quotation marks.
fn words(briefing: &Briefing, quote: &Quote) -> String {
    let parts: Vec<&str> = quote.spans.iter().map(|s| s.of(&briefing.text).trim()).collect();
    let joined = parts.join(" … ").replace('\n', " ");
    match quote.kind {
        QuoteKind::Direct => format!("“{joined}”"),
        QuoteKind::Mixed | QuoteKind::Indirect => joined,
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::briefing::{ActorKind, Mention, QuoteForm, Via};
    use crate::document::{Document, Metadata};
    use crate::text::Span;

    fn briefing() -> Briefing {
        let mut document = Document::from_paragraphs("“We go on,” said Ana Lund. A clerk said no.");
        document.metadata =
            Metadata { title: Some("Talks".into()), source: Some("Wire".into()), ..Metadata::default() };
        let at = |word: &str| {
            let start = document.text.find(word).unwrap();
            Span::new(start as u32, (start + word.len()) as u32)
        };
        let quote = Quote {
            id: 1,
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            spans: vec![at("We go on,")],
            speakers: vec!["ana-lund".into()],
            speaker_span: None,
            cue: None,
            relayed_by: None,
            voiced_by: None,
            addressee: None,
            confidence: 0.9,
            rule: "said-after".into(),
        };
        let clerk = Quote {
            id: 2,
            kind: QuoteKind::Indirect,
            form: QuoteForm::Statement,
            spans: vec![at("no")],
            speakers: Vec::new(),
            speaker_span: Some(at("A clerk")),
            confidence: 0.4,
            ..quote.clone()
        };
        let lund = Actor {
            id: "ana-lund".into(),
            name: "Ana Lund".into(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            role: Some("envoy".into()),
            country: None,
            listed: false,
            mentions: vec![Mention { span: at("Ana Lund"), via: Via::Name }],
        };
        let analysis = Analysis { actors: vec![lund], quotes: vec![quote, clerk], ..Analysis::default() };
        Briefing::assemble(document, analysis)
    }

    fn shown(style: Style) -> String {
        let mut out = Vec::new();
        write(&briefing(), style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn counts_speakers_and_doubts_are_on_the_page() {
        assert_eq!(
            shown(Style::Plain),
            "Talks\nWire\n\nActors (1)\n  Ana Lund, envoy: 1 mention, 1 quote\n\nQuotes (2)\n  \
             1. Ana Lund\n     “We go on,”\n  2. A clerk ?\n     no\n"
        );
    }

    #[test]
    fn only_the_bold_style_writes_escape_sequences() {
        assert!(!shown(Style::Plain).contains('\x1b'));
        assert!(shown(Style::Bold).contains("\x1b[1mAna Lund\x1b[0m"));
    }
}
