//! The actors pane: the actors in the text and their counts, in groups: those who speak, those who are only named,
//! places.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::ListView;
use crate::briefing::ActorKind;
use crate::reader::draw::{mark, put, put_right, tint_row};
use crate::reader::list::ListState;
use crate::reader::names;
use crate::reader::reading::Reading;
use crate::reader::wrap::text_width;

/// The most columns of a row: on a wide screen the figures would otherwise be too far from the names.
const WIDEST: u16 = 64;
/// The least width at which the count of mentions is shown.
const NAMED: u16 = 27;

/// The order of the actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Most quotes first.
    #[default]
    Said,
    /// Most mentions first.
    Named,
    /// By name.
    Name,
    /// In text order.
    First,
}

impl Order {
    fn next(self) -> Self {
        match self {
            Self::Said => Self::Named,
            Self::Named => Self::Name,
            Self::Name => Self::First,
            Self::First => Self::Said,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "by quotes",
            Self::Named => "by mentions",
            Self::Name => "by name",
            Self::First => "by first mention",
        }
    }
}

/// A group of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Speakers,
    Named,
    Places,
}

impl Group {
    fn of(reading: &Reading, actor: usize) -> Self {
        match () {
            () if reading.spoken(actor) > 0 => Self::Speakers,
            () if reading.is_place(actor) => Self::Places,
            () => Self::Named,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Speakers => "Speakers",
            Self::Named => "Named only",
            Self::Places => "Places",
        }
    }
}

/// A row of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// The heading of a group, and its size.
    Heading(Group, usize),
    /// An actor.
    Actor(usize),
    /// Nothing.
    Blank,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct ActorsPane {
    /// The selected actor.
    pub selected: usize,
    /// The actor whose mentions are highlighted in the text and on the ruler.
    pub followed: Option<usize>,
    /// The corrected actors.
    pub corrected: Vec<usize>,
    /// Their order.
    pub order: Order,
    list: ListState,
    rows: Vec<Row>,
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

impl ActorsPane {
    /// Lists the actors; without the source of the text, unless it speaks.
    pub fn list(&mut self, reading: &Reading) {
        let source = reading.metadata().source.as_deref();
        let is_source = |a: &usize| source.is_some_and(|s| reading.actors()[*a].name == s);
        let listed = |a: &usize| reading.spoken(*a) > 0 || !is_source(a);
        let actors: Vec<usize> = (0..reading.actors().len()).filter(listed).collect();
        let first_time = self.listed().next().is_none();
        self.rows.clear();
        for group in [Group::Speakers, Group::Named, Group::Places] {
            let mut members: Vec<usize> =
                actors.iter().copied().filter(|&a| Group::of(reading, a) == group).collect();
            if members.is_empty() && group != Group::Speakers {
                continue;
            }
            self.sort(&mut members, reading);
            if !self.rows.is_empty() {
                self.rows.push(Row::Blank);
            }
            self.rows.push(Row::Heading(group, members.len()));
            self.rows.extend(members.into_iter().map(Row::Actor));
        }
        if first_time || self.row_of_selected().is_none() {
            let first = self.listed().next();
            self.selected = first.unwrap_or(0);
        }
    }

    fn sort(&self, actors: &mut [usize], reading: &Reading) {
        let mentions = |a: usize| std::cmp::Reverse(reading.mentions_of(a).len());
        match self.order {
            Order::Said => {
                actors
                    .sort_by_key(|&a| (std::cmp::Reverse(reading.spoken(a)), reading.hue(a), mentions(a), a));
            }
            Order::Named => actors.sort_by_key(|&a| (mentions(a), a)),
            Order::Name => actors.sort_by_cached_key(|&a| reading.actors()[a].name.to_lowercase()),
            Order::First => {
                actors.sort_by_key(|&a| reading.mentions_of(a).first().map_or(u32::MAX, |s| s.start));
            }
        }
    }

    /// Switches to the next order.
    pub fn sort_otherwise(&mut self, reading: &Reading) {
        self.order = self.order.next();
        self.list(reading);
    }

    /// The actors in list order.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(|row| if let Row::Actor(actor) = row { Some(*actor) } else { None })
    }

    fn row_of_selected(&self) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Actor(self.selected))
    }

    /// The selected actor.
    pub fn subject(&self) -> Option<usize> {
        self.row_of_selected().map(|_| self.selected)
    }

    /// The actor in a row of the pane, from 0 at its top.
    pub fn actor_in_row(&self, row: usize) -> Option<usize> {
        match self.rows.get(self.list.top + row) {
            Some(Row::Actor(actor)) => Some(*actor),
            _ => None,
        }
    }

    /// The row of the selected actor, from 0.
    pub fn selected_row(&self) -> usize {
        self.list.row()
    }

    /// Moves the selection and follows the selected actor.
    pub fn step(&mut self, by: isize) {
        let listed: Vec<usize> = self.listed().collect();
        let Some(last) = listed.len().checked_sub(1) else { return };
        let at = listed.iter().position(|&a| a == self.selected).unwrap_or(0);
        self.select(listed[at.saturating_add_signed(by).min(last)]);
    }

    /// Selects an actor and follows them.
    pub fn select(&mut self, actor: usize) {
        self.selected = actor;
        self.followed = Some(actor);
    }

    /// Keeps the selected actor on the screen, and the heading above the first.
    pub fn settle(&mut self, area: Rect) {
        let at = self.row_of_selected().unwrap_or(0);
        let first = self.listed().next() == Some(self.selected);
        for row in [if first { 0 } else { at }, at] {
            self.list.selected = row;
            self.list.settle(self.rows.len(), usize::from(area.height));
        }
    }
}

