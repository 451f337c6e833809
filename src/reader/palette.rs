//! The command palette: every action, found by a few letters of its name or its help.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::prompt::Item;
use super::{Action, Keymap};

/// Names of some actions in vim and less.
const SHORT: &[(&str, Action)] = &[
    ("q", Action::Quit),
    ("q!", Action::Quit),
    ("h", Action::Help),
    ("w", Action::Save),
    ("export", Action::Save),
    ("e", Action::Recent),
    ("colors", Action::Theme),
    ("colours", Action::Theme),
    ("sort", Action::SortActors),
    ("width", Action::Wider),
];

/// The actions that match the typed text, the best first; for a number or a percentage, its target.
pub fn items(typed: &str, keymap: &Keymap) -> Vec<Item> {
    let typed = typed.trim();
    let number = typed.strip_suffix('%').unwrap_or(typed);
    if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) {
        let help = if number == typed { "Go to this paragraph" } else { "Go so far into the text" };
        return vec![Item { label: typed.to_owned(), help: help.to_owned(), ..Item::default() }];
    }
    let short = SHORT.iter().find(|(name, _)| *name == typed).map(|(_, action)| *action);
    let mut found: Vec<(u32, Action)> = scored(typed);
    if let Some(action) = short.filter(|short| !found.iter().any(|(_, action)| action == short)) {
        found.push((0, action));
    }
    found.sort_by_key(|(score, action)| (Some(*action) != short, std::cmp::Reverse(*score)));
    found.into_iter().map(|(_, action)| item(action, keymap)).collect()
}

/// The actions that match, with their scores; a match in the name counts twice. In the help, letters must match in
/// one piece: scattered ones would match half of all lines.
fn scored(typed: &str) -> Vec<(u32, Action)> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
    let (in_name, in_help) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
    let mut buffer = Vec::new();
    let mut score =
        |pattern: &Pattern, text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let all = Action::ALL.iter();
    all.filter_map(|&action| {
        let exact = if action.name() == typed { 1 << 20 } else { 0 };
        let (name, help) = (score(&in_name, action.name()), score(&in_help, action.help()));
        Some((exact + name.map(|n| 2 * n).max(help)?, action))
    })
    .collect()
}

fn item(action: Action, keymap: &Keymap) -> Item {
    Item {
        insert: action.name().to_owned(),
        label: action.name().to_owned(),
        note: keymap.keys(action).join(" "),
        help: action.help().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(typed: &str) -> String {
        items(typed, &Keymap::default()).first().map(|i| i.insert.clone()).unwrap_or_default()
    }

    #[test]
    fn a_few_letters_find_an_action() {
        assert_eq!(best("nxq"), "next-quote");
        assert_eq!(best("prev speak"), "previous-by-speaker");
        assert_eq!(best("q"), "quit");
        assert_eq!(best("top"), "top");
        let more = ["export", "theme", "reload", "sort", "width", "narrower"];
        assert_eq!(more.map(best), ["save", "theme", "reload", "sort-actors", "wider", "narrower"]);
        assert_eq!(best("xyzzy"), "");
        let found: Vec<String> = items("cor", &Keymap::default()).into_iter().map(|i| i.insert).collect();
        assert!(found.iter().any(|f| f == "undo") && found.iter().all(|f| f != "back"), "{found:?}");
        assert_eq!(items("", &Keymap::default()).len(), Action::ALL.len());
    }

    #[test]
    fn entries_show_keys_and_help() {
        let item = items("zoom", &Keymap::default()).swap_remove(0);
        assert_eq!((item.note.as_str(), item.help.as_str()), ("z", Action::Zoom.help()));
    }
}
