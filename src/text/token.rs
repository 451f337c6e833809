//! Tokens: the words, numbers and marks of a text, in order, without the white space between them.
//!
//! A word keeps its inner hyphens, periods and apostrophes ("al-Assad", "U.S.", "isn't", "O'Brien"); a clitic
//! is a token of its own ("Putin" + "'s", "they" + "'re"); every other mark is one, too.

use super::Span;

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits and inner marks.
    Word,
    /// Begins with a digit.
    Number,
    /// "'s", "'re", "'ve", "'ll", "'d", "'m", or the bare apostrophe of a plural possessive.
    Clitic,
    /// A quotation mark of any convention, single ones included.
    Quote,
    /// Any other mark.
    Mark,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No letter.
    None,
    /// All lower case.
    Lower,
    /// Only the first letter is a capital.
    Capital,
    /// Two capitals or more, no lower case.
    Upper,
    /// Anything else ("iPhone", "de-Baathification").
    Mixed,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The bytes of the token.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub shape: Shape,
    /// Whether white space, or the beginning of the text, comes before it.
    pub spaced: bool,
}

impl Token {
    /// Whether the first letter is a capital.
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }
}

const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Whether `c` can be an apostrophe.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}' | '`' | '\u{02bb}' | '\u{02bf}')
}

/// Whether `c` is a quotation mark of some convention (straight, curly, low, angle, corner, prime).
pub fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
            | '\u{300c}'..='\u{300f}' | '\u{ff02}'
    )
}

/// The tokens of the bytes `span` of `text`.
///
/// Tested invariants: tokens are in order, never overlap, lie on character boundaries, and have only white
/// space between them.
pub fn tokenize(text: &str, span: Span) -> Vec<Token> {
    let part = span.of(text);
    let mut tokens = Vec::with_capacity(part.len() / 5 + 1);
    let mut scanner = Scanner { part, base: span.start, at: 0, spaced: true, tokens: &mut tokens };
    while scanner.step() {}
    tokens
}

struct Scanner<'a> {
    part: &'a str,
    /// Offset of `part` in the whole text, in bytes.
    base: u32,
    /// Next byte of `part`.
    at: usize,
    spaced: bool,
    tokens: &'a mut Vec<Token>,
}

impl Scanner<'_> {
    /// Reads one token or one white space; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.part[self.at..];
        let Some(c) = rest.chars().next() else { return false };
        if c.is_whitespace() {
            self.at += c.len_utf8();
            self.spaced = true;
        } else if let Some(len) = self.clitic(rest, c) {
            self.push(len, TokenKind::Clitic, Shape::Lower);
        } else if c.is_alphanumeric() {
            let len = word_len(rest);
            let kind = if c.is_numeric() { TokenKind::Number } else { TokenKind::Word };
            self.push(len, kind, shape(&rest[..len]));
        } else {
            let kind = if is_quotation_mark(c) { TokenKind::Quote } else { TokenKind::Mark };
            self.push(mark_len(rest, c), kind, Shape::None);
        }
        true
    }

    fn push(&mut self, len: usize, kind: TokenKind, shape: Shape) {
        let start = self.base + self.at as u32;
        let span = Span::new(start, start + len as u32);
        self.tokens.push(Token { span, kind, shape, spaced: self.spaced });
        self.at += len;
        self.spaced = false;
    }

    /// The length of the clitic at the beginning of `rest`, if it is attached to the word before it.
    fn clitic(&self, rest: &str, c: char) -> Option<usize> {
        let after_word = !self.spaced
            && self.tokens.last().is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        if !after_word || !is_apostrophe(c) {
            return None;
        }
        let tail = &rest[c.len_utf8()..];
        let letters = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
        CLITICS.iter().any(|k| tail[..letters].eq_ignore_ascii_case(k)).then_some(c.len_utf8() + letters)
    }
}

/// Length of a run of one mark: "..." and "--" are one token, every other mark is a token by itself.
fn mark_len(rest: &str, c: char) -> usize {
    if matches!(c, '.' | '-') { rest.len() - rest.trim_start_matches(c).len() } else { c.len_utf8() }
}

/// Length of the word or number at the beginning of `rest`, which begins with a letter or digit.
fn word_len(rest: &str) -> usize {
    // Most words are plain, and nothing after them could extend them.
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let next = rest.as_bytes().get(plain).copied().unwrap_or(b' ');
    if plain > 0 && next.is_ascii() && !b"'`-&_@.,".contains(&next) {
        return plain;
    }
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let joins = c.is_alphanumeric()
            || is_mark_inside(c)
            || (is_apostrophe(c)
                && !clitic_follows(&rest[i + c.len_utf8()..])
                && next.is_some_and(char::is_alphanumeric))
            || (is_joiner(c) && next.is_some_and(char::is_alphanumeric))
            || (matches!(c, '.' | ',') && is_inside_number(rest, i, next))
            || (c == '.' && is_abbreviation(&rest[..i], next));
        if !joins {
            break;
        }
        len = i + c.len_utf8();
    }
    len
}

