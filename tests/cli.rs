//! The command line from the outside: output, messages, exit codes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const STORY: &str = "Envoys meet in Geneva\n\nGENEVA, March 4 (Example Wire) - The envoys met on Sunday.\n\n\
    “We go on,” said Ana Lund, who leads the delegation. The foreign minister, Jo Roe, said that the talks\n\
    would be held again in May.\n";

fn attache(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(args).stdin(Stdio::null()).env_remove("NO_COLOR").env("XDG_CONFIG_HOME", "/nowhere/at/all");
    command
}

fn run(args: &[&str]) -> Output {
    attache(args).output().unwrap()
}

fn run_with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        attache(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that ends before it has read everything closes the pipe; only its output counts.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Whether the output is free of terminal controls.
fn is_clean(output: &Output) -> bool {
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    !out(output).contains(steers) && !err(output).contains(steers)
}

#[test]
fn explain_says_what_decided_about_each_quote() {
    let output = run_with_input(&["analyze", "--explain"], STORY.as_bytes());
    assert!(output.status.success(), "{}", err(&output));
    let page = out(&output);
    assert!(
        page.starts_with("1. We go on,\n   kind        direct quotation\n   speaker     Ana Lund\n"),
        "{page}"
    );
    for part in
        ["   cue         said\n", "   rule        said-after\n", "   runner-up   ", "speaker     Jo Roe"]
    {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    let wrong = run(&["analyze", "--explain", "--format", "json"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn json_follows_the_schema() {
    let schema: Value = serde_json::from_str(include_str!("../assets/schema/briefing.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let sample = include_str!("../assets/samples/sochi.txt");
    for text in [STORY, sample, "", "Q: Will you go?\n\nMR. LUND: No, as I told the envoy.\n"] {
        let output = run_with_input(&["analyze", "-", "--format", "json"], text.as_bytes());
        assert!(output.status.success(), "{}", err(&output));
        let briefing: Value = serde_json::from_str(out(&output)).unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&briefing).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert_eq!(faults, [""; 0]);
    }
}

#[test]
fn every_span_of_the_json_lies_in_its_text() {
    let output = run_with_input(&["analyze"], STORY.as_bytes());
    let briefing: attache::briefing::Briefing = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(briefing.metadata.title.as_deref(), Some("Envoys meet in Geneva"));
    assert_eq!(briefing.metadata.dateline.as_deref(), Some("GENEVA, March 4"));
    let mentions = briefing.actors.iter().chain(&briefing.places).flat_map(|a| &a.mentions).map(|m| m.span);
    let quotes =
        briefing.quotes.iter().flat_map(|q| q.spans.iter().copied().chain(q.speaker_span).chain(q.cue));
    for span in mentions.chain(quotes).chain(briefing.blocks.iter().map(|b| b.span)) {
        assert!(!span.is_empty() && briefing.text.get(span.range()).is_some(), "{span:?}");
    }
}

#[test]
fn several_files_are_one_object_a_line_and_a_bad_one_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (file(folder.path(), "a.txt", STORY), file(folder.path(), "b.md", "# B\n\nText."));
    for format in ["json", "jsonl"] {
        let output = run(&["analyze", "--format", format, &a, "no-such-file", &b]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(err(&output), "attache: There is no file “no-such-file”; check its name.\n");
        let titles: Vec<Value> = out(&output)
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["metadata"]["title"].clone())
            .collect();
        assert_eq!(titles, ["Envoys meet in Geneva", "B"]);
    }
}

#[test]
fn the_summary_is_plain_text() {
    let output = run_with_input(&["analyze", "--format", "text"], STORY.as_bytes());
    assert!(output.status.success());
    assert!(out(&output).starts_with("Envoys meet in Geneva\nExample Wire · GENEVA, March 4\n\nActors ("));
    assert!(is_clean(&output));
    let bold = run_with_input(&["analyze", "--format", "text", "--color", "always"], STORY.as_bytes());
    assert!(out(&bold).starts_with("\x1b[1mEnvoys"));
}

#[test]
fn without_a_terminal_the_text_comes_out_plain() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "story.txt", STORY);
    let output = run(&[&path]);
    assert!(output.status.success() && is_clean(&output));
    assert!(out(&output).ends_with("said that the talks would be held again in May.\n"));
    assert_eq!(out(&run_with_input(&["-"], STORY.as_bytes())), out(&output));
    assert_eq!(out(&run_with_input(&[], STORY.as_bytes())), out(&output));
}

#[test]
fn without_a_file_the_sample_opens() {
    for output in [run(&[]), run_with_input(&[], b"")] {
        assert!(output.status.success());
        assert!(out(&output).len() > 50);
    }
}

#[test]
fn what_is_no_text_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = file(folder.path(), "a.pdf", "%PDF-1.7\n\0\0");
    let zeros = file(folder.path(), "z.bin", [0_u8; 4096]);
    let empty = tempfile::tempdir().unwrap();
    let directory = empty.path().to_str().unwrap();
    for (path, says) in [
        (pdf.as_str(), "a PDF document"),
        (&zeros, "binary data"),
        (directory, "There is nothing to read in the directory"),
        ("no-such-file", "There is no file “no-such-file”"),
        ("bad\x1b[31m\u{202e}name", "There is no file “badname”"),
    ] {
        for args in [vec![path], vec!["analyze", path]] {
            let output = run(&args);
            assert_eq!(output.status.code(), Some(1), "{path}");
            assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
            assert!(err(&output).contains(says) && is_clean(&output), "{}", err(&output));
            assert_eq!(out(&output), "");
        }
    }
}

#[test]
fn empty_texts_are_empty_briefings() {
    let folder = tempfile::tempdir().unwrap();
    let empty = file(folder.path(), "empty.txt", "");
    for path in [empty.as_str(), "/dev/null"] {
        let output = run(&["analyze", path]);
        assert!(output.status.success());
        assert!(err(&output).ends_with("The text is empty.\n"), "{}", err(&output));
        let briefing: Value = serde_json::from_str(out(&output)).unwrap();
        assert_eq!((&briefing["text"], &briefing["quotes"]), (&Value::from(""), &Value::Array(vec![])));
        let read = run(&[path]);
        assert!(read.status.success() && out(&read).is_empty() && err(&read).contains("empty"));
    }
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let mut hostile = b"\x1b]0;owned\x07\x1b[2J\x9b31mA\xcc\x81 \x00\x01\x7f line\r\n\x1bPq#0\x1b\\".to_vec();
    hostile.extend(
        "\u{202e}reversed\u{2066} \u{9b}5m\u{85}\u{feff}“We go on,” said Ana Lund.\u{200b}\n".bytes(),
    );
    for args in [&["-"][..], &["analyze"], &["analyze", "--format", "text"]] {
        let output = run_with_input(args, &hostile);
        assert!(output.status.success(), "{}", err(&output));
        assert!(is_clean(&output), "{:?}", out(&output));
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let long = file(folder.path(), "long.txt", "The envoys met on Sunday.\n\n".repeat(40_000));
    for args in [&[long.as_str()][..], &["analyze", &long]] {
        let mut child = attache(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let line = "The envoys met on Sunday and said little. ".repeat(250_000);
    let output = run_with_input(&["-"], line.as_bytes());
    assert!(output.status.success());
    assert_eq!(out(&output).len(), line.trim_end().len() + 1);
}

#[test]
fn actors_of_ones_own_come_from_files_and_from_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", "The Lake Pact and Ankara rejected the plan.\n");
    let pact = "[[actor]]\nid = \"lake-pact\"\nname = \"Lake Pact\"\nkind = \"armed_group\"\n";
    let pact = file(folder.path(), "pact.toml", pact);
    std::fs::create_dir_all(folder.path().join("attache/actors")).unwrap();
    let own = "id,name,disable\nturkey,,yes\nlake-pcat,,yes\n";
    file(&folder.path().join("attache/actors"), "own.csv", own);
    let output = attache(&["analyze", "--actors", &pact, &story])
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .unwrap();
    let briefing: Value = serde_json::from_str(out(&output)).unwrap();
    let actors = briefing["actors"].as_array().unwrap();
    let kind = |id: &str| actors.iter().find(|a| a["id"] == id).map(|a| a["kind"].clone());
    assert_eq!(kind("lake-pact"), Some("armed_group".into()), "{actors:?}");
    assert_eq!(kind("turkey"), None);
    assert!(output.status.success());
    assert!(
        err(&output).contains("own.csv”, line 3: There is no actor “lake-pcat” to disable"),
        "{}",
        err(&output)
    );

    let wrong = file(folder.path(), "wrong.csv", "id,name,kind\na,A,ship\nb,B,boat\n");
    let output = run(&["analyze", "--actors", &wrong, &story]);
    assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
    assert_eq!(err(&output).lines().count(), 2, "{}", err(&output));
    assert!(err(&output).contains("wrong.csv”, line 3: There is no kind “boat”."), "{}", err(&output));
}

#[test]
fn a_file_that_an_option_names_is_there_whether_or_not_the_command_needs_it() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", STORY);
    let none = folder.path().join("none.toml");
    let none = none.to_str().unwrap();
    let commands: [&[&str]; 9] = [
        &[&story],
        &["analyze", &story],
        &["export", &story],
        &["corrections", &story],
        &["add", &story],
        &["find", "talks"],
        &["inbox"],
        &["formats"],
        &["config"],
    ];
    for command in commands {
        for option in ["--config", "--actors"] {
            let words = [command, &[option, none]].concat();
            let output = attache(&words).env("XDG_STATE_HOME", folder.path()).output().unwrap();
            assert_eq!((output.status.code(), out(&output)), (Some(1), ""), "{words:?}");
            let said = err(&output);
            assert!(said.lines().count() == 1 && said.contains("none.toml”"), "{words:?}: {said}");
        }
    }
}

#[test]
fn options_may_stand_before_a_command_and_files_may_not() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/sochi.txt");
    let before = run(&["--no-state", "--from", "text", "analyze", sample]);
    assert_eq!(out(&before), out(&run(&["analyze", "--from", "text", sample])));
    assert!(before.status.success());
    let file_first = run(&[sample, "--no-state", "analyze", sample]);
    assert_eq!(file_first.status.code(), Some(2));
    assert!(err(&file_first).contains("Put the command before its files"), "{}", err(&file_first));
}

#[test]
fn usage() {
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(out(&help).contains("Examples:") && out(&help).contains("attache analyze"));
    let version = run(&["--version"]);
    let rest =
        out(&version).strip_prefix(concat!("attache ", env!("CARGO_PKG_VERSION"))).expect("its version");
    // A build from an archive without history knows no commit.
    let commit = rest.trim_end().strip_prefix(" (").and_then(|c| c.strip_suffix(')')).unwrap_or("0000000");
    assert!(
        rest.ends_with('\n') && commit.len() >= 7 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
        "{rest}"
    );
    for wrong in [&["--no-such-flag"][..], &["analyze", "--format", "xml"], &["-", "-"]] {
        let output = run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(out(&output).is_empty() && !err(&output).is_empty());
    }
}

#[test]
fn the_default_configuration_is_right_and_a_wrong_one_is_told_by_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |args: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_attache")).args(args).output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, default, _) = run(&["config", "--print-default"]);
    assert!(code == Some(0) && default.contains("[keys.any]") && default.contains("theme = \"auto\""));
    let file = folder.path().join("config.toml");
    let path = file.to_str().expect("a plain path");
    std::fs::write(&file, &default).expect("it can be written");
    assert_eq!(run(&["config", "--config", path]).0, Some(0));
    std::fs::write(&file, "mouse = true\nthemee = \"dark\"\n").expect("it can be written");
    let (code, _, errors) = run(&["config", "--config", path]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("Line 2 of") && errors.contains("did you mean “theme”?"), "{errors}");
    assert_eq!(run(&["config", "--config", "no-such-file.toml"]).0, Some(1));
    std::fs::write(&file, "theme = \"sepia\"\n").expect("it can be written");
    assert!(run(&["config", "--config", path]).2.contains("theme “sepia” is not built in"));
    std::fs::create_dir(folder.path().join("themes")).expect("a folder");
    std::fs::write(folder.path().join("themes/sepia.toml"), "base = \"light\"\n").expect("it can be written");
    for (written, meant) in [("ligth", "light"), ("spia", "sepia")] {
        std::fs::write(&file, format!("theme = \"{written}\"\n")).expect("it can be written");
        let errors = run(&["config", "--config", path]).2;
        assert!(errors.contains(&format!("did you mean “{meant}”?")), "{errors}");
    }
    std::fs::write(&file, "theme = \"sepia\"\n").expect("it can be written");
    assert_eq!(run(&["config", "--config", path]).0, Some(0));
}

#[test]
fn several_texts_come_out_one_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (file(folder.path(), "a.txt", "The first."), file(folder.path(), "b.txt", "The second."));
    let output = run_with_input(&[&a, "-", "no-such-file.txt", &b], b"From the pipe.");
    assert_eq!(out(&output), "The first.\n\nFrom the pipe.\n\nThe second.\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("There is no file “no-such-file.txt”"), "{}", err(&output));
    let twice = run_with_input(&["-", "-"], b"From the pipe.");
    assert_eq!(twice.status.code(), Some(2));
    assert!(err(&twice).contains("Standard input can be read only once"), "{}", err(&twice));
}

#[test]
fn where_nothing_was_ever_kept_nothing_was_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", "“We go on,” said Ana Lund, the envoy.\n");
    let printed = attache(&["corrections", &story]).env("XDG_STATE_HOME", folder.path()).output().unwrap();
    assert!(printed.status.success(), "{}", err(&printed));
    let fixes = file(folder.path(), "fixes.toml", out(&printed));
    let taken = ["corrections", &story, "--import", &fixes];
    let taken = attache(&taken).env("XDG_STATE_HOME", folder.path()).output().unwrap();
    assert!(taken.status.success(), "{}", err(&taken));
}

