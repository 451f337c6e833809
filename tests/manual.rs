//! The manual pages and completions in `assets/manual` match the program.

use std::fs;
use std::path::Path;

#[path = "../xtask/src/bin/manual.rs"]
mod manual;

const AGAIN: &str = "run `cargo run -p xtask --bin manual` and keep what it writes";

#[test]
fn the_manual_and_the_completions_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/manual");
    let made = manual::files().unwrap();
    for (name, content) in &made {
        let kept = fs::read(folder.join(name)).unwrap_or_default();
        assert!(kept == *content, "assets/manual/{name} is out of date; {AGAIN}");
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            made.iter().any(|(made, _)| *made == name),
            "assets/manual/{name} is not made any more; delete it"
        );
    }
}

#[test]
fn every_option_and_every_key_is_in_the_manual() {
    let made = manual::files().unwrap();
    let text = |name: &str| {
        let (_, content) = made.iter().find(|(n, _)| n == name).unwrap();
        String::from_utf8(content.clone()).unwrap().replace("\\-", "-")
    };
    let page = text("attache.1");
    for option in attache::cli::definition().get_arguments().filter_map(clap::Arg::get_long) {
        assert!(page.contains(&format!("--{option}")), "--{option}");
        for script in ["attache.bash", "_attache", "attache.fish"] {
            assert!(text(script).contains(option), "{script} completes no --{option}");
        }
    }
    for &action in attache::reader::Action::ALL {
        assert!(page.contains(action.help()), "{action:?}");
    }
}
