//! Drawing the text pane: lines with their actors and quotes, gutter, overview ruler.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::marks::{kind_mark, speaker_style};
use super::quotes::QuotesPane;
use super::text::{Columns, Row, TextPane};
use crate::corrections::{Highlight, RULE};
use crate::document::{BlockKind, Link};
use crate::reader::bidi::{self, Bidi};
use crate::reader::draw::{put, put_cluster, put_right};
use crate::reader::filter::{Display, Filter};
use crate::reader::flow::indent;
use crate::reader::names;
use crate::reader::positions::position;
use crate::reader::reading::{Place, Reading, Speaker};
use crate::reader::search::Search;
use crate::reader::theme::Theme;
use crate::reader::wrap::Line;
use crate::text::Span;

/// The data that the text pane is drawn from.
pub struct View<'a> {
    /// The document.
    pub reading: &'a Reading,
    /// The styles.
    pub theme: &'a Theme,
    /// The filter.
    pub filter: &'a Filter,
    /// The listed quotes.
    pub quotes: &'a QuotesPane,
    /// The marked quote.
    pub quote: Option<usize>,
    /// The actor whose mentions are highlighted.
    pub followed: Option<usize>,
    /// The search pattern and matches.
    pub search: &'a Search,
    /// The highlights, in text order.
    pub highlights: &'a [Highlight],
    /// The selected stretch.
    pub selection: Option<Span>,
    /// Who reorders right-to-left text.
    pub bidi: Bidi,
}

/// Draws the pane.
pub fn render(buffer: &mut Buffer, area: Rect, pane: &TextPane, view: &View) {
    let columns = pane.columns;
    let mut named = None;
    for (y, row) in (0..area.height).zip(&pane.rows) {
        let dimmed = view.filter.display != Display::Hide && !view.filter.passes(row.block);
        if let Some(line) = row.line {
            draw_gutter(buffer, area, y, columns, (row.block, line), &mut named, view);
            draw_line(buffer, area, y, columns, row, line, view, dimmed);
        }
    }
    if pane.rows.is_empty() {
        let why = if view.reading.blocks().is_empty() {
            "This document has no text."
        } else {
            "No paragraph passes the filter; F turns it off, Esc clears it."
        };
        put(buffer, area, (columns.text, 0), why, view.theme.faint);
    }
    if let Some(x) = columns.ruler {
        draw_ruler(buffer, Rect { x: area.x + x, width: 1, ..area }, pane, view);
    }
}

/// The quote whose bar is beside a line: one with words in it, or one that continues after it in the same
/// paragraph.
fn barred(view: &View, (block, line): (usize, Line)) -> Option<usize> {
    let (reading, span) = (view.reading, Span::new(line.start, line.end));
    let listed = |q: &usize| view.quotes.lists(reading, *q);
    let here: Vec<usize> = reading.words_in(span).iter().map(|(_, q)| *q).filter(listed).collect();
    let current = view.quote.filter(|q| here.contains(q));
    current.or(here.first().copied()).or_else(|| {
        let before = Span::new(reading.blocks()[block].span.start, line.start);
        let (_, quote) = reading.words_in(before).iter().rev().find(|(_, q)| listed(q))?;
        Some(*quote).filter(|q| reading.quote_extent(*q).end > line.end)
    })
}

