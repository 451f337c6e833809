//! What keys do that select, highlight, note and copy.

use std::sync::Arc;

use super::App;
use crate::briefing::{Citation, flags};
use crate::corrections::{Edit, Highlight};
use crate::reader::clipboard;
use crate::reader::event::{Edited, Effect};
use crate::reader::keep::Keep;
use crate::reader::layout::Pane;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};
use crate::reader::reading::Reading;
use crate::reader::selection::Selection;
use crate::text::{Anchor, Span, sanitise_line};

impl App {
    /// Begins to select, or ends it.
    pub(super) fn select(&mut self) {
        if self.desk.selection.take().is_some() {
            return;
        }
        let seen = self.text.seen();
        let quote = self.quotes.selected.map(|q| self.reading.quote_start(q)).filter(|&at| seen.holds(at));
        self.desk.selection = Selection::begin(&self.reading, quote.unwrap_or(seen.start));
        match self.desk.selection {
            Some(_) => self.focus = Pane::Text,
            None => self.message = Some("There is nothing here to select.".to_owned()),
        }
    }

    /// Changes the selection, and keeps it on the screen.
    pub(super) fn change_selection(&mut self, change: impl FnOnce(&mut Selection, &Reading) -> bool) {
        if let Some(selection) = &mut self.desk.selection {
            let before = selection.span;
            if !change(selection, &self.reading) {
                self.message = Some(format!("There is no {} more this way.", selection.unit.name()));
                return;
            }
            let Span { start, end } = selection.span;
            // The end that moved is what one wants to see.
            let moved =
                if start == before.start { Span::new(end.saturating_sub(1), end) } else { selection.span };
            self.reveal(moved);
        } else {
            self.message = Some("Nothing is selected; V begins to select.".to_owned());
        }
    }

    /// What a key means that works on a passage: the selection, the selected quote, or the paragraph at the top.
    /// The quote is marked from now on, so that one sees what the key meant.
    fn target(&mut self) -> Option<Span> {
        if let Some(selection) = self.desk.selection {
            return Some(selection.span);
        }
        let seen = self.text.seen();
        let at_hand = |q: &usize| self.focus == Pane::Quotes || self.reading.quote_extent(*q).overlaps(seen);
        let quote = self.quotes.selected.filter(at_hand);
        self.quotes.marked |= quote.is_some();
        let quote = quote.map(|q| self.reading.quote_extent(q));
        let block = self.reading.blocks().get(self.reading.block_at(seen.start)).map(|b| b.span);
        quote.filter(|s| !s.is_empty()).or(block).filter(|s| !self.reading.of(*s).trim().is_empty())
    }

    fn anchor(&mut self) -> Option<Anchor> {
        let span = self.target();
        if span.is_none() {
            self.message = Some("There is no passage here.".to_owned());
        }
        span.map(|span| Anchor::new(self.reading.text(), span))
    }

    /// Highlights the passage, or takes its highlight away.
    pub(super) fn highlight(&mut self) {
        let Some(passage) = self.anchor() else { return };
        self.desk.selection = None;
        let there = self.desk.highlights.iter().any(|h| h.span == passage.span);
        self.correct(if there { Edit::Unhighlight { passage } } else { Edit::Highlight { passage } });
    }

    /// The passage that a note is about, and the note that it has: of a highlight at hand, all of that.
    fn noted(&mut self) -> Option<(Anchor, String)> {
        let passage = self.anchor()?;
        let selected = self.desk.selection.is_some();
        let fits = |h: &&Highlight| h.span == passage.span || (!selected && h.span.overlaps(passage.span));
        Some(match self.desk.highlights.iter().find(fits) {
            Some(h) => (Anchor::new(self.reading.text(), h.span), h.note.clone().unwrap_or_default()),
            None => (passage, String::new()),
        })
    }

    /// Asks for a note on the passage.
    pub(super) fn note(&mut self) {
        let Some((passage, note)) = self.noted() else { return };
        if note.contains('\n') {
            self.message = Some("This note has several lines; E opens it in the editor.".to_owned());
            return;
        }
        self.desk.passage = Some(passage);
        self.desk.selection = None;
        self.ask(Purpose::Edit(Question::Note), &note);
    }

    /// Opens the note on the passage in the editor.
    pub(super) fn note_in_editor(&mut self) {
        if self.secure {
            self.message = Some("ATTACHE_SECURE allows no editor; c writes a note in one line.".to_owned());
            return;
        }
        if let Some((passage, note)) = self.noted() {
            self.desk.passage = Some(passage);
            self.desk.selection = None;
            self.emit(Effect::Edit(note));
        }
    }

    /// Takes in what came out of the editor.
    pub(super) fn edited(&mut self, edited: Edited) {
        let Some(passage) = self.desk.passage.take() else { return };
        match edited {
            Ok(note) => self.set_note(passage, note.trim().to_owned()),
            Err(why) => self.message = Some(why),
        }
    }

    /// Gives a passage a note; does nothing where it has just that one.
    pub(super) fn set_note(&mut self, passage: Anchor, note: String) {
        let has = self.desk.highlights.iter().find(|h| h.span == passage.span);
        let same = has.map_or(note.is_empty(), |h| h.note.as_deref().unwrap_or("") == note);
        if same {
            self.message = Some("The note is as it was.".to_owned());
        } else {
            self.correct(Edit::Note { passage, note });
        }
    }

