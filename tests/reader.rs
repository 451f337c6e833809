//! The reader as a person sees it, without a terminal: keys in, frames out, with their styles.
//!
//! The frames are under `tests/snapshots`; `INSTA_UPDATE=always cargo test --test reader` rewrites them.

mod common;
#[path = "reader/finding.rs"]
mod finding;
#[path = "reader/manners.rs"]
mod manners;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use attache::briefing::Briefing;
use attache::document::Document;
use attache::reader::{App, Code, ColorDepth, DocEffect, Effect, Event, Exit, Key, Options, ScreenEffect};
use ratatui::buffer::Cell;

use common::{analysed, assert_kept, frame, parts_of};

fn briefing() -> Briefing {
    common::briefing(include_str!("fixtures/lissa.json"))
}

/// A reader of the fixture before its analysis.
fn unread(color: ColorDepth, size: (u16, u16)) -> App {
    let options = Options { color, ..Options::default() };
    let (app, effects) = common::unread(&briefing(), &options, size);
    assert!(matches!(effects.as_slice(), [Effect::Of(_, DocEffect::Analyse(_))]));
    app
}

/// A reader of the analysed fixture.
fn reader(color: ColorDepth, size: (u16, u16)) -> App {
    analysed(unread(color, size), briefing())
}

/// The same with all findings listed.
fn everything(color: ColorDepth, size: (u16, u16)) -> App {
    let mut app = reader(color, size);
    press(&mut app, "+ + esc");
    app
}

/// Presses keys, written as in a keymap, and returns the last effects.
fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split(' ') {
        effects = app.update(Event::Key(Key::parse(key).expect(key)));
    }
    effects
}

/// The characters of a frame, row by row.
fn text(app: &App) -> String {
    let buffer = frame(app);
    let rows = buffer.content().chunks(usize::from(buffer.area().width));
    rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n").collect()
}

/// A frame as text: the characters, then the styles, one letter a cell, then the meaning of each letter.
fn picture(app: &App) -> String {
    let buffer = frame(app);
    let (mut styles, mut legend) = (String::new(), BTreeMap::new());
    for row in buffer.content().chunks(usize::from(buffer.area().width)) {
        let mut line = String::new();
        for cell in row {
            let style = parts_of(cell.style()).join(", ");
            let next = char::from(b'a' + (legend.len() % 26) as u8);
            let letter = if style.is_empty() { '.' } else { *legend.entry(style).or_insert(next) };
            line.push(letter);
        }
        let _ = writeln!(styles, "{}", line.trim_end_matches('.'));
    }
    let mut letters: Vec<(char, String)> =
        legend.into_iter().map(|(style, letter)| (letter, style)).collect();
    letters.sort();
    let legend: Vec<String> = letters.iter().map(|(letter, style)| format!("{letter}: {style}")).collect();
    format!("{}\n{styles}\n{}\n", text(app), legend.join("\n"))
}

fn assert_snapshot(name: &str, app: &App) {
    assert_kept(name, &picture(app));
}

#[test]
fn the_screen_marks_the_quotes_that_every_face_calls_unsure() {
    let marks = |confidence| {
        let mut briefing = briefing();
        briefing.quotes.iter_mut().for_each(|quote| quote.confidence = confidence);
        let sure = briefing.quotes.iter().filter(|quote| quote.is_sure()).count();
        let mut app = analysed(unread(ColorDepth::None, (120, 40)), briefing);
        press(&mut app, "+ +");
        (sure, text(&app).matches('?').count())
    };
    let ((unsure, marked), (sure, unmarked)) = (marks(0.65), marks(attache::briefing::SURE));
    assert!(unsure == 0 && sure > 0 && marked > unmarked, "{marked} {unmarked}");
}

#[test]
fn three_panes_in_true_colour() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "] ]");
    assert_snapshot("wide", &app);
}

#[test]
fn two_panes_in_256_colours() {
    let mut app = reader(ColorDepth::Indexed256, (100, 24));
    press(&mut app, "tab tab j");
    assert_snapshot("medium_actors", &app);
}

#[test]
fn one_pane_in_16_colours() {
    let mut app = reader(ColorDepth::Ansi16, (60, 20));
    press(&mut app, "} d");
    assert_snapshot("narrow", &app);
}

#[test]
fn without_colour_modifiers_say_it() {
    let mut app = reader(ColorDepth::None, (120, 24));
    press(&mut app, "] tab");
    assert_snapshot("mono", &app);
    assert!(!picture(&app).contains("fg "));
}

#[test]
fn the_help_names_every_action_and_its_keys() {
    let mut app = reader(ColorDepth::True, (100, 30));
    press(&mut app, "?");
    assert_snapshot("help", &app);
    let mut seen = text(&app);
    for _ in 0..120 {
        press(&mut app, "j");
        seen += &text(&app);
    }
    for action in attache::reader::Action::ALL {
        let help = action.help();
        let start = help.char_indices().nth(40).map_or(help, |(i, _)| &help[..i]);
        assert!(seen.contains(start), "{action:?}");
    }
}

#[test]
fn text_comes_before_the_analysis() {
    let mut app = unread(ColorDepth::True, (100, 30));
    assert!(text(&app).contains("Talks on reopening"));
    assert!(text(&app).contains("finding actors and quotes"));
    press(&mut app, "]");
    assert!(text(&app).contains("The analysis is still running"));
}

