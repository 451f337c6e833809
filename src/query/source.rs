//! The meaning of a query: it decides which parts apply to quotes, and how a source's answers are combined.

use super::{Expression, MeaningError, Piece, Term};

/// Something that can be queried. It answers with sets of its contents: paragraphs, documents, or a plan that
/// finds them.
pub trait Source {
    /// A set of its contents.
    type Set;

    /// Matches for all of these words, or for the actors of that name.
    fn words(&self, pieces: &[Piece]) -> Result<Self::Set, MeaningError>;

    /// Matches for a field that is not [of quotes](Term::is_of_quotes).
    fn term(&self, term: &Term) -> Result<Self::Set, MeaningError>;

    /// Matches that contain one quote with all of these properties.
    fn quotes(&self, quoted: &Quoted) -> Result<Self::Set, MeaningError>;

    /// The complement of a set.
    fn not(&self, set: Self::Set) -> Self::Set;

    /// The intersection of all sets; there is at least one.
    fn all(&self, sets: Vec<Self::Set>) -> Self::Set;

    /// The union of all sets; there is at least one.
    fn any(&self, sets: Vec<Self::Set>) -> Self::Set;

    /// The empty set, for a negated name or value that does not occur; the source may record it, to report
    /// it.
    fn absent(&self, what: MeaningError) -> Self::Set;
}

/// A condition on one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quoted<'a> {
    /// The condition of one field.
    Term(&'a Term),
    /// The opposite.
    Not(Box<Quoted<'a>>),
    /// All of these.
    All(Vec<Quoted<'a>>),
    /// At least one of these.
    Any(Vec<Quoted<'a>>),
}

/// The matches of an expression in `source`.
///
/// Fields of quotes joined by "&" apply to the same quote, including parenthesised ones. A negated form (`-is:stance`)
/// matches quotes that lack it; every other negated field excludes matches that have such a quote.
/// A negated name that nobody has excludes nothing.
pub fn evaluate<S: Source>(expression: &Expression, source: &S) -> Result<S::Set, MeaningError> {
    meaning(expression, false, source)
}

/// The same under an odd number of negations if `negated`.
fn meaning<S: Source>(expression: &Expression, negated: bool, source: &S) -> Result<S::Set, MeaningError> {
    let found = |found: Result<S::Set, MeaningError>| match found {
        Err(why @ MeaningError::Nobody { .. }) if negated => Ok(source.absent(why)),
        found => found,
    };
    if let Some(quoted) = quoted(expression) {
        return found(source.quotes(&quoted));
    }
    match expression {
        Expression::Words(pieces) => found(source.words(pieces)),
        Expression::Term(term) => found(source.term(term)),
        Expression::Not(inner) => Ok(source.not(meaning(inner, !negated, source)?)),
        Expression::Any(parts) => {
            let sets = parts.iter().map(|part| meaning(part, negated, source)).collect::<Result<_, _>>()?;
            Ok(source.any(sets))
        }
        Expression::All(parts) => {
            let mut of_quotes: Vec<Quoted> = parts.iter().filter_map(quoted).collect();
            let rest = parts.iter().filter(|part| quoted(part).is_none());
            let mut sets = rest.map(|part| meaning(part, negated, source)).collect::<Result<Vec<_>, _>>()?;
            if !of_quotes.is_empty() {
                let one =
                    if of_quotes.len() == 1 { of_quotes.swap_remove(0) } else { Quoted::All(of_quotes) };
                sets.push(found(source.quotes(&one))?);
            }
            Ok(if sets.len() == 1 { sets.swap_remove(0) } else { source.all(sets) })
        }
    }
}

/// The expression as a condition on one quote, if all of it can be one.
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
