//! Imports a PDF document: from its bytes to its text.

use lopdf::{Error, LoadOptions};

use super::contain::contained;
use super::content::Reader;
use super::order::{self, Line};
use super::paragraphs::{self, Style};
use super::{facts, filters, heads};
use crate::document::{BlockKind, Document, Metadata, Notice, Page, Part};
use crate::import::builder::Builder;
use crate::import::page;
use crate::text::sanitise;

/// The most pages that are read.
const MOST_PAGES: usize = 10_000;
/// The most bytes that one structural stream of the file may unpack to.
const LARGEST_STREAM: usize = 32 * 1024 * 1024;

const DAMAGED: &str = "it is damaged or cut short; fetch or save it once more.";
const PROTECTED: &str =
    "it is protected by a password; save it without one in a program that knows the password.";
const SCANNED: &str =
    "its pages are pictures without a text layer; run it through text recognition (OCR) first.";
const UNREADABLE: &str =
    "its pages are damaged or hold far more than any text; print it to a new file and open that.";
const EMPTY: &str = "it has no text.";
const UNKNOWN: &str =
    "its fonts do not say which characters they show; run it through text recognition (OCR) first.";

/// Imports a PDF document.
pub(super) fn import(bytes: &[u8]) -> Result<Document, String> {
    contained(|| read(bytes)).unwrap_or_else(|| Err(DAMAGED.to_owned()))
}

fn read(bytes: &[u8]) -> Result<Document, String> {
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
    let mut pdf = lopdf::Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            PROTECTED.to_owned()
        }
        _ => DAMAGED.to_owned(),
    })?;
    if pdf.is_encrypted() {
        return Err(PROTECTED.to_owned());
    }
    filters::write_out(&mut pdf);
    let mut reader = Reader::new(&pdf);
    let (mut pages, mut column, mut unread, mut bare) = (Vec::new(), 0, 0, 0);
    // The first column of each page.
    let mut starts = Vec::new();
    for (i, id) in pdf.page_iter().enumerate() {
        if reader.is_exhausted() || i >= MOST_PAGES {
            unread += 1;
            continue;
        }
        let pictures = reader.pictures;
        let fragments = reader.page(id);
        bare += usize::from(fragments.is_empty() && reader.pictures > pictures);
        starts.push(column);
        pages.push(order::lines(fragments, &mut column));
    }
    if pages.is_empty() {
        return Err(DAMAGED.to_owned());
    }
    if pages.iter().all(Vec::is_empty) {
        return Err(why_empty(&reader, bare).to_owned());
    }
    let heads = heads::remove(&mut pages);
    let lines: Vec<Line> = pages.into_iter().flatten().collect();
    let (mut document, noted) = compose(&lines, &starts);
    facts::fill(&mut document, &pdf);
    let pictures = reader.pictures;
    let counts = [
        (Part::PageBeyond, unread),
        (Part::PageUnreadable, reader.unreadable),
        (Part::PageWithoutText, bare),
        (Part::RunningHead, heads),
        (Part::Sideways, reader.sideways),
        (Part::UnnamedCharacter, reader.unknown),
        (Part::Picture, pictures),
    ];
    let left_out = counts.into_iter().filter(|(_, count)| *count > 0);
    document.notices.extend(left_out.map(|(part, count)| Notice::LeftOut(part, count)));
    document.notices.extend((noted > 0).then_some(Notice::NotesMoved(noted)));
    Ok(document)
}

/// Why a document has no text at all, given how many pages show only pictures.
fn why_empty(reader: &Reader, bare: usize) -> &'static str {
    if reader.unknown > 0 {
        UNKNOWN
    } else if reader.unreadable > 0 || reader.is_exhausted() {
        UNREADABLE
    } else if bare > 0 {
        SCANNED
    } else {
        EMPTY
    }
}

/// The blocks of the text, followed by those of the notes; also returns the number of notes. `starts` are the first columns
/// of the pages.
fn compose(lines: &[Line], starts: &[usize]) -> (Document, usize) {
    let style = Style::of(lines);
    let (text, notes) = notes(lines, &style);
    let mut builder = Builder::default();
    paragraphs::write(&text, &style, &mut builder);
    for note in &notes {
        builder.open();
        for (i, line) in note.iter().enumerate() {
            builder.push(if i > 0 { " " } else { "" });
            builder.push(&sanitise(&line.text));
        }
        builder.close(BlockKind::Note);
    }
    let mut document = builder.finish(Metadata::default());
    page::refine(&mut document, &[]);
    document.pages = pages(&document.text, text.iter().chain(notes.iter().flatten()), starts);
    (document, notes.len())
}

/// The beginnings of the pages in a text with the letters and digits of these lines, in their order.
fn pages<'a>(text: &str, lines: impl Iterator<Item = &'a Line>, starts: &[usize]) -> Vec<Page> {
    let mut at = text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at as u32);
    let mut pages: Vec<Page> = Vec::new();
    for line in lines {
        let letters = sanitise(&line.text).chars().filter(|c| c.is_alphanumeric()).count();
        let number = starts.partition_point(|start| *start < line.column) as u32;
        let Some(first) = letters.checked_sub(1).and_then(|_| at.next()) else { continue };
        if pages.last().is_none_or(|last| last.number != number) {
            pages.push(Page { at: first, number });
        }
        at.by_ref().take(letters - 1).for_each(drop);
    }
    pages
}

/// Separates notes at the foot of columns from the text: small lines at the end of a column, of which the first begins
/// with a number or a mark.
fn notes(lines: &[Line], style: &Style) -> (Vec<Line>, Vec<Vec<Line>>) {
    let (mut text, mut notes): (Vec<Line>, Vec<Vec<Line>>) = (Vec::new(), Vec::new());
    for column in lines.chunk_by(|a, b| a.column == b.column) {
        let small = column.iter().rev().take_while(|l| style.is_small(l)).count();
        let foot = column.len() - small;
        let first = column[foot..].iter().position(|l| opens_note(&l.text));
        // A column wholly in small type is not a foot.
        let foot = first.map_or(column.len(), |first| foot + first);
        let foot = if foot == 0 { column.len() } else { foot };
        text.extend_from_slice(&column[..foot]);
        for line in &column[foot..] {
            match notes.last_mut() {
                Some(note) if !opens_note(&line.text) => note.push(line.clone()),
                _ => notes.push(vec![line.clone()]),
            }
        }
    }
    (text, notes)
}

fn opens_note(text: &str) -> bool {
    let marked = text.trim_start_matches(|c: char| c.is_ascii_digit() || "*†‡[]".contains(c));
    let mark = text.len() - marked.len();
    (1..=4).contains(&mark) && marked.trim_start_matches(['.', ')', ' ']).starts_with(char::is_alphabetic)
}
