//! The actions that correct the analysis: immediate everywhere, each step undoable.

use super::App;
use super::prompting::Ask;
use crate::briefing::ActorKind;
use crate::corrections::{ActorRef, Change, Edit};
use crate::reader::overlay::Overlay;
use crate::reader::panes::actors::kind_name;
use crate::reader::picker;
use crate::reader::prompt::{Item, Menu, Prompt};
use crate::reader::reading::Reading;
use crate::text::{Anchor, Finder};

impl App {
    /// Makes an edit: applies it to the analysis, shows it, and sends it to be saved.
    pub(super) fn correct(&mut self, edit: Edit) -> bool {
        let tab = self.tabs.here_mut();
        let (what, copy) = (edit.describe(), edit.clone());
        let change = tab.annotations.corrections.add(edit);
        self.recorrect();
        let tab = self.tabs.here_mut();
        if tab.annotations.lost.contains(&copy) {
            // An edit without a target is no correction; it is taken back before anything saves it.
            tab.annotations.corrections.undo();
            self.recorrect();
            self.message = Some(format!("This does not fit here: {what}."));
            return false;
        }
        self.keep(change, &what);
        true
    }

    /// Corrects the selected quote, and goes on to the next in the list, so that no key hits one that was not
    /// selected.
    fn weed(&mut self, edit: Edit) {
        let tab = self.tabs.here();
        let mut listed = tab.quotes.listed().skip_while(|q| Some(*q) != tab.quotes.selected).skip(1);
        let next = listed.next().map(|q| tab.reading.quote_start(q));
        drop(listed);
        if !self.correct(edit) {
            return;
        }
        let tab = self.tabs.here();
        let next = next.and_then(|at| tab.quotes.listed().find(|&q| tab.reading.quote_start(q) == at));
        if let Some(quote) = next.or(tab.quotes.selected) {
            self.go_to_quote(quote);
        }
    }

    /// Goes to the target of an edit: the quote or the passage, or the actor in the list.
    fn go_to_target(&mut self, edit: &Edit) {
        let (passage, actor) = match edit {
            Edit::Speaker { quote: passage, .. }
            | Edit::NotQuote { quote: passage }
            | Edit::Quote { passage, .. }
            | Edit::Highlight { passage }
            | Edit::Unhighlight { passage }
            | Edit::Note { passage, .. } => (Some(passage), None),
            Edit::Merge { actor, .. }
            | Edit::Rename { actor, .. }
            | Edit::Alias { actor, .. }
            | Edit::Kind { actor, .. }
            | Edit::Delete { actor } => (None, Some(actor)),
            Edit::Split { .. } => (None, None),
        };
        let tab = self.tabs.here_mut();
        if let Some(actor) = actor {
            let actors = tab.reading.actors();
            let called =
                || actors.iter().position(|a| a.name == actor.name || a.aliases.contains(&actor.name));
            if let Some(found) = actors.iter().position(|a| a.id == actor.id).or_else(called) {
                tab.actors.selected = found;
            }
        }
        let found = passage.and_then(|passage| Finder::new(tab.reading.text()).find(passage));
        let Some(span) = found else { return };
        let starts = |q: &usize| tab.reading.quote_start(*q) == span.start;
        match (0..tab.reading.quotes().len()).find(starts).filter(|q| tab.quotes.lists(&tab.reading, *q)) {
            Some(quote) => self.go_to_quote(quote),
            None => self.reveal(span),
        }
    }

    /// Takes back the last edit.
    pub(super) fn undo(&mut self) {
        let tab = self.tabs.here_mut();
        match tab.annotations.corrections.undo() {
            Some((change, edit)) => self.step_back(change, &edit, &edit.undone()),
            None => self.message = Some("There is nothing to undo.".to_owned()),
        }
    }

    /// Restores the edit taken back last.
    pub(super) fn redo(&mut self) {
        let tab = self.tabs.here_mut();
        match tab.annotations.corrections.redo() {
            Some((change, edit)) => self.step_back(change, &edit, &edit.describe()),
            None => self.message = Some("There is nothing to redo.".to_owned()),
        }
    }

