//! Parses dates as programs and people write them beside a text into [`Timestamp`]: mail, feeds, pages, in many
//! languages.

use super::month_number;
use crate::document::Timestamp;

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// A number, and the character before it.
    Number(&'a str, char),
    /// A word.
    Word(&'a str),
}

/// Parses a date in any form: ISO 8601, RFC 822 with its oddities, the output of C, seconds since 1970, and days as people
/// write them (`29. Januar 2018`, `29.1.2018`, and `1/29/2018` by the habit of `language`, a BCP 47 tag). None if it is not
/// a date, or ambiguous.
pub(in crate::import) fn timestamp(text: &str, language: Option<&str>) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    if let Some(date) = Timestamp::parse(text) {
        return Some(date).filter(is_meant);
    }
    if let Some(seconds) = of_epoch(text) {
        return Timestamp::of_seconds(seconds);
    }
    let (clock, without) = clock(text);
    let day = day(&pieces(&without), language)?;
    let Some(Clock { hour, minute, second, zone }) = clock else { return Some(day) };
    let time = day.at(hour, minute, second);
    Some(zone.map_or(time, |ahead| time.ahead(ahead))).filter(is_meant)
}

/// Whether a date is not the one that programs write for “never”: the first moment of 1970.
fn is_meant(date: &Timestamp) -> bool {
    !(date.has_time() && date.seconds_everywhere() == 0)
}

/// Seconds or milliseconds since 1970.
fn of_epoch(text: &str) -> Option<i64> {
    let whole = text.split('.').next().unwrap_or(text);
    let number: i64 = whole.parse().ok().filter(|_| whole.bytes().all(|b| b.is_ascii_digit()))?;
    match whole.len() {
        9 | 10 => Some(number),
        12 | 13 => Some(number / 1000),
        _ => None,
    }
}

/// A time of day, and how many seconds its zone is ahead of Greenwich.
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    zone: Option<i32>,
}

/// The time of day in a text, and the text without it.
fn clock(text: &str) -> (Option<Clock>, String) {
    let bytes = text.as_bytes();
    let is_clock = |at: &usize| {
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        bytes[*at] == b':' && *at > 0 && digit(at - 1) && digit(at + 1)
    };
    let Some(colon) = (0..bytes.len()).find(is_clock) else { return (None, text.to_owned()) };
    let start = bytes[..colon].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |at| at + 1);
    let end = bytes[colon..].iter().position(|b| !(b.is_ascii_digit() || b":.".contains(b)));
    let end = end.map_or(bytes.len(), |at| colon + at);
    let mut figures = text[start..end].trim_end_matches(['.', ':']).split([':', '.']).map(str::parse::<i8>);
    let mut next = || figures.next().and_then(Result::ok);
    let (Some(hour), Some(minute), second) = (next(), next(), next().unwrap_or(0)) else {
        return (None, text.to_owned());
    };
    let before = text[..start].trim_end();
    let after = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    // Only in Korean this comes before the time.
    let (before, afternoon) = match before.strip_suffix("오후") {
        Some(before) => (before, Some(true)),
        None => (before.strip_suffix("오전").unwrap_or(before), before.ends_with("오전").then_some(false)),
    };
    let (named, after) = half_of_day(after);
    let hour = match afternoon.or(named) {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let (zone, after) = zone(after);
    // "T" between date and time, and its equivalents in many languages.
    let before = before.trim_end_matches(['T', 't', ',', ' ']);
    (Some(Clock { hour, minute, second, zone }), format!("{before} {after}"))
}

/// Whether a text begins with a word for the second half of the day or the first, and the rest.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    for (written, afternoon) in [("p.m.", true), ("a.m.", false), ("pm", true), ("am", false)] {
        let Some((head, rest)) = text.split_at_checked(written.len()) else { continue };
        if head.eq_ignore_ascii_case(written) && !rest.starts_with(char::is_alphabetic) {
            return (Some(afternoon), rest.trim_start());
        }
    }
    (None, text)
}

/// Names of zones and how many minutes they are ahead of Greenwich; ambiguous ones are left out.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("trt", 180),
    ("pkt", 300),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("hst", -600),
];

