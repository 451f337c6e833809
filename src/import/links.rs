//! Addresses written out in a text: `https://…`, `www.…`, `mailto:…`.

use crate::document::{Document, Link};
use crate::text::Span;

/// Beginnings of an address, each with the prefix that completes it if needed.
const BEGINNINGS: [(&str, &str); 4] =
    [("https://", ""), ("http://", ""), ("mailto:", ""), ("www.", "https://")];

/// Adds the addresses in the text to the document's links, except where words are linked already. Takes linear time.
pub(super) fn find(document: &mut Document) {
    let (text, links) = (&document.text, &mut document.links);
    links.sort_by_key(|link| link.span.start);
    let mut found: Vec<Link> =
        BEGINNINGS.iter().flat_map(|(beginning, before)| addresses(text, beginning, before)).collect();
    found.retain(|link| {
        let next = links.partition_point(|l| l.span.end <= link.span.start);
        links.get(next).is_none_or(|l| l.span.start >= link.span.end)
    });
    links.append(&mut found);
    links.sort_by_key(|link| link.span.start);
    // An address may contain another one in its query.
    let mut end = 0;
    links.retain(|link| {
        let free = link.span.start >= end;
        end = end.max(link.span.end);
        free
    });
}

/// The addresses with that beginning.
fn addresses<'a>(text: &'a str, beginning: &'a str, before: &'a str) -> impl Iterator<Item = Link> + 'a {
    let mut read = 0;
    memchr::memmem::find_iter(text.as_bytes(), beginning).filter_map(move |at| {
        let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "/.@-_%=&".contains(c));
        if at < read || !begins {
            return None;
        }
        let rest = &text[at..];
        let whole = &rest[..rest.find(ends).unwrap_or(rest.len())];
        read = at + whole.len();
        let address = without_sentence(whole);
        // "www." alone is not a host, and "www.example" could be a file name.
        let is_host = address.len() > beginning.len() && (before.is_empty() || address[4..].contains('.'));
        let span = Span::new(at as u32, (at + address.len()) as u32);
        is_host.then(|| Link::new(span, &format!("{before}{address}")))?
    })
}

/// Whether an address ends before that character.
fn ends(c: char) -> bool {
    c.is_whitespace() || "<>\"“”„«»‹›「」『』，。、`|\\".contains(c)
}

/// An address without the punctuation of the sentence around it. A closing bracket belongs to it if it was
/// opened inside.
fn without_sentence(written: &str) -> &str {
    const CLOSING: &str = ")]}";
    let mut open = [0; CLOSING.len()];
    let mut end = 0;
    for (at, c) in written.char_indices() {
        let belongs = if let Some(which) = CLOSING.find(c) {
            let opened = open[which] > 0;
            open[which] -= i32::from(opened);
            opened
        } else if let Some(which) = "([{".find(c) {
            open[which] += 1;
            false
        } else {
            !".,;:!?…'’‘*_".contains(c)
        };
        if belongs {
            end = at + c.len_utf8();
        }
    }
    &written[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut document = Document::from_paragraphs(text);
        find(&mut document);
        let links = document.links.iter();
        links
            .map(|l| format!("{} → {}", l.span.of(&document.text), l.address().unwrap_or("a note")))
            .collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let text = "See https://example.org/a_(b), “http://example.org/c?d=e”. (www.example.org/f)\n\
            Write to mailto:desk@example.org; or read https://example.org/g…";
        assert_eq!(
            found(text),
            [
                "https://example.org/a_(b) → https://example.org/a_(b)",
                "http://example.org/c?d=e → http://example.org/c?d=e",
                "www.example.org/f → https://www.example.org/f",
                "mailto:desk@example.org → mailto:desk@example.org",
                "https://example.org/g → https://example.org/g",
            ]
        );
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        assert_eq!(found("https:// www. www.file xhttp://a.org http://. a@www.b.org ftp://a.org"), [""; 0]);
        let nested = found("http://a.org/?to=https://b.org");
        assert_eq!(nested, ["http://a.org/?to=https://b.org → http://a.org/?to=https://b.org"]);
    }

    #[test]
    fn words_that_are_linked_keep_their_link() {
        let mut document = Document::from_paragraphs("Read www.example.org today.");
        document.links.extend(Link::new(Span::new(5, 20), "https://example.org/other"));
        find(&mut document);
        let links: Vec<&str> = document.links.iter().filter_map(Link::address).collect();
        assert_eq!(links, ["https://example.org/other"]);
    }

    #[test]
    fn brackets_without_end_take_no_square_of_time() {
        let text = format!("http://a.org/{}", ")".repeat(200_000));
        assert_eq!(found(&text), ["http://a.org/ → http://a.org/"]);
        assert_eq!(found(&"(http://".repeat(200_000)), [""; 0]);
    }
}
