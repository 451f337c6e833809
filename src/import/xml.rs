//! A tree of XML, small and tolerant: the output of news agencies, feeds and office programs is not always
//! well-formed.
//!
//! Nothing is fetched and a document's own entities are never expanded, so it can neither read local files nor blow
//! up as in “billion laughs”. Text stays as written, not sanitised.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::encoding;
use super::markup::Markup;
use crate::document::Notice;
use crate::text::sanitise_line;

/// The deepest nesting, in elements.
const DEEPEST: usize = 200;
/// The most elements, attributes and pieces of text; more would take more memory than a news item is worth.
const MOST: usize = 600_000;

/// An element, identified by its name without a prefix.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name.
    pub name: String,
    /// The prefix of its name, which identifies a namespace.
    pub prefix: String,
    attributes: Vec<(String, String)>,
    /// Its content.
    pub children: Vec<Node>,
}

/// The content of an element.
#[derive(Debug)]
pub(super) enum Node {
    /// A nested element.
    Element(Element),
    /// Text.
    Text(String),
}

/// A document.
#[derive(Debug)]
pub(super) struct Xml {
    /// Its outermost element.
    pub root: Element,
    /// Its oddities.
    pub notices: Vec<Notice>,
}

impl Element {
    /// Its direct child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its direct child elements with that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |e| e.is(name))
    }

    /// The first element at a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => self.elements().filter(|e| e.is(name)).find_map(|e| e.at(rest)),
        }
    }

    /// The first element with that name at any depth, including this one.
    pub fn find(&self, name: &str) -> Option<&Self> {
        if self.is(name) { Some(self) } else { self.elements().find_map(|e| e.find(name)) }
    }

    /// All elements with that name at any depth, except those inside another one with the name.
    pub fn find_all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        if self.is(name) {
            found.push(self);
        } else {
            self.elements().for_each(|e| e.find_all(name, found));
        }
    }

    /// Whether it has that name, ignoring case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All text in it, on one line and safe to show.
    pub fn text(&self) -> String {
        sanitise_line(&self.raw_text(), usize::MAX)
    }

    /// Its direct text, on one line and safe to show.
    pub fn own_text(&self) -> String {
        let own = self.children.iter().filter_map(|node| match node {
            Node::Text(words) => Some(words.as_str()),
            Node::Element(_) => None,
        });
        sanitise_line(&own.collect::<String>(), usize::MAX)
    }

    /// All text in it, as written.
    pub fn raw_text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    /// Writes its content to a page.
    pub fn write(&self, page: &mut Markup) {
        for node in &self.children {
            match node {
                Node::Text(text) => page.text(text),
                Node::Element(child) => {
                    if page.start(&child.name, &|name| child.attribute(name).map(str::to_owned)) {
                        child.write(page);
                        page.end(&child.name);
                    }
                }
            }
        }
    }

    /// Its content as markup again, for the HTML reader.
    pub fn markup(&self) -> String {
        let mut out = String::new();
        self.mark_up(&mut out);
        out
    }

    fn mark_up(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&escape(text.as_str())),
                Node::Element(child) => {
                    out.push('<');
                    out.push_str(&child.name);
                    for (name, value) in &child.attributes {
                        out.extend([" ", name, "=\"", &escape(value.as_str()), "\""]);
                    }
                    out.push('>');
                    child.mark_up(out);
                    // HTML takes the end tag of an element without one for another element.
                    if !matches!(child.name.as_str(), "br" | "hr" | "img") {
                        out.extend(["</", &child.name, ">"]);
                    }
                }
            }
        }
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.gather(text),
            }
        }
    }
}

/// Parses a document; a charset that came with it overrides its own declaration. An error is the end of a sentence.
pub(super) fn parse(bytes: &[u8], charset: Option<&str>) -> Result<Xml, String> {
    let declared = declared_encoding(bytes);
    let decoded = encoding::decode_labelled(bytes, charset.or(declared.as_deref()));
    let mut xml = parse_text(&decoded.text)?;
    xml.notices.extend(decoded.notice);
    Ok(xml)
}

fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let (_, rest) = declaration.split_once("encoding")?;
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start();
    let mark = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    quoted[1..].split(mark).next().map(str::to_owned)
}

/// Parses a text.
fn parse_text(text: &str) -> Result<Xml, String> {
    let text = escaped(text.trim_start());
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut tree = Tree::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => tree.take(&event)?,
            // A truncated document is read as far as it goes, as if everything in it ended there.
            Err(quick_xml::Error::Syntax(_)) if !tree.open.is_empty() => {
                tree.cut = true;
                break;
            }
            Err(error) => {
                let (what, at) = (sanitise_line(&error.to_string(), 200), reader.error_position());
                return Err(format!("at byte {at}, {what}."));
            }
        }
    }
    tree.finish()
}

/// A text in which every `<` begins something, unlike in “a < b”.
fn escaped(text: &str) -> Cow<'_, str> {
    let begins = |after: &str| after.starts_with(|c: char| c.is_alphabetic() || "/!?_:".contains(c));
    let mut out = String::new();
    let (mut rest, mut at) = (text, 0);
    while let Some(found) = rest[at..].find('<').map(|found| at + found) {
        let here = &rest[found..];
        let raw =
            [("<![CDATA[", "]]>"), ("<!--", "-->")].into_iter().find(|(start, _)| here.starts_with(start));
        if let Some((_, end)) = raw {
            at = here.find(end).map_or(rest.len(), |end| found + end);
        } else if begins(&here[1..]) {
            at = found + 1;
        } else {
            out.push_str(&rest[..found]);
            out.push_str("&lt;");
            (rest, at) = (&here[1..], 0);
        }
    }
    if out.is_empty() { text.into() } else { (out + rest).into() }
}

