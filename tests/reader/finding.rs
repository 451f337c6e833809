//! The filter, the search and the palette.

use super::*;

#[test]
fn the_filter_hides_dims_and_negates() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "tab tab space");
    assert!(!text(&app).contains("Who holds the pier"));
    assert!(text(&app).contains("& 3/16 Ilir Dragan"));
    assert_eq!(app.tabs.here().quotes.position(), (Some(1), 3), "quotes follow the filter");
    press(&mut app, "v");
    assert!(text(&app).contains("Who holds the pier"));
    assert_snapshot("dimmed", &app);
    press(&mut app, "v");
    assert!(text(&app).contains("& 3/16 ±1 Ilir Dragan"));
    assert!(text(&app).contains("Who holds the pier"), "it is next to one that passes");
    assert!(!text(&app).contains("Okafor declined"));
    press(&mut app, "v a");
    assert!(text(&app).contains("Who holds the pier"));
    assert!(!text(&app).contains("A joint authority without"));
    press(&mut app, "F");
    assert!(text(&app).contains("A joint authority without"));
    press(&mut app, "esc esc");
    assert!(app.tabs.here().filter.expression().is_none());
}

#[test]
fn all_of_several_actors() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "tab tab j space j j j j j space a");
    assert!(text(&app).contains("& 2/16 Marta Okafor & Union"), "{}", text(&app));
}

#[test]
fn the_filter_is_written_counted_and_completed() {
    let mut app = reader(ColorDepth::True, (100, 30));
    type_in(&mut app, "&said:okaf | dragan & !ves");
    assert!(text(&app).contains("/16"), "the count while one types");
    press(&mut app, "tab");
    assert!(text(&app).contains("& !Vesna"), "{}", text(&app));
    assert_snapshot("filter_prompt", &app);
    press(&mut app, "enter");
    assert!(text(&app).contains("speaker:okaf | dragan & !Vesna"));
    press(&mut app, "& ctrl-u");
    type_in(&mut app, "nessuno");
    assert!(text(&app).contains("not found"));
    press(&mut app, "enter");
    assert!(text(&app).contains("Nobody here is called “nessuno”, and no paragraph has the word."));
    assert!(app.prompt.is_some() && text(&app).contains("&nessuno"), "it stays open: {}", text(&app));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "quay");
    press(&mut app, "enter");
    assert_eq!(app.tabs.here().filter.count(), 1);
    press(&mut app, "& ctrl-u enter");
    assert!(app.tabs.here().filter.expression().is_none());
    type_in(&mut app, "&(un");
    press(&mut app, "enter");
    assert!(text(&app).contains("a parenthesis is not closed"));
    type_in(&mut app, ")");
    press(&mut app, "enter");
    assert!(app.tabs.here().filter.expression().is_some());
}

#[test]
fn the_filter_is_always_told_on_a_small_screen() {
    let mut app = reader(ColorDepth::None, (40, 10));
    type_in(&mut app, "&marta okafor | harbour guard | ilir dragan");
    press(&mut app, "enter v");
    assert!(text(&app).contains("/16 dim marta"), "{}", text(&app));
    press(&mut app, "tab");
    assert!(text(&app).contains("/16 dim marta"), "{}", text(&app));
}

/// Types words, a key for each character.
fn type_in(app: &mut App, words: &str) {
    for c in words.chars() {
        app.update(Event::Key(Key::plain(Code::Char(c))));
    }
}

#[test]
fn search_moves_while_one_types_and_escape_comes_back() {
    let mut app = reader(ColorDepth::True, (100, 12));
    let before = text(&app);
    type_in(&mut app, "/PIER");
    assert!(text(&app).contains("/PIER") && text(&app).contains("no match"));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "leaflet");
    assert!(text(&app).contains("one leaflet on the quay"));
    assert!(text(&app).contains("1/1"));
    press(&mut app, "esc");
    assert_eq!(text(&app), before);
    type_in(&mut app, "/the pier");
    press(&mut app, "enter");
    assert_snapshot("search", &app);
}

#[test]
fn matches_are_walked_in_a_ring_and_counted() {
    let mut app = reader(ColorDepth::None, (60, 12));
    type_in(&mut app, "/re:pier\\b");
    press(&mut app, "enter");
    let mut counts = Vec::new();
    for key in ["n", "n", "N", "N", "N"] {
        press(&mut app, key);
        counts.push(app.search_count());
    }
    assert_eq!(counts, ["2/5", "3/5", "2/5", "1/5", "5/5"]);
    assert!(text(&app).contains("continued from the end: 5/5"));
    type_in(&mut app, "/xyzzy");
    press(&mut app, "enter");
    assert!(text(&app).contains("“xyzzy” is not in this text."), "{}", text(&app));
    type_in(&mut app, "/re:(");
    assert!(text(&app).contains("unclosed group"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(app.prompt.is_some() && text(&app).contains("unclosed group"), "it stays open: {}", text(&app));
}

#[test]
fn search_stays_within_the_filter_and_the_list_with_the_keys() {
    let mut app = reader(ColorDepth::True, (160, 40));
    type_in(&mut app, "/pier");
    press(&mut app, "enter tab tab space");
    press(&mut app, "tab");
    assert_eq!(app.search_count(), "1/2", "two of five are in the paragraphs with Dragan");
    press(&mut app, "esc esc esc esc tab");
    type_in(&mut app, "/dragan");
    assert_eq!(app.search_count(), "1/3", "quotes by Dragan");
    press(&mut app, "enter n");
    assert_eq!(app.search_count(), "2/3");
    press(&mut app, "tab");
    type_in(&mut app, "/lin");
    press(&mut app, "enter");
    let tab = app.tabs.here();
    assert_eq!(tab.actors.followed.map(|a| tab.reading.actors()[a].name.as_str()), Some("Petar Lin"));
}

#[test]
fn any_command_is_found_by_a_few_letters() {
    let mut app = reader(ColorDepth::True, (100, 30));
    press(&mut app, ": h a l");
    assert_snapshot("palette", &app);
    press(&mut app, "esc : z o o m enter");
    assert!(app.areas.text_alone());
    press(&mut app, ": up");
    assert!(text(&app).contains(":suspend"), "the arrow keys walk the list");
    press(&mut app, "ctrl-u ctrl-p");
    assert!(text(&app).contains(":zoom"), "and ctrl-p what was entered before");
    press(&mut app, "ctrl-u 1 6 enter");
    assert!(text(&app).contains("one leaflet on the quay"));
    let effects = press(&mut app, ": q enter");
    assert!(matches!(effects.as_slice(), [Effect::Screen(ScreenEffect::Exit(Exit::Quit))]));
}

#[test]
fn what_is_pasted_goes_into_the_prompt_alone() {
    let mut app = reader(ColorDepth::True, (100, 30));
    assert!(app.update(Event::Paste("qQ".to_owned())).is_empty());
    press(&mut app, ":");
    app.update(Event::Paste("zo\u{202e}om\nx".to_owned()));
    assert!(text(&app).contains(":zoom x"));
}
