//! The language of the filter: `putin & kurds`, `un | russia`, `!assad`, `said:lavrov & (kind:state | role:envoy)`.
//!
//! Words that stand together are one name. What binds closest is "!", then "&", then "|"; AND, OR and NOT in
//! capital letters mean the same. A name with a sign in it stands between quotation marks.

use std::fmt;

/// What of a paragraph a term looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who is in it: named, or speaking.
    Actor,
    /// Who speaks in it.
    Said,
    /// The role of somebody who is in it.
    Role,
    /// The kind of somebody who is in it.
    Kind,
    /// Its words.
    Text,
}

impl Field {
    /// The fields that are written out, with what they look at.
    pub const WRITTEN: [(&'static str, Self, &'static str); 4] = [
        ("said", Self::Said, "paragraphs in which they speak"),
        ("role", Self::Role, "actors by role: role:envoy"),
        ("kind", Self::Kind, "actors by kind: kind:state"),
        ("text", Self::Text, "paragraphs with these words"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        let found = Self::WRITTEN.iter().find(|(written, ..)| written.eq_ignore_ascii_case(name.trim()));
        found.map(|(_, field, _)| *field)
    }

    fn name(self) -> &'static str {
        Self::WRITTEN.iter().find(|(_, field, _)| *field == self).map_or("", |(name, ..)| name)
    }
}

/// Which paragraphs pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Those of which a field has these words.
    Term(Field, String),
    /// Those that do not pass the other.
    Not(Box<Expression>),
    /// Those that pass all.
    All(Vec<Expression>),
    /// Those that pass at least one.
    Any(Vec<Expression>),
}

/// An expression that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// A name is missing.
    #[error("a name is missing {0}")]
    Missing(&'static str),
    /// A parenthesis has no partner.
    #[error("a parenthesis is not closed, or not opened")]
    Parenthesis,
    /// A quotation mark has no partner.
    #[error("a quotation mark is not closed")]
    Quotation,
    /// A word before a colon is no field.
    #[error("there is no “{0}:”; use said: role: kind: or text:")]
    Field(String),
    /// Parentheses in parentheses, without end.
    #[error("too many parentheses")]
    Deep,
}

/// How deep parentheses and negations may stand in each other.
const DEEPEST: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    And,
    Or,
    Not,
    Open,
    Close,
    Field(Field),
    Word(String),
}

impl Expression {
    /// The name of an actor as a term.
    pub fn actor(name: &str) -> Self {
        Self::Term(Field::Actor, name.to_owned())
    }

    /// Reads an expression; nothing written is none.
    pub fn parse(written: &str) -> Result<Option<Self>, ExpressionError> {
        let tokens = tokens(written)?;
        if tokens.is_empty() {
            return Ok(None);
        }
        let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
        let expression = parser.any()?;
        if parser.at < tokens.len() {
            return Err(ExpressionError::Parenthesis);
        }
        Ok(Some(expression))
    }

    /// Calls `see` with each term and whether it is negated.
    pub fn each_term(&self, negated: bool, see: &mut impl FnMut(Field, &str, bool)) {
        match self {
            Self::Term(field, words) => see(*field, words, negated),
            Self::Not(inner) => inner.each_term(!negated, see),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|p| p.each_term(negated, see)),
        }
    }

    /// Puts another name in the place of one that stands in it whole.
    pub fn rename(&mut self, old: &str, new: &str) {
        match self {
            Self::Term(Field::Actor | Field::Said, words) if words == old => new.clone_into(words),
            Self::Term(..) => {}
            Self::Not(inner) => inner.rename(old, new),
            Self::All(parts) | Self::Any(parts) => parts.iter_mut().for_each(|p| p.rename(old, new)),
        }
    }

    fn binding(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::All(_) => 1,
            Self::Not(_) | Self::Term(..) => 2,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let inner = |f: &mut fmt::Formatter, part: &Self| {
            if part.binding() > self.binding() || matches!(part, Self::Term(..) | Self::Not(_)) {
                write!(f, "{part}")
            } else {
                write!(f, "({part})")
            }
        };
        let joined = |f: &mut fmt::Formatter, parts: &[Self], sign: &str| {
            parts.iter().enumerate().try_for_each(|(i, part)| {
                f.write_str(if i > 0 { sign } else { "" })?;
                inner(f, part)
            })
        };
        match self {
            Self::Term(Field::Actor, words) => f.write_str(&quoted(words)),
            Self::Term(field, words) => write!(f, "{}:{}", field.name(), quoted(words)),
            Self::Not(part) => {
                f.write_str("!")?;
                inner(f, part)
            }
            Self::All(parts) => joined(f, parts, " & "),
            Self::Any(parts) => joined(f, parts, " | "),
        }
    }
}

