//! The speaker of a quote, how its words are reported, and how sure that is, in the same form everywhere.

use super::{Actor, Briefing, Quote, QuoteForm, QuoteKind, running};
use crate::document::Page;
use crate::text::Span;

/// The name of an unknown speaker.
pub const UNKNOWN: &str = "speaker unknown";

/// The speaker of a quote and how it is reported.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution<'a> {
    /// The actors who say it together, best first.
    pub actors: Vec<&'a Actor>,
    /// The expression in the text for a speaker who is not an actor.
    pub described: Option<String>,
    /// The name of the medium through which it was said.
    pub relayed_by: Option<&'a str>,
    /// The name of the person who read it for the speaker.
    pub voiced_by: Option<&'a str>,
    /// How the words are reported, unless they are all the speaker's own.
    pub manner: Option<&'static str>,
    /// Whether words and speaker can be relied on.
    pub sure: bool,
}

impl Attribution<'_> {
    /// The speaker: "Ana Lund", "Ana Lund and Jo Roe", "two diplomats"; none if unknown.
    pub fn name(&self) -> Option<String> {
        match self.actors.as_slice() {
            [] => self.described.clone(),
            [only] => Some(only.name.clone()),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(|a| a.name.as_str()).collect();
                Some(format!("{} and {}", first.join(", "), last.name))
            }
        }
    }

    /// The role of a single speaker.
    pub fn role(&self) -> Option<&str> {
        let [only] = self.actors.as_slice() else { return None };
        only.role.as_deref()
    }

    /// The speaker with a role: "Ana Lund, envoy"; [`UNKNOWN`] if unknown.
    pub fn speaker(&self) -> String {
        let name = self.name().unwrap_or_else(|| UNKNOWN.to_owned());
        self.role().map(|role| format!("{name}, {role}")).unwrap_or(name)
    }

    /// Remarks of a few words each: how it is reported, through whom, and whether it is unsure.
    pub fn remarks(&self) -> Vec<String> {
        let manner = self.manner.map(str::to_owned);
        let voiced = self.voiced_by.map(|name| format!("read by {name}"));
        let relayed = self.relayed_by.map(|name| format!("through {name}"));
        let unsure = (!self.sure).then(|| "unsure".to_owned());
        [manner, voiced, relayed, unsure].into_iter().flatten().collect()
    }

    /// Everything on one line: "Ana Lund, envoy (paraphrase, unsure)".
    pub fn line(&self) -> String {
        let (speaker, remarks) = (self.speaker(), self.remarks());
        if remarks.is_empty() { speaker } else { format!("{speaker} ({})", remarks.join(", ")) }
    }
}

impl Briefing {
    /// The speaker of a quote and how it is reported.
    pub fn attribution(&self, quote: &Quote) -> Attribution<'_> {
        let actors: Vec<&Actor> = quote.speakers.iter().filter_map(|id| self.actor(id)).collect();
        let named = |id: &Option<String>| Some(self.actor(id.as_deref()?)?.name.as_str());
        Attribution {
            described: quote
                .speaker_span
                .filter(|_| actors.is_empty())
                .and_then(|s| described(&self.text, s)),
            actors,
            relayed_by: named(&quote.relayed_by),
            voiced_by: named(&quote.voiced_by),
            manner: manner(quote.form, quote.kind),
            sure: quote.is_sure(),
        }
    }

    /// The words of a quote on one line, without quotation marks; " … " where the attribution interrupts them. A stance
    /// includes its verb, because its words mean nothing alone: "welcomed the timetable"; so does a denial: "denied that it
    /// fired first".
    pub fn words(&self, quote: &Quote) -> String {
        let lead = lead(&self.text, quote);
        let rest = &quote.spans[usize::from(lead.is_some()).min(quote.spans.len())..];
        let parts: Vec<String> = lead.iter().chain(rest).map(|s| running(s.of(&self.text))).collect();
        parts.join(" … ")
    }

    /// The number of the paragraph that contains a byte, from 1, as the reader counts them; 0 in a text without
    /// paragraphs.
    pub fn paragraph_at(&self, byte: u32) -> usize {
        self.blocks.partition_point(|b| b.span.start <= byte).max(1).min(self.blocks.len())
    }

    /// The number of the page that contains a byte, if the source has pages.
    pub fn page_at(&self, byte: u32) -> Option<u32> {
        page_at(&self.pages, byte)
    }
}

/// The number of the page that contains a byte, from the beginnings of the pages.
pub fn page_at(pages: &[Page], byte: u32) -> Option<u32> {
    let after = pages.partition_point(|page| page.at <= byte);
    Some(pages.get(after.checked_sub(1)?)?.number)
}

