//! Names in sentences of our own.

use super::{NameKind, find};
use crate::analysis::Layout;
use crate::analysis::table::builtin;
use crate::document::Document;

/// The names of a text in order, each after a letter for its kind.
fn named(text: &str) -> Vec<String> {
    let document = Document::from_paragraphs(text);
    let layout = Layout::new(&document);
    let letter = |kind| match kind {
        NameKind::Person => 'P',
        NameKind::Org => 'O',
        NameKind::Place => 'L',
        NameKind::Demonym => 'D',
    };
    let names = find(&layout, builtin()).into_iter();
    names.map(|n| format!("{} {}", letter(n.kind), layout.span(&n.tokens).of(text))).collect()
}

#[test]
fn a_person_whom_nobody_listed_is_found_without_the_title() {
    assert_eq!(
        named("Foreign Minister Thandeka Mokoena-Reyes left on Monday."),
        ["P Thandeka Mokoena-Reyes"]
    );
    assert_eq!(named("“We are ready,” said Gen. Ilir Vorpsi."), ["P Ilir Vorpsi"]);
}

#[test]
fn a_surname_alone_is_a_person_where_the_full_name_stands_elsewhere() {
    let text = "Envoy Thandeka Mokoena arrived on Monday.\nLater Mokoena’s aides met the press.";
    assert_eq!(named(text), ["P Thandeka Mokoena", "P Mokoena"]);
}

#[test]
fn particles_belong_to_the_name() {
    assert_eq!(named("The talks were led by Pieter van der Oss."), ["P Pieter van der Oss"]);
    assert_eq!(named("Mr. de Sotomar said no."), ["P de Sotomar"]);
}

#[test]
fn what_a_body_is_for_belongs_to_its_name() {
    let text = "He heads the Center for the Analysis of Middle East Conflicts in Moscow.";
    assert_eq!(named(text), ["O Center for the Analysis of Middle East Conflicts", "L Moscow"]);
    let about = named("She briefed the Security Council on Syria, and the Council on Monday.");
    assert_eq!(about, ["O Security Council", "L Syria", "O Council"]);
}

#[test]
fn small_words_join_the_name_of_an_organisation() {
    assert_eq!(
        named("She works at the Center for the Analysis of Border Conflicts in Nairobi."),
        ["O Center for the Analysis of Border Conflicts", "L Nairobi"]
    );
    assert_eq!(named("He studied at the University of Malmark."), ["O University of Malmark"]);
}

#[test]
fn ordinary_words_at_the_beginning_of_a_sentence_are_no_names() {
    assert_eq!(named("Officials left. However, talks went on. Nobody knew why."), [] as [&str; 0]);
}

#[test]
fn a_nationality_is_no_place() {
    assert_eq!(named("Turkish officials spoke in Ankara."), ["D Turkish", "L Ankara"]);
}

#[test]
fn names_are_in_order_and_every_confidence_is_a_probability() {
    let text = "In Arusha, Thandeka Mokoena of the Amani Institute met Syrian envoys, the U.N. said.";
    let document = Document::from_paragraphs(text);
    let names = find(&Layout::new(&document), builtin());
    assert!(names.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
    assert!(names.len() >= 3 && names.iter().all(|n| (0.0..=1.0).contains(&n.confidence)));
}

#[test]
fn a_mark_of_a_wire_is_no_name() {
    assert_eq!(named("-ENDS-"), [] as [&str; 0]);
}

#[test]
fn what_a_word_is_elsewhere_helps_where_the_sentence_says_little() {
    let text = "Envoy Thandeka Mokoena arrived on Monday.\nMokoena spoke to Mokoena’s aides.";
    assert_eq!(named(text), ["P Thandeka Mokoena", "P Mokoena", "P Mokoena"]);
}

#[test]
fn the_model_learned_the_features_that_are_read() {
    let document = Document::from_paragraphs(
        "Envoy Ama Mensah of the Harbour Council arrived in BORO (HC) on Monday. “The port is shut,” Mensah told Kofi al-Asante.",
    );
    let layout = Layout::new(&document);
    let scene = super::scene::Scene::new(&layout, builtin(), super::lexicon::BUILTIN);
    let (mut all, mut row) = (Vec::new(), Vec::new());
    for segment in scene.segments() {
        for i in segment.tokens.clone() {
            scene.describe(segment, i, &mut row);
            all.extend_from_slice(&row);
        }
    }
    assert_eq!(crate::analysis::linear::digest(all), super::scene::FEATURES);
}
