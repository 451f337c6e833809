//! Imports a Unix mailbox, `mbox`, of consecutive messages: a document for each.

use crate::import::dates;
use crate::import::format::{Claim, Entry, Head, Read};

/// A mailbox.
pub(in crate::import) const ENTRY: Entry = Entry {
    name: "mbox",
    what: "a mailbox",
    endings: &["mbox", "mbx"],
    media_types: &["application/mbox"],
    claim,
    #[cfg(feature = "mail")]
    read: Read::Bytes(messages::import),
    #[cfg(not(feature = "mail"))]
    read: Read::Missing("mail"),
};

/// A mailbox begins with a line with a sender and a time ("From desk@example.org Mon Jan 29 17:05:00 2018"), and headers.
fn claim(head: &Head) -> Claim {
    let Some((first, rest)) = head.text.split_once('\n') else { return Claim::No };
    if !first.starts_with("From ") {
        return Claim::No;
    }
    let inner = super::claim(&Head { bytes: head.bytes, text: rest });
    if parts(first) && inner >= Claim::Possible { Claim::Certain } else { inner.min(Claim::Possible) }
}

/// Whether a line separates two messages: it has a sender and a time. Prose begins with "From " too.
pub(super) fn parts(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_number = |word: &str, figures: std::ops::RangeInclusive<usize>| {
        figures.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let is_clock =
        |word: &&str| word.split(':').count() >= 2 && word.split(':').all(|part| is_number(part, 1..=2));
    (4..=12).contains(&words.len())
        && words.iter().any(is_clock)
        && words.iter().any(|word| dates::month(word).is_some())
        && words.iter().any(|word| is_number(word, 4..=4))
}

#[cfg(feature = "mail")]
mod messages {
    use super::super::message;
    use crate::document::{Document, Metadata, Notice, Part};
    use crate::import::fields::{set, set_date};
    use crate::import::{Imported, Source};

    /// Imports every message.
    pub fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
        let (mut documents, mut faults): (Vec<Document>, usize) = (Vec::new(), 0);
        for (above, raw) in split(bytes) {
            match message::documents(&raw) {
                Ok(mut all) => {
                    all.iter_mut().take(1).for_each(|first| complete(&mut first.metadata, &above));
                    documents.extend(all);
                }
                Err(_) => faults += 1,
            }
        }
        let first = documents.first_mut().ok_or("it holds no message.")?;
        if faults > 0 {
            first.notices.push(Notice::LeftOut(Part::Message, faults));
        }
        Ok(documents.into_iter().map(Imported::from).collect())
    }

    /// Takes the sender and the time from the line above a message if its headers lack them.
    fn complete(metadata: &mut Metadata, above: &str) {
        let words: Vec<&str> = above.split_whitespace().skip(1).collect();
        let Some((sender, time)) = words.split_first() else { return };
        set(&mut metadata.source, Some(*sender).filter(|s| s.contains('@')).unwrap_or_default());
        set_date(&mut metadata.published, None, [Some(time.join(" ").as_str())]);
    }

    /// The messages of a mailbox, without the marks before lines that look like those that part them; each with the line
    /// above it.
    fn split(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut messages: Vec<(String, Vec<u8>)> = Vec::new();
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let parting = line.starts_with(b"From ").then(|| String::from_utf8_lossy(line));
            let begins = parting.as_ref().is_some_and(|line| super::parts(line));
            let Some((_, message)) = messages.last_mut().filter(|_| !begins) else {
                let text = if parting.is_some() { Vec::new() } else { line.to_vec() };
                messages.push((parting.filter(|_| begins).unwrap_or_default().into_owned(), text));
                continue;
            };
            let marks = line.iter().take_while(|b| **b == b'>').count();
            let marked = marks > 0 && line[marks..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(marked)..]);
        }
        messages.retain(|(_, message)| !message.trim_ascii().is_empty());
        messages
    }
}

#[cfg(all(test, feature = "mail"))]
mod tests {
    use super::*;
    use crate::import::Source;

    const BOX: &str = "From a@example.org Mon Jan 29 17:05:00 2018\nFrom: a@example.org\nSubject: One\n\nThe envoy left.\n\
        >From there he went on.\n\nFrom b@example.org Tue Jan 30 09:00:00 2018\nFrom: b@example.org\nSubject: Two\n\nHe is back.\n";

    #[test]
    fn every_message_is_a_document() {
        let all = messages::import(BOX.as_bytes(), &Source::default()).unwrap();
        let texts: Vec<&str> = all.iter().map(|i| i.document.text.as_str()).collect();
        assert_eq!(texts, ["One\n\nThe envoy left.\n\nFrom there he went on.", "Two\n\nHe is back."]);
    }

    #[test]
    fn a_line_of_prose_ends_no_message() {
        let mail = "From a@example.org Mon Jan 29 17:05:00 2018\nSubject: One\n\nFrom Port Lissa, the envoy wrote:\n\n\
            From the start of the year 2018 it was clear.\n\nFrom b@example.org  Tue, 30 Jan 2018 09:00 +0100\nSubject: Two\n\nHe is back.\n";
        let all = messages::import(mail.as_bytes(), &Source::default()).unwrap();
        let texts: Vec<&str> = all.iter().map(|i| i.document.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "One\n\nFrom Port Lissa, the envoy wrote:\n\nFrom the start of the year 2018 it was clear.",
                "Two\n\nHe is back."
            ]
        );
    }

    #[test]
    fn the_line_above_a_message_says_what_its_headers_do_not() {
        let mail = "From a@example.org Mon Jan 29 17:05:00 2018\nSubject: One\n\nThe envoy left.\n\n\
            From b@example.org Tue Jan 30 09:00:00 2018\nFrom: Ana Lund <lund@example.org>\nDate: Tue, 30 Jan 2018 10:00:00 +0100\n\nHe is back.\n";
        let all = messages::import(mail.as_bytes(), &Source::default()).unwrap();
        let said = |i: usize| {
            let m = &all[i].document.metadata;
            (m.source.clone().unwrap_or_default(), m.published.map(|d| d.to_string()).unwrap_or_default())
        };
        assert_eq!(said(0), ("a@example.org".to_owned(), "2018-01-29".to_owned()));
        assert_eq!(said(1), ("Ana Lund".to_owned(), "2018-01-30T10:00:00+01:00".to_owned()));
    }

    #[test]
    fn a_mailbox_is_told_from_a_text() {
        assert_eq!(claim(&Head { bytes: &[], text: BOX }), Claim::Certain);
        assert_eq!(
            claim(&Head { bytes: &[], text: "From Geneva comes word that\nthe talks ended." }),
            Claim::No
        );
        assert!(messages::import(b"", &Source::default()).is_err());
    }
}
