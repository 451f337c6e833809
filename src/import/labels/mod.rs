//! Speaker labels of transcripts: "MR. PESKOV:", "QUESTION:", "Q:", "The President:", "Ana Lund (Lissa) (Lab)".
//!
//! A label looks like many other things at the beginning of a line ("NEW DELHI: Talks …", "Economy: …", "Tickets:
//! $2"), so a line's own look is not enough. `shape` decides what could be a label, and whether speech or a value
//! follows; here the labels of a text are counted, and accepted if they name a role that only a transcript has, or are
//! in a transcript, as the other labels show it to be.

mod shape;
mod words;

use std::collections::{HashMap, HashSet};

use crate::text::key::initials;
pub(super) use shape::is_addressed;
use shape::{Form, Label, Value, asks, is_capitals, is_of_chamber, label, names_part, opens_talk, value};

/// The lines after one label, counted over a text.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    /// How many lines begin with it.
    lines: u32,
    /// How many of them continue with speech.
    speech: u32,
    /// How many of them continue with a value.
    values: u32,
    /// The kind of its name.
    cast: Cast,
}

/// The kind of a label's name.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Cast {
    /// Somebody who asks.
    Asks,
    /// Another role that only a transcript has.
    Part,
    Capitals,
    #[default]
    Small,
}

impl Cast {
    fn of(name: &str) -> Self {
        if asks(name) {
            Self::Asks
        } else if names_part(name) {
            Self::Part
        } else if is_capitals(name) {
            Self::Capitals
        } else {
            Self::Small
        }
    }
}

impl Tally {
    /// Whether the label is for speech rather than for a list of values.
    fn speaks(self) -> bool {
        self.values * 2 <= self.lines && (self.speech > 0 || self.lines > self.values)
    }
}

/// How many labelled lines of a kind a text has, and how many of them continue with speech.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    lines: u32,
    speech: u32,
}

/// The accepted labels of a text.
#[derive(Default)]
pub(super) struct Labels<'a> {
    /// The labels at the beginning of lines, each with the number of its line, in order.
    found: Vec<(usize, Label<'a>)>,
    /// The counts of each label at the beginning of lines.
    seen: HashMap<&'a str, Tally>,
    /// Labels that name an asker, those of other roles, those in capitals, and those in lowercase.
    asking: Count,
    parts: Count,
    capitals: Count,
    small: Count,
    /// Names on a line of their own, followed by two brackets, and by one.
    alone: u32,
    alone_once: u32,
    /// Those without brackets, above a line of prose, with their counts, if these are labels; how many of those lines
    /// address somebody.
    bare: HashMap<&'a str, u32>,
    bare_addressed: u32,
    /// The numbers of lines that are a name with one bracket above a line of prose.
    above_speech: HashSet<usize>,
    /// How many lines below a name contain parliamentary words.
    of_chamber: u32,
    /// Names in lowercase, with how many lines each begins and how many of these ask.
    lower: HashMap<&'a str, [u32; 2]>,
    /// Names followed by a full stop, as in some records of parliaments.
    stopped: u32,
    /// Those with the time of speech.
    timed: u32,
    /// Lines that begin with a loose "Q" or "A".
    loose: [u32; 2],
    /// Whether a label in capitals or lowercase is repeated; compared in lowercase.
    repeated: bool,
    small_repeated: bool,
    /// Whether somebody is addressed.
    addressed: bool,
}

impl<'a> Labels<'a> {
    /// Counts the labels of all lines.
    pub fn of(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut labels = Self::default();
        let mut above: Option<(usize, &str)> = None;
        for (at, line) in lines.enumerate() {
            let found = label(line);
            if let Some(found) = found {
                labels.count(&found, &line[found.end..]);
                labels.found.push((at, found));
            }
            if line.is_empty() {
                continue;
            }
            if let Some((at, name)) = above.take().filter(|_| value(line) == Value::Speech) {
                let speaks = is_addressed(line) || names_part(name);
                labels.above_speech.extend((speaks && !is_bare_name(name)).then_some(at));
                labels.of_chamber += u32::from(is_of_chamber(line));
                if is_bare_name(name) {
                    *labels.bare.entry(name).or_default() += 1;
                    labels.bare_addressed += u32::from(is_addressed(line));
                }
            }
            let is_alone = || found.is_some_and(|l| matches!(l.form, Form::Alone | Form::AloneOnce));
            above = (is_bare_name(line) || is_alone()).then_some((at, line));
        }
        if !labels.names_stand_above() {
            labels.bare.clear();
        }
        labels.count_lower();
        labels
    }

