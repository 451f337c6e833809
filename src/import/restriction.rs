//! Lines above a text that restrict its use: "EMBARGOED UNTIL …", "MANDATORY KILL".
//!
//! Wire formats have fields for that; press offices and desks write it above the text. Prose mentions embargoes too, so a
//! line counts only if it contains nothing else: a word for the embargo, and after it a day, a time of day or an event.
//!
//! Long because the words of such lines are listed beside the rules that read them.

use super::dates;
use crate::document::{BlockKind, Document, Metadata, Timestamp};
use crate::text::sanitise_line;

/// How many blocks above a text are checked.
const HEAD: usize = 6;

/// The longest such line, in bytes, and the longest stored end of an embargo, in characters.
const LONGEST: usize = 200;
const LONGEST_END: usize = 80;

/// The restriction given by a line above a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Restriction {
    /// It may not be used before that.
    Embargo(String),
    /// It may not be used for now.
    Withheld,
    /// It may not be used any more.
    Canceled,
}

/// Whether a line is only about when, or that, a text may not be used.
pub(super) fn is_restriction(line: &str) -> bool {
    restriction(line, None).is_some()
}

/// Whether a line says only that a text may be used at once, or that it is a release, as press offices write above it;
/// perhaps with the day.
pub(super) fn is_release(line: &str) -> bool {
    const RELEASES: &[&str] = &[
        "for immediate release",
        "for immediate use",
        "for immediate publication",
        "immediate release",
        "press release",
        "news release",
        "media release",
        "media advisory",
        "press statement",
        "pressemitteilung",
    ];
    if line.len() > LONGEST || !line.starts_with(|c: char| "fimnpFIMNP*".contains(c)) {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = RELEASES.iter().find_map(|release| bare.strip_prefix(release));
    let day = |rest: &str| {
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        rest.is_empty() || dates::date_line(rest).is_some()
    };
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) && day(rest))
}

/// Reads the lines above a text that restrict its use, unless its format has done so, and separates them from it.
pub(super) fn find(document: &mut Document) {
    let Document { text, blocks, metadata, .. } = document;
    let titled = metadata.title.as_deref().and_then(|title| in_title(title, metadata.language.as_deref()));
    titled.into_iter().for_each(|said| note(metadata, said));
    let mut goes_on = false;
    for i in 0..blocks.len().min(HEAD) {
        let body = blocks[i].span.of(text);
        if body.len() > LONGEST {
            break;
        }
        let read = |body: &str| restriction(body, metadata.language.as_deref());
        // The end of an embargo may have a line of its own.
        let joined = blocks.get(i + 1).filter(|_| is_open(body)).map(|next| blocks[i].span.join(next.span));
        let joined = joined.and_then(|span| read(span.of(text)));
        let was_read = std::mem::replace(&mut goes_on, joined.is_some());
        match joined.or_else(|| read(body)) {
            None if was_read => {}
            None if is_release(body) => {
                metadata.published = metadata.published.or_else(|| day_of_release(body));
            }
            None => continue,
            Some(said) => note(metadata, said),
        }
        // The subject of a letter stays its title.
        let is_title = metadata.title.as_deref() == Some(body);
        let block = &mut blocks[i];
        if matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph) && !is_title {
            block.kind = BlockKind::Furniture;
        }
    }
}

/// The day after the word for a release.
fn day_of_release(line: &str) -> Option<Timestamp> {
    let words = line.split_whitespace().collect::<Vec<_>>();
    (2..words.len()).find_map(|at| dates::date_line(&words[at..].join(" ")))
}

/// Sets a restriction, unless the format has set one.
fn note(metadata: &mut Metadata, said: Restriction) {
    let (field, value) = match said {
        Restriction::Embargo(until) => (&mut metadata.embargo, until),
        Restriction::Withheld => (&mut metadata.status, "withheld".to_owned()),
        Restriction::Canceled => (&mut metadata.status, "canceled".to_owned()),
    };
    field.get_or_insert(value);
}

/// The restriction shouted before a headline: "[EMBARGOED UNTIL 4 MAY] Talks end", "EMBARGOED: Talks end".
fn in_title(title: &str, language: Option<&str>) -> Option<Restriction> {
    let title = title.trim_start();
    let bracketed = title.strip_prefix(['[', '(']).and_then(|rest| rest.split_once([']', ')']));
    let lead = bracketed.or_else(|| title.split_once(": ")).map(|(lead, _)| lead)?;
    let shouted = lead.split(' ').next().is_some_and(|w| w.len() > 3 && !w.contains(char::is_lowercase));
    restriction(lead, language).filter(|_| shouted)
}