/// Draws the bar beside a line, and in the margin the name of a speaker whose series of quotes begins there; `named` is
/// the last name shown above, and its paragraph.
fn draw_gutter(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    columns: Columns,
    (block, line): (usize, Line),
    named: &mut Option<(usize, Speaker)>,
    view: &View,
) {
    if columns.text == columns.bar {
        return;
    }
    draw_mark(buffer, area, y, columns, line, view);
    let Some(quote) = barred(view, (block, line)) else { return };
    let (reading, current) = (view.reading, view.quote == Some(quote));
    let (speaker, q) = (reading.speaker(quote), &reading.quotes()[quote]);
    let style = speaker_style(view.theme, reading, speaker);
    let begins = |q: usize| Span::new(line.start, line.end).holds(reading.quote_start(q));
    put_cluster(buffer, area, (columns.bar, y), if current { "▌" } else { kind_mark(q.kind) }, style);
    let Some((x, width)) = columns.names else { return };
    let run = (block, speaker.clone());
    if begins(quote) && named.as_ref() != Some(&run) {
        let mark = match (q.rule == RULE, q.is_sure()) {
            (true, _) => "*",
            (false, false) => "?",
            (false, true) => "",
        };
        let does = position(reading, quote);
        let name = match &does {
            Some(position) => position.verb(),
            None => margin_name(reading, speaker, usize::from(width) - mark.len()),
        };
        let bold = if current { Modifier::BOLD } else { Modifier::empty() };
        put_right(buffer, area, (x + width, y), &format!("{name}{mark}"), style.add_modifier(bold));
        *named = Some(run);
    }
}

/// A speaker's name in the margin.
fn margin_name<'a>(reading: &'a Reading, speaker: &'a Speaker, width: usize) -> &'a str {
    match speaker {
        Speaker::Actor(actor) => names::short(&reading.actors()[*actor], width),
        Speaker::Named(expression) => names::last_that_fits(names::head(expression), width),
        Speaker::Unknown => "unknown",
    }
}

/// Draws the mark of a highlight in the column before the text.
fn draw_mark(buffer: &mut Buffer, area: Rect, y: u16, columns: Columns, line: Line, view: &View) {
    let span = Span::new(line.start, line.end);
    let mut here = view.highlights.iter().filter(|h| h.span.overlaps(span)).peekable();
    if here.peek().is_some() {
        let mark = if here.any(|h| h.note.is_some()) { "#" } else { "=" };
        put_cluster(buffer, area, (columns.text - 1, y), mark, view.theme.highlight);
    }
}

/// The style of a block before overlays.
fn base_style(kind: BlockKind, theme: &Theme) -> Style {
    match kind {
        BlockKind::Heading => theme.heading,
        BlockKind::Link => theme.link,
        BlockKind::Caption | BlockKind::CrossReference | BlockKind::Furniture => theme.faint,
        _ => theme.text,
    }
}

#[allow(clippy::too_many_arguments, reason = "a line, its place, and what it is drawn from")]
fn draw_line(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    columns: Columns,
    row: &Row,
    line: Line,
    view: &View,
    dimmed: bool,
) {
    let kind = view.reading.blocks()[row.block].kind;
    let base = if dimmed { view.theme.faint } else { base_style(kind, view.theme) };
    let (first, rest) = indent(kind);
    let mut x = columns.text + if row.first { first } else { rest };
    let area = Rect { width: area.width.min(columns.text + columns.measure), ..area };
    let span = Span::new(line.start, line.end);
    let styler = Styler::new(span, view, dimmed);
    for (at, cluster) in view.reading.of(span).grapheme_indices(true) {
        let style = styler.at(line.start + at as u32, base);
        x = put_cluster(buffer, area, (x, y), cluster, style);
    }
    if view.bidi == Bidi::Program {
        let left = bidi::runs_left(view.reading.of(view.reading.blocks()[row.block].span));
        let from = columns.text + if row.first { first } else { rest };
        let width = area.width.saturating_sub(from);
        bidi::arrange_line(buffer, Rect { x: area.x + from, y: area.y + y, width, height: 1 }, left);
    }
}

/// Styles the bytes of one line.
struct Styler<'a> {
    view: &'a View<'a>,
    links: &'a [Link],
    mentions: &'a [Place],
    words: &'a [Place],
    attribution: [Option<Span>; 2],
    highlights: Vec<Span>,
    dimmed: bool,
}

