//! What lies over the panes: the help, the card of an actor, a message. Overlays are a stack; keys go to the top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::annotations::Annotations;
use super::draw::{clear, put, put_cluster, put_right};
use super::keep::Keeping;
use super::panes::actors::kind_name;
use super::reading::{Reading, Speaker};
use super::tab::Tab;
use super::theme::Theme;
use super::wrap::wrap;
use super::{Action, Keymap};
use crate::corrections::Edit;

/// How a line of a sheet is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As a heading.
    Heading,
    /// As text.
    Plain,
    /// Faintly.
    Faint,
}

/// A sheet of text that lies over the panes.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// What it is called, in its upper border.
    pub title: String,
    /// Its lines: in the first column of a pair what is named (a key, a property), in the second the rest.
    pub lines: Vec<(Tone, String, String)>,
    /// How many rows are scrolled away at the top.
    pub top: usize,
}

/// The columns of the first of a sheet's two columns.
const FIRST: u16 = 18;

impl Overlay {
    fn new(title: &str) -> Self {
        Self { title: title.to_owned(), lines: Vec::new(), top: 0 }
    }

    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.line(Tone::Plain, "", "");
        }
        self.line(Tone::Heading, text, "");
    }

    fn line(&mut self, tone: Tone, name: &str, text: &str) {
        self.lines.push((tone, name.to_owned(), text.to_owned()));
    }

    /// The help: every action with its keys.
    pub fn help(keymap: &Keymap) -> Self {
        let mut sheet = Self::new("Help");
        let mut group = "";
        for &action in Action::ALL {
            if action.group() != group {
                group = action.group();
                sheet.heading(group);
            }
            sheet.line(Tone::Plain, &keymap.keys(action).join(" "), action.help());
        }
        sheet.heading("Marks");
        sheet.line(Tone::Plain, "┃ │ ┊", "A quote: direct, with quoted words in it, indirect");
        sheet.line(Tone::Plain, "?", "The attribution is unsure");
        sheet.line(Tone::Plain, "*", "You corrected this actor or this quote");
        sheet.line(Tone::Plain, "= #", "A highlight; one with a note");
        sheet.line(Tone::Plain, "+ -", "The actor is in the filter, or kept out by it");
        let kinds = "Person, state, organisation, armed group, people, office, loose group";
        sheet.line(Tone::Plain, "p s o a n f g", kinds);
        sheet
    }

    /// The card of an actor.
    pub fn card(reading: &Reading, index: usize) -> Self {
        let actor = &reading.actors()[index];
        let mut sheet = Self::new(&actor.name);
        let mut say = |name: &str, text: &str| {
            if !text.is_empty() {
                sheet.line(Tone::Plain, name, text);
            }
        };
        say("Kind", kind_name(actor.kind));
        say("Role", actor.role.as_deref().unwrap_or(""));
        say("Country", actor.country.as_deref().unwrap_or(""));
        say("Also called", &actor.aliases.join(", "));
        say("Mentions", &reading.mentions_of(index).len().to_string());
        say("Appears with", &companions(reading, index).join(", "));
        let said = reading.spoken(index);
        if said > 0 {
            sheet.heading(&format!("Quotes: {said}"));
        }
        for (i, quote) in reading.quotes().iter().enumerate() {
            if *reading.speaker(i) == Speaker::Actor(index) {
                let words: Vec<&str> = quote.spans.iter().map(|&s| reading.of(s)).collect();
                sheet.line(Tone::Faint, &format!("{}", i + 1), &words.join(" … "));
            }
        }
        sheet
    }

    /// What is known about the document, what its import left out, and why nothing can be kept of it.
    pub fn info(tab: &Tab) -> Self {
        let (reading, notices, keeping) = (&tab.reading, &tab.notices, &tab.annotations.keeping);
        let mut sheet = Self::new("About this document");
        let m = reading.metadata();
        let over = |until: &String| format!("{until}, which is over");
        let embargo = if m.embargo_is_over { &m.embargo.as_ref().map(over) } else { &m.embargo };
        let fields = [
            ("Title", &m.title),
            ("Source", &m.source),
            ("Byline", &m.byline),
            ("Dateline", &m.dateline),
            ("Published", &m.published),
            ("Language", &m.language),
            ("Address", &m.url),
            ("Slug line", &m.slug),
            ("Urgency", &m.urgency),
            ("Embargo", embargo),
            ("Status", &m.status),
            ("Version", &m.version),
            ("Usage terms", &m.usage_terms),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                sheet.line(Tone::Plain, name, value);
            }
        }
        sheet.line(Tone::Plain, "Paragraphs", &reading.blocks().len().to_string());
        sheet.line(Tone::Plain, "Actors, quotes", &counts(reading));
        if let Keeping::Failing { reason, unsaved } = keeping {
            sheet.heading("Nothing is being saved");
            sheet.line(Tone::Plain, "Why", reason);
            sheet.line(Tone::Plain, "Not saved", &unsaved.to_string());
        }
        if !notices.is_empty() {
            sheet.heading("Import");
        }
        for notice in notices {
            sheet.line(Tone::Faint, "", notice);
        }
        sheet
    }

    /// What was corrected and marked, and what of it finds no target in the text as it is now.
    pub fn corrections(annotations: &Annotations) -> Self {
        let mut sheet = Self::new("Corrections, the last first");
        let edits: Vec<&Edit> = annotations.corrections.edits().collect();
        if edits.is_empty() {
            sheet.line(Tone::Faint, "", "Nothing was corrected. The help lists the keys that do.");
        }
        for edit in edits.into_iter().rev() {
            let lost = annotations.lost.contains(edit);
            sheet.line(if lost { Tone::Faint } else { Tone::Plain }, "", &format!("{}.", edit.describe()));
            if lost {
                sheet.line(Tone::Faint, "", "  (finds nothing in this text any more; it is kept)");
            }
        }
        sheet
    }

    /// A message that is too long for the status line.
    pub fn message(title: &str, text: &str) -> Self {
        let mut sheet = Self::new(title);
        sheet.line(Tone::Plain, "", text);
        sheet
    }

    /// Its lines, broken to `width` columns.
    fn rows(&self, width: u16) -> Vec<(Tone, String, String)> {
        let two_columns = width >= 3 * FIRST && self.lines.iter().any(|l| !l.1.is_empty());
        let measure = usize::from(if two_columns { width - FIRST } else { width });
        let mut rows = Vec::new();
        for (tone, name, text) in &self.lines {
            let mut name = name.clone();
            let too_long = super::wrap::text_width(&name) >= usize::from(FIRST);
            if !name.is_empty() && !text.is_empty() && (!two_columns || too_long) {
                rows.push((Tone::Heading, std::mem::take(&mut name), String::new()));
            }
            for line in wrap(text, 0, measure, measure) {
                let part = text[line.start as usize..line.end as usize].to_owned();
                rows.push((*tone, std::mem::take(&mut name), part));
            }
        }
        rows
    }

    /// Scrolls by `by` rows, on a screen of that size.
    pub fn scroll(&mut self, by: isize, screen: Rect) {
        let inner = inner(self.area(screen));
        let lowest = self.rows(inner.width).len().saturating_sub(usize::from(inner.height));
        self.top = self.top.saturating_add_signed(by).min(lowest);
    }

    /// The place that it takes on a screen: no more than it needs.
    pub fn area(&self, screen: Rect) -> Rect {
        let width = screen.width.min(92).saturating_sub(if screen.width > 60 { 8 } else { 0 });
        let needs = self.rows(width.saturating_sub(4)).len().min(usize::from(u16::MAX - 2)) as u16 + 2;
        let height = needs.min(screen.height.saturating_sub(if screen.height > 16 { 4 } else { 1 })).max(1);
        let (x, y) = ((screen.width - width) / 2, screen.height.saturating_sub(height) / 2);
        Rect { x, y: if screen.height > 16 { y } else { 0 }, width, height }.intersection(screen)
    }

    /// Draws the sheet over what is on the screen.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        let area = self.area(screen);
        clear(buffer, area);
        draw_box(buffer, area, theme.border);
        let title = Rect { width: area.width.saturating_sub(2), ..area };
        put(buffer, title, (2, 0), &format!(" {} ", self.title), theme.heading);
        let inner = inner(area);
        let rows = self.rows(inner.width);
        let hidden = rows.len().saturating_sub(self.top + usize::from(inner.height));
        if hidden > 0 && area.height > 1 {
            let more = format!(" {hidden} more ");
            put_right(buffer, area, (area.width.saturating_sub(2), area.height - 1), &more, theme.faint);
        }
        for (y, (tone, name, text)) in (0..inner.height).zip(rows.iter().skip(self.top)) {
            let style = match tone {
                Tone::Heading => theme.heading,
                Tone::Plain => theme.text,
                Tone::Faint => theme.faint,
            };
            put(buffer, inner, (0, y), name, theme.heading);
            let indent = if inner.width >= 3 * FIRST && self.lines.iter().any(|l| !l.1.is_empty()) {
                FIRST
            } else {
                0
            };
            put(buffer, inner, (indent, y), text, style);
        }
    }
}