#[test]
fn where_things_are_kept_is_told_where_the_environment_does_not_say_it() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", "“We go on,” said Ana Lund, the envoy.\n");
    let told = |state: &str| {
        let mut command = attache(&["corrections", &story]);
        command.current_dir(folder.path()).env("HOME", folder.path()).env("XDG_STATE_HOME", state);
        err(&command.output().unwrap()).to_owned()
    };
    let relative = told("here");
    assert!(relative.contains("XDG_STATE_HOME is “here”, which is not an absolute path"), "{relative}");
    assert!(relative.contains(".local/state/attache"), "{relative}");
    assert_eq!((told(""), told(folder.path().to_str().unwrap())), (String::new(), String::new()));
}

#[test]
fn usage_errors_repeat_nothing_that_steers_a_terminal() {
    let evil = "\u{1b}]0;PWN\u{7}\u{9b}31m\u{202e}x\r\nerror: forged";
    let words: Vec<Vec<String>> = vec![
        vec![format!("--z{evil}")],
        vec![format!("-{evil}")],
        vec!["story.txt".to_owned(), format!("--{evil}")],
        vec![format!("--from={evil}"), "story.txt".to_owned()],
        vec![format!("--color={evil}")],
        vec![format!("--timeout={evil}")],
        vec![format!("--no-state={evil}")],
        vec!["analyze".to_owned(), format!("--format={evil}")],
        vec!["analyze".to_owned(), format!("--explai{evil}")],
        vec!["corrections".to_owned(), "a".to_owned(), evil.to_owned()],
        vec!["help".to_owned(), evil.to_owned()],
        vec![evil.to_owned(), "--help=x".to_owned()],
    ];
    for words in words {
        let output = run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(!err(&output).is_empty() && is_clean(&output), "{words:?}: {:?}", err(&output));
        let forged = err(&output).lines().any(|line| line.starts_with("error: forged"));
        assert!(!forged, "{words:?}: {}", err(&output));
    }
}