/// The zone at the beginning of a text, in seconds ahead of Greenwich, and the rest.
fn zone(text: &str) -> (Option<i32>, &str) {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at(length);
    let lower = name.to_ascii_lowercase();
    let named = ZONES.iter().find(|(zone, _)| *zone == lower).map(|(_, minutes)| minutes * 60);
    let base =
        if name.is_empty() { Some(0) } else { named.filter(|_| matches!(&*lower, "utc" | "gmt" | "ut")) };
    let offset = base.and_then(|_| offset(rest.trim_start_matches('(').trim_start()));
    match (offset, named) {
        (Some((ahead, rest)), _) => (Some(ahead), rest),
        (None, Some(ahead)) => (Some(ahead), rest),
        (None, None) => (None, text),
    }
}

/// An offset (`+0100`, `+01:00`, `-5`) at the beginning of a text, in seconds, and the rest.
fn offset(text: &str) -> Option<(i32, &str)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let figures = &text[text.chars().next()?.len_utf8()..];
    let length = figures.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
    let (figures, rest) = figures.split_at(length);
    let (hours, minutes) = match figures.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if figures.len() >= 3 => figures.split_at(figures.len() - 2),
        None => (figures, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes) * 60, rest))
}

/// The numbers and words of a text, in order.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut before) = (text, ' ');
    while let Some(first) = rest.chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = rest.find(|c: char| class(c) != class(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        match class(first) {
            (true, _) => pieces.push(Piece::Number(piece, before)),
            // Ideographs for year, month and day are like the separators between numbers.
            (_, true) if !matches!(piece, "年" | "月" | "日" | "년" | "월" | "일") => {
                pieces.push(Piece::Word(piece));
            }
            _ => {}
        }
        before = piece.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    pieces
}

/// The first day given by the pieces.
fn day(pieces: &[Piece], language: Option<&str>) -> Option<Timestamp> {
    (0..pieces.len()).find_map(|at| day_at(&pieces[at..], language))
}

/// A number with a permitted count of digits.
fn number(piece: Option<&Piece>, figures: std::ops::RangeInclusive<usize>) -> Option<i16> {
    match piece? {
        Piece::Number(written, _) if figures.contains(&written.len()) => written.parse().ok(),
        _ => None,
    }
}

fn month(piece: Option<&Piece>) -> Option<i8> {
    match piece? {
        Piece::Word(word) => month_number(word),
        Piece::Number(..) => None,
    }
}

/// The year that a number means, possibly written with two digits.
fn year(piece: Option<&Piece>) -> Option<i16> {
    number(piece, 4..=4)
        .or_else(|| number(piece, 2..=2).map(|short| short + if short < 70 { 2000 } else { 1900 }))
}

/// Words between the day and the month, or the month and the year.
fn skipped<'a, 'b>(pieces: &'b [Piece<'a>]) -> &'b [Piece<'a>] {
    let mut rest = pieces;
    while let [
        Piece::Word("st" | "nd" | "rd" | "th" | "de" | "del" | "of" | "er" | "º" | "ª" | "e" | "den"),
        after @ ..,
    ] = rest
    {
        rest = after;
    }
    rest
}

fn day_at(pieces: &[Piece], language: Option<&str>) -> Option<Timestamp> {
    let (first, rest) = pieces.split_first()?;
    let after = skipped(rest);
    if let Some(month) = month(Some(first)) {
        // January 29, 2018
        let day = number(after.first(), 1..=2)?;
        return Timestamp::day(year_of_four(skipped(after.get(1..)?).first())?, month, day as i8);
    }
    if let Some(month) = month(after.first()) {
        let behind = skipped(&after[1..]);
        // 2018 January 29
        if let Some(year) = number(Some(first), 4..=4) {
            return Timestamp::day(year, month, number(behind.first(), 1..=2)? as i8);
        }
        // 29 January 2018
        return Timestamp::day(year(behind.first())?, month, number(Some(first), 1..=2)? as i8);
    }
    let (second, third) = (rest.first(), rest.get(1));
    if let Some(year) = number(Some(first), 4..=4) {
        return Timestamp::day(year, number(second, 1..=2)? as i8, number(third, 1..=2)? as i8);
    }
    let (Some(Piece::Number(_, mark)), Some(Piece::Number(_, same))) = (second, third) else { return None };
    if mark != same || !matches!(mark, '.' | '/' | '-') {
        return None;
    }
    let (a, b, year) = (number(Some(first), 1..=2)?, number(second, 1..=2)?, year(third)?);
    let (day, month) = if *mark == '.' { (a, b) } else { ordered(a, b, language)? };
    Timestamp::day(year, month as i8, day as i8)
}

fn year_of_four(piece: Option<&Piece>) -> Option<i16> {
    number(piece, 4..=4)
}

