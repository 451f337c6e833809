//! A briefing as a page of text: facts about the document, its actors with counts, its quotes with speakers.

use std::collections::HashMap;
use std::io::{self, Write};

use super::entries::{Wanted, left_out};
use crate::briefing::{Actor, Briefing, Level, Quote, address, cautions};
use crate::text::count;

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

/// Writes the summary of a briefing, with the quotes that a level shows.
pub fn write(briefing: &Briefing, level: Level, style: Style, out: &mut impl Write) -> io::Result<()> {
    write_head(briefing, style, out)?;
    let quotes = quotes_by_actor(briefing, level);
    write_actors("Actors", &briefing.actors, &quotes, style, out)?;
    write_actors("Places", &briefing.places, &quotes, style, out)?;
    write_quotes(briefing, level, style, out)
}

fn write_head(briefing: &Briefing, style: Style, out: &mut impl Write) -> io::Result<()> {
    let m = &briefing.metadata;
    if let Some(title) = &m.title {
        writeln!(out, "{}", style.bold(title))?;
    }
    let published = m.published.map(|date| date.to_string());
    let facts = [&m.source, &m.byline, &m.dateline, &published].into_iter().flatten().cloned();
    let facts: Vec<String> = facts.chain(address(m)).collect();
    if !facts.is_empty() {
        writeln!(out, "{}", facts.join(" · "))?;
    }
    let cautions = cautions(m);
    for caution in &cautions {
        writeln!(out, "{}", style.bold(caution))?;
    }
    if m.title.is_some() || !facts.is_empty() || !cautions.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// The number of shown quotes that each actor speaks.
fn quotes_by_actor(briefing: &Briefing, level: Level) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for speaker in briefing.quotes.iter().filter(|q| level.shows(q)).flat_map(|q| &q.speakers) {
        *counts.entry(speaker.as_str()).or_default() += 1;
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

fn write_quotes(briefing: &Briefing, level: Level, style: Style, out: &mut impl Write) -> io::Result<()> {
    let shown: Vec<&Quote> = briefing.quotes.iter().filter(|q| level.shows(q)).collect();
    writeln!(out, "{}", style.bold(&format!("Quotes ({})", shown.len())))?;
    for quote in shown {
        let attribution = briefing.attribution(quote);
        let (speaker, remarks) = (style.bold(&attribution.speaker()), attribution.remarks());
        let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
        let words = briefing.cite(quote).marked_words();
        writeln!(out, "  {}. {speaker}{remarks}\n     {words}", quote.id)?;
    }
    match left_out(briefing, &Wanted::all(level)) {
        Some(left_out) => writeln!(out, "{left_out}"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::briefing::{ActorKind, Mention, QuoteForm, QuoteKind, Via};
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

    fn shown(level: Level, style: Style) -> String {
        let mut out = Vec::new();
        write(&briefing(), level, style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn counts_speakers_and_doubts_are_on_the_page() {
        let head = "Talks\nWire\n\nActors (1)\n  Ana Lund, envoy: 1 mention, 1 quote\n\n";
        let lund = "  1. Ana Lund, envoy\n     “We go on,”\n";
        assert_eq!(
            shown(Level::Statements, Style::Plain),
            format!("{head}Quotes (1)\n{lund}Left out: 1 unsure.\n")
        );
        let clerk = "  2. A clerk (paraphrase, unsure)\n     no\n";
        assert_eq!(shown(Level::Unsure, Style::Plain), format!("{head}Quotes (2)\n{lund}{clerk}"));
    }

    #[test]
    fn only_the_bold_style_writes_escape_sequences() {
        assert!(!shown(Level::Unsure, Style::Plain).contains('\x1b'));
        assert!(shown(Level::Unsure, Style::Bold).contains("\x1b[1mAna Lund, envoy\x1b[0m"));
    }
}
