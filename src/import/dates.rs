//! Dates of publication, on lines that say nothing else.

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

/// Words that may stand around a date of publication.
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

/// Number of the month that a word names, from 1, in full or by at least three letters.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let named = |m: &str| ((3..=4).contains(&word.len()) && m.starts_with(&word)) || m == word;
    let sept = if word == "sept" { Some(8) } else { None };
    sept.or_else(|| MONTHS.iter().position(|m| named(m))).map(|i| i as u32 + 1)
}

/// The date in ISO 8601 of a line that is a date, with nothing around it but a weekday, a time of day and words
/// such as "Published". A date without a year is none.
pub(super) fn date_line(text: &str) -> Option<String> {
    if text.len() > 80 || !text.bytes().any(|b| b.is_ascii_digit()) {
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
    found.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

/// A date as mail and feeds write it ("Mon, 29 Jan 2018 17:05:00 +0100"), in ISO 8601.
pub(super) fn of_mail(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().filter(|w| !w.ends_with(','));
    let day: u32 = words.next()?.parse().ok()?;
    let month = month(words.next()?)?;
    let year = words.next()?;
    let clock = words.next().unwrap_or("00:00:00");
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if !(1..=31).contains(&day) || year.len() != 4 || !digits(year) || !digits(clock) {
        return None;
    }
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let zone = match words.next().unwrap_or("") {
        "GMT" | "UT" | "UTC" | "Z" => "Z".to_owned(),
        "EDT" => "-04:00".to_owned(),
        "EST" | "CDT" => "-05:00".to_owned(),
        "CST" | "MDT" => "-06:00".to_owned(),
        "MST" | "PDT" => "-07:00".to_owned(),
        "PST" => "-08:00".to_owned(),
        zone if zone.len() == 5 && zone.starts_with(['+', '-']) && zone.is_ascii() => {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        _ => String::new(),
    };
    Some(format!("{year}-{month:02}-{day:02}T{clock}{zone}"))
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

/// A date that starts at the first word, and how many words it takes.
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
            assert_eq!(date_line(line).as_deref(), Some("2018-03-04"), "{line}");
        }
    }

    #[test]
    fn dates_of_mail() {
        for (written, iso) in [
            ("Mon, 29 Jan 2018 17:05:00 +0100", "2018-01-29T17:05:00+01:00"),
            ("29 Jan 2018 17:05 GMT", "2018-01-29T17:05:00Z"),
            ("Mon, 29 January 2018 12:05:00 EST", "2018-01-29T12:05:00-05:00"),
        ] {
            assert_eq!(of_mail(written).as_deref(), Some(iso));
        }
        for other in ["2018-01-29", "", "Mon, 29", "32 Jan 2018 17:05 GMT", "29 Jan 18 17:05"] {
            assert_eq!(of_mail(other), None, "{other}");
        }
    }

    #[test]
    fn prose_with_a_date_is_no_date_line() {
        for line in [
            "The talks began on March 4, 2018",
            "March 4",
            "1,600 people",
            "Chapter 12",
            "May 2018",
            "2018-13-40",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}
