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
    use crate::document::{Notice, Part};
    use crate::import::{Imported, Source};

    /// Imports every message.
    pub fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
        let (mut documents, mut faults) = (Vec::new(), 0);
        for raw in split(bytes) {
            match message::documents(&raw) {
                Ok(all) => documents.extend(all),
                Err(_) => faults += 1,
            }
        }
        let first = documents.first_mut().ok_or("it holds no message.")?;
        if faults > 0 {
            first.notices.push(Notice::LeftOut(Part::Message, faults));
        }
        Ok(documents.into_iter().map(Imported::from).collect())
    }

    /// The messages of a mailbox, without the separator lines and the marks before lines that look like them.
    fn split(bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut messages: Vec<Vec<u8>> = Vec::new();
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let begins = line.starts_with(b"From ") && std::str::from_utf8(line).is_ok_and(super::parts);
            let Some(message) = messages.last_mut().filter(|_| !begins) else {
                messages.push(if begins || line.starts_with(b"From ") { Vec::new() } else { line.to_vec() });
                continue;
            };
            let marks = line.iter().take_while(|b| **b == b'>').count();
            let marked = marks > 0 && line[marks..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(marked)..]);
        }
        messages.retain(|message| !message.trim_ascii().is_empty());
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
    fn a_mailbox_is_told_from_a_text() {
        assert_eq!(claim(&Head { bytes: &[], text: BOX }), Claim::Certain);
        assert_eq!(
            claim(&Head { bytes: &[], text: "From Geneva comes word that\nthe talks ended." }),
            Claim::No
        );
        assert!(messages::import(b"", &Source::default()).is_err());
    }
}
