//! The text of a book.

use std::collections::HashMap;

use super::package::{self, unescaped};
use crate::document::{Document, Notice, Part};
use crate::import::archive::{Archive, Fault, resolve};
use crate::import::markup::Markup;
use crate::import::pieces::{Piece, walk};
use crate::text::sanitise_line;

/// The most chapters that are read.
const MOST_CHAPTERS: usize = 10_000;
/// The longest title of a chapter, in characters.
const LONGEST_TITLE: usize = 200;

/// Imports a book.
pub(super) fn import(bytes: &[u8]) -> Result<Document, Fault> {
    let mut archive = Archive::open(bytes)?;
    let mut package = package::read(&mut archive)?;
    package.chapters.append(&mut package.beside);
    if is_protected(&mut archive, &package.chapters)? {
        return Err(Fault::Protected);
    }
    let titles = titles(&mut archive, &package.contents)?;
    let mut page = Markup::new(None);
    let (mut missing, mut broken) = (0, 0);
    for path in package.chapters.iter().take(MOST_CHAPTERS) {
        let Some(text) = archive.text(path)? else {
            missing += 1;
            continue;
        };
        // A chapter without a heading of its own gets its title from the table of contents.
        if let Some(title) = titles.get(path).filter(|_| !has_heading(&text)) {
            page.heading(title);
        }
        page.begin_part(path);
        broken += usize::from(!chapter(&text, &mut page));
    }
    missing += package.chapters.len().saturating_sub(MOST_CHAPTERS);
    if package.chapters.len() == missing {
        return Err(Fault::Damaged);
    }
    let mut document = page.finish(package.metadata);
    let mut say = |count: usize, notice| document.notices.extend((count > 0).then_some(notice));
    say(missing, Notice::LeftOut(Part::MissingPart, missing));
    say(broken, Notice::PartsDamaged(broken));
    say(package.left_out, Notice::LeftOut(Part::ExtraPart, package.left_out));
    Ok(document)
}

/// Writes a chapter; returns whether it could be read to its end.
fn chapter(xhtml: &str, page: &mut Markup) -> bool {
    let mut skipped = 0_usize;
    let whole = walk(xhtml, |piece| match piece {
        // These are never closed if a program writes HTML instead of XHTML.
        Piece::Open(tag) if skipped > 0 => skipped += usize::from(!is_void(tag.name())),
        Piece::Close(name) if skipped > 0 => skipped -= usize::from(!is_void(name)),
        Piece::Open(tag) => {
            let read = page.start(&tag.name().to_ascii_lowercase(), &|name| tag.attribute(name));
            skipped = usize::from(!read && !is_void(tag.name()));
        }
        Piece::Close(name) => page.end(&name.to_ascii_lowercase()),
        Piece::Text(text) if skipped == 0 => page.text(&text),
        Piece::Text(_) => {}
    });
    whole || xhtml.trim_end().ends_with("</html>")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "meta" | "link" | "br" | "hr" | "img" | "input" | "base" | "col" | "embed" | "source" | "wbr"
    )
}

fn has_heading(xhtml: &str) -> bool {
    ["<h1", "<h2", "<h3"].iter().any(|tag| xhtml.contains(tag))
}

/// The titles of the chapters by their paths, from the tables of contents: `nav` of EPUB 3, NCX of EPUB 2.
fn titles(archive: &mut Archive, contents: &[String]) -> Result<HashMap<String, String>, Fault> {
    let mut titles = HashMap::new();
    for path in contents {
        let (mut label, mut target): (String, Option<String>) = (String::new(), None);
        let xml = archive.text(path)?.unwrap_or_default();
        let mut found = Vec::new();
        walk(&xml, |piece| match piece {
            Piece::Open(tag) => match tag.name() {
                "a" => (label, target) = (String::new(), tag.attribute("href")),
                "navPoint" => label.clear(),
                "content" => {
                    let target = tag.attribute("src");
                    found.extend(target.map(|target| (target, std::mem::take(&mut label))));
                }
                _ => {}
            },
            Piece::Text(text) => label.push_str(&text),
            Piece::Close("a") => {
                found.extend(target.take().map(|target| (target, std::mem::take(&mut label))));
            }
            Piece::Close(_) => {}
        });
        for (target, label) in found {
            let title = sanitise_line(&label, LONGEST_TITLE);
            if !title.is_empty() {
                titles.entry(resolve(path, &unescaped(&target))).or_insert(title);
            }
        }
    }
    Ok(titles)
}

/// Whether chapters are encrypted; fonts often are, which is harmless.
fn is_protected(archive: &mut Archive, chapters: &[String]) -> Result<bool, Fault> {
    let mut protected = false;
    walk(&archive.text("META-INF/encryption.xml")?.unwrap_or_default(), |piece| {
        if let Piece::Open(tag) = piece
            && tag.name() == "CipherReference"
            && let Some(uri) = tag.attribute("URI")
        {
            protected |= chapters.contains(&resolve("", &unescaped(&uri)));
        }
    });
    Ok(protected)
}
