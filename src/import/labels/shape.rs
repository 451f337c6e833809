//! The shape of labels, independent of the text around them.

use super::words::{ASKING, BEFORE_NAMES, BEFORE_ROLES, CHAMBER, OFFICES, OTHERS, RANKS, ROLES};

/// The longest label, in bytes, including its brackets ("QUESTION (via interpreter):").
const LONGEST: usize = 120;

/// The longest label before a dash, in characters.
const LONGEST_DASHED: usize = 40;

/// Longest label in lowercase, in bytes.
const LONGEST_LOWER: usize = 26;

/// Most words of a label before a full stop, without its title ("ROE of New Lissa").
const MOST_STOPPED: usize = 6;

/// The most words in a name with its office ("President of the Republic of Lissa Ana Lund").
const MOST_WORDS: usize = 10;

/// Words between the capitalised ones of a name.
const PARTICLES: &[&str] = &[
    "of", "for", "the", "and", "de", "da", "di", "van", "von", "der", "bin", "ibn", "al", "el", "to", "in",
    "on", "at", "du", "la", "le", "dos", "des", "–", "-", "—", "&",
];

/// How a label is separated from the words after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By a colon.
    Colon,
    /// By a colon without a space after it.
    Glued,
    /// A "Q" or "A", by a period, wide space, or a single space before a capital or mark.
    Letter,
    /// A "Q" or "A", by a single space before a lowercase letter or, for "A", before anything.
    LooseLetter,
    /// By a dash or an ellipsis, and in capitals, for somebody who interrupts or breaks off.
    Dashed,
    /// By the time of speech, in brackets, as in transcripts of recordings: "Ana Lund (00:05):", "Ana Lund: (00:05)".
    Timed,
    /// It has a line of its own, and brackets as in a parliament's record ("Ana Lund (Lissa) (Lab)").
    Alone,
    /// The same with one bracket ("The Minister for Ferries (Ola Berg)").
    AloneOnce,
    /// By a full stop, after a title and a name in capitals ("Mrs. LUND of Lissa. I yield.").
    Stopped,
    /// By a colon, and in lowercase, like the names of some outlets ("harbour.fm: Will you go?").
    Lower,
}

/// A label at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The name alone, without brackets or colon.
    pub name: &'a str,
    /// The end of the label, in bytes of the line: after the colon, or after the bare "Q".
    pub end: usize,
    /// How it is separated.
    pub form: Form,
}

/// The label at the beginning of a line, if it has the shape of one. Quoted transcripts open each turn with a
/// quotation mark.
pub(super) fn label(text: &str) -> Option<Label<'_>> {
    let quoted = text.as_bytes().first().is_some_and(|b| *b == b'"' || !b.is_ascii());
    let bare = if quoted { text.trim_start_matches(['"', '“', '„', '«']) } else { text };
    let skipped = text.len() - bare.len();
    unquoted(bare).map(|l| Label { end: l.end + skipped, ..l })
}

fn unquoted(text: &str) -> Option<Label<'_>> {
    let first = text.chars().next()?;
    if first.is_lowercase() {
        return lower(text);
    }
    if !first.is_alphabetic() {
        return None;
    }
    letter(text)
        .or_else(|| timed(text))
        .or_else(|| stopped(text))
        .or_else(|| named(text))
        .or_else(|| dashed(text))
}

/// "harbour.fm: Will you go?"
fn lower(text: &str) -> Option<Label<'_>> {
    let colon = memchr::memchr(b':', &text.as_bytes()[..text.len().min(LONGEST_LOWER)])?;
    let name = &text[..colon];
    let word = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let fits = name.len() >= 2 && name.chars().all(word) && text[colon + 1..].starts_with(' ');
    (fits && !OTHERS.contains(&name)).then_some(Label { name, end: colon + 1, form: Form::Lower })
}

