//! Speaker labels of transcripts: "MR. PESKOV:", "QUESTION:", "Q:", "The President:", "Ana Lund (Lissa) (Lab)".
//!
//! A label looks like many other things at the beginning of a line ("NEW DELHI: Talks …", "Economy: …", "Tickets:
//! $2"), so a line's own look is not enough. `shape` decides what could be a label, and whether speech or a value
//! follows; here the labels of a text are counted, and accepted if they name a role that only a transcript has, or are
//! in a transcript, as the other labels show it to be.

mod shape;
mod words;

use std::collections::HashMap;

use crate::text::key::initials;
pub(super) use shape::is_addressed;
use shape::{Form, Label, Value, asks, is_capitals, label, names_part, value};

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
    /// Names on a line of their own, followed by brackets.
    alone: u32,
    /// Those without brackets, above a line of prose, with their counts, if these are labels; how many of those lines
    /// address somebody.
    bare: HashMap<&'a str, u32>,
    bare_addressed: u32,
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
        let mut above = None;
        for (at, line) in lines.enumerate() {
            if let Some(found) = label(line) {
                labels.count(&found, &line[found.end..]);
                labels.found.push((at, found));
            }
            if line.is_empty() {
                continue;
            }
            if let Some(name) = above.take().filter(|_| value(line) == Value::Speech) {
                *labels.bare.entry(name).or_default() += 1;
                labels.bare_addressed += u32::from(is_addressed(line));
            }
            above = is_bare_name(line).then_some(line);
        }
        if !labels.names_stand_above() {
            labels.bare.clear();
        }
        labels
    }

    fn count(&mut self, label: &Label<'a>, rest: &'a str) {
        match label.form {
            Form::LooseLetter => return self.loose[usize::from(label.name == "A")] += 1,
            // A dateline also has a dash after it; but a label elsewhere is one here, too.
            Form::Dashed => return,
            Form::Timed => return self.timed += 1,
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

    /// The bytes of the label, including the colon, if the line with that number opens a speaker's turn; the whole
    /// line if it is only the label.
    pub fn turn(&self, line: usize, text: &str) -> Option<usize> {
        let Ok(found) = self.found.binary_search_by_key(&line, |(at, _)| *at) else {
            return self.is_name_alone(text).then_some(text.len());
        };
        let label = &self.found[found].1;
        self.believes(label, &text[label.end..]).then_some(label.end)
    }

    fn believes(&self, label: &Label, rest: &str) -> bool {
        let Label { name, form, .. } = *label;
        match form {
            Form::Letter | Form::LooseLetter => return self.believes_letter(label),
            Form::Dashed => {
                return self.is_transcript() && self.seen.get(name).is_some_and(|tally| tally.speaks());
            }
            Form::Alone => return self.alone >= 2 || self.is_transcript(),
            Form::Timed => return self.timed >= 2,
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
            || in_capitals
            || in_small
    }

    /// Whether a line is a name above the words.
    pub fn stands_above(&self, text: &str) -> bool {
        self.bare.contains_key(text)
    }

    /// Whether names are above the words, as in some records: some of them repeatedly, and the speakers address each
    /// other. Headings of a report are seldom repeated.
    fn names_stand_above(&self) -> bool {
        let lines: u32 = self.bare.values().sum();
        let again: u32 = self.bare.values().filter(|n| **n > 1).sum();
        lines >= 4 && self.bare.len() >= 2 && again * 2 >= lines && self.bare_addressed * 2 >= lines
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
mod tests {
    use super::*;

    /// The lines of `text` that open a turn, as their labels.
    fn turns(text: &str) -> Vec<&str> {
        let labels = Labels::of(text.lines());
        text.lines().enumerate().filter_map(|(at, l)| labels.turn(at, l).map(|end| &l[..end])).collect()
    }

    #[test]
    fn parts_of_a_transcript_need_no_company() {
        for label in [
            "MR. LUND:",
            "QUESTION:",
            "Q:",
            "SECRETARY MOKOENA:",
            "The President:",
            "Moderator:",
            "QUESTION (via interpreter):",
            "Foreign Minister Lund:",
        ] {
            assert_eq!(turns(&format!("{label} We go on.")), [label]);
        }
    }

    #[test]
    fn names_need_a_transcript_around_them() {
        assert_eq!(turns("NEW DELHI: The talks went on."), [""; 0]);
        assert_eq!(turns("OSMAN: We go on.\nLUND: So do we."), ["OSMAN:", "LUND:"]);
        assert_eq!(turns("Economy: bad.\nTrade: worse.\nSecurity: good."), [""; 0]);
        assert_eq!(
            turns("Ana Lund: Will you go?\nJo Roe: I will not.\nAna Lund: Then I will."),
            ["Ana Lund:", "Jo Roe:", "Ana Lund:"]
        );
        assert_eq!(
            turns("Ana Lund: Will you go?\nJo Roe-Bly: No.\nAL: Why?\nJRB: It rains."),
            ["Ana Lund:", "Jo Roe-Bly:", "AL:", "JRB:"]
        );
        assert_eq!(turns("Lund: 5,012.\nRoe: 17.\nLund: 4.\nRoe: 9."), [""; 0]);
        assert_eq!(turns("\"OSMAN: We go on.\n“LUND: So do we."), ["\"OSMAN:", "“LUND:"]);
    }

    #[test]
    fn bare_letters_of_press_offices() {
        assert_eq!(turns("Q    Will you go?\nMS. LUND:  No.\nQ    Why?"), ["Q", "MS. LUND:", "Q"]);
        assert_eq!(turns("Q Will you go?\nMS. LUND: No.\nQ Why?"), ["Q", "MS. LUND:", "Q"]);
        assert_eq!(turns("Q Magazine said so.\nNobody else did."), [""; 0]);
        assert_eq!(turns("A plan is a plan.\nQ is a letter."), [""; 0]);
    }

    #[test]
    fn a_label_is_one_before_marks_and_without_a_space() {
        let text = "Q (Inaudible.)\nMR. LUND:Yes.\nQ -- and then?\nMR. LUND: -- as I said.\nQ … why?\nQ. Who?\nQ and when?";
        assert_eq!(turns(text), ["Q", "MR. LUND:", "Q", "MR. LUND:", "Q", "Q.", "Q"]);
        assert_eq!(turns("Q1: Will you?\nA1: I will.\nQ2: When?\nA2: Soon."), ["Q1:", "A1:", "Q2:", "A2:"]);
    }

    #[test]
    fn who_interrupts_or_breaks_off_has_a_label_where_it_is_one_elsewhere() {
        let talk = "MR. LUND: We go on.\nQUESTION: When?\n";
        let more = "MR. LUND -- as I said: in May.\nQUESTION… and then?\nMR. LUND — then nothing.\nQUESTION -- but why?";
        let labels = ["MR. LUND:", "QUESTION:", "MR. LUND", "QUESTION", "MR. LUND", "QUESTION"];
        assert_eq!(turns(&format!("{talk}{more}")), labels);
        for line in [
            "LISSA -- The envoy left.",
            "NATO… and what it is for",
            "USA -- a note",
            "MR. LUND AND I -- we left.",
        ] {
            assert_eq!(turns(&format!("{talk}{line}")), labels[..2], "{line}");
        }
        assert_eq!(turns(more), [""; 0]);
    }

    #[test]
    fn a_time_behind_a_name_makes_a_label() {
        for label in ["Port Authority spokesperson (00:05):", "Ana Lund: (1:02:05)", "Speaker 1 (00:01):"] {
            assert_eq!(turns(&format!("{label}\nGood afternoon.\n{label}\nI know.")), [label, label]);
            assert_eq!(turns(&format!("{label} Good afternoon.\n{label} I know.")), [label, label]);
        }
        assert_eq!(turns("The ferry left late (10:48), as on Monday.\nIt was full."), [""; 0]);
    }

    #[test]
    fn an_office_and_a_name_are_a_label() {
        for label in [
            "Minister of Transport Jo Roe:",
            "Deputy Minister for Ferries Ana Lund:",
            "Mayor Ana Lund of Port Lissa:",
        ] {
            assert_eq!(turns(&format!("{label} We go on.\nQ: When?\n{label} In May.")), [label, "Q:", label]);
        }
    }

    #[test]
    fn whoever_speaks_in_a_transcript_has_a_label() {
        let text = "President of Lissa Ana Lund: Good morning. We have met.\nKTV: What was agreed?\nAna Lund: Nothing.\n\
            Lissa Wire: Will you meet again?\nQUESTION (via interpreter): When?\nANA McLUND: In May.";
        let labels = [
            "President of Lissa Ana Lund:",
            "KTV:",
            "Ana Lund:",
            "Lissa Wire:",
            "QUESTION (via interpreter):",
            "ANA McLUND:",
        ];
        assert_eq!(turns(text), labels);
    }

    #[test]
    fn a_parliament_s_record_names_members_with_their_seats() {
        let text = "Jo Roe (Lissa North) (Lab): Will he go?\nThe Minister for Ferries (Ola Berg): I will.\nHon. Members: Shame!\nJo Roe: When?";
        assert_eq!(
            turns(text),
            [
                "Jo Roe (Lissa North) (Lab):",
                "The Minister for Ferries (Ola Berg):",
                "Hon. Members:",
                "Jo Roe:"
            ]
        );
        let text = "Jo Roe (Lissa North) (Lab)\nWill he go?\nOla Berg (Port) (Con)\nI will.\nJo Roe\nWhen?\nMr Speaker\nOrder.";
        assert_eq!(
            turns(text),
            ["Jo Roe (Lissa North) (Lab)", "Ola Berg (Port) (Con)", "Jo Roe", "Mr Speaker"]
        );
        assert_eq!(turns("The Northern Line (Lissa) (Port)\nIt is closed."), [""; 0]);
    }

    #[test]
    fn names_above_what_is_said_are_labels_where_they_come_again() {
        let text = "Ferry Services\n\nAnna Berg\n\nWill the line stay open?\n\nPaul Dahl\n\nIt will, and I shall come myself.\n\n\
            Anna Berg\n\nI thank him.\n\nPaul Dahl\n\nYou are welcome.";
        assert_eq!(turns(text), ["Anna Berg", "Paul Dahl", "Anna Berg", "Paul Dahl"]);
        let report = "The Talks\n\nThe talks went on for two days.\n\nPort Lissa\n\nThe port is open.\n\nThe Talks\n\nThey ended.\n\n\
            Port Lissa\n\nIt is closed.";
        assert_eq!(turns(report), [""; 0]);
    }

    #[test]
    fn labels_of_other_scripts() {
        assert_eq!(
            turns("Вопрос: Вы поедете?\nА. Лунд: Нет.\nВопрос: Почему?\nА. Лунд: Дождь."),
            ["Вопрос:", "А. Лунд:", "Вопрос:", "А. Лунд:"]
        );
        assert_eq!(
            turns("记者：会谈结束了吗？\n伦德：没有。\n记者：为什么？\n伦德：下雨。"),
            ["记者：", "伦德：", "记者：", "伦德："]
        );
    }

    #[test]
    fn lists_of_values_are_no_turns() {
        for text in [
            "Locals: $2\nVisitors: $5\nLocals: $2\nVisitors: $6",
            "PUBLISHED: 10:48\nUPDATED: 11:00\nPLACE: Lissa",
            "Date of Meeting: Monday, 4 March\nChair: Ana Lund\nSecretary: Jo Roe\nVenue: Town hall",
            "President: Ana Lund",
            "Q: Ana Lund writes her first novel",
        ] {
            assert_eq!(turns(text), [""; 0], "{text}");
        }
        let mixed =
            "Date: 4 March\nPRESIDENT: Ana Lund\nVenue: Lissa\nMR. ROE: We begin.\nQ: When?\nMR. ROE: Now.";
        assert_eq!(turns(mixed), ["MR. ROE:", "Q:", "MR. ROE:"]);
    }

    #[test]
    fn other_labels_are_no_speakers() {
        let text = "NOTE: changed.\nUPDATE: again.\nHe said: “No.”\nhttps://example.org\nAt 10:30 it rained.";
        assert_eq!(turns(text), [""; 0]);
    }
}
