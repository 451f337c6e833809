//! The filter: which paragraphs are shown, by an expression over who is in them and who speaks.

mod expression;
mod resolve;

pub use expression::{Expression, Field, quoted, unfinished};
pub use resolve::actors;

use super::flow::Shown;
use super::reading::Reading;

/// What happens to the paragraphs that do not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// They are left out.
    #[default]
    Hide,
    /// They are drawn faintly.
    Dim,
    /// They are left out, but for one before and one behind each that passes, which are drawn faintly.
    Context,
}

/// Which paragraphs pass.
#[derive(Debug, Default)]
pub struct Filter {
    expression: Option<Expression>,
    /// What happens to the other paragraphs.
    pub display: Display,
    /// Written, but not applied.
    pub off: bool,
    passing: Shown,
    count: usize,
    /// For each actor whether they are wanted or kept out by name.
    signs: Vec<Option<bool>>,
}

impl Filter {
    /// The expression, if there is one.
    pub fn expression(&self) -> Option<&Expression> {
        self.expression.as_ref()
    }

    /// Puts another expression in, and the filter on.
    pub fn set(&mut self, expression: Option<Expression>) {
        self.expression = expression;
        self.off = false;
    }

    /// Whether the filter keeps anything out.
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

    /// Whether an actor is wanted by name, or kept out.
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

    /// Shows the other paragraphs in the next way: hidden, dimmed, only next to those that pass.
    pub fn cycle_display(&mut self) {
        self.display = match self.display {
            Display::Hide => Display::Dim,
            Display::Dim => Display::Context,
            Display::Context => Display::Hide,
        };
    }

    /// Puts an actor in, or takes them out. Beside terms joined by "&" or "|" they are joined so too; any other
    /// expression is narrowed to them.
    pub fn toggle(&mut self, name: &str) {
        let term = Expression::actor(name);
        let expression = match self.expression.take() {
            None => Some(term),
            Some(one) if one == term => None,
            // The last of "none of these" is taken out by its name as well.
            Some(Expression::Not(inner)) if *inner == term => None,
            Some(Expression::Any(parts)) => Some(Expression::Any(toggled(parts, term))),
            Some(Expression::All(parts)) => Some(Expression::All(toggled(parts, term))),
            Some(one @ Expression::Term(Field::Actor, _)) => Some(Expression::Any(vec![one, term])),
            Some(other) => Some(Expression::All(vec![other, term])),
        };
        self.set(expression.and_then(simplified));
    }

    /// Follows an actor who gets another name.
    pub fn rename(&mut self, old: &str, new: &str) {
        if let Some(expression) = &mut self.expression {
            expression.rename(old, new);
        }
    }

    /// Joins plain names in the next way: any of them, all of them, none of them. False where the expression is
    /// not one of plain names.
    pub fn cycle_mode(&mut self) -> bool {
        let is_name = |e: &Expression| matches!(e, Expression::Term(Field::Actor, _));
        let is_no_name = |e: &Expression| matches!(e, Expression::Not(inner) if is_name(inner));
        let not = |e: Expression| Expression::Not(Box::new(e));
        let next = match self.expression.clone() {
            Some(Expression::Any(names)) if names.iter().all(is_name) => Expression::All(names),
            Some(Expression::All(names)) if names.iter().all(is_name) => {
                Expression::All(names.into_iter().map(not).collect())
            }
            Some(Expression::All(names)) if names.iter().all(is_no_name) => {
                let bare = |e| if let Expression::Not(inner) = e { *inner } else { e };
                Expression::Any(names.into_iter().map(bare).collect())
            }
            Some(one) if is_name(&one) => not(one),
            Some(Expression::Not(inner)) if is_name(&inner) => *inner,
            _ => return false,
        };
        self.set(Some(next));
        true
    }

    /// Finds the blocks that pass: all, while nobody knows who is in them. An expression that means nobody here lets nothing pass, and says so.
    pub fn apply(&mut self, reading: &Reading) -> Result<(), String> {
        self.signs = signs(self.expression.as_ref(), reading);
        let flags = match self.expression.as_ref().filter(|_| !self.off && reading.is_briefed()) {
            None => {
                (self.passing, self.count) = (Shown::All, reading.blocks().len());
                return Ok(());
            }
            Some(expression) => resolve::passing(expression, reading),
        };
        let (flags, result) = match flags {
            Ok(flags) => (flags, Ok(())),
            Err(why) => (vec![false; reading.blocks().len()], Err(why)),
        };
        self.count = flags.iter().filter(|&&f| f).count();
        self.passing = Shown::Some(flags);
        result
    }

    /// How many blocks would pass an expression.
    pub fn count_of(expression: &Expression, reading: &Reading) -> Result<usize, String> {
        Ok(resolve::passing(expression, reading)?.into_iter().filter(|&f| f).count())
    }

    /// How the status line shows the filter, what must not be cut off first: "3/16 dim un | russia".
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

/// The blocks that are flagged, with those before and behind them.
fn with_neighbours(flags: &[bool]) -> Vec<bool> {
    let has = |i: Option<usize>| i.and_then(|i| flags.get(i)).copied().unwrap_or(false);
    (0..flags.len()).map(|i| flags[i] || has(i.checked_sub(1)) || has(i.checked_add(1))).collect()
}

/// The parts with `term` among them, or without it where it was.
fn toggled(mut parts: Vec<Expression>, term: Expression) -> Vec<Expression> {
    let none_of = parts.iter().all(|p| matches!(p, Expression::Not(_)));
    let term = if none_of { Expression::Not(Box::new(term)) } else { term };
    match parts.iter().position(|p| *p == term) {
        Some(at) => drop(parts.remove(at)),
        None => parts.push(term),
    }
    parts
}

/// A row of one part is that part, and a row of none is nothing.
fn simplified(expression: Expression) -> Option<Expression> {
    match expression {
        Expression::Any(mut parts) | Expression::All(mut parts) if parts.len() < 2 => parts.pop(),
        other => Some(other),
    }
}

fn signs(expression: Option<&Expression>, reading: &Reading) -> Vec<Option<bool>> {
    let mut signs = vec![None; reading.actors().len()];
    if let Some(expression) = expression {
        expression.each_term(false, &mut |field, words, negated| {
            for actor in actors(field, words, reading) {
                signs[actor] = Some(!negated);
            }
        });
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

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
        filter.set(Expression::parse("said:un | role:envoy & eu").unwrap());
        assert!(!filter.cycle_mode());
        filter.set(Expression::parse("said:un").unwrap());
        filter.toggle("A & B");
        assert_eq!(written(&filter), "said:un & \"A & B\"");
        filter.toggle("A & B");
        assert_eq!(written(&filter), "said:un");
    }

    #[test]
    fn context_keeps_one_paragraph_around() {
        assert_eq!(with_neighbours(&[false, false, true, false, false]), [false, true, true, true, false]);
    }
}
