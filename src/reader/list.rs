//! A scrolling list with a selected entry.

/// The selected entry and the one at the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListState {
    /// The selected entry.
    pub selected: usize,
    /// The entry in the first row.
    pub top: usize,
}

impl ListState {
    /// The row of the selected entry, from 0.
    pub fn row(&self) -> usize {
        self.selected.saturating_sub(self.top)
    }

    /// Scrolls as little as needed to show the selected entry of `count` within `height` rows.
    pub fn settle(&mut self, count: usize, height: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        let height = height.max(1);
        let lowest = count.saturating_sub(height);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height)).min(lowest);
    }
}

#[cfg(test)]
mod tests {
    use super::ListState;

    #[test]
    fn the_selected_entry_is_always_on_the_screen() {
        let mut list = ListState { selected: 7, top: 0 };
        list.settle(10, 4);
        assert_eq!(list, ListState { selected: 7, top: 4 });
        list.selected = 0;
        list.settle(10, 4);
        assert_eq!(list, ListState { selected: 0, top: 0 });
        list.settle(0, 4);
        assert_eq!(list, ListState::default());
    }
}
