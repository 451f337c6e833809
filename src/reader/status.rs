//! The status line: a message, or position, filter and speaker.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::App;
use super::archive::Place;
use super::draw::{clear, put, put_right, tint_row};
use super::event::Rest;
use super::keep::Keeping;
use super::layout::Pane;
use super::names;
use super::panes::marks::speaker_style;
use super::reading::Speaker;
use super::tabs::Listed;
use super::wrap::{text_width, wrap};
use crate::briefing::flags;

/// The least width for the word "quote" before its number.
const ROOMY: u16 = 60;

/// The columns that the speaker leaves to the filter.
const FILTER: usize = 18;

/// The columns at both ends of the line that a message cannot use.
const ENDS: usize = 6;

/// The most rows of a message that does not fit in the line.
const ROWS: u16 = 4;

/// A part of the line, with its style.
type Part = (String, Style);

/// Draws the status line: on the left the document, then a message or the filter and the search; on the right the
/// position, the quote, and its speaker.
pub fn render(buffer: &mut Buffer, area: Rect, app: &App) {
    let style = app.theme.status;
    tint_row(buffer, area, 0, style);
    let fits =
        app.message.as_ref().is_none_or(|message| text_width(message) + 2 * ENDS <= usize::from(area.width));
    if let (false, Some(message)) = (fits, &app.message) {
        render_message(buffer, area, app, message);
    }
    let message = app.message.as_ref().filter(|_| fits || area.y == 0);
    if let Some(place) = app.archive.here() {
        return render_page(buffer, area, app, (place, message));
    }
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    let number = format!("{}/{}", app.tabs.active().0 + 1, app.tabs.list().len());
    let x = put(buffer, inside, (1, 0), &number, style.add_modifier(Modifier::BOLD)) + 1;
    let said = match message {
        Some(message) => vec![(message.clone(), app.theme.warning)],
        None => left(app),
    };
    let needed: usize = said.iter().map(|(text, _)| text_width(text) + 2).sum();
    let mut end = inside.width;
    for (n, (text, over)) in right(app).into_iter().enumerate() {
        let width = text_width(&text) as u16;
        let room = usize::from(end.saturating_sub(x).saturating_sub(width + 2));
        // The position stays; the rest gives way to a message.
        let enough = match n {
            0 => room >= 8,
            _ if message.is_some() => room >= needed,
            1 => room >= 8,
            _ => room >= needed.min(FILTER),
        };
        if width > 0 && enough {
            end = put_right(buffer, inside, (end, 0), &text, over).saturating_sub(2);
        }
    }
    let place = Rect { width: end, ..area };
    let name = app.tabs.listed(app.tabs.active()).map(Listed::name).unwrap_or_default();
    let mut x = x;
    if message.is_none() && needed + text_width(&name) + 4 < usize::from(end.saturating_sub(x)) {
        x = put(buffer, place, (x, 0), &name, style) + 2;
    }
    for (text, over) in said {
        x = put(buffer, place, (x, 0), &text, over) + 2;
    }
}

/// Draws a message that is too long for the status line in the rows above it.
fn render_message(buffer: &mut Buffer, area: Rect, app: &App, message: &str) {
    let measure = usize::from(area.width.saturating_sub(2)).max(1);
    let lines = wrap(message, 0, measure, measure);
    let rows = (lines.len() as u16).min(ROWS).min(area.y);
    for (y, line) in (area.y - rows..area.y).zip(&lines) {
        let row = Rect { y, height: 1, ..area };
        clear(buffer, row);
        tint_row(buffer, row, 0, app.theme.status);
        let is_last = y + 1 == area.y && lines.len() > usize::from(rows);
        let end = if is_last { message.len() } else { line.end as usize };
        let inside = Rect { width: area.width.saturating_sub(1), ..row };
        put(buffer, inside, (1, 0), &message[line.start as usize..end], app.theme.warning);
    }
}

