//! The fields of the language, and the values that some of them are limited to.

use crate::briefing::ActorKind;

/// The aspect that a term looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The speaker.
    Speaker,
    /// Words inside a quote.
    Quote,
    /// People named or speaking.
    Actor,
    /// People named beside a quote.
    With,
    /// The hearer of a quote.
    To,
    /// The role of somebody in the document.
    Role,
    /// The kind of somebody in the document.
    Kind,
    /// The country of somebody in the document.
    Country,
    /// Words, even if they are also a name.
    Text,
    /// The publisher.
    Source,
    /// A group of sources that a person follows.
    In,
    /// A person's own tag on a document.
    Tag,
    /// Words of a person's own notes.
    Note,
    /// From a day on.
    Since,
    /// Up to a day.
    Until,
    /// Within a period.
    Date,
    /// A form of quotes, or a state of documents.
    Is,
    /// One story, by number.
    Story,
    /// Documents nearly the same as one, by number.
    Like,
    /// A saved query, by name.
    Query,
    /// The order of the results.
    Sort,
}

impl Field {
    /// Every field under each of its names, its own name first, with a description.
    pub const WRITTEN: [(&'static str, Self, &'static str); 23] = [
        ("speaker", Self::Speaker, "who says it; speaker:? for unknown speakers"),
        ("by", Self::Speaker, "the same as speaker:"),
        ("said", Self::Speaker, "the same as speaker:"),
        ("quote", Self::Quote, "words inside a quote; with speaker: of the same quote"),
        ("actor", Self::Actor, "who is named, or speaks"),
        ("with", Self::With, "who is named beside the quote"),
        ("to", Self::To, "to whom it was said"),
        ("role", Self::Role, "actors by role: role:envoy"),
        ("kind", Self::Kind, "actors by kind: kind:state"),
        ("country", Self::Country, "actors by country: country:FRA"),
        ("text", Self::Text, "these words, whoever is called so"),
        ("source", Self::Source, "who published it"),
        ("in", Self::In, "a group that you follow"),
        ("tag", Self::Tag, "a tag of yours"),
        ("note", Self::Note, "words of your notes"),
        ("since", Self::Since, "since:2018-01"),
        ("until", Self::Until, "until:2018-03-15"),
        ("date", Self::Date, "date:2018-01..2018-03, date:7d"),
        ("is", Self::Is, "is:direct, is:stance, is:sure, is:unread, is:changed"),
        ("story", Self::Story, "the documents of one story, by its number"),
        ("like", Self::Like, "what is nearly the same as a document, by its number"),
        ("query", Self::Query, "another query that you keep"),
        ("sort", Self::Sort, "sort:old, sort:best"),
    ];

    /// The field with that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let found = Self::WRITTEN.iter().find(|(written, ..)| written.eq_ignore_ascii_case(name));
        found.map(|(_, field, _)| *field)
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        Self::WRITTEN.iter().find(|(_, field, _)| *field == self).map_or("", |(name, ..)| name)
    }

    /// Whether a briefing can answer for this field; the others need an archive.
    pub fn is_of_briefings(self) -> bool {
        use Field::{
            Actor, Country, Date, Is, Kind, Quote, Role, Since, Source, Speaker, Text, To, Until, With,
        };
        matches!(
            self,
            Speaker
                | Quote
                | Actor
                | With
                | To
                | Role
                | Kind
                | Country
                | Text
                | Source
                | Since
                | Until
                | Date
                | Is
        )
    }
}

/// The values of `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Is {
    /// Quotes wholly inside quotation marks.
    Direct,
    /// Attitudes and acts towards somebody or something.
    Stance,
    /// Quotes whose words and speaker are sure.
    Sure,
    /// Documents that a person has not read.
    Unread,
    /// Documents with an earlier version.
    Changed,
    /// Documents that their source has withdrawn.
    Cancelled,
    /// Documents that may not be published yet.
    Embargoed,
    /// Documents of which there is only a summary.
    Summary,
}

impl Is {
    /// All of them by name.
    pub const ALL: [(&'static str, Self); 8] = [
        ("direct", Self::Direct),
        ("stance", Self::Stance),
        ("sure", Self::Sure),
        ("unread", Self::Unread),
        ("changed", Self::Changed),
        ("cancelled", Self::Cancelled),
        ("embargoed", Self::Embargoed),
        ("summary", Self::Summary),
    ];

    /// Whether it is a property of quotes rather than documents.
    pub fn is_of_quotes(self) -> bool {
        matches!(self, Self::Direct | Self::Stance | Self::Sure)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, is)| *is == self).map_or("", |(name, _)| name)
    }
}

/// The names of the kinds of actors, as `kind:` takes them; a prefix is enough.
pub const KINDS: [(&str, ActorKind); 8] = [
    ("person", ActorKind::Person),
    ("state", ActorKind::State),
    ("organisation", ActorKind::Org),
    ("armed-group", ActorKind::ArmedGroup),
    ("people", ActorKind::People),
    ("office", ActorKind::Office),
    ("group", ActorKind::Group),
    ("place", ActorKind::Place),
];