    fn count(&mut self, label: &Label<'a>, rest: &'a str) {
        match label.form {
            Form::LooseLetter => return self.loose[usize::from(label.name == "A")] += 1,
            // A dateline also has a dash after it; but a label elsewhere is one here, too.
            Form::Dashed => return,
            Form::Timed => return self.timed += 1,
            Form::Stopped => return self.stopped += 1,
            Form::AloneOnce => return self.alone_once += 1,
            Form::Lower => {
                let [lines, asking] = self.lower.entry(label.name).or_default();
                *lines += 1;
                *asking += u32::from(rest.contains(['?', '？']));
                return;
            }
            Form::Alone => self.alone += 1,
            _ => {}
        }
        let value = value(rest);
        let new = || Tally { cast: Cast::of(label.name), ..Tally::default() };
        let tally = self.seen.entry(label.name).or_insert_with(new);
        tally.lines += 1;
        tally.speech += u32::from(value == Value::Speech || label.form == Form::Letter);
        tally.values += u32::from(value == Value::Other && label.form != Form::Letter);
        let again = tally.lines > 1;
        let count = match tally.cast {
            Cast::Asks => &mut self.asking,
            Cast::Part => &mut self.parts,
            Cast::Capitals => {
                self.repeated |= again;
                &mut self.capitals
            }
            Cast::Small => {
                self.repeated |= again;
                self.small_repeated |= again;
                &mut self.small
            }
        };
        count.lines += 1;
        count.speech += u32::from(value != Value::Other);
        self.addressed = self.addressed || value == Value::Speech && is_addressed(rest);
    }

    /// Counts the lines of outlets with a name in lowercase, if they ask repeatedly and are answered under other labels.
    fn count_lower(&mut self) {
        let answers = self.parts.speech + self.capitals.speech + self.small.speech;
        self.lower.retain(|_, [lines, asking]| *lines >= 2 && *asking * 2 >= *lines && answers >= 2);
        let lines: u32 = self.lower.values().map(|[lines, _]| lines).sum();
        self.asking.lines += lines;
        self.asking.speech += lines;
    }

    /// The bytes of the label, including the colon, if the line with that number opens a speaker's turn; the whole
    /// line if it is only the label.
    pub fn turn(&self, line: usize, text: &str) -> Option<usize> {
        let Ok(found) = self.found.binary_search_by_key(&line, |(at, _)| *at) else {
            return self.is_name_alone(text).then_some(text.len());
        };
        let label = &self.found[found].1;
        let speaks = label.form != Form::AloneOnce || self.above_speech.contains(&line);
        (speaks && self.believes(label, &text[label.end..])).then_some(label.end)
    }

    fn believes(&self, label: &Label, rest: &str) -> bool {
        let Label { name, form, .. } = *label;
        match form {
            Form::Letter | Form::LooseLetter => return self.believes_letter(label),
            Form::Dashed => {
                return self.is_transcript() && self.seen.get(name).is_some_and(|tally| tally.speaks());
            }
            Form::Alone => return self.alone >= 2 || self.is_transcript(),
            Form::AloneOnce => {
                let above = self.alone + self.alone_once + self.bare.values().sum::<u32>();
                return self.alone >= 2 || above >= 2 && self.of_chamber >= 2;
            }
            Form::Timed => return self.timed >= 2,
            Form::Stopped => return self.stopped >= 2,
            Form::Lower => return self.lower.contains_key(name),
            Form::Colon | Form::Glued => {}
        }
        let tally = self.seen.get(name).copied().unwrap_or_default();
        if name == "A" {
            return self.seen.contains_key("Q") && self.asking.lines + self.capitals.lines >= 2;
        }
        if !tally.speaks() {
            return false;
        }
        if matches!(tally.cast, Cast::Asks | Cast::Part) {
            return self.is_transcript() || tally.speech > 0 && form == Form::Colon && ends_a_sentence(rest);
        }
        let capitals = tally.cast == Cast::Capitals;
        if capitals && form == Form::Colon && name.contains(' ') && opens_talk(rest) && ends_a_sentence(rest)
        {
            return true;
        }
        if !self.is_transcript() || form == Form::Glued && !capitals {
            return false;
        }
        capitals || self.is_known(name, tally) || self.spoken() >= 3 && value(rest) == Value::Speech
    }

