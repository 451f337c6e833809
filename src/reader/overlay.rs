//! What lies over the panes: the help, the card of an actor, a message. Overlays are a stack; keys go to the top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::annotations::Annotations;
use super::draw::{clear, put, put_right};
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
    /// What it is called.
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
        sheet.line(Tone::Plain, "▌", "The selected quote");
        sheet.line(Tone::Plain, "┤", "On the ruler: this speaker speaks here");
        sheet.line(Tone::Plain, "?", "Unsure: words or speaker may be wrong");
        sheet.line(Tone::Plain, "*", "You corrected this actor or this quote");
        sheet.line(Tone::Plain, "= #", "A highlight; one with a note");
        sheet.line(Tone::Plain, "+ -", "The actor is in the filter, or kept out by it");
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
        let published = m.published.map(|date| date.to_string());
        let fields = [
            ("Title", &m.title),
            ("Source", &m.source),
            ("Byline", &m.byline),
            ("Dateline", &m.dateline),
            ("Published", &published),
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
        let mut sheet = Self::new("Corrections, latest first");
        let edits: Vec<&Edit> = annotations.corrections.edits().collect();
        if edits.is_empty() {
            sheet.line(Tone::Faint, "", "Nothing is corrected yet; ? lists the keys.");
        }
        for edit in edits.into_iter().rev() {
            let lost = annotations.lost.contains(edit);
            sheet.line(if lost { Tone::Faint } else { Tone::Plain }, "", &format!("{}.", edit.describe()));
            if lost {
                sheet.line(Tone::Faint, "", "  (no longer found in this text; kept)");
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
        let inner = inner(Self::area(screen));
        let lowest = self.rows(inner.width).len().saturating_sub(usize::from(inner.height));
        self.top = self.top.saturating_add_signed(by).min(lowest);
    }

    /// The place that it takes: the screen without its last row.
    pub fn area(screen: Rect) -> Rect {
        Rect { height: screen.height.saturating_sub(1).max(1), ..screen }.intersection(screen)
    }

    /// Draws the sheet over what is on the screen.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        let area = Self::area(screen);
        clear(buffer, area);
        let inner = inner(area);
        let rows = self.rows(inner.width);
        let hidden = rows.len().saturating_sub(self.top + usize::from(inner.height));
        let more = if hidden > 0 { format!("{hidden} more rows   q back") } else { "q back".to_owned() };
        let start = put_right(buffer, area, (area.width.saturating_sub(1), 0), &more, theme.faint);
        let title = Rect { width: start.saturating_sub(1), ..area };
        put(buffer, title, (1, 0), &self.title, theme.title_focused);
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

/// The place below the title.
fn inner(area: Rect) -> Rect {
    if area.width < 8 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 }
}
