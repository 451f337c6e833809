//! The lexicon: words with their classes, in every form that may occur in a text.

use std::collections::BTreeMap;

use crate::class::Class;
use crate::tsv::{self, Row};

/// Compiles the tables under `assets/lexicon/en` into an index of words.
pub fn compile() -> Vec<u8> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |word: String, bits: u64| *words.entry(word).or_default() |= bits;
    for row in tsv::read("assets/lexicon/en/verbs.tsv") {
        let bits = bits(&row, "assets/lexicon/en/verbs.tsv");
        forms_of_verb(row.get("word"), row.get("forms")).into_iter().for_each(|form| add(form, bits));
    }
    for row in tsv::read("assets/lexicon/en/nouns.tsv") {
        let bits = bits(&row, "assets/lexicon/en/nouns.tsv");
        let forms = row.get("forms");
        let plural = if forms.is_empty() { with_s(row.get("word")) } else { forms.to_owned() };
        [row.get("word").to_owned(), plural].into_iter().for_each(|form| add(form, bits));
    }
    for row in tsv::read("assets/lexicon/en/words.tsv") {
        add(row.get("word").to_owned(), bits(&row, "assets/lexicon/en/words.tsv"));
    }
    let mut index = fst::MapBuilder::memory();
    for (word, bits) in &words {
        index.insert(word, *bits).expect("a BTreeMap is sorted");
    }
    index.into_inner().expect("writing to memory does not fail")
}

fn bits(row: &Row, table: &str) -> u64 {
    let bit = |name: &str| {
        let class = Class::named(name);
        class.unwrap_or_else(|| panic!("{table}: unknown class {name:?} of {:?}", row.get("word"))).bit()
    };
    row.list("classes", ' ').map(bit).fold(0, |a, b| a | b)
}

/// The forms of a verb. `forms` is empty for a regular verb, "+" for one that doubles its last letter ("admitted"), or the
/// irregular past tense and participles, separated by spaces.
fn forms_of_verb(verb: &str, forms: &str) -> Vec<String> {
    let doubled = if forms == "+" { &verb[verb.len() - 1..] } else { "" };
    let stem = match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") => stem,
        _ => verb,
    };
    let mut all = vec![verb.to_owned(), with_s(verb), format!("{stem}{doubled}ing")];
    match forms {
        "" | "+" if verb.ends_with('y') && !verb.ends_with("ey") && !verb.ends_with("ay") => {
            all.push(format!("{}ied", &verb[..verb.len() - 1]));
        }
        "" | "+" => all.push(format!("{}{doubled}ed", verb.strip_suffix('e').unwrap_or(verb))),
        irregular => all.extend(irregular.split(' ').map(str::to_owned)),
    }
    all
}

/// The third person of a verb, or the plural of a noun.
fn with_s(word: &str) -> String {
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end));
    match word {
        _ if word.ends_with('y') && !vowel_y => format!("{}ies", &word[..word.len() - 1]),
        _ if ["s", "sh", "ch", "x", "z", "go"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}
