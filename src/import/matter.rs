//! The head of a report: title, byline, date, dateline and agency.

use super::dates;
use crate::document::{BlockKind, Document};
use crate::text::sanitise_line;

/// The most blocks in the head of a report.
const HEAD: usize = 8;

/// The furthest end of a dateline, in characters.
const REACH: usize = 110;

/// The longest line in capitals that is a title rather than the beginning of a telex, in bytes.
const LONGEST_SHOUT: usize = 80;

/// The longest stored title, in characters.
const LONGEST_TITLE: usize = 300;

/// Agencies and broadcasters that sign after a place in lowercase ("Beijing (dpa)").
const AGENCIES: &[&str] = &[
    "AA",
    "AFP",
    "AP",
    "ANI",
    "ANSA",
    "APA",
    "APP",
    "Al Jazeera",
    "Anadolu",
    "Anadolu Agency",
    "Associated Press",
    "BBC",
    "Belga",
    "Bloomberg",
    "Bloomberg News",
    "CNA",
    "CNBC",
    "CNN",
    "CTK",
    "dpa",
    "DPA",
    "DW",
    "EFE",
    "IANS",
    "INTERFAX",
    "IPS",
    "IRNA",
    "ITAR-TASS",
    "Interfax",
    "KCNA",
    "KUNA",
    "Kyodo",
    "Kyodo News",
    "MENA",
    "NPR",
    "PAP",
    "PTI",
    "Petra",
    "Politico",
    "QNA",
    "RFE/RL",
    "RIA Novosti",
    "Reuters",
    "SANA",
    "SPA",
    "Sputnik",
    "TASS",
    "Thomson Reuters Foundation",
    "UN News",
    "UPI",
    "Ukrinform",
    "VOA",
    "WAM",
    "Xinhua",
    "Yonhap",
];

/// The place where a report was filed, and its agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Place and day as written ("NAIROBI, March 4").
    pub place: Option<String>,
    /// The agency in parentheses or between slashes.
    pub agency: Option<String>,
}

/// Fills in the fields that the format did not set from the document's own head.
pub(super) fn complete(document: &mut Document) {
    let text = &document.text;
    let metadata = &mut document.metadata;
    let mut prose = 0;
    for block in document.blocks.iter().take(HEAD) {
        let body = block.span.of(text);
        if block.kind == BlockKind::Heading && metadata.title.is_none() && prose == 0 {
            metadata.title = Some(sanitise_line(body, LONGEST_TITLE));
        }
        if !matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph) {
            continue;
        }
        let named = byline(body);
        let beside = || named.as_ref().and_then(|_| dates::timestamp(body, metadata.language.as_deref()));
        let date = dates::date_line(body).or_else(beside);
        if named.is_none() && date.is_none() && block.kind == BlockKind::Paragraph {
            prose += 1;
        }
        metadata.byline = metadata.byline.take().or(named);
        metadata.published = metadata.published.or(date);
        if let Some(line) = dateline(body).filter(|_| prose <= 2 && block.kind == BlockKind::Paragraph) {
            metadata.dateline = metadata.dateline.take().or(line.place);
            metadata.source = metadata.source.take().or(line.agency);
        }
    }
}

/// The names on a line that is a byline ("By Jane Doe and Richard Roe").
pub(super) fn byline(text: &str) -> Option<String> {
    let rest = ["By ", "BY ", "by "].iter().find_map(|by| text.strip_prefix(by))?.trim();
    if rest.len() > 120 {
        return None;
    }
    let names = rest.split([';', '|', '•', '·']).next().unwrap_or(rest);
    let names = names.split("  ").next().unwrap_or(names).trim();
    let before_date = names.split_whitespace().take_while(|w| {
        let parts = matches!(*w, "-" | "–" | "—" | "|");
        !parts && dates::month(w).is_none() && !w.starts_with(|c: char| c.is_ascii_digit())
    });
    let words: Vec<&str> = before_date.collect();
    let joined = words.join(" ");
    let joined = joined.trim_end_matches(',');
    let all_names = words.iter().all(|w| {
        matches!(*w, "and" | "in" | "of" | "for" | "with" | "de" | "da" | "van" | "von" | "bin" | "the" | "&")
            || w.starts_with(|c: char| c.is_uppercase())
            || w.starts_with("al-")
    });
    // "By Land and Sea", "By the Numbers", "By Ferry From Lissa": a name has two adjacent capitalised words.
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase());
    let is_named = words.windows(2).any(|two| two.iter().all(|w| capital(w)))
        || words.iter().any(|w| w.starts_with("al-") || AGENCIES.contains(&w.trim_end_matches(',')))
        || words.windows(3).any(|w| capital(w[0]) && is_particle(w[1]) && capital(w[2]));
    let is_way = words.first().is_some_and(|w| *w == "the") || words.iter().any(|w| WAYS.contains(w));
    let suffixed = joined.ends_with("Jr.") || joined.ends_with("Sr.");
    let closed = joined.ends_with(['.', '!', '?', ':']) && !suffixed;
    (all_names && is_named && !is_way && !closed && (2..=16).contains(&words.len()))
        .then(|| joined.to_owned())
}

