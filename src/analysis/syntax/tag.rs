//! Part-of-speech tags: the Penn Treebank's, with the degrees of adjectives and adverbs collapsed.

/// The part of speech of one token. Word tags come first, so `tag as usize` below [`Tag::WORDS`] is a class of
/// the classifier; marks are tagged by their characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    /// Verb, base form ("say").
    Vb,
    /// Verb, past tense ("said").
    Vbd,
    /// Gerund or present participle ("saying").
    Vbg,
    /// Past participle ("been").
    Vbn,
    /// Verb, third person singular present ("says").
    Vbz,
    /// Verb, other present ("say").
    Vbp,
    /// Modal ("would").
    Md,
    /// Common noun, singular.
    Nn,
    /// Common noun, plural.
    Nns,
    /// Proper noun, singular.
    Nnp,
    /// Proper noun, plural.
    Nnps,
    /// Personal pronoun.
    Prp,
    /// Possessive pronoun.
    PrpS,
    /// Preposition or subordinating conjunction.
    In,
    /// "to", of either kind.
    To,
    /// Determiner, including "all" and "both" before another.
    Dt,
    /// Adjective of any degree.
    Jj,
    /// Adverb of any degree.
    Rb,
    /// Particle of a verb ("give up").
    Rp,
    /// Coordinating conjunction.
    Cc,
    /// Number.
    Cd,
    /// "which", "that" of a relative clause.
    Wdt,
    /// "who", "what", "whose".
    Wp,
    /// "when", "where", "how", "why".
    Wrb,
    /// Existential "there".
    Ex,
    /// Possessive ending.
    Pos,
    /// Interjection.
    Uh,
    /// Foreign words, list marks and anything else without a tag.
    X,
    /// Comma.
    Comma,
    /// Full stop, question mark, exclamation mark.
    Stop,
    /// Colon, semicolon, dash, ellipsis and other marks inside a sentence.
    Colon,
    /// Quotation mark.
    Quote,
    /// Bracket.
    Bracket,
    /// Currency sign and other symbols.
    Symbol,
}

impl Tag {
    /// All tags, in the order of their numbers.
    pub const ALL: [Tag; 34] = [
        Tag::Vb,
        Tag::Vbd,
        Tag::Vbg,
        Tag::Vbn,
        Tag::Vbz,
        Tag::Vbp,
        Tag::Md,
        Tag::Nn,
        Tag::Nns,
        Tag::Nnp,
        Tag::Nnps,
        Tag::Prp,
        Tag::PrpS,
        Tag::In,
        Tag::To,
        Tag::Dt,
        Tag::Jj,
        Tag::Rb,
        Tag::Rp,
        Tag::Cc,
        Tag::Cd,
        Tag::Wdt,
        Tag::Wp,
        Tag::Wrb,
        Tag::Ex,
        Tag::Pos,
        Tag::Uh,
        Tag::X,
        Tag::Comma,
        Tag::Stop,
        Tag::Colon,
        Tag::Quote,
        Tag::Bracket,
        Tag::Symbol,
    ];

    /// The number of tags for words.
    pub const WORDS: usize = Tag::X as usize + 1;

    /// Whether the token is a verb, including modals.
    pub fn is_verb(self) -> bool {
        self <= Tag::Md
    }

    /// Whether the token is a verb with a tense, or a modal: one that can have its own clause.
    pub fn has_tense(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
    }

    /// Whether the token is a noun, common or proper.
    pub fn is_noun(self) -> bool {
        (Tag::Nn..=Tag::Nnps).contains(&self)
    }

    /// Whether the token is a mark rather than a word.
    pub fn is_mark(self) -> bool {
        self as usize >= Tag::WORDS
    }

    /// Whether the token is punctuation: a mark that replaces no word, unlike "$".
    pub fn is_punctuation(self) -> bool {
        self.is_mark() && self != Tag::Symbol
    }

    /// The tag of a mark, by its characters; `None` for marks in place of words ("&", "%").
    pub fn of_mark(mark: &str) -> Option<Tag> {
        Some(match mark.chars().next()? {
            ',' | '،' | '、' => Tag::Comma,
            '.' if mark.len() == 1 => Tag::Stop,
            '!' | '?' | '؟' | '。' | '！' | '？' => Tag::Stop,
            '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => Tag::Bracket,
            '&' | '%' | '@' => return None,
            '"' | '\'' | '`' | '«' | '»' | '\u{2018}'..='\u{201f}' | '‹' | '›' => Tag::Quote,
            ':' | ';' | '-' | '–' | '—' | '―' | '.' | '…' | '/' => Tag::Colon,
            _ => Tag::Symbol,
        })
    }
}
