//! Scores quotes against attributions: a source, a cue and a content, each of one or several ranges.

use std::fmt::{self, Display, Formatter};

use super::calibration::Calibration;
use super::letters::LetterSet;
use super::marked::opening;
use super::matching::{most_shared, pair};
use super::quotation::{quoted_letters, runs};
use super::reading::{ReadQuote, Reading};
use super::speakers::same_speaker;
use super::tally::{Retrieval, Share};
use super::{Bytes, Sample};

/// One attribution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The source; empty if the text does not name one.
    pub source: Vec<Bytes>,
    /// The content.
    pub content: Vec<Bytes>,
}

/// From this share of quoted letters on, a content is direct speech.
const DIRECT_SHARE: f64 = 0.98;

/// The kinds of quotes, in the order of [`Score::kinds`].
const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// Figures of one kind of quote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kind {
    /// Annotated quotes that were found.
    pub found: Share,
    /// Of the found ones with a source, those with the right speaker.
    pub speaker: Share,
}

/// Figures over annotated texts.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Quotes of which at least half the letters were found.
    pub all: Retrieval,
    /// Quotes with a source, found with the right speaker.
    pub with_speaker: Retrieval,
    /// Quotes with a quotation mark in them.
    pub quoted: Retrieval,
    /// Direct, mixed and indirect quotes.
    pub kinds: [Kind; 3],
    /// Runs between quotation marks that the annotation attributes: found at all.
    pub runs_found: Share,
    /// The same runs: found with the right speaker.
    pub runs_speaker: Share,
    /// How well the confidences match reality.
    pub calibration: Calibration,
    /// The missed and the made-up quotes, one line each.
    pub findings: Vec<String>,
}

/// An attribution converted to letters.
struct Gold {
    content: LetterSet,
    source: LetterSet,
    name: String,
    kind: usize,
    words: String,
}

impl Score {
    /// Scores one text.
    pub fn add(&mut self, sample: &Sample<Vec<Attribution>>, reading: &Reading) {
        let inside = quoted_letters(&sample.text, &reading.letters);
        let gold: Vec<Gold> =
            sample.gold.iter().filter_map(|a| bring_to_letters(a, &sample.text, reading, &inside)).collect();
        let contents: Vec<&LetterSet> = gold.iter().map(|g| &g.content).collect();
        let found: Vec<&LetterSet> = reading.quotes.iter().map(|q| &q.at).collect();
        let pairs = pair(&contents, &found);
        let first_finding = self.findings.len();
        self.count_gold(&gold, &pairs, reading);
        self.count_found(&gold, &pairs, reading, &inside);
        self.count_runs(sample, &gold, reading);
        for finding in &mut self.findings[first_finding..] {
            *finding = format!("{}: {finding}", sample.name);
        }
    }

    fn count_gold(&mut self, gold: &[Gold], pairs: &[Option<usize>], reading: &Reading) {
        for (g, paired) in gold.iter().zip(pairs) {
            let kind = &mut self.kinds[g.kind];
            kind.found.count(paired.is_some());
            self.with_speaker.gold += usize::from(!g.source.is_empty());
            let Some(quote) = paired.map(|j| &reading.quotes[j]) else {
                self.findings.push(format!("missed {} quote of {:?}: {:?}", KINDS[g.kind], g.name, g.words));
                continue;
            };
            if !g.source.is_empty() {
                let right = speaker_is_right(g, quote);
                kind.speaker.count(right);
                self.with_speaker.right += usize::from(right);
                if !right {
                    let finding = format!("wrong speaker {:?} for {:?}: {:?}", quote.names, g.name, g.words);
                    self.findings.push(finding);
                }
            }
        }
        self.all.gold += gold.len();
        self.quoted.gold += gold.iter().filter(|g| g.kind < 2).count();
    }

    fn count_found(&mut self, gold: &[Gold], pairs: &[Option<usize>], reading: &Reading, inside: &LetterSet) {
        for (j, quote) in reading.quotes.iter().enumerate() {
            let of_gold = pairs.iter().position(|p| *p == Some(j)).map(|i| &gold[i]);
            let right = usize::from(of_gold.is_some());
            self.all.found += 1;
            self.with_speaker.found += 1;
            self.all.right += right;
            if quote.at.meets(inside) {
                self.quoted.found += 1;
                self.quoted.right += right;
            }
            let speaker = of_gold.filter(|g| !g.source.is_empty()).map(|g| speaker_is_right(g, quote));
            self.calibration.count(quote.confidence, right == 1, speaker);
            if right == 0 {
                let words = opening(&quote.words);
                self.findings.push(format!("made-up {:?} quote of {:?}: {words:?}", quote.kind, quote.names));
            }
        }
    }

