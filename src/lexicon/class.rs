//! The classes of words, by their names in the tables under `assets/lexicon`. The build script reads this file too.

/// Lists the classes with their names in the tables; a class is one bit of a word's classes.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal,)*) => {
        /// A class of words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Class {
            $($(#[$doc])* $class,)*
        }

        /// Every class with its name in the tables.
        pub const NAMES: &[(Class, &str)] = &[$((Class::$class, $name),)*];
    };
}

classes! {
    /// "has", "would", "didn't": helps another verb.
    Auxiliary = "auxiliary",
    /// "million", "dozen".
    Number = "number",
    /// "Monday", "evening", "weeks".
    Time = "time",
    /// A verb whose clause is a statement: "said that the talks were over".
    Says = "says",
    /// A verb followed by the hearer: "told reporters".
    Tells = "tells",
    /// A verb whose infinitive is a statement about what its subject will do: "vowed to go on".
    Promises = "promises",
    /// A verb for an act rather than for words: "refused to leave".
    Moves = "moves",
    /// A verb that moves somebody else to act: "urged Lissa to wait", "demanded that they leave".
    Urges = "urges",
    /// A verb whose clause is a belief, a hope or a fear.
    Believes = "believes",
    /// A verb of wanting: the intent of its subject is an attitude.
    Wants = "wants",
    /// A verb whose object is judged: "condemned the attack".
    Judges = "judges",
    /// A verb that gives a thing a name: "called the plan a farce".
    Names = "names",
    /// A verb whose clause is a question: "asked whether".
    Asks = "asks",
    /// "declined to say", "refused to comment".
    Declines = "declines",
    /// A verb whose subject need not speak: "the figures show that".
    Shows = "shows",
    /// A verb that may introduce a quotation, whatever it means elsewhere: "quipped", "laughed".
    Voices = "voices",
    /// A verb for what a person other than its author does to a message: "read by Foreign Minister Arden".
    Relays = "relays",
    /// "spoke", "talked": speech without its content.
    Talks = "talks",
    /// A verb whose subject asks and whose object answers: "interviewed".
    Interviews = "interviews",
    /// "seems", "emerged": its "it" refers to nobody.
    Seems = "seems",
    /// A noun for a message that can be read aloud.
    Message = "message",
    /// A noun for somebody's thought or account: "in her view".
    View = "view",
    /// A noun for an outlet or a paper that is not an actor by itself: "agency", "newspaper".
    Outlet = "outlet",
    /// A noun for the audience at the press: "reporters".
    Hearer = "hearer",
    /// "adding", "continuing": continues the same speaker's words.
    Adds = "adds",
    /// People who speak for a state or a body without a name of their own: "the representative of", "the government
    /// of".
    Delegate = "delegate",
    /// A noun for something said: "claim that", "warning that".
    Saying = "saying",
    /// A noun for people by their activity, beyond the role nouns of the actors' tables: "residents".
    Persons = "persons",
    /// A weekday, a month or a feast, also abbreviated ("Tue"): never an actor by itself.
    Calendar = "calendar",
    /// Where people post: "wrote on Facebook".
    Platform = "platform",
    /// A person who speaks for a state in an assembly: "the representative of Lissa".
    Represents = "represents",
    /// A thing that bears the name of a person or a cause and is neither: "the Tomb of", "the statue of".
    Monument = "monument",
    /// The trade of a person who is in no table of officials: "baker".
    Trade = "trade",
    /// A language whose name is no state's adjective: "in Dari and Pashto".
    Language = "language",
    /// A ship, whose name is nobody's: "the tanker Sea Star".
    Vessel = "vessel",
    /// A kind of place: "the town of", "the Sahel region".
    Land = "land",
    /// A noun for many people who act by words: "ministry", "coalition".
    Body = "body",
    /// A verb whose subject says that its clause is false: "denied that it fired first".
    Denies = "denies",
    /// The field of an office: "affairs", "security", "trade".
    Field = "field",
}

impl Class {
    /// The class with that name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(class, _)| *class)
    }

    /// Its bit among a word's classes.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}
