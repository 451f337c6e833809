//! The blocks of a Word document.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::story::{Paragraph, Story};
use super::styles::{Role, Styles};
use crate::document::{BlockKind, Document, Metadata, Notice, Part, Timestamp};
use crate::import::archive::{Archive, Fault, resolve};
use crate::import::builder::Builder;
use crate::import::fields::is_nobody;
use crate::import::pieces::{Piece, first_text, walk};
use crate::import::plain::ends_sentence;
use crate::import::{matter, page};
use crate::text::sanitise_line;

/// The default part for the text.
pub(super) const USUAL: &str = "word/document.xml";
/// The longest cell that shares a line with the others of its row, in bytes.
const LONGEST_CELL: usize = 160;
/// The longest heading recognised only by its bold type, in bytes.
const LONGEST_BOLD: usize = 100;
/// The longest metadata field, in characters.
const LONGEST_FIELD: usize = 300;

/// Imports a Word document.
pub(super) fn import(bytes: &[u8]) -> Result<Document, Fault> {
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive)?;
    let (targets, _) = relations(&mut archive, &main)?;
    let story = Story::read(&archive.needed(&main)?, &targets);
    if story.paragraphs.is_empty() && !story.whole {
        return Err(Fault::Damaged);
    }
    let part = |archive: &mut Archive, name: &str| {
        archive.text(&resolve(&main, name)).map(Option::unwrap_or_default)
    };
    let styles = Styles::read(&part(&mut archive, "styles.xml")?);
    let numbering = Numbering::read(&part(&mut archive, "numbering.xml")?);
    let mut notes = Vec::new();
    for name in ["footnotes.xml", "endnotes.xml"] {
        notes.extend(Story::read(&part(&mut archive, name)?, &targets).paragraphs);
    }
    let commented = archive.has(&resolve(&main, "comments.xml"));
    let mut page = Page { builder: Builder::default(), styles, numbering, title: None, contents: 0 };
    page.write(&story);
    let noted = page.notes(&story.notes, &notes);
    let mut notices = notices(&story, &page, noted, commented);
    let title = page.title.take();
    let mut document = page.builder.finish(Metadata { title, ..Metadata::default() });
    document.notices.append(&mut notices);
    page::refine(&mut document, &[]);
    properties(&mut archive, &mut document)?;
    Ok(document)
}

/// The name of the part with the text.
fn main_part(archive: &mut Archive) -> Result<String, Fault> {
    let (_, main) = relations(archive, "")?;
    Ok(main.filter(|name| archive.has(name)).unwrap_or_else(|| USUAL.to_owned()))
}

/// The relations of a part: external addresses by their identifiers, and the main part.
fn relations(archive: &mut Archive, part: &str) -> Result<(HashMap<String, String>, Option<String>), Fault> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
    let path =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let (mut targets, mut main) = (HashMap::new(), None);
    walk(&archive.text(&path)?.unwrap_or_default(), |piece| {
        let Piece::Open(tag) = piece else { return };
        let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) else { return };
        if tag.attribute("TargetMode").as_deref() == Some("External") {
            targets.insert(id, target);
        } else if tag.attribute("Type").is_some_and(|t| t.ends_with("/officeDocument")) {
            main = Some(resolve(part, &target));
        }
    });
    Ok((targets, main))
}

/// A document under construction.
struct Page {
    builder: Builder,
    styles: Styles,
    numbering: Numbering,
    /// The text of the paragraph with the title style.
    title: Option<String>,
    /// How many lines of a table of contents were left out.
    contents: usize,
}

impl Page {
    fn write(&mut self, story: &Story) {
        let row = |p: &Paragraph| p.cell.map(|(row, _)| row);
        for group in story.paragraphs.chunk_by(|a, b| row(a).is_some() && row(a) == row(b)) {
            let short = group.iter().all(|p| p.text.len() <= LONGEST_CELL) && group.len() <= 16;
            match group {
                [first, _, ..] if first.cell.is_some() && short => self.row(group),
                paragraphs => paragraphs.iter().for_each(|p| self.paragraph(p)),
            }
        }
    }

    /// Writes one row of a table as one line.
    fn row(&mut self, paragraphs: &[Paragraph]) {
        self.builder.open();
        let mut cell = None;
        for paragraph in paragraphs.iter().filter(|p| !p.text.trim().is_empty()) {
            if let Some(before) = cell {
                self.builder.push(if before == paragraph.cell { " " } else { " | " });
            }
            cell = Some(paragraph.cell);
            self.text(&paragraph.text, 0, paragraph);
        }
        self.builder.close(BlockKind::Paragraph);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let role = self.styles.role(&paragraph.style);
        if role == Some(Role::Contents) {
            self.contents += 1;
            return;
        }
        if paragraph.text.trim().is_empty() {
            return;
        }
        let list = paragraph.list.clone().or_else(|| self.styles.list(&paragraph.style));
        // A list with the number 0 removes a paragraph from the list of its style.
        let mark = list.filter(|(id, _)| id != "0").map(|place| self.numbering.mark(&place));
        let kind = kind(paragraph, role, mark.is_some());
        if role == Some(Role::Title) && self.title.is_none() {
            self.title = Some(sanitise_line(&paragraph.words(), LONGEST_FIELD));
        }
        self.builder.open();
        self.builder.push(mark.as_deref().unwrap_or(""));
        let mut at = 0;
        for line in paragraph.text.split_inclusive('\n') {
            // A manual line break in running text also ends a paragraph for the reader.
            if at > 0 && kind == BlockKind::Paragraph {
                self.builder.close(kind);
                self.builder.open();
            }
            self.text(line, at, paragraph);
            at += line.len();
        }
        self.builder.close(kind);
    }

