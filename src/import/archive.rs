//! ZIP archives of a document: opened with limits, so that a small file cannot unpack into a large one.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding;

/// The most entries in an archive. A book of a thousand chapters with pictures has a few thousand.
const MOST_ENTRIES: usize = 20_000;
/// The most bytes that one part may unpack to, and all parts together that are read. A novel of 200,000 words is about 2 MB
/// of XHTML; the same in a word processor's XML, with every word in a run of its own, about 40 MB.
const LARGEST_PART: u64 = 96 * 1024 * 1024;
const LARGEST_TOTAL: u64 = 192 * 1024 * 1024;
/// The most that a part may grow when unpacked; text shrinks to a fifth, repetitive markup to a fiftieth.
const LARGEST_RATIO: u64 = 200;
/// Parts up to this many bytes may have any ratio: an almost empty one can be very repetitive.
const SMALL: u64 = 1024 * 1024;

/// Why a part cannot be read, in words that continue "cannot be read: ".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Fault {
    /// The archive is broken or ends too early, or a part is missing.
    #[error("it is damaged or cut short; fetch or save it once more.")]
    Damaged,
    /// A password is needed.
    #[error("it is protected by a password; save it without one in the program that made it.")]
    Protected,
    /// It would unpack to far more than its size.
    #[error(
        "it would unpack to far more than any text; if you trust it, unpack it yourself and open what is in it."
    )]
    Bomb,
}

/// An archive with parts that are read by name.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        // Each directory entry has this signature, so they are counted before any is read.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MOST_ENTRIES).is_some() {
            return Err(Fault::Bomb);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        Ok(Self { zip, left: LARGEST_TOTAL })
    }

    /// Whether there is a part with that name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of a part; none if there is no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Fault::Protected);
            }
            Err(_) => return Err(Fault::Damaged),
        };
        let most = LARGEST_PART.min(self.left).min(SMALL.max(file.compressed_size() * LARGEST_RATIO));
        let mut bytes = Vec::new();
        // One byte more than allowed distinguishes a part that ends from one that continues; the sizes stated in
        // the archive are not trusted.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
        if bytes.len() as u64 > most {
            return Err(Fault::Bomb);
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of a part; none if there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => match encoding::decode(error.as_bytes()).text {
                Cow::Borrowed(text) => text.to_owned(),
                Cow::Owned(text) => text,
            },
        }))
    }

    /// The text of a required part.
    pub fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.text(name)?.ok_or(Fault::Damaged)
    }
}

/// The path of `target`, as written in the part at `base`: relative to its folder, or from the root of the archive.
pub(super) fn resolve(base: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or("");
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Writes an archive, for tests.
#[cfg(test)]
pub(super) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_by_name() {
        let packed = pack(&[("a/b.xml", b"\xef\xbb\xbf<a/>"), ("c", b"Malm\xf6")]);
        let mut archive = Archive::open(&packed).unwrap();
        assert!(archive.has("c") && !archive.has("d"));
        assert_eq!(archive.text("a/b.xml").unwrap().as_deref(), Some("<a/>"));
        assert_eq!(archive.text("c").unwrap().as_deref(), Some("Malmö"));
        assert_eq!(archive.text("d").unwrap(), None);
        assert_eq!(archive.needed("d"), Err(Fault::Damaged));
    }

    #[test]
    fn what_unpacks_to_far_more_than_it_is_is_refused() {
        let packed = pack(&[("a", &vec![b' '; 8 * 1024 * 1024])]);
        assert!(packed.len() < 16 * 1024);
        let mut archive = Archive::open(&packed).unwrap();
        assert_eq!(archive.bytes("a"), Err(Fault::Bomb));
    }

    #[test]
    fn too_many_entries_are_refused() {
        let bytes = b"PK\x01\x02".repeat(MOST_ENTRIES + 1);
        assert_eq!(Archive::open(&bytes).err(), Some(Fault::Bomb));
    }

    #[test]
    fn what_is_cut_short_is_damaged() {
        let packed = pack(&[("a", b"text"), ("b", b"more text")]);
        for end in 0..packed.len() {
            if let Ok(mut archive) = Archive::open(&packed[..end]) {
                let _ = archive.bytes("a");
            }
        }
        let end = packed.len() / 2;
        assert_eq!(Archive::open(&packed[..end]).err(), Some(Fault::Damaged));
    }

    #[test]
    fn targets_are_resolved_as_paths() {
        for (base, target, path) in [
            ("OEBPS/content.opf", "text/one.xhtml#a", "OEBPS/text/one.xhtml"),
            ("OEBPS/text/one.xhtml", "../two.xhtml", "OEBPS/two.xhtml"),
            ("content.opf", "one.xhtml", "one.xhtml"),
            ("word/document.xml", "/docProps/core.xml", "docProps/core.xml"),
            ("a", "../../../b", "b"),
        ] {
            assert_eq!(resolve(base, target), path, "{base} {target}");
        }
    }
}
