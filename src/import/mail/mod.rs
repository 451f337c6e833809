//! Imports a message of RFC 5322: its text part, or its HTML part if that says more; headers become metadata. A
//! nested message is a document of its own.

#[cfg(feature = "mail")]
mod body;
#[cfg(feature = "mail")]
mod flat;
#[cfg(feature = "mail")]
mod frame;
pub(super) mod mbox;
#[cfg(feature = "mail")]
mod message;
#[cfg(feature = "mail")]
mod words;

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
    "references",
    "in-reply-to",
];
/// Headers that people also write at the beginning of a text.
const OF_PEOPLE: &[&str] = &["from", "to", "cc", "subject", "date", "reply-to", "sender"];

fn claim(head: &Head) -> Claim {
    let (mut machines, mut people, mut broken, mut headless) = (0, 0, 0, false);
    let text = head.text.trim_start();
    let text =
        text.strip_prefix("From ").and_then(|rest| rest.split_once('\n')).map_or(text, |(_, rest)| rest);
    for line in text.lines().take_while(|line| !line.trim_end().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let name = line.split_once(':').map_or("", |(name, _)| name).to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            // A program has broken a long line, or the first.
            broken += 1;
            headless |= machines + people == 0;
            if broken > 1 || machines + people < 2 && !headless {
                return Claim::No;
            }
            continue;
        }
        machines += usize::from(OF_MACHINES.contains(&name.as_str()));
        people += usize::from(OF_PEOPLE.contains(&name.as_str()));
    }
    match (machines, people) {
        _ if headless && machines + people < 3 => Claim::No,
        _ if headless => Claim::Possible,
        (1.., 2..) | (2.., 1..) => Claim::Certain,
        (_, 1..) | (1.., _) => Claim::Possible,
        _ => Claim::No,
    }
}

#[cfg(all(test, feature = "mail"))]
mod tests {
    use super::message::documents;
    use super::*;
    use crate::document::{Block, BlockKind, Document, Notice, Timestamp};

    fn document(mail: &[u8]) -> Result<Document, String> {
        documents(mail).map(|mut all| all.remove(0))
    }

