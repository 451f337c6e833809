//! Two texts side by side, or inline: removed and added words.

use ratatui::style::{Modifier, Style};

use super::Look;
use super::data::{Change, Pair, Side};
use super::rows::{Row, flow};
use crate::reader::wrap::text_width;

/// From this width on, two texts are side by side.
const BESIDE: u16 = 120;
/// Separates paragraphs.
const PARAGRAPH: &str = "¶";

/// Pairs of texts, and their layout.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// The index of the pair on the screen.
    pub at: usize,
    /// Side by side, or inline; none for the layout that suits the screen.
    pub beside: Option<bool>,
    /// Why there are no pairs.
    pub wrong: Option<String>,
}

/// A paragraph: words in order, and whether they changed.
type Paragraph = Vec<(Change, String)>;

impl Comparison {
    /// The fewest columns for texts side by side.
    pub const LEAST: u16 = 60;

    /// The pair on the screen.
    pub fn pair(&self) -> Option<&Pair> {
        self.pairs.get(self.at)
    }

    /// The paragraphs of the pair on the screen.
    fn paragraphs(&self) -> Vec<Paragraph> {
        let mut all: Vec<Paragraph> = vec![Vec::new()];
        for (change, words) in self.pair().into_iter().flat_map(|pair| &pair.parts) {
            for (n, part) in words.split(PARAGRAPH).enumerate() {
                if n > 0 {
                    all.push(Vec::new());
                }
                if let (Some(last), false) = (all.last_mut(), part.trim().is_empty()) {
                    last.push((*change, part.trim().to_owned()));
                }
            }
        }
        all.retain(|paragraph| !paragraph.is_empty());
        all
    }

    /// The number of paragraphs, which are its entries.
    pub fn count(&self) -> usize {
        self.paragraphs().len()
    }

    /// Whether a paragraph has a change.
    pub fn is_changed(&self, entry: usize) -> bool {
        self.paragraphs().get(entry).is_some_and(|p| p.iter().any(|(change, _)| *change != Change::Same))
    }