/// The tree read so far.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    pieces: usize,
    unknown: usize,
    cut: bool,
}

impl Tree {
    fn take(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                let element = self.element(start)?;
                self.open.push(element);
                if self.open.len() > DEEPEST {
                    return Err(format!("its elements are nested more than {DEEPEST} deep."));
                }
            }
            Event::Empty(start) => {
                let element = self.element(start)?;
                self.close(element);
            }
            Event::End(end) => self.end(end.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let meaning = self.meaning(reference);
                self.text(&meaning)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), String> {
        self.pieces += 1;
        if self.pieces > MOST { Err(format!("it has more than {MOST} parts.")) } else { Ok(()) }
    }

    fn element(&mut self, start: &BytesStart) -> Result<Element, String> {
        self.count()?;
        let mut attributes = Vec::new();
        // Duplicates are faults that nobody needs to know of; looking for them would take quadratic time.
        for attribute in start.attributes().with_checks(false).flatten() {
            self.count()?;
            let value = unescape_with(&attribute.value, resolve_html5_entity);
            let value = value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        let name = start.local_name().as_ref().to_owned();
        let prefix = start.name().prefix().map_or_else(String::new, |prefix| prefix.as_ref().to_owned());
        Ok(Element { name, prefix, attributes, children: Vec::new() })
    }

    /// Closes the element with that name and any that were left open in it; an end tag that closes nothing is
    /// ignored.
    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > at {
            let Some(element) = self.open.pop() else { return };
            self.close(element);
        }
    }

    /// Adds a complete element to its parent.
    fn close(&mut self, element: Element) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, words: &str) -> Result<(), String> {
        match self.open.last_mut() {
            None => Ok(()),
            Some(Element { children, .. }) => {
                if let Some(Node::Text(text)) = children.last_mut() {
                    text.push_str(words);
                    return Ok(());
                }
                children.push(Node::Text(words.to_owned()));
                self.count()
            }
        }
    }

    /// The text of a reference; one of the document's own stays as written.
    fn meaning(&mut self, reference: &BytesRef) -> String {
        let name: &str = reference;
        if reference.is_char_ref() {
            let named = reference.resolve_char_ref().ok().flatten();
            let meant = named.and_then(|c| encoding::referred(c.into()));
            return meant.unwrap_or('\u{fffd}').to_string();
        }
        resolve_html5_entity(name).map_or_else(
            || {
                self.unknown += 1;
                format!("&{name};")
            },
            str::to_owned,
        )
    }

    fn finish(mut self) -> Result<Xml, String> {
        let cut = self.cut || !self.open.is_empty();
        while let Some(element) = self.open.pop() {
            self.close(element);
        }
        let root = self.root.ok_or("it holds no element.")?;
        let mut notices = Vec::new();
        if cut {
            notices.push(Notice::CutOff);
        }
        if self.unknown > 0 {
            notices.push(Notice::Entities);
        }
        Ok(Xml { root, notices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(text: &str) -> Xml {
        parse(text.as_bytes(), None).unwrap()
    }

    #[test]
    fn names_lose_their_prefix_and_references_are_resolved() {
        let xml =
            xml("<?xml version='1.0'?><a:b xml:lang='en' c='1 &lt; 2'>x &amp; y&nbsp;&#8220;z&#x201d;<d/>\
            <![CDATA[<e>]]> AT&T</a:b>");
        assert_eq!((xml.root.name.as_str(), xml.root.attribute("lang")), ("b", Some("en")));
        assert_eq!(xml.root.attribute("c"), Some("1 < 2"));
        assert_eq!(xml.root.text(), "x & y “z”<e> AT&T");
        assert_eq!(xml.notices, []);
    }

    #[test]
    fn a_billion_laughs_are_not_laughed() {
        let xml = xml(
            "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]><x>&c;</x>",
        );
        assert_eq!(xml.root.text(), "&c;");
        assert_eq!(xml.notices, [Notice::Entities]);
    }

    #[test]
    fn ends_that_are_missing_or_too_many_harm_nothing_else() {
        let xml = xml("<a><b>one<br>two</b></c><b>1 < 2 <3</b><![CDATA[ 4 < 5 ]]><b>three</b></a>");
        let texts: Vec<String> = xml.root.all("b").map(Element::text).collect();
        assert_eq!(texts, ["onetwo", "1 < 2 <3", "three"]);
        assert_eq!(xml.notices, []);
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        for text in ["<a><b>one</b><c>two", "<a><b>one</b><c d='", "<a><b>one</b><!-- ", "<a><b>one</b></"] {
            let xml = xml(text);
            assert_eq!(xml.root.at(&["b"]).map(Element::text).as_deref(), Some("one"), "{text}");
            assert_eq!(xml.notices, [Notice::CutOff], "{text}");
        }
    }

    #[test]
    fn what_is_no_xml_or_too_much_of_it_is_refused_in_a_sentence() {
        for text in ["", "no tags", &"<a>".repeat(100_000), &format!("<a>{}</a>", "<b/>".repeat(700_000))] {
            let error = parse(text.as_bytes(), None).unwrap_err();
            assert!(error.ends_with('.'), "{error}");
        }
    }

    #[test]
    fn the_declared_encoding_is_believed() {
        let (bytes, ..) =
            encoding_rs::ISO_8859_2.encode("<?xml version=\"1.0\" encoding='iso-8859-2'?><a>Łódź</a>");
        assert_eq!(parse(&bytes, None).unwrap().root.text(), "Łódź");
    }
}
