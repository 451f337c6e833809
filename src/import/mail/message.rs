//! One message, and those in it.

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{body, flat, frame, words};
use crate::document::{Document, Metadata, Notice, Part};
use crate::import::fields::{set, set_date, set_first};
use crate::import::{Imported, Source, compose, matter};
use crate::text::sanitise_line;

/// How deep messages may nest. People forward four or five times.
const DEEPEST: usize = 10;
/// The most messages that are read from one mail file, including nested ones.
const MOST: usize = 1_000;

/// Imports a message and those in it.
pub fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
    Ok(documents(bytes)?.into_iter().map(Imported::from).collect())
}

/// A message that was read: its own document, and its nested messages.
struct Read {
    document: Document,
    inner: Vec<Vec<u8>>,
}

/// The document of a message, and after it those of its nested messages; an error is the end of a sentence.
pub fn documents(bytes: &[u8]) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    let mut waiting = vec![(0, Cow::Borrowed(bytes))];
    let (mut deeper, mut broken) = (0, 0);
    while let Some((depth, bytes)) = waiting.pop() {
        let read = match read(&bytes) {
            Ok(read) => read,
            Err(why) if documents.is_empty() => return Err(why),
            Err(_) => {
                broken += 1;
                continue;
            }
        };
        documents.push(read.document);
        if depth == DEEPEST || documents.len() + waiting.len() + read.inner.len() > MOST {
            deeper += read.inner.len();
        } else {
            waiting.extend(read.inner.into_iter().rev().map(|inner| (depth + 1, Cow::Owned(inner))));
        }
    }
    let more = documents.len() - 1;
    let mut say = |count: usize, notice| documents[0].notices.extend((count > 0).then_some(notice));
    say(more, Notice::MessagesInside(more));
    say(broken, Notice::LeftOut(Part::Message, broken));
    say(deeper, Notice::MessagesBeyond { count: deeper, deepest: DEEPEST, most: MOST });
    Ok(documents)
}

fn read(bytes: &[u8]) -> Result<Read, String> {
    let bytes = from_its_head(bytes);
    let flat = flat::flattened(bytes)?;
    let message = MessageParser::default().parse(&*flat).filter(|m| !m.headers().is_empty());
    let message = message.ok_or("it has no headers.")?;
    let metadata = metadata(&message, bytes);
    let inner = messages(&message);
    let of = |parts: &[u32], is: fn(&MessagePart) -> bool| -> Vec<&MessagePart> {
        let own = parts.iter().filter(|id| !inner.contains(id));
        own.filter_map(|id| message.part(*id)).filter(|part| is(part)).collect()
    };
    let mut texts = of(&message.text_body, is_text);
    let mut pages = of(&message.html_body, is_page);
    if texts.is_empty() && pages.is_empty() {
        // A truncated message has parts that nothing ends.
        let all: Vec<u32> = (0..message.parts.len() as u32).collect();
        (texts, pages) = (of(&all, is_text), of(&all, is_page));
    }
    let mut document = compose(&texts, &pages, bytes, metadata)?;
    document.notices.extend(attachments(&message, &inner));
    let inner =
        inner.into_iter().filter_map(|id| message.part(id)).map(|part| body::bytes(part, bytes).into_owned());
    Ok(Read { document, inner: inner.collect() })
}

/// A message without the lines before its first header: empty lines, the line of a mailbox, a broken line.
fn from_its_head(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    let Some((line, rest)) = memchr::memchr(b'\n', bytes).map(|end| (&bytes[..end], &bytes[end + 1..]))
    else {
        return bytes;
    };
    let headless = bytes.starts_with(b"From ") || !is_header(line) && is_header(rest);
    if headless { rest } else { bytes }
}

/// Whether a text begins with the name of a header.
fn is_header(text: &[u8]) -> bool {
    let name = text.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    name > 0 && text[name..].trim_ascii_start().starts_with(b":")
}

/// A text in which passages after `>` that contain quotes of their own, or a report, lose the `>`: they are forwarded,
/// and not one person's words as a whole.
fn forwarded(text: &str) -> Cow<'_, str> {
    if !text.starts_with('>') && memchr::memmem::find(text.as_bytes(), b"\n>").is_none() {
        return text.into();
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    for passage in lines.chunk_by(|a, b| a.starts_with('>') == b.starts_with('>')) {
        let bare = |line: &str| line.trim_start_matches(['>', ' ']).to_owned();
        let quoted = passage[0].starts_with('>');
        let is_report = |line: &&str| {
            let line = bare(line);
            line.contains(['“', '«', '„'])
                || line.matches('"').count() > 1
                || matter::dateline(&line).is_some()
        };
        if quoted && passage.iter().any(is_report) {
            let inner = passage.iter().map(|line| line[1..].strip_prefix(' ').unwrap_or(&line[1..]));
            out.push('\n');
            inner.for_each(|line| out.extend([line, "\n"]));
            out.push('\n');
        } else {
            passage.iter().for_each(|line| out.extend([line, "\n"]));
        }
    }
    out.into()
}