    fn count_runs(&mut self, sample: &Sample<Vec<Attribution>>, gold: &[Gold], reading: &Reading) {
        for run in runs(&sample.text) {
            let at = reading.letters.of(run.clone());
            let owner = most_shared(gold, &at, |g| &g.content).map(|(_, g)| g);
            let Some(owner) = owner.filter(|g| g.content.covers_half_of(&at) && !g.source.is_empty()) else {
                continue;
            };
            let quote = most_shared(&reading.quotes, &at, |q| &q.at).map(|(_, q)| q);
            let quote = quote.filter(|q| q.at.covers_half_of(&at));
            let right = quote.is_some_and(|q| speaker_is_right(owner, q));
            self.runs_found.count(quote.is_some());
            self.runs_speaker.count(right);
            if !right {
                let names = quote.map(|q| q.names.as_slice()).unwrap_or_default();
                let words = opening(&sample.text[run]);
                self.findings.push(format!("run by {:?}, not {names:?}: {words:?}", owner.name));
            }
        }
    }
}

/// An attribution in letters; none if it has no content.
fn bring_to_letters(a: &Attribution, text: &str, reading: &Reading, inside: &LetterSet) -> Option<Gold> {
    let content = reading.letters.of_all(&a.content);
    if content.is_empty() {
        return None;
    }
    let share = f64::from(content.shared(inside)) / f64::from(content.len());
    let kind = if share >= DIRECT_SHARE { 0 } else { 1 + usize::from(share <= 0.0) };
    let name: Vec<&str> = a.source.iter().map(|r| &text[r.clone()]).collect();
    let words = opening(a.content.first().map_or("", |r| &text[r.clone()]));
    let source = reading.letters.of_all(&a.source);
    Some(Gold { content, source, name: name.join(" "), kind, words })
}

/// Whether the quote names the attribution's source, by place or by name.
fn speaker_is_right(gold: &Gold, quote: &ReadQuote) -> bool {
    quote.source.meets(&gold.source) || same_speaker(&gold.name, &quote.names)
}

impl Display for Score {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "all attributions    {}", self.all)?;
        writeln!(f, "  with the speaker  {}", self.with_speaker)?;
        writeln!(f, "quoted ones         {}", self.quoted)?;
        for (name, kind) in KINDS.iter().zip(&self.kinds) {
            writeln!(f, "{name:10} recall {}   speaker right {}", kind.found, kind.speaker)?;
        }
        let (found, speaker) = (self.runs_found, self.runs_speaker);
        writeln!(f, "quotation runs      found {found}   found with its speaker {speaker}")?;
        write!(f, "{}", self.calibration)
    }
}

#[cfg(test)]
mod tests {
    use attache::briefing::QuoteKind;

    use super::*;
    use crate::scoring::letters::Letters;

    const TEXT: &str = "“We will not sign this,” Lind said. Berg said it could still be signed.";

    fn bytes(part: &str) -> Bytes {
        let start = TEXT.find(part).unwrap();
        start..start + part.len()
    }

    fn reading(words: &str, source: &str) -> Reading {
        let letters = Letters::new(TEXT);
        let quote = ReadQuote {
            kind: QuoteKind::Direct,
            at: letters.of(bytes(words)),
            words: words.to_owned(),
            names: vec![source.to_owned()],
            source: letters.of(bytes(source)),
            confidence: 0.9,
            listed: true,
            parts: Vec::new(),
        };
        Reading { letters, actors: Vec::new(), quotes: vec![quote] }
    }

    fn score(words: &str, source: &str) -> Score {
        let attribution = |who, what| Attribution { source: vec![bytes(who)], content: vec![bytes(what)] };
        let gold = vec![
            attribution("Lind", "We will not sign this,"),
            attribution("Berg", "it could still be signed"),
        ];
        let sample = Sample { name: "t".to_owned(), text: TEXT.to_owned(), gold };
        let mut score = Score::default();
        score.add(&sample, &reading(words, source));
        score
    }

    #[test]
    fn one_of_two_attributions_found_with_its_speaker() {
        let score = score("We will not sign", "Lind");
        assert_eq!(score.all, Retrieval { right: 1, found: 1, gold: 2 });
        assert_eq!(score.with_speaker, Retrieval { right: 1, found: 1, gold: 2 });
        assert_eq!(score.kinds[0].found, Share { right: 1, all: 1 });
        assert_eq!(score.kinds[2].found, Share { right: 0, all: 1 });
        assert_eq!(score.runs_speaker, Share { right: 1, all: 1 });
    }

    #[test]
    fn the_wrong_speaker_and_too_few_letters_do_not_count() {
        assert_eq!(score("We will not sign", "Berg").with_speaker.right, 0);
        let part = score("We will", "Lind");
        assert_eq!((part.all.right, part.runs_found.right), (0, 0));
    }
}