    fn claimed(text: &str) -> Claim {
        claim(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn a_message_is_told_by_the_headers_that_machines_write() {
        assert_eq!(claimed("Received: from a\n\tby b\nFrom: A <a@b>\nSubject: x\n\nText"), Claim::Certain);
        assert_eq!(claimed("From: The desk\nTo: All\n\nText"), Claim::Possible);
        assert_eq!(claimed("From a@b\nReceived: from a\nFrom: A <a@b>\nTo: b\n\nText"), Claim::Certain);
        assert_eq!(
            claimed("\n  \nFrom: A <a@b>\nSubject: x\nReferences: <a@b>, <c.\nd@e>\nTo: x\n\nText"),
            Claim::Certain
        );
        assert_eq!(claimed("Talks end: nothing agreed\nThe envoy left.\n"), Claim::No);
        assert_eq!(claimed("Title: x\n\nText"), Claim::No);
        assert_eq!(claimed("a broken line\nFrom: A <a@b>\nSubject: x\nDate: y\n\nText"), Claim::Possible);
        assert_eq!(claimed("Talks end\nFrom: Lissa\n\nText"), Claim::No);
    }

    #[test]
    fn headers_and_text_in_old_encodings() {
        let mail = b"From: =?windows-1251?B?zOjt6PHy5fDx8uLu?= <press@example.org>\r\nSubject: =?koi8-r?Q?=F0=C5=D2=C5=C7=CF=D7=CF=D2=D9?=\r\n\
            Date: Mon, 29 Jan 2018 17:05:00 +0300\r\nContent-Type: text/plain; charset=windows-1251\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n=CF=E5=F0=E5=E3=EE=E2=EE=F0=FB =ef=f0=ee=e4=ee=eb=e6=e0=\r\n=fe=f2=f1=ff.\r\n";
        let document = document(mail).unwrap();
        assert_eq!(document.text, "Переговоры\n\nПереговоры продолжаются.");
        assert_eq!(document.metadata.source.as_deref(), Some("Министерство"));
        assert_eq!(document.metadata.published, Timestamp::parse("2018-01-29T17:05:00+03:00"));
    }

    #[test]
    fn a_text_in_utf_7_has_its_date_and_its_title_in_plain_letters() {
        let mail = b"From: a@example.org\nSubject: Talks\nDate: Mon, 29 Jan 2018 17:05:00 +0200\n\
            Content-Type: text/plain; charset=utf-7\n\n+IBw-We go on,+IB0- said Ana Lund.\n";
        let document = document(mail).unwrap();
        assert_eq!(document.text, "Talks\n\n\u{201c}We go on,\u{201d} said Ana Lund.");
        assert_eq!(document.metadata.published, Timestamp::parse("2018-01-29T17:05:00+02:00"));
    }

    #[test]
    fn a_page_in_an_old_encoding_needs_no_title() {
        let (page, ..) = encoding_rs::WINDOWS_1251.encode("<p>Лунд: «Мы ждём»</p>");
        let head =
            b"From: desk@example.org\nMIME-Version: 1.0\nContent-Type: text/html; charset=windows-1251\n\n";
        let document = document(&[head.as_slice(), &page].concat()).unwrap();
        assert_eq!((document.text.as_str(), document.metadata.title), ("Лунд: «Мы ждём»", None));
    }

    #[test]
    fn the_footer_of_a_list_is_no_text_of_the_letter() {
        let footer =
            "_______________________________________________\nDesk mailing list\ndesk@lists.example.org\n";
        let head = "From: a@example.org\nSubject: Talks\nMIME-Version: 1.0\n";
        let coded = "Content-Transfer-Encoding: base64\n";
        for mail in [
            format!("{head}\nThe envoy left.\n{footer}"),
            format!("{head}{coded}\nVGhlIGVudm95IGxlZnQu\n{footer}"),
            format!("{head}{coded}\nVGhlIGVudm95IGxlZnQu\nSent by the desk list.\n"),
        ] {
            let document = document(mail.as_bytes()).unwrap();
            let kept = document.blocks.iter().filter(|b| b.kind != BlockKind::Furniture);
            let kept: Vec<&str> = kept.map(|b| b.span.of(&document.text)).collect();
            assert_eq!(kept, ["Talks", "The envoy left."], "{mail}");
        }
        let form =
            document(format!("{head}\nName:\n{}\nThe envoy left.\n", "_".repeat(30)).as_bytes()).unwrap();
        assert!(form.blocks.iter().all(|b| b.kind != BlockKind::Furniture));
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
    fn a_broken_head_is_read() {
        for mail in [
            "From ana@example.org\nFrom: Ana Lund <ana@example.org>\nSubject: Talks end\n\nThe envoy left.\n",
            "a broken line\nFrom: Ana Lund <ana@example.org>\nSubject: Talks end\n\nThe envoy left.\n",
            "  \n\nFrom: Ana Lund <ana@example.org>\nSubject: Talks end\n\nThe envoy left.\n",
            "From: Ana Lund <ana@example.org>\nReferences: <a@b>, <c.\nd@e>\nSubject: Talks end\n\nThe envoy left.\n",
        ] {
            let document = document(mail.as_bytes()).unwrap();
            assert_eq!(document.text, "Talks end\n\nThe envoy left.", "{mail}");
            assert_eq!(document.metadata.source.as_deref(), Some("Ana Lund"));
        }
    }

    #[test]
    fn what_is_forwarded_is_read_as_a_text_and_what_is_answered_as_a_quotation() {
        let kinds = |quoted: &str| -> Vec<String> {
            let mail = format!(
                "From: a@example.org\nSubject: Fwd\n\nSee below.\n\nOn Monday Ana Lund wrote:\n{quoted}\n"
            );
            let document = document(mail.as_bytes()).unwrap();
            document
                .blocks
                .iter()
                .skip(2)
                .map(|b| format!("{:?}: {}", b.kind, b.span.of(&document.text)))
                .collect()
        };
        assert_eq!(
            kinds("> PORT LISSA (EXW) - The envoy came on Monday.\n>\n> “We go on,” said Jo Roe."),
            [
                "Furniture: On Monday Ana Lund wrote:",
                "Paragraph: PORT LISSA (EXW) - The envoy came on Monday.",
                "Paragraph: “We go on,” said Jo Roe."
            ]
        );
        let answer = kinds("> I cannot come on Monday.");
        let wanted = ["Paragraph: On Monday Ana Lund wrote:", "BlockQuotation: I cannot come on Monday."];
        assert_eq!(answer, wanted);
    }

    #[test]
    fn messages_in_a_message_are_documents_of_their_own() {
        let inner =
            |title: &str| format!("From: z@example.org\nSubject: {title}\n\nThe envoy left {title}.\n");
        let head = "From: a@example.org\nSubject: Fwd\nContent-Type: multipart/";
        let typed = format!(
            "{head}mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{}--b\n\
             Content-Type: message/rfc822\n\n{}--b--\n",
            inner("one"),
            inner("two"),
        );
        let digest =
            format!("{head}digest; boundary=b\n\n--b\n\n{}--b\n\n{}--b--\n", inner("one"), inner("two"));
        for (mail, first) in [(typed, "Fwd\n\nSee below."), (digest, "Fwd")] {
            let all = documents(mail.as_bytes()).unwrap();
            let texts: Vec<&str> = all.iter().map(|d| d.text.as_str()).collect();
            assert_eq!(texts, [first, "one\n\nThe envoy left one.", "two\n\nThe envoy left two."]);
            assert_eq!(all[0].notices, [Notice::MessagesInside(2)]);
        }
    }

    #[test]
    fn messages_too_deep_in_one_another_are_left_out() {
        let mail = "Subject: a\nContent-Type: message/rfc822\n\n".repeat(100) + "Subject: b\n\nText.";
        let all = documents(mail.as_bytes()).unwrap();
        assert_eq!(all.len(), 11);
        let beyond = |n: &Notice| matches!(n, Notice::MessagesBeyond { count: 1, deepest: 10, .. });
        assert!(all[0].notices.iter().any(beyond), "{:?}", all[0].notices);
    }

    #[test]
    fn parts_that_nothing_parts_are_text() {
        let mail = b"From: a@example.org\nSubject: Talks\nContent-Type: multipart/mixed\n\nThe envoy left.\n";
        let document = document(mail).unwrap();
        assert_eq!((document.text.as_str(), document.notices.len()), ("Talks\n\nThe envoy left.", 0));
    }

    #[test]
    fn what_is_no_message_is_refused_and_what_is_cut_off_is_read() {
        assert!(document(b"").unwrap_err().ends_with('.'));
        let cut =
            b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe envoy left.\n";
        assert_eq!(document(cut).unwrap().text, "The envoy left.");
    }
}
