//! Sheets about the document: its facts, and a person's corrections.

use super::{Overlay, Target, Tone};
use crate::corrections::{ActorRef, Edit};
use crate::reader::keep::Keeping;
use crate::reader::reading::Reading;
use crate::reader::tab::Tab;
use crate::text::{Finder, count, sanitise_line};

impl Overlay {
    /// The facts about the document, the notices of its import, and why nothing can be saved.
    pub fn info(tab: &Tab) -> Self {
        let (reading, notices, keeping) = (&tab.reading, &tab.notices, &tab.annotations.keeping);
        let mut sheet = Self::new("About this document");
        let path = tab.annotations.path.as_deref().map(|path| sanitise_line(path, 400));
        let m = reading.metadata();
        let over = |until: &String| format!("{until} (over)");
        let embargo = if m.embargo_is_over { &m.embargo.as_ref().map(over) } else { &m.embargo };
        let format = m.format.map(|what| what.trim_start_matches("a ").trim_start_matches("an ").to_owned());
        let published = m.published.map(|date| date.to_string());
        let fields = [
            ("File", &path),
            ("Format", &format),
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
        let words = reading.text().split_whitespace().count();
        let length = format!("{}, {}", count(reading.blocks().len(), "paragraph"), count(words, "word"));
        sheet.line(Tone::Plain, "Length", &length);
        sheet.line(Tone::Plain, "Analysis", &analysed(reading));
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

    /// The corrections and marks, the last first, and those without a target in the current text.
    pub fn corrections(tab: &Tab) -> Self {
        let edits: Vec<&Edit> = tab.annotations.corrections.edits().collect();
        let mut sheet = Self::new(&match edits.len() {
            1 => "1 correction or mark".to_owned(),
            n => format!("{n} corrections and marks, latest first"),
        });
        if edits.is_empty() {
            sheet = Self::new("Corrections");
            sheet.line(Tone::Faint, "", "Nothing is corrected or marked yet; ? lists the keys.");
        }
        let finder = Finder::new(tab.reading.text());
        for edit in edits.into_iter().rev() {
            let passage = edit.passage().and_then(|passage| finder.find(passage)).map(Target::Passage);
            let target = passage.or_else(|| actor_of(&tab.reading, edit).map(Target::Actor));
            let what = format!("{}.", edit.describe());
            match target.filter(|_| !tab.annotations.lost.contains(edit)) {
                Some(target) => sheet.entry("", &what, target),
                None if tab.annotations.lost.contains(edit) => {
                    sheet.line(Tone::Faint, "", &what);
                    sheet.line(Tone::Faint, "", "  (not found in this text any more; kept)");
                }
                None => sheet.line(Tone::Plain, "", &what),
            }
        }
        sheet.begun()
    }
}

/// The actor that an edit is about, under the current name.
fn actor_of(reading: &Reading, edit: &Edit) -> Option<usize> {
    let (Edit::Merge { into: actor, .. }
    | Edit::Rename { actor, .. }
    | Edit::Alias { actor, .. }
    | Edit::Kind { actor, .. }) = edit
    else {
        return None;
    };
    let ActorRef { id, name } = actor;
    let actors = reading.actors();
    let called = || actors.iter().position(|a| a.name == *name || a.aliases.contains(name));
    actors.iter().position(|a| a.id == *id).or_else(called)
}

/// The findings, and what made them.
fn analysed(reading: &Reading) -> String {
    let Some(briefing) = reading.briefing() else { return "not done yet".to_owned() };
    let by = briefing.generator.as_ref().map(|g| format!(", by attache {}", g.version)).unwrap_or_default();
    let found = [(briefing.actors.len(), "actor"), (briefing.quotes.len(), "quote")];
    format!("{}{by}", found.map(|(n, what)| count(n, what)).join(", "))
}