    fn step_back(&mut self, change: Change, edit: &Edit, what: &str) {
        self.recorrect();
        self.keep(change, what);
        self.go_to_target(edit);
    }

    /// Applies the corrections to the analysis of the document on the screen.
    fn recorrect(&mut self) {
        self.tabs.here_mut().recorrect();
        self.refilter();
    }

    /// The actor to correct; a message if there is none.
    fn subject(&mut self) -> Option<ActorRef> {
        let tab = self.tabs.here_mut();
        let actor = tab.actors.subject().map(|actor| ActorRef::to(&tab.reading.actors()[actor]));
        if actor.is_none() {
            self.message = Some("No actor is selected; Tab goes to their pane.".to_owned());
        }
        actor
    }

    /// Asks a question about the selected actor, whose name is shown beside the line; `edit` turns the answer into a
    /// correction, or into none if it changes nothing.
    fn ask_about_actor(
        &mut self,
        label: &'static str,
        items: impl Fn(&Reading, &ActorRef, &str) -> Vec<Item> + 'static,
        edit: impl Fn(&Reading, ActorRef, &Prompt) -> Option<Edit> + 'static,
    ) {
        let Some(actor) = self.subject() else { return };
        let about = actor.clone();
        let ask = Ask::simple(label, "actor", move |app, prompt| {
            let edit = edit(&app.tabs.here().reading, actor.clone(), prompt);
            app.correct_if(edit);
        });
        let ask = ask.list(move |app, prompt| {
            prompt.note.clone_from(&about.name);
            let items = items(&app.tabs.here().reading, &about, prompt.line.text());
            prompt.menu = Menu::new(&prompt.line, 0, items);
        });
        self.ask(ask, "");
    }

    /// Makes a correction, or reports that the input makes none.
    fn correct_if(&mut self, edit: Option<Edit>) {
        match edit {
            Some(edit) => {
                self.correct(edit);
            }
            None => self.message = Some("Nothing changed.".to_owned()),
        }
    }

    /// Asks which actor is the same as the selected one.
    pub(super) fn ask_whom_to_merge(&mut self) {
        let others = |reading: &Reading, actor: &ActorRef, typed: &str| {
            picker::actors(reading, typed, Some(actor.id.as_str()), false)
        };
        self.ask_about_actor("Merge into: ", others, |reading, actor, prompt| {
            let into = picker::find(reading, &prompt.menu.best()?.insert)?;
            Some(Edit::Merge { actor, into: ActorRef::to(into) })
        });
    }

    /// Asks for a new name for the selected actor.
    pub(super) fn ask_for_name(&mut self) {
        self.ask_about_actor(
            "New name: ",
            |_, _, _| Vec::new(),
            |_, actor, prompt| {
                let name = typed(prompt).filter(|name| *name != actor.name)?;
                Some(Edit::Rename { actor, name })
            },
        );
        let name = self.subject().map(|actor| actor.name).unwrap_or_default();
        if let Some(prompt) = &mut self.prompt {
            prompt.line.set(&name);
        }
    }

    /// Asks for another name of the selected actor.
    pub(super) fn ask_for_alias(&mut self) {
        self.ask_about_actor(
            "Other name: ",
            |_, _, _| Vec::new(),
            |_, actor, prompt| Some(Edit::Alias { actor, alias: typed(prompt)? }),
        );
    }

    /// Asks for the kind of the selected actor.
    pub(super) fn ask_for_kind(&mut self) {
        let kinds = |_: &Reading, _: &ActorRef, typed: &str| {
            picker::words(ActorKind::ALL.iter().map(|&k| kind_name(k)), typed)
        };
        self.ask_about_actor("Kind: ", kinds, |_, actor, prompt| {
            let chosen = &prompt.menu.best()?.insert;
            let kind = ActorKind::ALL.into_iter().find(|&k| kind_name(k) == chosen)?;
            Some(Edit::Kind { actor, kind })
        });
    }

