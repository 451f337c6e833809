//! The actions that select, highlight, annotate and copy.

use std::sync::Arc;

use super::App;
use super::prompting::Ask;
use crate::briefing::{Citation, flags};
use crate::corrections::{Edit, Highlight};
use crate::reader::DocId;
use crate::reader::clipboard;
use crate::reader::event::{Edited, Effect};
use crate::reader::keep::Keep;
use crate::reader::layout::Pane;
use crate::reader::overlay::Overlay;
use crate::reader::prompt::Prompt;
use crate::reader::reading::Reading;
use crate::reader::selection::Selection;
use crate::text::{Anchor, Span, count, sanitise_line};

/// The most bytes of a note written in a prompt: some 200,000 words.
const LONGEST_NOTE: usize = 1 << 20;

impl App {
    /// Begins or ends a selection.
    pub(super) fn select(&mut self) {
        let tab = self.tabs.here_mut();
        if tab.annotations.selection.take().is_some() {
            return;
        }
        let seen = tab.text.seen();
        let quote = tab.quotes.selected.map(|q| tab.reading.quote_start(q)).filter(|&at| seen.holds(at));
        tab.annotations.selection = Selection::begin(&tab.reading, quote.unwrap_or(seen.start));
        match tab.annotations.selection {
            Some(_) => self.focus = Pane::Text,
            None => self.message = Some("There is nothing here to select.".to_owned()),
        }
    }

    /// Changes the selection, and keeps it on the screen.
    pub(super) fn change_selection(&mut self, change: impl FnOnce(&mut Selection, &Reading) -> bool) {
        let tab = self.tabs.here_mut();
        if let Some(selection) = &mut tab.annotations.selection {
            let before = selection.span;
            if !change(selection, &tab.reading) {
                self.message = Some(format!("There is no further {} this way.", selection.unit.name()));
                return;
            }
            let Span { start, end } = selection.span;
            // The end that moved has to be on the screen.
            let moved =
                if start == before.start { Span::new(end.saturating_sub(1), end) } else { selection.span };
            self.reveal(moved);
        } else {
            self.message = Some("Nothing is selected; V starts a selection.".to_owned());
        }
    }

    /// The passage that a key refers to: the selection, the selected quote, or the paragraph at the top. The
    /// quote is marked from then on, to show what the key referred to.
    fn target(&mut self) -> Option<Span> {
        let tab = self.tabs.here_mut();
        if let Some(selection) = tab.annotations.selection {
            return Some(selection.span);
        }
        let seen = tab.text.seen();
        let at_hand = |q: &usize| self.focus == Pane::Quotes || tab.reading.quote_extent(*q).overlaps(seen);
        let quote = tab.quotes.selected.filter(at_hand);
        tab.quotes.marked |= quote.is_some();
        let quote = quote.map(|q| tab.reading.quote_extent(q));
        let block = tab.reading.blocks().get(tab.reading.block_at(seen.start)).map(|b| b.span);
        quote.filter(|s| !s.is_empty()).or(block).filter(|s| !tab.reading.of(*s).trim().is_empty())
    }

    fn anchor(&mut self) -> Option<Anchor> {
        let span = self.target();
        if span.is_none() {
            self.message = Some("There is no passage here.".to_owned());
        }
        span.map(|span| Anchor::new(self.tabs.here().reading.text(), span))
    }

    /// Highlights the passage, or removes its highlight.
    pub(super) fn highlight(&mut self) {
        let Some(passage) = self.anchor() else { return };
        let tab = self.tabs.here_mut();
        tab.annotations.selection = None;
        let there = tab.annotations.highlights.iter().any(|h| h.span == passage.span);
        self.correct(if there { Edit::Unhighlight { passage } } else { Edit::Highlight { passage } });
    }

