//! The sentence for each notice of an import.

use jiff::Timestamp as Moment;

use crate::document::{Notice, Part};
use crate::text::count;

/// A notice in a sentence or two for people.
//
// Long because it has an arm for each notice.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Empty => "The text is empty.".into(),
        Notice::OtherFormat { said, read } => {
            format!("The name or the sender says that this is {said}; it is {read}, and was read so.")
        }
        Notice::EncodingGuessed(name) => format!("The text names no encoding and was read as {name}."),
        Notice::BytesReplaced(name) => {
            format!("Some bytes are not valid {name}; each is shown as the replacement character �.")
        }
        Notice::CutOff => "The file is cut off; what came before its end is shown.".into(),
        Notice::Damaged => "The document is damaged; what could be read of it is shown.".into(),
        Notice::BeginningOnly(why) => format!("{why} Only its beginning is shown."),
        Notice::Interrupted(why) => format!("{why} What came before is shown."),
        Notice::Entities => "Entities that the file defines itself are not expanded.".into(),
        Notice::NoArticle => {
            "No article was found on this page, so the text of the whole page is shown.".into()
        }
        Notice::LeftOut(part, count) => left_out(*part, *count),
        Notice::Attachments { names, more } => attachments(names, *more),
        Notice::NotesMoved(1) => "One note is shown after the text.".into(),
        Notice::NotesMoved(n) => {
            format!("{n} notes are shown after the text, in the order of their references.")
        }
        Notice::TrackedChanges => {
            "The text has tracked changes and is shown as if they were accepted.".into()
        }
        Notice::PartsDamaged(n) => {
            format!("Damaged parts of the book, shown as far as they could be read: {n}.")
        }
        Notice::MessagesInside(1) => "1 message in this one can be read as a document of its own.".into(),
        Notice::MessagesInside(n) => {
            format!("{n} messages in this one can be read as documents of their own.")
        }
        Notice::MessagesBeyond { count, deepest, most } => {
            let messages = if *count == 1 { "message is" } else { "messages are" };
            format!("{count} {messages} left out: more than {deepest} deep, or more than {most} in all.")
        }
        Notice::DescriptionOnly => "The item has no text of its own; its description is shown.".into(),
        Notice::TextOf(kind) => format!("The item’s type is “{kind}”; only its text is shown."),
        Notice::Said(sentence) => sentence.clone(),
        Notice::ItemsWithoutText { count, of } => {
            let items = if *count == 1 { "has no text and is" } else { "have no text and are" };
            format!("{count} of its {of} items {items} left out.")
        }
        Notice::Package(1) => "This is a package; it names one item, whose text is in another file.".into(),
        Notice::Package(items) => {
            format!("This is a package; it names {items} items, whose texts are in other files.")
        }
        Notice::FeedCut { items, read } => {
            format!("The feed holds {items} items; the first {read} are shown.")
        }
        Notice::ItemUnreadable(why) => format!("The text of this item cannot be read: {why}"),
        Notice::SummaryOnly(None) => "The feed has only a summary of this.".into(),
        Notice::SummaryOnly(Some(address)) => {
            format!("The feed has only a summary of this; the whole is at {address}.")
        }
        Notice::WholeNotFetched(why) => format!("The whole was not fetched. {why}"),
        Notice::WholesFail(before) => {
            format!("The whole was not fetched, because that of {before} before it could not be.")
        }
        Notice::PageIsShorter(address) => {
            format!("The page “{address}” says less than this summary; it may let only browsers in.")
        }
        Notice::Copy { of, because: None } => format!("This is a copy from {}.", minute(*of)),
        Notice::Copy { of, because: Some(why) } => {
            format!("This is a copy from {}, because now {why}", minute(*of))
        }
        Notice::FilesLeftOut(1) => "1 file that is not a text was skipped.".into(),
        Notice::FilesLeftOut(n) => format!("{n} files that are not texts were skipped."),
        Notice::SearchStopped(found) => {
            format!("Stopped; the list has the {found} files found so far.")
        }
    }
}

