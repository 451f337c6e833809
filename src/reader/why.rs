//! Explains why a quote was found, in plain words.

use super::reading::{Reading, Speaker};
use crate::briefing::{Quote, QuoteForm, running};
use crate::corrections::RULE;
use crate::text::{Span, sanitise_line};

/// The most characters of the text's own words that are repeated.
const WORDS: usize = 24;

/// The grounds of a row, on one line: how it was found, who the speaker is taken for, and how sure that is.
pub fn why(reading: &Reading, quote: usize) -> String {
    let q = &reading.quotes()[quote];
    if q.rule == RULE {
        return "You corrected it.".to_owned();
    }
    let parts: Vec<String> = std::iter::once(found(reading, q)).chain(speaker(reading, quote)).collect();
    format!("{}. {:.0}%", parts.join("; "), q.confidence * 100.0)
}

fn words(reading: &Reading, span: Span) -> String {
    format!("“{}”", sanitise_line(&running(reading.of(span)), WORDS))
}

/// How the quote was found.
fn found(reading: &Reading, quote: &Quote) -> String {
    let cue = quote.cue.map(|span| words(reading, span));
    let cue = |otherwise: &str, what: &str| match &cue {
        Some(cue) => format!("{cue} {what}"),
        None => otherwise.to_owned(),
    };
    match quote.rule.as_str() {
        "speaker-turn" => "A turn of the transcript".to_owned(),
        "block-quotation" => "A paragraph set apart as a quotation".to_owned(),
        "dialogue" => "A line of a dialogue".to_owned(),
        "signature" => "A text signed by its speaker".to_owned(),
        "announced" => "The words before it announce a statement".to_owned(),
        "headline" => "A headline that names its speaker".to_owned(),
        "in-view" => "“In the view of” attributes it".to_owned(),
        "according-to" => cue("It is attributed", "attributes it"),
        "resolution" => cue("An operative paragraph", "opens an operative paragraph"),
        "preamble" => cue("A paragraph of the preamble", "opens a paragraph of the preamble"),
        "beside" => "A name stands beside the quotation marks".to_owned(),
        "quotation-marks" => "Quotation marks alone; no word of saying".to_owned(),
        _ if quote.form == QuoteForm::Stance => {
            cue("It says where somebody stands", "says where somebody stands")
        }
        "said-before" => cue("It is reported", "comes before it"),
        "said-after" => cue("It is reported", "follows it"),
        "said-between" => cue("It is reported", "stands inside it"),
        _ => cue("It is reported", "reports it"),
    }
}

/// The actor that the words at the quote are taken for, unless they are the name itself.
fn speaker(reading: &Reading, quote: usize) -> Option<String> {
    let q = &reading.quotes()[quote];
    match (reading.speaker(quote), q.speaker_span) {
        (Speaker::Unknown, Some(span)) => Some(format!("{} may be anybody", words(reading, span))),
        (Speaker::Unknown, None) => Some("nobody is named as the speaker".to_owned()),
        (Speaker::Named(_), _) => Some("the text gives no name".to_owned()),
        (Speaker::Actor(actor), Some(span)) => {
            let name = &reading.actors()[*actor].name;
            let expression = running(reading.of(span));
            let plain = expression.contains(name.as_str()) || name.contains(&expression);
            (!plain).then(|| format!("{} is taken for {name}", words(reading, span)))
        }
        (Speaker::Actor(actor), None) => {
            Some(format!("{} is the likeliest speaker", reading.actors()[*actor].name))
        }
    }
}
