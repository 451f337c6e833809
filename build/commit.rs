//! The commit being built: from `ATTACHE_COMMIT`, from the file that `cargo package` left, or from git. Without any of
//! them, the build succeeds and the program shows only its version.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Set by packagers who build from a tree without history.
const VARIABLE: &str = "ATTACHE_COMMIT";
/// The file that `cargo package` adds beside the manifest.
const PACKAGED: &str = ".cargo_vcs_info.json";
/// How many digits are shown.
const SHOWN: usize = 9;

/// The abbreviated commit hash. Tells Cargo to rerun the build script when it changes.
pub fn find() -> Option<String> {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let told = env::var(VARIABLE).ok().filter(|commit| !commit.is_empty());
    let commit = told.or_else(packaged).or_else(checked_out)?;
    let digits: String = commit.trim().chars().take_while(char::is_ascii_hexdigit).take(SHOWN).collect();
    (digits.len() >= 7).then_some(digits)
}

/// The commit of this package.
fn packaged() -> Option<String> {
    let info = fs::read_to_string(PACKAGED).ok()?;
    println!("cargo::rerun-if-changed={PACKAGED}");
    let (_, rest) = info.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The commit checked out in git, if this folder is the top of its repository and not a copy inside another.
fn checked_out() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let here = env::current_dir().and_then(|here| here.canonicalize()).ok()?;
    if Path::new(&top).canonicalize().ok()? != here {
        return None;
    }
    // HEAD names the branch, which has a file of its own or is among the packed ones.
    let branch = git(&["symbolic-ref", "-q", "HEAD"]);
    for name in ["HEAD", "packed-refs"].into_iter().map(str::to_owned).chain(branch) {
        // Cargo would count a missing file as changed in every build.
        if let Some(path) = git(&["rev-parse", "--git-path", &name]).filter(|path| Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "HEAD"])
}

/// The output of git, if it is there and succeeds.
fn git(words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).output().ok().filter(|output| output.status.success())?;
    let answer = String::from_utf8(output.stdout).ok()?;
    Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
}
