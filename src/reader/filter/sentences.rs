//! Messages about a query without a meaning here.

use crate::query::{Field, MeaningError};

/// A full sentence.
pub fn sentence(error: &MeaningError) -> String {
    match error {
        MeaningError::Nobody { field: None, words } => {
            format!("Nobody here is called “{words}”, and no paragraph has the word.")
        }
        MeaningError::Nobody { field: Some(field), words } => match field {
            Field::Speaker => format!("Nobody called “{words}” speaks here."),
            Field::To => format!("Nothing here is addressed to “{words}”."),
            Field::With => format!("No quote here has “{words}” next to it."),
            Field::Role => format!("Nobody here has the role “{words}”."),
            Field::Country => {
                format!("Nobody here is from “{words}”; countries are three letters, as FRA.")
            }
            Field::Kind => format!("No actor here is of kind “{words}”; Tab lists the kinds."),
            _ => format!("No actor here is called “{words}”; text:{words} looks for the words."),
        },
        MeaningError::Ambiguous { words, candidates, .. } => {
            format!("“{words}” may mean {}; type more of the name.", listed(candidates))
        }
        MeaningError::Absent(field) => {
            format!("“{}:” works in the archive, not in one document.", field.name())
        }
        MeaningError::Failed(why) => why.clone(),
    }
}

/// A sentence saying that a negated name does not occur.
pub fn in_vain(error: &MeaningError) -> String {
    let what = sentence(error);
    let what = what.split("; ").next().unwrap_or(&what).trim_end_matches('.');
    format!("{what}; nothing is left out for it.")
}

/// A few words, for the end of a prompt.
pub fn note(error: &MeaningError) -> String {
    match error {
        MeaningError::Nobody { field: None, .. } => "not found".to_owned(),
        MeaningError::Nobody { .. } => "no such actor".to_owned(),
        MeaningError::Ambiguous { candidates, .. } => format!("{}?", listed(candidates)),
        MeaningError::Absent(_) => "archive only".to_owned(),
        MeaningError::Failed(why) => why.clone(),
    }
}

/// The most candidates that are named.
const MOST: usize = 4;

fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST);
    let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>();
    match (shown.split_last(), more) {
        (Some((last, [])), 0) => (*last).to_owned(),
        (Some((last, first)), 0) => format!("{} or {last}", first.join(", ")),
        _ => format!("{}, or {more} others", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_listed_and_many_counted() {
        let error = |names: &[&str]| MeaningError::Ambiguous {
            field: Field::Speaker,
            words: "okafor".to_owned(),
            candidates: names.iter().map(|n| (*n).to_owned()).collect(),
        };
        assert_eq!(sentence(&error(&["A", "B", "C"])), "“okafor” may mean A, B or C; type more of the name.");
        assert_eq!(note(&error(&["A", "B", "C", "D", "E", "F"])), "A, B, C, D, or 2 others?");
    }
}
