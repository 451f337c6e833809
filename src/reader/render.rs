//! One frame: the panes, the lines between them, the status line, and what lies over them.

use ratatui::buffer::Buffer;

use super::App;
use super::bidi::{Bidi, arrange_fields};
use super::draw::put_cluster;
use super::layout::Pane;
use super::panes::{ListView, actors, quotes, text_view};
use super::plain::plain;
use super::status;

/// Draws the state on an empty buffer of the screen's size.
pub fn render(buffer: &mut Buffer, app: &App) {
    let tab = app.tabs.here();
    let screen = app.screen().intersection(*buffer.area());
    let theme = &app.theme;
    render_panes(buffer, app);
    let rows = screen.height - app.areas.status.map_or(0, |s| s.height);
    for &x in app.areas.borders.iter().flatten() {
        for y in 0..rows {
            put_cluster(buffer, screen, (x, y), "│", theme.border);
        }
    }
    if app.manners.bidi == Bidi::Program {
        let lists = [app.areas.actors, app.areas.quotes];
        lists.into_iter().flatten().for_each(|area| arrange_fields(buffer, area));
    }
    for overlay in &app.overlays {
        overlay.render(buffer, screen, theme);
        if app.manners.bidi == Bidi::Program {
            arrange_fields(buffer, overlay.area(screen));
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
            app.areas.text.filter(|_| app.overlays.is_empty()).map(|area| tab.text.lines_area(area)),
        );
    }
}

/// Draws the panes that are on the screen.
fn render_panes(buffer: &mut Buffer, app: &App) {
    let tab = app.tabs.here();
    let theme = &app.theme;
    if let Some(area) = app.areas.text {
        let view = text_view::View {
            reading: &tab.reading,
            theme,
            filter: &tab.filter,
            quote: tab.quotes.selected.filter(|_| tab.quotes.marked || app.focus == Pane::Quotes),
            followed: tab.actors.followed,
            search: &app.search,
            highlights: &tab.annotations.highlights,
            selection: tab.annotations.selection.map(|s| s.span),
            bidi: app.manners.bidi,
        };
        text_view::render(buffer, area, &tab.text, &view);
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