    /// Asks which mention of the selected actor means somebody else.
    pub(super) fn ask_which_mention(&mut self) {
        let Some(actor) = self.subject() else { return };
        let about = actor.clone();
        let ask = Ask::new("Mention of somebody else: ", "actor", move |app, prompt| {
            let number = prompt.menu.best().and_then(|item| item.insert.parse::<usize>().ok());
            let reading = &app.tabs.here().reading;
            let mention =
                number.and_then(|n| picker::mention(reading, &actor.id, n)).ok_or("no such mention")?;
            let mention = Anchor::new(reading.text(), mention);
            app.ask_whom_it_means(&mention, &actor.name);
            Ok(())
        });
        let ask = ask.list(move |app, prompt| {
            prompt.note.clone_from(&about.name);
            let items = picker::mentions(&app.tabs.here().reading, &about.id, prompt.line.text());
            prompt.menu = Menu::new(&prompt.line, 0, items);
        });
        self.ask(ask, "");
    }

    /// Asks for the real actor of a mention that does not mean `actor`.
    fn ask_whom_it_means(&mut self, mention: &Anchor, actor: &str) {
        let (passage, actor) = (mention.clone(), actor.to_owned());
        let ask = Ask::simple("Who is meant: ", "actor", move |app, prompt| {
            let mention = passage.clone();
            app.correct_if(typed(prompt).map(|name| Edit::Split { mention, name }));
        });
        self.ask(ask.typed(move |_, prompt| prompt.note.clone_from(&actor)), &mention.words);
    }

    /// Removes the selected actor.
    pub(super) fn delete_actor(&mut self) {
        if let Some(actor) = self.subject() {
            self.correct(Edit::Delete { actor });
        }
    }

    /// The selected quote, as a passage; a message if there is none.
    fn selected_quote(&mut self) -> Option<Anchor> {
        let tab = self.tabs.here_mut();
        let span = tab.quotes.selected.and_then(|q| tab.reading.quotes()[q].spans.first().copied());
        match span {
            Some(_) => tab.quotes.marked = true,
            None => self.message = Some("No quote is selected; ] goes to the next one.".to_owned()),
        }
        span.map(|span| Anchor::new(tab.reading.text(), span))
    }

    /// Asks for the speaker of the selected quote.
    pub(super) fn ask_for_speaker(&mut self) {
        let Some(quote) = self.selected_quote() else { return };
        let ask = Ask::simple("Who said it: ", "actor", move |app, prompt| {
            let named = |name: &str| {
                let known = picker::find(&app.tabs.here().reading, name).map(ActorRef::to);
                Some(known.unwrap_or_else(|| ActorRef::named(name)))
            };
            match prompt.menu.best().map(|item| named(&item.insert)) {
                Some(speaker) => app.weed(Edit::Speaker { quote: quote.clone(), speaker }),
                None => app.correct_if(None),
            }
        });
        let ask = ask.list(|app, prompt| {
            let items = picker::actors(&app.tabs.here().reading, prompt.line.text(), None, true);
            prompt.menu = Menu::new(&prompt.line, 0, items);
        });
        self.ask(ask, "");
    }

    /// Marks the speaker of the selected quote as unknown.
    pub(super) fn clear_speaker(&mut self) {
        if let Some(quote) = self.selected_quote() {
            self.weed(Edit::Speaker { quote, speaker: None });
        }
    }

    /// Rejects the selected quote.
    pub(super) fn reject_quote(&mut self) {
        if let Some(quote) = self.selected_quote() {
            self.weed(Edit::NotQuote { quote });
        }
    }

    /// Shows every correction, marking those without a target.
    pub(super) fn show_corrections(&mut self) {
        self.overlays.push(Overlay::corrections(self.tabs.here()));
    }
}

/// The typed text, if any.
fn typed(prompt: &Prompt) -> Option<String> {
    Some(prompt.line.text().trim().to_owned()).filter(|typed| !typed.is_empty())
}
