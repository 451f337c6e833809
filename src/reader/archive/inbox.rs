//! The inbox: the saved queries, with their new hits.

use super::Look;
use super::data::Saved;
use super::rows::Row;
use crate::reader::wrap::text_width;

/// The columns of a count.
const COUNT: u16 = 8;
/// From this width on, the query is shown beside its name.
const ROOMY: u16 = 60;

/// The rows of the inbox: its heading, and one row a query.
pub fn rows(saved: &[Saved], look: &Look) -> Vec<Row> {
    let theme = look.theme;
    let counts = look.width.saturating_sub(2 * COUNT);
    let right = |new: &str, all: &str| format!("{new:>7} {all:>7}");
    let head = Row::of(1, "Inbox", theme.title_focused).ending(right("new", "all"), theme.faint);
    let what = "what is new since you last looked";
    let mut rows = vec![if look.width >= ROOMY { head.with(8, what, theme.faint) } else { head }];
    let longest = saved.iter().map(|s| text_width(name(s))).max().unwrap_or(0) as u16;
    let query = 1 + longest.min(counts / 2) + 3;
    for (entry, kept) in saved.iter().enumerate() {
        let (new, all) = match &kept.counts {
            Ok((new, all)) => (if *new == 0 { ".".to_owned() } else { new.to_string() }, all.to_string()),
            Err(_) => ("?".to_owned(), String::new()),
        };
        let style = if matches!(kept.counts, Ok((1.., _))) { theme.heading } else { theme.text };
        let mut row = Row::of(1, shortened(name(kept), query.saturating_sub(3)), style);
        let said = match &kept.counts {
            Err(why) => (why.as_str(), theme.warning),
            Ok(_) => (kept.query.as_str(), theme.faint),
        };
        if look.width >= ROOMY || kept.counts.is_err() {
            row = row.with(query, said.0, said.1);
        }
        rows.push(row.ending(right(&new, &all), style).in_entry(entry));
    }
    if saved.len() < 2 {
        rows.push(Row::default());
        let lines = ["No query is kept yet.", "& asks the archive; s keeps what you asked."];
        rows.extend(lines.map(|line| Row::of(1, line, theme.faint)));
    }
    rows
}

/// The name of a query in the inbox.
pub fn name(saved: &Saved) -> &str {
    saved.name.as_deref().unwrap_or("Everything")
}

/// A name shortened to that many columns.
fn shortened(name: &str, most: u16) -> String {
    if text_width(name) <= usize::from(most) {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(usize::from(most.saturating_sub(1))).collect();
    while text_width(&short) >= usize::from(most) && short.pop().is_some() {}
    format!("{}…", short.trim_end())
}
