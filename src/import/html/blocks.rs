//! The blocks of a page's tree as they would be read: their content, and the part of the page where each is.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::words::{self, Part};
use crate::import::join::is_spaceless;

/// The shortest prose, in letters. A character of Chinese counts as [`WIDE`] of them.
const SHORTEST_PROSE: usize = 60;
const WIDE: usize = 3;

/// An element that directly contains text.
#[derive(Debug)]
pub(super) struct Leaf {
    pub node: NodeId,
    pub name: String,
    /// The index of that element.
    pub element: usize,
    /// The text, with white space as single spaces.
    pub text: String,
    /// Its letters and digits, and how many of them are in links.
    pub letters: usize,
    pub linked: usize,
    /// How many of the letters are in time elements.
    pub timed: usize,
    /// The index of its part of the page, if that is not part of the article.
    pub part: Option<usize>,
    /// Whether it is in a quotation, or in an element named like one.
    pub quoted: bool,
    /// How many sentences end in it; counted once it is complete.
    sentences: usize,
    /// Whether white space follows the text so far.
    gap: bool,
}

impl Leaf {
    /// Whether most of it is links.
    pub fn is_links(&self) -> bool {
        self.linked * 10 >= self.letters * 8
    }

    /// Whether it is running text: long enough, with sentences, and not mostly links.
    pub fn is_prose(&self) -> bool {
        self.letters >= SHORTEST_PROSE
            && self.linked * 2 < self.letters
            && self.sentences > 0
            && self.letters / self.sentences < 800
    }

    /// Whether it is a list of names and mail addresses.
    pub fn is_contacts(&self) -> bool {
        let addresses = memchr::memchr_iter(b'@', self.text.as_bytes()).count();
        addresses >= 3 && self.sentences == 0
    }

    /// Whether it contains words in quotation marks, or is set apart as somebody's.
    pub fn is_quotation(&self) -> bool {
        let marked = self.text.contains(['“', '«', '„', '»', '「']) || self.text.matches('"').count() > 1;
        (self.quoted || marked && self.letters >= 8) && !self.is_links()
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

/// A part of the page that, by its name or its element, is not part of the article.
#[derive(Debug)]
pub(super) struct Zone {
    pub part: Part,
    /// Letters of its leaves, and how many of them are in links or in prose.
    pub letters: usize,
    pub linked: usize,
    pub prose: usize,
    pub quotations: usize,
}

/// An element that is read.
#[derive(Debug)]
pub(super) struct Element {
    pub node: NodeId,
    /// The index of its parent.
    pub around: Option<usize>,
    /// How many elements are around it.
    pub depth: usize,
    /// The index after the last element in it.
    pub end: usize,
}

/// A page's leaves in order, and their zones.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// All elements that are read, in order.
    pub elements: Vec<Element>,
    pub leaves: Vec<Leaf>,
    pub zones: Vec<Zone>,
}

impl Blocks {
    /// Reads a tree.
    pub fn of(root: &NodeRef) -> Self {
        let mut blocks = Self::default();
        let mut reader = Reader {
            blocks: &mut blocks,
            headed: headed(root),
            open: Vec::new(),
            path: Vec::new(),
            part: None,
            quoted: 0,
            linked: 0,
            timed: 0,
            ended: false,
            parted: false,
            inside: 0,
        };
        reader.read(root);
        for leaf in &mut blocks.leaves {
            leaf.sentences = sentences(&leaf.text);
            if let Some(zone) = leaf.part {
                let zone = &mut blocks.zones[zone];
                zone.letters += leaf.letters;
                zone.linked += leaf.linked;
                zone.prose += if leaf.is_prose() { leaf.letters } else { 0 };
                zone.quotations += usize::from(leaf.is_quotation());
            }
        }
        blocks
    }

