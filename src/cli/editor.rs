//! The person's own editor, on a text of a few lines.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::text::sanitise_line;

/// Opens `text` in the editor and gives what is left when it ends. The editor is started by a list of arguments,
/// never through a shell; its draft lies in `folder` for the user's eyes alone, and is taken away afterwards.
pub(super) fn edit(folder: &Path, text: &str) -> Result<String, String> {
    let words = command();
    let shown = sanitise_line(&words.join(" "), 60);
    let draft = Draft::new(folder, text)
        .map_err(|e| format!("No draft for the editor could be written in {}: {e}.", folder.display()))?;
    let terminal = File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from);
    let ended = Command::new(&words[0]).args(&words[1..]).arg(&draft.0).stdin(terminal).status();
    match ended {
        Ok(status) if status.success() => fs::read(&draft.0)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|e| format!("What the editor wrote could not be read: {e}.")),
        Ok(_) => Err(format!("The editor “{shown}” ended with an error; the note is as it was.")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("There is no editor “{shown}”; set VISUAL or EDITOR to one, or use c."))
        }
        Err(error) => Err(format!("The editor “{shown}” could not be started: {error}.")),
    }
}

/// The program and its first arguments: $VISUAL, $EDITOR, vi.
fn command() -> Vec<String> {
    let variable = |name: &str| std::env::var_os(name).map(OsString::into_string).and_then(Result::ok);
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    let words = |s: String| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    named.map(words).find(|w| !w.is_empty()).unwrap_or_else(|| vec!["vi".to_owned()])
}

/// A file that goes when it is dropped.
struct Draft(PathBuf);

impl Draft {
    fn new(folder: &Path, text: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join(format!("note-{}.md", std::process::id()));
        // What an ended process of that number has left behind is in the way; a link is not followed.
        let _ = fs::remove_file(&path);
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&path)?;
        let draft = Self(path);
        file.write_all(text.as_bytes())?;
        Ok(draft)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // A draft that cannot be removed hurts nobody.
        let _ = fs::remove_file(&self.0);
    }
}
