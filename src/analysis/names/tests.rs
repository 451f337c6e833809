//! Names in sentences of our own.

use super::{NameKind, find};
use crate::analysis::Layout;
use crate::document::Document;

/// The names of a text, each with a letter for its kind.
fn named(text: &str) -> Vec<String> {
    let document = Document::from_paragraphs(text);
    let layout = Layout::new(&document);
    let letter = |kind| match kind {
        NameKind::Person => 'P',
        NameKind::Org => 'O',
        NameKind::Place => 'L',
        NameKind::Demonym => 'D',
    };
    let names = find(&layout).into_iter();
    names.map(|n| format!("{} {}", letter(n.kind), layout.span(&n.tokens).of(text))).collect()
}

#[test]
fn a_person_whom_nobody_listed_is_found_without_the_title() {
    assert_eq!(
        named("Foreign Minister Thandeka Mokoena-Reyes left on Monday."),
        ["P Thandeka Mokoena-Reyes"]
    );
}
