//! A message of RFC 5322 → [`Document`](crate::document::Document): its text part, or its HTML part where that says
//! more; headers into the metadata.

pub(super) mod mbox;

use super::format::{Claim, Entry, Head, Read};

/// A message.
pub(super) const ENTRY: Entry = Entry {
    name: "mail",
    what: "a mail message",
    endings: &["eml", "mail"],
    media_types: &["message/rfc822"],
    claim,
    #[cfg(feature = "mail")]
    read: Read::Bytes(message::import),
    #[cfg(not(feature = "mail"))]
    read: Read::Missing("mail"),
};

/// Headers that only machines write.
const OF_MACHINES: &[&str] = &[
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "dkim-signature",
    "authentication-results",
    "content-transfer-encoding",
];
/// Headers that people write at the head of a text as well.
const OF_PEOPLE: &[&str] = &["from", "to", "cc", "subject", "date", "reply-to", "sender"];

fn claim(head: &Head) -> Claim {
    let (mut machines, mut people) = (0, 0);
    for line in head.text.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return Claim::No };
        let name = name.to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return Claim::No;
        }
        machines += usize::from(OF_MACHINES.contains(&name.as_str()));
        people += usize::from(OF_PEOPLE.contains(&name.as_str()));
    }
    match (machines, people) {
        (1.., 2..) | (2.., 1..) => Claim::Certain,
        (_, 1..) | (1.., _) => Claim::Possible,
        _ => Claim::No,
    }
}

#[cfg(feature = "mail")]
mod message {
    use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

    use crate::document::{Document, Metadata};
    use crate::import::fields::{set, set_first};
    use crate::import::{Imported, Source, compose};
    use crate::text::sanitise_line;

    /// Imports a message.
    pub fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
        document(bytes).map(|document| vec![document.into()])
    }

    /// The document of a message; what is wrong is a sentence's end.
    pub fn document(bytes: &[u8]) -> Result<Document, String> {
        let message = MessageParser::default().parse(bytes).filter(|m| !m.headers().is_empty());
        let message = message.ok_or("it has no headers.")?;
        let metadata = metadata(&message);
        let mut texts: Vec<&str> = message.text_bodies().filter_map(text).collect();
        let mut pages: Vec<&str> = message.html_bodies().filter_map(page).collect();
        if texts.is_empty() && pages.is_empty() {
            // A message that is cut off has parts that nothing ends.
            texts.extend(message.parts.iter().filter_map(text));
            pages.extend(message.parts.iter().filter_map(page));
        }
        let plain = compose::plain(&texts.join("\n\n"), metadata.clone());
        let mut document = if pages.is_empty() {
            plain
        } else {
            let marked = compose::marked(&pages.join("<hr>"), metadata);
            // The text part of many letters says no more than where the letter can be read.
            match marked {
                Err(why) if texts.is_empty() => return Err(why),
                Ok(marked) if letters(&plain) * 2 < letters(&marked) => marked,
                _ => plain,
            }
        };
        document.notices.extend(attachments(&message));
        if message.parts.iter().any(|p| p.is_encoding_problem) {
            document
                .notices
                .push("Part of the message is not encoded as it says and may be garbled.".to_owned());
        }
        Ok(document)
    }

    fn text<'a>(part: &'a MessagePart) -> Option<&'a str> {
        if let PartType::Text(text) = &part.body { Some(text) } else { None }
    }

    fn page<'a>(part: &'a MessagePart) -> Option<&'a str> {
        if let PartType::Html(html) = &part.body { Some(html) } else { None }
    }

    fn letters(document: &Document) -> usize {
        document.text.chars().filter(|c| c.is_alphanumeric()).count()
    }

    fn metadata(message: &Message) -> Metadata {
        let mut m = Metadata::default();
        set(&mut m.title, message.subject().unwrap_or(""));
        let sender = message.from().or_else(|| message.sender()).and_then(Address::first);
        set_first(&mut m.source, [sender.and_then(|a| a.name()), sender.and_then(|a| a.address())]);
        set(&mut m.published, &message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default());
        let language =
            message.root_part().headers.iter().find(|h| h.name().eq_ignore_ascii_case("content-language"));
        set(&mut m.language, language.and_then(|h| h.value().as_text()).unwrap_or(""));
        m
    }

    /// What is attached, in a sentence.
    fn attachments(message: &Message) -> Option<String> {
        let name = |part: &MessagePart| match (part.attachment_name(), &part.body) {
            (Some(name), _) => sanitise_line(name, 60),
            (None, PartType::Message(inner)) => {
                format!("the message “{}”", sanitise_line(inner.subject().unwrap_or("without subject"), 60))
            }
            (None, _) => "one without a name".to_owned(),
        };
        let names: Vec<String> = message.attachments().take(10).map(name).collect();
        let more = message.attachment_count().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!names.is_empty()).then(|| format!("Attachments are left out: {}{more}.", names.join(", ")))
    }
}

