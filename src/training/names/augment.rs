//! Augments texts by replacing their names with others of the same kind, consistently within a text. So the tagger
//! learns contexts instead of the names of the day.

use std::collections::HashMap;

use super::corpora::Labelled;
use crate::analysis::names::NameKind;
use crate::text::Span;
use crate::training::Random;

/// Replacement names.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    /// Given names.
    pub given: Vec<String>,
    /// Surnames.
    pub surnames: Vec<String>,
    /// Full names of persons, in their own order.
    pub persons: Vec<String>,
    /// Organisations of several words.
    pub orgs: Vec<String>,
    /// Places.
    pub places: Vec<String>,
}

/// A copy of `text` with other names.
pub fn rename(text: &Labelled, pool: &Pool, random: &mut Random) -> Labelled {
    let mut renamer = Renamer { pool, random, persons: HashMap::new(), others: HashMap::new() };
    let mut names = text.names.clone();
    names.sort_by_key(|(span, _)| *span);
    let mut out = Labelled { weight: text.weight, ..Labelled::default() };
    let mut at = 0;
    for (i, &(span, kind)) in names.iter().enumerate() {
        if span.start < at || names.get(i + 1).is_some_and(|next| next.0.start < span.end) {
            continue;
        }
        out.copy(text, at..span.start);
        let start = out.text.len() as u32;
        let new = renamer.rename(span.of(&text.text), kind);
        out.text.push_str(&new);
        out.names.push((Span::new(start, out.text.len() as u32), kind));
        at = span.end;
    }
    out.copy(text, at..text.text.len() as u32);
    out
}

impl Labelled {
    /// Appends the bytes `range` of `from`, and the doubtful places that begin there.
    fn copy(&mut self, from: &Self, range: std::ops::Range<u32>) {
        let start = self.text.len() as u32;
        self.text.push_str(Span::new(range.start, range.end).of(&from.text));
        let inside = from.doubtful.iter().filter(|d| range.contains(&d.start));
        let moved = |d: &Span| Span::new(d.start - range.start + start, d.end - range.start + start);
        self.doubtful.extend(inside.map(moved));
    }
}

/// Words before some surnames.
const PARTICLES: [&str; 10] =
    ["de ", "van ", "van der ", "von ", "von der ", "al-", "Al ", "bin ", "de la ", "di "];

/// Patterns of organisation names, with the words that may replace `HEAD`.
const FORMS: [(&str, &[&str]); 16] = [
    ("PLACE HEAD", &["University", "College", "Hospital", "Museum", "Institute", "Academy", "High School"]),
    ("University of PLACE", &[""]),
    (
        "HEAD of PLACE",
        &["Bank", "Church", "Parliament", "Council", "Government", "Central Bank", "National Assembly"],
    ),
    ("PLACE HEAD", &["Council", "City Council", "Police", "Assembly", "County Council", "Parliament"]),
    ("SURNAME HEAD", &["Foundation", "Institute", "Group", "Holdings", "Inc.", "Ltd", "Corporation", "Bank"]),
    ("SURNAME & SURNAME", &[""]),
    ("PLACE HEAD", &["Times", "Post", "Herald", "News", "Tribune", "Star", "Daily", "Radio", "Gazette"]),
    ("PLACE HEAD", &["United", "FC", "Rovers", "Rangers", "Lions", "Tigers", "Athletic", "Eagles"]),
    ("PLACE HEAD", &["Liberation Front", "National Party", "Alliance", "Movement", "Labour Party"]),
    ("ADJECTIVE HEAD of PLACE", &["Party", "Union", "Alliance", "Movement", "Front", "Federation", "League"]),
    ("HEAD of PLACE", &["National Bank", "Association", "Football Association", "Chamber of Commerce"]),
    ("PLACE HEAD", &["Airlines", "Airways", "Oil Company", "Railways", "Energy", "Industries", "Steel"]),
    ("ADJECTIVE HEAD", &["Party", "Alliance", "Movement", "Front", "Union", "Coalition", "Democrats"]),
    ("ADJECTIVE ADJECTIVE HEAD", &["Party", "Union", "Movement", "Alliance", "Rally", "Left"]),
    ("ADJECTIVE HEAD of PLACE", &["Council", "Association", "Assembly", "Institute", "Society", "Army"]),
    ("HEAD for ADJECTIVE PLACE", &["Movement", "Alliance", "Party", "Citizens", "Union", "Coalition"]),
];