/// Words that are in no name, capitalised as in a title.
const WAYS: &[&str] =
    &["From", "To", "At", "On", "Into", "Only", "Than", "Numbers", "Way", "Popular", "Invitation", "Default"];

/// Whether a word can come between the words of a name.
fn is_particle(word: &str) -> bool {
    matches!(word, "de" | "da" | "van" | "von" | "bin")
}

/// The dateline at the beginning of a paragraph: a place in capitals or an agency, and a dash before the
/// prose.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    // Most paragraphs are prose: a place without an agency in brackets begins in capitals.
    let word = text.bytes().take_while(|b| !matches!(b, b' ' | b',' | b'/' | b'-' | 0xe2));
    let near = &text.as_bytes()[..text.len().min(4 * REACH)];
    if word.take(REACH).any(|b| b.is_ascii_lowercase()) && memchr::memchr(b'(', near).is_none() {
        return None;
    }
    let reach = if near.is_ascii() { text.len().min(REACH) } else { reach(text) };
    let head = &text[..reach];
    between_slashes(head).or_else(|| before_dash(head)).or_else(|| before_prose(head))
}

/// The bytes of the first [`REACH`] characters.
fn reach(text: &str) -> usize {
    text.char_indices().nth(REACH).map_or(text.len(), |(i, _)| i)
}

/// "MOSCOW, January 29. /TASS/. …"
fn between_slashes(head: &str) -> Option<Dateline> {
    memchr::memchr(b'/', head.as_bytes())?;
    let (place, rest) = head.split_once(" /")?;
    let (agency, after) = rest.split_once('/')?;
    let valid = is_place(place, true) && is_agency(agency) && after.starts_with(['.', ' ', '-']);
    valid.then(|| Dateline {
        place: Some(place.trim_end_matches(['.', ',', ' ']).to_owned()),
        agency: Some(agency.to_owned()),
    })
}

/// "NAIROBI, March 4 (Reuters) - …", "(Bloomberg) — …", "WASHINGTON — …"
fn before_dash(head: &str) -> Option<Dateline> {
    let place = head[..first_dash(head)?].trim();
    let is_title =
        head.len() < LONGEST_SHOUT && !head.contains(char::is_lowercase) && !head.ends_with(['.', '!', '?']);
    let Some((place, agency)) = place.strip_suffix(')').and_then(|p| p.rsplit_once('(')) else {
        return (!is_title && is_place(place, true))
            .then(|| Dateline { place: Some(place.to_owned()), agency: None });
    };
    let place = place.trim_end_matches([',', ' ']);
    let known = AGENCIES.contains(&agency);
    let valid = is_agency(agency) && (place.is_empty() || is_place(place, !known));
    valid.then(|| Dateline {
        place: (!place.is_empty()).then(|| place.to_owned()),
        agency: Some(agency.to_owned()),
    })
}

