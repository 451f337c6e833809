//! Scores mentions against labelled names: the exact span and the type.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use attache::briefing::{ActorKind, Via};

use super::letters::{LetterSet, Letters};
use super::reading::{ReadMention, Reading};
use super::tally::Retrieval;
use super::{Bytes, Sample};

/// The types of labelled names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A place or a state.
    Loc,
}

impl Label {
    /// All labels, in the order of the report.
    const ALL: [Self; 3] = [Self::Per, Self::Org, Self::Loc];

    /// The label for a data set's name of it; none if it is not scored.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "PER" | "person" => Some(Self::Per),
            "ORG" | "organisation" | "organization" => Some(Self::Org),
            "LOC" | "location" => Some(Self::Loc),
            _ => None,
        }
    }

    /// The label for mentions of an actor; a people has none.
    fn of(kind: ActorKind) -> Option<Self> {
        match kind {
            ActorKind::Person => Some(Self::Per),
            ActorKind::Org | ActorKind::ArmedGroup | ActorKind::Group | ActorKind::Office => Some(Self::Org),
            ActorKind::State | ActorKind::Place => Some(Self::Loc),
            _ => None,
        }
    }
}

/// One labelled name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledName {
    /// Its type.
    pub label: Label,
    /// Its place.
    pub at: Bytes,
}

/// Figures over texts with labelled names.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// The figures of each label, in the order of [`Label::ALL`].
    pub labels: [Retrieval; 3],
    /// Spans alone, whatever their labels.
    pub untyped: Retrieval,
    /// The missed and the made-up names, one line each.
    pub findings: Vec<String>,
}

impl Score {
    /// Scores one text.
    pub fn add(&mut self, sample: &Sample<Vec<LabelledName>>, reading: &Reading) {
        let gold: Names = sample.gold.iter().map(|n| annotated(n, &sample.text, &reading.letters)).collect();
        let found = found_names(reading);
        for (label, tally) in Label::ALL.into_iter().zip(&mut self.labels) {
            let of_label = |names: &Names| names.iter().filter(|n| n.label == label).count();
            tally.gold += of_label(&gold);
            tally.found += of_label(&found);
            tally.right += gold.intersection(&found).filter(|n| n.label == label).count();
        }
        let spans = |names: &Names| names.iter().map(|n| n.at.clone()).collect::<BTreeSet<_>>();
        let (gold_spans, found_spans) = (spans(&gold), spans(&found));
        self.untyped.gold += gold_spans.len();
        self.untyped.found += found_spans.len();
        self.untyped.right += gold_spans.intersection(&found_spans).count();
        self.report(sample, reading, &gold, &found);
    }

    /// All labels together.
    pub fn typed(&self) -> Retrieval {
        self.labels.iter().fold(Retrieval::default(), |sum, one| Retrieval {
            right: sum.right + one.right,
            found: sum.found + one.found,
            gold: sum.gold + one.gold,
        })
    }

    fn report(&mut self, sample: &Sample<Vec<LabelledName>>, reading: &Reading, gold: &Names, found: &Names) {
        let missed =
            sample.gold.iter().filter(|n| !found.contains(&annotated(n, &sample.text, &reading.letters)));
        self.findings.extend(
            missed.map(|n| format!("{}: missed {:?} {:?}", sample.name, n.label, &sample.text[n.at.clone()])),
        );
        for actor in &reading.actors {
            let Some(label) = Label::of(actor.kind) else { continue };
            let made_up = actor
                .mentions
                .iter()
                .filter(|m| is_name(m.via) && !gold.contains(&Name { label, at: trimmed(m) }));
            self.findings
                .extend(made_up.map(|m| format!("{}: made-up {label:?} {:?}", sample.name, m.surface)));
        }
    }
}

/// A trimmed name, for comparison.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    label: Label,
    at: LetterSet,
}

/// The names of one text; a name labelled twice at one place counts once.
type Names = BTreeSet<Name>;