/// Words in party names.
const ADJECTIVES: [&str; 24] = [
    "Social",
    "Democratic",
    "Liberal",
    "Christian",
    "Green",
    "National",
    "Progressive",
    "Conservative",
    "Communist",
    "Socialist",
    "Labour",
    "Republican",
    "People's",
    "Workers'",
    "Farmers'",
    "Reform",
    "Freedom",
    "Unity",
    "Independence",
    "Popular",
    "United",
    "Free",
    "New",
    "Revolutionary",
];

fn pick(list: &[String], random: &mut Random) -> String {
    list.get(random.below(list.len().max(1))).cloned().unwrap_or_default()
}

struct Renamer<'p> {
    pool: &'p Pool,
    random: &'p mut Random,
    /// Old last word → new given names, new last word.
    persons: HashMap<String, (String, String)>,
    others: HashMap<String, String>,
}

impl Renamer<'_> {
    fn rename(&mut self, old: &str, kind: NameKind) -> String {
        if old.contains('\n') {
            return old.to_owned();
        }
        if kind == NameKind::Person {
            return self.person(old);
        }
        if let Some(new) = self.others.get(old) {
            return new.clone();
        }
        let new = self.other(old, kind);
        self.others.insert(old.to_owned(), new.clone());
        new
    }

    /// Initialisms and organisations of one word keep their name, and so does a third of the others.
    fn other(&mut self, old: &str, kind: NameKind) -> String {
        let several = old.contains(' ');
        let pool = if kind == NameKind::Place { &self.pool.places } else { &self.pool.orgs };
        let keeps = !old.chars().any(char::is_lowercase) || (kind == NameKind::Org && !several);
        if keeps || pool.is_empty() || self.random.below(3) == 0 {
            return old.to_owned();
        }
        if kind == NameKind::Org && self.random.below(2) == 0 {
            return self.composed();
        }
        pool[self.random.below(pool.len())].clone()
    }

    /// An organisation composed of a place or a surname and a noun ("Mokoena Foundation").
    fn composed(&mut self) -> String {
        let place = pick(&self.pool.places, self.random);
        let surname = pick(&self.pool.surnames, self.random);
        let (form, heads) = FORMS[self.random.below(FORMS.len())];
        let head = heads[self.random.below(heads.len())];
        let mut form = form.to_owned();
        while form.contains("ADJECTIVE") {
            form = form.replacen("ADJECTIVE", ADJECTIVES[self.random.below(ADJECTIVES.len())], 1);
        }
        form.replace("PLACE", &place).replace("SURNAME", &surname).replace("HEAD", head)
    }

    fn person(&mut self, old: &str) -> String {
        if !old.chars().any(char::is_lowercase) {
            return old.to_owned();
        }
        let words: Vec<&str> = old.split_whitespace().collect();
        let last = words.last().copied().unwrap_or(old).to_owned();
        if !self.persons.contains_key(&last) {
            let new = self.new_person();
            self.persons.insert(last.clone(), new);
        }
        let (given, surname) = &self.persons[&last];
        if words.len() == 1 { surname.clone() } else { format!("{given} {surname}") }
    }

    fn new_person(&mut self) -> (String, String) {
        if self.random.below(2) == 0 {
            let whole = pick(&self.pool.persons, self.random);
            if let Some((given, surname)) = whole.rsplit_once(' ') {
                return (given.to_owned(), surname.to_owned());
            }
        }
        let mut surname = pick(&self.pool.surnames, self.random);
        if self.random.below(25) == 0 {
            surname = format!("{surname}-{}", pick(&self.pool.surnames, self.random));
        }
        if self.random.below(12) == 0 {
            surname = format!("{}{surname}", PARTICLES[self.random.below(PARTICLES.len())]);
        }
        let mut given = pick(&self.pool.given, self.random);
        if self.random.below(12) == 0 {
            let initial = given.chars().next().unwrap_or('J');
            given = format!("{given} {initial}.");
        }
        (given, surname)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_gets_one_new_name() {
        let text = "Thandeka Mokoena left. Mokoena waved.".to_owned();
        let names = vec![(Span::new(0, 16), NameKind::Person), (Span::new(23, 30), NameKind::Person)];
        let labelled = Labelled { text, names, weight: 1.0, ..Labelled::default() };
        let pool = Pool {
            given: vec!["Ines".to_owned()],
            surnames: vec!["Okafor".to_owned()],
            persons: vec!["Ines Okafor".to_owned()],
            ..Pool::default()
        };
        let new = rename(&labelled, &pool, &mut Random(1));
        let surfaces: Vec<&str> = new.names.iter().map(|(span, _)| span.of(&new.text)).collect();
        assert!(surfaces[0].ends_with(surfaces[1]), "{surfaces:?}");
        assert!(surfaces[0].starts_with("Ines "), "{surfaces:?}");
        assert!(new.text.ends_with(" waved."));
    }
}
