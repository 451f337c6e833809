//! Saves what the reader wants saved in a file of its own.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::input::{explain, shown};
use super::state;
use crate::briefing::{Briefing, cautions};
use crate::corrections::Highlight;
use crate::export::entries::{Wanted, entries};
use crate::export::passages::{self, Form};
use crate::reader::Event;

/// Writes quotes, highlights and notes to a new file, in the form that its ending asks for.
pub(super) fn save(name: &str, briefing: &Briefing, highlights: &[Highlight]) -> Event {
    let path = state::at_home(Path::new(name));
    let Some(form) = Form::of_name(name) else {
        return Event::Failed("Nothing was saved: the name must end in .md, .csv, .json or .bib.".to_owned());
    };
    match write(&path, form, briefing, highlights) {
        Ok(count) => {
            let mut told = cautions(&briefing.metadata);
            told.push(format!("{count} passages were saved in {}.", shown(&path)));
            Event::Done(told.join(" "))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Event::Failed(format!(
            "Nothing was saved: {} is there already; choose another name.",
            shown(&path)
        )),
        Err(error) => Event::Failed(format!("Nothing was saved. {}", explain(&shown(&path), &error))),
    }
}

fn write(path: &Path, form: Form, briefing: &Briefing, highlights: &[Highlight]) -> io::Result<usize> {
    let wanted = Wanted { quotes: true, notes: true, speakers: Vec::new() };
    let entries = entries(briefing, highlights, &wanted);
    let mut bytes = Vec::new();
    passages::write(form, briefing, &entries, &mut bytes)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(entries.len())
}
