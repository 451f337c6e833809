//! The certainty of quotes, and which quotes are shown.

use serde::{Deserialize, Serialize};

use super::{Quote, QuoteForm};

/// The least confidence of a sure quote, 0 to 1.
pub const SURE: f32 = 0.75;

/// Whether words and speaker of a quote can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The confidence is at least [`SURE`].
    Sure,
    /// It is lower, and is shown as unsure everywhere.
    Unsure,
}

impl Quote {
    /// Whether words and speaker can be relied on.
    pub fn certainty(&self) -> Certainty {
        if self.confidence >= SURE { Certainty::Sure } else { Certainty::Unsure }
    }

    /// Whether words and speaker can be relied on.
    pub fn is_sure(&self) -> bool {
        self.certainty() == Certainty::Sure
    }
}

/// How many of the findings are shown. Each level includes the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Sure quotations.
    Quotations,
    /// Also sure statements.
    #[default]
    Statements,
    /// Also sure stances.
    Stances,
    /// Also unsure quotes, so everything.
    Unsure,
}

impl Level {
    /// All levels, from the least to everything.
    pub const ALL: [Self; 4] = [Self::Quotations, Self::Statements, Self::Stances, Self::Unsure];

    /// The first level that shows a quote.
    pub fn of(quote: &Quote) -> Self {
        match (quote.certainty(), quote.form) {
            (Certainty::Unsure, _) => Self::Unsure,
            (Certainty::Sure, QuoteForm::Quotation) => Self::Quotations,
            (Certainty::Sure, QuoteForm::Statement) => Self::Statements,
            (Certainty::Sure, QuoteForm::Stance) => Self::Stances,
        }
    }

    /// Whether this level shows a quote.
    pub fn shows(self, quote: &Quote) -> bool {
        Self::of(quote) <= self
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::quote;
    use super::*;

    #[test]
    fn each_level_adds_one_kind() {
        let of = |form, confidence| Quote { form, confidence, ..quote() };
        let all = [
            of(QuoteForm::Quotation, SURE),
            of(QuoteForm::Statement, 0.9),
            of(QuoteForm::Stance, 1.0),
            of(QuoteForm::Quotation, 0.69),
        ];
        for (level, shown) in Level::ALL.iter().zip(1..) {
            assert_eq!(all.iter().filter(|q| level.shows(q)).count(), shown, "{level:?}");
            assert!(level.shows(&all[shown - 1]), "{level:?}");
        }
        assert_eq!(Level::default(), Level::Statements);
    }
}
