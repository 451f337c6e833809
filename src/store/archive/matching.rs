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

    /// The condition that a document must meet so that a quote in it can meet this one, as far as the document index can
    /// tell: every speaker in a document is named in it.
    pub fn in_document(&self) -> Option<Self> {
        match self {
            Self::Keys(tokens) => {
                let [token] = tokens.as_slice() else { return None };
                let number = token.strip_prefix(['p', 'w'])?;
                number.bytes().all(|b| b.is_ascii_digit()).then(|| Self::key(format!("a{number}")))
            }
            Self::Any(parts) => {
                parts.iter().map(Self::in_document).collect::<Option<Vec<_>>>().map(Self::Any)
            }
            Self::All(parts) => {
                let parts: Vec<Self> = parts.iter().filter_map(Self::in_document).collect();
                (!parts.is_empty()).then(|| Self::all(parts))
            }
            // A phrase of a quote may be interrupted in the text.
            Self::Phrase { .. } => None,
        }
    }

    /// All of these; a single one as such.
    pub fn all(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 { parts.swap_remove(0) } else { Self::All(parts) }
    }
}