fn is_text(part: &MessagePart) -> bool {
    match part.body {
        PartType::Text(_) => true,
        // It says that it has parts, but not how they are separated.
        PartType::Binary(_) => part.content_type().is_some_and(|kind| kind.ctype() == "multipart"),
        _ => false,
    }
}

fn is_page(part: &MessagePart) -> bool {
    matches!(part.body, PartType::Html(_))
}

/// The parts of a message that are messages.
fn messages(message: &Message) -> Vec<u32> {
    let mut found = Vec::new();
    for parent in &message.parts {
        if let PartType::Multipart(children) = &parent.body {
            let is_message = |id: &&u32| {
                message.part(**id).is_some_and(|part| flat::is_message(part, parent.content_type()))
            };
            found.extend(children.iter().filter(is_message));
        }
    }
    if message.parts.first().is_some_and(|part| flat::is_message(part, None)) {
        found.push(0);
    }
    found
}

/// The document of a message's texts and pages.
fn compose(
    texts: &[&MessagePart],
    pages: &[&MessagePart],
    raw: &[u8],
    metadata: Metadata,
) -> Result<Document, String> {
    let mut notices: Vec<Notice> = Vec::new();
    let mut all = |parts: &[&MessagePart]| -> Vec<String> {
        let decoded = parts.iter().map(|part| body::text(part, raw));
        let text = |decoded: crate::import::encoding::Decoded| {
            notices.extend(decoded.notice.filter(|n| !notices.contains(n)));
            decoded.text.into_owned()
        };
        decoded.map(text).collect()
    };
    let (text, page) = (all(texts).join("\n\n"), all(pages).join("<hr>"));
    let mut plain = compose::plain(&forwarded(&text), metadata.clone());
    frame::tell(&mut plain);
    let mut document = if pages.is_empty() {
        plain
    } else {
        // The text part of many letters only says where the letter can be read.
        match compose::marked(&page, metadata) {
            Err(why) if texts.is_empty() => return Err(why),
            Ok(marked) if letters(&plain) * 2 < letters(&marked) => marked,
            _ => plain,
        }
    };
    document.notices.extend(notices);
    Ok(document)
}

fn letters(document: &Document) -> usize {
    document.text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn metadata(message: &Message, raw: &[u8]) -> Metadata {
    let root = message.root_part();
    let charset = root.content_type().and_then(|kind| kind.attribute("charset"));
    let head = words::rewritten(&raw[..(root.offset_body as usize).min(raw.len())], charset);
    let head = MessageParser::default().parse_headers(head.as_bytes());
    let message = head.as_ref().unwrap_or(message);
    let mut m = Metadata::default();
    set(&mut m.title, message.subject().unwrap_or(""));
    let sender = message.from().or_else(|| message.sender()).and_then(Address::first);
    set_first(&mut m.source, [sender.and_then(|a| a.name()), sender.and_then(|a| a.address())]);
    set_date(&mut m.published, None, [message.header_raw("Date")]);
    let language =
        message.root_part().headers.iter().find(|h| h.name().eq_ignore_ascii_case("content-language"));
    set(&mut m.language, language.and_then(|h| h.value().as_text()).unwrap_or(""));
    m
}

/// The attachments other than messages, as a notice.
fn attachments(message: &Message, messages: &[u32]) -> Option<Notice> {
    let all: Vec<&MessagePart> = message
        .attachments
        .iter()
        .filter(|id| !messages.contains(id))
        .filter_map(|id| message.part(*id))
        .collect();
    let name = |part: &&MessagePart| part.attachment_name().map(|name| sanitise_line(name, 60));
    let all: Vec<&MessagePart> =
        all.into_iter().filter(|part| !is_text(part) || part.attachment_name().is_some()).collect();
    let names: Vec<Option<String>> = all.iter().take(10).map(name).collect();
    let more = all.len() - names.len();
    (!names.is_empty()).then_some(Notice::Attachments { names, more })
}
