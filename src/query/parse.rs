//! Parses tokens into a query. "!" and "-" bind closest, then adjacent terms and "&", then "|".

use super::lex::{Token, tokens};
use super::names::folded;
use super::{Expression, Field, Is, KINDS, Order, ParseError, Period, Piece, Query, Term};
use crate::text::nearest;

/// How deep parentheses and negations may nest.
const DEEPEST: usize = 50;

/// Parses a query.
pub(super) fn query(written: &str) -> Result<Query, ParseError> {
    let (tokens, order) = ordered(tokens(written)?)?;
    if tokens.is_empty() {
        return Ok(Query { expression: None, order });
    }
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let expression = parser.any()?;
    if parser.at < tokens.len() {
        return Err(ParseError::Parenthesis);
    }
    Ok(Query { expression: Some(expression), order })
}

/// Takes out `sort:`, which is not part of the condition.
fn ordered(tokens: Vec<Token>) -> Result<(Vec<Token>, Order), ParseError> {
    const ORDERS: [(&str, Order); 5] = [
        ("new", Order::Newest),
        ("newest", Order::Newest),
        ("old", Order::Oldest),
        ("oldest", Order::Oldest),
        ("best", Order::Best),
    ];
    let (mut rest, mut order) = (Vec::with_capacity(tokens.len()), Order::default());
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if token != Token::Field(Field::Sort) {
            rest.push(token);
            continue;
        }
        let Some(Token::Piece(piece)) = tokens.next() else {
            return Err(ParseError::Missing("after the colon"));
        };
        order = one_of(Field::Sort, piece.words(), &ORDERS)?;
    }
    Ok((rest, order))
}

