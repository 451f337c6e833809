//! Sheets as places: lines can lead somewhere, and each sheet can be searched.

use super::*;
use crate::document::Link;

#[test]
fn the_help_is_searched_and_does_what_it_names() {
    let mut app = reader(false, (100, 24));
    press(&mut app, "? /");
    answer(&mut app, "followed actor");
    assert!(screen(&app).contains("Next paragraph naming the followed actor"), "{}", screen(&app));
    press(&mut app, "n");
    assert!(screen(&app).contains("2/"), "{}", screen(&app));
    press(&mut app, "g /");
    answer(&mut app, "About this document");
    press(&mut app, "enter");
    assert!(screen(&app).contains("Length") && screen(&app).contains("words"), "{}", screen(&app));
    press(&mut app, "q");
    assert!(app.overlays.is_empty());
    press(&mut app, "? /");
    answer(&mut app, "zzz");
    press(&mut app, "n");
    assert!(screen(&app).contains("no match"));
}

#[test]
fn a_card_leads_to_quotes_mentions_and_corrections() {
    let mut app = at_actor("Marta Okafor");
    press(&mut app, "enter");
    let card = screen(&app);
    for part in ["Kind", "Named", "Said ", "paragraph "] {
        assert!(card.contains(part), "{part}: {card}");
    }
    press(&mut app, "/");
    answer(&mut app, "paragraph");
    press(&mut app, "G enter");
    assert!(app.overlays.is_empty() && app.focus == Pane::Text);
    let mut app = at_actor("Marta Okafor");
    press(&mut app, "enter *");
    assert!(app.overlays.is_empty() && screen(&app).contains("Marta Okafor: mention"), "{}", screen(&app));
    let mut app = at_actor("Marta Okafor");
    press(&mut app, "enter &");
    assert!(app.overlays.is_empty() && screen(&app).contains("& "), "{}", screen(&app));
    assert!(app.tabs.here().filter.sign(index(&app, "Marta Okafor")) == Some(true));
    let mut app = at_actor("Union");
    press(&mut app, "enter M");
    assert!(screen(&app).contains("Merge into:"), "{}", screen(&app));
}

#[test]
fn corrections_are_gone_to() {
    let mut app = reader(false, (100, 24));
    press(&mut app, "] V H G");
    let far = app.tabs.here().text.seen().start;
    press(&mut app, "C");
    assert!(screen(&app).contains("1 correction"), "{}", screen(&app));
    press(&mut app, "enter");
    assert!(app.overlays.is_empty() && app.tabs.here().text.seen().start < far);
}

#[test]
fn note_marks_lead_to_their_notes_and_back() {
    let filler = (1..60).map(|i| format!("Paragraph {i}.")).collect::<Vec<_>>().join("\n");
    let text = format!("The weir leaks1.\n{filler}\nSee the report of May.");
    let mut document = Document::from_paragraphs(&text);
    let note = text.find("See the").expect("it is there") as u32;
    document.links = vec![Link::note(Span::new(14, 15), Some(Span::new(note, text.len() as u32)))];
    let options = Options { color: ColorDepth::None, secure: true, ..Options::default() };
    let mut app = App::new(document, &options, (80, 20)).0;
    press(&mut app, "o");
    assert!(screen(&app).contains("note 1") && screen(&app).contains("See the report"), "{}", screen(&app));
    press(&mut app, "enter");
    assert!(app.tabs.here().text.seen().start > 100, "{}", screen(&app));
    press(&mut app, "ctrl-o");
    assert_eq!(app.tabs.here().text.seen().start, 0);
}

#[test]
fn long_sheets_are_walked_from_end_to_end_on_every_size() {
    for size in [(160, 45), (60, 20), (40, 10), (8, 3), (1, 1)] {
        let mut app = reader(false, size);
        for keys in
            ["? j j k space b G g / x enter n N q", "i j k G q", "tab tab enter j j k G g q", "@ j G g k q"]
        {
            press(&mut app, keys);
            screen(&app);
            press(&mut app, "esc esc");
        }
    }
}