fn counts(reading: &Reading) -> String {
    if !reading.is_briefed() {
        return "not known yet".to_owned();
    }
    format!("{}, {}", reading.actors().len(), reading.quotes().len())
}

/// Who is in the same paragraphs as an actor, the most often first; at most six.
fn companions(reading: &Reading, actor: usize) -> Vec<String> {
    let mut together = vec![0usize; reading.actors().len()];
    let mut last = None;
    for span in reading.mentions_of(actor) {
        let block = reading.block_at(span.start);
        if last.replace(block) == Some(block) {
            continue;
        }
        let mut here: Vec<usize> =
            reading.mentions_in(reading.blocks()[block].span).iter().map(|(_, a)| *a).collect();
        here.sort_unstable();
        here.dedup();
        here.into_iter().filter(|&a| a != actor).for_each(|a| together[a] += 1);
    }
    let mut order: Vec<usize> = (0..together.len()).filter(|&a| together[a] > 0).collect();
    order.sort_by_key(|&a| (std::cmp::Reverse(together[a]), a));
    let name = |a: usize| format!("{} ({})", reading.actors()[a].name, together[a]);
    order.into_iter().take(6).map(name).collect()
}

/// The place inside a box.
fn inner(area: Rect) -> Rect {
    if area.width < 8 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
}

fn draw_box(buffer: &mut Buffer, area: Rect, style: Style) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (right, bottom) = (area.width - 1, area.height - 1);
    for x in 1..right {
        put_cluster(buffer, area, (x, 0), "─", style);
        put_cluster(buffer, area, (x, bottom), "─", style);
    }
    for y in 1..bottom {
        put_cluster(buffer, area, (0, y), "│", style);
        put_cluster(buffer, area, (right, y), "│", style);
    }
    for (x, y, corner) in [(0, 0, "┌"), (right, 0, "┐"), (0, bottom, "└"), (right, bottom, "┘")] {
        put_cluster(buffer, area, (x, y), corner, style);
    }
}