    /// Writes a piece of a paragraph's text that begins at byte `at`, with its links.
    fn text(&mut self, piece: &str, at: usize, paragraph: &Paragraph) {
        let start = self.builder.length();
        self.builder.push(piece);
        for (range, address) in
            paragraph.links.iter().filter(|(r, _)| r.start >= at && r.end <= at + piece.len())
        {
            self.builder.link_within(start + range.start - at..start + range.end - at, address);
        }
        for (range, id) in paragraph.marks.iter().filter(|(r, _)| r.start >= at && r.end <= at + piece.len())
        {
            self.builder.note_mark(start + range.start - at..start + range.end - at, id);
        }
    }

    /// Writes the notes after the text, in order of reference; returns how many.
    fn notes(&mut self, order: &[String], notes: &[Paragraph]) -> usize {
        let mut by_id: HashMap<&str, Vec<&Paragraph>> = HashMap::new();
        for paragraph in notes {
            by_id.entry(paragraph.note.as_deref().unwrap_or("")).or_default().push(paragraph);
        }
        let mut written = 0;
        for (number, id) in order.iter().enumerate() {
            let Some(paragraphs) = by_id.remove(id.as_str()) else { continue };
            written += 1;
            self.builder.open();
            self.builder.anchor(id.clone());
            self.builder.push(&format!("[{}]", number + 1));
            for paragraph in paragraphs {
                self.builder.push(" ");
                self.text(paragraph.text.trim_start(), 0, &Paragraph::default());
            }
            self.builder.close(BlockKind::Note);
        }
        written
    }
}

/// The kind of a paragraph.
fn kind(paragraph: &Paragraph, role: Option<Role>, listed: bool) -> BlockKind {
    let words = paragraph.words();
    let text = words.trim();
    let bold = paragraph.bold
        && text.len() <= LONGEST_BOLD
        && !ends_sentence(text)
        && !text.ends_with([':', ',', ';']);
    match role {
        Some(Role::Title | Role::Heading) => BlockKind::Heading,
        Some(Role::Quotation) => BlockKind::BlockQuotation,
        Some(Role::Caption) => BlockKind::Caption,
        _ if paragraph.outlined => BlockKind::Heading,
        _ if listed => BlockKind::ListItem,
        _ if bold && matter::byline(text).is_none() => BlockKind::Heading,
        _ if paragraph.set_in => BlockKind::BlockQuotation,
        _ => BlockKind::Paragraph,
    }
}

/// Notices on parts that were left out or moved.
fn notices(story: &Story, page: &Page, noted: usize, commented: bool) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut say = |when: bool, notice| notices.extend(when.then_some(notice));
    say(!story.whole, Notice::Damaged);
    say(noted > 0, Notice::NotesMoved(noted));
    say(story.pictures > 0, Notice::LeftOut(Part::Picture, story.pictures));
    say(story.embedded > 0, Notice::LeftOut(Part::Embedded, story.embedded));
    say(page.contents > 0, Notice::LeftOut(Part::Contents, 1));
    say(story.changed, Notice::TrackedChanges);
    say(commented, Notice::LeftOut(Part::Comments, 1));
    notices
}

/// Fills in metadata missing from the text's head and style from the document's properties, which programs often fill
/// with leftovers: the title of another document, the owner of the computer.
fn properties(archive: &mut Archive, document: &mut Document) -> Result<(), Fault> {
    let xml = archive.text("docProps/core.xml")?.unwrap_or_default();
    let field = |name: &str| {
        first_text(&xml, name).map(|v| sanitise_line(&v, LONGEST_FIELD)).filter(|v| !v.is_empty())
    };
    matter::complete(document);
    let metadata = &mut document.metadata;
    let title = field("title").filter(|t| !is_leftover(t));
    metadata.title = metadata.title.take().or(title);
    metadata.byline = metadata.byline.take().or_else(|| field("creator").filter(|name| !is_nobody(name)));
    metadata.language = metadata.language.take().or_else(|| field("language"));
    // A program that writes documents leaves the properties of its template.
    let is_template = field("creator").is_some_and(|name| name == "python-docx");
    let date = field("created").or_else(|| field("modified")).filter(|_| !is_template);
    metadata.published = metadata.published.or(date.as_deref().and_then(|d| Timestamp::parse(d.get(..10)?)));
    Ok(())
}

/// Default titles set by programs.
fn is_leftover(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = lower.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "doc" | "docx" | "docm"));
    file || lower.starts_with("microsoft word - ") || lower == "untitled"
}
