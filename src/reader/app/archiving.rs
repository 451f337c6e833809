//! The actions of keys on the archive's pages, and the ways from them to a document and back.

mod answers;
mod asking;

use super::App;
use super::actions::Action;
use super::moving::Step;
use super::prompting::Ask as Asked;
use crate::reader::DocId;
use crate::reader::archive::data::{Ask, Hit, Verdict};
use crate::reader::archive::{Comparison, HitList, Look, Page, Questions};
use crate::reader::event::Effect;
use crate::reader::keymap::Context;
use crate::reader::layout::Pane;
use crate::reader::prompt::Prompt;
use crate::reader::reading::Speaker;
use crate::reader::search::{Pattern, PatternError};
use crate::text::Span;

/// How many hits are requested at first, and how many more each time.
const HITS: usize = 500;

impl App {
    /// Whether a page of the archive is on the screen.
    pub fn shows_archive(&self) -> bool {
        self.archive.is_shown
    }

    /// The layout parameters of the pages.
    pub fn archive_look(&self) -> Look<'_> {
        let height = self.screen.height - self.areas.status.map_or(0, |s| s.height);
        Look { width: self.screen.width, height, theme: &self.theme, is_plain: self.archive.is_plain }
    }

    /// Keeps the selected entry on the screen.
    pub(super) fn settle_archive(&mut self) {
        if !self.archive.is_shown {
            return;
        }
        let Some(mut place) = self.archive.pages.pop() else { return };
        place.settle(&self.archive_look());
        self.archive.pages.push(place);
    }

    /// The key context while a page of the archive is on the screen.
    pub(super) fn archive_context(&self) -> Option<Context> {
        let place = self.archive.here().filter(|_| self.overlays.is_empty())?;
        Some(if matches!(place.page, Page::Same(_)) { Context::Question } else { Context::Archive })
    }

    fn ask_archive(&mut self, ask: Ask) {
        self.emit(Effect::Archive(ask));
    }

    fn push_page(&mut self, page: Page, ask: Ask) {
        self.archive.push(page);
        self.ask_archive(ask);
    }

    /// Shows the inbox.
    pub(super) fn open_inbox(&mut self) {
        let is_inbox = |page: &Page| matches!(page, Page::Inbox(_));
        match self.archive.pages.iter().position(|place| is_inbox(&place.page)) {
            Some(at) => self.archive.pages.truncate(at + 1),
            None => self.archive.pages.clear(),
        }
        self.archive.visiting = None;
        if self.archive.pages.is_empty() {
            self.archive.push(Page::Inbox(None));
        }
        self.archive.is_shown = true;
        self.ask_archive(Ask::Inbox);
    }

    /// Performs an action while a page of the archive is on the screen.
    pub(super) fn act_in_archive(&mut self, action: Action) {
        match action {
            Action::LineDown => self.step_in_archive(Step::Line, 1),
            Action::LineUp => self.step_in_archive(Step::Line, -1),
            Action::PageDown => self.step_in_archive(Step::Page, 1),
            Action::PageUp => self.step_in_archive(Step::Page, -1),
            Action::HalfPageDown => self.step_in_archive(Step::HalfPage, 1),
            Action::HalfPageUp => self.step_in_archive(Step::HalfPage, -1),
            Action::Top => self.step_in_archive(Step::End, -1),
            Action::Bottom => self.step_in_archive(Step::End, 1),
            Action::NextQuote | Action::NextParagraph => self.step_to_change(true),
            Action::PreviousQuote | Action::PreviousParagraph => self.step_to_change(false),
            Action::FocusNext | Action::FocusPrevious => self.change_side(),
            Action::Open => self.open_entry(),
            Action::Clear => self.archive.pattern = None,
            Action::Search => self.search_archive(),
            Action::SearchNext => self.step_to_match(true, false),
            Action::SearchPrevious => self.step_to_match(false, false),
            Action::Filter | Action::AskArchive => self.write_query(),
            Action::GroupQuotes => self.change_grouping(),
            Action::Yank => self.copy_hit(),
            Action::KeepQuery => self.keep_or_turn(),
            Action::Undo => self.undo_in_archive(),
            Action::Archive
            | Action::DropQuery
            | Action::Tag
            | Action::MarkRead
            | Action::CompareVersions
            | Action::Dossier
            | Action::SamePerson
            | Action::OnePerson
            | Action::TwoPeople
            | Action::DecideLater => action.carry_out(self),
            other if other.is_anywhere() => other.carry_out(self),
            _ => self.message = Some("That does nothing here; ? shows the keys.".to_owned()),
        }
    }

    fn step_in_archive(&mut self, step: Step, direction: isize) {
        // Most entries take two rows.
        let by = direction * step.rows(self.screen.height / if step == Step::Line { 1 } else { 2 });
        let Some(place) = self.archive.here_mut() else { return };
        let was_last = place.selected + 1 >= place.count();
        place.step(by);
        if was_last && step == Step::End && direction > 0 {
            self.ask_for_more();
        }
    }

    /// Requests more hits.
    fn ask_for_more(&mut self) {
        let Some(place) = self.archive.here_mut() else { return };
        if let Page::Hits(list) = &mut place.page
            && list.has_more()
        {
            list.most += HITS;
            let (query, most) = (list.found.query.clone(), list.most);
            self.ask_archive(Ask::Find { query, most });
        }
    }

    /// Goes to the next or previous changed paragraph; without a comparison, to the next or previous entry.
    fn step_to_change(&mut self, forward: bool) {
        let Some(place) = self.archive.here_mut() else { return };
        if let Page::Compare(comparison) = &place.page {
            let changed = (0..comparison.count()).filter(|entry| comparison.is_changed(*entry));
            let selected = place.selected;
            let found = if forward {
                changed.clone().find(|entry| *entry > selected)
            } else {
                changed.clone().rev().find(|entry| *entry < selected)
            };
            match found {
                Some(entry) => place.selected = entry,
                None => self.message = Some("No change further that way.".to_owned()),
            }
        } else {
            place.step(if forward { 1 } else { -1 });
        }
    }

    fn change_side(&mut self) {
        if let Some(place) = self.archive.here_mut()
            && let Page::Same(questions) = &mut place.page
        {
            questions.side = 1 - questions.side;
            place.selected = questions.side;
        }
    }

    /// Goes to the next story or pair, or in a document to the next document's hit; false if no page is involved.
    pub(super) fn turn_in_archive(&mut self, forward: bool, count: usize) -> bool {
        let reads = !self.archive.is_shown && self.archive.visiting == Some(self.tabs.active());
        if !reads && !self.archive.is_shown {
            return false;
        }
        let Some(place) = self.archive.pages.last_mut() else { return false };
        for _ in 0..count.max(1) {
            let number = place.hit().map(|hit| hit.number);
            let before = place.selected;
            match &mut place.page {
                Page::Compare(comparison) => {
                    let last = comparison.pairs.len().saturating_sub(1);
                    comparison.at =
                        comparison.at.saturating_add_signed(if forward { 1 } else { -1 }).min(last);
                    place.selected = 0;
                }
                Page::Hits(list) if !reads => {
                    let begins = |entry: &usize| list.begins_story(*entry);
                    let next = (before + 1..list.count()).find(begins);
                    let found = if forward { next } else { (0..before).rev().find(begins) };
                    place.selected = found.unwrap_or(before);
                }
                _ => {
                    let other = |entry: &usize, place: &super::super::archive::Place| match &place.page {
                        Page::Hits(list) => list.hit(*entry).map(|hit| hit.number) != number,
                        _ => true,
                    };
                    let found = if forward {
                        (before + 1..place.count()).find(|entry| other(entry, place))
                    } else {
                        (0..before).rev().find(|entry| other(entry, place))
                    };
                    place.selected = found.unwrap_or(before);
                }
            }
            if place.selected == before && reads {
                let which = if forward { "next" } else { "previous" };
                self.message = Some(format!("There is no {which} hit; q goes back to the list."));
                return true;
            }
        }
        if reads && let Some(hit) = self.archive.pages.last().and_then(|place| place.hit().cloned()) {
            self.visit(&hit);
        }
        true
    }

    /// Leaves a page, or comes back from a document opened from one; false if there is no page to leave.
    pub(super) fn leave_archive_page(&mut self) -> bool {
        if self.archive.is_shown {
            self.archive.pages.pop();
            if self.archive.pages.is_empty() {
                self.archive.is_shown = false;
                return self.tabs.is_open(self.tabs.active());
            }
            self.refresh();
            return true;
        }
        let is_visit = self.archive.visiting == Some(self.tabs.active());
        if is_visit && !self.archive.pages.is_empty() {
            (self.archive.is_shown, self.archive.visiting) = (true, None);
            self.refresh();
            return true;
        }
        false
    }

    /// Requests the current page's content again: something may have been read, tagged or corrected.
    fn refresh(&mut self) {
        let ask = match self.archive.here().map(|place| &place.page) {
            Some(Page::Inbox(_)) => Ask::Inbox,
            Some(Page::Hits(list)) => Ask::Find { query: list.found.query.clone(), most: list.most },
            Some(Page::Dossier(name, _)) => Ask::Dossier(name.clone()),
            _ => return,
        };
        self.ask_archive(ask);
    }

    /// Opens the selected entry.
    fn open_entry(&mut self) {
        let Some(place) = self.archive.here() else { return };
        if let Some(kept) = place.saved() {
            let mut list = HitList::asked(kept.query.clone(), HITS);
            (list.name, list.seen) = (kept.name.clone(), Some(kept.seen));
            let (query, name) = (kept.query.clone(), kept.name.clone());
            self.push_page(Page::Hits(Box::new(list)), Ask::Find { query, most: HITS });
            return self.ask_archive(Ask::Seen(name));
        }
        if let Some(hit) = place.hit().cloned() {
            return self.visit(&hit);
        }
        let number = match &place.page {
            Page::Compare(comparison) => comparison.pair().map(|pair| pair.second.number),
            Page::Same(questions) => questions.person().map(|person| person.number),
            _ => None,
        };
        if let Some(number) = number {
            self.visit_document(number, None);
        }
    }

    /// Opens the document of a hit at its passage.
    fn visit(&mut self, hit: &Hit) {
        self.visit_document(hit.number, Some(hit.span));
        if let (Some(id), Some(title)) = (self.archive.visiting, hit.title.clone()) {
            self.tabs.entitle(id, title);
        }
    }

    fn visit_document(&mut self, number: i64, span: Option<Span>) {
        let id = self.tabs.add(format!("#{number}").into());
        self.archive.visiting = Some(id);
        self.archive.sought = span.map(|span| (id, span));
        if self.tabs.is_open(id) {
            self.show_document(id);
            self.message = None;
            self.go_to_sought(id, true);
        } else {
            self.turn_to(id, true);
        }
    }

    /// Goes to the passage for which a document was opened, as far as the document is known.
    pub(super) fn go_to_sought(&mut self, id: DocId, is_briefed: bool) {
        let Some((_, span)) =
            self.archive.sought.filter(|(sought, _)| *sought == id && id == self.tabs.active())
        else {
            return;
        };
        // A document opened at a passage does not resume at an earlier position.
        self.tabs.here_mut().annotations.moved = true;
        self.focus = Pane::Text;
        self.settle();
        self.reveal(span);
        if !is_briefed {
            return;
        }
        self.archive.sought = None;
        let tab = self.tabs.here_mut();
        let quotes = 0..tab.reading.quotes().len();
        let exact = quotes.clone().find(|q| tab.reading.quote_start(*q) == span.start);
        let quote = exact.or_else(|| quotes.clone().find(|q| tab.reading.quote_extent(*q).overlaps(span)));
        if let Some(quote) = quote {
            while !tab.quotes.level.shows(&tab.reading.quotes()[quote]) {
                let next = tab.quotes.level as usize + 1;
                let Some(level) = crate::briefing::Level::ALL.get(next) else { break };
                tab.quotes.level = *level;
                tab.quotes.list(&tab.reading, &tab.filter);
            }
            self.go_to_quote(quote);
        }
    }

    /// Opens the search prompt for the entries.
    fn search_archive(&mut self) {
        let ask = Asked::new("/", "search", |app, prompt| {
            let pattern = Pattern::parse(prompt.line.text()).map_err(|error| error.short())?;
            app.archive.pattern = pattern.or(app.archive.pattern.take());
            app.step_to_match(true, true);
            Ok(())
        });
        let typed = |app: &mut Self, prompt: &mut Prompt| match Pattern::parse(prompt.line.text()) {
            Ok(pattern) => {
                app.archive.pattern = pattern;
                prompt.note = match app.archive.matches().len() {
                    _ if app.archive.pattern.is_none() => String::new(),
                    0 => "no match".to_owned(),
                    n => n.to_string(),
                };
            }
            Err(error) => prompt.note = PatternError::short(&error),
        };
        self.ask(ask.typed(typed).left(|app| app.archive.pattern = None), "");
    }

    /// Selects the next or previous matching entry; with `here`, the selected one also counts.
    fn step_to_match(&mut self, forward: bool, here: bool) {
        if self.archive.pattern.is_none() {
            self.message = Some("Nothing has been searched for yet; / searches.".to_owned());
            return;
        }
        let matches = self.archive.matches();
        let Some(place) = self.archive.here_mut() else { return };
        let at = place.selected;
        let found = if forward {
            matches.iter().find(|entry| **entry > at || (here && **entry == at)).or(matches.first())
        } else {
            matches.iter().rev().find(|entry| **entry < at).or(matches.last())
        };
        match found {
            Some(entry) => place.selected = *entry,
            None => self.message = Some("No entry here has that.".to_owned()),
        }
    }

    fn change_grouping(&mut self) {
        if let Some(place) = self.archive.here_mut()
            && let Page::Hits(list) = &mut place.page
        {
            let at = list.hit(place.selected).map(|hit| (hit.number, hit.span.start));
            list.is_flat = !list.is_flat;
            list.arrange();
            place.selected = at.and_then(|(number, start)| list.entry_of(number, start)).unwrap_or(0);
            let what = if list.is_flat { "Every hit alone." } else { "Hits by story." };
            self.message = Some(what.to_owned());
        }
    }

    fn copy_hit(&mut self) {
        match self.archive.here().and_then(|place| place.hit()) {
            Some(hit) => {
                let (text, flags) = (hit.citation.to_string(), hit.flags.join(", "));
                let caution = if flags.is_empty() { String::new() } else { format!("{flags}: ") };
                self.copy(text, &caution);
            }
            None => self.message = Some("There is nothing here to copy.".to_owned()),
        }
    }

    /// The actor that a key refers to: the speaker of the hit, or in a document the selected actor or the speaker
    /// of the selected quote.
    fn whom(&self) -> Option<String> {
        if let Some(place) = self.archive.here() {
            return match &place.page {
                Page::Dossier(name, known) => {
                    let known = known.as_ref().and_then(|known| known.as_ref().ok());
                    Some(known.map_or(name, |dossier| &dossier.name).clone())
                }
                Page::Same(questions) => Some(questions.name.clone()),
                Page::Compare(comparison) => comparison.pair()?.speaker.clone(),
                _ => place.hit()?.quote.as_ref()?.speakers.first().cloned(),
            };
        }
        let tab = self.tabs.here();
        let actor = if self.focus == Pane::Actors {
            tab.actors.subject()?
        } else {
            match tab.reading.speaker(tab.quotes.selected?) {
                Speaker::Actor(actor) => *actor,
                Speaker::Named(_) | Speaker::Unknown => return None,
            }
        };
        tab.reading.actors().get(actor).map(|actor| actor.name.clone())
    }

    /// Shows the dossier of the actor that the key refers to.
    pub(super) fn open_dossier(&mut self) {
        match self.whom() {
            Some(name) => self.push_page(Page::Dossier(name.clone(), None), Ask::Dossier(name)),
            None => self.message = Some("No actor is selected here.".to_owned()),
        }
    }

    /// Asks whether the people with the actor's name are the same person.
    pub(super) fn ask_who_is_one(&mut self) {
        match self.whom() {
            Some(name) => {
                let questions = Questions { name: name.clone(), ..Questions::default() };
                self.push_page(Page::Same(Box::new(questions)), Ask::Suggest(name));
            }
            None => self.message = Some("No actor is selected here.".to_owned()),
        }
    }

    /// Compares the selected hit, or the document opened from the archive.
    pub(super) fn compare_versions(&mut self) {
        let hit = self.archive.here().and_then(|place| place.hit());
        let of_hit = hit.map(|hit| (hit.number, hit.quote.as_ref().map(|quote| quote.id)));
        match of_hit.or_else(|| Some((self.archived_number()?, None))) {
            Some((number, quote)) => {
                self.push_page(Page::Compare(Box::default()), Ask::Compare { number, quote });
            }
            None => self.message = Some(asking::NOT_OF_ARCHIVE.to_owned()),
        }
    }

    /// The number of the document on the screen, if it was opened from the archive.
    fn archived_number(&self) -> Option<i64> {
        if self.archive.is_shown {
            return None;
        }
        let path = self.tabs.listed(self.tabs.active())?.path.as_ref()?;
        path.to_str()?.strip_prefix('#')?.parse().ok()
    }

    /// Answers the question on the screen.
    pub(super) fn answer_question(&mut self, verdict: Option<Verdict>) {
        let Some(place) = self.archive.here_mut() else { return };
        let Page::Same(questions) = &mut place.page else { return };
        if questions.current().is_none() {
            return;
        }
        let at = questions.at;
        questions.answered.push(verdict.is_some());
        questions.at += 1;
        if let Some(verdict) = verdict {
            self.ask_archive(Ask::Judge(at, verdict));
        }
    }

    /// Takes back the last answer, or restores the dropped query.
    fn undo_in_archive(&mut self) {
        let Some(place) = self.archive.here_mut() else { return };
        match &mut place.page {
            Page::Same(questions) => {
                let was_judged = questions.answered.pop();
                questions.at = questions.at.saturating_sub(usize::from(was_judged.is_some()));
                if was_judged != Some(false) {
                    self.ask_archive(Ask::UndoJudgement);
                }
            }
            _ => match self.archive.dropped.take() {
                Some((name, query)) => self.ask_archive(Ask::Save { name, query }),
                None => self.message = Some("There is nothing to undo.".to_owned()),
            },
        }
    }

    /// In a comparison, switches between side by side and inline; elsewhere saves the query.
    fn keep_or_turn(&mut self) {
        let width = self.screen.width;
        match self.archive.here_mut().map(|place| &mut place.page) {
            Some(Page::Compare(comparison)) => {
                if width < Comparison::LEAST {
                    self.message = Some("Side by side needs 60 columns.".to_owned());
                } else {
                    comparison.beside = Some(!comparison.is_beside(width));
                }
            }
            _ => self.keep_query(),
        }
    }
}