/// Combining marks, variation selectors and the zero-width joiners that some scripts need.
fn is_mark_inside(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '&' | '_' | '@')
}

fn is_inside_number(rest: &str, i: usize, next: Option<char>) -> bool {
    rest[..i].chars().next_back().is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric)
}

fn clitic_follows(tail: &str) -> bool {
    let letters = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    CLITICS.iter().any(|k| tail[..letters].eq_ignore_ascii_case(k))
}

/// Whether the period after `before` belongs to the word: an initial, "U.S.", or a known abbreviation.
fn is_abbreviation(before: &str, next: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    if single {
        return before.contains('.')
            || next.is_some_and(char::is_alphabetic)
            || last.chars().all(char::is_uppercase);
    }
    super::sentence::is_known_abbreviation(before)
}

fn shape(word: &str) -> Shape {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase).peekable();
    let first_upper = letters.peek() == Some(&true);
    let (mut upper, mut lower) = (0, 0);
    letters.for_each(|is_upper| if is_upper { upper += 1 } else { lower += 1 });
    match (upper, lower, first_upper) {
        (0, 0, _) => Shape::None,
        (0, _, _) => Shape::Lower,
        (1, _, true) => Shape::Capital,
        (_, 0, _) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len() as u32)).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_keep_their_inner_marks() {
        assert_eq!(
            words("Mokoena-Reyes isn't in O'Brien's U.S. office."),
            ["Mokoena-Reyes", "isn't", "in", "O'Brien", "'s", "U.S.", "office", "."]
        );
    }

    #[test]
    fn clitics_are_tokens() {
        assert_eq!(words("Putin’s ally; they’re"), ["Putin", "’s", "ally", ";", "they", "’re"]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(
            words("1,600 people, $3.5 billion in 2018."),
            ["1,600", "people", ",", "$", "3.5", "billion", "in", "2018", "."]
        );
    }

    #[test]
    fn titles_and_initials_keep_their_period() {
        assert_eq!(
            words("Mr. Smith and J. Doe met Gen. X."),
            ["Mr.", "Smith", "and", "J.", "Doe", "met", "Gen.", "X."]
        );
    }

    #[test]
    fn marks_stand_alone() {
        assert_eq!(
            words("“Yes,” he said... (no)"),
            ["“", "Yes", ",", "”", "he", "said", "...", "(", "no", ")"]
        );
    }

    #[test]
    fn tokens_cover_all_but_white_space() {
        for text in ["a\u{301}b ’s\u{a0}x", "عربي, 中文。", "'tis 'Quoted' words'", "…—–", "e\u{200d}f"]
        {
            let mut at = 0;
            for t in tokenize(text, Span::new(0, text.len() as u32)) {
                assert!(text[at..t.span.start as usize].chars().all(char::is_whitespace), "{text:?}");
                assert!(!t.span.of(text).is_empty());
                at = t.span.end as usize;
            }
            assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