/// A name as an expression writes it.
pub fn quoted(name: &str) -> String {
    let plain = tokens(name).is_ok_and(|t| !t.is_empty() && t.iter().all(|t| matches!(t, Token::Word(_))));
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "'")) }
}

/// The byte at which the name begins that is being written at the end of `written`, and the field before it.
pub fn unfinished(written: &str) -> (usize, Field) {
    let from = written.rfind(['&', '|', '!', '(', ')', '"']).map_or(0, |at| at + 1);
    let (from, field) = match written[from..].split_once(':') {
        Some((name, _)) => (from + name.len() + 1, Field::from_name(name).unwrap_or(Field::Actor)),
        None => (from, Field::Actor),
    };
    let rest = &written[from..];
    (from + rest.len() - rest.trim_start().len(), field)
}

fn tokens(written: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens = Vec::new();
    let mut rest = written.trim_start();
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '&' | '|' | '!' | '(' | ')' => {
                tokens.push(match c {
                    '&' => Token::And,
                    '|' => Token::Or,
                    '!' => Token::Not,
                    '(' => Token::Open,
                    _ => Token::Close,
                });
                1
            }
            '"' | '“' | '”' => {
                let inside = &rest[c.len_utf8()..];
                let length = inside.find(['"', '“', '”']).ok_or(ExpressionError::Quotation)?;
                tokens.push(Token::Word(inside[..length].trim().to_owned()));
                let mark = inside[length..].chars().next().map_or(0, char::len_utf8);
                c.len_utf8() + length + mark
            }
            _ => word(rest, &mut tokens)?,
        };
        rest = rest[end..].trim_start();
    }
    Ok(tokens)
}

