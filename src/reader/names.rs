//! Short names of speakers for small spaces. A name is cut between its parts, never within one.

use super::wrap::text_width;
use crate::briefing::{Actor, ActorKind};

/// Particles that belong to the surname after them.
const PARTICLES: [&str; 24] = [
    "al", "bin", "ben", "ibn", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "la", "le", "ten", "ter", "van", "von", "zu", "abu",
];

/// Words after which an expression only adds details to its head noun.
const AFTER_HEAD: [&str; 14] =
    ["of", "for", "from", "in", "at", "on", "with", "who", "whose", "that", "to", "close", "familiar", "and"];

/// The surname of a person's name, with its particles.
pub fn surname(name: &str) -> &str {
    let mut start = name.rfind(' ').map_or(0, |at| at + 1);
    while let Some(before) = name[..start].trim_end().rfind(' ').map(|at| at + 1) {
        let particle = name[before..start].trim();
        if !PARTICLES.contains(&particle.to_lowercase().as_str()) {
            break;
        }
        start = before;
    }
    &name[start..]
}

/// The head noun of an expression: "diplomats" in "two Western diplomats with the talks".
pub fn head(expression: &str) -> &str {
    let words = expression.split(',').next().unwrap_or(expression).trim();
    let mut end = words.len();
    for (at, word) in words.split(' ').map(|w| (w.as_ptr() as usize - words.as_ptr() as usize, w)).skip(1) {
        if AFTER_HEAD.contains(&word) {
            end = at;
            break;
        }
    }
    let words = words[..end].trim_end();
    words.rsplit(' ').next().unwrap_or(words)
}

/// An actor's name in at most `width` columns: the surname of a person, an acronym for anybody else; otherwise the
/// last part that fits.
pub fn short(actor: &Actor, width: usize) -> &str {
    let is_acronym = |alias: &&String| {
        let letters = alias.chars().filter(|c| *c != '.').count();
        (2..=6).contains(&letters) && alias.chars().all(|c| c.is_uppercase() || c == '.')
    };
    let name = match actor.kind {
        ActorKind::Person => surname(&actor.name),
        _ => actor.aliases.iter().find(is_acronym).unwrap_or(&actor.name),
    };
    last_that_fits(name, width)
}

/// The last parts of a name that fit.
pub fn last_that_fits(name: &str, width: usize) -> &str {
    let mut short = name;
    while text_width(short) > width {
        match short.split_once([' ', '-']) {
            Some((_, rest)) => short = rest,
            None => break,
        }
    }
    short
}

/// A text cut between words to at most `width` columns, with "…"; never after a word such as "of". None if less
/// than a word would be left.
pub fn cut(text: &str, width: usize) -> Option<String> {
    if text_width(text) <= width {
        return Some(text.to_owned());
    }
    let mut kept = text;
    loop {
        kept = kept.rsplit_once(' ')?.0;
        let last = kept.rsplit(' ').next().unwrap_or(kept);
        let hangs = AFTER_HEAD.contains(&last) || ["the", "a", "an"].contains(&last);
        if !hangs && text_width(kept) < width {
            return Some(format!("{}…", kept.trim_end_matches([',', ';', ':'])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(name: &str, kind: ActorKind, aliases: &[&str]) -> Actor {
        let aliases = aliases.iter().map(|&a| a.to_owned()).collect();
        Actor { aliases, ..Actor::new(String::new(), name, kind) }
    }

    #[test]
    fn a_person_goes_by_the_surname_and_its_particles() {
        let all = [
            "Tomas Reyer",
            "Anna de la Vega",
            "Karim al-Hadi",
            "Ludo van der Meer",
            "Oduya",
            "Ivo Brandt-Okoye",
        ];
        let short = ["Reyer", "de la Vega", "al-Hadi", "van der Meer", "Oduya", "Brandt-Okoye"];
        assert_eq!(all.map(surname), short);
    }

    #[test]
    fn an_expression_goes_by_its_noun() {
        let all = [
            "a Veskarian diplomat",
            "two delegates who left",
            "the spokesman for the port",
            "officials",
            "an aide, speaking late",
        ];
        assert_eq!(all.map(head), ["diplomat", "delegates", "spokesman", "officials", "aide"]);
    }

    #[test]
    fn anybody_else_goes_by_an_acronym_or_the_last_part_that_fits() {
        let union = actor("Union of Northern Ports", ActorKind::Org, &["the Union", "UNP"]);
        assert_eq!(short(&union, 13), "UNP");
        let bloc = actor("Free Harbour bloc", ActorKind::Org, &[]);
        assert_eq!(short(&bloc, 13), "Harbour bloc");
        assert_eq!(short(&actor("Ana Wolfeschlegelstein", ActorKind::Person, &[]), 13), "Wolfeschlegelstein");
    }

    #[test]
    fn a_text_is_cut_between_words_and_not_after_of() {
        assert_eq!(cut("foreign minister of Veskaria", 40).unwrap(), "foreign minister of Veskaria");
        assert_eq!(cut("foreign minister of Veskaria", 22).unwrap(), "foreign minister…");
        assert_eq!(cut("speaks for the fishermen’s council", 27).unwrap(), "speaks for the fishermen’s…");
        assert_eq!(cut("spokesperson", 5), None);
    }
}
