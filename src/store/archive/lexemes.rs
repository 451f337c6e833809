//! The word index on PostgreSQL: the set of a row's lexemes in a `tsvector`, and its terms in order.
//!
//! The set has no positions, because PostgreSQL keeps only the first 256 of a word, and none after the 16,383rd.
//! Phrases are found by the set, and then checked in the terms. Tokens of the keys begin with a character that no term
//! has.

use std::collections::HashSet;

use super::matching::Match;
use crate::store::engine::Value;

/// The first character of key tokens.
const SIGN: char = '@';
/// Separates parts that no phrase crosses.
const BREAK: &str = "|";
/// The longest lexeme that is distinguished, in bytes; PostgreSQL accepts 2,046.
const LONGEST: usize = 2000;
/// The most bytes of lexemes in a row; PostgreSQL accepts 1,048,575. The rest is not indexed.
const MOST: usize = 1_000_000;

/// The condition on a row of the table `index`, and its values.
pub(super) fn condition(wanted: &Match, index: &str) -> (String, Vec<Value<'static>>) {
    let mut values = Vec::new();
    let mut sql = has(wanted, index, &mut values);
    if stands_together(wanted) {
        sql.push_str(" AND ");
        sql.push_str(&together(wanted, index, &mut values));
    }
    (sql, values)
}

/// The SQL that ranks the best rows of the table `index` first, and its values: a phrase counts more the more often it
/// occurs for the length of a row, as in Okapi's BM25; all phrases have the same weight. `usual` is a typical length,
/// in characters.
pub(super) fn rank(wanted: &Match, index: &str, usual: u32) -> (String, Vec<Value<'static>>) {
    let mut needles = Vec::new();
    phrases(wanted, &mut needles);
    let times = format!(
        "(length({index}.terms) - length(replace({index}.terms, w.p, ''))) / greatest(length(w.p), 1)::float8"
    );
    let weighed = format!("t / (t + 0.3 + 0.9 * length({index}.terms) / {usual}.0)");
    let marks = vec!["(?::text)"; needles.len().max(1)].join(", ");
    if needles.is_empty() {
        needles.push(String::new());
    }
    let sql = format!(
        "(SELECT sum({weighed}) FROM (SELECT {times} AS t FROM (VALUES {marks}) AS w(p)) AS c) DESC NULLS LAST"
    );
    (sql, needles.into_iter().map(Value::from).collect())
}

/// Every phrase to match, in the form of a row's terms.
fn phrases(wanted: &Match, all: &mut Vec<String>) {
    match wanted {
        Match::Phrase { is_open, .. } => {
            let end = if *is_open { "" } else { " " };
            all.push(format!(" {}{end}", lexemes(wanted).join(" ")));
        }
        Match::Keys(_) => {}
        Match::All(parts) | Match::Any(parts) => parts.iter().for_each(|part| phrases(part, all)),
    }
}

/// The condition that the set of a row has the words, in any place.
fn has(wanted: &Match, index: &str, values: &mut Vec<Value<'static>>) -> String {
    values.push(Value::from(tsquery(wanted)));
    format!("{index}.words @@ ?::text::tsquery")
}

/// Whether any part is a phrase.
fn stands_together(wanted: &Match) -> bool {
    match wanted {
        Match::Phrase { .. } | Match::Keys(_) => lexemes(wanted).len() > 1,
        Match::All(parts) | Match::Any(parts) => parts.iter().any(stands_together),
    }
}

/// The condition that phrases occur as such, for a row that has the words.
fn together(wanted: &Match, index: &str, values: &mut Vec<Value<'static>>) -> String {
    match wanted {
        Match::Phrase { is_open, .. } => {
            let end = if *is_open { "" } else { " " };
            values.push(Value::from(format!(" {}{end}", lexemes(wanted).join(" "))));
            format!("strpos({index}.terms, ?) > 0")
        }
        Match::Keys(_) => {
            values.push(Value::from(format!(" {} ", lexemes(wanted).join(" "))));
            format!("strpos({index}.terms, ?) > 0")
        }
        Match::All(parts) => {
            let parts = parts.iter().filter(|part| stands_together(part));
            parts.map(|part| together(part, index, values)).collect::<Vec<_>>().join(" AND ")
        }
        Match::Any(parts) => {
            let each = |part: &Match| {
                let there = has(part, index, values);
                if stands_together(part) {
                    format!("({there} AND {})", together(part, index, values))
                } else {
                    there
                }
            };
            format!("({})", parts.iter().map(each).collect::<Vec<_>>().join(" OR "))
        }
    }
}

/// The lexemes of one phrase or of adjacent tokens.
fn lexemes(wanted: &Match) -> Vec<String> {
    match wanted {
        Match::Phrase { terms, .. } => terms.iter().flat_map(|term| split(term)).map(str::to_owned).collect(),
        Match::Keys(tokens) => {
            tokens.iter().flat_map(|token| split(token)).map(|token| format!("{SIGN}{token}")).collect()
        }
        Match::All(_) | Match::Any(_) => Vec::new(),
    }
}

