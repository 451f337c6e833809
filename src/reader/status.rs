//! The status line: a message, or where one is, what is filtered, who speaks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::App;
use super::draw::{put, put_right, tint_row};
use super::event::Rest;
use super::keep::Keeping;
use super::layout::Pane;
use super::wrap::text_width;
use crate::briefing::flags;

/// Columns of a screen that has room to spare in its status line.
const ROOMY: u16 = 80;

/// Columns kept there for the number and the speaker of a quote.
const SPEAKER: usize = 28;

/// Draws the status line.
pub fn render(buffer: &mut Buffer, area: Rect, app: &App) {
    let tab = app.tabs.here();
    let style = app.theme.status;
    tint_row(buffer, area, 0, style);
    let progress = tab.text.progress(&tab.reading);
    let position = match app.begun() {
        begun if begun.is_empty() => progress,
        begun => format!("{begun}  {progress}"),
    };
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    let end = if text_width(&position) + 2 < usize::from(area.width) {
        put_right(buffer, inside, (inside.width, 0), &position, style)
    } else {
        inside.width
    };
    let left = Rect { width: end.saturating_sub(1), ..area };
    if let Some(message) = &app.message {
        put(buffer, left, (1, 0), message, app.theme.warning);
        return;
    }
    let mut x = 1;
    for part in parts(app) {
        if x > 1 {
            x = put(buffer, left, (x, 0), " │ ", style);
        }
        x = put(buffer, left, (x, 0), &part, style);
    }
}

/// What the line says from the left, the most wanted first.
fn parts(app: &App) -> Vec<String> {
    let tab = app.tabs.here();
    let reading = &tab.reading;
    let mut parts = Vec::new();
    if let Some(selection) = &tab.annotations.selection {
        let unit = selection.unit.name();
        parts.push(format!("selecting by {unit}: Tab unit, arrows, H highlight, c note, y copy, Esc"));
    }
    if let Keeping::Failing { unsaved, .. } = tab.annotations.keeping {
        parts.push(format!("NOT SAVED: {unsaved} (i says why)"));
    }
    // What a text may not be used for is on the screen as long as the text is.
    parts.extend(flags(reading.metadata()).iter().map(|flag| format!("{flag} (i says more)")));
    parts.extend(work(app));
    if let Some(pattern) = app.search.pattern() {
        let count = if app.search.is_hunting() { "searching…".to_owned() } else { app.search_count() };
        let source = &pattern.source;
        parts.push(format!("/{} {count}", shortened(source, 24)));
    }
    if tab.filter.expression().is_some() {
        parts.push(format!("& {}", tab.filter.describe(reading)));
    }
    if app.areas.text_alone() && app.focus != Pane::Text {
        parts.push("Tab: next pane".to_owned());
    }
    if let Some(quote) = tab.quotes.selected {
        let (at, count) = tab.quotes.position();
        let name = reading.speaker_name(reading.speaker(quote));
        let whose = format!("“{}/{count} {name}", at.unwrap_or(0));
        // What follows stays where it is, whoever speaks: it needs not be sent again.
        let room = if app.screen().width < ROOMY { 0 } else { SPEAKER };
        parts.push(format!("{whose:room$}"));
    }
    if let Some(actor) = tab.actors.followed {
        parts.push(format!("following {}", reading.actors()[actor].name));
    }
    let documents = app.tabs.list().len();
    if documents > 1 {
        parts.push(format!("file {}/{documents}", app.tabs.active().0 + 1));
    }
    let metadata = reading.metadata();
    parts.extend(metadata.title.clone().or_else(|| metadata.source.clone()));
    parts
}

/// What is being done behind the screen, with how far it is.
fn work(app: &App) -> Option<String> {
    let tab = app.tabs.here();
    match (tab.rest, tab.analysed) {
        (Rest::More { read, of: Some(of) }, _) if of > read => {
            Some(format!("reading… {} of {}", size(read), size(of)))
        }
        (Rest::More { read, .. }, _) => Some(format!("reading… {}", size(read))),
        (Rest::Fetching, _) => Some("fetching…".to_owned()),
        _ if tab.reading.is_briefed() => None,
        (Rest::Nothing, 0) => Some("finding actors and quotes…".to_owned()),
        (Rest::Nothing, percent) => Some(format!("finding actors and quotes… {percent}%")),
    }
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// The beginning of a text of more than `most` characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