#[test]
fn text_goes_to_a_command_and_its_output_comes_back() {
    let mut app = reader(false, (100, 24));
    press(&mut app, "|");
    let effects = answer(&mut app, "wc -w");
    let [Effect::Pipe { command, text }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((command.as_str(), text.as_str()), ("wc -w", app.tabs.here().reading.text()));
    app.update(Event::Output { command: command.clone(), text: "412\n".to_owned() });
    assert!(screen(&app).contains("wc -w: 412"), "{}", screen(&app));
    app.update(Event::Output { command: "sort".to_owned(), text: "b\na\n".to_owned() });
    assert!(screen(&app).starts_with(" sort"), "{}", screen(&app));
    press(&mut app, "q V |");
    let effects = answer(&mut app, "cat");
    let [Effect::Pipe { text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(text.len() < 600, "the selection alone: {text}");
    press(&mut app, "tab |");
    let effects = answer(&mut app, "cat");
    let [Effect::Pipe { text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(text.contains(" — "), "a quote with its citation: {text}");
    let options = Options { color: ColorDepth::None, secure: true, ..Options::default() };
    let mut secure = App::new(Document::from_paragraphs("One."), &options, (60, 9)).0;
    assert!(press(&mut secure, "|").is_empty() && secure.prompt.is_none());
    assert!(screen(&secure).contains("ATTACHE_SECURE allows no commands."));
}

#[test]
fn in_a_selection_j_extends_and_k_takes_back() {
    let mut app = reader(false, (100, 24));
    let length =
        |app: &App| app.tabs.here().annotations.selection.map(|s| s.span.end - s.span.start).unwrap();
    press(&mut app, ". . V");
    let one = length(&app);
    press(&mut app, "j");
    let two = length(&app);
    assert!(two > one);
    press(&mut app, "k");
    assert_eq!(length(&app), one);
    press(&mut app, "k");
    assert!(length(&app) > one, "beyond the first sentence it grows the other way");
}

#[test]
fn the_line_goes_to_percent_and_paragraph_and_says_what_is_wrong() {
    let mut app = reader(false, (100, 12));
    press(&mut app, ": 5 0 % enter");
    assert!(app.tabs.here().text.seen().start > 0);
    press(&mut app, ": 9 9 9 enter");
    assert!(screen(&app).contains("This text has only"), "{}", screen(&app));
    press(&mut app, "&");
    answer(&mut app, "role:zzz");
    assert!(app.prompt.is_some() && screen(&app).contains("role:zzz"), "{}", screen(&app));
    assert!(screen(&app).contains("Nobody here has the role “zzz”."), "{}", screen(&app));
    press(&mut app, "esc &");
    answer(&mut app, "(okafor");
    assert!(app.prompt.is_some() && screen(&app).contains("(okafor"), "{}", screen(&app));
    press(&mut app, "esc : t h e m e enter");
    assert!(screen(&app).contains("Theme:"), "{}", screen(&app));
    answer(&mut app, "light");
    assert!(app.prompt.is_none());
}

#[test]
fn leaving_out_a_name_that_nobody_has_leaves_everything_and_says_so() {
    let mut app = reader(false, (120, 24));
    let all = app.tabs.here().filter.count();
    press(&mut app, "&");
    answer(&mut app, "-zeppelin");
    assert!(app.prompt.is_none());
    assert_eq!(app.tabs.here().filter.count(), all);
    assert!(screen(&app).contains("nothing is left out for it."), "{}", screen(&app));
    press(&mut app, "& ctrl-u");
    answer(&mut app, "okafor -zeppelin");
    assert!((1..all).contains(&app.tabs.here().filter.count()));
}

#[test]
fn the_lists_of_documents_highlights_and_links_are_walked_and_searched_alike() {
    let mut app = reader(true, (100, 24));
    press(&mut app, "H ] H B");
    assert!(
        screen(&app).contains("Documents 1") && screen(&app).contains("quotes  read"),
        "{}",
        screen(&app)
    );
    press(&mut app, "q L");
    assert!(app.prompt.is_none() && screen(&app).contains("2 highlights"), "{}", screen(&app));
    let selected = |app: &App| screen(app).lines().position(|line| line.starts_with('▌'));
    let first = selected(&app);
    press(&mut app, "j");
    assert!(selected(&app) > first, "{}", screen(&app));
    press(&mut app, "k");
    assert_eq!(selected(&app), first);
    press(&mut app, "2 g");
    assert!(selected(&app) > first, "a number goes to that entry");
    press(&mut app, "1 enter");
    assert!(app.overlays.is_empty() && app.focus == Pane::Text);
    press(&mut app, "L q");
    assert!(app.overlays.is_empty());
}
