//! What keys do that put the analysis right: at once everywhere, each step undoable.

use super::App;
use crate::briefing::ActorKind;
use crate::corrections::{ActorRef, Change, Edit};
use crate::reader::overlay::Overlay;
use crate::reader::panes::actors::kind_name;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};
use crate::reader::reading::Reading;
use crate::text::Anchor;

impl App {
    /// Makes an edit: it is laid over the analysis, shown, and sent to be kept.
    pub(super) fn correct(&mut self, edit: Edit) {
        let (what, copy) = (edit.describe(), edit.clone());
        let change = self.desk.corrections.add(edit);
        self.recorrect();
        if self.desk.lost.contains(&copy) {
            // What finds no target now is no correction; it is taken back before anybody keeps it.
            self.desk.corrections.undo();
            self.recorrect();
            self.message = Some(format!("This cannot be done here: {what}."));
            return;
        }
        self.keep(change, &what);
    }

    /// Takes the last edit back.
    pub(super) fn undo(&mut self) {
        match self.desk.corrections.undo() {
            Some(undone) => self.step_back("Undone", undone),
            None => self.message = Some("There is nothing to undo.".to_owned()),
        }
    }

    /// Makes the edit again that was taken back last.
    pub(super) fn redo(&mut self) {
        match self.desk.corrections.redo() {
            Some(redone) => self.step_back("Redone", redone),
            None => self.message = Some("There is nothing to redo.".to_owned()),
        }
    }

    fn step_back(&mut self, how: &str, (change, edit): (Change, Edit)) {
        self.recorrect();
        self.keep(change, &format!("{how}: {}", edit.describe()));
    }

    /// Lays the corrections over the analysis. What is selected stays selected, under whatever number it has now.
    pub(super) fn recorrect(&mut self) {
        match self.desk.lay() {
            Some(reading) => self.put_under(reading),
            None => self.desk.highlights = self.desk.corrections.highlights(self.reading.text()),
        }
    }

    /// Shows other findings in the text, with what is selected, followed and filtered as it is.
    pub(super) fn put_under(&mut self, reading: Reading) {
        let id = |app: &Self, i: usize| app.reading.actors().get(i).map(|a| (a.id.clone(), a.name.clone()));
        let signed = (0..self.reading.actors().len()).filter(|&i| self.filter.sign(i).is_some());
        let filtered: Vec<_> = signed.filter_map(|i| id(self, i)).collect();
        let followed = self.actors.followed.and_then(|i| id(self, i));
        let selected = id(self, self.actors.list.selected);
        let quote = self.quotes.selected.map(|q| self.reading.quote_start(q));
        self.reading = reading;
        let find = |(id, name): (String, String)| {
            let actors = self.reading.actors();
            let called = || actors.iter().position(|a| a.name == name || a.aliases.contains(&name));
            actors.iter().position(|a| a.id == id).or_else(called)
        };
        for (id, name) in filtered {
            if let Some(now) = find((id, name.clone())) {
                self.filter.rename(&name, &self.reading.actors()[now].name);
            }
        }
        self.actors.followed = followed.and_then(find);
        self.actors.list.selected = selected.and_then(find).unwrap_or(self.actors.list.selected);
        let starts = |q: &usize| quote.is_some_and(|at| self.reading.quote_start(*q) == at);
        self.quotes.selected = (0..self.reading.quotes().len()).find(starts);
        let touched = |i: &usize| self.desk.touched.contains(&self.reading.actors()[*i].id);
        self.actors.corrected = (0..self.reading.actors().len()).filter(touched).collect();
        self.refilter();
    }

    /// The actor that a correction is about; a message where there is none.
    fn subject(&mut self) -> Option<ActorRef> {
        let actor = self.reading.actors().get(self.actors.list.selected).map(ActorRef::to);
        if actor.is_none() {
            self.message = Some("There is no actor here to correct.".to_owned());
        }
        actor
    }

    /// Asks something about the selected actor.
    pub(super) fn ask_about_actor(&mut self, question: Question) {
        let Some(actor) = self.subject() else { return };
        let text = if question == Question::Rename { actor.name.clone() } else { String::new() };
        self.desk.subject = Some(actor);
        self.ask(Purpose::Edit(question), &text);
    }

    /// Takes the selected actor out.
    pub(super) fn delete_actor(&mut self) {
        if let Some(actor) = self.subject() {
            self.correct(Edit::Delete { actor });
        }
    }

    /// The selected quote, as a passage; a message where there is none.
    fn selected_quote(&mut self) -> Option<Anchor> {
        let span = self.quotes.selected.and_then(|q| self.reading.quotes()[q].spans.first().copied());
        match span {
            Some(_) => self.quotes.marked = true,
            None => self.message = Some("No quote is selected; ] goes to the next one.".to_owned()),
        }
        span.map(|span| Anchor::new(self.reading.text(), span))
    }

    /// Asks who said the selected quote.
    pub(super) fn ask_for_speaker(&mut self) {
        if let Some(quote) = self.selected_quote() {
            self.desk.passage = Some(quote);
            self.ask(Purpose::Edit(Question::Speaker), "");
        }
    }