/// Takes the word at the front of `rest`, or the field that ends in a colon, and gives its length in bytes.
fn word(rest: &str, tokens: &mut Vec<Token>) -> Result<usize, ExpressionError> {
    let ends = |c: char| c.is_whitespace() || "&|!():\"“”".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let word = &rest[..end];
    if rest[end..].starts_with(':') {
        let field = Field::from_name(word).ok_or_else(|| ExpressionError::Field(word.to_owned()))?;
        tokens.push(Token::Field(field));
        return Ok(end + 1);
    }
    tokens.push(match word {
        "AND" => Token::And,
        "OR" => Token::Or,
        "NOT" => Token::Not,
        _ => Token::Word(word.to_owned()),
    });
    Ok(end)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn take(&mut self, token: &Token) -> bool {
        let there = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(there);
        there
    }

    fn any(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = vec![self.all()?];
        while self.take(&Token::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = vec![self.one()?];
        // "putin !assad" and "putin (un | eu)" mean what they seem to mean.
        while self.take(&Token::And)
            || matches!(self.tokens.get(self.at), Some(Token::Not | Token::Open | Token::Field(_)))
        {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::All(parts) })
    }

    fn one(&mut self) -> Result<Expression, ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ExpressionError::Deep);
        }
        let expression = if self.take(&Token::Not) {
            Expression::Not(Box::new(self.one()?))
        } else if self.take(&Token::Open) {
            let inner = self.any()?;
            if !self.take(&Token::Close) {
                return Err(ExpressionError::Parenthesis);
            }
            inner
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn term(&mut self) -> Result<Expression, ExpressionError> {
        let field = match self.tokens.get(self.at) {
            Some(Token::Field(field)) => {
                self.at += 1;
                *field
            }
            _ => Field::Actor,
        };
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.tokens.get(self.at) {
            words.push(word.as_str());
            self.at += 1;
        }
        // One space between words, however they were quoted: so they are written, and read again.
        let words = words.iter().flat_map(|w| w.split_whitespace()).collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            return Ok(Expression::Term(field, words));
        }
        Err(match self.tokens.get(self.at) {
            None if self.at == 0 || field == Field::Actor => ExpressionError::Missing("at the end"),
            None => ExpressionError::Missing("behind the colon"),
            Some(Token::Close) => ExpressionError::Missing("before “)”"),
            Some(_) => ExpressionError::Missing("before “&” or “|”"),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The expression, every part between brackets.
    fn shape(expression: &Expression) -> String {
        let joined = |parts: &[Expression], sign| parts.iter().map(shape).collect::<Vec<_>>().join(sign);
        match expression {
            Expression::Term(Field::Actor, words) => words.clone(),
            Expression::Term(field, words) => format!("{field:?}={words}"),
            Expression::Not(part) => format!("!{}", shape(part)),
            Expression::All(parts) => format!("[{}]", joined(parts, "&")),
            Expression::Any(parts) => format!("[{}]", joined(parts, "|")),
        }
    }

    fn parsed(written: &str) -> String {
        match Expression::parse(written) {
            Ok(expression) => expression.map_or_else(String::new, |e| shape(&e)),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn signs_bind_as_one_expects() {
        assert_eq!(parsed("putin & kurds"), "[putin&kurds]");
        assert_eq!(parsed("\"\"a \"b  c\""), "a b c");
        assert_eq!(parsed("un | marta okafor & !eu"), "[un|[marta okafor&!eu]]");
        assert_eq!(parsed("(un|eu) said:lavrov"), "[[un|eu]&Said=lavrov]");
        assert_eq!(parsed("NOT un AND eu OR us"), "[[!un&eu]|us]");
        assert_eq!(parsed("role: special envoy kind:state"), "[Role=special envoy&Kind=state]");
        assert_eq!(parsed("“Black & White” | \"a:b\""), "[Black & White|a:b]");
        assert_eq!(parsed("  "), "");
    }

    #[test]
    fn what_means_nothing_is_said() {
        assert_eq!(parsed("un &"), "a name is missing at the end");
        assert_eq!(parsed("& un"), "a name is missing before “&” or “|”");
        assert_eq!(parsed("said:"), "a name is missing behind the colon");
        assert_eq!(parsed("(un"), "a parenthesis is not closed, or not opened");
        assert_eq!(parsed("un)"), "a parenthesis is not closed, or not opened");
        assert_eq!(parsed("\"un"), "a quotation mark is not closed");
        assert_eq!(parsed("sad:un"), "there is no “sad:”; use said: role: kind: or text:");
        assert_eq!(parsed(&"(".repeat(1000)), "too many parentheses");
    }

    #[test]
    fn the_name_that_is_being_written_is_known() {
        assert_eq!(unfinished("un & mar"), (5, Field::Actor));
        assert_eq!(unfinished("un & !said: mar"), (12, Field::Said));
        assert_eq!(unfinished(""), (0, Field::Actor));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_written_again_means_the_same(written in "[ab&|!() \":]{0,16}|(said:|kind:|a|b c| & | \\| |!|\\(|\\)){0,9}") {
            if let Ok(Some(expression)) = Expression::parse(&written) {
                let again = Expression::parse(&expression.to_string());
                prop_assert_eq!(again, Ok(Some(expression.clone())), "{}", expression);
            }
        }
    }
}