#[test]
fn quotes_are_walked_in_order_and_by_speaker() {
    let mut app = everything(ColorDepth::True, (60, 12));
    let mut selected = vec![app.tabs.here().quotes.selected];
    for _ in 0..9 {
        press(&mut app, "]");
        selected.push(app.tabs.here().quotes.selected);
    }
    // The first key goes to the quote at the top of the screen.
    let expected: Vec<Option<usize>> = [0].into_iter().chain(0..9).map(Some).collect();
    assert_eq!(selected, expected);
    press(&mut app, "g");
    assert_eq!(app.tabs.here().quotes.selected, Some(0), "moving in the text selects the quote");
    press(&mut app, "}");
    assert_eq!(app.tabs.here().quotes.selected, Some(4), "the next by Okafor");
    press(&mut app, "{");
    assert_eq!(app.tabs.here().quotes.selected, Some(0));
    press(&mut app, "{");
    assert!(text(&app).contains("No quote by Marta Okafor before"));
}

#[test]
fn selecting_a_quote_moves_the_text_to_it() {
    let mut app = everything(ColorDepth::True, (100, 12));
    press(&mut app, "tab G");
    assert!(text(&app).contains("one leaflet on the quay"));
    press(&mut app, "k enter");
    assert!(text(&app).contains("I will bring back a harbour"));
    assert_eq!(app.focus, attache::reader::Pane::Text);
}

#[test]
fn quotes_can_be_grouped_by_speaker() {
    let mut app = everything(ColorDepth::True, (160, 60));
    let before = text(&app).matches("Ilir Dragan  foreign minister").count();
    press(&mut app, "t");
    assert!(text(&app).matches("Ilir Dragan  foreign minister").count() < before, "{}", text(&app));
}

#[test]
fn speakers_are_named_as_well_as_is_known() {
    let app = everything(ColorDepth::True, (160, 40));
    let text = text(&app);
    assert!(text.contains("Two diplomats"));
    assert!(text.contains("unknown"));
    assert!(text.contains("unsure"), "a word where the attribution is unsure: {text}");
}

#[test]
fn the_card_shows_an_actor() {
    let mut app = reader(ColorDepth::True, (100, 30));
    press(&mut app, "tab tab j enter");
    assert_snapshot("card", &app);
    press(&mut app, "q");
    assert!(app.overlays.is_empty());
}

#[test]
fn back_closes_and_then_quits() {
    let mut app = reader(ColorDepth::True, (100, 30));
    assert!(press(&mut app, "? q").is_empty());
    let effects = press(&mut app, "q");
    assert!(matches!(effects.as_slice(), [Effect::Screen(ScreenEffect::Exit(Exit::Quit))]));
    let effects = press(&mut app, "ctrl-c");
    assert!(matches!(effects.as_slice(), [Effect::Screen(ScreenEffect::Exit(Exit::Signal(2)))]));
}

#[test]
fn counts_repeat_and_go_to_paragraphs() {
    let mut app = reader(ColorDepth::True, (60, 12));
    press(&mut app, "3 ]");
    assert_eq!(app.tabs.here().quotes.selected, Some(2));
    press(&mut app, "1 0 [");
    assert_eq!(app.tabs.here().quotes.selected, Some(0));
    press(&mut app, "1 2");
    assert!(text(&app).contains(" 12  "), "what has been begun is shown");
    press(&mut app, "G");
    assert!(app.tabs.here().reading.of(app.tabs.here().reading.blocks()[11].span).starts_with("In Vesna"));
    assert!(text(&app).trim_start().starts_with("In Vesna"), "{}", text(&app));
}

#[test]
fn marks_and_jumps_come_back() {
    let mut app = reader(ColorDepth::True, (60, 12));
    let top = text(&app);
    press(&mut app, "j j j m a");
    assert!(text(&app).contains("Mark a set"));
    press(&mut app, "esc");
    let marked = text(&app);
    press(&mut app, "G ' a");
    assert_eq!(text(&app), marked);
    press(&mut app, "' '");
    assert!(text(&app).contains("one leaflet on the"));
    press(&mut app, "g >");
    let heading = text(&app);
    press(&mut app, "ctrl-o");
    assert_eq!(text(&app), top);
    press(&mut app, "ctrl-o");
    assert!(text(&app).contains("one leaflet on the"));
    press(&mut app, "alt-right alt-right");
    assert_eq!(text(&app), heading);
    press(&mut app, "' x");
    assert!(text(&app).contains("There is no mark x"));
    press(&mut app, "alt-right");
    assert!(text(&app).contains("There is no later jump"));
}

#[test]
fn paragraphs_and_headings_are_stepped_to() {
    let mut app = reader(ColorDepth::True, (60, 12));
    press(&mut app, ">");
    assert!(text(&app).trim_start().starts_with("Who holds the pier"), "{}", text(&app));
    press(&mut app, ".");
    assert!(text(&app).trim_start().starts_with("The Harbour Guard"), "{}", text(&app));
    press(&mut app, ", ,");
    assert!(text(&app).contains("“A joint authority"), "{}", text(&app));
    press(&mut app, "G .");
    assert!(text(&app).contains("No paragraph below."));
}

#[test]
fn a_key_that_does_nothing_says_so_once() {
    let mut app = reader(ColorDepth::True, (60, 12));
    press(&mut app, "%");
    assert!(text(&app).contains("% does nothing here"));
    press(&mut app, "%");
    assert!(!text(&app).contains("does nothing here"));
}

#[test]
fn the_zoom_stays_when_another_pane_has_the_keys() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "z tab");
    assert!(app.areas.text_alone() && app.areas.quotes.is_some());
    press(&mut app, "shift-tab");
    assert!(app.areas.text_alone() && app.areas.text.is_some());
}