/// Draws the status line of an archive page: a message, or the search and the keys; on the right the position.
fn render_page(buffer: &mut Buffer, area: Rect, app: &App, (place, message): (&Place, Option<&String>)) {
    let style = app.theme.status;
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    let count = match place.count() {
        0 => String::new(),
        count => format!("{}/{count}", place.selected + 1),
    };
    let end = put_right(buffer, inside, (inside.width, 0), &count, style).saturating_sub(2);
    let room = Rect { width: end, ..area };
    if let Some(message) = message {
        put(buffer, room, (1, 0), message, app.theme.warning);
        return;
    }
    let mut x = 1;
    if let Some(pattern) = &app.archive.pattern {
        let matches = app.archive.matches().len();
        x = put(buffer, room, (x, 0), &format!("/{} {matches}", shortened(&pattern.source, 24)), style) + 2;
    }
    for (key, what) in place.page.keys() {
        let width = (text_width(key) + text_width(what) + 1) as u16;
        if x + width > end {
            break;
        }
        x = put(buffer, room, (x, 0), key, style.add_modifier(Modifier::BOLD));
        x = put(buffer, room, (x + 1, 0), what, style) + 2;
    }
}

/// The parts on the right, the outermost first.
fn right(app: &App) -> Vec<Part> {
    let (tab, theme) = (app.tabs.here(), &app.theme);
    let progress = tab.text.progress(&tab.reading);
    let place = match app.begun() {
        begun if begun.is_empty() => progress,
        begun => format!("{begun}  {progress}"),
    };
    let mut parts = vec![(format!("{place:>4}"), theme.status)];
    if let Some(quote) = tab.quotes.selected {
        let (at, count) = tab.quotes.position();
        let word = match (app.screen().width < ROOMY, tab.reading.is_declaration()) {
            (true, _) => "",
            (false, true) => "position ",
            (false, false) => "quote ",
        };
        parts.push((format!("{word}{} of {count}", at.unwrap_or(0)), theme.status));
        let speaker = tab.reading.speaker(quote);
        let name = match speaker {
            Speaker::Actor(actor) => names::short(&tab.reading.actors()[*actor], 20),
            Speaker::Named(expression) => names::head(expression),
            Speaker::Unknown => "unknown",
        };
        let mark = if tab.reading.quotes()[quote].is_sure() { "" } else { "?" };
        let style = theme.on_status(speaker_style(theme, &tab.reading, speaker));
        parts.push((format!("{name}{mark}"), style));
    }
    parts
}

/// The parts after the document's name, the most important first.
fn left(app: &App) -> Vec<Part> {
    let (tab, theme) = (app.tabs.here(), &app.theme);
    let (reading, annotations) = (&tab.reading, &tab.annotations);
    let mut parts = Vec::new();
    if let Some(selection) = &annotations.selection {
        let unit = selection.unit.name();
        parts.push(format!("selecting by {unit}: j k extend, Tab unit, H highlight, c note, y copy, Esc"));
    }
    if let Keeping::Failing { unsaved, .. } = annotations.keeping {
        parts.push(format!("NOT SAVED: {unsaved} (i says why)"));
    }
    if tab.stale {
        parts.push("changed: R reloads it".to_owned());
    }
    // Restrictions on the use of a text stay on the screen with it.
    parts.extend(flags(reading.metadata()).iter().map(|flag| format!("{flag} (i says more)")));
    parts.extend(work(app));
    if let Some(pattern) = app.search.pattern() {
        let count = if app.search.is_hunting() { "searching…".to_owned() } else { app.search_count() };
        parts.push(format!("/{} {count}", shortened(&pattern.source, 24)));
    }
    if tab.filter.expression().is_some() {
        parts.push(format!("& {}", tab.filter.describe(reading)));
    }
    if app.areas.text_alone() && app.focus != Pane::Text {
        parts.push("Tab: next pane".to_owned());
    }
    parts.into_iter().map(|text| (text, theme.status)).collect()
}

/// The background work and its progress.
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
