//! The user's own editor, for a text of a few lines.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::{Builder, TempDir};

use crate::text::sanitise_line;

/// Opens `text` in the editor and returns its content at the end. The editor is started from a list of
/// arguments, never through a shell; its draft is in `folder`, private to its user, and removed afterwards.
pub(super) fn edit(folder: &Path, text: &str) -> Result<String, String> {
    let words = command();
    let shown = sanitise_line(&words.join(" "), 60);
    let draft = Draft::new(folder, text)
        .map_err(|e| format!("Cannot write a draft for the editor in {}: {e}.", folder.display()))?;
    let terminal = File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from);
    let ended = Command::new(&words[0]).args(&words[1..]).arg(draft.path()).stdin(terminal).status();
    match ended {
        Ok(status) if status.success() => fs::read(draft.path())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|e| format!("Cannot read what the editor wrote: {e}.")),
        Ok(_) => Err(format!("The editor “{shown}” failed; the note is unchanged.")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("There is no editor “{shown}”; set VISUAL or EDITOR, or use c."))
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

/// A file in a folder of its own; both are removed on drop. The folder has an unpredictable name and is private to its
/// user, so files that an editor puts beside it (a copy, a lock) are private too.
struct Draft {
    folder: TempDir,
}

impl Draft {
    fn new(folder: &Path, text: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let own = Permissions::from_mode(0o700);
        let folder = Builder::new().prefix("note-").permissions(own).tempdir_in(folder)?;
        let draft = Self { folder };
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(draft.path())?;
        file.write_all(text.as_bytes())?;
        Ok(draft)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("note.md")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_lie_where_nobody_expects_them_and_for_their_user_alone() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (Draft::new(home.path(), "a").unwrap(), Draft::new(home.path(), "b").unwrap());
        assert_ne!(one.path(), two.path());
        assert!(!one.path().to_string_lossy().contains(&std::process::id().to_string()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&one.path()), mode(one.path().parent().unwrap())), (0o600, 0o700));
        assert_eq!(fs::read_to_string(two.path()).unwrap(), "b");
        // An editor may leave a copy beside it.
        fs::write(one.path().with_extension("md~"), "a").unwrap();
        drop((one, two));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
