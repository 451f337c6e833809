//! The actors pane: who is in the text, how often, and where.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ListView;
use crate::briefing::ActorKind;
use crate::reader::draw::{mark, put, put_right, tint_row};
use crate::reader::list::ListState;
use crate::reader::reading::Reading;
use crate::reader::wrap::text_width;
use crate::text::Span;

/// The most columns that a row takes: on a wide screen the figures would else stand too far from the names.
const WIDEST: u16 = 64;

/// The columns of the strip that shows where an actor occurs.
const STRIP: usize = 6;

/// The state of the pane.
#[derive(Debug, Default)]
pub struct ActorsPane {
    /// Which actor is selected.
    pub list: ListState,
    /// The actor whose mentions stand out in the text and on the ruler.
    pub followed: Option<usize>,
    /// The actors that were corrected.
    pub corrected: Vec<usize>,
}

/// A word for a kind of actor.
pub fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::State => "state",
        ActorKind::Org => "organisation",
        ActorKind::ArmedGroup => "armed group",
        ActorKind::People => "people",
        ActorKind::Office => "office",
        ActorKind::Group => "group",
        ActorKind::Place => "place",
    }
}

/// One letter for a kind of actor.
fn kind_letter(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "p",
        ActorKind::State => "s",
        ActorKind::Org => "o",
        ActorKind::ArmedGroup => "a",
        ActorKind::People => "n",
        ActorKind::Office => "f",
        ActorKind::Group => "g",
        ActorKind::Place => "l",
    }
}

impl ActorsPane {
    /// Moves the selection and follows the actor that it comes to.
    pub fn step(&mut self, by: isize, reading: &Reading) {
        let count = reading.actors().len();
        self.list.step(by, count);
        self.followed = (count > 0).then_some(self.list.selected);
    }

    /// Keeps the selected actor on the screen.
    pub fn settle(&mut self, reading: &Reading, area: Rect) {
        self.list.settle(reading.actors().len(), usize::from(area.height.saturating_sub(1)));
    }
}

/// Draws the pane: a title, then an actor a row.
pub fn render(buffer: &mut Buffer, area: Rect, pane: &ActorsPane, view: ListView) {
    let ListView { reading, theme, focused, .. } = view;
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let title = if focused { theme.title_focused } else { theme.title };
    let x = put(buffer, area, (1, 0), "Actors", title);
    let count = if reading.is_briefed() { reading.actors().len().to_string() } else { "…".to_owned() };
    put(buffer, area, (x + 1, 0), &count, theme.faint);
    if area.width > x + 16 {
        put_right(buffer, area, (area.width, 0), "mentions said", theme.faint);
    }
    for (y, actor) in (1..area.height).zip(pane.list.top..reading.actors().len()) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        let names = draw_actor(buffer, row, actor, view);
        if pane.corrected.contains(&actor) {
            put(buffer, row, (2, 0), "*", theme.heading);
        }
        if let Some(pattern) = view.search {
            let name = &reading.actors()[actor].name;
            mark(buffer, names, (3, 0), name, pattern.find_all(name), theme.hit);
        }
        if actor == pane.list.selected && (focused || pane.followed == Some(actor)) {
            let over = if focused { theme.row_selected } else { theme.row_marked };
            tint_row(buffer, area, y, over);
        }
    }
}

/// Draws a row, and gives the part of it in which the name stands.
fn draw_actor(buffer: &mut Buffer, row: Rect, i: usize, view: ListView) -> Rect {
    let ListView { reading, filter, theme, .. } = view;
    let actor = &reading.actors()[i];
    let chosen = match filter.sign(i) {
        None => " ",
        Some(false) => "-",
        Some(true) => "+",
    };
    put(buffer, row, (0, 0), chosen, theme.heading);
    put(buffer, row, (1, 0), kind_letter(actor.kind), theme.faint);
    let said = match reading.spoken(i) {
        0 => String::new(),
        n => n.to_string(),
    };
    put_right(buffer, row, (row.width, 0), &said, theme.text);
    let counts = row.width.saturating_sub(4);
    let mut end = put_right(buffer, row, (counts, 0), &actor.mentions.len().to_string(), theme.faint);
    // The strip gives way to the name.
    if text_width(&actor.name) + 4 + STRIP < usize::from(end) {
        let strip = strip(reading, i, STRIP);
        end = put_right(buffer, row, (end.saturating_sub(1), 0), &strip, theme.actor(i));
    }
    let names = Rect { width: end.saturating_sub(1), ..row };
    put(buffer, names, (3, 0), &actor.name, theme.actor(i));
    names
}

/// Where in the text an actor occurs: a bar for each of `parts` equal parts, higher the more mentions it has.
fn strip(reading: &Reading, actor: usize, parts: usize) -> String {
    const BARS: [char; 8] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇'];
    let length = reading.text().len().max(1);
    let mut counts = vec![0usize; parts];
    let spans: &[Span] = reading.mentions_of(actor);
    for span in spans {
        counts[(span.start as usize * parts / length).min(parts - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts.iter().map(|c| BARS[(c * 7).div_ceil(most)]).collect()
}
