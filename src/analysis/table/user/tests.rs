//! Tests of both forms: the rows read, and the messages about faults.

use super::*;

fn read(text: &str, form: Form) -> Vec<UserActor> {
    let (actors, faults) = parse(text, form, "“own”");
    assert_eq!(faults, [], "{text}");
    actors
}

/// The faults of a text, as displayed.
fn faults(text: &str, form: Form) -> Vec<String> {
    parse(text, form, "“own”").1.iter().map(ToString::to_string).collect()
}

#[test]
fn both_forms_say_the_same() {
    let toml = read(
        r#"
# Whom we follow.
[[actor]]
id = "rodi-osman"
name = "Rodi Osman"
kind = "person"
country = "SYR"
gender = "m"
aliases = ["Rodî Osman"]
short = ["Osman"]
roles = ["envoy@2016-02..2019", { title = "Spokesman", from = 2019-03-01 }]
never = ["Osman Street"]
"#,
        Form::Toml,
    );
    let csv = read(
        "id,name,kind,country,gender,aliases,short,roles,never\n\
         # Whom we follow.\n\
         rodi-osman,Rodi Osman,person,SYR,m,Rodî Osman,Osman,envoy@2016-02..2019|spokesman@2019-03..,Osman Street\n",
        Form::Csv,
    );
    let without_place = |mut actors: Vec<UserActor>| {
        actors.iter_mut().for_each(|a| a.place.line = 0);
        actors
    };
    assert_eq!(toml[0].place.line, 3);
    assert_eq!(toml[0].roles.as_ref().unwrap()[0], OwnRole { title: "envoy".into(), from: 1394, to: 1440 });
    assert_eq!(without_place(toml), without_place(csv));
}

#[test]
fn csv_is_read_as_spreadsheets_write_it() {
    let text = "\u{feff}ID;Name;Aliases;Disable\r\nkush-front;\"The \"\"Kush\"\" Front\";KF|Kush;\r\nx;;;true\r\n;;;\r\n";
    let actors = read(text, Form::Csv);
    assert_eq!(actors.len(), 2);
    assert_eq!(actors[0].name.as_deref(), Some("The \"Kush\" Front"));
    assert_eq!(actors[0].spellings.len(), 2);
    assert!(actors[1].disable);
    assert_eq!(read("id\tname\na\tA, B\n", Form::Csv)[0].name.as_deref(), Some("A, B"));
}

#[test]
fn an_empty_file_lists_nobody() {
    for form in [Form::Toml, Form::Csv] {
        assert_eq!(read("", form), []);
        assert_eq!(read("# nobody\n\n", form), []);
    }
}

#[test]
fn a_wrong_toml_says_where_and_what_to_do() {
    let actor = |fields: &str| faults(&format!("[[actor]]\nid = \"a\"\n{fields}\n"), Form::Toml);
    assert_eq!(
        actor("alias = [\"A\"]"),
        ["“own”, line 3: There is no field “alias”; did you mean “aliases”?"]
    );
    let kinds = "The kinds are person, state, org, armed_group, people, office, group, place.";
    assert_eq!(
        actor("kind = \"persn\""),
        [format!("“own”, line 3: There is no kind “persn”; did you mean “person”? {kinds}")]
    );
    assert_eq!(actor("kind = \"ship\""), [format!("“own”, line 3: There is no kind “ship”. {kinds}")]);
    assert_eq!(
        actor("name = 7"),
        ["“own”, line 3: The field “name” takes a text, not a number; write name = \"…\"."]
    );
    assert_eq!(
        actor("aliases = [1]"),
        ["“own”, line 3: The field “aliases” takes a list of texts; write aliases = [\"…\", \"…\"]."]
    );
    let role = "is not understood; write it as “envoy@2019-05..2021-03”, an open end as “envoy@2019-05..”.";
    for wrong in ["envoy@soon", "envoy@2019..2018", "envoy@2019-13..", "@2019", "envoy@1019"] {
        assert_eq!(
            actor(&format!("roles = [\"{wrong}\"]")),
            [format!("“own”, line 3: The role “{wrong}” {role}")]
        );
    }
    assert_eq!(
        actor("aliases = [\"the junta\"]"),
        ["“own”, line 3: “the junta” has no capital letter, and only words with capitals are read as names."]
    );
    assert_eq!(
        actor("[[actor]]\nname = \"Rodi Osman\""),
        ["“own”, line 3: The actor has no id; give it one, such as “rodi-osman”."]
    );
    assert_eq!(
        actor("[[actor]]\nid = \"a\""),
        ["“own”, line 3: “a” stands in line 1 already; join the two."]
    );
    assert_eq!(
        faults("[[actor]]\nid = \"Rodi Osman\"", Form::Toml),
        [
            "“own”, line 2: An id has small letters, digits and hyphens alone; write “rodi-osman” in place of “Rodi Osman”."
        ]
    );
    assert_eq!(
        faults("id = \"a\"", Form::Toml),
        [
            "“own”, line 1: “id” stands outside an actor; put a line [[actor]] before the fields of each actor."
        ]
    );
    let broken = faults("[[actor]]\nid = \"a", Form::Toml);
    assert!(broken[0].starts_with("“own”, line 2: This is not TOML: "), "{broken:?}");
}

#[test]
fn a_wrong_csv_says_where_and_what_to_do() {
    assert_eq!(
        faults("id,name,knid\na,A,person\nb,B,org,x\n", Form::Csv),
        [
            "“own”, line 1: There is no field “knid”; did you mean “kind”?",
            "“own”, line 3: The line has 4 fields and the first line names 3; put a value with the separator in it between quotation marks."
        ]
    );
    assert_eq!(
        faults("Rodi Osman\nEva Marsh\n", Form::Csv)[0],
        "“own”, line 1: The first line names no field “id”; begin the file with a line such as “id,name,kind,country”."
    );
    assert_eq!(
        faults("id,disable\na,maybe\n", Form::Csv),
        ["“own”, line 2: The field “disable” takes true or false."]
    );
}

#[test]
fn a_row_with_a_fault_leaves_the_others() {
    let (actors, faults) = parse("id,name,kind\na,A,ship\nb,B,org\n", Form::Csv, "“own”");
    assert_eq!((actors.len(), faults.len()), (1, 1));
    assert_eq!(actors[0].id, "b");
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let actors = read("id,name\na,A\u{1b}[31mb\u{202e}c\n", Form::Csv);
    assert_eq!(actors[0].name.as_deref(), Some("Abc"));
    let fault = &faults("id,na\u{1b}[31mme\u{202e}x\n", Form::Csv)[0];
    assert!(!fault.contains(['\u{1b}', '\u{202e}']), "{fault:?}");
}
