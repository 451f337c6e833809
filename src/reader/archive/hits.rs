//! Hits: the results of a query, grouped by story, with the matching words highlighted.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Look;
use super::data::{Found, Hit};
use super::rows::{Piece, Row};
use crate::briefing::QuoteKind;
use crate::query::{Expression, Field, Query, Term};
use crate::reader::wrap::{text_width, wrap};
use crate::text::{count, terms};

/// From this width on, the source is shown at the end of a row.
const ROOMY: u16 = 60;
/// From this width on, words may take two rows.
const WIDE: u16 = 46;

/// The hits of a query, and their layout.
#[derive(Debug, Default)]
pub struct HitList {
    /// The hits.
    pub found: Found,
    /// How many hits were requested.
    pub most: usize,
    /// The name of the saved query.
    pub name: Option<String>,
    /// Documents with greater numbers are new; none if that is unknown.
    pub seen: Option<i64>,
    /// Whether every hit is shown alone, by date.
    pub is_flat: bool,
    /// Whether the answer has come.
    pub is_there: bool,
    /// Why there are none.
    pub wrong: Option<String>,
    /// The entries, in order.
    entries: Vec<Entry>,
    /// The terms to highlight; with true if a prefix is enough.
    lit: Vec<(String, bool)>,
}

/// An entry: equivalent hits in one story, of which the first is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    hits: Vec<usize>,
    /// Whether it has the heading of a story above it.
    heads: bool,
}

impl HitList {
    /// A list of requested hits, before the answer.
    pub fn asked(query: String, most: usize) -> Self {
        Self { found: Found { query, ..Found::default() }, most, ..Self::default() }
    }