/// In `tsquery` syntax.
fn tsquery(wanted: &Match) -> String {
    let joined = |parts: &[Match], sign: &str| {
        parts.iter().map(|part| format!("({})", tsquery(part))).collect::<Vec<_>>().join(sign)
    };
    match wanted {
        Match::Phrase { is_open, .. } => {
            let lexemes = lexemes(wanted);
            let last = lexemes.len().saturating_sub(1);
            let quoted = lexemes.iter().enumerate().map(|(at, lexeme)| {
                let star = if *is_open && at == last { ":*" } else { "" };
                format!("'{}'{star}", short(lexeme))
            });
            quoted.collect::<Vec<_>>().join(" & ")
        }
        Match::Keys(_) => {
            let quoted = lexemes(wanted).into_iter().map(|lexeme| format!("'{}'", short(&lexeme)));
            quoted.collect::<Vec<_>>().join(" & ")
        }
        Match::All(parts) => joined(parts, " & "),
        Match::Any(parts) => joined(parts, " | "),
    }
}

/// The parts of a term that FTS5, too, treats as words; nothing in them needs quoting.
fn split(term: &str) -> impl Iterator<Item = &str> {
    term.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// A lexeme, cut to the length that is distinguished.
fn short(lexeme: &str) -> &str {
    let mut end = lexeme.len().min(LONGEST);
    while !lexeme.is_char_boundary(end) {
        end -= 1;
    }
    &lexeme[..end]
}

/// The columns of a row after its number: its lexemes, and its terms in order, both separated by spaces.
pub(super) fn columns(parts: &[&str], keys: &str) -> Vec<Value<'static>> {
    let mut terms =
        String::with_capacity(parts.iter().map(|part| part.len() + 4).sum::<usize>() + keys.len() * 2);
    terms.push(' ');
    for part in parts {
        for term in part.split(' ').flat_map(split) {
            terms.push_str(term);
            terms.push(' ');
        }
        terms.push_str(BREAK);
        terms.push(' ');
    }
    let begin = terms.len();
    for token in keys.split(' ').flat_map(split) {
        terms.push(SIGN);
        terms.push_str(token);
        terms.push(' ');
    }
    let mut there: HashSet<&str> = HashSet::new();
    let mut lexemes = String::new();
    // The keys first: they match without any words in common with the query.
    for lexeme in terms[begin..].split(' ').chain(terms[..begin].split(' ')) {
        let lexeme = short(lexeme);
        let is_word = !lexeme.is_empty() && lexeme != BREAK;
        if is_word && lexemes.len() + lexeme.len() < MOST && there.insert(lexeme) {
            lexemes.push_str(if lexemes.is_empty() { "" } else { " " });
            lexemes.push_str(lexeme);
        }
    }
    drop(there);
    vec![Value::from(lexemes), Value::from(terms)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(words: &str) -> Match {
        Match::Phrase { terms: words.split(' ').map(str::to_owned).collect(), is_open: false }
    }

    fn texts(values: Vec<Value<'static>>) -> Vec<String> {
        let text = |value| if let Value::Text(text) = value { text.into_owned() } else { String::new() };
        values.into_iter().map(text).collect()
    }

    #[test]
    fn a_row_has_every_lexeme_once_and_its_terms_in_order() {
        let columns = texts(columns(&["the ferry ", "the o'neil "], "a17 part"));
        assert_eq!(columns, ["@a17 @part the ferry o neil", " the ferry | the o neil | @a17 @part "]);
    }

    #[test]
    fn words_that_stand_together_are_looked_for_in_the_terms() {
        let (sql, values) = condition(&Match::All(vec![phrase("port selm"), Match::key("a17")]), "body");
        assert_eq!(sql, "body.words @@ ?::text::tsquery AND strpos(body.terms, ?) > 0");
        assert_eq!(texts(values), ["('port' & 'selm') & ('@a17')", " port selm "]);
        let (sql, values) = condition(&Match::Any(vec![phrase("a b"), phrase("c")]), "said");
        assert_eq!(sql.matches('?').count(), values.len());
        assert!(sql.contains(" OR said.words @@"), "{sql}");
    }

    #[test]
    fn nothing_that_is_written_is_too_long_for_an_index() {
        let long = "é".repeat(5000);
        let many: Vec<String> = (0..200_000).map(|n| format!("w{n}")).collect();
        let many = many.join(" ") + " ";
        let columns = texts(columns(&[&long, &many], "a1"));
        assert!(columns[0].len() <= MOST && columns[0].split(' ').all(|l| l.len() <= LONGEST));
        assert!(columns[0].starts_with("@a1 ") && columns[1].contains(" w199999 "));
    }
}