    /// A single letter is a label if "Q" is one of several labels.
    fn believes_letter(&self, label: &Label) -> bool {
        let questions = self.seen.get("Q").map_or(0, |t| t.lines);
        let others = self.parts.speech + self.capitals.speech;
        if label.form == Form::Letter {
            return questions > 0 && (questions + others >= 2 || self.loose[1] > 0);
        }
        match label.name {
            "Q" => questions >= 2 && others > 0,
            // "A" also begins sentences: it is an answer if nobody else answers, and there are about as many
            // as questions.
            _ => questions >= 2 && others == 0 && self.loose[1] * 2 >= questions,
        }
    }

    /// Whether somebody with that name speaks elsewhere: under this label, their initials, or a label with their
    /// office.
    fn is_known(&self, name: &str, tally: Tally) -> bool {
        let behind = |other: &&str| other.len() > name.len() && other.ends_with(name);
        tally.lines > 1
            || self.seen.contains_key(&*initials(name))
            || self.seen.keys().any(|other| behind(other) && names_part(other))
    }

    /// How many lines with labels continue with speech.
    fn spoken(&self) -> u32 {
        self.asking.speech + self.parts.speech + self.capitals.speech + self.small.speech
    }

    /// Whether the labels show that the text is a transcript.
    fn is_transcript(&self) -> bool {
        let Self { asking, parts, capitals, small, .. } = *self;
        let labelled = asking.speech + parts.speech;
        let in_capitals =
            capitals.speech >= 2 && capitals.speech * 2 > capitals.lines && (self.repeated || self.addressed);
        let in_small = self.small_repeated && small.speech >= 3 && small.speech * 2 >= small.lines;
        labelled >= 2
            || labelled >= 1 && (capitals.speech + small.speech >= 1 && (self.addressed || self.repeated))
            || self.alone >= 2
            || self.stopped >= 2
            || in_capitals
            || in_small
    }

    /// Whether a line is a name above the words.
    pub fn stands_above(&self, text: &str) -> bool {
        self.bare.contains_key(text)
    }

    /// Whether names are above the words, as in some records: some of them repeatedly, and the speakers address each
    /// other, or with the words of a parliament. Headings of a report are seldom repeated.
    fn names_stand_above(&self) -> bool {
        let lines: u32 = self.bare.values().sum();
        let again: u32 = self.bare.values().filter(|n| **n > 1).sum();
        let addressed = self.bare_addressed * 2 >= lines;
        let repeated = lines >= 4 && self.bare.len() >= 2 && again * 2 >= lines;
        let in_chamber =
            lines + self.alone + self.alone_once >= 3 && self.of_chamber >= 2 && self.of_chamber * 2 >= lines;
        addressed && (repeated || in_chamber)
    }

    /// Whether a line is only the name of somebody who has a line of their own elsewhere, or of a role, in a record
    /// that sets names like this.
    fn is_name_alone(&self, text: &str) -> bool {
        if self.stands_above(text) {
            return true;
        }
        let known = self.alone >= 2 && text.len() < 80;
        known && (self.seen.contains_key(text) || names_part(text) && is_titled(text))
    }
}

/// Whether a line is a name of two to four words, which may be above the words.
fn is_bare_name(line: &str) -> bool {
    let word = |w: &str| {
        w.starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))
            && w.contains(char::is_lowercase)
    };
    line.len() <= 40
        && line.starts_with(char::is_uppercase)
        && (2..=4).contains(&line.split(' ').count())
        && line.split(' ').all(|w| word(w) || matches!(w, "de" | "van" | "von" | "al" | "bin" | "of"))
        && !line.ends_with('.')
}

/// Whether a sentence ends inside a text, or at its end.
fn ends_a_sentence(text: &str) -> bool {
    super::plain::ends_sentence(text)
        || [". ", "? ", "! ", "。"].iter().any(|mark| text.contains(mark))
        || text.trim_end().ends_with(['-', '—', '–', '"', '”'])
}

/// Whether all words of a line are capitalised, as in a name with its office.
fn is_titled(text: &str) -> bool {
    text.split(' ').all(|w| w.starts_with(char::is_uppercase) || matches!(w, "of" | "for" | "the" | "and"))
}

#[cfg(test)]
mod tests;
