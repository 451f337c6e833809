//! Search patterns: words, ignoring case, accents and kinds of quotation marks, or a regular expression.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

/// The prefixes of a regular expression: ours, and vim's "very magic".
const PREFIXES: [&str; 2] = ["re:", "\\v"];
/// The most bytes of a compiled expression; one that repeats itself a million times is refused.
const LARGEST: usize = 1 << 19;
/// How deep groups may nest. Parsing takes stack for each level.
const DEEPEST: u32 = 50;

/// Why a search is impossible.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// The regular expression is not well-formed.
    #[error("The expression is wrong: {0}")]
    Syntax(String),
    /// The regular expression would take too much memory.
    #[error("The expression is too large; repeat less in it")]
    TooLarge,
}

impl PatternError {
    /// The fault, in a few words.
    pub fn short(&self) -> String {
        match self {
            Self::Syntax(reason) => reason.clone(),
            Self::TooLarge => "too large".to_owned(),
        }
    }
}

/// A search pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The typed text.
    pub source: String,
    regex: Regex,
}

impl Pattern {
    /// Parses typed text: words, or after "re:" a regular expression. Capitals match only themselves; without any,
    /// case is ignored. Empty text is no pattern.
    pub fn parse(source: &str) -> Result<Option<Self>, PatternError> {
        let expression = PREFIXES.iter().find_map(|p| source.strip_prefix(p));
        if expression.unwrap_or(source).trim().is_empty() {
            return Ok(None);
        }
        let cased = has_capitals(source, expression.is_some());
        let regex = RegexBuilder::new(&expression.map_or_else(|| literal(source), str::to_owned))
            .case_insensitive(!cased)
            .multi_line(true)
            .size_limit(LARGEST)
            .nest_limit(DEEPEST)
            .build();
        match regex {
            Ok(regex) => Ok(Some(Self { source: source.to_owned(), regex })),
            Err(regex::Error::CompiledTooBig(_)) => Err(PatternError::TooLarge),
            Err(error) => Err(PatternError::Syntax(reason(&error.to_string()))),
        }
    }

    /// The first match of `text` that begins at or after byte `from`, in bytes. Empty matches do not count.
    pub fn find_at(&self, text: &str, mut from: usize) -> Option<(usize, usize)> {
        while from <= text.len() {
            let found = self.regex.find_at(text, from)?;
            if !found.is_empty() {
                return Some((found.start(), found.end()));
            }
            from = found.end() + text[found.end()..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// The matches of a text, in bytes.
    pub fn find_all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find_at(text, from)?;
            from = found.1;
            Some(found)
        })
    }

    /// Whether it is anywhere in a text.
    pub fn matches(&self, text: &str) -> bool {
        self.find_at(text, 0).is_some()
    }
}

/// The sentence with the fault from the parser's report, which also draws an arrow below the expression.
fn reason(report: &str) -> String {
    let last = report.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or(report);
    last.trim_start_matches("error: ").to_owned()
}

fn has_capitals(source: &str, is_expression: bool) -> bool {
    let mut escaped = false;
    source.chars().any(|c| {
        // `\W` is a class and not a capital.
        let counts = !(is_expression && escaped);
        escaped = c == '\\' && !escaped;
        counts && c.is_uppercase()
    })
}

/// The expression for typed words: they match any white space between them, any quotation mark, apostrophe or
/// dash for the plain one, and an accented letter for one without.
fn literal(words: &str) -> String {
    let accented = accented_letters();
    let mut expression = String::new();
    let mut space = false;
    for c in words.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            expression.push_str("\\s+");
        }
        match c {
            '\'' => expression.push_str("['‘’ʼ]"),
            '"' => expression.push_str("[\"“”„«»]"),
            '-' => expression.push_str("[-‐‑–—]"),
            _ => match accented.get(&c) {
                // A text may also have the accent as a separate mark after the letter.
                Some(others) => {
                    expression.extend(['[', c]);
                    expression.push_str(others);
                    expression.push_str("][\\x{300}-\\x{36f}]*");
                }
                None => expression.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            },
        }
    }
    if space {
        expression.push_str("\\s");
    }
    expression
}

/// For each plain Latin letter the letters derived from it, so that "Erdogan" finds "Erdoğan".
fn accented_letters() -> HashMap<char, String> {
    let mut letters: HashMap<char, String> = HashMap::new();
    let composed = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
    let decomposed = composed.filter_map(|c| Some((std::iter::once(c).nfd().next()?, c)));
    // These have no decomposition, but are also typed without their marks.
    let others =
        [('o', 'ø'), ('O', 'Ø'), ('l', 'ł'), ('L', 'Ł'), ('d', 'đ'), ('D', 'Đ'), ('i', 'ı'), ('h', 'ħ')];
    for (plain, c) in decomposed.chain(others).filter(|(plain, c)| plain.is_ascii_alphabetic() && plain != c)
    {
        letters.entry(plain).or_default().push(c);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
        let pattern = Pattern::parse(pattern).unwrap().unwrap();
        pattern.find_all(text).map(|(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn capitals_mean_themselves() {
        assert_eq!(found("pier", "Pier pier PIER"), ["Pier", "pier", "PIER"]);
        assert_eq!(found("Pier", "Pier pier PIER"), ["Pier"]);
        assert_eq!(found("re:\\W", "a.b"), ["."]);
    }

    #[test]
    fn words_forgive_accents_marks_and_spaces() {
        assert_eq!(found("erdogan", "Erdoğan Erdog\u{306}an"), ["Erdoğan", "Erdog\u{306}an"]);
        assert_eq!(found("don't  go", "don’t\ngo"), ["don’t\ngo"]);
        assert_eq!(found("\"so-called\"", "“so–called”"), ["“so–called”"]);
        assert_eq!(found("a.b (c)", "axb (c) a.b (c)"), ["a.b (c)"]);
    }

    #[test]
    fn groups_in_groups_without_end_are_refused_on_a_small_stack() {
        let parse = |deep: usize| {
            let source = format!("re:{}a{}", "(".repeat(deep), ")".repeat(deep));
            Pattern::parse(&source).map(|pattern| pattern.unwrap().find_at(&"a".repeat(1000), 0))
        };
        let small = std::thread::Builder::new().stack_size(512 * 1024);
        let ended = small.spawn(move || (parse(40).is_ok(), parse(22_000).is_err())).unwrap().join();
        assert_eq!(ended.unwrap(), (true, true));
    }

    #[test]
    fn expressions_are_asked_for() {
        assert_eq!(found("re:p[ie]+r$", "pier\nper"), ["pier", "per"]);
        assert_eq!(found("\\vb|d", "abcd"), ["b", "d"]);
        assert_eq!(found("re:x*", "axxb"), ["xx"]);
        let error = |source: &str| Pattern::parse(source).unwrap_err().to_string();
        assert!(error("re:(a").contains("unclosed group"), "{}", error("re:(a"));
        assert!(error("re:(a{500}){500}").contains("too large"));
        assert!(Pattern::parse("re:").unwrap().is_none());
        assert!(Pattern::parse(" ").unwrap().is_none());
    }
}
