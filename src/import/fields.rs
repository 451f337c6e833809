//! Metadata fields in all formats: sanitised, on one line, and set once.

use super::dates;
use crate::document::Timestamp;
use crate::text::sanitise_line;

/// The longest stored value, in characters.
const LONGEST: usize = 400;

/// Sets an empty field to a non-empty value.
pub(super) fn set(field: &mut Option<String>, value: &str) {
    if field.is_none() {
        *field = Some(sanitise_line(value, LONGEST)).filter(|v| !v.is_empty());
    }
}

/// Sets a field to the first non-empty value, unless it is set already.
pub(super) fn set_first<'a>(field: &mut Option<String>, values: impl IntoIterator<Item = Option<&'a str>>) {
    values.into_iter().flatten().for_each(|value| set(field, value));
}

/// Sets an empty date to the first value that is one. The language decides ambiguous dates.
pub(super) fn set_date<'a>(
    field: &mut Option<Timestamp>,
    language: Option<&str>,
    values: impl IntoIterator<Item = Option<&'a str>>,
) {
    let mut dates = values.into_iter().flatten().filter_map(|value| dates::timestamp(value, language));
    *field = field.or_else(|| dates.next());
}

/// The author, without the label before it and an address after it.
pub(super) fn author(value: &str) -> &str {
    let value = value.trim();
    let bare = ["By ", "by ", "BY "].iter().find_map(|by| value.strip_prefix(by)).unwrap_or(value).trim();
    if bare.contains("://") { "" } else { bare }
}

/// Whether a name is a placeholder that programs write when the author is unknown.
pub(super) fn is_nobody(name: &str) -> bool {
    const NOBODY: &[&str] = &[
        "admin",
        "administrator",
        "anonymous",
        "author",
        "default",
        "default user",
        "none",
        "owner",
        "python-docx",
        "root",
        "unknown",
        "user",
        "windows user",
    ];
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.is_empty() || NOBODY.contains(&bare.as_str())
}

/// Labels before authors' names.
const LABELS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "autor",
    "auteur",
    "autore",
    "author",
    "authors",
    "written by",
    "story by",
    "words by",
    "reported by",
    "posted by",
    "published by",
    "byline",
    "текст",
];

/// Words between the names and a date: "Ana Lund, updated 4 March".
const AROUND: &[&str] = &[
    "on",
    "at",
    "updated",
    "published",
    "posted",
    "last",
    "first",
    "am",
    "pm",
    "in",
    "date",
    "mr",
    "fr",
    "mo",
    "di",
    "mi",
    "do",
    "sa",
    "so",
];

/// The names on an author line: without the label, a date, or anything else on it.
pub(super) fn names(line: &str) -> String {
    let line = line.lines().map(unglued).collect::<Vec<_>>().join("\n");
    let mut rest = line.trim();
    // "Author: By Ana Lund"
    for _ in 0..2 {
        let label = LABELS.iter().filter_map(|label| {
            // "Di" and "Da" begin names.
            let small = matches!(*label, "di" | "da");
            let is = |head: &&str| if small { head == label } else { head.to_lowercase() == **label };
            let head = rest.get(..label.len()).filter(is)?;
            let after = rest[head.len()..].strip_prefix([' ', ':', '\u{a0}'])?;
            Some(after.trim_start_matches([' ', ':', '\u{a0}']))
        });
        rest = label.min_by_key(|after| after.len()).unwrap_or(rest);
    }
    let rest = rest.split(['|', '•', '·', '\n']).next().unwrap_or(rest);
    let all: Vec<&str> = rest.split_whitespace().collect();
    let figure = |at: usize| all.get(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let dated = (0..all.len())
        .find(|&at| figure(at) || figure(at + 1) && dates::month(all[at].trim_end_matches(',')).is_some());
    let words = &all[..dated.unwrap_or(all.len())];
    let cut = words.len() < all.len();
    let is_left = |word: &&str| {
        let bare = word.trim_matches(['.', ',', '-', '–', '—', ':', '(']).to_lowercase();
        bare.is_empty() || (cut && (AROUND.contains(&bare.as_str()) || dates::is_weekday(&bare)))
    };
    let kept = words.len() - words.iter().rev().take_while(|word| is_left(word)).count();
    let joined = words[..kept].join(" ");
    author(joined.trim_end_matches([',', '-', '–', '—', ' ', ';'])).to_owned()
}

/// A line with spaces restored after a label and before a month that a page without spaces between its parts has
/// glued to a name (`AuthorAna Lund`, `Ana BergMay 4`).
fn unglued(line: &str) -> String {
    if line.len() > LONGEST {
        return line.to_owned();
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let seams = word.char_indices().zip(word.chars().skip(1));
        let mut seams = seams.filter(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
        let seam = seams.find_map(|((at, a), _)| {
            let (head, tail) = word.split_at(at + a.len_utf8());
            let label =
                i == 0 && (head == "By" || head.len() >= 5 && LABELS.contains(&head.to_lowercase().as_str()));
            let dated = words.get(i + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
            (label || dated && dates::month(tail.trim_end_matches(['.', ','])).is_some())
                .then_some([head, tail])
        });
        match seam {
            Some(parts) => out.extend(parts),
            None => out.push(word),
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_with_something_in_it_stays() {
        let mut field = None;
        set(&mut field, " \x1b[2J\n ");
        assert_eq!(field, None);
        set_first(&mut field, [None, Some(" Talks\n end "), Some("Other")]);
        assert_eq!(field.as_deref(), Some("Talks end"));
    }

    #[test]
    fn the_names_of_a_line_are_names_alone() {
        for line in [
            "By Ana Lund and Jo Roe",
            "Author: Ana Lund and Jo Roe",
            "Ana Lund and Jo Roe | Example Wire",
            "by Ana Lund and Jo Roe, Mon 4 May 2018",
        ] {
            assert_eq!(names(line), "Ana Lund and Jo Roe", "{line}");
        }
        assert_eq!(names("Ana May"), "Ana May");
        assert_eq!(names("AuthorAna Lund"), "Ana Lund");
        assert_eq!(names("Ana BergMay 4, 2018"), "Ana Berg");
        assert_eq!(
            (names("Byron McMay"), names("Jo DeMarch")),
            ("Byron McMay".to_owned(), "Jo DeMarch".to_owned())
        );
        assert_eq!(names("Ana May May 4, 2018"), "Ana May");
        assert_eq!(
            (names("Byron Diaz"), names("Di Marco")),
            ("Byron Diaz".to_owned(), "Di Marco".to_owned())
        );
    }

    #[test]
    fn an_author_is_a_name() {
        assert_eq!(author(" By Ana Lund"), "Ana Lund");
        assert_eq!(author("https://example.org/ana-lund"), "");
    }
}