/// "Mr. LUND. I yield.", "Mrs. ROE of Lissa. I thank her.", "The PRESIDING OFFICER. Without objection."
fn stopped(text: &str) -> Option<Label<'_>> {
    const TITLES: &[&str] = &["Mr. ", "Mrs. ", "Ms. ", "Miss ", "Dr. ", "The "];
    #[rustfmt::skip]
    const CHAIRS: &[&str] = &["SPEAKER", "PRESIDENT", "PRESIDING", "CHAIR", "CHAIRMAN", "CHAIRWOMAN", "CLERK", "VICE"];
    let title = TITLES.iter().find(|title| text.starts_with(**title))?;
    let mut end = title.len();
    let mut shouted = 0;
    for word in text[title.len()..].split(' ').take(MOST_STOPPED) {
        end += word.len();
        let bare = word.trim_end_matches('.');
        let is_shouted = is_capitals(bare) && bare.chars().filter(|c| c.is_uppercase()).count() > 1;
        let place = shouted > 0 && (bare == "of" || bare.starts_with(char::is_uppercase));
        let office = matches!(bare, "pro" | "tempore" | "Acting");
        if !(is_shouted || place || office) || bare.ends_with([',', ':', ';']) {
            return None;
        }
        shouted += usize::from(is_shouted && (*title != "The " || CHAIRS.contains(&bare) || shouted > 0));
        if word.ends_with('.') {
            let rest = text[end..].strip_prefix(' ')?;
            let begins = rest.starts_with(|c: char| c.is_uppercase() || "“\"([—".contains(c));
            let name = text[..end].trim_end_matches('.');
            return (begins && shouted > 0).then_some(Label { name, end, form: Form::Stopped });
        }
        end += 1;
    }
    None
}

/// "Ana Lund (00:05):", "Spokesperson: (1:02:05)"
fn timed(text: &str) -> Option<Label<'_>> {
    let reach = &text.as_bytes()[..text.len().min(LONGEST)];
    let open = memchr::memchr(b'(', reach)?;
    let figures = text[open + 1..].bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
    let close = open + 1 + figures;
    let time =
        (4..=8).contains(&figures) && text[open..close].contains(':') && text[close..].starts_with(')');
    let name = text[..open].trim_end().trim_end_matches(':').trim_end();
    let fits = time && !name.is_empty() && !name.contains([':', '!', '?', '“', '"']);
    let end = close + 1 + usize::from(text.get(close + 1..).is_some_and(|rest| rest.starts_with(':')));
    fits.then_some(Label { name, end, form: Form::Timed })
}

/// "MR. LUND -- and then?", "QUESTION… and then?"
fn dashed(text: &str) -> Option<Label<'_>> {
    // Most lines begin with a capital and a lowercase letter.
    if !text.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let ends = |(at, c): (usize, char)| {
        c.is_lowercase() || "—–…".contains(c) || text[at..].starts_with("--") || text[at..].starts_with("...")
    };
    let at = text.char_indices().take(LONGEST_DASHED).find(|found| ends(*found))?.0;
    let name = text[..at].trim_end();
    let fits = !text[at..].starts_with(char::is_lowercase) && is_name(name) && is_capitals(name);
    fits.then_some(Label { name, end: name.len(), form: Form::Dashed })
}

/// A label that ends in a colon, or has a line of its own.
fn named(text: &str) -> Option<Label<'_>> {
    let Some((colon, width)) = colon(text) else { return alone(text) };
    // Most lines with a colon are prose: their second word is in lowercase.
    let second = text[..colon].split(' ').nth(1).unwrap_or("");
    let small = second.starts_with(|c: char| c.is_ascii_lowercase());
    if small && !PARTICLES.contains(&second) && !second.starts_with("al-") && !second.starts_with("el-") {
        return None;
    }
    let after = &text[colon + width..];
    let spaced = width > 1 || after.is_empty() || after.starts_with(char::is_whitespace);
    if !spaced && after.starts_with(|c: char| c.is_ascii_digit() || c == '/' || c == '\\') {
        return None;
    }
    let name = without_brackets(text[..colon].trim_end())?;
    let named = is_name(name) && !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name));
    let form = if spaced { Form::Colon } else { Form::Glued };
    named.then_some(Label { name, end: colon + width, form })
}

