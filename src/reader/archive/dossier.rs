//! An actor's dossier: quotes by month, the newest quotes first, people named with them, outlets.

use super::Look;
use super::data::Dossier;
use super::hits::{Line, month};
use super::rows::Row;
use crate::reader::wrap::text_width;

/// The columns for two years of months.
const TWO_YEARS: u16 = 52;
/// Heights of a month's bar, from nothing to the most.
const BARS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The rows of a dossier; its entries are the quotes.
pub fn rows(dossier: &Dossier, look: &Look) -> Vec<Row> {
    let theme = look.theme;
    let mut head = Row::of(1, dossier.name.clone(), theme.title_focused);
    if let Some(role) = dossier.roles.first() {
        head = head.with(1 + text_width(&dossier.name) as u16 + 2, role.clone(), theme.text);
    }
    let mut rows = vec![head.ending(dossier.kind.clone(), theme.faint)];
    if let Some((first, last)) = dossier.days {
        let quotes = if dossier.total == 1 { "quote" } else { "quotes" };
        rows.push(Row::of(1, format!("{} {quotes}, {first} to {last}", dossier.total), theme.faint));
    } else {
        rows.push(Row::of(1, "No quote of theirs is in the archive.", theme.faint));
    }
    if look.height >= 16 {
        rows.extend(timeline(dossier, look));
    }
    if look.height >= 20 {
        let counted = |all: &[(String, usize)]| {
            all.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
        };
        let earlier = dossier.roles.get(1..).unwrap_or_default().join("; ");
        let facts = [
            ("Earlier", earlier),
            ("Named with", counted(&dossier.with)),
            ("Quoted by", counted(&dossier.outlets)),
            ("Quoted on", dossier.words.join(", ")),
            ("Also so called", dossier.others.join(", ")),
        ];
        for (name, text) in facts.into_iter().filter(|(_, text)| !text.is_empty()) {
            rows.push(Row::of(1, name, theme.faint).with(16, text, theme.text));
        }
    }
    let line = Line::of(&dossier.quotes, look);
    let mut last = None;
    for (entry, hit) in dossier.quotes.iter().enumerate() {
        let of = (hit.day.year(), hit.day.month());
        if last != Some(of) {
            last = Some(of);
            let count = dossier.months.iter().find(|(month, _)| *month == of).map_or(0, |(_, count)| *count);
            let name = format!("{} {}", month(of.1), of.0);
            rows.push(Row::default());
            rows.push(Row::of(1, name, theme.heading).ending(count.to_string(), theme.faint));
        }
        rows.extend(line.rows(hit, 0, false, &[]).map(|row| row.in_entry(entry)));
    }
    if dossier.total > dossier.quotes.len() {
        let more = format!("{} older ones are not shown.", dossier.total - dossier.quotes.len());
        rows.push(Row::of(1, more, theme.faint));
    }
    if dossier.people > 1 {
        let what = format!("{} people called {} are kept apart", dossier.people, dossier.name);
        rows.push(Row::default());
        rows.push(Row::of(1, what, theme.text).ending("= same person?", theme.faint));
    }
    rows
}

/// The quotes of the last two years by month, or of the last year if there is no room for two.
fn timeline(dossier: &Dossier, look: &Look) -> Vec<Row> {
    let (Some((_, last)), theme) = (dossier.days, look.theme) else { return Vec::new() };
    let years = if look.width >= TWO_YEARS { 2 } else { 1 };
    let months: Vec<(i16, i8)> = (last.year() - years + 1..=last.year())
        .flat_map(|year| (1..=12).map(move |month| (year, month)))
        .filter(|month| *month <= (last.year(), last.month()))
        .collect();
    let of = |month: &(i16, i8)| dossier.months.iter().find(|(m, _)| m == month).map_or(0, |(_, n)| *n);
    let most = months.iter().map(of).max().unwrap_or(0).max(1);
    let join = |f: &dyn Fn(&(i16, i8)) -> String| months.iter().map(f).collect::<Vec<_>>().join(" ");
    let letters = join(&|(_, m)| month(*m).chars().take(1).collect());
    let bars = join(&|month| match of(month) {
        0 => BARS[0].to_owned(),
        n => BARS[(n * 8).div_ceil(most).clamp(1, 8)].to_owned(),
    });
    let mut head = Row::default();
    for (n, year) in (last.year() - years + 1..=last.year()).enumerate() {
        head = head.with(1 + n as u16 * 24, year.to_string(), theme.faint);
    }
    let mut bars = Row::of(1, bars, theme.text);
    let said = format!("most in a month: {most}");
    if usize::from(look.width) > 2 * months.len() + text_width(&said) + 4 {
        bars = bars.with(2 * months.len() as u16 + 3, said, theme.faint);
    }
    vec![Row::default(), head, Row::of(1, letters, theme.faint), bars]
}
