//! Tests of a user's actors, read in whole texts.

use crate::analysis::table::Table;
use crate::analysis::table::user::{Form, parse};
use crate::analysis::{Actor, ActorKind, Analysis, analyse};
use crate::document::{Document, Timestamp};

fn table(toml: &str) -> Table {
    let (actors, faults) = parse(toml, Form::Toml, "“own”");
    assert_eq!(faults, []);
    let (table, faults) = Table::with(actors);
    assert_eq!(faults, []);
    table
}

fn analysis(toml: &str, text: &str, published: &str) -> Analysis {
    let mut document = Document::from_paragraphs(text);
    document.metadata.published = Timestamp::parse(published);
    analyse(&document, &table(toml))
}

/// "id kind: mentions" of every actor and place.
fn found(toml: &str, text: &str) -> Vec<String> {
    let analysis = analysis(toml, text, "2018-01-30");
    let line = |a: &Actor| {
        let mentions: Vec<&str> = a.mentions.iter().map(|m| m.span.of(text)).collect();
        format!("{} {:?}: {}", a.id, a.kind, mentions.join(", "))
    };
    let mut lines: Vec<String> = analysis.actors.iter().chain(&analysis.places).map(line).collect();
    lines.sort();
    lines
}

fn faults(toml: &str) -> Vec<String> {
    let (actors, faults) = parse(toml, Form::Toml, "“own”");
    assert_eq!(faults, []);
    Table::with(actors).1.iter().map(ToString::to_string).collect()
}

const LAKE_PACT: &str = r#"
[[actor]]
id = "lake-pact"
name = "Lake Pact"
kind = "armed_group"
aliases = ["LP", "Pact of the Lakes"]
"#;

#[test]
fn a_new_actor_is_found_under_all_names() {
    let text = "The Lake Pact said it would fight.\nThe LP, or Pact of the Lakes, met on Friday.";
    assert_eq!(found(LAKE_PACT, text), ["lake-pact ArmedGroup: Lake Pact, LP, Pact of the Lakes"]);
}

#[test]
fn every_kind_acts_in_a_text() {
    for (name, kind) in [
        ("person", ActorKind::Person),
        ("state", ActorKind::State),
        ("org", ActorKind::Org),
        ("armed_group", ActorKind::ArmedGroup),
        ("people", ActorKind::People),
        ("office", ActorKind::Office),
        ("group", ActorKind::Group),
    ] {
        let toml = format!("[[actor]]\nid = \"zorba-vant\"\nname = \"Zorba Vant\"\nkind = \"{name}\"");
        let analysis = analysis(&toml, "Zorba Vant rejected the plan on Friday.", "2018-01-30");
        let kinds: Vec<_> = analysis.actors.iter().map(|a| (a.id.as_str(), a.kind)).collect();
        assert_eq!(kinds, [("zorba-vant", kind)]);
    }
    let toml = "[[actor]]\nid = \"zorba-vant\"\nname = \"Zorba Vant\"\nkind = \"place\"";
    assert_eq!(found(toml, "They met in Zorba Vant."), ["zorba-vant Place: Zorba Vant"]);
}

#[test]
fn a_row_overrides_field_by_field_and_keeps_the_built_in_spellings() {
    let toml =
        "[[actor]]\nid = \"hamas\"\nname = \"Hamas movement\"\nkind = \"org\"\naliases = [\"Zorba Vant\"]";
    let text = "Hamas rejected the plan. Zorba Vant and Ankara rejected it too.";
    let analysis = analysis(toml, text, "2018-01-30");
    let hamas = analysis.actors.iter().find(|a| a.id == "hamas").unwrap();
    assert_eq!(
        (hamas.name.as_str(), hamas.kind, hamas.mentions.len()),
        ("Hamas movement", ActorKind::Org, 2)
    );
    let turkey = analysis.actors.iter().find(|a| a.id == "turkey").unwrap();
    assert_eq!(turkey.name, "Turkey");
}

#[test]
fn a_disabled_actor_is_not_listed() {
    let text = "The Kremlin and Ankara rejected the plan.";
    let toml = "[[actor]]\nid = \"turkey\"\ndisable = true";
    assert_eq!(table(toml).named("Ankara"), []);
    assert_eq!(table(toml).state("TUR"), None);
    assert!(found("", text).iter().any(|line| line.starts_with("turkey State")));
    assert!(found(toml, text).iter().all(|line| !line.starts_with("turkey ")));
}

