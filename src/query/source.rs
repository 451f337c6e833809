//! What a query means: which parts of it are asked of quotes, and how a source's answers are joined.

use super::{Expression, MeaningError, Piece, Term};

/// What can be asked. It answers with sets of whatever it holds: paragraphs, documents, a plan that finds them.
pub trait Source {
    /// A set of what it holds.
    type Set;

    /// What has all of these words, or names whoever is called so.
    fn words(&self, pieces: &[Piece]) -> Result<Self::Set, MeaningError>;

    /// What a field asks for that is not [of quotes](Term::is_of_quotes).
    fn term(&self, term: &Term) -> Result<Self::Set, MeaningError>;

    /// What has one quote that is all of this.
    fn quotes(&self, quoted: &Quoted) -> Result<Self::Set, MeaningError>;

    /// What is not in the set.
    fn not(&self, set: Self::Set) -> Self::Set;

    /// What is in all sets; there is at least one.
    fn all(&self, sets: Vec<Self::Set>) -> Self::Set;

    /// What is in any set; there is at least one.
    fn any(&self, sets: Vec<Self::Set>) -> Self::Set;
}

/// What is asked of one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quoted<'a> {
    /// What a field asks for.
    Term(&'a Term),
    /// That it is not so.
    Not(Box<Quoted<'a>>),
    /// All of these.
    All(Vec<Quoted<'a>>),
    /// At least one of these.
    Any(Vec<Quoted<'a>>),
}

/// What of `source` an expression means.
///
/// Fields of quotes that are joined by "&" are asked of the same quote, whatever stands in parentheses among them.
/// A negated form (`-is:stance`) is a quote that has it not; every other negated field leaves out what has such a quote.
pub fn evaluate<S: Source>(expression: &Expression, source: &S) -> Result<S::Set, MeaningError> {
    if let Some(quoted) = quoted(expression) {
        return source.quotes(&quoted);
    }
    match expression {
        Expression::Words(pieces) => source.words(pieces),
        Expression::Term(term) => source.term(term),
        Expression::Not(inner) => Ok(source.not(evaluate(inner, source)?)),
        Expression::Any(parts) => {
            let sets = parts.iter().map(|part| evaluate(part, source)).collect::<Result<_, _>>()?;
            Ok(source.any(sets))
        }
        Expression::All(parts) => {
            let mut of_quotes: Vec<Quoted> = parts.iter().filter_map(quoted).collect();
            let rest = parts.iter().filter(|part| quoted(part).is_none());
            let mut sets = rest.map(|part| evaluate(part, source)).collect::<Result<Vec<_>, _>>()?;
            if !of_quotes.is_empty() {
                let one =
                    if of_quotes.len() == 1 { of_quotes.swap_remove(0) } else { Quoted::All(of_quotes) };
                sets.push(source.quotes(&one)?);
            }
            Ok(if sets.len() == 1 { sets.swap_remove(0) } else { source.all(sets) })
        }
    }
}

/// The expression as something that is asked of one quote, if all of it can be.
fn quoted(expression: &Expression) -> Option<Quoted<'_>> {
    match expression {
        Expression::Words(_) => None,
        Expression::Term(term) => term.is_of_quotes().then_some(Quoted::Term(term)),
        Expression::Not(inner) => match &**inner {
            Expression::Term(Term::Is(is)) if is.is_of_quotes() => {
                Some(Quoted::Not(Box::new(quoted(inner)?)))
            }
            _ => None,
        },
        Expression::All(parts) => Some(Quoted::All(parts.iter().map(quoted).collect::<Option<_>>()?)),
        Expression::Any(parts) => Some(Quoted::Any(parts.iter().map(quoted).collect::<Option<_>>()?)),
    }
}
