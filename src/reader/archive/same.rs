//! Whether two people are the same: one suggestion after another, with the evidence for it.

use super::Look;
use super::data::{Person, Suggestion};
use super::rows::{Row, flow};

/// From this width on, the two are side by side.
const BESIDE: u16 = 60;

/// Suggestions, and the current one.
#[derive(Debug, Default)]
pub struct Questions {
    /// The name that they share.
    pub name: String,
    /// The suggestions; none until they are known.
    pub all: Option<Result<Vec<Suggestion>, String>>,
    /// The index of the current one.
    pub at: usize,
    /// For each answered one, whether it was decided rather than put off.
    pub answered: Vec<bool>,
    /// The selected one of the two: the first or the second.
    pub side: usize,
}

impl Questions {
    /// The current suggestion.
    pub fn current(&self) -> Option<&Suggestion> {
        self.all.as_ref()?.as_ref().ok()?.get(self.at)
    }

    /// The person on the selected side.
    pub fn person(&self) -> Option<&Person> {
        let current = self.current()?;
        Some(if self.side == 0 { &current.first } else { &current.second })
    }

    /// The rows; its entries are the two people.
    pub fn rows(&self, look: &Look) -> Vec<Row> {
        let theme = look.theme;
        let count = self.all.as_ref().and_then(|all| all.as_ref().ok()).map_or(0, Vec::len);
        let mut head = Row::of(1, "One person?", theme.title_focused);
        let Some(current) = self.current() else {
            let what = match &self.all {
                None => "Looking …".to_owned(),
                Some(Err(why)) => why.clone(),
                Some(Ok(all)) if all.is_empty() => {
                    format!(
                        "Nothing suggests that people called {} are one. Nobody is merged by name.",
                        self.name
                    )
                }
                Some(Ok(_)) => "That was the last one. U takes the last answer back, q leaves.".to_owned(),
            };
            let mut rows = vec![head];
            rows.extend(super::said(&what, look, theme.text));
            return rows;
        };
        head = head.with(14, format!("suggestion {} of {count}", self.at + 1), theme.faint);
        let mut rows = vec![head, Row::default()];
        let (first, second) = (facts(&current.first), facts(&current.second));
        let marked = |entry: usize| (self.side == entry).then_some(entry);
        if look.width >= BESIDE {
            let half = look.width / 2;
            for (n, (one, other)) in first.iter().zip(&second).enumerate() {
                let style = if n == 0 { theme.heading } else { theme.text };
                let selected = |side| if self.side == side && n == 0 { "▌" } else { " " };
                let mut row = Row::of(1, selected(0), theme.heading).with(2, one.clone(), style);
                row = row.with(half, selected(1), theme.heading).with(half + 1, other.clone(), style);
                rows.push(row);
            }
        } else {
            for (entry, facts) in [first, second].into_iter().enumerate() {
                for (n, fact) in facts.into_iter().enumerate() {
                    let style = if n == 0 { theme.heading } else { theme.text };
                    let row = Row::of(2, fact, style);
                    rows.push(Row { entry: marked(entry), ..row });
                }
                rows.push(Row::default());
            }
        }
        rows.push(Row::default());
        let reasons = for_and_against(current);
        rows.extend(flow(&[(reasons.as_str(), theme.text)], 1, look.width.saturating_sub(2)));
        rows.push(Row::default());
        let keys = "y one person   n two people   l later   Tab the other   Enter read the passage   U undo";
        rows.extend(flow(&[(keys, theme.faint)], 1, look.width.saturating_sub(2)));
        rows
    }
}

/// The known facts about a person, a line each.
fn facts(person: &Person) -> [String; 3] {
    let role = person.role.clone().unwrap_or_else(|| "no role".to_owned());
    let country = person.country.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
    [person.name.clone(), format!("{role}{country}"), format!("in #{}", person.number)]
}

/// The evidence for and against.
fn for_and_against(suggestion: &Suggestion) -> String {
    let (first, second) = (&suggestion.first, &suggestion.second);
    let mut reasons = Vec::new();
    reasons.extend(suggestion.same_role.as_ref().map(|role| format!("both are “{role}”")));
    reasons.extend(suggestion.same_story.then(|| "both are in one story".to_owned()));
    let mut against = Vec::new();
    if let (Some(one), Some(other)) = (&first.role, &second.role)
        && suggestion.same_role.is_none()
        && !one.contains(other.as_str())
        && !other.contains(one.as_str())
    {
        against.push("another role");
    }
    if first.country.is_some() && second.country.is_some() && first.country != second.country {
        against.push("another country");
    }
    if first.name != second.name {
        against.push("another spelling");
    }
    let against = if against.is_empty() { "nothing that is known".to_owned() } else { against.join(", ") };
    format!("For: {}. Against: {against}.", reasons.join(", "))
}
