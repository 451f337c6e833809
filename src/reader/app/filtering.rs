//! The actions on the filter, and its prompt.

use super::App;
use super::prompting::Ask;
use crate::query::{Expression, Field, Is, KINDS, Query, quoted, unfinished};
use crate::reader::DocId;
use crate::reader::filter::{self, Filter, called, note, sentence};
use crate::reader::panes::actors::kind_name;
use crate::reader::prompt::{Item, Menu, Prompt};

impl App {
    pub(super) fn toggle_actor(&mut self) {
        let tab = self.tabs.here_mut();
        if let Some(actor) = tab.actors.subject().and_then(|actor| tab.reading.actors().get(actor)) {
            let name = actor.name.clone();
            self.change_filter(|f| f.toggle(&name));
        }
    }

    /// Switches how the names of the filter are joined.
    pub(super) fn cycle_filter_mode(&mut self) {
        let mut plain = true;
        self.change_filter(|f| plain = f.cycle_mode());
        if !plain && self.tabs.here().filter.expression().is_some() {
            let what = "This filter has more than names in it; & edits it.";
            self.message = Some(what.to_owned());
        }
    }

    pub(super) fn change_filter(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.tabs.here_mut().filter);
        self.refilter();
        if self.tabs.here().filter.expression().is_none() {
            let what = "The filter is empty; & edits it, Space adds an actor.";
            self.message = Some(what.to_owned());
        }
    }

    /// Applies the filter of the document on the screen.
    pub(super) fn refilter(&mut self) {
        self.refilter_of(self.tabs.active());
    }

    /// Applies the filter of a document to its current analysis.
    pub(super) fn refilter_of(&mut self, id: DocId) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        let wrong = tab.refilter().err();
        self.tell(id, wrong.map(|why| sentence(&why)));
        if id == self.tabs.active() {
            self.search.restart(&self.tabs.here().reading);
            self.list_entries();
        }
    }

    /// Opens the prompt for the filter, with the current filter in it.
    pub(super) fn write_filter(&mut self) {
        let tab = self.tabs.here_mut();
        let written = tab.filter.expression().map(ToString::to_string).unwrap_or_default();
        let ask = Ask::new("&", "filter", Self::filter_entered).on_tab(Self::filter_menu);
        self.ask(ask.typed(|app, prompt| app.filter_typed(prompt)), &written);
    }

    /// Shows how many paragraphs the unfinished filter would show, or its fault.
    fn filter_typed(&self, prompt: &mut Prompt) {
        let tab = self.tabs.here();
        prompt.menu = Menu::default();
        prompt.note = match Query::parse(prompt.line.text()).map(|query| query.expression) {
            Ok(None) => "all paragraphs".to_owned(),
            Ok(Some(expression)) => match Filter::count_of(&expression, &tab.reading) {
                Ok(count) => format!("{count}/{}", tab.reading.blocks().len()),
                Err(why) => note(&why),
            },
            Err(why) => why.to_string(),
        };
    }

    /// Applies the entered filter; one without a meaning stays in the prompt, with its fault in the status line's
    /// words.
    fn filter_entered(&mut self, prompt: &Prompt) -> Result<(), String> {
        let expression = Query::parse(prompt.line.text()).map_err(|why| why.to_string())?.expression;
        let reading = &self.tabs.here().reading;
        let counted = expression.as_ref().map_or(Ok(0), |e| Filter::count_of(e, reading));
        counted.map_err(|why| sentence(&why))?;
        let in_vain = expression.as_ref().map(|e| Filter::left_out_in_vain(e, reading)).unwrap_or_default();
        self.tabs.here_mut().filter.set(expression);
        self.refilter();
        if let Some(first) = in_vain.first() {
            self.message = Some(filter::in_vain(first));
        }
        Ok(())
    }

    /// The completions at the cursor: actors, kinds, roles, or the fields.
    fn filter_menu(&self, prompt: &Prompt) -> Menu {
        let written = &prompt.line.text()[..prompt.line.cursor()];
        let (start, field) = unfinished(written);
        let typed = &written[start..];
        let items = match field {
            None | Some(Field::Speaker | Field::Actor | Field::With) => self.actor_items(typed, field),
            Some(Field::Kind) => named_items(KINDS.iter().map(|(name, _)| *name), typed),
            Some(Field::Is) => {
                named_items(Is::ALL.iter().filter(|(_, is)| is.is_of_quotes()).map(|(name, _)| *name), typed)
            }
            Some(Field::Role) => self.role_items(typed),
            Some(_) => Vec::new(),
        };
        Menu::new(&prompt.line, start, items)
    }

    fn actor_items(&self, typed: &str, field: Option<Field>) -> Vec<Item> {
        let tab = self.tabs.here();
        let all = || (0..tab.reading.actors().len()).collect();
        let found = if typed.is_empty() { all() } else { called(typed, &tab.reading) };
        let speaks = |&a: &usize| field != Some(Field::Speaker) || tab.reading.spoken(a) > 0;
        let item = |a: usize| {
            let actor = &tab.reading.actors()[a];
            Item {
                insert: if field.is_some() {
                    quoted(&actor.name)
                } else {
                    Expression::name(&actor.name).to_string()
                },
                label: actor.name.clone(),
                note: kind_name(actor.kind).to_owned(),
                help: actor.role.clone().unwrap_or_default(),
            }
        };
        let mut items: Vec<Item> = found.into_iter().filter(speaks).map(item).collect();
        if field.is_none() {
            let of_briefings = Field::WRITTEN
                .iter()
                .filter(|(name, field, _)| field.is_of_briefings() && field.name() == *name);
            let fields = of_briefings.filter(|(name, ..)| name.starts_with(typed));
            items.extend(fields.map(|(name, _, help)| Item {
                insert: format!("{name}:"),
                label: format!("{name}:"),
                help: (*help).to_owned(),
                ..Item::default()
            }));
        }
        items
    }

    fn role_items(&self, typed: &str) -> Vec<Item> {
        let tab = self.tabs.here();
        let typed = typed.to_lowercase();
        let roles = tab.reading.actors().iter().filter_map(|a| a.role.as_deref());
        let mut roles: Vec<&str> = roles.filter(|role| role.to_lowercase().contains(&typed)).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
            .into_iter()
            .map(|r| Item { insert: quoted(r), label: r.to_owned(), ..Item::default() })
            .collect()
    }
}

/// The names that begin with the typed text.
fn named_items(names: impl Iterator<Item = &'static str>, typed: &str) -> Vec<Item> {
    let names = names.filter(|name| name.starts_with(typed));
    names.map(|n| Item { insert: n.to_owned(), label: n.to_owned(), ..Item::default() }).collect()
}
