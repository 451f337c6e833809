//! The document information of a PDF: title, author, date and language.

use lopdf::{Document, Object, decode_text_string};

use super::xmp::Xmp;
use crate::document::{self, BlockKind, Metadata, Timestamp};
use crate::import::fields::is_nobody;
use crate::import::matter;
use crate::text::sanitise_line;

/// The longest field, in characters.
const LONGEST_FIELD: usize = 300;
/// How much of the text is searched for the title, in bytes.
const BEGINNING: usize = 4000;

/// Fills in fields missing from the text's head. A title that the text does not begin with is often that of an
/// older document, or a file name, and ranks after the first heading.
pub(super) fn fill(imported: &mut document::Document, pdf: &Document) {
    let info = pdf.trailer.get_deref(b"Info", pdf).and_then(Object::as_dict).ok();
    let xmp = Xmp::of(pdf);
    let clean = |text: String| Some(sanitise_line(&text, LONGEST_FIELD)).filter(|text| !text.is_empty());
    let stated = |key: &[u8]| decode_text_string(info?.get_deref(key, pdf).ok()?).ok().and_then(clean);
    let field = |key: &[u8], newer: &str| stated(key).or_else(|| xmp.property(newer).and_then(clean));
    let title = field(b"Title", "dc:title").filter(|t| !is_file_name(t));
    let confirmed = title.clone().filter(|t| begins_with(imported, t));
    imported.metadata.title = confirmed;
    matter::complete(imported);
    let metadata: &mut Metadata = &mut imported.metadata;
    metadata.title = metadata.title.take().or(title);
    let author = || field(b"Author", "dc:creator").filter(|name| !is_nobody(name));
    metadata.byline = metadata.byline.take().or_else(author);
    let date = field(b"CreationDate", "xmp:CreateDate").and_then(|d| day(&d));
    metadata.published = metadata.published.take().or(date);
    let language = pdf.catalog().ok().and_then(|c| c.get_deref(b"Lang", pdf).ok());
    let language = language.and_then(|o| decode_text_string(o).ok()).map(|l| sanitise_line(&l, 20));
    metadata.language = metadata.language.take().or(language.filter(|l| !l.is_empty()));
}

/// Whether the letters of a title are at the beginning of the text.
fn begins_with(imported: &document::Document, title: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut beginning = String::new();
    for block in imported.blocks.iter().take(12) {
        beginning.push_str(block.span.of(&imported.text));
        if beginning.len() > BEGINNING {
            break;
        }
    }
    let headed = imported.blocks.iter().any(|b| b.kind == BlockKind::Heading);
    !headed || letters(&beginning).contains(&letters(title))
}

fn is_file_name(title: &str) -> bool {
    let lower = title.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    let file =
        matches!(ending, "doc" | "docx" | "pdf" | "indd" | "odt" | "qxd" | "tex" | "dvi" | "rtf" | "txt");
    file || lower.starts_with("microsoft word - ") || matches!(lower.as_str(), "untitled" | "(anonymous)")
}

/// The day of a PDF date ("D:20240305091200Z"), or an XMP date ("2024-03-05T09:12:00Z").
fn day(date: &str) -> Option<Timestamp> {
    let date = date.strip_prefix("D:").unwrap_or(date).replace('-', "");
    Timestamp::parse(date.get(..8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_names_of_files_are_told() {
        let march = Timestamp::day(2024, 3, 5);
        assert_eq!((day("D:20240305091200+01'00'"), day("2024-03-05T09:12:00Z")), (march, march));
        assert_eq!((day("D:2024"), day("yesterday")), (None, None));
        assert!(
            is_file_name("Microsoft Word - report")
                && is_file_name("Report.indd")
                && !is_file_name("Report no. 7")
        );
    }
}