/// Draws the pane: the groups, an actor a row.
pub fn render(buffer: &mut Buffer, area: Rect, pane: &ActorsPane, view: ListView) {
    let ListView { reading, theme, focused, .. } = view;
    let area = Rect { width: area.width.min(WIDEST), ..area };
    for (y, row) in (0..area.height).zip(pane.rows.iter().skip(pane.list.top)) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        match *row {
            Row::Heading(group, count) => {
                let first = y == 0 && group == Group::Speakers;
                let title = if focused && first { theme.title_focused } else { theme.title };
                let x = put(buffer, line, (1, 0), group.name(), title);
                let count = if reading.is_briefed() { count.to_string() } else { "…".to_owned() };
                put(buffer, line, (x + 1, 0), &count, theme.faint);
                if group == Group::Speakers {
                    draw_order(buffer, line, pane.order, view);
                }
            }
            Row::Actor(actor) => draw_actor(buffer, line, actor, pane, view),
            Row::Blank => {}
        }
    }
}

/// Draws the column headings; the one of the current order stands out.
fn draw_order(buffer: &mut Buffer, row: Rect, order: Order, view: ListView) {
    let theme = view.theme;
    let style = |is: bool| if is { theme.heading } else { theme.faint };
    let mut end = row.width.saturating_sub(1);
    if row.width >= NAMED {
        end = put_right(buffer, row, (end, 0), "named", style(order == Order::Named)).saturating_sub(1);
    }
    let start = put_right(buffer, row, (end, 0), "said", style(order == Order::Said));
    let other = match order {
        Order::Name => "a–z",
        Order::First => "1st",
        Order::Said | Order::Named => "",
    };
    put_right(buffer, row, (start.saturating_sub(1), 0), other, theme.heading);
}

fn draw_actor(buffer: &mut Buffer, row: Rect, i: usize, pane: &ActorsPane, view: ListView) {
    let ListView { reading, filter, theme, focused, .. } = view;
    let actor = &reading.actors()[i];
    let mut end = row.width.saturating_sub(1);
    let mentions = reading.mentions_of(i).len().to_string();
    let said = match reading.spoken(i) {
        0 => String::new(),
        n => n.to_string(),
    };
    if row.width >= NAMED {
        put_right(buffer, row, (end, 0), &mentions, theme.faint);
        end = end.saturating_sub(6);
    } else if said.is_empty() {
        put_right(buffer, row, (end, 0), &mentions, theme.faint);
    }
    put_right(buffer, row, (end, 0), &said, theme.text);
    let room = usize::from(end).saturating_sub(2 + text_width(&said));
    let person = actor.kind == ActorKind::Person;
    let name =
        if text_width(&actor.name) <= room { actor.name.clone() } else { fitting(&actor.name, person, room) };
    let style = theme.actor(reading.hue(i));
    let x = put(buffer, row, (1, 0), &name, style);
    if pane.corrected.contains(&i) {
        put(buffer, row, (x, 0), "*", theme.heading);
    }
    if i == pane.selected && (focused || pane.followed == Some(i)) {
        tint_row(buffer, row, 0, if focused { theme.row_selected } else { theme.row_marked });
        put(buffer, row, (0, 0), "▌", theme.heading);
    }
    if let Some(pattern) = view.search {
        mark(buffer, row, (1, 0), &name, pattern.find_all(&name), theme.hit);
    }
    let sign = match filter.sign(i) {
        None => return,
        Some(false) => "-",
        Some(true) => "+",
    };
    put(buffer, row, (0, 0), sign, theme.heading.add_modifier(Modifier::BOLD));
}

/// A long name, cut; a person's is first shortened to an initial and the surname.
fn fitting(name: &str, person: bool, room: usize) -> String {
    let surname = names::surname(name);
    let short = match name.chars().next() {
        Some(first) if person && surname.len() < name.len() => format!("{first}. {surname}"),
        _ => name.to_owned(),
    };
    if text_width(&short) <= room { short } else { names::cut(name, room).unwrap_or(short) }
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn only_a_person_has_initials() {
        assert_eq!(fitting("Leila Sabbagh-Marin", true, 17), "L. Sabbagh-Marin");
        assert_eq!(fitting("Levant Policy Forum", false, 17), "Levant Policy…");
        assert_eq!(fitting("Interparliamentary", false, 10), "Interparliamentary");
    }
}