#[test]
fn a_spelling_in_never_is_somebody_else() {
    let toml = "[[actor]]\nid = \"turkey\"\nnever = [\"Ankara\", \"Turkey Point\"]";
    let text = "Turkey rejected the plan. Ankara rejected it. Turkey Point rejected it.";
    let lines = found(toml, text);
    assert!(lines.contains(&"turkey State: Turkey".to_owned()), "{lines:?}");
}

#[test]
fn a_surname_in_never_is_not_the_person() {
    let person =
        "[[actor]]\nid = \"ivo-marsh\"\nname = \"Ivo Marsh\"\nkind = \"person\"\nshort = [\"Marsh\"]";
    let text = "Ivo Marsh spoke on Friday. “No,” Marsh said.";
    assert!(found(person, text).contains(&"ivo-marsh Person: Ivo Marsh, Marsh".to_owned()));
    let lines = found(&format!("{person}\nnever = [\"Marsh\"]"), text);
    assert!(lines.contains(&"ivo-marsh Person: Ivo Marsh".to_owned()), "{lines:?}");
}

#[test]
fn a_role_is_believed_at_the_date_of_the_text() {
    let toml = "[[actor]]\nid = \"ivo-marsh\"\nname = \"Ivo Marsh\"\nkind = \"person\"\n\
                roles = [\"envoy@2016-02..2019\", \"foreign minister@2020-01..\"]";
    let role = |date: &str| {
        let analysis = analysis(toml, "“No,” Ivo Marsh said on Friday.", date);
        analysis.actors.iter().find(|a| a.id == "ivo-marsh").and_then(|a| a.role.clone())
    };
    assert_eq!(role("2018-01-30").as_deref(), Some("envoy"));
    assert_eq!(role("2021-01-30").as_deref(), Some("foreign minister"));
    assert_eq!(role("2015-01-30"), None);
}

#[test]
fn transliterations_of_a_listed_person_are_found() {
    let toml = "[[actor]]\nid = \"sergei-vantovsky\"\nname = \"Sergei Vantovsky\"\nkind = \"person\"\ncountry = \"Russia\"";
    let analysis = analysis(toml, "“No,” Sergey Vantovskiy said.", "2018-01-30");
    let found: Vec<_> = analysis.actors.iter().map(|a| (a.id.as_str(), a.country.as_deref())).collect();
    assert_eq!(found, [("sergei-vantovsky", Some("RUS"))]);
}

#[test]
fn a_later_row_goes_over_an_earlier_one() {
    let (mut rows, _) = parse(LAKE_PACT, Form::Toml, "“one”");
    rows.extend(parse("id,name\nlake-pact,Pact\n", Form::Csv, "“two”").0);
    let (table, faults) = Table::with(rows.clone());
    assert_eq!(faults, []);
    let (ix, _) = table.named("LP")[0];
    assert_eq!((table.entry(ix).name, table.entry(ix).kind), ("Pact", ActorKind::ArmedGroup));
    rows.extend(parse("id,disable\nlake-pact,yes\n", Form::Csv, "“three”").0);
    assert_eq!(Table::with(rows).0.named("LP"), []);
}

#[test]
fn rows_that_cannot_stand_are_said_with_what_to_do() {
    assert_eq!(
        faults("[[actor]]\nid = \"dmitri-peskov\"\ndisable = true"),
        [
            "“own”, line 1: There is no actor “dmitri-peskov” to disable, or write the id “dmitry-peskov” if you mean that one."
        ]
    );
    assert_eq!(
        faults("[[actor]]\nid = \"zorba\"\nname = \"Zorba\""),
        ["“own”, line 1: The actor “zorba” is new and has no kind; add one."]
    );
    assert_eq!(
        faults("[[actor]]\nid = \"zorba\"\nname = \"Zorba\"\nkind = \"org\"\ncountry = \"SYRR\""),
        [
            "“own”, line 1: There is no country “SYRR”; did you mean SYR? Write a three-letter code, such as SYR, or an English name."
        ]
    );
}