fn annotated(name: &LabelledName, text: &str, letters: &Letters) -> Name {
    let surface = &text[name.at.clone()];
    let start = name.at.start + article(surface);
    let end = start + trim(surface).len();
    Name { label: name.label, at: letters.of(start..end) }
}

fn found_names(reading: &Reading) -> Names {
    let mut names = Names::new();
    for actor in &reading.actors {
        let Some(label) = Label::of(actor.kind) else { continue };
        let mentions = actor.mentions.iter().filter(|m| is_name(m.via));
        names.extend(mentions.map(|m| Name { label, at: trimmed(m) }));
    }
    names
}

/// Whether a mention is a name rather than a description.
fn is_name(via: Via) -> bool {
    matches!(via, Via::Name | Via::Acronym | Via::Surname | Via::Alias | Via::Metonym)
}

/// The letters of a mention without a leading article and a trailing possessive.
fn trimmed(mention: &ReadMention) -> LetterSet {
    let surface = mention.surface.as_str();
    let from = article(surface);
    mention.at.slice(count(&surface[..from]), count(trim(surface)))
}

/// The number of letters and digits in `text`.
fn count(text: &str) -> u32 {
    Letters::new(text).of(0..text.len()).len()
}

/// The length of a leading "the" and the white space after it, in bytes.
fn article(surface: &str) -> usize {
    match surface.get(..3) {
        Some(the) if the.eq_ignore_ascii_case("the") => {
            let rest = &surface[3..];
            let space = rest.len() - rest.trim_start().len();
            if space > 0 { 3 + space } else { 0 }
        }
        _ => 0,
    }
}

/// A name without its leading article and its trailing possessive.
fn trim(surface: &str) -> &str {
    let name = &surface[article(surface)..];
    let stem = name.strip_suffix('s').unwrap_or(name);
    stem.strip_suffix(['\'', '’']).or_else(|| name.strip_suffix(['\'', '’'])).unwrap_or(name)
}

impl Display for Score {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (name, tally) in ["PER", "ORG", "LOC"].iter().zip(&self.labels) {
            writeln!(f, "{name} {tally}")?;
        }
        writeln!(f, "all, typed   {}", self.typed())?;
        writeln!(f, "all, untyped {}", self.untyped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::reading::ReadActor;

    const TEXT: &str = "The Storting’s answer to Ada Lind came late.";

    fn score(kind: ActorKind, part: &str) -> Score {
        let letters = Letters::new(TEXT);
        let start = TEXT.find(part).unwrap();
        let at = letters.of(start..start + part.len());
        let mentions = vec![ReadMention { at, surface: part.to_owned(), via: Via::Name }];
        let actor = ReadActor { name: part.to_owned(), aliases: Vec::new(), kind, mentions };
        let reading = Reading { letters, actors: vec![actor], quotes: Vec::new() };
        let gold = vec![
            LabelledName { label: Label::Org, at: 4..12 },
            LabelledName { label: Label::Per, at: 27..35 },
        ];
        let sample = Sample { name: "t".to_owned(), text: TEXT.to_owned(), gold };
        let mut score = Score::default();
        score.add(&sample, &reading);
        score
    }

    #[test]
    fn article_and_possessive_do_not_matter() {
        let score = score(ActorKind::Org, "The Storting’s");
        assert_eq!(score.typed(), Retrieval { right: 1, found: 1, gold: 2 });
        assert_eq!((trim("the UN's"), trim("Laos’"), trim("Paris")), ("UN", "Laos", "Paris"));
    }

    #[test]
    fn another_type_counts_untyped_and_another_span_not_at_all() {
        let wrong_type = score(ActorKind::State, "Storting");
        assert_eq!((wrong_type.typed().right, wrong_type.untyped.right), (0, 1));
        let wrong_span = score(ActorKind::Person, "Lind");
        assert_eq!((wrong_span.typed().right, wrong_span.untyped.right), (0, 0));
    }
}
