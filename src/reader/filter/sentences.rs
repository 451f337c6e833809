//! What is said of a query that means nothing here.

use crate::query::{Field, MeaningError};

/// A full sentence.
pub fn sentence(error: &MeaningError) -> String {
    match error {
        MeaningError::Nobody { field: None, words } => {
            format!("Nobody here is called “{words}”, and no paragraph has the word.")
        }
        MeaningError::Nobody { field: Some(field), words } => match field {
            Field::Speaker => format!("Nobody called “{words}” speaks here."),
            Field::To => format!("Nothing here is said to “{words}”."),
            Field::With => format!("No quote here has “{words}” beside it."),
            Field::Role => format!("Nobody here has the role “{words}”."),
            Field::Country => {
                format!("Nobody here is of the country “{words}”; write it in three letters, as FRA.")
            }
            Field::Kind => format!("There is no actor of the kind “{words}” here; Tab shows the kinds."),
            _ => format!("No actor here is called “{words}”; text:{words} looks for the words."),
        },
        MeaningError::Ambiguous { words, candidates, .. } => {
            format!("“{words}” may be {}; write more of the name.", listed(candidates))
        }
        MeaningError::Absent(field) => {
            format!("“{}:” asks an archive, and not one document.", field.name())
        }
        MeaningError::Failed(why) => why.clone(),
    }
}

/// A few words, for the end of a prompt.
pub fn note(error: &MeaningError) -> String {
    match error {
        MeaningError::Nobody { field: None, .. } => "nowhere".to_owned(),
        MeaningError::Nobody { .. } => "nobody so called".to_owned(),
        MeaningError::Ambiguous { candidates, .. } => format!("{}?", listed(candidates)),
        MeaningError::Absent(_) => "not of one document".to_owned(),
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
        assert_eq!(sentence(&error(&["A", "B", "C"])), "“okafor” may be A, B or C; write more of the name.");
        assert_eq!(note(&error(&["A", "B", "C", "D", "E", "F"])), "A, B, C, D, or 2 others?");
    }
}