/// The first stretch of a stance or a denial, extended to the verb before it, without which it would say the opposite;
/// none for any other quote, or if the verb is elsewhere.
pub fn lead(text: &str, quote: &Quote) -> Option<Span> {
    const FURTHEST: u32 = 40;
    let (cue, first) = (quote.cue?, quote.spans.first()?);
    let near = cue.end <= first.start && first.start - cue.end <= FURTHEST;
    let between = text.get(cue.end as usize..first.start as usize).filter(|_| near)?;
    let joins = !between.contains(['.', ';', ',', '\n']);
    (joins && (quote.form == QuoteForm::Stance || quote.denies(text)))
        .then(|| Span::new(cue.start, first.end))
}

/// How the words of a quote of that form and kind are reported, unless they are all the speaker's own.
pub const fn manner(form: QuoteForm, kind: QuoteKind) -> Option<&'static str> {
    match (form, kind) {
        (QuoteForm::Stance, _) => Some("stance"),
        (_, QuoteKind::Direct) => None,
        (_, QuoteKind::Mixed) => Some("partly quoted"),
        (_, QuoteKind::Indirect) => Some("paraphrase"),
    }
}

/// The expression at `span` that describes a speaker; none if it is a pronoun, which identifies nobody.
pub fn described(text: &str, span: Span) -> Option<String> {
    const PRONOUNS: [&str; 12] =
        ["he", "she", "it", "they", "i", "we", "you", "who", "him", "her", "them", "one"];
    let words = running(text.get(span.start as usize..span.end as usize)?);
    let pronoun = PRONOUNS.iter().any(|p| words.eq_ignore_ascii_case(p));
    (!pronoun && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::super::ActorKind;
    use super::super::wire::tests::quote;
    use super::*;
    use crate::analysis::Analysis;
    use crate::document::Document;

    fn briefing() -> Briefing {
        let actor = |id: &str, name: &str| Actor::new(id.to_owned(), name, ActorKind::Person);
        let mut lund = actor("ana-lund", "Ana Lund");
        lund.role = Some("envoy".into());
        let actors = vec![lund, actor("jo-roe", "Jo Roe"), actor("wire", "Example Wire")];
        let document = Document::from_paragraphs("Words of two\nclerks. He said more.\nEnd.");
        Briefing::assemble(document, Analysis { actors, ..Analysis::default() })
    }

    #[test]
    fn a_line_says_who_how_through_whom_and_how_sure() {
        let (briefing, mut quote) = (briefing(), quote());
        assert_eq!(briefing.attribution(&quote).line(), "Ana Lund, envoy");
        quote.speakers.push("jo-roe".into());
        quote.kind = QuoteKind::Indirect;
        quote.relayed_by = Some("wire".into());
        quote.confidence = 0.65;
        let line = "Ana Lund and Jo Roe (paraphrase, through Example Wire, unsure)";
        assert_eq!(briefing.attribution(&quote).line(), line);
    }

    #[test]
    fn who_is_no_actor_is_described_and_a_pronoun_is_nobody() {
        let briefing = briefing();
        let by = |span| Quote { speakers: Vec::new(), speaker_span: span, ..quote() };
        let line = |span| briefing.attribution(&by(span)).line();
        assert_eq!(line(Some(Span::new(9, 19))), "two clerks");
        assert_eq!(line(Some(Span::new(21, 23))), UNKNOWN);
        assert_eq!(line(None), UNKNOWN);
    }

    #[test]
    fn a_stance_has_its_verb() {
        let text = "The bloc welcomed the timetable. It said so.";
        let stance = Quote {
            form: QuoteForm::Stance,
            kind: QuoteKind::Indirect,
            cue: Some(Span::new(9, 17)),
            spans: vec![Span::new(18, 31)],
            ..quote()
        };
        let briefing = Briefing::assemble(Document::from_paragraphs(text), Analysis::default());
        assert_eq!(briefing.words(&stance), "welcomed the timetable");
        assert_eq!(briefing.words(&Quote { form: QuoteForm::Statement, ..stance.clone() }), "the timetable");
        assert_eq!(briefing.words(&Quote { cue: Some(Span::new(36, 40)), ..stance }), "the timetable");
    }

    #[test]
    fn a_denial_has_its_verb() {
        let text = "Lissa denied that it fired first.";
        let denial = Quote {
            form: QuoteForm::Statement,
            kind: QuoteKind::Indirect,
            cue: Some(Span::new(6, 12)),
            spans: vec![Span::new(18, 32)],
            ..quote()
        };
        let briefing = Briefing::assemble(Document::from_paragraphs(text), Analysis::default());
        assert_eq!(briefing.words(&denial), "denied that it fired first");
    }

    #[test]
    fn paragraphs_are_counted_from_one() {
        let briefing = briefing();
        assert_eq!([0, 13, 20, 40].map(|at| briefing.paragraph_at(at)), [1, 2, 2, 3]);
        let empty = Briefing::assemble(Document::default(), Analysis::default());
        assert_eq!(empty.paragraph_at(0), 0);
    }
}
