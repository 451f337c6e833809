//! Compiles the actor table, the lexicon, the word lists and the themes under `assets/` into fast formats in `OUT_DIR`.
//!
//! `actors.fst` maps the folded spelling of every alias to a posting, `words.fst` maps words to flags, and `actors.bin` has
//! the entries that the postings point to. `src/analysis/table` reads all three in place; `lexicon.fst` maps words to their
//! classes, for `src/lexicon`. A theme becomes JSON. The commit goes into `ATTACHE_VERSION`, digests of the models and of
//! the lists into `ATTACHE_MODELS` and `ATTACHE_LEXICON`.

#[path = "build/actors.rs"]
mod actors;
#[path = "src/lexicon/class.rs"]
mod class;
#[path = "build/commit.rs"]
mod commit;
#[path = "src/analysis/table/compile.rs"]
mod compile;
#[path = "build/digest.rs"]
mod digest;
#[path = "src/analysis/table/format.rs"]
#[allow(dead_code, reason = "the library reads what is only written here")]
mod format;
#[path = "src/text/key.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod key;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/themes.rs"]
mod themes;
#[path = "build/tsv.rs"]
mod tsv;
#[path = "src/analysis/table/variants.rs"]
mod variants;
#[path = "build/words.rs"]
mod words;

/// `format` uses the spelling keys under the library's own path.
mod text {
    pub(crate) use crate::key;
}

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=assets/actors");
    println!("cargo::rerun-if-changed=assets/lexicon");
    println!("cargo::rerun-if-changed=assets/models");
    println!("cargo::rerun-if-changed=assets/themes");
    println!("cargo::rerun-if-changed=assets/words");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    for file in ["compile", "format", "variants"] {
        println!("cargo::rerun-if-changed=src/analysis/table/{file}.rs");
    }
    println!("cargo::rerun-if-changed=src/text/key.rs");
    println!("cargo::rerun-if-changed=src/lexicon/class.rs");
    // Programs that embed the library decide about linking themselves.
    if env::var_os("CARGO_FEATURE_CLI").is_some() && links_glibc() {
        take_unwinder_in();
        pack_relocations();
    }
    println!("cargo::rustc-check-cfg=cfg(has_postgres)");
    if env::var_os("CARGO_FEATURE_POSTGRES").is_some() {
        look_for_postgres();
    }
    let commit = commit::find().map(|commit| format!(" ({commit})")).unwrap_or_default();
    println!("cargo::rustc-env=ATTACHE_VERSION={}{commit}", env!("CARGO_PKG_VERSION"));
    println!("cargo::rustc-env=ATTACHE_MODELS={}", digest::of(&["assets/models"])?);
    let lexicon = digest::of(&["assets/actors", "assets/lexicon", "assets/words"])?;
    println!("cargo::rustc-env=ATTACHE_LEXICON={lexicon}");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let out = Path::new(&out);
    themes::compile(out)?;
    fs::write(out.join("lexicon.fst"), lexicon::compile())?;
    let mut words = words::read();
    let (aliases, entries) = actors::read(&mut words).finish();
    fs::write(out.join("words.fst"), words.fst())?;
    fs::write(out.join("actors.fst"), aliases)?;
    fs::write(out.join("actors.bin"), entries)
}

/// Enables the tests on PostgreSQL if it is installed.
fn look_for_postgres() {
    println!("cargo::rerun-if-changed=/usr/lib/postgresql");
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|entry| entry.path().join("bin")).collect();
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    if folders.iter().any(|folder| folder.join("initdb").exists()) {
        println!("cargo::rustc-cfg=has_postgres");
    } else {
        println!("cargo::warning=PostgreSQL is not installed here, and no test on it will run");
    }
}

/// Whether the program links the GNU C library dynamically.
fn links_glibc() -> bool {
    let cfg = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    cfg("OS") == "linux" && cfg("ENV") == "gnu" && !cfg("FEATURE").split(',').any(|f| f == "crt-static")
}

/// Links the unwinder statically; it is a shared library otherwise (`libgcc_s.so`), and finding and loading that takes a
/// twelfth of the time from start to first screen.
fn take_unwinder_in() {
    println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
}

/// Packs the relocations that every start has to apply (`DT_RELR`) into an eightieth of the space, which saves a twentieth
/// of the time to the first screen. glibc reads that form from version 2.36 on, so a program for another machine, or built
/// with an older library, goes without.
fn pack_relocations() {
    let version = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok();
    let version = version.and_then(|said| String::from_utf8(said.stdout).ok()).unwrap_or_default();
    let minor = version.trim().strip_prefix("glibc 2.").and_then(|minor| minor.parse::<u32>().ok());
    if env::var("HOST") == env::var("TARGET") && minor.is_some_and(|minor| minor >= 36) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