    /// Says that the selection is a quote.
    pub(super) fn make_quote(&mut self) {
        let Some(selection) = self.desk.selection.take() else {
            self.message = Some("Select the words first: V, then Tab and the arrow keys.".to_owned());
            return;
        };
        let passage = Anchor::new(self.reading.text(), selection.span);
        self.correct(Edit::Quote { passage: passage.clone(), speaker: None });
        let here = |q: &usize| self.reading.quote_extent(*q).overlaps(passage.span);
        if let Some(quote) = (0..self.reading.quotes().len()).find(here) {
            self.quotes.select(quote);
        }
    }

    /// Lists the highlights, to go to one.
    pub(super) fn list_highlights(&mut self) {
        if self.desk.highlights.is_empty() {
            self.message = Some("Nothing is highlighted; H does it, c adds a note.".to_owned());
            return;
        }
        self.ask(Purpose::Edit(Question::Highlights), "");
    }

    /// Offers the highlights that suit what is typed.
    pub(super) fn highlight_menu(&self, prompt: &mut Prompt) {
        let items = picker::highlights(&self.reading, &self.desk.highlights, prompt.line.text());
        prompt.note = self.desk.highlights.len().to_string();
        prompt.menu = Menu::new(&prompt.line, 0, items);
    }

    /// Goes to the highlight of that number.
    pub(super) fn go_to_highlight(&mut self, number: Option<&str>) {
        let number: Option<usize> = number.and_then(|n| n.parse().ok());
        let found = number.and_then(|n| self.desk.highlights.get(n.checked_sub(1)?));
        match found.map(|h| h.span) {
            Some(span) => {
                self.focus = Pane::Text;
                self.reveal(span);
            }
            None => self.message = Some("There is no such highlight.".to_owned()),
        }
    }

    /// Copies the passage with its citation.
    pub(super) fn yank(&mut self) {
        let Some(span) = self.target() else {
            self.message = Some("There is nothing here to copy.".to_owned());
            return;
        };
        let text = self.citation(span).to_string();
        self.desk.selection = None;
        let flags = flags(self.reading.metadata());
        let flags = if flags.is_empty() { String::new() } else { format!("{}: ", flags.join(", ")) };
        self.copy(text, &flags);
    }

    /// Copies a text by way of the terminal, and into a file; what is to be known of it goes before what is said.
    pub(super) fn copy(&mut self, text: String, caution: &str) {
        let what = format!("{caution}Copied “{}”, {} bytes", sanitise_line(&text, 24), text.len());
        self.message = Some(match clipboard::sequence(self.clipboard, &text) {
            Some(_) => what.clone(),
            None => format!("{what}: too long for the terminal's clipboard"),
        });
        self.desk.copied.clone_from(&self.message);
        self.emit(Effect::Copy(text.clone()));
        if self.desk.keeping.is_wished() {
            self.emit(Effect::Keep(Keep::Copied(text)));
        }
    }

    /// A passage with its citation: of words inside a quote, with its speaker.
    fn citation(&self, span: Span) -> Citation {
        let inside = |q: &usize| self.reading.quote_extent(*q).contains(span);
        let quote = self.quotes.selected.filter(inside);
        let quote = quote.or_else(|| (0..self.reading.quotes().len()).find(inside));
        let paragraph = Some(self.reading.block_at(span.start) + 1);
        let citation = match quote.and_then(|q| self.reading.cite(q).map(|c| (q, c))) {
            Some((q, citation)) if self.reading.quote_extent(q) == span => citation,
            Some((_, citation)) => {
                Citation { words: crate::briefing::running(self.reading.of(span)), paragraph, ..citation }
            }
            None => {
                Citation { paragraph, ..Citation::of_passage(self.reading.of(span), self.reading.metadata()) }
            }
        };
        citation.in_file(self.file_name().as_deref())
    }

    /// The name of the file that is read, without its folders; none of an address, which the document knows itself.
    fn file_name(&self) -> Option<String> {
        let path = self.desk.path.as_deref().filter(|path| !path.contains("://"))?;
        let name = std::path::Path::new(path).file_name()?;
        Some(sanitise_line(&name.to_string_lossy(), 200))
    }

    /// Says where a copy is kept too.
    pub(super) fn copied(&mut self, path: &str) {
        if let Some(what) = self.desk.copied.take().filter(|w| self.message.as_ref() == Some(w)) {
            self.message = Some(format!("{what}; it is also in {path}"));
        }
    }

    /// Asks under which name quotes, highlights and notes are to be saved.
    pub(super) fn ask_for_file(&mut self) {
        let Some(briefing) = self.reading.briefing() else {
            self.message = Some("The quotes are not known yet; the analysis is running.".to_owned());
            return;
        };
        if self.secure {
            self.message = Some("ATTACHE_SECURE allows no writing outside the state directory.".to_owned());
            return;
        }
        let title = briefing.metadata.title.as_deref().unwrap_or("quotes");
        let name: String = crate::briefing::slug(title).chars().take(40).collect();
        self.ask(Purpose::Edit(Question::SaveAs), &format!("{}.md", name.trim_end_matches('-')));
    }

    /// Has quotes, highlights and notes saved under that name.
    pub(super) fn save_as(&mut self, name: String) {
        if let Some(briefing) = self.reading.briefing().filter(|_| !name.is_empty()) {
            let (briefing, highlights) = (Arc::clone(briefing), self.desk.highlights.clone());
            let document = self.file_name();
            self.emit(Effect::Save { name, briefing, document, highlights });
        }
    }
}
