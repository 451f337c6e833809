//! What an expression means for a document: which actors its names are, and which paragraphs pass.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::expression::{Expression, Field};
use crate::reader::panes::actors::kind_name;
use crate::reader::reading::{Reading, Speaker};
use crate::reader::search::Pattern;

/// For each block whether it passes. A name that nobody here has is an error, in a full sentence.
pub fn passing(expression: &Expression, reading: &Reading) -> Result<Vec<bool>, String> {
    match expression {
        Expression::Term(field, words) => term(*field, words, reading),
        Expression::Not(inner) => Ok(passing(inner, reading)?.into_iter().map(|flag| !flag).collect()),
        Expression::All(parts) => joined(parts, reading, true),
        Expression::Any(parts) => joined(parts, reading, false),
    }
}

fn joined(parts: &[Expression], reading: &Reading, all: bool) -> Result<Vec<bool>, String> {
    let mut flags = vec![all; reading.blocks().len()];
    for part in parts {
        for (flag, passes) in flags.iter_mut().zip(passing(part, reading)?) {
            *flag = if all { *flag && passes } else { *flag || passes };
        }
    }
    Ok(flags)
}

fn term(field: Field, words: &str, reading: &Reading) -> Result<Vec<bool>, String> {
    if field == Field::Text {
        let pattern = Pattern::parse(words).ok().flatten();
        let passes =
            |b: &crate::document::Block| pattern.as_ref().is_some_and(|p| p.matches(reading.of(b.span)));
        return Ok(reading.blocks().iter().map(passes).collect());
    }
    let actors = actors(field, words, reading);
    let mut flags = vec![false; reading.blocks().len()];
    let mut anybody = !actors.is_empty();
    for (quote, data) in reading.quotes().iter().enumerate() {
        let speaks = match reading.speaker(quote) {
            Speaker::Actor(actor) => actors.contains(actor),
            Speaker::Named(name) => field == Field::Said && suits(name, &folded(words)) > Fit::None,
            Speaker::Unknown => false,
        };
        anybody |= speaks;
        for span in data.spans.iter().filter(|_| speaks) {
            flags[reading.block_at(span.start)] = true;
        }
    }
    if field != Field::Said {
        let mentions = actors.iter().flat_map(|&actor| reading.mentions_of(actor));
        mentions.for_each(|span| flags[reading.block_at(span.start)] = true);
    }
    if anybody { Ok(flags) } else { Err(nobody(field, words)) }
}

fn nobody(field: Field, words: &str) -> String {
    match field {
        Field::Actor => format!("No actor here is called “{words}”; text:{words} looks for the words."),
        Field::Said => format!("Nobody called “{words}” speaks here."),
        Field::Role => format!("Nobody here has the role “{words}”."),
        Field::Kind => format!("There is no actor of the kind “{words}” here; Tab shows the kinds."),
        Field::Text => String::new(),
    }
}

/// The actors that a term means.
pub fn actors(field: Field, words: &str, reading: &Reading) -> Vec<usize> {
    let words = folded(words);
    let all = reading.actors().iter().enumerate();
    match field {
        Field::Text => Vec::new(),
        Field::Kind => {
            let kind = |a: &crate::briefing::Actor| folded(kind_name(a.kind)).starts_with(&words);
            all.filter(|(_, a)| kind(a)).map(|(i, _)| i).collect()
        }
        Field::Role => {
            let role =
                |a: &crate::briefing::Actor| a.role.as_deref().map_or(Fit::None, |role| suits(role, &words));
            all.filter(|(_, a)| role(a) > Fit::None).map(|(i, _)| i).collect()
        }
        Field::Actor | Field::Said => {
            let fit = |a: &crate::briefing::Actor| {
                a.aliases.iter().map(|alias| suits(alias, &words)).max().max(Some(suits(&a.name, &words)))
            };
            let fits: Vec<(usize, Fit)> = all.filter_map(|(i, a)| Some((i, fit(a)?))).collect();
            // "un" means the United Nations and not the Union, where both are there.
            let best = fits.iter().map(|(_, fit)| *fit).max().filter(|&fit| fit > Fit::None);
            fits.into_iter().filter(|(_, fit)| Some(*fit) == best).map(|(i, _)| i).collect()
        }
    }
}

/// How well a name suits what was written, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    None,
    /// Words of it begin so.
    Beginnings,
    /// Words of it are so.
    Words,
    /// It is so.
    Whole,
}

/// How well `name` suits words that are folded already.
fn suits(name: &str, words: &str) -> Fit {
    let name = folded(name);
    if name == words {
        return Fit::Whole;
    }
    let starts = std::iter::once(0).chain(name.match_indices([' ', '-']).map(|(at, _)| at + 1));
    let fit = |at: usize| match name[at..].strip_prefix(words) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => Fit::Words,
        Some(_) => Fit::Beginnings,
        None => Fit::None,
    };
    starts.map(fit).max().unwrap_or(Fit::None)
}

/// A name without its capitals, accents and articles.
fn folded(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let plain = plain.replace('’', "'");
    plain.strip_prefix("the ").unwrap_or(&plain).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_by_whole_words_before_beginnings() {
        let fit = |name: &str, words: &str| suits(name, &folded(words));
        assert_eq!(fit("UN", "un"), Fit::Whole);
        assert_eq!(fit("Vladimir Putin", "putin"), Fit::Words);
        assert_eq!(fit("Kurds", "kurd"), Fit::Beginnings);
        assert_eq!(fit("Recep Tayyip Erdoğan", "tayyip erdogan"), Fit::Words);
        assert_eq!(fit("Bashar al-Assad", "assad"), Fit::Words);
        assert_eq!(fit("the Kremlin", "The Kremlin"), Fit::Whole);
        assert_eq!(fit("Union", "ion"), Fit::None);
    }
}
