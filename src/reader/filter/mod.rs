//! The filter: selects paragraphs by an expression over the actors and speakers in them.

mod sentences;

pub use sentences::{in_vain, note, sentence};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::flow::Shown;
use super::reading::Reading;
use crate::briefing::Briefing;
use crate::query::{Expression, MeaningError, Paragraphs, evaluate};

/// How paragraphs that do not pass are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// They are hidden.
    #[default]
    Hide,
    /// They are dimmed.
    Dim,
    /// They are hidden, except the one before and the one after each that passes, which are dimmed.
    Context,
}

/// The current filter.
#[derive(Debug, Default)]
pub struct Filter {
    expression: Option<Expression>,
    /// How the other paragraphs are shown.
    pub display: Display,
    /// Whether it is set, but not applied.
    pub off: bool,
    passing: Shown,
    count: usize,
    /// For each actor, whether they are included or excluded by name.
    signs: Vec<Option<bool>>,
}

impl Filter {
    /// The expression, if there is one.
    pub fn expression(&self) -> Option<&Expression> {
        self.expression.as_ref()
    }

    /// Sets another expression, and switches the filter on.
    pub fn set(&mut self, expression: Option<Expression>) {
        self.expression = expression;
        self.off = false;
    }

    /// Whether the filter hides or dims anything.
    pub fn is_on(&self) -> bool {
        !self.off && self.expression.is_some()
    }

    /// Whether a block passes.
    pub fn passes(&self, block: usize) -> bool {
        self.passing.has(block)
    }

    /// How many blocks pass.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether an actor is included by name, or excluded.
    pub fn sign(&self, actor: usize) -> Option<bool> {
        self.signs.get(actor).copied().flatten()
    }

    /// The blocks that the text shows.
    pub fn shown(&self) -> Shown {
        match (self.display, &self.passing) {
            (Display::Hide, passing) => passing.clone(),
            (Display::Context, Shown::Some(flags)) => Shown::Some(with_neighbours(flags)),
            _ => Shown::All,
        }
    }

    /// Switches how the other paragraphs are shown: hidden, dimmed, only next to those that pass.
    pub fn cycle_display(&mut self) {
        self.display = match self.display {
            Display::Hide => Display::Dim,
            Display::Dim => Display::Context,
            Display::Context => Display::Hide,
        };
    }

    /// Adds an actor, or removes them. Terms joined by "&" or "|" get another one joined in the same way; any
    /// other expression is narrowed to the actor.
    pub fn toggle(&mut self, name: &str) {
        let term = Expression::name(name);
        let expression = match self.expression.take() {
            None => Some(term),
            Some(one) if one == term => None,
            // The last actor of "none of these" is also removed by name.
            Some(Expression::Not(inner)) if *inner == term => None,
            Some(Expression::Any(parts)) => Some(Expression::Any(toggled(parts, term))),
            Some(Expression::All(parts)) => Some(Expression::All(toggled(parts, term))),
            Some(one @ Expression::Words(_)) => Some(Expression::Any(vec![one, term])),
            Some(other) => Some(Expression::All(vec![other, term])),
        };
        self.set(expression.and_then(simplified));
    }

    /// Renames an actor in the filter.
    pub fn rename(&mut self, old: &str, new: &str) {
        if let Some(expression) = &mut self.expression {
            expression.rename(old, new);
        }
    }

    /// Switches how plain names are joined: any of them, all of them, none of them. False if the expression is
    /// not one of plain names.
    pub fn cycle_mode(&mut self) -> bool {
        let is_no_name = |e: &Expression| matches!(e, Expression::Not(inner) if inner.is_name());
        let not = |e: Expression| Expression::Not(Box::new(e));
        let next = match self.expression.clone() {
            Some(Expression::Any(names)) if names.iter().all(Expression::is_name) => Expression::All(names),
            Some(Expression::All(names)) if names.iter().all(Expression::is_name) => {
                Expression::All(names.into_iter().map(not).collect())
            }
            Some(Expression::All(names)) if names.iter().all(is_no_name) => {
                let bare = |e| if let Expression::Not(inner) = e { *inner } else { e };
                Expression::Any(names.into_iter().map(bare).collect())
            }
            Some(one) if one.is_name() => not(one),
            Some(Expression::Not(inner)) if inner.is_name() => *inner,
            _ => return false,
        };
        self.set(Some(next));
        true
    }

    /// Finds the blocks that pass: all of them before the analysis. An expression without a meaning here lets nothing
    /// pass, and the error says why.
    pub fn apply(&mut self, reading: &Reading) -> Result<(), MeaningError> {
        self.signs = signs(self.expression.as_ref(), reading);
        let expression = self.expression.as_ref().filter(|_| !self.off);
        let Some((expression, briefing)) = expression.zip(reading.briefing()) else {
            (self.passing, self.count) = (Shown::All, reading.blocks().len());
            return Ok(());
        };
        let (flags, result) = match passing(expression, briefing) {
            Ok(flags) => (flags, Ok(())),
            Err(why) => (vec![false; reading.blocks().len()], Err(why)),
        };
        self.count = flags.iter().filter(|&&f| f).count();
        self.passing = Shown::Some(flags);
        result
    }

