//! Citations: words as running text, with their speaker, how they were said, and where they are.

use std::fmt;

use super::{Briefing, Quote, QuoteKind, cautions};
use crate::document::{Link, Metadata, without_password};
use crate::text::Span;

/// Words, and where they come from. Displayed, it is one line without the wrapping and marks of any screen:
/// `“Words” — Speaker, role (unsure); “Title”, Source, DATELINE, date, address, file, page 2, paragraph 3`. Only the speaker's own
/// words are between quotation marks. Unknown parts are left out; cautions about using the text follow in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The words, with every run of white space as one space.
    pub words: String,
    /// Whether all of them were said like this, and belong between quotation marks.
    pub direct: bool,
    /// The speaker, with a role, how the words are reported and how sure that is.
    pub speaker: Option<String>,
    /// Title, source, dateline, date and address.
    pub origin: String,
    /// The name of the file.
    pub file: Option<String>,
    /// The page of the words, from 1, if the source has pages.
    pub page: Option<u32>,
    /// The paragraph of the words, from 1.
    pub paragraph: Option<usize>,
    /// Cautions about the text, a sentence each.
    pub cautions: Vec<String>,
}

impl Citation {
    /// The citation of a passage without a speaker.
    pub fn of_passage(words: &str, metadata: &Metadata) -> Self {
        Self {
            words: running(words),
            direct: false,
            speaker: None,
            origin: origin(metadata),
            file: None,
            page: None,
            paragraph: None,
            cautions: cautions(metadata).iter().map(|caution| shortened(caution)).collect(),
        }
    }

    /// The same, with the name of the file of the words.
    #[must_use]
    pub fn in_file(self, file: Option<&str>) -> Self {
        Self { file: file.map(running).filter(|name| !name.is_empty()), ..self }
    }

    /// The words, between quotation marks if they are the speaker's own.
    pub fn marked_words(&self) -> String {
        if self.direct { format!("“{}”", self.words) } else { self.words.clone() }
    }

    /// The position of the words in the source: "page 2, paragraph 7".
    pub fn place(&self) -> Option<String> {
        let page = self.page.map(|number| format!("page {number}"));
        let paragraph = self.paragraph.map(|number| format!("paragraph {number}"));
        let place: Vec<String> = page.into_iter().chain(paragraph).collect();
        (!place.is_empty()).then(|| place.join(", "))
    }

    /// Everything but the words and the cautions; empty if nothing is known.
    pub fn source(&self) -> String {
        let origin = Some(self.origin.clone()).filter(|origin| !origin.is_empty());
        let place: Vec<String> = origin.into_iter().chain(self.file.clone()).chain(self.place()).collect();
        let place = Some(place.join(", ")).filter(|place| !place.is_empty());
        self.speaker.iter().cloned().chain(place).collect::<Vec<_>>().join("; ")
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.marked_words())?;
        let source = self.source();
        if !source.is_empty() {
            write!(f, " — {source}")?;
        }
        if self.cautions.is_empty() { Ok(()) } else { write!(f, " [{}]", self.cautions.join(" ")) }
    }
}

impl Briefing {
    /// The citation of a quote.
    pub fn cite(&self, quote: &Quote) -> Citation {
        Citation {
            words: self.words(quote),
            direct: quote.kind == QuoteKind::Direct,
            speaker: Some(self.attribution(quote).line()),
            page: quote.spans.first().and_then(|s| self.page_at(s.start)),
            paragraph: quote.spans.first().map(|s| self.paragraph_at(s.start)),
            ..Citation::of_passage("", &self.metadata)
        }
    }

    /// The citation of a passage without a speaker.
    pub fn cite_passage(&self, span: Span) -> Citation {
        let paragraph = Some(self.paragraph_at(span.start));
        let page = self.page_at(span.start);
        Citation { page, paragraph, ..Citation::of_passage(span.of(&self.text), &self.metadata) }
    }
}

/// The address of the original, safe to show and open: without a name or password, and only of the web or of mail.
pub fn address(metadata: &Metadata) -> Option<String> {
    metadata.url.as_deref().and_then(|url| Link::safe(&without_password(url)))
}

/// Text on one line, with every run of white space as one space.
pub fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence short enough for a line: terms of use may be a page long, and their beginning shows that there are
/// some.
fn shortened(sentence: &str) -> String {
    const MOST: usize = 200;
    if sentence.chars().count() <= MOST {
        return sentence.to_owned();
    }
    let head: String = sentence.chars().take(MOST).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{head} …")
}

