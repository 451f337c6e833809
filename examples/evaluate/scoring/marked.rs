//! Scores actors and quotes against the marks in a text.

use std::fmt::{self, Display, Formatter};

use attache::briefing::{ActorKind, QuoteKind};

use super::Sample;
use super::calibration::Calibration;
use super::letters::LetterSet;
use super::marks::{MarkedQuote, Marks};
use super::matching::most_shared;
use super::reading::{ReadActor, ReadQuote, Reading};
use super::speakers::{fold, is_pronoun, same_speaker};
use super::strict::Strict;
use super::tally::{Retrieval, Share};

/// Figures of quotes of one family.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Family {
    /// Marked quotes of which at least half was found.
    pub found: Share,
    /// Of the found ones, those with the right speaker.
    pub speaker: Share,
    /// Found quotes of which at least half is marked as a quote.
    pub precision: Share,
}

impl Family {
    /// Marked quotes found with the right speaker.
    pub fn with_speaker(&self) -> Share {
        Share { right: self.speaker.right, all: self.found.all }
    }
}

/// Figures over marked texts.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Actors found, paired one to one by shared mentions.
    pub actors: Retrieval,
    /// Paired actors of the right kind.
    pub kinds: Share,
    /// Marked mentions, except pronouns, that are on the right actor.
    pub mentions: Share,
    /// Direct and mixed quotes.
    pub quoted: Family,
    /// Indirect quotes.
    pub indirect: Family,
    /// The quotes listed by default, and exact borders.
    pub strict: Strict,
    /// How well the confidences match reality.
    pub calibration: Calibration,
    /// The missed and the made-up, one line each.
    pub findings: Vec<String>,
}

impl Score {
    /// Scores one text.
    pub fn add(&mut self, sample: &Sample<Marks>, reading: &Reading) {
        let mut one = Scoring { score: self, sample, reading };
        one.actors();
        one.quotes();
        let found = self.strict.add(&sample.text, &sample.gold.quotes, reading);
        self.findings.extend(found.into_iter().map(|finding| format!("{}: {finding}", sample.name)));
    }
}

/// One marked actor.
struct MarkedActor<'a> {
    name: &'a str,
    kind: ActorKind,
    mentions: Vec<LetterSet>,
    /// The `mentions` that are not pronouns.
    named: Vec<LetterSet>,
}

/// The scoring of one text.
struct Scoring<'a> {
    score: &'a mut Score,
    sample: &'a Sample<Marks>,
    reading: &'a Reading,
}

impl<'a> Scoring<'a> {
    fn report(&mut self, finding: &str) {
        self.score.findings.push(format!("{}: {finding}", self.sample.name));
    }

    fn actors(&mut self) {
        let gold = self.marked_actors();
        let listed: Vec<&ReadActor> =
            self.reading.actors.iter().filter(|a| a.kind != ActorKind::Place).collect();
        let pairs = pair_actors(&gold, &listed);
        for (marked, paired) in gold.iter().zip(&pairs) {
            self.score.mentions.all += marked.named.len();
            match paired {
                Some(j) => self.right_actor(marked, listed[*j]),
                None => self.report(&format!("missed actor {:?}", marked.name)),
            }
        }
        let right = pairs.iter().flatten().count();
        let wrong = self.wrong_actors(&listed, &pairs);
        self.score.actors.gold += gold.len();
        self.score.actors.right += right;
        self.score.actors.found += right + wrong;
    }

