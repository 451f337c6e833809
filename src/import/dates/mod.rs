//! Dates of publication: on lines of their own, and as programs write them beside a text.

mod written;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::Timestamp;

pub(super) use written::timestamp;

/// Names of the months, in lower case; three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a lowercase word is an English weekday, in full or abbreviated.
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().any(|day| *day == word || (3..=5).contains(&word.len()) && day.starts_with(word))
}

/// The first letters of the months' names, in the languages of many feeds, in lowercase and without accents.
const STEMS: [&[&str]; 12] = [
    &["jan", "gen", "ene", "янв", "січ", "sty", "led", "oca", "tammi", "ιαν"],
    &["feb", "fev", "фев", "лют", "lut", "uno", "sub", "helmi", "φεβ"],
    &["mar", "maa", "mrt", "мар", "бер", "brez", "μαρ"],
    &["apr", "avr", "abr", "апр", "кві", "kwi", "dub", "nis", "huhti", "απρ"],
    &["may", "mai", "maj", "mag", "mei", "мая", "маи", "трав", "kvet", "touko", "μαι"],
    &["jun", "juin", "giu", "июн", "черв", "cze", "cerven", "haz", "kesa", "ιουν"],
    &["jul", "juil", "lug", "июл", "лип", "lip", "cervenec", "tem", "heina", "ιουλ"],
    &["aug", "aou", "ago", "agu", "авг", "серп", "sie", "srp", "elo", "αυγ"],
    &["sep", "set", "сен", "вер", "wrz", "zari", "eyl", "syys", "σεπ"],
    &["oct", "okt", "ott", "out", "окт", "жовт", "paz", "rij", "eki", "loka", "οκτ"],
    &["nov", "ноя", "лист", "lis", "kas", "marras", "νοε"],
    &["dec", "dez", "dic", "des", "дек", "груд", "gru", "pros", "ara", "joulu", "δεκ"],
];

/// The number of the month, from 1, that a word of a date names in any of many languages.
pub(super) fn month_number(word: &str) -> Option<i8> {
    let folded: String = word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    let longest =
        |stems: &[&str]| stems.iter().filter(|stem| folded.starts_with(**stem)).map(|stem| stem.len()).max();
    let found = STEMS.iter().enumerate().filter_map(|(i, stems)| Some((longest(stems)?, i)));
    found.max().map(|(_, i)| i as i8 + 1)
}

/// Words that may be around a date of publication.
const AROUND: &[&str] = &[
    "published",
    "posted",
    "updated",
    "date",
    "first",
    "last",
    "on",
    "at",
    "of",
    "the",
    "release",
    "released",
    "issued",
    "filed",
    "modified",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "et",
    "est",
    "edt",
    "gmt",
    "utc",
    "bst",
    "cet",
    "cest",
    "ist",
    "msk",
    "pt",
    "pst",
    "pdt",
    "ct",
    "cst",
    "cdt",
    "z",
    "t",
    "st",
    "nd",
    "rd",
    "th",
    "local",
    "time",
    "hours",
    "h",
];

/// The number of the month, from 1, that a word names, in full or by at least three letters.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let named = |m: &str| ((3..=4).contains(&word.len()) && m.starts_with(&word)) || m == word;
    let sept = if word == "sept" { Some(8) } else { None };
    sept.or_else(|| MONTHS.iter().position(|m| named(m))).map(|i| i as u32 + 1)
}

/// The date on a line that is a date, with nothing around it but a weekday, a time of day and words such as
/// "Published". A date without a year does not count.
pub(super) fn date_line(text: &str) -> Option<Timestamp> {
    if text.len() > 80 || !text.bytes().any(|b| b.is_ascii_digit()) || is_range(text) {
        return None;
    }
    let words = words(text);
    let (mut found, mut i) = (None, 0);
    while i < words.len() {
        if let Some((date, used)) = date_at(&words[i..]).filter(|_| found.is_none()) {
            found = Some(date);
            i += used;
        } else {
            let known = AROUND.iter().any(|w| w.eq_ignore_ascii_case(words[i]));
            let time = words[i].len() <= 6 && words[i].bytes().all(|b| b.is_ascii_digit());
            // A second date ("Updated March 5, 2018") may follow the first.
            if !(known
                || (time && found.is_some())
                || month(words[i]).is_some() && found.is_some()
                || time && i < 6)
            {
                return None;
            }
            i += 1;
        }
    }
    found.and_then(|(y, m, d)| Timestamp::day(y as i16, m as i8, d as i8))
}

/// Whether a line has a range of days or hours ("4–6 June", "10.00–16.00").
pub(super) fn is_range(line: &str) -> bool {
    line.match_indices('–').chain(line.match_indices(" - ")).any(|(at, dash)| {
        let before = line[..at].trim_end().bytes().rev().take_while(u8::is_ascii_digit).count();
        let behind = line[at + dash.len()..].trim_start().bytes().take_while(u8::is_ascii_digit).count();
        // "4 May 2018 – 10:05" is a day and its time.
        (1..=2).contains(&before) && (1..=2).contains(&behind)
    })
}

/// Runs of digits and runs of letters: "4th" and "10am" are two words each.
fn words(text: &str) -> Vec<&str> {
    let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| class(c) != class(first)).unwrap_or(rest.len());
        if first.is_alphanumeric() {
            words.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
    words
}

type Ymd = (u32, u32, u32);

/// A date that begins at the first word, and how many words it takes.
fn date_at(words: &[&str]) -> Option<(Ymd, usize)> {
    let number = |i: usize, digits: std::ops::RangeInclusive<usize>| {
        words.get(i).filter(|w| digits.contains(&w.len())).and_then(|w| w.parse::<u32>().ok())
    };
    let ordinal =
        |i: usize| usize::from(words.get(i).is_some_and(|w| matches!(*w, "st" | "nd" | "rd" | "th")));
    let first = words.first()?;
    let (date, used) = if let Some(m) = month(first) {
        let skip = ordinal(2);
        ((number(2 + skip, 4..=4)?, m, number(1, 1..=2)?), 3 + skip)
    } else if let Some(m) = words.get(1 + ordinal(1)).and_then(|w| month(w)) {
        let skip = ordinal(1);
        ((number(2 + skip, 4..=4)?, m, number(0, 1..=2)?), 3 + skip)
    } else {
        ((number(0, 4..=4)?, number(1, 2..=2)?, number(2, 2..=2)?), 3)
    };
    let valid = (1..=12).contains(&date.1) && (1..=31).contains(&date.2) && (1800..2200).contains(&date.0);
    valid.then_some((date, used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_in_many_forms() {
        for line in [
            "March 4, 2018",
            "4 March 2018",
            "Sunday, 4th March 2018",
            "2018-03-04",
            "Published: Mar. 4, 2018, 10:05 p.m. ET",
            "10:24 AM GMT, Sun March 4, 2018",
            "Updated 2018-03-04T10:05:00Z",
            "First published on March 4th, 2018 at 9.15am; last updated March 5, 2018",
        ] {
            assert_eq!(date_line(line), Timestamp::day(2018, 3, 4), "{line}");
        }
    }

    #[test]
    fn prose_with_a_date_is_no_date_line() {
        for line in [
            "The talks began on March 4, 2018",
            "March 4",
            "1,600 people",
            "14 March 2018, 10.00–16.00",
            "Chapter 12",
            "May 2018",
            "2018-13-40",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}
