//! The rules that attribute words, by name.

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal,)*) => {
        /// The rule behind an attribution.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// The name of the rule, as in JSON and the confidence table.
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
    /// A dash and a name after a quotation.
    Signature = "signature",
    /// A decision of a resolution.
    Resolution = "resolution",
    /// A recital in the preamble of a resolution.
    Preamble = "preamble",
    /// "He said:" before what he said.
    Announced = "announced",
    /// A headline that names the speaker.
    Headline = "headline",
    /// Words set apart as a block.
    BlockQuotation = "block-quotation",
    /// A paragraph that a dialogue dash opens.
    Dialogue = "dialogue",
    /// "what they call a betrayal".
    NameGiven = "name-given",
    /// "in her view".
    InView = "in-view",
    /// A question put to somebody.
    Asked = "asked",
    /// "according to".
    AccordingTo = "according-to",
    /// A colon alone.
    Colon = "colon",
    /// The cue is before the words.
    SaidBefore = "said-before",
    /// The cue is after the words.
    SaidAfter = "said-after",
    /// The cue is between the words.
    SaidBetween = "said-between",
    /// A cue whose words are unknown.
    Cue = "cue",
    /// A speaker and a verb of saying right after a quotation.
    Beside = "beside",
    /// "was quoted as saying" after a quotation.
    QuotedAs = "quoted-as",
    /// Quotation marks alone.
    QuotationMarks = "quotation-marks",
    /// A paragraph of nothing but quoted words continues the previous speaker's.
    Continued = "continued",
    /// The subject of the sentence before such a paragraph.
    SetUp = "set-up",
}