#[test]
fn usage_errors_are_sanitised_for_a_terminal_and_whatever_the_program_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().join("att\u{1b}]0;PWN\u{7}\u{202e}ache");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_attache"), &name).unwrap();
    for words in [&["--no-such-option"][..], &["--help"], &["analyze", "--help"], &["analyze", "--x"]] {
        let output = Command::new(&name).args(words).stdin(Stdio::null()).output().unwrap();
        assert!(is_clean(&output), "{:?} {:?}", out(&output), err(&output));
    }
    let pty = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.args(["--z\u{1b}]0;PWN\u{7}", "--color=\u{9b}31m\u{202e}"]);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut shown = String::new();
    // Reading from a terminal after its last writer has gone is an error, once everything has been read.
    let _ = std::io::Read::read_to_string(&mut pty.master.try_clone_reader().unwrap(), &mut shown);
    assert_eq!(child.wait().unwrap().exit_code(), 2);
    assert!(shown.contains("--z"), "{shown:?}");
    let steers = |c: char| (c.is_control() && !"\r\n".contains(c)) || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!shown.contains(steers), "{shown:?}");
}

#[test]
fn a_correction_that_is_taken_in_is_counted_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", "“We go on,” said Ana Lund, the envoy.\n");
    let edit = "format = \"attache-corrections/1\"\n[[edit]]\ndo = \"speaker\"\n\
        quote = { start = 3, end = 12, words = \"We go on,\" }\nspeaker = { id = \"\", name = \"Jo Roe\" }\n";
    let fixes = file(folder.path(), "fixes.toml", edit);
    let run = |args: &[&str]| attache(args).env("XDG_STATE_HOME", folder.path()).output().unwrap();
    let taken = run(&["corrections", &story, "--import", &fixes]);
    assert!(err(&taken).contains("1 correction was added;"), "{}", err(&taken));
    let exported = run(&["export", &story, "--format", "text"]);
    assert!(out(&exported).contains("“We go on,” — Jo Roe; "), "{}", out(&exported));
}