    /// Groups the hits into entries.
    pub fn arrange(&mut self) {
        self.lit = asked_for(&self.found.query);
        self.entries.clear();
        let hits = &self.found.hits;
        if self.is_flat {
            self.entries.extend((0..hits.len()).map(|i| Entry { hits: vec![i], heads: false }));
            return;
        }
        let mut stories: Vec<Vec<usize>> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for (i, hit) in hits.iter().enumerate() {
            let place = *places.entry(hit.story).or_insert_with(|| {
                stories.push(Vec::new());
                stories.len() - 1
            });
            stories[place].push(i);
        }
        for story in stories {
            let heads = story.len() > 1 || hits[story[0]].documents > 1;
            let mut same: Vec<(Vec<String>, Entry)> = Vec::new();
            for i in story {
                let words: Vec<String> = terms(&hits[i].words).map(|(_, term)| term).collect();
                match same.iter_mut().find(|(others, _)| *others == words) {
                    Some((_, entry)) => entry.hits.push(i),
                    None => same.push((words, Entry { hits: vec![i], heads: heads && same.is_empty() })),
                }
            }
            self.entries.extend(same.into_iter().map(|(_, entry)| entry));
        }
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The hit that an entry shows.
    pub fn hit(&self, entry: usize) -> Option<&Hit> {
        self.found.hits.get(*self.entries.get(entry)?.hits.first()?)
    }

    /// The entry with the passage of a document, or else with the document.
    pub fn entry_of(&self, number: i64, start: u32) -> Option<usize> {
        let has = |entry: &Entry, exactly: bool| {
            entry.hits.iter().any(|i| {
                let hit = &self.found.hits[*i];
                hit.number == number && (!exactly || hit.span.start == start)
            })
        };
        let find = |exactly| self.entries.iter().position(|entry| has(entry, exactly));
        find(true).or_else(|| find(false))
    }

    /// The text of an entry for a search.
    pub fn text_of(&self, entry: usize) -> String {
        self.hit(entry).map(searched).unwrap_or_default()
    }

    /// Whether there are more hits than requested.
    pub fn has_more(&self) -> bool {
        self.found.total > self.found.hits.len()
    }

    /// Whether an entry begins a story, or is shown alone.
    pub fn begins_story(&self, entry: usize) -> bool {
        let story = |entry: usize| self.hit(entry).map(|hit| hit.story);
        entry == 0 || story(entry) != story(entry - 1)
    }

    fn heading(&self) -> String {
        let (hits, total) = (self.found.hits.len(), self.found.total);
        let shown = if self.has_more() { format!("{hits} of {total}") } else { total.to_string() };
        let mut stories: Vec<i64> = self.found.hits.iter().map(|hit| hit.story).collect();
        stories.sort_unstable();
        stories.dedup();
        if self.is_flat { shown } else { format!("{shown} in {}", count(stories.len(), "story")) }
    }

    /// The rows of the list.
    pub fn rows(&self, look: &Look) -> Vec<Row> {
        let theme = look.theme;
        let query = if self.found.query.is_empty() { "everything" } else { &self.found.query };
        let title = if self.is_there { self.heading() } else { "…".to_owned() };
        let title = format!("Hits {title}");
        let order = match Query::parse(&self.found.query).map(|query| query.order) {
            Ok(crate::query::Order::Oldest) => "oldest first",
            Ok(crate::query::Order::Best) => "best first",
            _ => "newest first",
        };
        let x = 1 + text_width(&title) as u16 + 3;
        let mut head = Row::of(1, title, theme.title_focused).with(x, query, theme.text);
        if look.width >= ROOMY {
            head = head.ending(order, theme.faint);
        }
        let mut rows = vec![head];
        if let Some(why) = &self.wrong {
            rows.extend(super::said(why, look, theme.warning));
        } else if self.is_there && self.entries.is_empty() {
            rows.extend(super::said(
                "Nothing in the archive matches; & changes the query.",
                look,
                theme.faint,
            ));
        }
        for note in &self.found.notes {
            rows.extend(super::said(note, look, theme.faint));
        }
        let line = Line::of(&self.found.hits, look);
        for (number, entry) in self.entries.iter().enumerate() {
            if entry.heads {
                if rows.len() > 1 && look.height >= 24 {
                    rows.push(Row::default());
                }
                rows.push(self.story(number, look).in_entry(number).heading());
            }
            let new =
                entry.hits.iter().any(|i| self.seen.is_some_and(|seen| self.found.hits[*i].number > seen));
            let first = &self.found.hits[entry.hits[0]];
            rows.extend(
                line.rows(first, entry.hits.len() - 1, new, &self.lit).map(|row| row.in_entry(number)),
            );
        }
        if self.has_more() {
            rows.push(Row::of(1, "G G shows more", theme.faint));
        }
        rows
    }

    /// The heading of the story that begins with an entry.
    fn story(&self, entry: usize, look: &Look) -> Row {
        let theme = look.theme;
        let Some(first) = self.hit(entry) else { return Row::default() };
        let title = first.title.as_deref().unwrap_or("untitled");
        let of_story = self.found.hits.iter().filter(|hit| hit.story == first.story);
        let days = of_story.map(|hit| hit.day);
        let (from, to) = days.fold((first.day, first.day), |(from, to), day| (from.min(day), to.max(day)));
        let outlets = match first.outlets {
            0 | 1 => String::new(),
            n => format!(", {}", count(n, "outlet")),
        };
        let documents = count(first.documents, "document");
        let what = format!("{documents}{outlets}, {}", span_of_days(from, to));
        let row = Row::of(1, title, theme.heading);
        if look.width >= ROOMY { row.ending(what, theme.faint) } else { row }
    }
}

impl Row {
    /// A row above its entry, which is not selected with it.
    fn heading(self) -> Self {
        Self { entry: None, ..self }
    }
}

/// The text of a hit for a search.
pub fn searched(hit: &Hit) -> String {
    let speakers = hit.quote.as_ref().map(|quote| quote.speakers.join(", ")).unwrap_or_default();
    let parts = [speakers.as_str(), &hit.words, hit.source.as_deref().unwrap_or_default()];
    let tags = hit.tags.join(" ");
    format!("{} {} {tags}", parts.join(" "), hit.title.as_deref().unwrap_or_default())
}

/// The terms of a query, each with whether a prefix is enough.
pub fn asked_for(query: &str) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    let Ok(Query { expression: Some(expression), .. }) = Query::parse(query) else { return all };
    expression.each_leaf(false, &mut |leaf, negated| {
        let pieces = match leaf {
            _ if negated => &[][..],
            Expression::Words(pieces) => pieces,
            Expression::Term(Term::Words(Field::Text | Field::Quote, piece)) => std::slice::from_ref(piece),
            _ => &[],
        };
        for piece in pieces {
            let is_prefix = matches!(piece, crate::query::Piece::Prefix(_));
            all.extend(terms(piece.words()).map(|(_, term)| (term, is_prefix)));
        }
    });
    all
}

/// The bytes of a text to highlight.
fn lit_in(text: &str, wanted: &[(String, bool)]) -> Vec<(usize, usize)> {
    let is_wanted =
        |term: &str| wanted.iter().any(|(w, prefix)| term == w || (*prefix && term.starts_with(w.as_str())));
    let lit = terms(text).filter(|(_, term)| is_wanted(term));
    lit.map(|(span, _)| (span.start as usize, span.end as usize)).collect()
}

/// "12 Nov", or "2018-01-29" if the year matters.
pub fn day(day: Date, with_year: bool) -> String {
    if with_year { day.to_string() } else { format!("{:>2} {}", day.day(), month(day.month())) }
}

/// The short name of a month.
pub fn month(month: i8) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(month - 1).ok().and_then(|m| NAMES.get(m)).copied().unwrap_or("")
}

/// "11–12 Nov 2026".
fn span_of_days(from: Date, to: Date) -> String {
    let year = to.year();
    if from == to {
        format!("{} {year}", day(to, false).trim())
    } else if (from.year(), from.month()) == (year, to.month()) {
        format!("{}–{} {year}", from.day(), day(to, false).trim())
    } else if from.year() == year {
        format!("{} – {} {year}", day(from, false).trim(), day(to, false).trim())
    } else {
        format!("{from} – {to}")
    }
}