    /// The passage for a note, and its present note: the whole highlight if there is one.
    fn noted(&mut self) -> Option<(Anchor, String)> {
        let passage = self.anchor()?;
        let tab = self.tabs.here();
        let selected = tab.annotations.selection.is_some();
        let fits = |h: &&Highlight| h.span == passage.span || (!selected && h.span.overlaps(passage.span));
        Some(match tab.annotations.highlights.iter().find(fits) {
            Some(h) => (Anchor::new(tab.reading.text(), h.span), h.note.clone().unwrap_or_default()),
            None => (passage, String::new()),
        })
    }

    /// Asks for a note on the passage.
    pub(super) fn note(&mut self) {
        let Some((passage, note)) = self.noted() else { return };
        if note.contains('\n') {
            self.message = Some("This note has several lines; E edits it.".to_owned());
            return;
        }
        self.tabs.here_mut().annotations.selection = None;
        let ask = Ask::simple("Note: ", "note", move |app, prompt| {
            app.set_note(passage.clone(), prompt.line.text().trim().to_owned());
        });
        self.ask(ask.with_limit(LONGEST_NOTE), &note);
    }

    /// Opens the passage's note in the editor.
    pub(super) fn note_in_editor(&mut self) {
        if self.secure {
            self.message = Some("ATTACHE_SECURE allows no editor; c writes a note in one line.".to_owned());
            return;
        }
        if let Some((passage, note)) = self.noted() {
            let tab = self.tabs.here_mut();
            tab.annotations.passage = Some(passage);
            tab.annotations.selection = None;
            self.emit(Effect::Edit(note));
        }
    }

    /// Takes the text from the editor.
    pub(super) fn edited(&mut self, edited: Edited) {
        let tab = self.tabs.here_mut();
        let Some(passage) = tab.annotations.passage.take() else { return };
        match edited {
            Ok(note) => self.set_note(passage, note.trim().to_owned()),
            Err(why) => self.message = Some(why),
        }
    }

    /// Gives a passage a note; does nothing if it has exactly that one.
    pub(super) fn set_note(&mut self, passage: Anchor, note: String) {
        let tab = self.tabs.here_mut();
        let has = tab.annotations.highlights.iter().find(|h| h.span == passage.span);
        let same = has.map_or(note.is_empty(), |h| h.note.as_deref().unwrap_or("") == note);
        if same {
            self.message = Some("The note is as it was.".to_owned());
        } else {
            self.correct(Edit::Note { passage, note });
        }
    }

    /// Makes the selection a quote.
    pub(super) fn make_quote(&mut self) {
        let tab = self.tabs.here_mut();
        let Some(selection) = tab.annotations.selection.take() else {
            self.message = Some("Select the words first: V, then j and k, Tab for words.".to_owned());
            return;
        };
        let passage = Anchor::new(tab.reading.text(), selection.span);
        self.correct(Edit::Quote { passage: passage.clone(), speaker: None });
        let tab = self.tabs.here_mut();
        let here = |q: &usize| tab.reading.quote_extent(*q).overlaps(passage.span);
        if let Some(quote) = (0..tab.reading.quotes().len()).find(here) {
            tab.quotes.select(quote);
        }
    }

    /// Lists the highlights, to go to one.
    pub(super) fn list_highlights(&mut self) {
        let tab = self.tabs.here_mut();
        if tab.annotations.highlights.is_empty() {
            self.message = Some("There are no highlights; H makes one, c adds a note.".to_owned());
            return;
        }
        let sheet = Overlay::highlights(&tab.reading, &tab.annotations.highlights);
        self.overlays.push(sheet);
    }

    /// Copies the passage with its citation.
    pub(super) fn yank(&mut self) {
        let Some(span) = self.target() else {
            self.message = Some("There is nothing here to copy.".to_owned());
            return;
        };
        let text = self.citation(span).to_string();
        let tab = self.tabs.here_mut();
        tab.annotations.selection = None;
        let flags = flags(tab.reading.metadata());
        let flags = if flags.is_empty() { String::new() } else { format!("{}: ", flags.join(", ")) };
        self.copy(text, &flags);
    }

