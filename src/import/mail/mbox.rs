//! A mailbox of messages one behind the other, as `mbox` of Unix has them → a document for each.

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

/// A mailbox begins with a line of the sender and a time ("From desk@example.org Mon Jan 29 17:05:00 2018"), and headers.
fn claim(head: &Head) -> Claim {
    let Some((first, rest)) = head.text.split_once('\n') else { return Claim::No };
    if !first.starts_with("From ") {
        return Claim::No;
    }
    let inner = super::claim(&Head { bytes: head.bytes, text: rest });
    let timed = first.contains(':') && first.split_whitespace().count() >= 4;
    if timed && inner >= Claim::Possible { Claim::Certain } else { inner.min(Claim::Possible) }
}

#[cfg(feature = "mail")]
mod messages {
    use mail_parser::mailbox::mbox::MessageIterator;

    use super::super::message;
    use crate::import::{Imported, Source};

    /// Imports every message.
    pub fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
        let (mut documents, mut faults) = (Vec::new(), 0);
        for raw in MessageIterator::new(bytes).flatten() {
            match message::documents(raw.contents()) {
                Ok(all) => documents.extend(all),
                Err(_) => faults += 1,
            }
        }
        let first = documents.first_mut().ok_or("it holds no message.")?;
        if faults > 0 {
            first
                .notices
                .push(format!("{faults} of the mailbox's messages cannot be read and are left out."));
        }
        Ok(documents.into_iter().map(Imported::from).collect())
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
    fn a_mailbox_is_told_from_a_text() {
        assert_eq!(claim(&Head { bytes: &[], text: BOX }), Claim::Certain);
        assert_eq!(
            claim(&Head { bytes: &[], text: "From Geneva comes word that\nthe talks ended." }),
            Claim::No
        );
        assert!(messages::import(b"", &Source::default()).is_err());
    }
}
