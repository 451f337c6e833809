//! Several open documents, one of them on the screen.

use super::*;
use crate::corrections::{Act, Change, ChangeId};

/// A reader of the fixture as the second of four files, of which the first could not be read.
fn of_four(keep: bool) -> App {
    let Briefing { text, blocks, metadata, .. } = briefing();
    let document = Document { text, blocks, metadata, ..Document::default() };
    let files = ["none.txt", "lissa.txt", "b.txt", "c.txt"].map(std::path::PathBuf::from).to_vec();
    let unreadable = vec!["There is no file “none.txt”; check its name.".to_owned()];
    let options = Options { color: ColorDepth::None, keep, files, unreadable, ..Options::default() };
    let (mut app, effects) = App::new(document, &options, (100, 24));
    assert!(effects.iter().all(|e| matches!(e, Effect::Of(DocId(1), _))), "{effects:?}");
    app.update(Event::Of(DocId(1), Box::new(Event::analysed(briefing()))));
    app
}

fn long_text(name: &str) -> String {
    (1..80).map(|i| format!("{name} paragraph {i}.")).collect::<Vec<_>>().join("\n")
}

fn opened(app: &mut App, id: usize, name: &str) -> Vec<Effect> {
    let document = Document::from_paragraphs(&long_text(name));
    let path = Some(format!("/{name}.txt"));
    app.update(Event::Opened(Box::new(Opened { id: DocId(id), document, rest: Rest::Nothing, path })))
}

#[test]
fn one_turns_between_documents_and_each_keeps_its_place() {
    let mut app = of_four(true);
    assert!(screen(&app).contains("There is no file “none.txt”"), "{}", screen(&app));
    press(&mut app, "} W j j");
    let (before, place) = (screen(&app), app.tabs.here().position());
    let effects = press(&mut app, "J");
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(2), .. }]), "{effects:?}");
    assert!(screen(&app).contains("Opening b.txt"));
    let effects = opened(&mut app, 2, "Second");
    let [
        Effect::Of(DocId(1), DocEffect::Keep(Keep::Position(kept))),
        Effect::Of(DocId(2), DocEffect::Keep(Keep::Visit { .. })),
        Effect::Of(DocId(2), DocEffect::Analyse(_)),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(Some(kept), place.as_ref());
    assert!(screen(&app).contains("Document 3 of 4: b.txt"), "{}", screen(&app));
    press(&mut app, "j j j");
    assert!(screen(&app).contains(" 3/4 ") && !screen(&app).contains("Second paragraph 1."));
    let effects = press(&mut app, "K");
    assert!(
        matches!(effects.as_slice(), [Effect::Of(DocId(1 | 2), DocEffect::Keep(Keep::Position(_)))]),
        "{effects:?}"
    );
    press(&mut app, "esc");
    let place = |s: &str| s.lines().take(22).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(place(&screen(&app)), place(&before), "corrections and quotes are as they were");
    press(&mut app, "K");
    assert!(screen(&app).contains("This is the first document"), "what cannot be read is no neighbour");
    press(&mut app, "J j");
    let at = screen(&app);
    assert!(at.contains("Second paragraph 3.") && !at.contains("Second paragraph 2."), "{at}");
}

