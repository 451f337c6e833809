//! The reader as a person sees it, without a terminal: keys in, frames out, with their styles.
//!
//! The frames are kept under `tests/snapshots`; `UPDATE_SNAPSHOTS=1 cargo test --test reader` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use attache::briefing::Briefing;
use attache::document::Document;
use attache::reader::{App, Code, ColorDepth, Effect, Event, Exit, Key, Options, ScreenEffect, render};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;

fn briefing() -> Briefing {
    serde_json::from_str(include_str!("fixtures/lissa.json")).expect("the fixture is a briefing")
}

fn document(briefing: &Briefing) -> Document {
    Document {
        text: briefing.text.clone(),
        blocks: briefing.blocks.clone(),
        metadata: briefing.metadata.clone(),
        notices: Vec::new(),
    }
}

/// A reader of the fixture that is not yet analysed.
fn unread(color: ColorDepth, size: (u16, u16)) -> App {
    let options = Options { color, ..Options::default() };
    let (app, effects) = App::new(document(&briefing()), &options, size);
    assert!(matches!(effects.as_slice(), [Effect::Analyse(_)]));
    app
}

/// A reader of the analysed fixture.
fn reader(color: ColorDepth, size: (u16, u16)) -> App {
    let mut app = unread(color, size);
    app.update(Event::Analysed(Box::new(briefing())));
    app
}

/// Presses keys, written as in a keymap, and gives the last effects.
fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split(' ') {
        effects = app.update(Event::Key(Key::parse(key).expect(key)));
    }
    effects
}

fn frame(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(app.screen());
    render(&mut buffer, app);
    buffer
}

/// The characters of a frame, row by row.
fn text(app: &App) -> String {
    let buffer = frame(app);
    let rows = buffer.content().chunks(usize::from(buffer.area().width));
    rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n").collect()
}

/// A frame as text: the characters, then the styles, one letter a cell, then what each letter stands for.
fn picture(app: &App) -> String {
    let buffer = frame(app);
    let (mut styles, mut legend) = (String::new(), BTreeMap::new());
    for row in buffer.content().chunks(usize::from(buffer.area().width)) {
        let mut line = String::new();
        for cell in row {
            let style = describe(cell.style());
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

fn describe(style: Style) -> String {
    let mut parts = Vec::new();
    for (name, color) in [("fg", style.fg), ("bg", style.bg)] {
        if let Some(color) = color.filter(|c| *c != ratatui::style::Color::Reset) {
            parts.push(format!("{name} {color}"));
        }
    }
    if !style.add_modifier.is_empty() {
        parts.push(format!("{:?}", style.add_modifier));
    }
    parts.join(", ")
}

fn assert_snapshot(name: &str, app: &App) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.txt"));
    let is = picture(app);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &is).expect("the snapshot can be written");
    }
    let ought = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == ought, "{name} differs; it was:\n{ought}\nand is:\n{is}");
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
    assert!(text(&app).contains("Talks on reopening the port"));
    assert!(text(&app).contains("finding actors and quotes"));
    press(&mut app, "]");
    assert!(text(&app).contains("The quotes are not known yet"));
}

#[test]
fn quotes_are_walked_in_order_and_by_speaker() {
    let mut app = reader(ColorDepth::True, (60, 12));
    let mut selected = vec![app.quotes.selected];
    for _ in 0..9 {
        press(&mut app, "]");
        selected.push(app.quotes.selected);
    }
    let expected: Vec<Option<usize>> = (0..9).chain([8]).map(Some).collect();
    assert_eq!(selected, expected);
    press(&mut app, "g");
    assert_eq!(app.quotes.selected, Some(0), "moving in the text selects the quote");
    press(&mut app, "}");
    assert_eq!(app.quotes.selected, Some(4), "the next by Okafor");
    press(&mut app, "{");
    assert_eq!(app.quotes.selected, Some(0));
    press(&mut app, "{");
    assert!(text(&app).contains("No quote by Marta Okafor before"));
}

#[test]
fn selecting_a_quote_moves_the_text_to_it() {
    let mut app = reader(ColorDepth::True, (100, 12));
    press(&mut app, "tab G");
    assert!(text(&app).contains("one leaflet on the quay"));
    press(&mut app, "k enter");
    assert!(text(&app).contains("I will bring back a harbour"));
    assert_eq!(app.focus, attache::reader::Pane::Text);
}

#[test]
fn quotes_can_be_grouped_by_speaker() {
    let mut app = reader(ColorDepth::True, (160, 40));
    assert_eq!(text(&app).matches("Ilir Dragan foreign").count(), 2);
    press(&mut app, "t");
    assert_eq!(text(&app).matches("Ilir Dragan foreign").count(), 1);
}

#[test]
fn speakers_are_named_as_well_as_is_known() {
    let app = reader(ColorDepth::True, (160, 40));
    let text = text(&app);
    assert!(text.contains("│ Two diplomats"));
    assert!(text.contains("│ unknown"));
    assert!(text.contains("┃?The harbour is not ours"), "a mark where the attribution is unsure");
}

