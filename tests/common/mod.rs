//! Helpers for the tests of the reader: a reader of a saved analysis, its frames, and frames saved as files.

use attache::briefing::Briefing;
use attache::document::Document;
use attache::reader::{App, Effect, Event, Options, render};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

/// The briefing in a fixture.
pub fn briefing(json: &str) -> Briefing {
    serde_json::from_str(json).expect("the fixture is a briefing")
}

/// A reader of that briefing's document before its analysis, and its first effects.
pub fn unread(briefing: &Briefing, options: &Options, size: (u16, u16)) -> (App, Vec<Effect>) {
    let Briefing { text, blocks, metadata, .. } = briefing.clone();
    App::new(Document { text, blocks, metadata, ..Document::default() }, options, size)
}

/// Passes the analysis of its document to a reader.
pub fn analysed(mut app: App, briefing: Briefing) -> App {
    app.update(Event::analysed(briefing));
    app
}

/// The content of the screen.
pub fn frame(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(app.screen());
    render(&mut buffer, app);
    buffer
}

/// The parts that a style sets; empty for a plain one.
pub fn parts_of(style: Style) -> Vec<String> {
    let colors = [("fg", style.fg), ("bg", style.bg)];
    let colored = colors.into_iter().filter_map(|(name, color)| {
        let color = color.filter(|c| *c != Color::Reset)?;
        Some(format!("{name} {color}"))
    });
    let modified = (!style.add_modifier.is_empty()).then(|| format!("{:?}", style.add_modifier));
    colored.chain(modified).collect()
}

/// Asserts that a frame equals the snapshot `tests/snapshots/NAME.snap`. `INSTA_UPDATE=always` rewrites it.
pub fn assert_kept(name: &str, frame: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, frame));
}
