//! The dossier of an actor, as Markdown and as JSON.

use std::io::{self, Write};

use serde_json::json;

use super::hits;
use super::markdown::escape;
use crate::store::archive::Dossier;
use crate::text::count;

/// Writes a dossier for people.
pub fn markdown(dossier: &Dossier, out: &mut impl Write) -> io::Result<()> {
    let name = escape(&dossier.name);
    let listed = |all: &[String], by: &str| all.iter().map(|one| escape(one)).collect::<Vec<_>>().join(by);
    writeln!(out, "# {name}\n")?;
    if !dossier.roles.is_empty() {
        writeln!(out, "{}\n", listed(&dossier.roles, "; "))?;
    }
    if dossier.people > 1 {
        writeln!(out, "{} people are called {name}; nobody has judged them to be one.\n", dossier.people)?;
    }
    for contest in &dossier.contests {
        writeln!(out, "{}\n", escape(&contest.to_string()))?;
    }
    if !dossier.others.is_empty() {
        writeln!(out, "Others of that name: {}.\n", listed(&dossier.others, ", "))?;
    }
    if let Some((first, last)) = dossier.days {
        writeln!(out, "{}, {first} to {last}.\n", count(dossier.total, "quote"))?;
    }
    let counted = |all: &[(String, usize)]| {
        all.iter().map(|(name, n)| format!("{} {n}", escape(name))).collect::<Vec<_>>().join(", ")
    };
    for (what, list) in [("Named with", &dossier.with), ("Quoted by", &dossier.outlets)] {
        if !list.is_empty() {
            writeln!(out, "{what}: {}.\n", counted(list))?;
        }
    }
    if !dossier.words.is_empty() {
        writeln!(out, "Quoted on: {}.\n", listed(&dossier.words, ", "))?;
    }
    if !dossier.months.is_empty() {
        writeln!(out, "| month | quotes |\n|---|---|")?;
        for month in &dossier.months {
            writeln!(out, "| {}-{:02} | {} |", month.year, month.month, month.quotes)?;
        }
        writeln!(out, "\n## Quotes\n\n```")?;
        hits::text(&dossier.quotes, out)?;
        writeln!(out, "```")?;
    }
    Ok(())
}

/// Writes a dossier as one object.
pub fn json(dossier: &Dossier, out: &mut impl Write) -> io::Result<()> {
    let mut quotes = Vec::new();
    hits::lines(&dossier.quotes, &mut quotes)?;
    let quotes: Vec<serde_json::Value> = quotes
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(serde_json::from_slice)
        .collect::<Result<_, _>>()?;
    let counted = |all: &[(String, usize)]| {
        all.iter().map(|(name, n)| json!({"name": name, "times": n})).collect::<Vec<_>>()
    };
    let contested: Vec<_> = dossier
        .contests
        .iter()
        .map(|c| json!({"documents": [c.about[0].1, c.about[1].1], "same": c.same, "different": c.different}))
        .collect();
    let months: Vec<_> = dossier
        .months
        .iter()
        .map(|m| json!({"month": format!("{}-{:02}", m.year, m.month), "quotes": m.quotes}))
        .collect();
    let object = json!({
        "name": dossier.name, "kind": dossier.kind, "listed": dossier.listed, "people": dossier.people,
        "contested": contested,
        "also_called_so": dossier.others, "roles": dossier.roles, "quotes_in_all": dossier.total,
        "first": dossier.days.map(|d| d.0.to_string()), "last": dossier.days.map(|d| d.1.to_string()),
        "months": months, "named_with": counted(&dossier.with), "quoted_by": counted(&dossier.outlets),
        "quoted_on": dossier.words, "quotes": quotes,
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_text_says_is_a_mark_of_markdown() {
        let hostile = || "<img src=x> [a](javascript:b)".to_owned();
        let dossier = Dossier {
            contests: Vec::new(),
            name: hostile(),
            kind: "person".into(),
            listed: false,
            people: 2,
            others: vec![hostile()],
            roles: vec![hostile()],
            total: 0,
            days: None,
            months: Vec::new(),
            quotes: Vec::new(),
            with: vec![(hostile(), 1)],
            outlets: vec![(hostile(), 1)],
            words: vec![hostile()],
        };
        let mut out = Vec::new();
        markdown(&dossier, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("\\<img src=x\\> \\[a\\](javascript:b)").count(), 7, "{text}");
        assert_eq!(text.matches('<').count(), 7, "{text}");
    }
}
