//! One fuzz target for each format, one for detection and one for the analysis; `ATTACHE_TARGET` selects it.
//!
//! All are one program because most of the build time goes into what they share. The laws are in `laws.rs`;
//! `forms.rs` packs mutated readable text into the containers of the formats.
#![no_main]

mod forms;
mod laws;

use std::env;
use std::panic::{self, PanicHookInfo};
use std::process::abort;
use std::sync::OnceLock;

use attache::import::{self, Format, Source};
use libfuzzer_sys::fuzz_target;

/// The part of the program to test.
enum Target {
    /// The importer of a format, whatever the bytes look like.
    Format(Format),
    /// Detection, and the importer that it chooses.
    Detection,
    /// The analysis of a plain text, and its exports.
    Analysis,
}

impl Target {
    /// The target named in the environment.
    fn named() -> Self {
        let name = env::var("ATTACHE_TARGET").expect("ATTACHE_TARGET names a target");
        match name.as_str() {
            "detection" => Self::Detection,
            "analysis" => Self::Analysis,
            name => {
                let format = Format::ALL.iter().find(|f| f.name() == name);
                Self::Format(*format.expect("ATTACHE_TARGET is the name of a format"))
            }
        }
    }

    /// Runs it on some bytes.
    fn run(&self, bytes: &[u8]) {
        match self {
            Self::Format(format) => {
                let packed = forms::packed(*format, bytes);
                laws::imported(&packed, &Source { format: Some(*format), ..Source::default() });
            }
            Self::Detection => laws::imported(bytes, &Source::default()),
            Self::Analysis => laws::analysed(bytes),
        }
    }
}

/// Ends the program on a panic, even on one that an importer would contain, unless it is in the PDF library: those are
/// known, and contained on purpose.
fn report(info: &PanicHookInfo) {
    let place = info.location().map_or("", |location| location.file());
    if !place.contains("/lopdf-") {
        eprintln!("{info}\n{}", std::backtrace::Backtrace::force_capture());
        abort();
    }
}

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        // The PDF importer's own hook would hide its panics from ours; it is set once, so ours is set after
        // it.
        let source = Source { format: Some(Format::Pdf), ..Source::default() };
        let _ = import::import(b"%PDF-", &source);
        panic::set_hook(Box::new(report));
    },
    |bytes: &[u8]| TARGET.get_or_init(Target::named).run(bytes)
);