fn left_out(part: Part, n: usize) -> String {
    match (part, n) {
        (Part::Picture, 1) => "One picture is left out.".into(),
        (Part::Picture, _) => format!("{n} pictures are left out."),
        (Part::Beside, 1) => {
            "One line beside the article is left out: a link, a note, a form or another story.".into()
        }
        (Part::Beside, _) => {
            format!("{n} lines beside the article are left out: links, notes, forms or other stories.")
        }
        (Part::Contents, _) => "The table of contents is left out.".into(),
        (Part::Comments, _) => "Comments are left out.".into(),
        (Part::PageBeyond, 1) => "The document is very large; its last page was not read.".into(),
        (Part::PageBeyond, _) => format!("The document is very large; its last {n} pages were not read."),
        (Part::PageUnreadable, _) => {
            format!("Pages that are damaged or hold far more than any text are left out: {n}.")
        }
        (Part::PageWithoutText, _) => format!("Pages that are pictures without a text layer: {n}."),
        (Part::RunningHead, _) => {
            format!("Running heads and page numbers are left out: {}.", count(n, "line"))
        }
        (Part::Sideways, _) => {
            format!("Text that is written sideways is left out: {}.", count(n, "character"))
        }
        (Part::UnnamedCharacter, _) => {
            format!("Characters that their font does not name are left out: {n}.")
        }
        (Part::Embedded, _) => format!("Parts of another format inside the document are left out: {n}."),
        (Part::MissingPart, _) => format!("Missing parts of the book: {n}."),
        (Part::ExtraPart, _) => format!("Parts of the book that are not text are left out: {n}."),
        (Part::Message, 1) => "1 message cannot be read and is left out.".into(),
        (Part::Message, _) => format!("{n} messages cannot be read and are left out."),
    }
}

fn attachments(names: &[Option<String>], more: usize) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.as_deref().unwrap_or("one without a name")).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Attachments are left out: {}{more}.", names.join(", "))
}

/// A point in time to the minute, in UTC ("2026-03-04 17:05 UTC").
fn minute(when: Moment) -> String {
    when.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One notice of each kind; a new kind does not compile until it is here.
    fn one_of_each() -> Vec<Notice> {
        let parts = [
            Part::Picture,
            Part::Beside,
            Part::Contents,
            Part::Comments,
            Part::PageBeyond,
            Part::PageUnreadable,
            Part::PageWithoutText,
            Part::RunningHead,
            Part::Sideways,
            Part::UnnamedCharacter,
            Part::Embedded,
            Part::MissingPart,
            Part::ExtraPart,
            Part::Message,
        ];
        let counted = |n| {
            let left_out = parts.map(|part| Notice::LeftOut(part, n));
            let more = [
                Notice::NotesMoved(n),
                Notice::PartsDamaged(n),
                Notice::MessagesInside(n),
                Notice::MessagesBeyond { count: n, deepest: 10, most: 99 },
                Notice::ItemsWithoutText { count: n, of: 9 },
                Notice::Package(n),
                Notice::FeedCut { items: 9, read: n },
                Notice::WholesFail(n),
                Notice::FilesLeftOut(n),
                Notice::SearchStopped(n),
                Notice::Attachments { names: vec![None, Some("a.pdf".into())], more: n - 1 },
            ];
            left_out.into_iter().chain(more)
        };
        let plain = [
            Notice::Empty,
            Notice::OtherFormat { said: "a PDF document", read: "plain text" },
            Notice::EncodingGuessed("windows-1252"),
            Notice::BytesReplaced("UTF-8"),
            Notice::CutOff,
            Notice::Damaged,
            Notice::BeginningOnly("It is too large.".into()),
            Notice::Interrupted("It cannot be read.".into()),
            Notice::Entities,
            Notice::NoArticle,
            Notice::TrackedChanges,
            Notice::DescriptionOnly,
            Notice::TextOf("picture".into()),
            Notice::ItemUnreadable("it is damaged.".into()),
            Notice::SummaryOnly(None),
            Notice::SummaryOnly(Some("https://a.example/1".into())),
            Notice::WholeNotFetched("The server is silent.".into()),
            Notice::PageIsShorter("a.example/1".into()),
            Notice::Copy { of: Moment::UNIX_EPOCH, because: None },
            Notice::Copy { of: Moment::UNIX_EPOCH, because: Some("there is no network.".into()) },
            Notice::Said("One map is left out.".into()),
        ];
        plain.into_iter().chain(counted(1)).chain(counted(3)).collect()
    }

    #[test]
    fn every_notice_is_a_sentence_of_its_own() {
        let mut said: Vec<String> = one_of_each().iter().map(notice).collect();
        for sentence in &said {
            let begins = sentence.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
            assert!(begins && sentence.ends_with('.'), "{sentence:?}");
        }
        said.sort();
        let of_a_kind = said.windows(2).filter(|two| two[0] == two[1]).count();
        // The number of comments is unknown, and a document has one table of contents.
        assert_eq!(of_a_kind, 2, "{said:#?}");
    }

    #[test]
    fn a_copy_says_when_it_was_made() {
        let of = |seconds| Moment::from_second(seconds).unwrap();
        let said = notice(&Notice::Copy { of: of(951_868_799), because: None });
        assert_eq!(said, "This is a copy from 2000-02-29 23:59 UTC.");
        let said = notice(&Notice::Copy { of: of(1_517_245_500), because: Some("it is offline.".into()) });
        assert_eq!(said, "This is a copy from 2018-01-29 17:05 UTC, because now it is offline.");
    }
}
