//! Containers for mutated parts. A one-byte change inside a ZIP archive or a PDF document mostly breaks a
//! checksum or an offset table and tests nothing beyond it; so the corpus has their parts as readable text, and
//! they are packed here. Bytes that are a container already are used unchanged.

use std::io::{Cursor, Write};

use attache::import::Format;
use zip::CompressionMethod::Stored;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The bytes to pass to the importer of a format.
pub fn packed(format: Format, bytes: &[u8]) -> Vec<u8> {
    match format {
        Format::Docx | Format::Epub if !bytes.starts_with(b"PK") => archive(bytes),
        Format::Pdf if !bytes.starts_with(b"%PDF") => print(bytes),
        _ => bytes.to_vec(),
    }
}

/// An archive of parts that each begin with a line `=== NAME`.
fn archive(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(Stored);
    for part in split(bytes, b"=== ") {
        let end = part.iter().position(|b| *b == b'\n').unwrap_or(part.len());
        let name = String::from_utf8_lossy(&part[..end]);
        // The writer refuses a second part with the same name; the first is enough.
        if zip.start_file(name, options).is_ok() {
            zip.write_all(part.get(end + 1..).unwrap_or_default()).expect("memory takes everything");
        }
    }
    zip.finish().expect("memory takes everything").into_inner()
}

/// A PDF document of objects that each begin with a line `=== NUMBER`; the first is the catalog.
/// A part `=== trailer` adds to the trailer.
fn print(bytes: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let (mut places, mut trailer): (Vec<(u32, usize)>, &[u8]) = (Vec::new(), b"");
    for part in split(bytes, b"=== ") {
        let end = part.iter().position(|b| *b == b'\n').unwrap_or(part.len());
        let (head, body) = (&part[..end], part.get(end + 1..).unwrap_or_default());
        match std::str::from_utf8(head).ok().and_then(|n| n.trim().parse::<u16>().ok()) {
            Some(number) => {
                places.push((number.into(), pdf.len()));
                pdf.extend(format!("{number} 0 obj\n").bytes());
                pdf.extend(measured(body));
                pdf.extend(b"\nendobj\n");
            }
            None => trailer = body,
        }
    }
    let start = pdf.len();
    let size = places.iter().map(|(n, _)| n + 1).max().unwrap_or(1);
    pdf.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in &places {
        pdf.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    let root = places.first().map_or(1, |(number, _)| *number);
    pdf.extend(format!("trailer\n<< /Size {size} /Root {root} 0 R ").bytes());
    pdf.extend(trailer);
    pdf.extend(format!(" >>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

/// An object with the length of its stream filled in, if it has one.
fn measured(object: &[u8]) -> Vec<u8> {
    let find = |what: &[u8]| object.windows(what.len()).position(|window| window == what);
    let (Some(start), Some(end)) = (find(b"\nstream\n"), find(b"\nendstream")) else {
        return object.to_vec();
    };
    let length = end.saturating_sub(start + b"\nstream\n".len());
    match find(b"<<").filter(|open| *open < start) {
        Some(open) => {
            let length = format!("/Length {length} ");
            [&object[..open + 2], length.as_bytes(), &object[open + 2..]].concat()
        }
        None => object.to_vec(),
    }
}

/// The text after each `mark` at the beginning of a line, up to the next mark.
fn split<'a>(bytes: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let is_start = move |i: &usize| bytes[*i..].starts_with(mark) && (*i == 0 || bytes[i - 1] == b'\n');
    let starts: Vec<usize> = (0..bytes.len()).filter(is_start).collect();
    let ends: Vec<usize> = starts.iter().skip(1).map(|s| s - 1).chain([bytes.len()]).collect();
    starts.into_iter().zip(ends).map(move |(start, end)| &bytes[(start + mark.len()).min(end)..end])
}
