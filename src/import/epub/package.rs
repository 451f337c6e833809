//! A book's package document: its parts, their order, its title and its author.

use std::collections::HashMap;

use crate::document::{Metadata, Timestamp};
use crate::import::archive::{Archive, Fault, resolve};
use crate::import::pieces::{Piece, Tag, walk};
use crate::text::sanitise_line;

/// The longest metadata field, in characters.
const LONGEST_FIELD: usize = 300;

/// A part of a book.
#[derive(Debug, Clone, Default)]
struct Item {
    path: String,
    media_type: String,
    properties: String,
}

/// The package document of a book.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The chapters, as paths in the archive, in reading order.
    pub chapters: Vec<String>,
    /// Texts outside that order, such as notes; they are read after the chapters.
    pub beside: Vec<String>,
    /// The parts with a table of contents, as paths in the archive.
    pub contents: Vec<String>,
    /// How many parts in the reading order are not text.
    pub left_out: usize,
    /// The book's metadata.
    pub metadata: Metadata,
}

/// Reads the package document named by the container.
pub(super) fn read(archive: &mut Archive) -> Result<Package, Fault> {
    let mut path = None;
    walk(&archive.needed("META-INF/container.xml")?, |piece| {
        if let Piece::Open(tag) = piece
            && tag.name() == "rootfile"
            && path.is_none()
        {
            path = tag.attribute("full-path");
        }
    });
    let path = path.ok_or(Fault::Damaged)?;
    Ok(parse(&archive.needed(&path)?, &path))
}

fn parse(xml: &str, path: &str) -> Package {
    let mut package = Package::default();
    let mut items: HashMap<String, Item> = HashMap::new();
    let mut authors: Vec<String> = Vec::new();
    let mut field: Option<(String, String)> = None;
    walk(xml, |piece| match piece {
        Piece::Open(tag) => match tag.name() {
            "item" => items.extend(item(&tag, path)),
            "itemref" => package.refer(&tag, &items),
            name @ ("title" | "creator" | "publisher" | "date" | "language") => {
                field = Some((name.to_owned(), String::new()));
            }
            _ => {}
        },
        Piece::Text(text) => {
            if let Some((_, value)) = &mut field {
                value.push_str(&text);
            }
        }
        Piece::Close(_) => {
            let Some((name, value)) = field.take() else { return };
            let value = sanitise_line(&value, LONGEST_FIELD);
            if name == "creator" && !value.is_empty() {
                authors.push(value);
            } else if !value.is_empty() {
                fill(&mut package.metadata, &name, value);
            }
        }
    });
    package.metadata.byline = (!authors.is_empty()).then(|| authors.join(", "));
    let mut contents: Vec<&Item> = items.values().filter(|i| i.is_contents()).collect();
    contents.sort_by(|a, b| a.path.cmp(&b.path));
    package.contents = contents.into_iter().map(|i| i.path.clone()).collect();
    package
}

fn item(tag: &Tag, path: &str) -> Option<(String, Item)> {
    let item = Item {
        path: resolve(path, &unescaped(&tag.attribute("href")?)),
        media_type: tag.attribute("media-type").unwrap_or_default(),
        properties: tag.attribute("properties").unwrap_or_default(),
    };
    Some((tag.attribute("id")?, item))
}

impl Item {
    fn is_contents(&self) -> bool {
        self.properties.split(' ').any(|p| p == "nav") || self.media_type == "application/x-dtbncx+xml"
    }
}

impl Package {
    /// Takes the next part of the reading order.
    fn refer(&mut self, tag: &Tag, items: &HashMap<String, Item>) {
        let Some(item) = tag.attribute("idref").and_then(|id| items.get(&id)) else { return };
        let beside = tag.attribute("linear").as_deref() == Some("no");
        let text = matches!(
            item.media_type.as_str(),
            "application/xhtml+xml" | "text/html" | "text/x-oeb1-document"
        );
        if item.is_contents() {
            // The headings repeat the table of contents.
        } else if text && beside {
            self.beside.push(item.path.clone());
        } else if text {
            self.chapters.push(item.path.clone());
        } else {
            self.left_out += 1;
        }
    }
}

/// A path with `%20` and the like decoded, as in archives.
pub(super) fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| path_code(after)).flatten();
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn path_code(after: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(after.get(..2)?).ok()?, 16).ok()
}

fn fill(metadata: &mut Metadata, name: &str, value: String) {
    // A year or a month alone is not a date.
    if name == "date" {
        metadata.published = metadata.published.or_else(|| Timestamp::parse(value.get(..10)?));
        return;
    }
    let field = match name {
        "title" => &mut metadata.title,
        "publisher" => &mut metadata.source,
        _ => &mut metadata.language,
    };
    field.get_or_insert(value);
}
