//! Earlier entries of a prompt.

/// How many lines are remembered.
const KEPT: usize = 200;

/// Lines in the order of entry, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

impl History {
    /// Restores earlier lines, the oldest first.
    pub fn of(lines: &[String]) -> Self {
        let mut history = Self::default();
        lines.iter().for_each(|line| history.add(line));
        history
    }

    /// The lines, the oldest first.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Remembers a line as the last one entered. Empty ones are ignored.
    pub fn add(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        self.lines.retain(|l| l != line);
        self.lines.push(line.to_owned());
        let excess = self.lines.len().saturating_sub(KEPT);
        self.lines.drain(..excess);
    }

    /// The index of the nearest line with the beginning `prefix` before `at`, or without `earlier` after it.
    pub fn find(&self, prefix: &str, at: usize, earlier: bool) -> Option<usize> {
        let suits = |&i: &usize| self.lines[i].starts_with(prefix);
        if earlier {
            (0..at.min(self.lines.len())).rev().find(suits)
        } else {
            (at + 1..self.lines.len()).find(suits)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    #[test]
    fn each_line_is_remembered_once_and_found_by_its_beginning() {
        let history = History::of(&["un", "eu", "un & eu", " ", "un"].map(str::to_owned));
        assert_eq!(history.lines(), ["eu", "un & eu", "un"]);
        assert_eq!(history.find("un", 3, true), Some(2));
        assert_eq!(history.find("un &", 3, true), Some(1));
        assert_eq!(history.find("eu", 0, true), None);
        assert_eq!(history.find("", 0, false), Some(1));
    }
}
