//! Conditions on a word index, independent of the database's syntax.

/// A condition on a row of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// These terms, one after another in the text.
    Phrase {
        terms: Vec<String>,
        /// Whether the last one is only the beginning of a term.
        is_open: bool,
    },
    /// These tokens, one after another among the keys.
    Keys(Vec<String>),
    /// All of these.
    All(Vec<Match>),
    /// Any of these.
    Any(Vec<Match>),
}

impl Match {
    /// One token among the keys.
    pub fn key(token: impl Into<String>) -> Self {
        Self::Keys(vec![token.into()])
    }

    /// Any of some tokens among the keys.
    pub fn any_key<T: Into<String>>(tokens: impl IntoIterator<Item = T>) -> Self {
        Self::Any(tokens.into_iter().map(Self::key).collect())
    }

    /// All of these; a single one as such.
    pub fn all(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 { parts.swap_remove(0) } else { Self::All(parts) }
    }
}