    /// Says that nobody knows who said the selected quote.
    pub(super) fn clear_speaker(&mut self) {
        if let Some(quote) = self.selected_quote() {
            self.correct(Edit::Speaker { quote, speaker: None });
        }
    }

    /// Says that the selected quote is none.
    pub(super) fn reject_quote(&mut self) {
        if let Some(quote) = self.selected_quote() {
            self.correct(Edit::NotQuote { quote });
        }
    }

    /// Shows every correction, and which of them find no target.
    pub(super) fn show_corrections(&mut self) {
        self.overlays.push(Overlay::corrections(&self.desk));
    }

    /// Offers what suits the text that stands in the prompt.
    pub(super) fn edit_prompt_changed(&self, question: Question, prompt: &mut Prompt) {
        let typed = prompt.line.text();
        let subject = self.desk.subject.as_ref().map(|s| s.name.clone()).unwrap_or_default();
        let (reading, not) = (&self.reading, self.desk.subject.as_ref().map(|s| s.id.as_str()));
        let items = match question {
            Question::Merge => picker::actors(reading, typed, not, false),
            Question::Speaker => picker::actors(reading, typed, None, true),
            Question::Kind => picker::words(ActorKind::ALL.iter().map(|&k| kind_name(k)), typed),
            Question::SplitWhich => picker::mentions(reading, not.unwrap_or(""), typed),
            Question::Highlights => return self.highlight_menu(prompt),
            Question::Open => return self.recent_menu(prompt),
            Question::Documents => return self.document_menu(prompt),
            Question::OpenLink | Question::CopyLink => return self.link_menu(prompt),
            Question::Rename | Question::Alias | Question::SplitName | Question::Note | Question::SaveAs => {
                Vec::new()
            }
        };
        let about_actor = !matches!(question, Question::Speaker | Question::Note | Question::SaveAs);
        prompt.note = if about_actor { subject } else { String::new() };
        prompt.menu = Menu::new(&prompt.line, 0, items);
    }

    /// Does what was answered.
    pub(super) fn accept_edit(&mut self, question: Question, prompt: &Prompt) {
        let typed = prompt.line.text().trim().to_owned();
        let best = prompt.menu.best().map(|item| item.insert.clone());
        let edit = match question {
            Question::Speaker => self.speaker_edit(best),
            Question::SplitWhich => return self.ask_for_split_name(best.as_deref()),
            Question::Highlights => return self.go_to_highlight(best.as_deref()),
            Question::SaveAs => return self.save_as(typed),
            Question::Open => return self.open_chosen(prompt),
            Question::Documents => return self.go_to_document(best.as_deref()),
            Question::OpenLink | Question::CopyLink => return self.take_link(question, best.as_deref()),
            Question::Note => {
                if let Some(passage) = self.desk.passage.take() {
                    self.set_note(passage, typed);
                }
                return;
            }
            _ => self.desk.subject.take().and_then(|actor| self.actor_edit(question, actor, typed, best)),
        };
        match edit {
            Some(edit) => self.correct(edit),
            None => self.message = Some("Nothing was changed; no entry was chosen or typed.".to_owned()),
        }
    }

    fn speaker_edit(&mut self, best: Option<String>) -> Option<Edit> {
        let quote = self.desk.passage.take()?;
        let name = best?;
        let known = picker::find(&self.reading, &name).map(ActorRef::to);
        Some(Edit::Speaker { quote, speaker: Some(known.unwrap_or_else(|| ActorRef::named(&name))) })
    }

    fn actor_edit(
        &mut self,
        question: Question,
        actor: ActorRef,
        typed: String,
        best: Option<String>,
    ) -> Option<Edit> {
        let typed = Some(typed).filter(|t| !t.is_empty());
        Some(match question {
            Question::Merge => {
                Edit::Merge { actor, into: ActorRef::to(picker::find(&self.reading, &best?)?) }
            }
            Question::Rename => Edit::Rename { name: typed.filter(|t| *t != actor.name)?, actor },
            Question::Alias => Edit::Alias { actor, alias: typed? },
            Question::Kind => {
                let best = best?;
                Edit::Kind { actor, kind: ActorKind::ALL.into_iter().find(|&k| kind_name(k) == best)? }
            }
            Question::SplitName => Edit::Split { mention: self.desk.passage.take()?, name: typed? },
            _ => return None,
        })
    }

    /// Asks whom the chosen mention means.
    fn ask_for_split_name(&mut self, chosen: Option<&str>) {
        let id = self.desk.subject.as_ref().map(|s| s.id.clone()).unwrap_or_default();
        let number: Option<usize> = chosen.and_then(|c| c.parse().ok());
        let mention = number.and_then(|n| picker::mention(&self.reading, &id, n));
        match mention {
            Some(span) => {
                let passage = Anchor::new(self.reading.text(), span);
                let words = passage.words.clone();
                self.desk.passage = Some(passage);
                self.ask(Purpose::Edit(Question::SplitName), &words);
            }
            None => self.message = Some("Nothing was changed; no mention was chosen.".to_owned()),
        }
    }
}
