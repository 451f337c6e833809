//! Tests of the lookup, in the reader's notation: carets under the alias, then its kind and entry.

use super::*;
use crate::document::Document;

/// All hits from left to right: the words, the kind and the ids.
fn hits(text: &str) -> Vec<String> {
    let document = Document::from_paragraphs(text);
    let layout = Layout::new(&document);
    let table = builtin();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < layout.tokens.len() {
        let Some(hit) = table.longest(&layout, i) else {
            i += 1;
            continue;
        };
        let (ix, kind) = table.entries(&hit).next().expect("a hit has an entry");
        out.push(format!("{}: {kind:?} of {}", hit.span.of(text), table.entry(ix).id));
        i = hit.tokens.end;
    }
    out
}

#[test]
fn the_longest_alias_is_found_under_any_spelling() {
    assert_eq!(hits("President Bashar al-Assad"), ["Bashar al-Assad: Name of bashar-al-assad"]);
    assert_eq!(hits("Bashar Al Assad's men"), ["Bashar Al Assad: Name of bashar-al-assad"]);
    assert_eq!(hits("Recep Tayyip Erdoğan left"), ["Recep Tayyip Erdoğan: Name of recep-tayyip-erdogan"]);
    for name in ["Volodymyr Zelensky", "Volodymyr Zelenskiy", "Volodymyr Zelenskyy"] {
        assert_eq!(hits(name).len(), 1, "{name}");
    }
    assert_eq!(hits("Sergey Lavrov")[0], hits("Sergei Lavrov")[0].replace("Sergei", "Sergey"));
}

#[test]
fn initials_are_found_in_capitals_alone() {
    assert_eq!(
        hits("the U.S. and the UN"),
        ["U.S.: Acronym of united-states", "UN: Acronym of united-nations"]
    );
    assert_eq!(hits("Who told Us so? It is his."), [""; 0]);
}

#[test]
fn states_are_found_by_capital_seat_and_people() {
    assert_eq!(
        hits("The Kremlin, Ankara and the Turks"),
        ["Kremlin: Seat of russia", "Ankara: Capital of turkey", "Turks: Noun of turkey"]
    );
}

#[test]
fn a_compound_gives_its_first_part() {
    assert_eq!(
        hits("a UN-led and U.S.-backed plan"),
        ["UN: Acronym of united-nations", "U.S.: Acronym of united-states"]
    );
}

#[test]
fn possessives_inside_a_name_belong_to_it() {
    assert_eq!(hits("The People’s Protection Units' flag").len(), 1);
}

#[test]
fn a_role_is_believed_at_its_date() {
    let table = builtin();
    let (ix, _) = table.named("Boris Johnson")[0];
    let held = |month: Month| {
        let roles = table.roles(&table.entry(ix));
        roles.filter(|r| r.held_in(Some(month))).map(|r| r.title).collect::<Vec<_>>()
    };
    assert_eq!(held(12 * 117 + 6), ["foreign secretary"]);
    assert_eq!(held(12 * 120 + 6), ["prime minister"]);
    assert!(held(12 * 124 + 6).is_empty());
}

#[test]
fn words_know_titles_roles_and_names() {
    assert!(word("Foreign Minister").is_title());
    assert!(word("spokeswomen").is_role_noun());
    assert_eq!(word("Maria").given_gender(), Some(Gender::Female));
    assert!(word("May").is_common());
    assert!(word("Lavrov").is_surname());
    assert!(!word("table").is_title());
}

#[test]
fn ids_and_names_are_whole_and_unique() {
    let table = builtin();
    let mut seen = std::collections::HashSet::new();
    for ix in 0..table.base.entries.len() {
        let entry = table.entry(ix);
        assert!(!entry.name.is_empty());
        assert!(seen.insert(entry.id), "{} stands twice", entry.id);
    }
    assert!(ALIASES.len() + ENTRIES.len() < 2_000_000, "{} bytes", ALIASES.len() + ENTRIES.len());
}
