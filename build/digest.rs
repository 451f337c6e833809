//! Digests of built-in data; they tell apart programs that give different answers.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The digest of all files in these folders, as sixteen hexadecimal digits: FNV-1a over names and contents.
///
/// It tells versions apart, and is no proof of integrity.
pub fn of(folders: &[&str]) -> io::Result<String> {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            digest = (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for folder in folders {
        for file in files(Path::new(folder))? {
            let name = file.to_string_lossy().replace('\\', "/");
            take(name.as_bytes());
            take(&fs::read(&file)?);
        }
    }
    Ok(format!("{digest:016x}"))
}

/// The files in a folder and below it, sorted by name; none if the folder does not exist.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