fn origin(metadata: &Metadata) -> String {
    let title = metadata.title.as_ref().map(|t| format!("“{}”", running(t)));
    let published = metadata.published.map(|date| date.to_string());
    let rest = [&metadata.source, &metadata.dateline, &published];
    let rest = rest.into_iter().flatten().map(|field| running(field));
    let parts: Vec<String> = title.into_iter().chain(rest).chain(address(metadata)).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::quote;
    use super::super::{Actor, ActorKind};
    use super::*;
    use crate::analysis::Analysis;
    use crate::document::{Document, Page};

    fn briefing(kind: QuoteKind, confidence: f32) -> Briefing {
        let mut document = Document::from_paragraphs("Talks\n“We go\n on,” said Lund, “and on.”");
        document.metadata.title = Some("Talks".into());
        document.metadata.source = Some("Example Wire".into());
        let at = |words: &str| {
            let start = document.text.find(words).unwrap();
            Span::new(start as u32, (start + words.len()) as u32)
        };
        let mut lund = Actor::new("ana-lund".into(), "Ana Lund", ActorKind::Person);
        lund.role = Some("envoy".into());
        let quote = Quote { kind, confidence, spans: vec![at("We go\n on,"), at("and on.")], ..quote() };
        Briefing::assemble(
            document,
            Analysis { actors: vec![lund], quotes: vec![quote], ..Analysis::default() },
        )
    }

    fn line(briefing: &Briefing) -> String {
        briefing.cite(&briefing.quotes[0]).in_file(Some("talks.txt")).to_string()
    }

    #[test]
    fn a_quote_is_one_line_with_its_origin() {
        let line = line(&briefing(QuoteKind::Direct, 0.9));
        let origin = "“Talks”, Example Wire, talks.txt, paragraph 2";
        assert_eq!(line, format!("“We go on, … and on.” — Ana Lund, envoy; {origin}"));
    }

    #[test]
    fn of_a_source_with_pages_the_page_is_told() {
        let mut briefing = briefing(QuoteKind::Direct, 0.9);
        briefing.pages = vec![Page { at: 0, number: 1 }, Page { at: 10, number: 3 }];
        let passage = briefing.cite_passage(briefing.blocks[0].span);
        assert_eq!((passage.page, passage.place().as_deref()), (Some(1), Some("page 1, paragraph 1")));
        briefing.pages[1].at = briefing.quotes[0].spans[0].start;
        assert!(line(&briefing).ends_with("talks.txt, page 3, paragraph 2"), "{}", line(&briefing));
    }

    #[test]
    fn a_paraphrase_is_never_between_quotation_marks_and_doubt_is_said() {
        let line = line(&briefing(QuoteKind::Indirect, 0.65));
        assert!(
            line.starts_with("We go on, … and on. — Ana Lund, envoy (paraphrase, unsure); “Talks”"),
            "{line}"
        );
        let mut nobody = briefing(QuoteKind::Direct, 0.9);
        nobody.quotes[0].speakers.clear();
        assert!(self::line(&nobody).contains("” — speaker unknown; “Talks”"));
    }

    #[test]
    fn what_must_be_known_before_use_is_in_every_citation() {
        let mut briefing = briefing(QuoteKind::Direct, 0.9);
        briefing.metadata.embargo = Some("2999-01-01".into());
        briefing.metadata.usage_terms = Some("Not for resale".into());
        let passage = briefing.cite_passage(briefing.blocks[0].span).to_string();
        for line in [line(&briefing), passage] {
            let end = " [EMBARGOED: not to be published before 2999-01-01. USAGE TERMS: Not for resale.]";
            assert!(line.ends_with(end), "{line}");
        }
    }

    #[test]
    fn of_long_terms_a_line_has_the_beginning() {
        let usage_terms = Some("not for resale ".repeat(50));
        let line =
            Citation::of_passage("Words.", &Metadata { usage_terms, ..Metadata::default() }).to_string();
        assert!(line.starts_with("Words. [USAGE TERMS: not for") && line.ends_with(" …]"), "{line}");
        assert!(line.len() < 230, "{line}");
    }

    #[test]
    fn an_address_has_no_password_and_leads_to_the_web() {
        let of = |url: &str| address(&Metadata { url: Some(url.into()), ..Metadata::default() });
        assert_eq!(of("https://ana:secret@example.org/a b").as_deref(), Some("https://example.org/a%20b"));
        assert_eq!(of("javascript:alert(1)"), None);
    }

    #[test]
    fn a_passage_of_a_text_without_metadata_stands_alone() {
        let citation = Citation::of_passage(" One\n line. ", &Metadata::default());
        assert_eq!(citation.to_string(), "One line.");
    }
}