    /// Copies a text through the terminal, and into a file; a caution goes before the message.
    pub(super) fn copy(&mut self, text: String, caution: &str) {
        let tab = self.tabs.here_mut();
        let what = format!("{caution}Copied “{}”, {}", sanitise_line(&text, 24), count(text.len(), "byte"));
        self.message = Some(match clipboard::sequence(self.clipboard, &text) {
            Some(_) => what.clone(),
            None => format!("{what}: too long for the terminal's clipboard"),
        });
        tab.annotations.copied.clone_from(&self.message);
        self.emit(Effect::Copy(text.clone()));
        if self.tabs.here().annotations.keeping.is_wished() {
            self.emit_here(Keep::Copied(text));
        }
    }

    /// A passage with its citation: of words inside a quote, with its speaker.
    pub(super) fn citation(&self, span: Span) -> Citation {
        let tab = self.tabs.here();
        let inside = |q: &usize| tab.reading.quote_extent(*q).contains(span);
        let quote = tab.quotes.selected.filter(inside);
        let quote = quote.or_else(|| (0..tab.reading.quotes().len()).find(inside));
        let (page, paragraph) = (tab.reading.page_at(span.start), Some(tab.reading.block_at(span.start) + 1));
        let citation = match quote.and_then(|q| tab.reading.cite(q).map(|c| (q, c))) {
            Some((q, citation)) if tab.reading.quote_extent(q) == span => citation,
            Some((_, citation)) => {
                let words = crate::briefing::running(tab.reading.of(span));
                Citation { words, page, paragraph, ..citation }
            }
            None => {
                let passage = Citation::of_passage(tab.reading.of(span), tab.reading.metadata());
                Citation { page, paragraph, ..passage }
            }
        };
        citation.in_file(self.file_name().as_deref())
    }

    /// The name of the file, without its folders; none for an address, which the document itself has.
    fn file_name(&self) -> Option<String> {
        let path = self.tabs.here().annotations.path.as_deref().filter(|path| !path.contains("://"))?;
        let name = std::path::Path::new(path).file_name()?;
        Some(sanitise_line(&name.to_string_lossy(), 200))
    }

    /// Shows where a copy is saved too.
    pub(super) fn copied(&mut self, id: DocId, path: &str) {
        let copied = self.tabs.get_mut(id).and_then(|tab| tab.annotations.copied.take());
        if let Some(what) = copied.filter(|what| self.message.as_ref() == Some(what)) {
            self.say_of(id, &format!("{what}; it is also in {path}"));
        }
    }

    /// Asks for a file name to save quotes, highlights and notes.
    pub(super) fn ask_for_file(&mut self) {
        let tab = self.tabs.here_mut();
        let Some(briefing) = tab.reading.briefing() else {
            self.message = Some("The analysis is still running; the quotes come soon.".to_owned());
            return;
        };
        if self.secure {
            self.message = Some("ATTACHE_SECURE allows no files outside the state directory.".to_owned());
            return;
        }
        let title = briefing.metadata.title.as_deref().unwrap_or("quotes");
        let name: String = crate::briefing::slug(title).chars().take(40).collect();
        let ask = Ask::simple("Export as: ", "save", Self::save_as);
        self.ask(ask, &format!("{}.md", name.trim_end_matches('-')));
    }

    /// Has quotes, highlights and notes saved under that name.
    fn save_as(&mut self, prompt: &Prompt) {
        let document = self.file_name();
        let name = prompt.line.text().trim().to_owned();
        let tab = self.tabs.here_mut();
        if let Some(briefing) = tab.reading.briefing().filter(|_| !name.is_empty()) {
            let (briefing, highlights) = (Arc::clone(briefing), tab.annotations.highlights.clone());
            self.emit(Effect::Save { name, briefing, document, highlights });
        }
    }
}
