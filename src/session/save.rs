//! Saves quotes, highlights and notes to a file of their own.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::names::{explain, shown};
use super::{News, paths};
use crate::briefing::{Briefing, Level, cautions};
use crate::corrections::Highlight;
use crate::export::entries::{Passages, Wanted, passages};
use crate::export::passages::{self, Form};
use crate::text::count;

/// Writes quotes, highlights and notes to a new file, in the form that its extension asks for.
pub(super) fn save(
    name: &str,
    briefing: &Briefing,
    document: Option<&str>,
    highlights: &[Highlight],
) -> News {
    let path = paths::at_home(Path::new(name));
    let Some(form) = Form::of_name(name) else {
        return News::Failed(
            "Nothing was saved: the name must end in .md, .txt, .csv, .json or .bib.".to_owned(),
        );
    };
    let passages = passages(briefing, highlights, document, &Wanted::all(Level::default()));
    match write(&path, form, &passages) {
        Ok(()) => {
            let mut told = cautions(&briefing.metadata);
            let (number, were) =
                (passages.entries.len(), if passages.entries.len() == 1 { "was" } else { "were" });
            told.push(format!("{} {were} saved in {}.", count(number, "passage"), shown(&path)));
            News::Done(told.join(" "))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => News::Failed(format!(
            "Nothing was saved: {} is there already; choose another name.",
            shown(&path)
        )),
        Err(error) => News::Failed(format!("Nothing was saved. {}", explain(&shown(&path), &error))),
    }
}

fn write(path: &Path, form: Form, passages: &Passages) -> io::Result<()> {
    let mut bytes = Vec::new();
    passages::write(form, std::slice::from_ref(passages), &mut bytes)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(&bytes)?;
    file.sync_all()
}