impl<'a> Styler<'a> {
    fn new(line: Span, view: &'a View<'a>, dimmed: bool) -> Self {
        let quote = view.quote.map(|q| &view.reading.quotes()[q]);
        Self {
            view,
            links: view.reading.links_in(line),
            mentions: view.reading.mentions_in(line),
            words: view.reading.words_in(line),
            attribution: [quote.and_then(|q| q.cue), quote.and_then(|q| q.speaker_span)],
            highlights: view.highlights.iter().map(|h| h.span).filter(|s| s.overlaps(line)).collect(),
            dimmed,
        }
    }

    fn at(&self, byte: u32, mut style: Style) -> Style {
        let holds = |span: &Span| span.start <= byte && byte < span.end;
        let theme = self.view.theme;
        if self.links.iter().any(|link| holds(&link.span)) && !self.dimmed {
            style = style.patch(theme.link);
        }
        if self.highlights.iter().any(holds) {
            style = style.patch(theme.highlight);
        }
        if let Some((_, actor)) = self.mentions.iter().find(|(s, _)| holds(s)) {
            if !self.dimmed {
                style = style.patch(theme.actor(self.view.reading.hue(*actor)));
            }
            if self.view.followed == Some(*actor) {
                style = style.patch(theme.followed);
            }
        }
        if let Some((_, quote)) = self.words.iter().find(|(s, _)| holds(s))
            && self.view.quote == Some(*quote)
        {
            style = style.patch(theme.quote_selected);
        }
        if self.attribution.iter().flatten().any(holds) {
            style = style.patch(theme.attribution);
        }
        let hits = &self.view.search.on_screen;
        if let Some(hit) = hits.get(hits.partition_point(|h| h.end <= byte)).filter(|h| holds(h)) {
            let current = self.view.search.current == Some(*hit);
            style = style.patch(if current { theme.hit_current } else { theme.hit });
        }
        if self.view.selection.as_ref().is_some_and(holds) {
            style = style.patch(theme.row_selected);
        }
        style
    }
}

/// The ruler, a line from the top of the text to its end: bright at the visible part, with a tick wherever the
/// selected quote's speaker speaks or the followed actor is named, and on top the search matches.
pub fn draw_ruler(buffer: &mut Buffer, area: Rect, pane: &TextPane, view: &View) {
    let (reading, theme) = (view.reading, view.theme);
    let length = (reading.text().len() as u64).max(1);
    let height = u64::from(area.height);
    // The first byte of the text on a row, so that byte `b` is on row `b * height / length`.
    let byte = |row: u16| (u64::from(row) * length).div_ceil(height.max(1)) as u32;
    let seen = pane.seen();
    let speaker = view.quotes.selected.map(|q| reading.speaker(q)).filter(|s| **s != Speaker::Unknown);
    for y in 0..area.height {
        let part = Span::new(byte(y), byte(y + 1));
        let bright = !seen.is_empty() && part.start < seen.end && part.end > seen.start;
        put_cluster(buffer, area, (0, y), "│", if bright { theme.title } else { theme.border });
        let ticks = |places: &[Place]| {
            let by = |(span, q): &Place| holds(part, span.start) && speaker == Some(reading.speaker(*q));
            places.iter().any(|place| by(place) && view.quotes.lists(reading, place.1))
        };
        if let Some(speaker) = speaker.filter(|_| ticks(reading.words_in(part))) {
            put_cluster(buffer, area, (0, y), "┤", speaker_style(theme, reading, speaker));
        }
        if let Some(actor) = view.followed {
            let spans = reading.mentions_of(actor);
            let next = spans.get(spans.partition_point(|s| s.start < part.start));
            if next.is_some_and(|s| s.start < part.end) {
                put_cluster(buffer, area, (0, y), "┤", theme.actor(reading.hue(actor)));
            }
        }
        let hits = view.search.hits();
        let next = hits.get(hits.partition_point(|h| h.start < part.start));
        if next.is_some_and(|h| h.start < part.end) {
            let current = view.search.current.is_some_and(|c| holds(part, c.start));
            put_cluster(buffer, area, (0, y), "▪", if current { theme.hit_current } else { theme.hit });
        }
    }
}

fn holds(part: Span, byte: u32) -> bool {
    part.start <= byte && byte < part.end
}
