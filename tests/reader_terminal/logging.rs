//! A log of the reader: in its file, and never on the screen.

use portable_pty::CommandBuilder;

use super::session::Session;

#[test]
fn a_log_is_kept_beside_the_screen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (story, log) = (folder.path().join("story.txt"), folder.path().join("log"));
    std::fs::write(&story, "“We go on,” said Ana Lund, the envoy.\n").expect("the story can be written");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.args([story.as_os_str(), "--log".as_ref(), log.as_os_str()]);
    let mut session = Session::run(command, folder, 100, 30);
    session.wait_for("Quotes 1");
    session.press("ma");
    session.press("q");
    session.wait("the end", |s| s.written_since(0).contains("\x1b[?1049l"));
    let logged = std::fs::read_to_string(&log).expect("there is a log");
    for part in ["is taken as text", "INFO session: Analysed ", "changes and 0 marks from before"] {
        assert!(logged.contains(part), "{part} is not in\n{logged}");
    }
    let written = session.written_since(0);
    assert!(!written.contains("INFO") && !written.contains("Analysed"), "{written}");
    assert_eq!(session.end(), 0);
}