    /// Letters of prose outside the parts that are not the article's.
    pub fn prose(&self) -> usize {
        self.leaves.iter().filter(|l| l.part.is_none() && l.is_prose()).map(|l| l.letters).sum()
    }
}

/// The elements around a first-level heading.
fn headed(root: &NodeRef) -> HashSet<NodeId> {
    let mut headed = HashSet::new();
    for heading in root.descendants_it().filter(|n| n.has_name("h1")) {
        // If an element is there already, so are those around it.
        let _ = heading.ancestors_it(None).all(|around| headed.insert(around.id));
    }
    headed
}

/// Walks the tree without recursion.
struct Reader<'a> {
    blocks: &'a mut Blocks,
    headed: HashSet<NodeId>,
    /// The indices of the open elements.
    open: Vec<usize>,
    /// The open elements that are blocks.
    path: Vec<Open>,
    part: Option<usize>,
    quoted: usize,
    linked: usize,
    timed: usize,
    /// Whether an inline element has ended without any text since; if another one then begins, their words are apart
    /// on the screen.
    ended: bool,
    parted: bool,
    /// How many open elements may contain an article.
    inside: usize,
}

/// An open block element, with its leaf once it has text.
struct Open {
    node: NodeId,
    name: String,
    element: usize,
    leaf: Option<usize>,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Left),
}

/// The state to restore when an element ends.
#[derive(Default)]
struct Left {
    block: bool,
    /// Whether it is a piece of a line.
    piece: bool,
    /// Whether it opened a zone while no other was open: zones never nest.
    zone: bool,
    quoted: usize,
    linked: usize,
    timed: usize,
    inside: usize,
}

impl Reader<'_> {
    fn read(&mut self, root: &NodeRef) {
        let mut steps = vec![Step::Enter(*root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(left) => self.leave(&left),
                Step::Enter(node) if node.is_text() => self.text(&node.text()),
                Step::Enter(node) => {
                    if node.is_element() {
                        let Some(left) = self.enter(&node) else { continue };
                        steps.push(Step::Leave(left));
                    }
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
            }
        }
    }

    /// Opens an element; none if it is not read.
    fn enter(&mut self, node: &NodeRef) -> Option<Left> {
        let name = node.node_name().unwrap_or_default();
        if words::is_unread(&name) || words::is_hidden(node) {
            return None;
        }
        let mut left = Left::default();
        let element = self.blocks.elements.len();
        let (around, depth) = (self.open.last().copied(), self.open.len());
        self.blocks.elements.push(Element { node: node.id, around, depth, end: element + 1 });
        self.open.push(element);
        if words::is_block(&name) {
            self.path.push(Open { node: node.id, name: name.to_string(), element, leaf: None });
            left.block = true;
        }
        if matches!(&*name, "article" | "main") {
            left.inside = 1;
        }
        if self.part.is_none()
            && self.quoted == 0
            && let Some(part) = words::part(node, &name, self.inside > 0, self.headed.contains(&node.id))
        {
            left.zone = true;
            self.part = Some(self.blocks.zones.len());
            self.blocks.zones.push(Zone { part, letters: 0, linked: 0, prose: 0, quotations: 0 });
        }
        left.quoted = usize::from(name.starts_with("blockquote") || words::is_called_quotation(node));
        left.linked = usize::from(&*name == "a" && node.has_attr("href"));
        left.timed = usize::from(&*name == "time");
        left.piece = matches!(&*name, "span" | "a" | "time");
        self.parted |= self.ended && left.piece;
        self.inside += left.inside;
        self.quoted += left.quoted;
        self.linked += left.linked;
        self.timed += left.timed;
        Some(left)
    }

    fn leave(&mut self, left: &Left) {
        if let Some(element) = self.open.pop() {
            self.blocks.elements[element].end = self.blocks.elements.len();
        }
        if left.block {
            self.path.pop();
        }
        if left.zone {
            self.part = None;
        }
        self.ended = left.piece;
        self.inside -= left.inside;
        self.quoted -= left.quoted;
        self.linked -= left.linked;
        self.timed -= left.timed;
    }

    fn text(&mut self, text: &str) {
        let (part, quoted) = (self.part, self.quoted > 0);
        let leaves = &mut self.blocks.leaves;
        let Some(open) = self.path.last_mut() else { return };
        // Text after a block inside the same element continues its leaf; the element is read as one.
        let leaf = match open.leaf {
            Some(leaf) => &mut leaves[leaf],
            None if text.trim().is_empty() => return,
            None => {
                open.leaf = Some(leaves.len());
                leaves.push(Leaf {
                    node: open.node,
                    name: open.name.clone(),
                    element: open.element,
                    text: String::new(),
                    letters: 0,
                    linked: 0,
                    timed: 0,
                    part,
                    quoted,
                    sentences: 0,
                    gap: false,
                });
                leaves.last_mut().expect("it was pushed")
            }
        };
        let letters = letters(text);
        leaf.letters += letters;
        leaf.linked += if self.linked > 0 { letters } else { 0 };
        leaf.timed += if self.timed > 0 { letters } else { 0 };
        leaf.gap |= self.parted || text.starts_with(char::is_whitespace);
        (self.ended, self.parted) = (false, false);
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            if leaf.gap && !leaf.text.is_empty() {
                leaf.text.push(' ');
            }
            let (words, behind) = rest.split_at(evenly_spaced(rest));
            leaf.text.push_str(words);
            leaf.gap = true;
            rest = behind.trim_start();
        }
        leaf.gap = text.ends_with(char::is_whitespace);
    }
}

