//! Writes the manual pages and the shell completions from the program's own definitions: `cargo run -p xtask
//! --bin manual [-- FOLDER]`, into `assets/manual` by default.
//!
//! `tests/manual.rs` fails if the files there differ from the output.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use attache::reader::{Action, Keymap};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

const FILES: &str = "\
.SH FILES
\\fI$XDG_CONFIG_HOME\\fR stands for \\fI~/.config\\fR where it is set, and \\fI$XDG_STATE_HOME\\fR for
\\fI~/.local/state\\fR.
.TP
\\fI~/.config/attache/config.toml\\fR
The configuration: theme, layout, keys. \\fBattache config \\-\\-print\\-default\\fR prints all of it with its defaults, and
\\fBattache config\\fR checks it.
.TP
\\fI~/.config/attache/themes/*.toml\\fR
Themes of your own, which the configuration names.
.TP
\\fI~/.config/attache/actors/*.toml\\fR, \\fI*.csv\\fR
Actors of your own. Every file is read in order of the names, before those that \\fB\\-\\-actors\\fR names.
.TP
\\fI~/.local/state/attache/attache.db\\fR
What is kept of the documents, in SQLite: where you stopped, marks, corrections, highlights, notes, and which
documents were read. \\fB\\-\\-no\\-state\\fR keeps and uses nothing.
.TP
\\fI~/.local/state/attache/copied.txt\\fR
What was copied last, for terminals that have no clipboard.
.SH ENVIRONMENT
.TP
\\fBATTACHE_PERSON\\fR
Who works here, where that is not who is logged in: corrections are by this person, and tags, notes and kept queries of
the archive are theirs. It tells people apart who share an account.
.TP
\\fBATTACHE_SECURE\\fR
Where it is set and not 0, no editor, browser or command is started, and nothing is written outside the state directory.
.TP
\\fBVISUAL\\fR, \\fBEDITOR\\fR
The editor for notes, else \\fBvi\\fR.
.TP
\\fBBROWSER\\fR
What opens links: commands with colons between them, of which the first that is there is taken; \\fB%s\\fR stands for
the address, \\fB%c\\fR for a colon, \\fB%%\\fR for a percent sign. It is not given to a shell. Else a browser that is
installed is taken.
.TP
\\fBDISPLAY\\fR, \\fBWAYLAND_DISPLAY\\fR
Where neither is set, every browser has the terminal until it ends.
.TP
\\fBNO_COLOR\\fR
No colour, unless \\fB\\-\\-color always\\fR asks for it.
.TP
\\fBCOLORTERM\\fR, \\fBTERM\\fR
How many colours the terminal shows; with \\fBTERM=dumb\\fR the text comes out plain.
.TP
\\fBTMUX\\fR, \\fBSTY\\fR
Copies go to the terminal by way of tmux or screen.
";

#[allow(dead_code, reason = "the test takes the files and leaves the program")]
fn main() -> ExitCode {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("assets/manual"), PathBuf::from);
    match write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("manual: {} cannot be written: {error}.", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, content) in files()? {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

/// Every file with its name.
pub fn files() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = attache::cli::definition();
    program.build();
    let mut files = vec![("attache.1".to_owned(), page(&program, true)?)];
    let parts = program.get_subcommands().filter(|c| c.get_name() != "help" && !c.is_hide_set());
    for part in parts {
        let name = format!("attache-{}", part.get_name());
        files.push((format!("{name}.1"), page(&part.clone().display_name(&name).bin_name(&name), false)?));
    }
    for (shell, name) in
        [(Shell::Bash, "attache.bash"), (Shell::Zsh, "_attache"), (Shell::Fish, "attache.fish")]
    {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut attache::cli::definition(), "attache", &mut script);
        files.push((name.to_owned(), script));
    }
    Ok(files)
}

/// One manual page; the program's own has the keys, files and variables as well.
fn page(command: &Command, whole: bool) -> io::Result<Vec<u8>> {
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.clone()).manual("attache");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if whole {
        man.render_subcommands_section(&mut out)?;
        out.extend(keys().bytes());
        out.extend(FILES.bytes());
    }
    if !examples.is_empty() {
        out.extend(preformatted("EXAMPLES", examples.trim_start_matches("Examples:\n")).bytes());
    }
    Ok(out)
}

/// The keys of the reader, as its help shows them.
fn keys() -> String {
    let keymap = Keymap::default();
    let mut out = String::from(".SH KEYS\n");
    let mut group = "";
    for &action in Action::ALL {
        if action.group() != group {
            group = action.group();
            out.extend([".SS \"", &escaped(group), "\"\n"]);
        }
        let keys = escaped(&keymap.keys(action).join(" "));
        out.extend([".TP\n\\fB", &keys, "\\fR\n", &escaped(action.help()), "\n"]);
    }
    out
}

/// A section whose lines stay as they are.
fn preformatted(title: &str, text: &str) -> String {
    let lines: String = text.lines().map(|line| escaped(line) + "\n").collect();
    format!(".SH {title}\n.nf\n{lines}.fi\n")
}

/// Text escaped for roff: no escapes, no hyphens that break, no requests at the beginning of a line.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
