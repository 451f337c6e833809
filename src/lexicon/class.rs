//! The classes of words, by the names that the tables under `assets/lexicon` give them. The build script reads this file too.

/// Lists the classes with their names in the tables; a class is one bit of a word's classes.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal,)*) => {
        /// What a word can be.
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
    /// A verb behind which the hearer stands: "told reporters".
    Tells = "tells",
    /// A verb whose infinitive is a statement about what its subject will do: "vowed to go on".
    Promises = "promises",
    /// A verb that tells of an act rather than of words: "refused to leave".
    Moves = "moves",
    /// A verb that moves somebody else to act: "urged Lissa to wait", "demanded that they leave".
    Urges = "urges",
    /// A verb whose clause is a belief, a hope or a fear.
    Believes = "believes",
    /// A verb of wanting: what its subject means to do or to get is an attitude.
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
    /// A verb that may stand beside a quotation, whatever it says elsewhere: "quipped", "laughed".
    Voices = "voices",
    /// What somebody else than its author does to a message: "read by Foreign Minister Arden".
    Relays = "relays",
    /// "spoke", "talked": speech without what is said.
    Talks = "talks",
    /// A verb whose subject asks and whose object answers: "interviewed".
    Interviews = "interviews",
    /// "seems", "emerged": its "it" is nobody.
    Seems = "seems",
    /// A noun for a message that can be read aloud.
    Message = "message",
    /// A noun for what somebody thinks or tells: "in her view".
    View = "view",
    /// A noun for an outlet or a paper that is no actor by itself: "agency", "newspaper".
    Outlet = "outlet",
    /// A noun for those to whom the press is spoken: "reporters".
    Hearer = "hearer",
    /// "adding", "continuing": goes on what the same speaker has said.
    Adds = "adds",
    /// Those who speak for a state or a body under no name of their own: "the representative of", "the government of".
    Delegate = "delegate",
    /// A noun for what is said: "claim that", "warning that".
    Saying = "saying",
    /// A noun for a person or persons by what they do, beyond the role nouns of the actors' tables: "residents".
    Persons = "persons",
    /// A weekday, a month or a feast, also cut short ("Tue"): never an actor by itself.
    Calendar = "calendar",
    /// Where people post: "wrote on Facebook".
    Platform = "platform",
    /// Who speaks for a state in an assembly: "the representative of Lissa".
    Represents = "represents",
    /// What bears somebody's name or a cause's and is neither: "the Tomb of", "the statue of".
    Monument = "monument",
    /// What somebody lives by who is in no table of officials: "baker".
    Trade = "trade",
    /// Many people under one noun, who act by words: "ministry", "coalition".
    Body = "body",
    /// A verb whose clause is not so, by its subject: "denied that it fired first".
    Denies = "denies",
}

impl Class {
    /// The class of that name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(class, _)| *class)
    }

    /// Its bit among a word's classes.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}