/// How many bytes at the beginning of a text without leading white space have single plain spaces as their only white
/// space.
fn evenly_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Spaces outside ASCII begin with one of four bytes.
    while let Some(next) = bytes[at..].iter().position(|b| *b <= b' ' || matches!(b, 0xc2 | 0xe1..=0xe3)) {
        at += next;
        let c = text[at..].chars().next().unwrap_or(' ');
        let after = at + c.len_utf8();
        let between = || text[after..].starts_with(|c: char| !c.is_whitespace());
        if c.is_whitespace() && !(c == ' ' && between()) {
            return at;
        }
        at = after;
    }
    text.len()
}

/// Letters and digits; those of scripts without spaces count more.
pub(super) fn letters(text: &str) -> usize {
    // Counted in byte-sized counters, which a processor does to many bytes at a time.
    let counted = |chunk: &[u8]| chunk.iter().fold(0_u8, |n, b| n + u8::from(b.is_ascii_alphanumeric()));
    let mut letters = text.as_bytes().chunks(128).map(|chunk| usize::from(counted(chunk))).sum::<usize>();
    if text.is_ascii() {
        return letters;
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| !b.is_ascii()) {
        let odd = rest[at..].bytes().position(|b| b.is_ascii()).map_or(rest.len(), |length| at + length);
        let weight = |c: char| if is_spaceless(c) { WIDE } else { 1 };
        letters += rest[at..odd].chars().filter(|c| c.is_alphanumeric()).map(weight).sum::<usize>();
        rest = &rest[odd..];
    }
    letters
}

/// How many sentences end in a text.
fn sentences(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut ends, mut at) = (0, 0);
    // All other marks that end sentences begin with one of these bytes.
    while let Some(next) = bytes[at..]
        .iter()
        .position(|b| matches!(b, b'.' | b'!' | b'?' | b':' | b';' | 0xd8 | 0xdb | 0xe0 | 0xe2 | 0xe3 | 0xef))
    {
        at += next;
        let c = text[at..].chars().next().unwrap_or(' ');
        let after = at + c.len_utf8();
        ends += usize::from(match c {
            '.' | '!' | '?' | '…' | ':' | ';' => {
                let before = text[..at].chars().next_back().unwrap_or(' ');
                let next = text[after..].chars().next();
                (before.is_alphanumeric() || "”’\"'»)]%".contains(before))
                    && next.is_none_or(|n| n.is_whitespace() || "”’\"'»)".contains(n))
            }
            '。' | '！' | '？' | '؟' | '।' | '۔' | '、' | '，' => true,
            _ => false,
        });
        at = after;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_letters_are_counted_in_every_script() {
        for (text, count, letters_of) in [
            ("He left. She asked: \"Why?\" At 10:30 it was 3.5 m; no.", 5, 33),
            ("Er ging – “warum?” Straße zu.", 2, 19),
            ("谈判结束。没有协议。", 2, 24),
            ("...", 0, 0),
        ] {
            assert_eq!((sentences(text), letters(text)), (count, letters_of), "{text}");
        }
    }

    #[test]
    fn what_is_evenly_spaced_goes_at_once() {
        for (text, end) in [
            ("one two", 7),
            ("one “two” – three", 23),
            ("one  two", 3),
            ("one ", 3),
            ("one\ntwo", 3),
            ("one\u{a0}two", 3),
            ("one \u{a0}two", 3),
            ("会谈\u{3000}继续", 6),
            ("one\u{2009}two", 3),
        ] {
            assert_eq!(evenly_spaced(text), end, "{text:?}");
        }
    }
}
