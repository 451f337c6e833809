//! The screens of the archive: the inbox, hits, a dossier, a comparison, questions about names.
//!
//! They are a stack of pages in place of the panes. Each page is rows, some of which belong to an entry; keys move from
//! entry to entry. The content of a page comes as an answer from the archive's thread.

mod compare;
pub mod data;
mod dossier;
mod hits;
mod inbox;
mod rows;
mod same;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub use compare::Comparison;
use data::{Dossier, Hit, Offers, Saved};
pub use hits::HitList;
pub use inbox::name as name_of;
use rows::{Row, flow};
pub use same::Questions;

use super::draw::clear;
use super::event::DocId;
use super::search::Pattern;
use super::theme::Theme;
use crate::text::Span;

/// Layout parameters: the columns, the rows, the styles.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The columns.
    pub width: u16,
    /// The rows of the screen.
    pub height: u16,
    /// The styles.
    pub theme: &'a Theme,
    /// Whether to draw without colour, with struck and underlined words.
    pub is_plain: bool,
}

/// A page.
#[derive(Debug)]
pub enum Page {
    /// The saved queries; none until they are known.
    Inbox(Option<Result<Vec<Saved>, String>>),
    /// The hits of a query.
    Hits(Box<HitList>),
    /// An actor's dossier; only the requested name until it is known.
    Dossier(String, Option<Result<Box<Dossier>, String>>),
    /// Texts side by side.
    Compare(Box<Comparison>),
    /// Whether people with the same name are the same.
    Same(Box<Questions>),
}

impl Page {
    /// The main keys of the page, with a word for what each does; the most important come first.
    pub const fn keys(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Inbox(_) => &[
                ("Enter", "open"),
                ("&", "ask"),
                ("X", "drop"),
                ("/", "search"),
                ("q", "back"),
                ("?", "all keys"),
            ],
            Self::Hits(_) => &[
                ("Enter", "read"),
                ("&", "ask"),
                ("s", "keep"),
                ("D", "dossier"),
                ("c", "compare"),
                ("T", "tag"),
                ("t", "group"),
                ("q", "back"),
            ],
            Self::Dossier(..) => {
                &[("Enter", "read"), ("c", "compare"), ("=", "same person?"), ("/", "search"), ("q", "back")]
            }
            Self::Compare(_) => &[
                ("]", "next change"),
                ("s", "side by side or inline"),
                ("J", "next pair"),
                ("Enter", "read"),
                ("q", "back"),
            ],
            Self::Same(_) => {
                &[("y", "one person"), ("n", "two"), ("l", "later"), ("U", "undo"), ("q", "back")]
            }
        }
    }
}

/// A page and the position on it.
#[derive(Debug)]
pub struct Place {
    /// The page.
    pub page: Page,
    /// The selected entry.
    pub selected: usize,
    /// The row at the top, below the heading.
    top: usize,
}

impl Place {
    /// A page at its beginning.
    pub fn new(page: Page) -> Self {
        Self { page, selected: 0, top: 0 }
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        match &self.page {
            Page::Inbox(Some(Ok(saved))) => saved.len(),
            Page::Hits(list) => list.count(),
            Page::Dossier(_, Some(Ok(dossier))) => dossier.quotes.len(),
            Page::Compare(comparison) => comparison.count(),
            Page::Same(_) => 2,
            Page::Inbox(_) | Page::Dossier(..) => 0,
        }
    }

    /// The selected hit.
    pub fn hit(&self) -> Option<&Hit> {
        match &self.page {
            Page::Hits(list) => list.hit(self.selected),
            Page::Dossier(_, Some(Ok(dossier))) => dossier.quotes.get(self.selected),
            _ => None,
        }
    }

    /// The selected query of the inbox.
    pub fn saved(&self) -> Option<&Saved> {
        match &self.page {
            Page::Inbox(Some(Ok(saved))) => saved.get(self.selected),
            _ => None,
        }
    }

    /// The text of an entry for a search.
    pub fn text_of(&self, entry: usize) -> String {
        match &self.page {
            Page::Inbox(Some(Ok(saved))) => {
                saved.get(entry).map(|kept| format!("{} {}", name_of(kept), kept.query)).unwrap_or_default()
            }
            Page::Hits(list) => list.text_of(entry),
            Page::Dossier(_, Some(Ok(dossier))) => {
                dossier.quotes.get(entry).map(hits::searched).unwrap_or_default()
            }
            Page::Compare(comparison) => comparison.text_of(entry),
            _ => String::new(),
        }
    }