#[test]
fn a_log_says_what_was_done_and_the_output_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", STORY);
    let log = folder.path().join("log").to_str().unwrap().to_owned();
    let none = format!("{story}\u{1b}]0;x\u{7}none");
    let words = |log: &[&str]| {
        let mut words = vec!["analyze", &story, &none, "http://ana:key@127.0.0.1/a?token=1"];
        words.extend_from_slice(log);
        run(&words)
    };
    let (without, with) = (words(&[]), words(&["--log", &log]));
    assert_eq!((out(&with), err(&with), with.status), (out(&without), err(&without), without.status));
    let logged = std::fs::read_to_string(&log).unwrap();
    let bytes = STORY.len();
    for part in [
        format!(" INFO session: “{story}” is taken as text, {bytes} bytes read."),
        " INFO session: Analysed ".to_owned(),
        " ERROR cli: There is no file “".to_owned(),
        " ERROR cli: Cannot fetch “http://127.0.0.1/a?…”: it holds a name".to_owned(),
    ] {
        assert!(logged.contains(&part), "{part} is not in\n{logged}");
    }
    assert!(!logged.contains("We go on") && !logged.contains("key"), "{logged}");
    assert!(!logged.contains(|c: char| c.is_control() && c != '\n'), "{logged:?}");

    let refused = run(&["analyze", &story, "--log", &story]);
    assert_eq!((refused.status.code(), out(&refused)), (Some(1), ""));
    assert!(err(&refused).contains("which is a file of another kind"), "{}", err(&refused));
    for variable in [("ATTACHE_SECURE", "1"), ("ATTACHE_ONLY", "archive")] {
        let new = format!("{log}-{}", variable.0);
        let refused = attache(&["formats", "--log", &new]).env(variable.0, variable.1).output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{variable:?}");
        assert!(!Path::new(&new).exists());
    }
}

#[test]
fn a_log_tells_what_the_archive_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let story = file(folder.path(), "story.txt", STORY);
    let log = folder.path().join("log").to_str().unwrap().to_owned();
    let run = |args: &[&str]| {
        let done =
            attache(&["--log", &log]).args(args).env("XDG_STATE_HOME", folder.path()).output().unwrap();
        assert!(done.status.success(), "{}", err(&done));
    };
    run(&["add", &story]);
    run(&["tag", "+later", "#1"]);
    let logged = std::fs::read_to_string(&log).unwrap();
    let expected = "The archive is written. Added 1, later versions 0, there already 0.";
    assert!(logged.contains(expected), "{logged}");
    assert!(logged.contains("The tags of 1 documents of the archive are changed."), "{logged}");
}
