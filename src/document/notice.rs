//! Notices of an import.

use jiff::Timestamp as Moment;

/// A part left out, moved or guessed on the way from a source to its document. [`notice`](crate::briefing::notice) writes
/// the sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The text is empty.
    Empty,
    /// The source claims one format and is in another; both with their articles.
    OtherFormat {
        /// The format given by its name or its sender.
        said: &'static str,
        /// The format that it was read as.
        read: &'static str,
    },
    /// The source names no encoding; the text was read in this one.
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
    /// The page has no article, so the text of the whole page is shown.
    NoArticle,
    /// This many such parts were left out.
    LeftOut(Part, usize),
    /// Attachments were left out.
    Attachments {
        /// The names of the first ones, if they have any.
        names: Vec<Option<String>>,
        /// How many more there are.
        more: usize,
    },
    /// This many notes were moved to the end of the text.
    NotesMoved(usize),
    /// Tracked changes are shown as if they were accepted.
    TrackedChanges,
    /// This many parts of a book are there only as far as they could be read.
    PartsDamaged(usize),
    /// This many messages inside this one are documents of their own.
    MessagesInside(usize),
    /// Messages inside this one were left out because they are nested too deep or too many.
    MessagesBeyond {
        /// How many were left out.
        count: usize,
        /// The depth to which messages are read.
        deepest: usize,
        /// The most that are read in all.
        most: usize,
    },
    /// Items of a collection have no text and were left out.
    ItemsWithoutText {
        /// How many were left out.
        count: usize,
        /// How many items there are in all.
        of: usize,
    },
    /// The item has no text; its description is shown.
    DescriptionOnly,
    /// The item is of this type; only its text is shown.
    TextOf(String),
    /// The item is a package of this many items, whose texts are in other files.
    Package(usize),
    /// A feed has more items than are read.
    FeedCut {
        /// How many items it has.
        items: usize,
        /// How many were read.
        read: usize,
    },
    /// The text of an item cannot be read, for a reason: the end of a sentence.
    ItemUnreadable(String),
    /// The feed has only a summary; the address of the whole text, if the feed gives it.
    SummaryOnly(Option<String>),
    /// The whole item was not fetched, for a reason: a full sentence.
    WholeNotFetched(String),
    /// The whole item was not fetched, because this many before it could not be.
    WholesFail(usize),
    /// The page at this address has less text than the summary.
    PageIsShorter(String),
    /// The page is a copy kept from an earlier fetch.
    Copy {
        /// When it was fetched.
        of: Moment,
        /// Why it could not be fetched again, the end of a sentence; none if that was not tried.
        because: Option<String>,
    },
    /// This many files of the named folders are not texts and were left out.
    FilesLeftOut(usize),
    /// The search for files stopped after finding this many.
    SearchStopped(usize),
    /// Reported by the writer of a saved analysis: a full sentence.
    Said(String),
}

/// Parts that can be left out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A picture.
    Picture,
    /// A line amid a page's article that is not part of it: a link, a note, a form or another story.
    Beside,
    /// A table of contents.
    Contents,
    /// Comments by readers or editors; their number is unknown.
    Comments,
    /// A page that was not read, because there are too many.
    PageBeyond,
    /// A page that is damaged or far larger than any text.
    PageUnreadable,
    /// A page that is a picture without a text layer.
    PageWithoutText,
    /// A running head or a page number.
    RunningHead,
    /// A character written sideways.
    Sideways,
    /// A character that its font does not name.
    UnnamedCharacter,
    /// A part in another format inside a document.
    Embedded,
    /// A part of a book that is missing.
    MissingPart,
    /// A part of a book that is not text.
    ExtraPart,
    /// A message that cannot be read.
    Message,
}