/// The first colon of a line that may end a label, and its length in bytes; scripts without capitals have a
/// wide one.
fn colon(text: &str) -> Option<(usize, usize)> {
    let reach = text.len().min(LONGEST);
    let wide = || text.match_indices('：').next().filter(|(at, _)| *at < reach).map(|(at, c)| (at, c.len()));
    let narrow = memchr::memchr(b':', &text.as_bytes()[..reach]).map(|at| (at, 1));
    if text.as_bytes()[..reach].is_ascii() { narrow } else { narrow.into_iter().chain(wide()).min() }
}

/// A label without the brackets after its name; none if the rest is not all in brackets.
fn without_brackets(label: &str) -> Option<&str> {
    // A wide bracket has the same first byte as all wide marks.
    if !label.bytes().any(|b| matches!(b, b'(' | b')' | b'[' | b']' | 0xef)) {
        return Some(label);
    }
    let Some((name, mut rest)) = label.split_once([' ', '\u{a0}']).and_then(|_| {
        let at = label.find(['(', '[', '（'])?;
        Some((label[..at].trim_end(), &label[at..]))
    }) else {
        return (!label.contains(['(', ')', '[', ']'])).then_some(label);
    };
    while !rest.is_empty() {
        let close = rest.find([')', ']', '）'])?;
        let width = rest[close..].chars().next().map_or(1, char::len_utf8);
        rest = rest[close + width..].trim_start();
        if !(rest.is_empty() || rest.starts_with(['(', '[', '（'])) {
            return None;
        }
    }
    Some(name)
}

/// "Ana Lund (Lissa North) (Lab)" and nothing else.
fn alone(text: &str) -> Option<Label<'_>> {
    if text.len() > LONGEST || !text.ends_with(')') {
        return None;
    }
    let form = match text.matches('(').count() {
        1 => Form::AloneOnce,
        2 => Form::Alone,
        _ => return None,
    };
    let name = without_brackets(text)?;
    let party = &text[text.rfind('(')? + 1..text.len() - 1];
    let longest = if form == Form::Alone { 20 } else { 40 };
    let fits = (1..=longest).contains(&party.len()) && party.starts_with(char::is_uppercase);
    let named = is_name(name) && name.contains(' ');
    (fits && named).then_some(Label { name, end: text.len(), form })
}

/// "Q" or "A" separated by a period or by space, as some press offices write them.
fn letter(text: &str) -> Option<Label<'_>> {
    let name = text.get(..1).filter(|l| matches!(*l, "Q" | "A"))?;
    let rest = &text[1..];
    if rest.starts_with("  ") || rest.starts_with('\t') || rest.starts_with('\u{a0}') {
        return Some(Label { name, end: 1, form: Form::Letter });
    }
    if let Some(after) = rest.strip_prefix('.') {
        let form = if name == "Q" { Form::Letter } else { Form::LooseLetter };
        return after.starts_with(' ').then_some(Label { name, end: 2, form });
    }
    // If white space is lost, a capital or a mark must follow; the text around decides whether it is a label at all.
    let after = rest.strip_prefix(' ')?.chars().next()?;
    let begins = after.is_uppercase() || "([—–-…“\"‘'".contains(after);
    let form = if name == "Q" && begins { Form::Letter } else { Form::LooseLetter };
    (begins || after.is_alphanumeric()).then_some(Label { name, end: 1, form })
}

/// Whether every word could belong to a name or a title: capitalised, or a particle between capitalised words.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=MOST_WORDS).contains(&words)
        && name.split_whitespace().all(|w| {
            w.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
                || PARTICLES.contains(&w)
                || w.starts_with("al-")
                || w.starts_with("el-")
                || (w.starts_with('#') || w.bytes().all(|b| b.is_ascii_digit())) && words > 1
        })
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '\u{a0}' | '.' | '\'' | '’' | '-' | '–' | '—' | '#' | ',' | '&' | '/')
        })
}