/// The day and the month among two numbers.
fn ordered(a: i16, b: i16, language: Option<&str>) -> Option<(i16, i16)> {
    if a == b || b > 12 || a > 12 {
        return Some(if b > 12 { (b, a) } else { (a, b) });
    }
    let language = language?.to_ascii_lowercase().replace('_', "-");
    let month_first = matches!(&*language, "en-us" | "en-ph" | "es-us");
    match language.as_str() {
        // English alone does not tell which side of the ocean it is from.
        "en" => None,
        _ => Some(if month_first { (b, a) } else { (a, b) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        timestamp(text, None).map_or("none".to_owned(), |date| date.to_string())
    }

    #[test]
    fn dates_of_mail_and_feeds_with_their_oddities() {
        for (text, date) in [
            ("Mon, 29 Jan 2018 17:05:00 +0100", "2018-01-29T17:05:00+01:00"),
            ("29 Jan 2018 17:05 GMT", "2018-01-29T17:05:00Z"),
            ("Mon, 29 January 2018 12:05:00 EST", "2018-01-29T12:05:00-05:00"),
            ("Mon, Jan 29 2018 17:05:26 +0000", "2018-01-29T17:05:26Z"),
            ("Mon, 29 Jan 18 00:00:00 +0200", "2018-01-29T00:00:00+02:00"),
            ("Mon, 29-Jan-2018 17:05:00 UT", "2018-01-29T17:05:00Z"),
            ("Mon, Jan 29 2018 08:18:00 PM", "2018-01-29"),
            ("Mon, 29 Jan 2018 08:18 p.m. CET", "2018-01-29T20:18:00+01:00"),
            ("Mon, 29 Jan 2018 17:05:00 GMT+2", "2018-01-29T17:05:00+02:00"),
            ("Mon, 29 Jan 2018 17:05:00 GMT+0200 (CEST)", "2018-01-29T17:05:00+02:00"),
            ("Mon Jan 29 17:05:00 2018", "2018-01-29"),
            ("Mon Jan 29 17:05:00 UTC 2018", "2018-01-29T17:05:00Z"),
            ("Mon, 29 Jan 2018 25:05:00 GMT", "2018-01-29"),
            ("lun, 29 gen 2018 21:44:32 +0100", "2018-01-29T21:44:32+01:00"),
            ("1517248800", "2018-01-29T18:00:00Z"),
            ("1517248800000", "2018-01-29T18:00:00Z"),
            ("2018/01/29 17:05:00 +0100", "2018-01-29T17:05:00+01:00"),
            ("2018-1-9T9:15-05:00", "2018-01-09T09:15:00-05:00"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[0-9:. +/a-zÀ-ÿ\u{ac00}-\u{ac40}−TZ-]{0,40}") {
            let _ = timestamp(&text, Some("de"));
        }
    }

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "January 29, 2018",
            "Jan. 29th 2018",
            "29th of January 2018",
            "29 de enero de 2018",
            "29. Januar 2018",
            "29 janvier 2018",
            "29 января 2018 г.",
            "29 stycznia 2018",
            "2018年1月29日",
            "2018년 01월 29일 오후 01:31:15",
            "29.1.2018",
            "29.01.18",
            "29/01/2018",
            "1/29/18",
            "Published: Monday, January 29, 2018",
            "den 29 januari 2018",
            "2018. január 29.",
            "29 Ocak 2018",
            "PUBLISHED: 10:48, Mon, Jan 29, 2018",
        ] {
            assert_eq!(read(text), "2018-01-29", "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_told_by_the_language_or_none() {
        let in_language = |language| timestamp("5/6/2018", language).map(|date| date.to_string());
        assert_eq!(in_language(Some("en-US")).as_deref(), Some("2018-05-06"));
        assert_eq!(in_language(Some("fr")).as_deref(), Some("2018-06-05"));
        assert_eq!(in_language(Some("en-GB")).as_deref(), Some("2018-06-05"));
        assert_eq!((in_language(Some("en")), in_language(None)), (None, None));
        assert_eq!(read("6/6/2018"), "2018-06-06");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "tomorrow",
            "32 Jan 2018",
            "30 Feb 2018",
            "2018",
            "2018-13-40",
            "May 2018",
            "29 Jan",
            "1 2 3",
            "12",
            "0000-00-00",
            "Mon, 29",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "12:30퍭퍭",
            "9:5–é:é9",
        ] {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
