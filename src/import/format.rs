//! The supported formats: one line of [`formats!`] each, and one file with the rest.

use std::fmt;

use super::{Imported, Source};
use crate::document::Document;

/// Defines [`Format`] from `Variant => module` lines; each module has an `ENTRY`.
macro_rules! formats {
    ($($variant:ident => $($module:ident)::+),* $(,)?) => {
        /// A format that attache knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Format {
            $(#[doc = concat!("What `import/", stringify!($($module)/+), "` reads.")] $variant),*
        }

        impl Format {
            /// All formats, those with the weakest claims first: if several could be meant, the last one is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The entry in the format's file.
            pub(super) fn entry(self) -> &'static Entry {
                match self { $(Self::$variant => &super::$($module)::+::ENTRY),* }
            }
        }
    };
}

formats! {
    Plain => plain,
    Markdown => markdown,
    Html => html,
    Nitf => wire::nitf,
    NewsMl => wire::newsml,
    Ninjs => wire::ninjs,
    Feed => feed,
    Mail => mail,
    Mbox => mail::mbox,
    Saved => saved,
    Docx => docx,
    Epub => epub,
    Pdf => pdf,
}

impl Format {
    /// The format with that name or file extension.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let by_name = Self::ALL.iter().find(|f| f.name() == name);
        by_name.copied().or_else(|| Self::of_ending(&name))
    }

    /// The format with that file extension, in lowercase and without its dot.
    pub(super) fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.endings().contains(&ending))
    }

    /// The format of a media type ("text/html; charset=utf-8").
    pub(super) fn of_media_type(value: &str) -> Option<Self> {
        let bare = value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase();
        Self::ALL.iter().copied().find(|f| f.entry().media_types.contains(&bare.as_str()))
    }

    /// Its name in `--from`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// A file of it, with the article ("a Markdown text").
    pub fn what(self) -> &'static str {
        self.entry().what
    }

    /// Its file extensions, without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        self.entry().endings
    }

    /// Whether this build can read it.
    pub fn is_built_in(self) -> bool {
        !matches!(self.entry().read, Read::Missing(_))
    }

    /// Whether the beginning of a long text can be imported before the rest is there.
    pub fn has_beginnings(self) -> bool {
        matches!(self.entry().read, Read::Text(_))
    }

    /// The most bytes that are read from one file.
    pub fn most_bytes(self) -> u64 {
        if self.has_beginnings() { super::LARGEST } else { super::LARGEST_PARSED }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A format's description, in its own file.
pub(super) struct Entry {
    /// Its name in `--from`.
    pub name: &'static str,
    /// A file of it, with the article.
    pub what: &'static str,
    /// Its file extensions, in lowercase and without the dot.
    pub endings: &'static [&'static str],
    /// Its media types, in lowercase.
    pub media_types: &'static [&'static str],
    /// How certain a file's first bytes make it that the file is of this format.
    pub claim: fn(&Head) -> Claim,
    /// Its reader.
    pub read: Read,
}

/// The reader of a format.
pub(super) enum Read {
    /// Takes a decoded and sanitised text, or the beginning of one.
    Text(fn(&str) -> Document),
    /// Takes the raw bytes, and makes sure that the text of each document is sanitised.
    Bytes(ReadBytes),
    /// None, because the program was built without this Cargo feature.
    #[allow(dead_code, reason = "nothing is missing where every feature is on")]
    Missing(&'static str),
}

/// Reads bytes as at least one document, or says why not, in words that continue "cannot be read: ".
pub(super) type ReadBytes = fn(&[u8], &Source) -> Result<Vec<Imported>, String>;

/// How certain it is that a file is of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It is not.
    No,
    /// It is if the file's name says so.
    Possible,
    /// It is unless the file's name says something else that is possible.
    Likely,
    /// It is, whatever the file's name says.
    Certain,
}

/// The beginning of a file.
pub(super) struct Head<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// The same, decoded and sanitised; empty if the bytes are not text.
    pub text: &'a str,
}

impl Head<'_> {
    /// Whether it is the beginning of a ZIP archive that contains that name.
    pub fn is_archive_with(&self, name: &str) -> bool {
        self.bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(self.bytes, name.as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_mean_one_format_each() {
        let mut seen = std::collections::HashSet::new();
        for format in Format::ALL {
            assert!(seen.insert(format.name()), "{format} is the name or ending of two formats");
            assert_eq!(Format::named(format.name()), Some(*format));
            for ending in format.endings().iter().filter(|e| **e != format.name()) {
                assert!(seen.insert(ending), ".{ending} is the name or ending of two formats");
                assert_eq!(Format::named(ending), Some(*format));
            }
            assert!(format.what().starts_with("a ") || format.what().starts_with("an "), "{format}");
        }
    }

    #[test]
    fn media_types_are_read_without_their_parameters() {
        assert_eq!(Format::of_media_type("text/Markdown; charset=utf-8"), Some(Format::Markdown));
        assert_eq!(Format::of_media_type("application/octet-stream"), None);
    }
}
