//! Notices of an import.

use jiff::Timestamp as Moment;

/// A fact about what was left out, moved or guessed on the way from a source to its document. The sentence for a person is written by
/// [`notice`](crate::briefing::notice).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The text is empty.
    Empty,
    /// The source is said to be of one format and is of another; both with their articles.
    OtherFormat {
        /// The format that its name or its sender says.
        said: &'static str,
        /// The format that it was read as.
        read: &'static str,
    },
    /// No encoding is named; the text was read in this one.
    EncodingGuessed(&'static str),
    /// Bytes that are not valid in this encoding were replaced.
    BytesReplaced(&'static str),
    /// The file is cut off.
    CutOff,
    /// The file is damaged and was read as far as possible.
    Damaged,
    /// Only the beginning is there, for a reason: a full sentence.
    BeginningOnly(String),
    /// Reading failed before the end, for a reason: a full sentence.
    Interrupted(String),
    /// Entities that the file defines itself are not expanded.
    Entities,
    /// A page has no article, so the text of the whole page is there.
    NoArticle,
    /// Something was left out, so many times.
    LeftOut(Part, usize),
    /// Attachments were left out.
    Attachments {
        /// The names of the first, where they have one.
        names: Vec<Option<String>>,
        /// How many there are beside these.
        more: usize,
    },
    /// So many notes were moved to the end of the text.
    NotesMoved(usize),
    /// Tracked changes are shown as if they were accepted.
    TrackedChanges,
    /// So many parts of a book are there as far as they could be read.
    PartsDamaged(usize),
    /// So many messages inside this one are documents of their own.
    MessagesInside(usize),
    /// Messages inside this one were left out, because they lie too deep or are too many.
    MessagesBeyond {
        /// How many were left out.
        count: usize,
        /// How deep messages are read.
        deepest: usize,
        /// How many are read of all.
        most: usize,
    },
    /// Items of a collection have no text and were left out.
    ItemsWithoutText {
        /// How many were left out.
        count: usize,
        /// How many items there are.
        of: usize,
    },
    /// The item has no text; its description is shown.
    DescriptionOnly,
    /// The item is of this type, of which only the text is shown.
    TextOf(String),
    /// The item is a package of so many, whose texts are in other files.
    Package(usize),
    /// A feed is longer than what is read of it.
    FeedCut {
        /// How many items it has.
        items: usize,
        /// How many were read.
        read: usize,
    },
    /// The text of an item cannot be read, for a reason: the end of a sentence.
    ItemUnreadable(String),
    /// The feed has only a summary; the whole is at an address, where that is said.
    SummaryOnly(Option<String>),
    /// The whole of an item was not fetched, for a reason: a full sentence.
    WholeNotFetched(String),
    /// The whole was not fetched, because those of so many items before it could not be.
    WholesFail(usize),
    /// The page at this address has less text than the summary.
    PageIsShorter(String),
    /// The page is a copy kept from before.
    Copy {
        /// When it was fetched.
        of: Moment,
        /// Why it could not be fetched again, the end of a sentence; none where nobody tried.
        because: Option<String>,
    },
    /// So many files of the named folders are no texts and were left out.
    FilesLeftOut(usize),
    /// The search for files was stopped when so many had been found.
    SearchStopped(usize),
    /// Whatever wrote a saved analysis said so: a full sentence.
    Said(String),
}

/// Things that can be left out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A picture.
    Picture,
    /// A line among those of a page's article that is none of it: a link, a note, a form or another story.
    Beside,
    /// A table of contents.
    Contents,
    /// Comments of readers or editors; their number is not known.
    Comments,
    /// A page that was not read, because there are too many.
    PageBeyond,
    /// A page that is damaged or holds far more than any text.
    PageUnreadable,
    /// A page that is a picture without a text layer.
    PageWithoutText,
    /// A line that is a running head or a page number.
    RunningHead,
    /// A character that is written sideways.
    Sideways,
    /// A character that its font does not name.
    UnnamedCharacter,
    /// A part of another format inside a document.
    Embedded,
    /// A part of a book that is missing.
    MissingPart,
    /// A part of a book that is no text.
    ExtraPart,
    /// A message that cannot be read.
    Message,
}