/// Lines that withdraw a text, in lowercase and without marks.
#[rustfmt::skip]
const KILLS: &[&str] = &[
    "mandatory kill", "bulletin kill", "kill bulletin", "kill advisory", "advisory kill", "kill notice",
    "story kill", "story killed", "story canceled", "story cancelled", "story withdrawn", "story retracted",
    "item canceled", "item cancelled", "item withdrawn", "report withdrawn", "text withdrawn",
    "mandatory withdrawal",
];

/// Words for an embargo, followed by its end.
#[rustfmt::skip]
const EMBARGOES: &[&[&str]] = &[
    &["embargoed"], &["embargo"], &["not", "for", "publication"], &["not", "for", "release"],
    &["not", "for", "broadcast"], &["not", "for", "use"], &["not", "to", "be", "published"],
    &["not", "to", "be", "released"], &["do", "not", "publish"], &["hold", "for", "release"], &["sperrfrist"],
    &["embargado"], &["эмбарго"],
];

/// Words before those.
const BEFORE: &[&str] = &["strictly", "strict", "under", "media", "press", "news", "sous", "please", "note"];

/// Words that lead to the end of an embargo.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "until", "till", "til", "before", "prior", "to", "ends", "expires", "lifts", "lifted", "bis", "jusqu'au",
    "jusqu’au", "jusqu'à", "jusqu’à", "hasta", "fino", "до",
];

/// Words that may come between the word for an embargo and its end.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "for", "or", "and", "publication", "release", "broadcast", "transmission", "use", "online", "print", "date",
    "time", "is", "be", "the", "at", "on", "from", "not", "published", "broadcasted", "strictly", "until", "al",
    "el", "la", "le", "zum",
];

/// Words of a time, besides those for days, months and zones.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "am", "pm", "a.m", "p.m", "noon", "midnight", "midday", "hours", "hrs", "hr", "h", "uhr", "o'clock",
    "o’clock", "local", "time", "gmt", "utc", "bst", "est", "edt", "et", "cet", "cest", "eet", "eest", "msk",
    "pst", "pdt", "pt", "ct", "cst", "cdt", "ist", "jst", "mez", "mesz", "z", "at", "on", "of", "the", "st", "nd",
    "rd", "th", "today", "tomorrow", "tonight", "morning", "afternoon", "evening", "and", "um", "den", "à", "a", "las", "de", "del", "le", "morgen", "heute",
];

/// Events that end an embargo; words such as "Redebeginn" are an event and its moment in one.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "address", "announcement", "briefing", "broadcast", "ceremony", "conference", "debate", "delivered", "delivery",
    "event", "given", "handover", "hearing", "launch", "lecture", "meeting", "plenary", "press", "presentation",
    "publication", "release", "remarks", "session", "signing", "sitting", "speech", "spoken", "statement", "summit",
    "talks", "telecast", "verdict", "visit", "vote", "ansprache", "pressekonferenz", "rede", "redebeginn", "redeende",
    "sitzung", "sitzungsbeginn", "sitzungsende", "treffen", "treffens", "unterzeichnung", "veranstaltungsbeginn",
    "veröffentlichung", "vortrag", "vortragsbeginn", "discours", "conférence", "réunion", "séance",
    "discurso", "rueda", "conferencia", "reunión", "sesión", "anuncio",
];

/// Words around an event: its moment, and its owner or kind.
#[rustfmt::skip]
const MOMENTS: &[&str] = &[
    "after", "following", "the", "a", "of", "end", "start", "beginning", "begin", "close", "conclusion", "completion",
    "opening", "moment", "time", "final", "first", "his", "her", "their", "its", "this", "by", "is", "are", "has",
    "been", "over", "ends", "begins", "starts", "closes", "concludes", "nach", "der", "die", "das", "des", "ende",
    "beginn", "la", "le", "du", "de", "del", "fin", "début", "après", "el", "inicio", "después", "prensa",
    "presse", "d",
];