/// The layout of hits in rows.
pub struct Line<'a> {
    look: &'a Look<'a>,
    with_year: bool,
    /// The speaker of all hits, if they share one, which is not repeated.
    speaker: Option<String>,
}

impl<'a> Line<'a> {
    /// For these hits.
    pub fn of(hits: &[Hit], look: &'a Look<'a>) -> Self {
        let mut years = hits.iter().map(|hit| hit.day.year());
        let first = years.next();
        let with_year = years.any(|year| Some(year) != first);
        let mut speakers = hits.iter().map(|hit| hit.quote.as_ref().map(|quote| &quote.speakers));
        let one = speakers.next().flatten();
        let speaker = one.filter(|one| hits.len() > 1 && speakers.all(|other| other == Some(one)));
        Self { look, with_year, speaker: speaker.map(|names| names.join(", ")) }
    }

    /// The rows of a hit that `more` others repeat; `new` marks it.
    pub fn rows(
        &self,
        hit: &Hit,
        more: usize,
        new: bool,
        lit: &[(String, bool)],
    ) -> impl Iterator<Item = Row> + use<> {
        let Look { theme, width, .. } = *self.look;
        let date = day(hit.day, self.with_year);
        let style = if hit.is_read { theme.faint } else { theme.text };
        let bar_at = 1 + text_width(&date) as u16 + 2;
        let x = bar_at + 2;
        let right = self.origin(hit, more);
        let side = right.as_ref().map_or(1, |text| text_width(text) as u16 + 3);
        let measure = usize::from(width.saturating_sub(x + side).max(8));
        let text = self.words(hit);
        let lines = wrap(&text, 0, measure, measure);
        let rows = if width >= WIDE { 2 } else { 3 };
        let bar = match hit.quote.as_ref().map(|quote| quote.kind) {
            Some(QuoteKind::Direct) => "┃",
            Some(QuoteKind::Mixed) => "│",
            Some(QuoteKind::Indirect) => "┊",
            None => " ",
        };
        let count = lines.len().min(rows);
        let mut all = Vec::with_capacity(count);
        for (n, line) in lines.iter().take(rows).enumerate() {
            let mut words = text[line.start as usize..line.end as usize].to_owned();
            if n + 1 == rows && lines.len() > rows {
                words.push('…');
            }
            let mut row = Row::of(bar_at, bar, theme.faint);
            let lit = lit_in(&words, lit);
            row.pieces.push(Piece { x, text: words, style, lit });
            if n == 0 {
                let date_style = if new { theme.heading } else { theme.faint };
                row = row.with(1, date.clone(), date_style).with(
                    bar_at - 1,
                    if new { "•" } else { " " },
                    theme.heading,
                );
                row.right = right.clone().map(|text| (text, theme.faint));
            }
            all.push(row);
        }
        all.into_iter()
    }

    /// The words with their cautions: speaker, doubt, why they may not be published.
    fn words(&self, hit: &Hit) -> String {
        let mut text = String::new();
        for flag in &hit.flags {
            text.push_str(flag);
            text.push_str(": ");
        }
        let words = crate::briefing::running(&hit.words);
        let Some(quote) = &hit.quote else {
            let title = hit.title.as_deref().filter(|title| !words.starts_with(*title));
            for part in title.iter().flat_map(|title| [*title, " — "]) {
                text.push_str(part);
            }
            return text + &words;
        };
        let name = if quote.speakers.is_empty() { "unknown".to_owned() } else { quote.speakers.join(", ") };
        let doubt = if quote.is_sure { "" } else { "?" };
        if self.speaker.as_ref() != Some(&name) || !quote.is_sure {
            [name.as_str(), doubt, ": "].iter().for_each(|part| text.push_str(part));
        }
        if quote.kind == QuoteKind::Direct {
            let bare = words.trim_matches(['“', '”', '"']).trim_end_matches([',', ';', ':']);
            text + "“" + bare + "”"
        } else {
            text + &words
        }
    }

    /// The end of the row: the source, and how many more.
    fn origin(&self, hit: &Hit, more: usize) -> Option<String> {
        let most = usize::from(self.look.width / 4);
        let mut parts: Vec<String> = Vec::new();
        parts.extend(hit.is_changed.then(|| "changed".to_owned()));
        parts.extend(hit.is_summary.then(|| "summary".to_owned()));
        parts.extend(hit.is_undated.then(|| "undated".to_owned()));
        parts.extend(hit.tags.iter().map(|tag| format!("+{tag}")));
        let source = hit.source.as_deref().unwrap_or_default();
        let source = crate::reader::names::last_that_fits(source, most.max(6));
        parts.push(if more > 0 { format!("{source} +{more}") } else { source.to_owned() });
        // Flags of the document give way before its source does.
        while text_width(&parts.join(" ")) > most && parts.len() > 1 {
            parts.remove(0);
        }
        let text = parts.join(" ").trim().to_owned();
        (self.look.width >= ROOMY && !text.is_empty()).then_some(text)
    }
}