/// The start of the first dash between a dateline and its text: `" - "`, `" – "`, `"—"`, `"―"`, `"--"` or `".- "`.
fn first_dash(head: &str) -> Option<usize> {
    let bytes = head.as_bytes();
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    memchr::memchr2_iter(b'-', 0xe2, bytes).find_map(|at| {
        let before = at.checked_sub(1);
        let spaced = |width: usize| before.filter(|before| is(*before, b' ') && is(at + width, b' '));
        match &bytes[at..] {
            // Two hyphens, an em dash and a bar.
            [b'-', b'-', ..] | [0xe2, 0x80, 0x94 | 0x95, ..] => Some(at),
            [b'-', ..] => spaced(1).or(before.filter(|before| is(*before, b'.') && is(at + 1, b' '))),
            // An en dash.
            [0xe2, 0x80, 0x93, ..] => spaced(3),
            _ => None,
        }
    })
}

/// "Washington (CNN)The …": a known agency without a dash after it.
fn before_prose(head: &str) -> Option<Dateline> {
    let (place, rest) = head.split_once('(')?;
    let (agency, after) = rest.split_once(')')?;
    let place = place.trim_end_matches([',', ' ']);
    let valid = AGENCIES.contains(&agency)
        && after.trim_start().starts_with(|c: char| c.is_uppercase() || "\"“".contains(c))
        && (place.is_empty() || is_place(place, false))
        && place.split_whitespace().count() <= 4;
    valid.then(|| Dateline {
        place: (!place.is_empty()).then(|| place.to_owned()),
        agency: Some(agency.to_owned()),
    })
}