/// The words of a name in lowercase, without numbers at their ends ("Q1").
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let words = name.split([' ', '\u{a0}', '.', '-', ',', '#']).filter(|w| !w.is_empty());
    words.map(|w| w.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase()).filter(|w| !w.is_empty())
}

/// Whether the name is a role that only a transcript has.
pub(super) fn names_part(name: &str) -> bool {
    let has = |list: &[&str], word: &str| list.contains(&word);
    let all: Vec<String> = words(name).collect();
    let Some(first) = all.iter().position(|w| !has(BEFORE_ROLES, w)) else {
        // "Madam", "The First": a title alone, or nothing.
        return all.len() > 1 && all.iter().any(|w| has(BEFORE_NAMES, w));
    };
    // "Major" is a title before "General", and an adjective elsewhere.
    let ranked = has(RANKS, &all[first]) && all.len() > first + 2 && has(BEFORE_NAMES, &all[first + 1]);
    let titled = ranked || all[..=first].iter().any(|w| has(BEFORE_NAMES, w)) && all.len() > 1;
    let by_role = has(ROLES, &all[first]) && (all.len() <= first + 2);
    titled || by_role || all.iter().any(|w| has(OFFICES, w))
}

/// Whether the name is that of somebody who asks.
pub(super) fn asks(name: &str) -> bool {
    let mut words = words(name).filter(|w| !BEFORE_ROLES.contains(&w.as_str()));
    words.next().is_some_and(|w| ASKING.contains(&w.as_str()))
}

/// Whether all letters are capitals, except those that names keep small ("DE la CRUZ", the c of a Mc).
pub(super) fn is_capitals(name: &str) -> bool {
    let small = |word: &str| {
        let bare = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
        bare.contains(char::is_lowercase)
            && !matches!(word, "de" | "la" | "du" | "van" | "von" | "der" | "al" | "bin")
            && !word.starts_with("al-")
    };
    name.chars().any(char::is_uppercase) && !name.split_whitespace().any(small)
}

/// The kind of text after a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// None; it may be on the next line.
    Nothing,
    /// Speech: it contains a sentence, or marks of speech.
    Speech,
    /// The value of a list: a name, a figure, a date.
    Other,
}

/// The kind of the words after a label.
pub(super) fn value(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() {
        return Value::Nothing;
    }
    let opens =
        text.starts_with(['(', '[', '—', '–', '-', '…', '“', '"', '«', '„']) || text.starts_with("...");
    let letters = text.contains(char::is_alphabetic);
    let closed =
        || super::super::plain::ends_sentence(text) || text.ends_with(['-', '—', '–', '"', '”', '»']);
    let inside = || [". ", "? ", "! ", "。", "？"].iter().any(|mark| text.contains(mark));
    let long = || text.split_whitespace().nth(7).is_some();
    if letters && (opens || closed() || long() || inside()) { Value::Speech } else { Value::Other }
}

/// Whether speech addresses somebody: it asks, or says "I", "we" or "you".
pub(in crate::import) fn is_addressed(text: &str) -> bool {
    const PERSONS: &[&str] =
        &["I", "I'm", "I’m", "I've", "I’ve", "we", "We", "you", "You", "my", "My", "our", "Our", "me", "us"];
    text.contains(['?', '？', '؟'])
        || text.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c))).any(|w| PERSONS.contains(&w))
}

/// Whether words open a talk: they greet or thank somebody.
pub(super) fn opens_talk(text: &str) -> bool {
    #[rustfmt::skip]
    const OPENINGS: &[&str] = &[
        "good morning", "good afternoon", "good evening", "good day", "hello", "thank you", "thanks",
        "ladies and gentlemen", "dear colleagues",
    ];
    let head: String = text.trim_start().chars().take(24).flat_map(char::to_lowercase).collect();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
}

/// Whether words are addressed to somebody in a parliament.
pub(super) fn is_of_chamber(text: &str) -> bool {
    CHAMBER.iter().any(|word| text.contains(word)) && is_addressed(text)
}
