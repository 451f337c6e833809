//! Screens of any size, letters of any script, the theme, the mouse, the accessible screen.

use super::*;

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
    app.update(Event::analysed(Briefing::new(Document::default())));
    press(&mut app, "tab j k [ esc z");
    assert!(text(&app).contains("This document has no text."));
}

/// A reader of a text of its own, without any findings.
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
    let light = Theme::new(ThemeChoice::LIGHT, ColorDepth::True).status;
    let dark = Theme::new(ThemeChoice::DARK, ColorDepth::True).status;
    assert_eq!(status(ThemeChoice::Auto, [250, 250, 245]), light);
    assert_eq!(status(ThemeChoice::Auto, [10, 10, 30]), dark);
    assert_eq!(status(ThemeChoice::DARK, [255, 255, 255]), dark);
}

#[test]
fn the_mouse_selects_scrolls_and_drags_the_ruler() {
    use attache::reader::{Mouse, MouseKind, Pane};
    let mut app = reader(ColorDepth::True, (160, 20));
    let point = |app: &mut App, kind, x, y| drop(app.update(Event::Mouse(Mouse { kind, x, y })));
    point(&mut app, MouseKind::Press, 3, 2);
    assert_eq!((app.focus, app.tabs.here().actors.followed), (Pane::Actors, Some(0)));
    let quotes = app.areas.quotes.unwrap();
    point(&mut app, MouseKind::Press, quotes.x + 4, 2);
    assert_eq!((app.focus, app.tabs.here().quotes.selected), (Pane::Quotes, Some(0)));
    let before = app.tabs.here().text.seen();
    point(&mut app, MouseKind::Wheel(1), 60, 5);
    assert!(app.tabs.here().text.seen().start > before.start);
    let ruler = app.areas.ruler().unwrap();
    point(&mut app, MouseKind::Press, ruler, 18);
    assert!(app.tabs.here().text.ends.1, "the foot of the ruler is the end of the text");
    point(&mut app, MouseKind::Drag, ruler, 0);
    assert_eq!(app.tabs.here().text.seen().start, 0);
    point(&mut app, MouseKind::Release, ruler, 0);
    point(&mut app, MouseKind::Drag, ruler, 18);
    assert_eq!(app.tabs.here().text.seen().start, 0, "a button that came up drags nothing");
}

#[test]
fn accessible_screens_hold_words_and_the_cursor_stands_on_the_selection() {
    let options = Options { accessible: true, ..Options::default() };
    let (mut app, _) = common::unread(&briefing(), &options, (120, 24));
    app.update(Event::analysed(briefing()));
    for keys in ["]", "tab", "j", "tab", "j", "enter", "q", "?"] {
        press(&mut app, keys);
        let shown = text(&app);
        for glyph in "┃│┊▌┤▪─┌┐└┘▁▂▃▄▅▆▇".chars() {
            assert!(!shown.contains(glyph), "{glyph} after {keys}:\n{shown}");
        }
    }
    press(&mut app, "q tab");
    let (_, y) = app.hints().cursor.expect("a cursor");
    press(&mut app, "tab j");
    assert_ne!(app.hints().cursor.expect("a cursor").1, y);
}
