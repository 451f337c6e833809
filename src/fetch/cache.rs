//! A cache of fetched pages: it lets the program ask only for changes, and gives it a copy when the network fails.
//! Nothing depends on it: an entry that is damaged, unreadable or unwritable is treated as absent.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::Validators;

/// The most bytes that are kept; the oldest entries go first.
const MOST_BYTES: u64 = 256 << 20;
/// The most files that are kept.
const MOST_FILES: usize = 2_000;
/// The age in seconds from which an unfinished file counts as abandoned.
const ABANDONED: u64 = 3_600;

/// A folder of answers.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// A stored answer without its body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The requested address.
    pub address: String,
    /// The redirect target, if the server sent one; the answer is stored under that address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// The media type that the server sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The validators by which the server tells whether it has changed.
    #[serde(flatten)]
    pub validators: Validators,
    /// The digest of the body, computed by the cache.
    pub digest: String,
}

/// A stored answer.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// Its head.
    pub head: Head,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// When it was last known to be current.
    pub when: SystemTime,
}

impl Cache {
    /// A cache in that folder, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, address: &str) -> PathBuf {
        self.folder.join(blake3::hash(address.as_bytes()).to_hex().as_str())
    }

    /// The copy of an address, if there is one. A damaged copy is removed.
    pub fn load(&self, address: &str) -> Option<Kept> {
        let path = self.path(address);
        // Opening a pipe of that name would block for good.
        let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        if metadata.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).ok()?;
        }
        let when = metadata.modified().ok()?;
        let kept = fs::read(&path).ok().and_then(|bytes| parse(&bytes, when));
        let kept = kept.filter(|kept| kept.head.address == address);
        if kept.is_none() {
            let _ = fs::remove_file(path);
        }
        kept
    }

    /// Stores an answer.
    pub fn store(&self, mut head: Head, body: &[u8]) {
        head.digest = blake3::hash(body).to_hex().to_string();
        // A cache that cannot be written is no cache, and no reason to bother anybody.
        let _ = self.write(&head, body);
        self.trim(MOST_BYTES, MOST_FILES);
    }

    /// Records that the server still has this answer.
    pub fn confirm(&self, address: &str) {
        let file = OpenOptions::new().write(true).open(self.path(address));
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }

    /// Forgets an answer.
    pub fn forget(&self, address: &str) {
        let _ = fs::remove_file(self.path(address));
    }

    /// Writes a temporary file and renames it once it is complete, so that nobody reads half of one.
    fn write(&self, head: &Head, body: &[u8]) -> io::Result<()> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let unfinished = self.folder.join(format!(".{}.{number}", std::process::id()));
        let written = (|| {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
            serde_json::to_writer(&mut file, head)?;
            file.write_all(b"\n")?;
            file.write_all(body)?;
            fs::rename(&unfinished, self.path(&head.address))
        })();
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    /// Removes the oldest answers until the limits are met.
    fn trim(&self, most_bytes: u64, most_files: usize) {
        let mut files = files(&self.folder);
        files.sort_by_key(|(_, when, _)| std::cmp::Reverse(*when));
        let mut sum = 0;
        for (number, (path, when, bytes)) in files.into_iter().enumerate() {
            sum += bytes;
            let abandoned = is_unfinished(&path) && when.elapsed().is_ok_and(|age| age.as_secs() > ABANDONED);
            if abandoned || (!is_unfinished(&path) && (sum > most_bytes || number >= most_files)) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn is_unfinished(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The files of the folder that are ours by their names, with modification times and sizes.
fn files(folder: &Path) -> Vec<(PathBuf, SystemTime, u64)> {
    let ours = |path: &Path| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with('.') || (name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let known = entries.filter(|entry| ours(&entry.path())).filter_map(|entry| {
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((entry.path(), metadata.modified().ok()?, metadata.len()))
    });
    known.collect()
}

/// Parses a file; none if it is incomplete.
fn parse(bytes: &[u8], when: SystemTime) -> Option<Kept> {
    let end = memchr::memchr(b'\n', bytes)?;
    let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
    let body = &bytes[end + 1..];
    (blake3::hash(body).to_hex().as_str() == head.digest).then(|| Kept { head, body: body.to_vec(), when })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://example.org/a";

    fn head(address: &str) -> Head {
        let validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
        Head {
            address: address.to_owned(),
            content_type: Some("text/html".to_owned()),
            validators,
            ..Head::default()
        }
    }

    fn names(folder: &Path) -> Vec<PathBuf> {
        files(folder).into_iter().map(|(path, ..)| path).collect()
    }

    #[test]
    fn what_is_kept_is_found_again_and_nobody_else_s() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("deep/web"));
        assert!(cache.load(ADDRESS).is_none());
        cache.store(head(ADDRESS), b"one\ntwo");
        let kept = cache.load(ADDRESS).unwrap();
        assert_eq!(
            (kept.body.as_slice(), kept.head.validators.etag.as_deref()),
            (&b"one\ntwo"[..], Some("\"1\""))
        );
        assert!(cache.load("https://example.org/b").is_none());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&cache.folder), mode(&names(&cache.folder)[0])), (0o700, 0o600));
        cache.store(head(ADDRESS), b"three");
        assert_eq!(
            (cache.load(ADDRESS).unwrap().body.as_slice(), names(&cache.folder).len()),
            (&b"three"[..], 1)
        );
        cache.forget(ADDRESS);
        assert!(cache.load(ADDRESS).is_none());
    }

    #[test]
    fn what_is_damaged_is_as_if_it_were_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        cache.store(head(ADDRESS), b"one two three");
        let path = cache.path(ADDRESS);
        let whole = fs::read(&path).unwrap();
        let mut turned = whole.clone();
        *turned.last_mut().unwrap() ^= 1;
        for damaged in [&whole[..whole.len() - 1], &whole[..10], b"", b"\n", &turned] {
            fs::write(&path, damaged).unwrap();
            assert!(cache.load(ADDRESS).is_none() && !path.exists());
        }
        // Another address's file under this one's name.
        cache.store(head("https://example.org/b"), b"b");
        fs::rename(cache.path("https://example.org/b"), &path).unwrap();
        assert!(cache.load(ADDRESS).is_none());
    }

    #[test]
    fn a_pipe_is_no_answer_and_what_others_could_read_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        cache.store(head(ADDRESS), b"one");
        let path = cache.path(ADDRESS);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        assert!(cache.load(ADDRESS).is_some());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert!(cache.load(ADDRESS).is_none());
    }

    #[test]
    fn a_folder_that_cannot_be_one_is_no_cache() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        let cache = Cache::new(file.join("web"));
        cache.store(head(ADDRESS), b"one");
        cache.confirm(ADDRESS);
        assert!(cache.load(ADDRESS).is_none());
        assert_eq!(fs::read(&file).unwrap(), b"x");
    }

    #[test]
    fn the_oldest_go_first_and_only_our_own() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let address = |n: u64| format!("https://example.org/{n}");
        for n in 0..6 {
            cache.store(head(&address(n)), &[b'x'; 100]);
            let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000 + n);
            let file = OpenOptions::new().write(true).open(cache.path(&address(n))).unwrap();
            file.set_modified(at).unwrap();
        }
        cache.confirm(&address(0));
        cache.trim(u64::MAX, 3);
        let left: Vec<u64> = (0..6).filter(|n| cache.load(&address(*n)).is_some()).collect();
        assert_eq!(left, [0, 4, 5]);
        cache.trim(300, 100);
        assert_eq!(names(folder.path()).len(), 1);
        assert!(folder.path().join("notes.txt").exists());
    }
}