    /// For each block, whether it would pass an expression; none before the analysis.
    pub fn flags(expression: &Expression, reading: &Reading) -> Result<Vec<bool>, MeaningError> {
        reading.briefing().map_or(Ok(Vec::new()), |briefing| passing(expression, briefing))
    }

    /// How many blocks would pass an expression; none before the analysis.
    pub fn count_of(expression: &Expression, reading: &Reading) -> Result<usize, MeaningError> {
        let Some(briefing) = reading.briefing() else { return Ok(0) };
        Ok(passing(expression, briefing)?.into_iter().filter(|&f| f).count())
    }

    /// The negated names of an expression that nobody here has: they exclude nothing.
    pub fn left_out_in_vain(expression: &Expression, reading: &Reading) -> Vec<MeaningError> {
        let Some(briefing) = reading.briefing() else { return Vec::new() };
        let paragraphs = Paragraphs::new(briefing, today());
        evaluate(expression, &paragraphs).map(|_| paragraphs.absences()).unwrap_or_default()
    }

    /// The filter in the status line, with the part first that must not be cut off: "3/16 dim un | russia".
    pub fn describe(&self, reading: &Reading) -> String {
        let Some(expression) = &self.expression else { return String::new() };
        let count = format!("{}/{}", self.count, reading.blocks().len());
        match (self.off, self.display) {
            (true, _) => format!("off {expression}"),
            (_, Display::Hide) => format!("{count} {expression}"),
            (_, Display::Dim) => format!("{count} dim {expression}"),
            (_, Display::Context) => format!("{count} ±1 {expression}"),
        }
    }
}

/// The flagged blocks, and those before and after them.
fn with_neighbours(flags: &[bool]) -> Vec<bool> {
    let has = |i: Option<usize>| i.and_then(|i| flags.get(i)).copied().unwrap_or(false);
    (0..flags.len()).map(|i| flags[i] || has(i.checked_sub(1)) || has(i.checked_add(1))).collect()
}

/// The parts with `term` added, or removed if it was there.
fn toggled(mut parts: Vec<Expression>, term: Expression) -> Vec<Expression> {
    let none_of = parts.iter().all(|p| matches!(p, Expression::Not(_)));
    let term = if none_of { Expression::Not(Box::new(term)) } else { term };
    match parts.iter().position(|p| *p == term) {
        Some(at) => drop(parts.remove(at)),
        None => parts.push(term),
    }
    parts
}

/// A list of one part is that part, and an empty list is none.
fn simplified(expression: Expression) -> Option<Expression> {
    match expression {
        Expression::Any(mut parts) | Expression::All(mut parts) if parts.len() < 2 => parts.pop(),
        other => Some(other),
    }
}

/// For each block, whether it passes.
fn passing(expression: &Expression, briefing: &Briefing) -> Result<Vec<bool>, MeaningError> {
    evaluate(expression, &Paragraphs::new(briefing, today()))
}

/// Today, in UTC.
fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// The actors that words without a field mean, by index.
pub fn called(words: &str, reading: &Reading) -> Vec<usize> {
    let Some(briefing) = reading.briefing() else { return Vec::new() };
    match Expression::name(words) {
        Expression::Words(pieces) => Paragraphs::new(briefing, today()).named(&pieces),
        _ => Vec::new(),
    }
}

fn signs(expression: Option<&Expression>, reading: &Reading) -> Vec<Option<bool>> {
    let mut signs = vec![None; reading.actors().len()];
    if let (Some(expression), Some(briefing)) = (expression, reading.briefing()) {
        let paragraphs = Paragraphs::new(briefing, today());
        expression.each_leaf(false, &mut |leaf, negated| {
            let actors = match leaf {
                Expression::Words(pieces) => paragraphs.named(pieces),
                Expression::Term(term) => paragraphs.actors_of(term),
                _ => Vec::new(),
            };
            for actor in actors {
                signs[actor] = Some(!negated);
            }
        });
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    fn written(filter: &Filter) -> String {
        filter.expression().map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn choosing_actors_writes_the_expression() {
        let mut filter = Filter::default();
        let mut seen = Vec::new();
        for name in ["Marta Okafor", "Union", "Vesna", "Union"] {
            filter.toggle(name);
            seen.push(written(&filter));
        }
        assert_eq!(
            seen,
            ["Marta Okafor", "Marta Okafor | Union", "Marta Okafor | Union | Vesna", "Marta Okafor | Vesna"]
        );
        let mut modes = Vec::new();
        for _ in 0..3 {
            assert!(filter.cycle_mode());
            modes.push(written(&filter));
        }
        assert_eq!(modes, ["Marta Okafor & Vesna", "!Marta Okafor & !Vesna", "Marta Okafor | Vesna"]);
        filter.set(Query::parse("said:un | role:envoy & eu").unwrap().expression);
        assert!(!filter.cycle_mode());
        filter.set(Query::parse("said:un").unwrap().expression);
        filter.toggle("A & B");
        assert_eq!(written(&filter), "speaker:un & \"A & B\"");
        filter.toggle("A & B");
        assert_eq!(written(&filter), "speaker:un");
    }

    #[test]
    fn context_keeps_one_paragraph_around() {
        assert_eq!(with_neighbours(&[false, false, true, false, false]), [false, true, true, true, false]);
    }
}
