//! The paragraphs of a Word document's part: their text, and the data that decide their kind.

use std::collections::HashMap;
use std::ops::Range;

use super::styles::Place;
use crate::import::notes;
use crate::import::pieces::{Piece, Tag, walk};
use crate::text::sanitise;

/// From this indent on both sides, a paragraph is taken for a quotation; in twentieths of a point (a quarter inch).
const SET_IN: u32 = 360;

/// One paragraph.
#[derive(Debug, Clone, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a property of its own that a paragraph has or has not"
)]
pub(super) struct Paragraph {
    /// The identifier of its style.
    pub style: String,
    /// Its own place in a list.
    pub list: Option<Place>,
    /// Whether it has a level in the outline of the document.
    pub outlined: bool,
    /// Whether it is indented on both sides.
    pub set_in: bool,
    /// Whether all of it is bold.
    pub bold: bool,
    /// The text; a line with a manual break ends in `\n`.
    pub text: String,
    /// Parts of the text that are links, with their addresses.
    pub links: Vec<(Range<usize>, String)>,
    /// Parts of the text that are note marks, with the notes that they point to.
    pub marks: Vec<(Range<usize>, String)>,
    /// Its row in a table, and its cell.
    pub cell: Option<(u32, u32)>,
    /// The note that it is part of.
    pub note: Option<String>,
    /// Whether it is the large first letter of the paragraph below it.
    pub initial: bool,
}

impl Paragraph {
    /// The text without its note marks.
    pub fn words(&self) -> String {
        let mut words = String::with_capacity(self.text.len());
        let mut from = 0;
        for (mark, _) in &self.marks {
            words.push_str(&self.text[from..mark.start]);
            from = mark.end;
        }
        words + &self.text[from..]
    }

    /// Adds a large first letter at the beginning.
    fn begin_with(&mut self, initial: &str) {
        self.text.insert_str(0, initial);
        for (range, _) in self.links.iter_mut().chain(&mut self.marks) {
            *range = range.start + initial.len()..range.end + initial.len();
        }
    }
}

/// A part of a document, read from beginning to end.
#[derive(Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says in which element the walk is, independently of the others"
)]
pub(super) struct Story {
    /// The paragraphs, in order of their ends.
    pub paragraphs: Vec<Paragraph>,
    /// The footnotes (`f` and the number) and endnotes (`e`) in order of reference.
    pub notes: Vec<String>,
    /// How many pictures it has.
    pub pictures: usize,
    /// How many parts of another format it has.
    pub embedded: usize,
    /// Whether something was deleted or added as a tracked change.
    pub changed: bool,
    /// Whether it could be read to its end.
    pub whole: bool,
    open: Vec<Paragraph>,
    /// The nesting depth inside the element being left out, counted from that element.
    skipped: usize,
    /// The list place being read.
    place: (Option<String>, usize),
    in_properties: bool,
    in_text: bool,
    hidden: bool,
    run_bold: bool,
    raised: bool,
    tables: usize,
    row: u32,
    column: u32,
    note: Option<String>,
    /// The address of the open link.
    address: Option<String>,
}

impl Story {
    /// Reads a part; `targets` are the addresses for its references.
    pub fn read(xml: &str, targets: &HashMap<String, String>) -> Self {
        let mut story = Self::default();
        let whole = walk(xml, |piece| story.take(piece, targets));
        // The text of a paragraph in which the file breaks off is kept.
        while let Some(paragraph) = story.open.pop() {
            story.paragraphs.push(paragraph);
        }
        story.whole = whole;
        story
    }

    fn take(&mut self, piece: Piece, targets: &HashMap<String, String>) {
        match piece {
            Piece::Open(tag) if self.skipped > 0 || is_left_out(tag.name()) => {
                self.skipped += 1;
                self.changed |= matches!(tag.name(), "del" | "moveFrom");
            }
            Piece::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Piece::Open(tag) => self.begin(&tag, targets),
            Piece::Close(name) => self.end(name),
            Piece::Text(text) if self.in_text && !self.hidden && self.skipped == 0 => {
                self.write(&sanitise(&text));
            }
            Piece::Text(_) => {}
        }
    }