/// Whether every word could name a place or a day. Without an agency the first must be in capitals.
fn is_place(text: &str, capitals: bool) -> bool {
    let mut words = text.split([' ', ',', '/']).filter(|w| !w.is_empty());
    let Some(first) = words.next() else { return false };
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() >= 2 && letters().all(char::is_uppercase);
    let begins = if capitals { shouted } else { first.starts_with(|c: char| c.is_uppercase()) };
    let named = |w: &str| {
        let word = w.trim_end_matches('.');
        matches!(word, "and" | "de" | "del" | "la" | "of" | "the" | "on" | "al" | "el")
            || word.starts_with(|c: char| c.is_uppercase())
            || word.starts_with("al-")
            || (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    let all = || text.split([' ', ',', '/']).filter(|w| !w.is_empty());
    let is_kind = KINDS.contains(&first) || SECTIONS.contains(&text.trim());
    // "THE HAGUE" is a place, but "THE TALKS" is not.
    let is_article = matches!(first, "The" | "A" | "An" | "THE") && all().nth(1).is_none_or(|w| w != "HAGUE");
    begins && !is_kind && !is_article && words.clone().count() <= 7 && words.all(named)
}

/// An outlet's names for kinds of texts, which are not in place names.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "UPDATE", "UPDATES", "BREAKING", "EXCLUSIVE", "ANALYSIS", "OPINION", "FACTBOX", "EXPLAINER", "TIMELINE",
    "CORRECTED", "CORRECTION", "REFILE", "WRAPUP", "WATCH", "LIVE", "VIDEO", "NEWS", "EDITORIAL", "FEATURE",
    "INTERVIEW", "PROFILE", "REPORT", "COLUMN", "PHOTOS", "Q&A",
];

/// Sections of an outlet, in capitals.
#[rustfmt::skip]
const SECTIONS: &[&str] = &["MIDDLE EAST", "MIDEAST", "WORLD", "POLITICS", "BUSINESS", "SPORT", "SPORTS", "AMERICAS"];

/// Whether a text in parentheses could be the name of an agency.
fn is_agency(text: &str) -> bool {
    let capital = text.starts_with(|c: char| c.is_uppercase());
    let short = (2..=32).contains(&text.len()) && text.split(' ').count() <= 4;
    AGENCIES.contains(&text)
        || (capital
            && short
            && text.chars().all(|c| c.is_alphabetic() || " -/&".contains(c))
            && !text.starts_with("D-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Option<String>, Option<String>)> {
        dateline(text).map(|d| (d.place, d.agency))
    }

    #[test]
    fn datelines_of_the_agencies() {
        for (text, place, agency) in [
            ("NAIROBI, March 4 (Reuters) - The talks", Some("NAIROBI, March 4"), Some("Reuters")),
            (" (Bloomberg) — Delegates met", None, Some("Bloomberg")),
            ("THE HAGUE (AP) — The envoy", Some("THE HAGUE"), Some("AP")),
            ("WASHINGTON ― The envoy", Some("WASHINGTON"), None),
            ("NEWPORT NEWS, Va. - The envoy", Some("NEWPORT NEWS, Va."), None),
            ("BEIRUT, Lebanon (AP) — Two", Some("BEIRUT, Lebanon"), Some("AP")),
            ("MOSCOW, January 29. /TASS/. The", Some("MOSCOW, January 29"), Some("TASS")),
            ("Beijing (dpa) – The envoy", Some("Beijing"), Some("dpa")),
            ("Washington (CNN)The envoy", Some("Washington"), Some("CNN")),
            ("GENEVA, Jan. 29 (Xinhua) -- The", Some("GENEVA, Jan. 29"), Some("Xinhua")),
        ] {
            assert_eq!(parts(text), Some((place.map(Into::into), agency.map(Into::into))), "{text}");
        }
    }

    #[test]
    fn the_first_dash_of_any_kind_is_found() {
        for head in [
            "LISSA - the-port — x",
            "LISSA -- x",
            "a-b-c – d",
            "LISSA.- x --",
            "a --- b",
            "-x- - y",
            " -",
            "- ",
            "",
            "é—",
            "a ―b",
            "“x” – y",
            "a.-b",
            "a– b –c – d",
            ".- a",
            " - a",
            "- -- -",
        ] {
            let ends = [" - ", " – ", "—", "―", "--", ".- "].iter().filter_map(|dash| head.find(dash));
            assert_eq!(first_dash(head), ends.min(), "{head}");
        }
    }

    #[test]
    fn a_date_behind_a_byline_is_that_of_the_text() {
        let mut document = Document::of_paragraphs("By Ana Lund - 11/18/19 11:04 PM EST\n\nThe envoy left.");
        complete(&mut document);
        assert_eq!(document.metadata.byline.as_deref(), Some("Ana Lund"));
        let published = document.metadata.published.map(|date| date.to_string());
        assert_eq!(published.as_deref(), Some("2019-11-18T23:04:00-05:00"));
    }

    #[test]
    fn prose_with_a_dash_or_a_parenthesis_has_no_dateline() {
        for text in [
            "The European Union (EU) — which met on Monday",
            "Senator Ana Lund (R-Ky.) — who",
            "The war — and the peace",
            "Talks with the World Bank (Reuters) went on",
            "A deal - of sorts",
            "UPDATE 2 - The envoy left",
            "BREAKING NEWS - The envoy left",
            "MIDDLE EAST - The envoy left",
            "THE TALKS (ROUND TWO) - The envoy left",
            "Q&A - What is a ferry?",
            "NATO - A GUIDE",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn bylines_are_told_from_prose() {
        assert_eq!(byline("By Ana Lund and Jo Roe").as_deref(), Some("Ana Lund and Jo Roe"));
        assert_eq!(byline("By ANA LUND MARCH 4, 2018").as_deref(), Some("ANA LUND"));
        assert_eq!(byline("By Ana Lund | Reuters").as_deref(), Some("Ana Lund"));
        assert_eq!(byline("By Monday the talks were over."), None);
        assert_eq!(byline("By Monday"), None);
        for line in ["By Land and Sea", "By the Numbers", "By Ferry From Port Lissa", "By Invitation Only"] {
            assert_eq!(byline(line), None, "{line}");
        }
        assert_eq!(byline("By Ana van Lund").as_deref(), Some("Ana van Lund"));
        assert_eq!(byline("By AFP and Reuters").as_deref(), Some("AFP and Reuters"));
    }

    #[test]
    fn the_head_of_a_report_fills_the_metadata() {
        let mut document = Document::from_paragraphs(
            "Talks end\nBy Ana Lund\nMarch 4, 2018\nNAIROBI, March 4 (Reuters) - The talks ended.\n",
        );
        document.blocks[0].kind = BlockKind::Heading;
        complete(&mut document);
        let m = document.metadata;
        let published = m.published.map(|date| date.to_string());
        let fields = [m.title, m.byline, published, m.dateline, m.source].map(Option::unwrap);
        assert_eq!(fields, ["Talks end", "Ana Lund", "2018-03-04", "NAIROBI, March 4", "Reuters"]);
    }
}