    /// The marked actors with their mentions, in order of first mention.
    fn marked_actors(&self) -> Vec<MarkedActor<'a>> {
        let mut actors: Vec<MarkedActor<'a>> = Vec::new();
        for mention in &self.sample.gold.mentions {
            let i = actors.iter().position(|a| a.name == mention.actor).unwrap_or_else(|| {
                let (name, kind) = (mention.actor.as_str(), mention.kind);
                actors.push(MarkedActor { name, kind, mentions: Vec::new(), named: Vec::new() });
                actors.len() - 1
            });
            let at = self.reading.letters.of(mention.at.clone());
            if !is_pronoun(&self.sample.text[mention.at.clone()]) {
                actors[i].named.push(at.clone());
            }
            actors[i].mentions.push(at);
        }
        actors
    }

    fn right_actor(&mut self, marked: &MarkedActor, found: &ReadActor) {
        self.score.kinds.count(like_kinds(marked.kind, found.kind));
        if !like_kinds(marked.kind, found.kind) {
            self.report(&format!("{:?} is {:?}, not {:?}", marked.name, marked.kind, found.kind));
        }
        let missed = marked.named.iter().filter(|m| !mentions(found, m)).count();
        self.score.mentions.right += marked.named.len() - missed;
        if missed > 0 {
            self.report(&format!("{missed} of {} mentions of {:?} missed", marked.named.len(), marked.name));
        }
    }

    /// Counts the listed actors that are neither marked nor optional.
    fn wrong_actors(&mut self, listed: &[&ReadActor], pairs: &[Option<usize>]) -> usize {
        let mut wrong = 0;
        for (j, actor) in listed.iter().enumerate() {
            let mut names = std::iter::once(&actor.name).chain(&actor.aliases);
            if pairs.contains(&Some(j)) || names.any(|n| self.sample.gold.optional.contains(&fold(n))) {
                continue;
            }
            wrong += 1;
            let surfaces: Vec<&str> = actor.mentions.iter().map(|m| m.surface.as_str()).take(4).collect();
            let finding = format!("made-up or split actor {:?} ({:?}): {surfaces:?}", actor.name, actor.kind);
            self.report(&finding);
        }
        wrong
    }

    fn quotes(&mut self) {
        let (sample, reading) = (self.sample, self.reading);
        let marked: Vec<LetterSet> =
            sample.gold.quotes.iter().map(|q| reading.letters.of(q.at.clone())).collect();
        let mut speaker_right = vec![None; reading.quotes.len()];
        for (quote, at) in sample.gold.quotes.iter().zip(&marked) {
            let Some(kind) = quote.said() else { continue };
            if let Some((j, right)) = self.marked_quote(quote, kind, at) {
                speaker_right[j] = Some(speaker_right[j].unwrap_or(true) && right);
            }
        }
        let all = LetterSet::union(&marked);
        for (quote, speaker) in reading.quotes.iter().zip(speaker_right) {
            self.found_quote(quote, &all, speaker);
        }
    }

    /// Looks for a marked quote among those found: returns its index, and whether its speaker is right.
    fn marked_quote(
        &mut self,
        quote: &MarkedQuote,
        kind: QuoteKind,
        at: &LetterSet,
    ) -> Option<(usize, bool)> {
        let best = most_shared(&self.reading.quotes, at, |q| &q.at).filter(|(_, q)| q.at.covers_half_of(at));
        let family = self.score.family(kind);
        family.found.count(best.is_some());
        let words = opening(&self.sample.text[quote.at.clone()]);
        let Some((j, found)) = best else {
            self.report(&format!("missed {:?} quote of {:?}: {words:?}", kind, quote.speaker));
            return None;
        };
        let unknown = quote.speaker == "unknown" && found.names.is_empty();
        let right = unknown || quote.speaker.split([';', '/']).any(|s| same_speaker(s.trim(), &found.names));
        family.speaker.count(right);
        if !right {
            let finding = format!("wrong speaker {:?} for {:?}: {words:?}", found.names, quote.speaker);
            self.report(&finding);
        }
        Some((j, right))
    }

    fn found_quote(&mut self, quote: &ReadQuote, marked: &LetterSet, speaker: Option<bool>) {
        let good = marked.covers_half_of(&quote.at);
        self.score.family(quote.kind).precision.count(good);
        self.score.calibration.count(quote.confidence, good, speaker);
        if !good {
            let words = opening(&quote.words);
            self.report(&format!("made-up {:?} quote of {:?}: {words:?}", quote.kind, quote.names));
        }
    }
}

impl Score {
    fn family(&mut self, kind: QuoteKind) -> &mut Family {
        if kind == QuoteKind::Indirect { &mut self.indirect } else { &mut self.quoted }
    }
}

/// Pairs marked actors with listed ones, most shared mentions first.
fn pair_actors(gold: &[MarkedActor], listed: &[&ReadActor]) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (i, marked) in gold.iter().enumerate() {
        for (j, found) in listed.iter().enumerate() {
            let shared = marked.mentions.iter().filter(|m| mentions(found, m)).count();
            if shared > 0 {
                candidates.push((std::cmp::Reverse(shared), i, j));
            }
        }
    }
    candidates.sort_unstable();
    let mut pairs = vec![None; gold.len()];
    for (_, i, j) in candidates {
        if pairs[i].is_none() && !pairs.contains(&Some(j)) {
            pairs[i] = Some(j);
        }
    }
    pairs
}

