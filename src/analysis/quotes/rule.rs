//! The rules that attribute words, by name.

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal,)*) => {
        /// What made an attribution.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// The name of the rule, as JSON and the table of confidences have it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$rule => $name,)*
                }
            }
        }
    };
}

rules! {
    /// A turn of a transcript.
    SpeakerTurn = "speaker-turn",
    /// A dash and a name behind a quotation.
    Signature = "signature",
    /// What a resolution decides.
    Resolution = "resolution",
    /// What the preamble of a resolution recalls.
    Preamble = "preamble",
    /// "He said:" before what he said.
    Announced = "announced",
    /// A headline that names who says it.
    Headline = "headline",
    /// Words set apart as a block.
    BlockQuotation = "block-quotation",
    /// A paragraph that a dialogue dash opens.
    Dialogue = "dialogue",
    /// "what they call a betrayal".
    NameGiven = "name-given",
    /// "in her view".
    InView = "in-view",
    /// A question that somebody was asked.
    Asked = "asked",
    /// "according to".
    AccordingTo = "according-to",
    /// A colon alone.
    Colon = "colon",
    /// The cue stands before the words.
    SaidBefore = "said-before",
    /// The cue stands behind the words.
    SaidAfter = "said-after",
    /// The cue stands between the words.
    SaidBetween = "said-between",
    /// A cue without words that are known.
    Cue = "cue",
    /// Somebody and a verb of saying stand right behind a quotation.
    Beside = "beside",
    /// "was quoted as saying" behind a quotation.
    QuotedAs = "quoted-as",
    /// Quotation marks alone.
    QuotationMarks = "quotation-marks",
    /// A paragraph of nothing but quoted words goes on the speaker before it.
    Continued = "continued",
    /// Whoever the sentence before such a paragraph is about.
    SetUp = "set-up",
}