/// The value with that name.
fn one_of<T: Copy>(field: Field, written: &str, all: &[(&'static str, T)]) -> Result<T, ParseError> {
    let found = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(written));
    found.map(|(_, value)| *value).ok_or_else(|| ParseError::Value {
        field,
        written: written.to_owned(),
        nearest: nearest(written, all.iter().map(|(name, _)| *name)),
    })
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn next(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let there = self.next() == Some(token);
        self.at += usize::from(there);
        there
    }

    fn any(&mut self) -> Result<Expression, ParseError> {
        let mut parts = vec![self.all()?];
        while self.take(&Token::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self) -> Result<Expression, ParseError> {
        let mut parts = vec![self.one(true)?];
        while self.take(&Token::And) || !matches!(self.next(), None | Some(Token::Or | Token::Close)) {
            parts.push(self.one(true)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::All(parts) })
    }

    /// One operand; adjacent words form one, unless only the first of them is wanted.
    fn one(&mut self, run: bool) -> Result<Expression, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ParseError::Deep);
        }
        let expression = if self.take(&Token::Not) {
            Expression::Not(Box::new(self.one(run)?))
        } else if self.take(&Token::Minus) {
            Expression::Not(Box::new(self.one(false)?))
        } else if self.take(&Token::Open) {
            let inner = self.any()?;
            if !self.take(&Token::Close) {
                return Err(ParseError::Parenthesis);
            }
            inner
        } else {
            self.leaf(run)?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn leaf(&mut self, run: bool) -> Result<Expression, ParseError> {
        let field = if let Some(Token::Field(field)) = self.next() { Some(*field) } else { None };
        self.at += usize::from(field.is_some());
        let mut pieces = Vec::new();
        while let Some(Token::Piece(piece)) = self.tokens.get(self.at) {
            self.at += 1;
            // Quotation marks around nothing are ignored.
            if !piece.words().is_empty() {
                pieces.push(piece.clone());
            }
            if !pieces.is_empty() && (field.is_some() || !run) {
                break;
            }
        }
        match (field, pieces.is_empty()) {
            (Some(field), false) => Ok(Expression::Term(term(field, pieces.swap_remove(0))?)),
            (None, false) => Ok(Expression::Words(pieces)),
            (Some(_), true) => Err(ParseError::Missing("after the colon")),
            (None, true) => Err(ParseError::Missing(match self.next() {
                None => "at the end",
                Some(Token::Close) => "before “)”",
                Some(_) => "before “&” or “|”",
            })),
        }
    }
}

fn term(field: Field, piece: Piece) -> Result<Term, ParseError> {
    let words = piece.words().to_owned();
    Ok(match field {
        Field::Speaker if piece == Piece::Word("?".to_owned()) => Term::NoSpeaker,
        Field::Text | Field::Quote | Field::Note => Term::Words(field, piece),
        Field::Kind => kind(&words)?,
        Field::Since => Term::When(Period::since(&words)?),
        Field::Until => Term::When(Period::until(&words)?),
        Field::Date => Term::When(Period::within(&words)?),
        Field::Is => Term::Is(state(&words)?),
        Field::Story | Field::Like => match words.parse() {
            Ok(number) => Term::Number(field, number),
            Err(_) => return Err(ParseError::Number { field, written: words }),
        },
        _ => Term::Name(field, words),
    })
}

/// The state with that name, in British or American spelling.
fn state(written: &str) -> Result<Is, ParseError> {
    if written.eq_ignore_ascii_case("canceled") {
        return Ok(Is::Cancelled);
    }
    one_of(Field::Is, written, &Is::ALL)
}

/// The kinds whose names have that prefix.
fn kind(written: &str) -> Result<Term, ParseError> {
    let asked = folded(written).replace([' ', '_'], "-");
    let kinds =
        KINDS.iter().filter(|(name, _)| name.starts_with(&asked)).map(|(_, kind)| *kind).collect::<Vec<_>>();
    if asked.is_empty() || kinds.is_empty() {
        return Err(ParseError::Value {
            field: Field::Kind,
            written: written.to_owned(),
            nearest: nearest(&asked, KINDS.iter().map(|(name, _)| *name)),
        });
    }
    Ok(Term::Kind(kinds, written.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The expression, with brackets around every part.
    fn shape(expression: &Expression) -> String {
        let joined = |parts: &[Expression], sign| parts.iter().map(shape).collect::<Vec<_>>().join(sign);
        match expression {
            Expression::Words(_) | Expression::Term(_) => expression.to_string(),
            Expression::Not(part) => format!("!{}", shape(part)),
            Expression::All(parts) => format!("[{}]", joined(parts, "&")),
            Expression::Any(parts) => format!("[{}]", joined(parts, "|")),
        }
    }

    fn parsed(written: &str) -> String {
        match Query::parse(written) {
            Ok(query) => query.expression.map_or_else(String::new, |e| shape(&e)),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn signs_bind_as_one_expects() {
        assert_eq!(parsed("putin & kurds"), "[putin&kurds]");
        assert_eq!(parsed("\"\"a \"b  c\""), "a \"b c\"");
        assert_eq!(parsed("un | marta okafor & !eu"), "[un|[marta okafor&!eu]]");
        assert_eq!(parsed("(un|eu) said:lavrov"), "[[un|eu]&speaker:lavrov]");
        assert_eq!(parsed("NOT un AND eu OR us"), "[[!un&eu]|us]");
        assert_eq!(parsed("“Black & White” | \"a:b\""), "[\"Black & White\"|\"a:b\"]");
        assert_eq!(parsed("  "), "");
    }

    #[test]
    fn words_stand_together_and_a_field_takes_one() {
        assert_eq!(parsed("geneva \"safe zone\" constit*"), "geneva \"safe zone\" constit*");
        assert_eq!(parsed("speaker:lavrov geneva talks"), "[speaker:lavrov&geneva talks]");
        assert_eq!(parsed("role: \"special envoy\" kind:state"), "[role:\"special envoy\"&kind:state]");
        assert_eq!(parsed("-un talks !marta okafor"), "[!un&talks&!marta okafor]");
        assert_eq!(parsed("al-assad -(a OR b)"), "[al-assad&![a|b]]");
        assert_eq!(parsed("by:? at 18:00"), "[speaker:?&at 18:00]");
        assert_eq!(
            parsed("quote:\"free and fair\" since:2018"),
            "[quote:\"free and fair\"&date:2018-01-01..]"
        );
        assert_eq!(Query::parse("ceasefire sort:old").unwrap().order, Order::Oldest);
    }

    #[test]
    fn what_means_nothing_is_told() {
        assert_eq!(parsed("un &"), "a name is missing at the end");
        assert_eq!(parsed("& un"), "a name is missing before “&” or “|”");
        assert_eq!(parsed("said:"), "a name is missing after the colon");
        assert_eq!(parsed("(un"), "a parenthesis is not closed, or not opened");
        assert_eq!(parsed("un)"), "a parenthesis is not closed, or not opened");
        assert_eq!(parsed("\"un"), "a quotation mark is not closed");
        assert_eq!(parsed("speker:un"), "there is no “speker:”; did you mean “speaker:”?");
        assert_eq!(parsed("xyzzy:un"), "there is no “xyzzy:”");
        assert_eq!(parsed("is:sharp"), "there is no “is:sharp”");
        assert_eq!(parsed("is:stances"), "there is no “is:stances”; did you mean “stance”?");
        assert_eq!(parsed("is:canceled"), parsed("is:cancelled"));
        assert_eq!(parsed("kind:stat3"), "there is no “kind:stat3”; did you mean “state”?");
        assert_eq!(parsed("story:x"), "“story:” takes the number of a document or a story, not “x”");
        assert_eq!(parsed(&"(".repeat(1000)), "too many parentheses");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_written_again_means_the_same(
            written in "[ab&|!() \":*-]{0,16}|(said:|kind:p|a|b c|\"b c\"|by:x|date:2018|a\\*| & | \\| |!| -|\\(|\\)| ){0,9}"
        ) {
            if let Ok(Query { expression: Some(expression), .. }) = Query::parse(&written) {
                let again = Query::parse(&expression.to_string()).map(|query| query.expression);
                prop_assert_eq!(again, Ok(Some(expression.clone())), "{}", expression);
            }
        }
    }
}