/// Whether an actor has a mention at `at`.
fn mentions(actor: &ReadActor, at: &LetterSet) -> bool {
    actor.mentions.iter().any(|m| m.at.meets(at))
}

/// Whether two kinds count as the same: no annotator can tell an organisation from a group every time.
fn like_kinds(a: ActorKind, b: ActorKind) -> bool {
    use ActorKind::{ArmedGroup, Group, Org, People};
    let loose = |kind| matches!(kind, Org | Group | ArmedGroup | People);
    a == b || loose(a) && loose(b)
}

/// The first 60 characters of a passage, on one line.
pub fn opening(passage: &str) -> String {
    passage.chars().take(60).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

impl Display for Score {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "actors         {}", self.actors)?;
        writeln!(f, "  kind right   {}", self.kinds)?;
        writeln!(f, "  mentions     {} of the marked mentions on the right actor", self.mentions)?;
        for (name, family) in [("quoted", &self.quoted), ("indirect", &self.indirect)] {
            writeln!(
                f,
                "{name:14} found {}   precision {}   speaker right {}   found with its speaker {}",
                family.found,
                family.precision,
                family.speaker,
                family.with_speaker()
            )?;
        }
        let strict = &self.strict;
        writeln!(f, "listed         precision {}   recall {}", strict.precision, strict.recall)?;
        writeln!(f, "exact          quoted {}   indirect {}", strict.quoted, strict.indirect)?;
        writeln!(f, "stances        {} not shown as statements", strict.stances)?;
        write!(f, "{}", self.calibration)
    }
}

#[cfg(test)]
mod tests {
    use attache::briefing::{Actor, Briefing, Mention, Quote, QuoteForm, Via};
    use attache::document::Document;
    use attache::text::Span;

    use super::*;
    use crate::scoring::marks;

    const MARKED: &str = "<a id=\"Ada Lind|person\">Ada Lind</a> said: “<q s=\"Ada Lind\" k=\"direct\">It is over \
                          now.</q>” <a id=\"Norway|state\">Norway</a> knew. <a id=\"Ada Lind|person\">Lind</a> left.";

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start as u32, (start + part.len()) as u32)
    }

    fn briefing(text: &str, name: &str, quoted: &str) -> Briefing {
        let mention = Mention { span: span(text, "Ada Lind"), via: Via::Name };
        let actor = Actor {
            id: "a".to_owned(),
            name: name.to_owned(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            role: None,
            country: None,
            listed: false,
            mentions: vec![mention],
        };
        let quote = Quote {
            id: 1,
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            spans: vec![span(text, quoted)],
            speakers: vec!["a".to_owned()],
            speaker_span: None,
            cue: None,
            relayed_by: None,
            voiced_by: None,
            addressee: None,
            confidence: 1.0,
            rule: String::new(),
        };
        let mut briefing = Briefing::new(Document::from_paragraphs(text));
        briefing.actors = vec![actor];
        briefing.quotes = vec![quote];
        briefing
    }

    fn score(name: &str, quoted: &str) -> Score {
        let sample = marks::parse("t", MARKED).unwrap();
        let reading = Reading::of_briefing(&sample.text, &briefing(&sample.text, name, quoted)).unwrap();
        let mut score = Score::default();
        score.add(&sample, &reading);
        score
    }

    #[test]
    fn a_right_quote_and_half_of_the_actors() {
        let score = score("Ada Lind", "It is over");
        assert_eq!(score.actors, Retrieval { right: 1, found: 1, gold: 2 });
        assert_eq!(score.mentions, Share { right: 1, all: 3 });
        assert_eq!(score.quoted.with_speaker(), Share { right: 1, all: 1 });
        assert_eq!(score.quoted.precision, Share { right: 1, all: 1 });
    }

    #[test]
    fn another_speaker_and_other_words_are_wrong() {
        assert_eq!(score("Bo Berg", "It is over").quoted.speaker, Share { right: 0, all: 1 });
        let made_up = score("Ada Lind", "Norway knew");
        assert_eq!(made_up.quoted.found, Share { right: 0, all: 1 });
        assert_eq!(made_up.quoted.precision, Share { right: 0, all: 1 });
        let listed = made_up.findings.iter().filter(|finding| finding.contains("listed but wrong"));
        assert_eq!(listed.count(), 1, "{:?}", made_up.findings);
    }
}
