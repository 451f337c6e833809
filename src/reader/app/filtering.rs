//! What keys do to the filter.

use super::App;
use crate::reader::filter::Filter;

impl App {
    pub(super) fn toggle_actor(&mut self) {
        let actor = self.actors.list.selected;
        if actor < self.reading.actors().len() {
            self.change_filter(|f| f.toggle(actor));
        }
    }

    pub(super) fn change_filter(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
        self.refilter();
        if self.filter.actors.is_empty() {
            self.message = Some("The filter is empty; Space in the pane of actors puts one in.".to_owned());
        }
    }

    pub(super) fn refilter(&mut self) {
        self.filter.apply(&self.reading);
        self.text.show(&self.reading, self.filter.shown());
        self.quotes.list(&self.reading, &self.filter);
        self.search.restart(&self.reading);
        self.list_entries();
    }
}
