//! The tables under `assets/actors` are consistent, and every row names its source.

use std::collections::{HashMap, HashSet};
use std::fs;

/// One row of a table, its fields by the names in the header.
struct Row {
    file: &'static str,
    fields: HashMap<String, String>,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    fn list(&self, column: &str, mark: char) -> Vec<&str> {
        self.get(column).split(mark).filter(|part| !part.is_empty()).collect()
    }

    fn checked(&self) -> bool {
        self.file == "leaders" || self.file == "states" || self.get("source") == "hand"
    }

    fn kind(&self) -> &str {
        match self.file {
            "states" => "state",
            "bodies" => self.get("kind"),
            _ => "person",
        }
    }
}

fn rows() -> Vec<Row> {
    let read = |file| {
        let path = format!("{}/assets/actors/{file}.tsv", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let header: Vec<String> = lines.next().unwrap().split('\t').map(str::to_owned).collect();
        let row = |line: &str| {
            assert_eq!(line.split('\t').count(), header.len(), "{file}.tsv: {line}");
            let fields = header.iter().cloned().zip(line.split('\t').map(str::to_owned)).collect();
            Row { file, fields }
        };
        lines.map(row).collect::<Vec<_>>()
    };
    ["states", "leaders", "bodies", "officials"].into_iter().flat_map(read).collect()
}

#[test]
fn every_id_stands_once_and_is_well_formed() {
    let mut seen = HashSet::new();
    for row in rows() {
        let id = row.get("id").to_owned();
        let formed = id.chars().all(|c| c == '-' || c.is_alphanumeric()) && !id.is_empty();
        assert!(formed && id == id.to_lowercase(), "{}.tsv: the id {id:?}", row.file);
        assert!(!row.get("name").is_empty(), "{id} has no name");
        assert!(seen.insert(id.clone()), "{id} stands twice");
    }
}

#[test]
fn every_row_says_where_it_is_from_and_when_it_was_true() {
    for row in rows() {
        assert!(!row.get("source").is_empty(), "{} has no source", row.get("id"));
        let year = row.get("as_of").get(..4).and_then(|y| y.parse::<u32>().ok());
        assert!(
            year.is_some_and(|y| (2000..2100).contains(&y)),
            "{}: as_of {:?}",
            row.get("id"),
            row.get("as_of")
        );
    }
}

#[test]
fn every_country_is_listed() {
    let rows = rows();
    let states: HashSet<&str> =
        rows.iter().filter(|r| r.file == "states").map(|r| r.get("country")).collect();
    for row in rows.iter().filter(|r| !r.get("country").is_empty()) {
        assert!(states.contains(row.get("country")), "{}: country {:?}", row.get("id"), row.get("country"));
    }
}

/// First and last day of a role, as texts that compare like dates; an open end is far away.
fn term(role: &str) -> (String, String) {
    let (title, dates) = role.rsplit_once('@').unwrap_or((role, ".."));
    assert!(!title.is_empty(), "{role:?} has no title");
    let (from, to) = dates.trim_start_matches('~').split_once("..").unwrap_or((dates, dates));
    let first = from.trim_start_matches('~').to_owned();
    let last = if to.is_empty() { "9999".to_owned() } else { format!("{}~", to.trim_start_matches('~')) };
    (first, last)
}

#[test]
fn terms_are_in_order() {
    for row in rows() {
        let terms: Vec<_> = row.list("roles", ';').into_iter().map(term).collect();
        for (from, to) in &terms {
            assert!(from <= to, "{}: a role ends before it begins: {}", row.get("id"), row.get("roles"));
        }
        if row.file == "leaders" {
            let sorted = terms.windows(2).all(|pair| pair[0].0 <= pair[1].0);
            assert!(sorted, "{}: roles are out of order: {}", row.get("id"), row.get("roles"));
        }
    }
}

/// Spellings that two rows of one kind share with good reason: a Pakistani party and an Indian news agency are both
/// called PTI, and each text makes clear which it means; for father and son the date of the text decides.
const SHARED: &[&str] = &["PTI", "George Bush"];

#[test]
fn no_spelling_of_a_checked_row_is_anothers_of_the_same_kind() {
    let mut owners: HashMap<(String, String), String> = HashMap::new();
    let rows = rows();
    for row in rows.iter().filter(|r| r.checked()) {
        let mut spellings = vec![row.get("name")];
        for column in ["aliases", "acronyms", "capitals", "seats", "nouns"] {
            spellings.extend(row.list(column, '|'));
        }
        for spelling in spellings.into_iter().filter(|s| !SHARED.contains(s)) {
            let key = (row.kind().to_owned(), spelling.to_lowercase());
            let owner = owners.entry(key).or_insert_with(|| row.get("id").to_owned());
            assert_eq!(owner, row.get("id"), "both are called {spelling:?}");
        }
    }
}