#[cfg(all(test, feature = "mail"))]
mod tests {
    use super::message::document;
    use super::*;
    use crate::document::Block;

    fn claimed(text: &str) -> Claim {
        claim(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn a_message_is_told_by_the_headers_that_machines_write() {
        assert_eq!(claimed("Received: from a\n\tby b\nFrom: A <a@b>\nSubject: x\n\nText"), Claim::Certain);
        assert_eq!(claimed("From: The desk\nTo: All\n\nText"), Claim::Possible);
        assert_eq!(claimed("Talks end: nothing agreed\nThe envoy left.\n"), Claim::No);
        assert_eq!(claimed("Title: x\n\nText"), Claim::No);
    }

    #[test]
    fn headers_and_text_in_old_encodings() {
        let mail = b"From: =?windows-1251?B?zOjt6PHy5fDx8uLu?= <press@example.org>\r\nSubject: =?koi8-r?Q?=F0=C5=D2=C5=C7=CF=D7=CF=D2=D9?=\r\n\
            Date: Mon, 29 Jan 2018 17:05:00 +0300\r\nContent-Type: text/plain; charset=windows-1251\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n=CF=E5=F0=E5=E3=EE=E2=EE=F0=FB =ef=f0=ee=e4=ee=eb=e6=e0=\r\n=fe=f2=f1=ff.\r\n";
        let document = document(mail).unwrap();
        assert_eq!(document.text, "Переговоры\n\nПереговоры продолжаются.");
        assert_eq!(document.metadata.source.as_deref(), Some("Министерство"));
        assert_eq!(document.metadata.published.as_deref(), Some("2018-01-29T17:05:00+03:00"));
    }

    #[test]
    fn a_stub_of_text_gives_way_to_the_page() {
        let mail = "From: a@example.org\nSubject: Talks\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
            Content-Type: text/plain\n\nView in a browser.\n--b\nContent-Type: text/html\n\n\
            <table><tr><td><p>The envoy&#27;[31m left on Monday.</p><p>Nobody knows why he did so.</p></td></tr></table>\n--b--\n";
        let document = document(mail.as_bytes()).unwrap();
        let show = |b: &Block| format!("{:?}: {}", b.kind, b.span.of(&document.text));
        let blocks: Vec<String> = document.blocks.iter().map(show).collect();
        assert_eq!(
            blocks,
            [
                "Heading: Talks",
                "Paragraph: The envoy left on Monday.",
                "Paragraph: Nobody knows why he did so."
            ]
        );
    }

    #[test]
    fn what_is_no_message_is_refused_and_what_is_cut_off_is_read() {
        assert!(document(b"").unwrap_err().ends_with('.'));
        let cut =
            b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe envoy left.\n";
        assert_eq!(document(cut).unwrap().text, "The envoy left.");
    }
}
