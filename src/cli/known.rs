//! The known actors: the built-in table, overlaid with the user's own files.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::state;
use crate::analysis::table::user::{self, Fault, Form, UserActor};
use crate::analysis::table::{Table, builtin};
use crate::session::{explain, shown};
use crate::text::count;

/// The largest actors file that is read, in bytes: several hundred thousand actors.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How many faults of one run are reported; the others are counted.
const TOLD: usize = 10;

/// A table, and the faults in its files.
pub(super) struct Known {
    /// The table; it serves every analysis until the program ends.
    pub table: &'static Table,
    /// Sentences on files and rows in the configuration folder that could not be used.
    pub notices: Vec<String>,
}

/// Joins the built-in actors with those of the configuration folder `actors` and of `files`, later files over
/// earlier ones. A fault in a named file is an error, in the folder a notice.
pub(super) fn actors(files: &[PathBuf]) -> Result<Known> {
    let folder = state::config_folder().map(|folder| folder.join("actors"));
    from(folder.as_deref(), files)
}

fn from(folder: Option<&Path>, files: &[PathBuf]) -> Result<Known> {
    let (mut rows, mut faults, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for path in folder.map_or_else(Vec::new, |folder| files_of(folder, &mut notices)) {
        match read(&path) {
            Ok((actors, wrong)) => {
                rows.extend(actors);
                faults.extend(wrong);
            }
            Err(message) => notices.push(message),
        }
    }
    let mut asked = Vec::new();
    for path in files {
        let (actors, wrong) = read(path).map_err(|message| anyhow!(message))?;
        rows.extend(actors);
        faults.extend(wrong);
        asked.push(shown(path));
    }
    if rows.is_empty() && faults.is_empty() {
        return Ok(Known { table: builtin(), notices });
    }
    let (table, wrong) = Table::with(rows);
    faults.extend(wrong);
    let (errors, rest): (Vec<_>, Vec<_>) =
        faults.iter().partition(|fault| asked.iter().any(|file| **file == *fault.place.file));
    if !errors.is_empty() {
        return Err(anyhow!(sentences(&errors).join("\nattache: ")));
    }
    notices.extend(sentences(&rest));
    // One table serves all threads until the program ends.
    Ok(Known { table: Box::leak(Box::new(table)), notices })
}

fn sentences(faults: &[&Fault]) -> Vec<String> {
    let mut told: Vec<String> = faults.iter().take(TOLD).map(ToString::to_string).collect();
    if faults.len() > TOLD {
        told.push(format!("Not shown: {} in files of actors.", count(faults.len() - TOLD, "more fault")));
    }
    told
}

/// The actors files in a folder, sorted by name; none if there is no folder.
fn files_of(folder: &Path, notices: &mut Vec<String>) -> Vec<PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            notices.push(explain(&shown(folder), &error));
            return Vec::new();
        }
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut files: Vec<PathBuf> = paths.filter(|path| form(path).is_some() && !hidden(path)).collect();
    files.sort();
    files
}

/// The form given by a file's extension.
fn form(path: &Path) -> Option<Form> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    match ending.as_str() {
        "toml" => Some(Form::Toml),
        "csv" | "tsv" => Some(Form::Csv),
        _ => None,
    }
}

/// The actors of a file and their faults; an error is a sentence.
fn read(path: &Path) -> Result<(Vec<UserActor>, Vec<Fault>), String> {
    let shown = shown(path);
    let form = form(path).ok_or_else(|| {
        format!("Cannot tell how {shown} lists actors; give it a name that ends in .toml or .csv.")
    })?;
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    file.map_err(|error| explain(&shown, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{shown} is larger than 64 MiB and not a list of actors; name another file."));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|b| *b == b'\n').count();
        format!("{shown}, line {line}: This is not UTF-8; save the file as UTF-8.")
    })?;
    Ok(user::parse(text, form, &shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id,name,kind\nlake-pact,Lake Pact,armed_group\n";

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn without_files_the_table_is_the_built_in_one() {
        let empty = folder(&[("notes.txt", "no actors"), (".hidden.csv", "x")]);
        for folder in [None, Some(empty.path()), Some(Path::new("/nowhere/at/all"))] {
            let known = from(folder, &[]).unwrap();
            assert!(std::ptr::eq(known.table, builtin()));
            assert_eq!(known.notices, [""; 0]);
        }
    }

    #[test]
    fn files_that_were_asked_for_go_over_those_of_the_folder() {
        let config = folder(&[("a.csv", GOOD), ("b.toml", "[[actor]]\nid = \"lake-pact\"\nname = \"B\"")]);
        let name = |files: &[PathBuf]| {
            let known = from(Some(config.path()), files).unwrap();
            known.table.entry(known.table.named("Lake Pact")[0].0).name
        };
        assert_eq!(name(&[]), "B");
        let more = folder(&[("c.csv", "id,name\nlake-pact,C\n")]);
        assert_eq!(name(&[more.path().join("c.csv")]), "C");
    }

    #[test]
    fn a_fault_in_the_folder_is_a_notice_and_in_a_named_file_an_error() {
        let config =
            folder(&[("a.csv", GOOD), ("b.csv", "id,name,kind\nx,X,ship\n"), ("c.csv", "id\n\u{fffd}")]);
        fs::write(config.path().join("c.csv"), b"id,name\na,\xff\n").unwrap();
        let known = from(Some(config.path()), &[]).unwrap();
        assert_eq!(known.table.named("Lake Pact").len(), 1);
        assert!(known.notices[0].ends_with("c.csv”, line 2: This is not UTF-8; save the file as UTF-8."));
        assert!(known.notices[1].contains("b.csv”, line 2: There is no kind “ship”."), "{:?}", known.notices);
        let error = from(None, &[config.path().join("b.csv")]).err().unwrap().to_string();
        assert!(error.contains("b.csv”, line 2: There is no kind “ship”."), "{error}");
    }

    #[test]
    fn a_file_that_cannot_be_read_says_so() {
        let error = |name: &str| from(None, &[PathBuf::from(name)]).err().unwrap().to_string();
        assert_eq!(error("none.csv"), "There is no file “none.csv”; check its name.");
        let ending = "give it a name that ends in .toml or .csv.";
        assert_eq!(error("none.txt"), format!("Cannot tell how “none.txt” lists actors; {ending}"));
    }
}