    fn rows(&self, look: &Look) -> Vec<Row> {
        let waiting = |title: &str, what: Option<&String>| {
            let mut rows = vec![Row::of(1, title, look.theme.title_focused)];
            rows.extend(said(what.map_or("Looking …", String::as_str), look, look.theme.text));
            rows
        };
        match &self.page {
            Page::Inbox(Some(Ok(saved))) => inbox::rows(saved, look),
            Page::Inbox(other) => waiting("Inbox", other.as_ref().and_then(|r| r.as_ref().err())),
            Page::Hits(list) => list.rows(look),
            Page::Dossier(_, Some(Ok(dossier))) => dossier::rows(dossier, look),
            Page::Dossier(name, other) => waiting(name, other.as_ref().and_then(|r| r.as_ref().err())),
            Page::Compare(comparison) => comparison.rows(look),
            Page::Same(questions) => questions.rows(look),
        }
    }

    /// Scrolls as little as needed to show the selected entry.
    pub fn settle(&mut self, look: &Look) {
        self.selected = self.selected.min(self.count().saturating_sub(1));
        let rows = self.rows(look);
        let body = rows.get(1..).unwrap_or_default();
        let height = usize::from(look.height.saturating_sub(1)).max(1);
        let is_of = |row: &Row| row.entry == Some(self.selected);
        let first = body.iter().position(is_of);
        let last = body.iter().rposition(is_of);
        if let (Some(first), Some(last)) = (first, last) {
            // The rows above the first entry are shown with it, and a heading with the entry below it.
            let over = body[..first].iter().rposition(|row| row.entry.is_some()).map_or(0, |at| at + 1);
            let from = if first - over < height.saturating_sub(last - first) { over } else { first };
            self.top = self.top.min(from).max((last + 1).saturating_sub(height).min(first));
        }
        self.top = self.top.min(body.len().saturating_sub(height));
    }

    /// Moves by entries.
    pub fn step(&mut self, by: isize) {
        let last = self.count().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Draws the page; the rows below its heading scroll.
    pub fn render(&self, buffer: &mut Buffer, area: Rect, look: &Look, pattern: Option<&Pattern>) {
        clear(buffer, area);
        let rows = self.rows(look);
        let marks = !matches!(self.page, Page::Same(_)) || look.width < 60;
        let body = rows.iter().skip(1).skip(self.top);
        for (y, row) in (0..area.height).zip(rows.first().into_iter().chain(body)) {
            let is_selected = marks && row.entry.is_some() && row.entry == Some(self.selected);
            row.draw(buffer, (area, y), is_selected, look.theme, pattern);
        }
    }
}

/// The pages, and their shared state.
#[derive(Debug, Default)]
pub struct ArchiveView {
    /// The stack of pages, the one on the screen last.
    pub pages: Vec<Place>,
    /// Whether they are on the screen, rather than a document.
    pub is_shown: bool,
    /// The document opened from a page; leaving it comes back.
    pub visiting: Option<DocId>,
    /// The passage to go to as soon as its document is there.
    pub sought: Option<(DocId, Span)>,
    /// The completions of the unfinished query.
    pub offers: Offers,
    /// The query dropped last, which can be restored.
    pub dropped: Option<(String, String)>,
    /// The search pattern for the entries.
    pub pattern: Option<Pattern>,
    /// Whether colours cannot be relied on.
    pub is_plain: bool,
}

impl ArchiveView {
    /// The page on the screen, if one is.
    pub fn here(&self) -> Option<&Place> {
        self.pages.last().filter(|_| self.is_shown)
    }

    /// The page on the screen, if one is.
    pub fn here_mut(&mut self) -> Option<&mut Place> {
        self.pages.last_mut().filter(|_| self.is_shown)
    }

    /// Puts a page on the screen.
    pub fn push(&mut self, page: Page) {
        self.pages.push(Place::new(page));
        self.is_shown = true;
        self.pattern = None;
    }

    /// The entries that match the search.
    pub fn matches(&self) -> Vec<usize> {
        let (Some(place), Some(pattern)) = (self.here(), &self.pattern) else { return Vec::new() };
        (0..place.count()).filter(|entry| pattern.matches(&place.text_of(*entry))).collect()
    }
}

/// A sentence over as many rows as it needs.
fn said(what: &str, look: &Look, style: Style) -> Vec<Row> {
    flow(&[(what, style)], 1, look.width.saturating_sub(2))
}
