//! How sure a quote is, and which quotes are shown.

use serde::{Deserialize, Serialize};

use super::{Quote, QuoteForm};

/// The least confidence of a quote that is sure, 0 to 1.
pub const SURE: f32 = 0.75;

/// Whether words and speaker of a quote can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The confidence is at least [`SURE`].
    Sure,
    /// It is lower: every face says so.
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

/// How much of what was found is shown. Each level has what the one before it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Sure quotations.
    Quotations,
    /// Sure statements too.
    #[default]
    Statements,
    /// Sure stances too.
    Stances,
    /// Unsure quotes too, and so everything.
    Unsure,
}

impl Level {
    /// All levels, from the least to everything.
    pub const ALL: [Self; 4] = [Self::Quotations, Self::Statements, Self::Stances, Self::Unsure];

    /// The level at which a quote is first shown.
    pub fn of(quote: &Quote) -> Self {
        match (quote.certainty(), quote.form) {
            (Certainty::Unsure, _) => Self::Unsure,
            (Certainty::Sure, QuoteForm::Quotation) => Self::Quotations,
            (Certainty::Sure, QuoteForm::Statement) => Self::Statements,
            (Certainty::Sure, QuoteForm::Stance) => Self::Stances,
        }
    }

    /// Whether a quote is shown at this level.
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
