//! Citations: words as running text, with who said them and where they stand.

use std::fmt;

use super::{Briefing, Quote, QuoteKind};
use crate::document::Metadata;

/// Words, and where they come from. Shown, it is one line without the wraps and marks of any screen:
/// `“Words” — Speaker, role; “Title”, Source, DATELINE, date, address`. What is not known is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The words, every run of white space as one space.
    pub words: String,
    /// Whether all of them were said so, and belong between quotation marks.
    pub direct: bool,
    /// Who said them, with a role, and with a word where that is unsure.
    pub speaker: Option<String>,
    /// Title, source, dateline, date and address.
    pub origin: String,
}

impl Citation {
    /// The citation of a passage that nobody in particular says.
    pub fn of_passage(words: &str, metadata: &Metadata) -> Self {
        Self { words: running(words), direct: false, speaker: None, origin: origin(metadata) }
    }
}

impl Briefing {
    /// The citation of a quote.
    pub fn cite(&self, quote: &Quote) -> Citation {
        let parts: Vec<String> = quote.spans.iter().map(|s| running(s.of(&self.text))).collect();
        Citation {
            words: parts.join(" … "),
            direct: quote.kind == QuoteKind::Direct,
            speaker: Some(self.speaker_line(quote)),
            origin: origin(&self.metadata),
        }
    }

    /// The name of who speaks in a quote, else the expression of the text that means them.
    pub fn speaker_name(&self, quote: &Quote) -> Option<&str> {
        let named = quote.speaker().and_then(|id| self.actor(id)).map(|a| a.name.as_str());
        named.or_else(|| quote.speaker_span.map(|s| s.of(&self.text)).filter(|s| !s.is_empty()))
    }

    fn speaker_line(&self, quote: &Quote) -> String {
        let mut line = self.speaker_name(quote).unwrap_or("speaker unknown").to_owned();
        let role = quote.speaker().and_then(|id| self.actor(id)).and_then(|a| a.role.as_deref());
        if let Some(role) = role {
            line = format!("{line}, {role}");
        }
        if let Some(voice) = quote.voiced_by.as_deref().and_then(|id| self.actor(id)) {
            line = format!("{line} (voiced by {})", voice.name);
        }
        if quote.speaker().is_some() && !quote.is_sure() {
            line += " (attribution unsure)";
        }
        line
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.direct {
            write!(f, "“{}”", self.words)?;
        } else {
            write!(f, "{}", self.words)?;
        }
        match (&self.speaker, self.origin.as_str()) {
            (None, "") => Ok(()),
            (None, origin) => write!(f, " — {origin}"),
            (Some(speaker), "") => write!(f, " — {speaker}"),
            (Some(speaker), origin) => write!(f, " — {speaker}; {origin}"),
        }
    }
}

/// Text on one line, every run of white space as one space.
pub fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn origin(metadata: &Metadata) -> String {
    let title = metadata.title.as_ref().map(|t| format!("“{t}”"));
    let rest = [&metadata.source, &metadata.dateline, &metadata.published, &metadata.url];
    let parts: Vec<String> = title.into_iter().chain(rest.into_iter().flatten().cloned()).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::briefing::{Actor, ActorKind, QuoteForm};
    use crate::document::Document;
    use crate::text::Span;

    fn briefing(confidence: f32) -> Briefing {
        let mut document = Document::from_paragraphs("“We go\n on,” said Lund, “and on.”");
        document.metadata.title = Some("Talks".into());
        document.metadata.source = Some("Example Wire".into());
        let at = |words: &str| {
            let start = document.text.find(words).unwrap();
            Span::new(start as u32, (start + words.len()) as u32)
        };
        let lund = Actor {
            id: "lund".into(),
            name: "Ana Lund".into(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            role: Some("envoy".into()),
            country: None,
            listed: false,
            mentions: Vec::new(),
        };
        let quote = Quote {
            id: 1,
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            spans: vec![at("We go\n on,"), at("and on.")],
            speakers: vec!["lund".into()],
            speaker_span: None,
            cue: None,
            relayed_by: None,
            voiced_by: None,
            addressee: None,
            confidence,
            rule: "said-after".into(),
        };
        Briefing::assemble(
            document,
            Analysis { actors: vec![lund], quotes: vec![quote], ..Analysis::default() },
        )
    }

    #[test]
    fn a_quote_is_one_line_with_its_origin() {
        let briefing = briefing(0.9);
        let line = briefing.cite(&briefing.quotes[0]).to_string();
        assert_eq!(line, "“We go on, … and on.” — Ana Lund, envoy; “Talks”, Example Wire");
    }

    #[test]
    fn doubts_and_unknown_speakers_are_said() {
        let mut briefing = briefing(0.3);
        let line = briefing.cite(&briefing.quotes[0]).to_string();
        assert!(line.contains("Ana Lund, envoy (attribution unsure);"), "{line}");
        briefing.quotes[0].speakers.clear();
        assert!(briefing.cite(&briefing.quotes[0]).to_string().contains("— speaker unknown; “Talks”"));
    }

    #[test]
    fn a_passage_of_a_text_without_metadata_stands_alone() {
        let citation = Citation::of_passage(" One\n line. ", &Metadata::default());
        assert_eq!(citation.to_string(), "One line.");
    }
}
