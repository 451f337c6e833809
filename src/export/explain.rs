//! The quotes of a briefing with the grounds of each decision: for people who want to know why.

use std::io::{self, Write};

use crate::briefing::{Briefing, Chooser, Quote, Reason, running};
use crate::text::Span;

/// Writes every quote with its words, speaker, rule, confidence, cue and runner-up; `reasons` belong to the quotes, in
/// order.
pub fn write(briefing: &Briefing, reasons: &[Reason], out: &mut impl Write) -> io::Result<()> {
    if briefing.quotes.is_empty() {
        return writeln!(out, "No quotes.");
    }
    for (n, (quote, reason)) in briefing.quotes.iter().zip(reasons).enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        write_quote(briefing, quote, reason, out)?;
    }
    Ok(())
}

fn write_quote(briefing: &Briefing, quote: &Quote, reason: &Reason, out: &mut impl Write) -> io::Result<()> {
    let words = |span: Span| running(span.of(&briefing.text));
    let (kind, form) = (quote.kind.name(), quote.form.name());
    let said: Vec<String> = quote.spans.iter().map(|s| words(*s)).collect();
    writeln!(out, "{}. {}", quote.id, said.join(" … "))?;
    writeln!(out, "   kind        {kind} {form}")?;
    writeln!(out, "   speaker     {}", speaker(briefing, quote))?;
    let attribution = briefing.attribution(quote);
    for (what, name) in [("voiced by", attribution.voiced_by), ("relayed by", attribution.relayed_by)] {
        if let Some(name) = name {
            writeln!(out, "   {what:11} {name}")?;
        }
    }
    let sure = if quote.is_sure() { "sure" } else { "unsure" };
    writeln!(out, "   confidence  {:.2}, {sure}", quote.confidence)?;
    writeln!(out, "   rule        {}", quote.rule)?;
    writeln!(out, "   cue         {}", quote.cue.map_or("none".to_owned(), words))?;
    writeln!(out, "   decided by  {}", decided(quote, reason))?;
    match reason.runner_up {
        Some((span, probability)) => {
            let why = why_second(reason.by);
            writeln!(out, "   runner-up   {} ({probability:.3}): {why}", words(span))
        }
        None => writeln!(out, "   runner-up   none: {}", why_none(reason.by)),
    }
}

/// The speaker, and the expression at the quote if it differs.
fn speaker(briefing: &Briefing, quote: &Quote) -> String {
    let name = briefing.attribution(quote).name();
    let surface = quote.speaker_span.map(|s| running(s.of(&briefing.text)));
    match (name, surface) {
        (Some(name), Some(surface)) if surface != name => format!("{name}, as “{surface}”"),
        (Some(name), _) => name,
        (None, Some(surface)) => format!("unknown, as “{surface}”"),
        (None, None) => "unknown".to_owned(),
    }
}

fn decided(quote: &Quote, reason: &Reason) -> String {
    let by = match reason.by {
        _ if quote.speaker_span.is_none() => return "nobody stands around it who might speak".to_owned(),
        Chooser::Form => "the form of the text".to_owned(),
        Chooser::Sentence => format!("the sentence around the cue ({:.3})", reason.probability),
        Chooser::Ranking => format!("a ranking of the phrases around the quote ({:.3})", reason.probability),
    };
    if reason.certainty < 1.0 { format!("{by}; whom it means: {:.2}", reason.certainty) } else { by }
}

fn why_second(by: Chooser) -> &'static str {
    match by {
        Chooser::Form => "named by the form of the text too",
        Chooser::Sentence => "the next likeliest source in the cue's sentence",
        Chooser::Ranking => "ranked next among the phrases around the quote",
    }
}

fn why_none(by: Chooser) -> &'static str {
    match by {
        Chooser::Form => "the form of the text leaves no choice",
        Chooser::Sentence => "no other word of the sentence is a likely source",
        Chooser::Ranking => "no other phrase stands around the quote",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn explained(text: &str) -> String {
        let (briefing, reasons) = Briefing::explained(Document::from_paragraphs(text), builtin());
        let mut out = Vec::new();
        write(&briefing, &reasons, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_quote_shows_what_decided_and_who_came_second() {
        let page = explained(
            "Marta Okafor met Pavel Ilves on Monday.\n“The port will open before the summer,” Okafor said.",
        );
        for part in ["speaker     Marta Okafor, as “Okafor”", "cue         said", "rule        said-after"]
        {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
        assert!(page.contains("decided by  the sentence around the cue (0."), "{page}");
    }

    #[test]
    fn who_comes_second_is_never_a_mark() {
        let page = explained(include_str!("../../assets/samples/sochi.txt"));
        let seconds = page.lines().filter_map(|line| line.strip_prefix("   runner-up   "));
        let seconds: Vec<&str> = seconds.filter(|line| !line.starts_with("none: ")).collect();
        assert!(!seconds.is_empty(), "{page}");
        for line in seconds {
            let (who, _) = line.split_once(" (").unwrap();
            assert!(who.contains(char::is_alphabetic), "{line}");
        }
    }

    #[test]
    fn a_text_without_quotes_says_so() {
        assert_eq!(explained("The port was closed."), "No quotes.\n");
    }
}