#[test]
fn the_filter_hides_dims_and_negates() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "tab tab j space");
    assert!(!text(&app).contains("Who holds the pier"));
    assert!(text(&app).contains("& 3/16 Ilir Dragan"));
    assert_eq!(app.quotes.position(), (Some(1), 3), "quotes follow the filter");
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
    assert!(app.filter.expression().is_none());
}

#[test]
fn all_of_several_actors() {
    let mut app = reader(ColorDepth::True, (160, 40));
    press(&mut app, "tab tab space j j j j space a");
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
    assert!(text(&app).contains("said:okaf | dragan & !Vesna"));
    press(&mut app, "& ctrl-u");
    type_in(&mut app, "nessuno");
    assert!(text(&app).contains("nobody so called"));
    press(&mut app, "enter");
    assert!(text(&app).contains("No actor here is called “nessuno”; text:nessuno looks"));
    assert_eq!(app.filter.count(), 0);
    press(&mut app, "& ctrl-u");
    type_in(&mut app, "text:quay");
    press(&mut app, "enter");
    assert_eq!(app.filter.count(), 1);
    press(&mut app, "& ctrl-u enter");
    assert!(app.filter.expression().is_none());
    type_in(&mut app, "&(un");
    press(&mut app, "enter");
    assert!(text(&app).contains("a parenthesis is not closed"));
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

/// Types words, of which each character is a key.
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
    assert!(text(&app).contains("went on from the end: 5/5"));
    type_in(&mut app, "/xyzzy");
    press(&mut app, "enter");
    assert!(text(&app).contains("“xyzzy” is not in this text."), "{}", text(&app));
    type_in(&mut app, "/re:(");
    assert!(text(&app).contains("unclosed group"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(text(&app).contains("The expression is wrong: unclosed group."));
}

#[test]
fn search_stays_within_the_filter_and_the_list_with_the_keys() {
    let mut app = reader(ColorDepth::True, (160, 40));
    type_in(&mut app, "/pier");
    press(&mut app, "enter tab tab j space");
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
    assert!(text(&app).contains("following Petar Lin"));
}

#[test]
fn counts_repeat_and_go_to_paragraphs() {
    let mut app = reader(ColorDepth::True, (60, 12));
    press(&mut app, "3 ]");
    assert_eq!(app.quotes.selected, Some(3));
    press(&mut app, "1 0 [");
    assert_eq!(app.quotes.selected, Some(0));
    press(&mut app, "1 2");
    assert!(text(&app).contains(" 12  "), "what has been begun is shown");
    press(&mut app, "G");
    assert!(app.reading.of(app.reading.blocks()[11].span).starts_with("In Vesna"));
    assert!(text(&app).trim_start().starts_with("In Vesna"), "{}", text(&app));
}

#[test]
fn marks_and_jumps_come_back() {
    let mut app = reader(ColorDepth::True, (60, 12));
    let top = text(&app);
    press(&mut app, "j j j m a");
    assert!(text(&app).contains("Mark a is set"));
    press(&mut app, "esc");
    let marked = text(&app);
    press(&mut app, "G ' a");
    assert_eq!(text(&app), marked);
    press(&mut app, "' '");
    assert!(text(&app).contains("one leaflet on the quay"));
    press(&mut app, "g >");
    let heading = text(&app);
    press(&mut app, "ctrl-o");
    assert_eq!(text(&app), top);
    press(&mut app, "ctrl-o");
    assert!(text(&app).contains("one leaflet on the quay"));
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

#[test]
fn no_size_and_no_key_fails() {
    let keys: Vec<Key> = "abcdefghijklmnoprstuvwxyz&?[]{}()GNZ:/,.<>F'5"
        .chars()
        .map(|c| Key::plain(Code::Char(c)))
        .chain([Code::Tab, Code::Enter, Code::Char(' '), Code::Esc, Code::PageDown, Code::Up].map(Key::plain))
        .collect();
    let mut app = reader(ColorDepth::True, (1, 1));
    for (round, &(width, height)) in
        [(1, 1), (2, 1), (1, 2), (3, 3), (9, 4), (13, 2), (40, 10), (79, 5), (80, 3), (121, 2), (300, 90)]
            .iter()
            .cycle()
            .take(22)
            .enumerate()
    {
        app.update(Event::Resize { width, height });
        for i in 0..keys.len() {
            app.update(Event::Key(keys[(i * 7 + round) % keys.len()]));
            frame(&app);
        }
    }
}

#[test]
fn an_empty_document_says_so() {
    let (mut app, _) = App::new(Document::default(), &Options::default(), (60, 10));
    press(&mut app, "j G ] tab tab space enter");
    app.update(Event::Analysed(Box::new(Briefing::new(Document::default()))));
    press(&mut app, "tab j k [ esc z");
    assert!(text(&app).contains("This document has no text."));
}

/// A reader of a text of its own, in which nothing is found.
fn reader_of(text: &str, options: &Options, size: (u16, u16)) -> App {
    App::new(Document::from_paragraphs(text), options, size).0
}

#[test]
fn right_to_left_text_is_put_in_order_unless_the_terminal_does_it() {
    use attache::reader::Bidi;
    let hebrew = "הדובר אמר 25 פעמים\nThe envoy said “שלום עולם” twice.\n外交部 👩‍🚀 🇬🇪 e\u{301}";
    let mut options = Options::default();
    let app = reader_of(hebrew, &options, (60, 12));
    let shown = text(&app);
    assert!(shown.contains("The envoy said “םלוע םולש” twice."), "{shown}");
    let first = shown.lines().next().unwrap();
    assert_eq!(first.trim_start(), "םימעפ 25 רמא רבודה");
    assert!(first.starts_with("          "), "it begins at the right edge");
    options.bidi = Bidi::Terminal;
    assert!(text(&reader_of(hebrew, &options, (60, 12))).contains("“שלום עולם”"));
}

#[test]
fn columns_line_up_whatever_the_letters() {
    let names = "外交部发言人 said so. 👩‍🚀 🇬🇪 e\u{301}e\u{301} שלום مرحبا\n".repeat(30);
    for size in [(100, 12), (160, 12), (40, 10), (21, 5)] {
        let app = reader_of(&names, &Options::default(), size);
        let buffer = frame(&app);
        for row in buffer.content().chunks(usize::from(size.0)) {
            let columns: usize = row.iter().map(|c| unicode_width::UnicodeWidthStr::width(c.symbol())).sum();
            assert_eq!(columns, usize::from(size.0), "{}", row.iter().map(Cell::symbol).collect::<String>());
        }
    }
}

#[test]
fn the_theme_follows_the_ground_of_the_terminal_where_it_is_auto() {
    use attache::reader::{Report, Theme, ThemeChoice};
    let status = |choice, report| {
        let options = Options { theme: choice, color: ColorDepth::True, ..Options::default() };
        let mut app = reader_of("A text.", &options, (60, 12));
        app.update(Event::Report(Report::Background(report)));
        app.theme.status
    };
    let light = Theme::new(ThemeChoice::Light, ColorDepth::True).status;
    let dark = Theme::new(ThemeChoice::Dark, ColorDepth::True).status;
    assert_eq!(status(ThemeChoice::Auto, [250, 250, 245]), light);
    assert_eq!(status(ThemeChoice::Auto, [10, 10, 30]), dark);
    assert_eq!(status(ThemeChoice::Dark, [255, 255, 255]), dark);
}

#[test]
fn the_mouse_selects_scrolls_and_drags_the_ruler() {
    use attache::reader::{Mouse, MouseKind, Pane};
    let mut app = reader(ColorDepth::True, (160, 20));
    let point = |app: &mut App, kind, x, y| drop(app.update(Event::Mouse(Mouse { kind, x, y })));
    point(&mut app, MouseKind::Press, 3, 2);
    assert_eq!((app.focus, app.actors.followed), (Pane::Actors, Some(1)));
    let quotes = app.areas.quotes.unwrap();
    point(&mut app, MouseKind::Press, quotes.x + 4, 2);
    assert_eq!((app.focus, app.quotes.selected), (Pane::Quotes, Some(0)));
    let before = app.text.seen();
    point(&mut app, MouseKind::Wheel(1), 60, 5);
    assert!(app.text.seen().start > before.start);
    let ruler = app.areas.text.unwrap().x + app.text.columns.ruler.unwrap();
    point(&mut app, MouseKind::Press, ruler, 18);
    assert!(app.text.ends.1, "the foot of the ruler is the end of the text");
    point(&mut app, MouseKind::Drag, ruler, 0);
    assert_eq!(app.text.seen().start, 0);
    point(&mut app, MouseKind::Release, ruler, 0);
    point(&mut app, MouseKind::Drag, ruler, 18);
    assert_eq!(app.text.seen().start, 0, "a button that came up drags nothing");
}

#[test]
fn accessible_screens_hold_words_and_the_cursor_stands_on_the_selection() {
    let options = Options { accessible: true, ..Options::default() };
    let (mut app, _) = App::new(document(&briefing()), &options, (120, 24));
    app.update(Event::Analysed(Box::new(briefing())));
    for keys in ["]", "tab", "j", "tab", "j", "enter", "q", "?"] {
        press(&mut app, keys);
        let shown = text(&app);
        for glyph in "┃│┊◆─┌┐└┘▁▂▃▄▅▆▇━".chars() {
            assert!(!shown.contains(glyph), "{glyph} after {keys}:\n{shown}");
        }
    }
    press(&mut app, "q tab");
    let (_, y) = app.hints().cursor.expect("a cursor");
    press(&mut app, "tab j");
    assert_ne!(app.hints().cursor.expect("a cursor").1, y);
}