/// The restriction in a line that contains nothing else.
fn restriction(line: &str, language: Option<&str>) -> Option<Restriction> {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '.'));
    // Most lines begin with other words.
    if line.len() > LONGEST
        || !line.starts_with(|c: char| "abdehikmnprstuэ".contains(c.to_ascii_lowercase()) || c == 'Э')
    {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let bare: Vec<String> = words.iter().map(|word| bared(word)).collect();
    let all = bare.iter().filter(|w| !w.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    if KILLS.contains(&&*all) || kills(line) {
        return Some(Restriction::Canceled);
    }
    let begin = bare.iter().take_while(|word| BEFORE.contains(&word.as_str())).count();
    let (at, word) = EMBARGOES.iter().find_map(|word| {
        let here = bare.get(begin..begin + word.len())?;
        here.iter().zip(*word).all(|(a, b)| a == b).then_some((begin + word.len(), word))
    })?;
    // In capitals it is an order; in lowercase it may be the heading of a story.
    let is_shouted = words[at - word.len()..at].iter().all(|w| !w.contains(char::is_lowercase));
    let is_participle = matches!(word, ["embargoed"]);
    let mut led = words[at - 1].ends_with([':', '-', '–', '—']) || is_participle;
    let mut start = at;
    while let Some(word) = bare.get(start) {
        let leads = LEADING.contains(&word.as_str());
        if !(leads
            || word.is_empty()
            || BETWEEN.contains(&word.as_str())
            || EMBARGOES.iter().any(|e| e.first() == Some(&&**word)))
        {
            break;
        }
        led |= leads || words[start].ends_with(':') || matches!(words[start], "-" | "–" | "—");
        start += 1;
    }
    if start == words.len() {
        let is_order =
            is_participle && is_shouted || begin > 0 && (is_participle || bare[..at] == ["under", "embargo"]);
        return is_order.then_some(Restriction::Withheld);
    }
    if !led {
        return None;
    }
    if bare[start..].starts_with(&["further".to_owned(), "notice".to_owned()]) {
        return Some(Restriction::Withheld);
    }
    let is_order = is_shouted && is_participle;
    let end = end_of_time(&words, &bare, start).or_else(|| end_of_event(&words, &bare, start, is_order))?;
    // The time is followed by another sentence, or the line is a heading.
    if end < words.len() && !is_shouted {
        return None;
    }
    let until = words[start..end].join(" ");
    let until =
        until.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '-' | '–' | '—' | '(')).trim();
    Some(Restriction::Embargo(until_when(until, language)))
}

/// Whether a line withdraws a text and names it: "MANDATORY KILL: Talks in Port Selm". In capitals it is an order; in
/// lower case a headline may begin this way.
fn kills(line: &str) -> bool {
    let lead = line.find([':', '–', '—', '(', '[']).or_else(|| line.find(" - ")).map(|end| &line[..end]);
    let is_kill = |lead: &str| {
        let words: Vec<String> = lead.split_whitespace().map(bared).collect();
        KILLS.contains(&&*words.join(" "))
    };
    lead.is_some_and(|lead| !lead.contains(char::is_lowercase) && is_kill(lead))
}

/// The index after the words of an event that ends an embargo, from word `start` ("after the meeting", "Redebeginn"). None
/// if there is no event, or if the line says anything else. An order may describe the event in words of its own ("EMBARGOED
/// UNTIL THE KING'S SPEECH").
fn end_of_event(words: &[&str], bare: &[String], start: usize, is_order: bool) -> Option<usize> {
    let closes =
        |at: usize| words[at].ends_with(['.', ';', '!']) || matches!(words[at], "-" | "–" | "—" | "|");
    let end = (start..words.len()).find(|&at| closes(at)).map_or(words.len(), |at| at + 1);
    let is_event = |word: &String| EVENTS.contains(&word.as_str());
    let known = |at: usize| {
        let word = bare[at].as_str();
        word.is_empty() || is_event(&bare[at]) || MOMENTS.contains(&word) || TIMES.contains(&word)
    };
    let is_short =
        end - start <= MOST_OF_EVENT && !words[start..end].iter().any(|word| word.ends_with([',', ':']));
    let says_event = bare[start..end].iter().any(is_event);
    (says_event && is_short && (is_order || (start..end).all(known))).then_some(end)
}

/// The most words for the event that ends an embargo.
const MOST_OF_EVENT: usize = 10;

/// Whether a line breaks off before the end of an embargo ("EMBARGOED UNTIL").
fn is_open(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(|word| LEADING.contains(&bared(word).as_str()))
}

