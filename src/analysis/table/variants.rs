//! Further spellings of a listed person: transliterations, articles, middle names.

use std::collections::HashMap;

/// The most spellings of a full name.
const MOST: usize = 48;

/// Classes of given names that are spelled in several ways.
pub struct Spellings {
    classes: Vec<Vec<String>>,
    class_of: HashMap<String, usize>,
}

/// Countries where surnames in -sky, -skiy, -skyy are the same.
const SLAVIC: [&str; 7] = ["RUS", "UKR", "BLR", "KAZ", "KGZ", "UZB", "TJK"];

impl Spellings {
    /// Reads the classes, in the form of `assets/words/spellings.tsv`: one a line, with tabs between the
    /// spellings.
    pub fn read(table: &str) -> Self {
        let mut spellings = Self { classes: Vec::new(), class_of: HashMap::new() };
        for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let class: Vec<String> = line.split('\t').map(str::to_owned).collect();
            for word in &class {
                spellings.class_of.entry(word.clone()).or_insert(spellings.classes.len());
            }
            spellings.classes.push(class);
        }
        spellings
    }

    /// Spellings of a full name, folded, including the name itself.
    pub fn of_full_name(&self, folded: &str, country: &str) -> Vec<String> {
        let words: Vec<&str> = folded.split(' ').collect();
        let mut all: Vec<Vec<String>> = vec![Vec::new()];
        for (i, word) in words.iter().enumerate() {
            let choices = self.choices(word, i + 1 == words.len(), country);
            let mut next = Vec::new();
            for head in &all {
                for choice in &choices {
                    let mut name = head.clone();
                    if !choice.is_empty() {
                        name.push(choice.clone());
                    }
                    next.push(name);
                }
            }
            next.truncate(MOST);
            all = next;
        }
        let mut out: Vec<String> = all.into_iter().filter(|w| w.len() > 1).map(|w| w.join(" ")).collect();
        out.extend(without_middle(&words));
        out
    }

    /// Spellings of a surname, folded, including itself.
    pub fn of_surname(folded: &str, country: &str) -> Vec<String> {
        if SLAVIC.contains(&country) { endings(folded) } else { vec![folded.to_owned()] }
    }

    fn choices(&self, word: &str, last: bool, country: &str) -> Vec<String> {
        if matches!(word, "al" | "el") {
            return vec![word.to_owned(), "al".to_owned(), "el".to_owned(), String::new()];
        }
        if let Some(&class) = self.class_of.get(word) {
            let mut choices = vec![word.to_owned()];
            choices.extend(self.classes[class].iter().filter(|w| *w != word).cloned());
            return choices;
        }
        if last { Self::of_surname(word, country) } else { vec![word.to_owned()] }
    }
}

/// A surname with each of the endings for one Cyrillic ending.
fn endings(surname: &str) -> Vec<String> {
    const Y: [&str; 6] = ["skyy", "skiy", "skyi", "skii", "sky", "ski"];
    const EV: [&str; 2] = ["iev", "yev"];
    let mut out = vec![surname.to_owned()];
    for class in [&Y[..], &EV[..]] {
        if let Some(stem) = class.iter().find_map(|end| surname.strip_suffix(end)) {
            out.extend(class.iter().map(|end| format!("{stem}{end}")).filter(|s| s != surname));
            break;
        }
    }
    out
}

/// A name of three words without its patronymic or its middle initial.
fn without_middle(words: &[&str]) -> Option<String> {
    let [first, middle, last] = words else { return None };
    let patronymic = ["ovich", "evich", "ovna", "evna", "ych"].iter().any(|e| middle.ends_with(e));
    (patronymic || middle.chars().count() == 1).then(|| format!("{first} {last}"))
}