#[test]
fn what_comes_late_goes_to_its_own_document() {
    let mut app = of_four(true);
    press(&mut app, "J");
    let beginning = Document::from_paragraphs("The beginning.");
    let rest = Rest::More { read: 14, of: None };
    let effects =
        app.update(Event::Opened(Box::new(Opened { id: DocId(2), document: beginning, rest, path: None })));
    assert!(matches!(effects.as_slice(), [_, Effect::Of(DocId(2), DocEffect::Load)]), "{effects:?}");
    press(&mut app, "K");
    let text = "The beginning.\nThe end of it.";
    let document = Document::from_paragraphs(text);
    let loaded = Event::Loaded { document: Box::new(document.clone()), rest: Rest::Nothing };
    let effects = app.update(Event::Of(DocId(2), Box::new(loaded)));
    let [
        Effect::Of(DocId(2), DocEffect::Keep(Keep::Visit { .. })),
        Effect::Of(DocId(2), DocEffect::Analyse(_)),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert!(screen(&app).contains("Lissa"), "{}", screen(&app));
    app.update(Event::Of(DocId(2), Box::new(Event::analysed(Briefing::new(document)))));
    let id = ChangeId::default();
    let changes = vec![Change { id, author: None, made: None, act: Act::Undo(id) }];
    app.update(Event::Of(DocId(2), Box::new(Event::Kept(changes))));
    assert!(app.tabs.here().reading.is_briefed() && screen(&app).contains("Lissa"));
    let full = Event::NotKept { reason: "The disk is full; make room on it.".to_owned(), unsaved: 1 };
    app.update(Event::Of(DocId(2), Box::new(full)));
    assert!(screen(&app).contains("NOT SAVED in b.txt: The disk is full"), "{}", screen(&app));
    press(&mut app, "q");
    assert!(screen(&app).contains("Not everything is saved; Q quits anyway."), "{}", screen(&app));
    let effects = press(&mut app, "Q");
    let [Effect::Of(DocId(2), DocEffect::Keep(Keep::Retry)), ..] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    press(&mut app, "J j");
    assert!(
        screen(&app).contains("The end of it.") && app.tabs.here().reading.is_briefed(),
        "{}",
        screen(&app)
    );
}

#[test]
fn a_document_that_cannot_be_read_is_skipped_and_stays_in_the_list() {
    let mut app = of_four(false);
    press(&mut app, "J");
    let reason = "“b.txt” is a directory; name a file in it.".to_owned();
    let effects = app.update(Event::NotOpened { id: DocId(2), reason: reason.clone() });
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(3), .. }]), "{effects:?}");
    opened(&mut app, 3, "Third");
    assert!(
        screen(&app).contains(&reason) && screen(&app).contains("Third paragraph 1."),
        "{}",
        screen(&app)
    );
    press(&mut app, "J");
    assert!(screen(&app).contains("This is the last document"), "{}", screen(&app));
    press(&mut app, "B");
    let list = screen(&app);
    for row in ["1 none.txt", "2 lissa.txt", "3 b.txt", "4 c.txt", "cannot be read", "quotes  read"] {
        assert!(list.contains(row), "{row}: {list}");
    }
    press(&mut app, "2 enter");
    assert!(screen(&app).contains("Document 2 of 4: lissa.txt"), "{}", screen(&app));
    press(&mut app, "2 J");
    assert!(screen(&app).contains("Document 4 of 4: c.txt"), "{}", screen(&app));
    press(&mut app, "B");
    let effects = press(&mut app, "3 enter");
    assert!(
        matches!(effects.as_slice(), [Effect::Open { id: DocId(2), .. }]),
        "one may try again: {effects:?}"
    );
}

#[test]
fn a_narrow_list_says_why_a_document_cannot_be_read() {
    let mut app = of_four(false);
    app.update(Event::Resize { width: 40, height: 10 });
    press(&mut app, "B");
    let list = screen(&app).lines().map(|line| line.trim_matches(['▌', ' '])).collect::<Vec<_>>().join(" ");
    assert!(list.contains("There is no file “none.txt”; check its name."), "{}", screen(&app));
}

#[test]
fn nobody_loses_what_is_being_typed_when_a_document_comes() {
    let mut app = of_four(false);
    press(&mut app, "J c x");
    opened(&mut app, 2, "Second");
    assert_eq!(app.prompt.as_ref().map(|p| p.line.text()), Some("x"));
    press(&mut app, "enter");
    assert_eq!(app.tabs.here().annotations.highlights[0].note.as_deref(), Some("x"));
    press(&mut app, "J");
    assert!(screen(&app).contains("Second paragraph 1."), "{}", screen(&app));
    let mut alone = reader(false, (100, 24));
    press(&mut alone, "J");
    assert!(screen(&alone).contains("This is the only document; O opens another."));
}

/// A reader that starts with an address, of which nothing has arrived yet, and further files.
fn fetching(files: &[&str]) -> (App, Vec<Effect>) {
    let files = files.iter().map(std::path::PathBuf::from).collect();
    let greeting = Some("? help".to_owned());
    let options =
        Options { color: ColorDepth::None, keep: true, files, opening: true, greeting, ..Options::default() };
    App::new(Document::default(), &options, (100, 24))
}

#[test]
fn what_comes_from_afar_is_waited_for_with_the_keys_at_hand() {
    let (mut app, effects) = fetching(&["https://example.org/story"]);
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(0), .. }]), "{effects:?}");
    assert!(screen(&app).contains("Fetching example.org/story …"), "{}", screen(&app));
    press(&mut app, "j ] } tab");
    assert!(screen(&app).contains("fetching…"), "{}", screen(&app));
    press(&mut app, "? q");
    let effects = press(&mut app, "q");
    assert!(matches!(effects.last(), Some(Effect::Screen(ScreenEffect::Exit(Exit::Quit)))), "{effects:?}");
    let effects = opened(&mut app, 0, "First");
    let [
        ..,
        Effect::Of(DocId(0), DocEffect::Keep(Keep::Visit { path, .. })),
        Effect::Of(DocId(0), DocEffect::Analyse(_)),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(path.as_deref(), Some("/First.txt"));
    assert!(
        screen(&app).contains("First paragraph 1.") && screen(&app).contains("? help"),
        "{}",
        screen(&app)
    );
}

