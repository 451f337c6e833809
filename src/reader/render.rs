//! One frame: the panes, the lines between them, the status line, and the overlays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::App;
use super::bidi::{Bidi, arrange_fields};
use super::draw::{put, put_cluster, put_right};
use super::layout::Pane;
use super::overlay::Overlay;
use super::panes::{ListView, actors, quotes, text_view};
use super::plain::plain;
use super::status;

/// Draws the state on an empty buffer of the screen's size.
pub fn render(buffer: &mut Buffer, app: &App) {
    let tab = app.tabs.here();
    let screen = app.screen().intersection(*buffer.area());
    let theme = &app.theme;
    if app.shows_archive() {
        render_archive(buffer, app);
    } else {
        render_panes(buffer, app);
    }
    let rows = screen.height - app.areas.status.map_or(0, |s| s.height);
    let borders = app.areas.borders.iter().flatten().filter(|_| !app.shows_archive());
    for &x in borders.filter(|&&x| app.areas.ruler() != Some(x)) {
        for y in 0..rows {
            put_cluster(buffer, screen, (x, y), "│", theme.border);
        }
    }
    if app.manners.bidi == Bidi::Program && !app.shows_archive() {
        let lists = [app.areas.actors, app.areas.quotes];
        lists.into_iter().flatten().for_each(|area| arrange_fields(buffer, area));
    }
    for overlay in &app.overlays {
        overlay.render(buffer, screen, theme);
        if app.manners.bidi == Bidi::Program {
            arrange_fields(buffer, Overlay::area(screen));
        }
    }
    if let Some(area) = app.areas.status {
        status::render(buffer, area, app);
    }
    if let Some(prompt) = &app.prompt {
        prompt.render(buffer, screen, theme);
    } else if let Some(area) = app.areas.status.filter(|_| app.manners.bidi == Bidi::Program) {
        arrange_fields(buffer, area);
    }
    if app.manners.accessible {
        plain(
            buffer,
            app.areas
                .text
                .filter(|_| app.overlays.is_empty() && !app.shows_archive())
                .map(|area| tab.text.lines_area(area)),
        );
    }
}

/// Draws the page of the archive in place of the panes.
fn render_archive(buffer: &mut Buffer, app: &App) {
    let look = app.archive_look();
    let area = Rect { height: look.height, ..app.screen() };
    if let Some(place) = app.archive.here() {
        place.render(buffer, area, &look, app.archive.pattern.as_ref());
        if app.manners.bidi == Bidi::Program {
            arrange_fields(buffer, area);
        }
    }
}

/// Draws the source and the length above the text.
fn render_head(buffer: &mut Buffer, area: Rect, app: &App) {
    let (tab, style) = (app.tabs.here(), app.theme.faint);
    let lines = tab.text.lines_area(area);
    let metadata = tab.reading.metadata();
    let count = match tab.reading.blocks().len() {
        1 => "1 paragraph".to_owned(),
        count => format!("{count} paragraphs"),
    };
    let published = metadata.published.as_ref().map(ToString::to_string);
    let place = metadata.dateline.as_ref().map(|d| d.split(',').next().unwrap_or(d).trim().to_owned());
    let parts: Vec<String> = metadata.source.clone().into_iter().chain(place).chain(published).collect();
    let start = put_right(buffer, lines, (lines.width, 0), &count, style);
    let left = Rect { width: start.saturating_sub(2), ..lines };
    put(buffer, left, (0, 0), &parts.join(" · "), style);
}

/// Draws the visible panes.
fn render_panes(buffer: &mut Buffer, app: &App) {
    let tab = app.tabs.here();
    let theme = &app.theme;
    if let Some(area) = app.areas.head {
        render_head(buffer, area, app);
    }
    if let Some(area) = app.areas.text {
        let view = text_view::View {
            reading: &tab.reading,
            theme,
            filter: &tab.filter,
            quotes: &tab.quotes,
            quote: tab.quotes.selected.filter(|_| tab.quotes.marked || app.focus == Pane::Quotes),
            followed: tab.actors.followed,
            search: &app.search,
            highlights: &tab.annotations.highlights,
            selection: tab.annotations.selection.map(|s| s.span),
            bidi: app.manners.bidi,
        };
        text_view::render(buffer, area, &tab.text, &view);
        if let Some(x) = app.areas.ruler() {
            let top = app.areas.head.map_or(area.y, |head| head.y);
            let line = Rect { x, y: top, width: 1, height: area.bottom() - top };
            text_view::draw_ruler(buffer, line, &tab.text, &view);
        }
    }
    let list = |focused| ListView {
        reading: &tab.reading,
        filter: &tab.filter,
        search: app.search.pattern(),
        theme,
        focused,
    };
    if let Some(area) = app.areas.actors {
        actors::render(buffer, area, &tab.actors, list(app.focus == Pane::Actors));
    }
    if let Some(area) = app.areas.quotes {
        quotes::render(buffer, area, &tab.quotes, list(app.focus == Pane::Quotes));
    }
}