    /// The text of a paragraph for a search.
    pub fn text_of(&self, entry: usize) -> String {
        let paragraphs = self.paragraphs();
        let words = paragraphs.get(entry).into_iter().flatten().map(|(_, words)| words.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    /// Whether the texts are side by side on a screen of this width.
    pub fn is_beside(&self, width: u16) -> bool {
        self.beside.map_or(width >= BESIDE, |beside| beside && width >= Self::LEAST)
    }

    /// The rows of the pair on the screen.
    pub fn rows(&self, look: &Look) -> Vec<Row> {
        let theme = look.theme;
        let Some(pair) = self.pair() else {
            let why = self.wrong.as_deref().unwrap_or("Looking for other versions …");
            let mut rows = vec![Row::of(1, "Compare", theme.title_focused)];
            rows.extend(super::said(why, look, theme.faint));
            return rows;
        };
        let subject = pair.speaker.as_ref().or(pair.second.title.as_ref()).or(pair.first.title.as_ref());
        let subject = subject.map_or("untitled", String::as_str);
        let beside = self.is_beside(look.width);
        let key = match (look.width, beside) {
            (0..Self::LEAST, _) => "",
            (_, true) => "s inline",
            (_, false) => "s side by side",
        };
        let head = Row::of(1, "Compare", theme.title_focused).with(10, subject, theme.heading);
        let mut rows = vec![head.ending(key, theme.faint)];
        if self.pairs.len() > 1 {
            let which = format!("{} of {}; J next, K previous", self.at + 1, self.pairs.len());
            rows.push(Row::of(1, which, theme.faint));
        }
        let styles = Styles::of(look);
        rows.extend(if beside {
            self.side_by_side(pair, look, &styles)
        } else {
            self.inline(pair, look, &styles)
        });
        if pair.parts.iter().all(|(change, _)| *change == Change::Same) {
            rows.push(Row::default());
            rows.push(Row::of(1, "Both have the same words.", theme.faint));
        }
        rows
    }

    fn inline(&self, pair: &Pair, look: &Look, styles: &Styles) -> Vec<Row> {
        let theme = look.theme;
        let mut rows = Vec::new();
        for (mark, side) in [("-", &pair.first), ("+", &pair.second)] {
            rows.push(Row::of(1, mark, theme.faint).with(3, named(side, look.width), theme.faint));
        }
        let measure = look.width.saturating_sub(4).min(96);
        for (entry, paragraph) in self.paragraphs().iter().enumerate() {
            rows.push(Row::default());
            let parts = styles.parts(paragraph, &[Change::Same, Change::Removed, Change::Added]);
            rows.extend(flowing(&parts, 2, measure).into_iter().map(|row| row.in_entry(entry)));
        }
        rows
    }

    fn side_by_side(&self, pair: &Pair, look: &Look, styles: &Styles) -> Vec<Row> {
        let theme = look.theme;
        let half = look.width / 2;
        let measure = half.saturating_sub(4);
        let head = Row::of(2, named(&pair.first, half - 2), theme.faint).with(half - 1, "│", theme.border);
        let mut rows = vec![head.with(half + 2, named(&pair.second, half - 2), theme.faint)];
        for (entry, paragraph) in self.paragraphs().iter().enumerate() {
            let column = |wanted: Change, x: u16| {
                let parts = styles.parts(paragraph, &[Change::Same, wanted]);
                if parts.is_empty() { Vec::new() } else { flowing(&parts, x, measure) }
            };
            let (left, right) = (column(Change::Removed, 2), column(Change::Added, half + 2));
            rows.push(Row::of(half - 1, "│", theme.border));
            let count = left.len().max(right.len());
            let (mut left, mut right) = (left.into_iter(), right.into_iter());
            for _ in 0..count {
                let mut row = left.next().unwrap_or_default().with(half - 1, "│", theme.border);
                row.pieces.extend(right.next().unwrap_or_default().pieces);
                rows.push(row.in_entry(entry));
            }
        }
        rows
    }
}

/// The styles of each kind of words, and the signs around them.
struct Styles {
    of: [(Style, &'static str, &'static str); 3],
}

impl Styles {
    /// Removed words are struck through, added ones underlined; if that may be invisible, signs surround
    /// them.
    fn of(look: &Look) -> Self {
        let theme = look.theme;
        let colour = |style: Style| style.fg.map_or(Style::new(), |fg| Style::new().fg(fg));
        let removed = colour(theme.warning).add_modifier(Modifier::CROSSED_OUT);
        let added = colour(theme.link).add_modifier(Modifier::UNDERLINED);
        if look.is_plain {
            let bold = Style::new().add_modifier(Modifier::BOLD);
            return Self { of: [(theme.text, "", ""), (Style::new(), "[-", "-]"), (bold, "{+", "+}")] };
        }
        Self { of: [(theme.text, "", ""), (removed, "", ""), (added, "", "")] }
    }

    /// The words of a paragraph that are of the wanted kinds, with their styles.
    fn parts(&self, paragraph: &[(Change, String)], wanted: &[Change]) -> Vec<(String, Style)> {
        let there = paragraph.iter().filter(|(change, _)| wanted.contains(change));
        there
            .map(|(change, words)| {
                let (style, before, after) = self.of[*change as usize];
                (format!("{before}{words}{after}"), style)
            })
            .collect()
    }
}

fn flowing(parts: &[(String, Style)], x: u16, width: u16) -> Vec<Row> {
    let parts: Vec<(&str, Style)> = parts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    flow(&parts, x, width)
}

/// A side as named in its heading: date, source, title.
fn named(side: &Side, room: u16) -> String {
    let source = side.source.clone().unwrap_or_else(|| "unknown source".to_owned());
    let full = format!("{}  {source}  #{}", side.when, side.number);
    if text_width(&full) <= usize::from(room) { full } else { format!("{}  #{}", side.when, side.number) }
}