#[test]
fn where_nothing_can_be_opened_the_reader_ends() {
    let (mut app, _) = fetching(&["https://example.org/story"]);
    let effects = app.update(Event::NotOpened { id: DocId(0), reason: "Cannot fetch it.".to_owned() });
    let ends = |effects: &[Effect]| matches!(effects, [Effect::Screen(ScreenEffect::Exit(Exit::Unopened))]);
    assert!(ends(&effects), "{effects:?}");
    let (mut app, _) = fetching(&["https://example.org/story", "b.txt"]);
    let effects = app.update(Event::NotOpened { id: DocId(0), reason: "Cannot fetch it.".to_owned() });
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(1), .. }]), "{effects:?}");
    assert!(screen(&app).contains("Cannot fetch it."), "{}", screen(&app));
    let effects = app.update(Event::NotOpened { id: DocId(1), reason: "There is no file.".to_owned() });
    assert!(ends(&effects), "{effects:?}");
}

#[test]
fn one_may_turn_to_another_document_while_the_first_is_fetched() {
    let (mut app, _) = fetching(&["https://example.org/story", "b.txt"]);
    let effects = press(&mut app, "J");
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(1), .. }]), "{effects:?}");
    opened(&mut app, 1, "Second");
    assert!(screen(&app).contains("Second paragraph 1."), "{}", screen(&app));
    press(&mut app, "K");
    assert!(screen(&app).contains("Second paragraph 1."), "nothing empty is shown meanwhile");
    opened(&mut app, 0, "First");
    assert!(screen(&app).contains("First paragraph 1."), "{}", screen(&app));
    press(&mut app, "J");
    assert!(screen(&app).contains("Second paragraph 1."), "{}", screen(&app));
    // The first fails; then the second, to which the reader went, fails too.
    let (mut app, _) = fetching(&["https://example.org/story", "b.txt"]);
    press(&mut app, "J");
    assert_eq!(
        app.update(Event::NotOpened { id: DocId(1), reason: "There is no file.".to_owned() }).len(),
        0
    );
    opened(&mut app, 0, "First");
    assert!(screen(&app).contains("First paragraph 1."), "{}", screen(&app));
}

#[test]
fn a_changed_file_is_told_and_read_again_in_its_place() {
    let mut app = of_four(false);
    press(&mut app, "J");
    opened(&mut app, 2, "Second");
    press(&mut app, "2 0 G V H");
    let place = app.tabs.here().position();
    assert!(matches!(app.look(), Some(Effect::Of(DocId(2), DocEffect::Look(path))) if path == "/Second.txt"));
    app.update(Event::Of(DocId(2), Box::new(Event::Stale)));
    assert!(screen(&app).contains("The file has changed; R reloads it."), "{}", screen(&app));
    assert!(app.look().is_none(), "once is enough");
    press(&mut app, "esc");
    assert!(screen(&app).contains("changed: R"), "{}", screen(&app));
    let effects = press(&mut app, "R");
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(2), .. }]), "{effects:?}");
    let document = Document::from_paragraphs(&format!("A new beginning.\n{}", long_text("Second")));
    let (rest, path) = (Rest::Nothing, Some("/Second.txt".to_owned()));
    app.update(Event::Opened(Box::new(Opened { id: DocId(2), document, rest, path })));
    assert_eq!(app.tabs.here().position().map(|p| p.words), place.map(|p| p.words), "{}", screen(&app));
    assert!(app.tabs.here().reading.text().starts_with("A new beginning."));
    assert!(!app.tabs.here().stale && app.tabs.here().annotations.corrections.edits().count() == 1);
    press(&mut app, "R");
    app.update(Event::NotOpened { id: DocId(2), reason: "It is gone.".to_owned() });
    assert!(screen(&app).contains("It is gone.") && app.tabs.active() == DocId(2));
}

#[test]
fn all_open_documents_are_searched_filtered_and_listed_at_once() {
    let mut app = of_four(false);
    press(&mut app, "J");
    opened(&mut app, 2, "Second");
    press(&mut app, "/");
    answer(&mut app, "harbour");
    press(&mut app, "esc K /");
    answer(&mut app, "harbour");
    press(&mut app, "@");
    let all = screen(&app);
    assert!(
        all.contains("All open documents: 2 of 4") && all.contains("/harbour") && all.contains("lissa.txt"),
        "{all}"
    );
    press(&mut app, "q esc esc esc B");
    assert!(screen(&app).contains("quotes  read"), "{}", screen(&app));
    press(&mut app, "esc /");
    answer(&mut app, "paragraph 7");
    press(&mut app, "esc @ /");
    answer(&mut app, "Okafor");
    press(&mut app, "enter");
    assert_eq!(app.tabs.active(), DocId(1));
}