    fn write(&mut self, text: &str) {
        let (bold, address) = (self.run_bold, self.address.as_ref());
        let Some(paragraph) = self.open.last_mut() else { return };
        let raised = self.raised.then(|| notes::raised(&paragraph.text, text));
        let text = raised.as_deref().unwrap_or(text);
        let letters = |s: &str| s.contains(char::is_alphanumeric);
        paragraph.bold = if letters(&paragraph.text) && letters(text) {
            paragraph.bold && bold
        } else {
            paragraph.bold || (letters(text) && bold)
        };
        let start = paragraph.text.len();
        paragraph.text.push_str(text);
        let Some(address) = address else { return };
        match paragraph.links.last_mut() {
            Some((range, known)) if range.end == start && known == address => {
                range.end = paragraph.text.len();
            }
            _ => paragraph.links.push((start..paragraph.text.len(), address.clone())),
        }
    }

    fn begin(&mut self, tag: &Tag, targets: &HashMap<String, String>) {
        match tag.name() {
            "p" => self.open.push(Paragraph {
                cell: (self.tables > 0).then_some((self.row, self.column)),
                note: self.note.clone(),
                ..Paragraph::default()
            }),
            "pPr" => self.in_properties = true,
            "r" => (self.hidden, self.run_bold, self.raised) = (false, false, false),
            "vanish" if !self.in_properties => self.hidden = is_on(tag),
            "b" if !self.in_properties => self.run_bold = is_on(tag),
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.in_properties => self.write(" "),
            "altChunk" => self.embedded += 1,
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "hyperlink" => self.address = tag.attribute("id").and_then(|id| targets.get(&id).cloned()),
            "ins" => self.changed = true,
            "blip" | "imagedata" => self.pictures += 1,
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => (self.row, self.column) = (self.row + 1, 0),
            "tc" if self.tables == 1 => self.column += 1,
            "footnoteReference" => self.refer("f", tag),
            "endnoteReference" => self.refer("e", tag),
            "vertAlign" if !self.in_properties => {
                self.raised = tag.attribute("val").as_deref() == Some("superscript");
            }
            "footnote" => self.note = tag.attribute("id").map(|id| format!("f{id}")),
            "endnote" => self.note = tag.attribute("id").map(|id| format!("e{id}")),
            _ if self.in_properties => self.property(tag),
            _ => {}
        }
    }

    /// Writes a note mark: its number in order of reference.
    fn refer(&mut self, kind: &str, tag: &Tag) {
        let Some(id) = tag.attribute("id").map(|id| format!("{kind}{id}")) else { return };
        let known = self.notes.iter().position(|note| *note == id);
        let number = known.unwrap_or(self.notes.len()) + 1;
        if known.is_none() {
            self.notes.push(id.clone());
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        let start = paragraph.text.len();
        paragraph.text.extend(["[", &number.to_string(), "]"]);
        paragraph.marks.push((start..paragraph.text.len(), id));
    }

    /// Reads a property of the innermost paragraph.
    fn property(&mut self, tag: &Tag) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let value = || tag.attribute("val");
        let twips = |name: &str| tag.attribute(name).and_then(|v| v.parse::<u32>().ok()).unwrap_or(0);
        match tag.name() {
            "pStyle" => paragraph.style = value().unwrap_or_default(),
            "outlineLvl" => {
                paragraph.outlined = value().and_then(|v| v.parse::<u8>().ok()).is_some_and(|l| l < 9);
            }
            "framePr" => {
                paragraph.initial = tag.attribute("dropCap").is_some_and(|kind| kind != "none");
            }
            "numPr" => self.place = (None, 0),
            "ilvl" => self.place.1 = value().and_then(|v| v.parse().ok()).unwrap_or(0),
            "numId" => self.place.0 = value(),
            "ind" => {
                let left = twips("left").max(twips("start"));
                paragraph.set_in = left.min(twips("right").max(twips("end"))) >= SET_IN;
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        let begins = paragraph.text.starts_with(char::is_alphanumeric) && !paragraph.initial;
        let initial = |p: &mut Paragraph| begins && p.initial && p.cell == paragraph.cell;
        if let Some(initial) = self.paragraphs.pop_if(initial) {
            paragraph.begin_with(initial.text.trim());
        }
        self.paragraphs.push(paragraph);
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties = false,
            "numPr" => {
                let place = self.place.0.take().map(|list| (list, self.place.1));
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.list = place.or(paragraph.list.take());
                }
            }
            "t" => self.in_text = false,
            "hyperlink" => self.address = None,
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "footnote" | "endnote" => self.note = None,
            _ => {}
        }
    }
}

/// Elements whose content is not the document's text: deletions, other renderings of the same, old properties, the
/// readings above Japanese words.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "Fallback" | "pPrChange" | "rPrChange" | "rt" | "instrText" | "delText"
    )
}

/// Whether a property is switched on.
fn is_on(tag: &Tag) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off"))
}
