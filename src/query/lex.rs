//! Splits a query into tokens.

use super::{Field, ParseError, Piece};
use crate::text::nearest;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// "&", AND.
    And,
    /// "|", OR.
    Or,
    /// "!", NOT: excludes the term after it.
    Not,
    /// "-" before a word: excludes that word.
    Minus,
    /// "(".
    Open,
    /// ")".
    Close,
    /// A field with its colon.
    Field(Field),
    /// A word, a phrase or a prefix.
    Piece(Piece),
}

/// Splits a query into tokens.
pub(super) fn tokens(written: &str) -> Result<Vec<Token>, ParseError> {
    let mut tokens = Vec::new();
    let mut rest = written.trim_start();
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '&' | '|' | '!' | '(' | ')' => {
                tokens.push(sign(c));
                1
            }
            '-' if begins_operand(&rest[1..]) => {
                tokens.push(Token::Minus);
                1
            }
            '"' | '“' | '”' => phrase(rest, &mut tokens)?,
            _ => word(rest, &mut tokens)?,
        };
        rest = rest[end..].trim_start();
    }
    Ok(tokens)
}

fn sign(c: char) -> Token {
    match c {
        '&' => Token::And,
        '|' => Token::Or,
        '!' => Token::Not,
        '(' => Token::Open,
        _ => Token::Close,
    }
}

/// Whether an operand of a negation begins here.
fn begins_operand(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || "(\"“”!-".contains(c))
}

/// Takes the phrase at the front, with its quotation marks, and returns its length in bytes.
fn phrase(rest: &str, tokens: &mut Vec<Token>) -> Result<usize, ParseError> {
    let open = rest.chars().next().map_or(0, char::len_utf8);
    let inside = &rest[open..];
    let length = inside.find(['"', '“', '”']).ok_or(ParseError::Quotation)?;
    let words = inside[..length].split_whitespace().collect::<Vec<_>>().join(" ");
    let end = open + length + inside[length..].chars().next().map_or(0, char::len_utf8);
    let is_prefix = rest[end..].starts_with('*') && !words.is_empty();
    tokens.push(Token::Piece(if is_prefix { Piece::Prefix(words) } else { Piece::Phrase(words) }));
    Ok(end + usize::from(is_prefix))
}

/// Takes the word at the front, or the field that ends in a colon, and returns its length in bytes.
fn word(rest: &str, tokens: &mut Vec<Token>) -> Result<usize, ParseError> {
    let ends = |c: char| c.is_whitespace() || "&|!()\"“”".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let word = &rest[..end];
    if let Some((name, _)) = word.split_once(':').filter(|(name, _)| is_field(name)) {
        let field = Field::from_name(name).ok_or_else(|| ParseError::Field {
            written: name.to_owned(),
            nearest: nearest(name, Field::WRITTEN.iter().map(|(name, ..)| *name)),
        })?;
        tokens.push(Token::Field(field));
        return Ok(name.len() + 1);
    }
    tokens.push(match word {
        "AND" => Token::And,
        "OR" => Token::Or,
        "NOT" => Token::Not,
        _ => Token::Piece(
            match word.strip_suffix('*').filter(|stem| stem.chars().any(char::is_alphanumeric)) {
                Some(stem) => Piece::Prefix(stem.to_owned()),
                None => Piece::Word(word.to_owned()),
            },
        ),
    });
    Ok(end)
}

/// Whether the text before a colon may be meant as a field: "18:00" is a time.
fn is_field(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '_')
}