/// A word in lowercase, without the marks around it.
fn bared(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The words of a time that begin at word `start`: the index after them. None if there is no time, or if the same
/// sentence continues after it.
fn end_of_time(words: &[&str], bare: &[String], start: usize) -> Option<usize> {
    let is_month = |word: &str| word.chars().count() <= 10 && dates::month_number(word).is_some();
    let is_day = |at: usize| dates::is_weekday(&bare[at]) || DAYS.contains(&bare[at].as_str());
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    // "Geneva time"
    let names_zone = |at: usize| {
        let behind = &bare[at + 1..bare.len().min(at + 3)];
        words[at].contains(char::is_uppercase) && behind.iter().any(|word| word == "time")
    };
    let is_of_time = |at: usize| {
        let word = bare[at].as_str();
        let figures =
            is_number(word) && word.chars().all(|c| c.is_ascii_digit() || ":.,/-+apmhstndrz".contains(c));
        let other = TIMES.contains(&word) || EVENTS.contains(&word) || word.is_empty();
        figures || other || is_month(word) || is_day(at) || names_zone(at)
    };
    let closes =
        |at: usize| words[at].ends_with(['.', ';', '!', ')']) || matches!(words[at], "-" | "–" | "—" | "|");
    let end = (start..words.len()).find(|&at| !is_of_time(at)).unwrap_or(words.len());
    let parted = end == words.len()
        || end > start && (closes(end - 1) || words[end].starts_with(['(', '-', '–', '—', '|']));
    let beside = |at: usize| {
        [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .any(|i| (start..end).contains(&i) && is_number(&bare[i]))
    };
    let is_led = start > 0 && (LEADING.contains(&bare[start - 1].as_str()) || bare[start - 1] == "the");
    let says_when = (start..end).any(|at| {
        let word = &*bare[at];
        let marks = word.chars().filter(|c| matches!(c, '.' | '/' | '-')).count();
        is_day(at)
            || is_led && matches!(word, "noon" | "midday" | "midnight")
            || EVENTS.contains(&word)
            || is_month(word) && beside(at)
            || is_number(word) && (word.contains(':') || marks == 2)
            || beside(at) && (HALVES.contains(&word) || CLOCKS.contains(&word))
            || is_number(word) && word.ends_with(['m', 'h'])
    });
    (parted && says_when).then_some(end)
}

/// Weekdays in languages other than English.
#[rustfmt::skip]
const DAYS: &[&str] = &[
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi",
    "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado",
    "domingo", "tomorrow", "tonight"];

/// The halves of a day, the words that show four digits before them to be a time of day.
const HALVES: &[&str] = &["am", "pm", "a.m", "p.m"];
const CLOCKS: &[&str] =
    &["hours", "hrs", "hr", "h", "uhr", "gmt", "utc", "bst", "est", "edt", "et", "cet", "cest", "z"];

/// The end of an embargo in ISO 8601 if it can be parsed in full, else as written, so that it is never over by itself.
fn until_when(written: &str, language: Option<&str>) -> String {
    let as_written = || sanitise_line(written, LONGEST_END);
    let (clocked, says_time) = with_colons(written);
    match dates::timestamp(&clocked, language) {
        Some(time) if time.has_time() || !says_time => time.to_iso(),
        _ => as_written(),
    }
}

/// A time with a colon in its time of day (from "10 a.m.", "10.30 Uhr", "0001 GMT"), and whether it has one.
fn with_colons(written: &str) -> (String, bool) {
    let spaced: String = halves_apart(written);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let bare: Vec<String> = words.iter().map(|word| bared(word)).collect();
    let mut says_time = false;
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = bare.get(at + 1).map_or("", String::as_str);
        let figures: String = bare[at].chars().filter(char::is_ascii_digit).collect();
        let timed = HALVES.contains(&next) || CLOCKS.contains(&next);
        let plain = figures.len() == bare[at].len();
        let dotted =
            bare[at].len() == figures.len() + 1 && bare[at].contains('.') && (3..=4).contains(&figures.len());
        says_time |= word.contains(':') || timed || matches!(&*bare[at], "noon" | "midday" | "midnight");
        out.push(match figures.len() {
            _ if matches!(&*bare[at], "noon" | "midday") => "12:00".to_owned(),
            1 | 2 if plain && timed => format!("{figures}:00"),
            3 | 4 if (dotted || plain && figures.len() == 4) && timed => {
                let (hours, minutes) = figures.split_at(figures.len() - 2);
                format!("{hours}:{minutes}")
            }
            _ if matches!(&*bare[at], "hours" | "hrs" | "hr" | "h" | "uhr") => String::new(),
            _ => (*word).to_owned(),
        });
    }
    (out.join(" "), says_time)
}

/// A text with a space between digits and the half of the day after them ("10am").
fn halves_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut figure = false;
    for (at, c) in text.char_indices() {
        let half = || matches!(c, 'a' | 'A' | 'p' | 'P') && text[at + 1..].starts_with(['m', 'M', '.']);
        if figure && (half() || matches!(c, 'h') && !text[at + 1..].starts_with(char::is_alphanumeric)) {
            out.push(' ');
        }
        figure = c.is_ascii_digit();
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests;
