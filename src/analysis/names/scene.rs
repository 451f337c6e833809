//! The tagger's input: the words of a document, the stretches that may contain names, and their features.

mod around;
mod runs;

use std::cell::Cell;
use std::ops::Range;

use super::habits::{Habits, flag as habit};
use super::heads;
use super::lexicon::{Lexicon, flag, join};
use crate::analysis::linear::{feature2, hash_lower, hash_word};
use crate::analysis::table::{AliasKind, Table};
use crate::analysis::{ActorKind, Layout};
use crate::text::{Shape, Token, TokenKind};
use runs::Run;

/// The digest of the features of a known test text: changed features need a retrained model.
pub const FEATURES: u16 = 0x6508;

/// The role of a word in names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Not at all.
    None,
    /// Only between other words ("of").
    Between,
    /// Between, or before one ("bin", "139th").
    Before,
    /// Anywhere.
    Word,
}

/// The data on one token.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Hash in lower case.
    lower: u32,
    /// Capitals, kind, hyphen, period.
    shape: u8,
    /// Its flags in the word list; only filled for words that may be in names.
    listed: u8,
    /// Its head kind.
    head: u8,
    part: Part,
}

/// Used beyond the ends of a sentence.
const EDGE: Word = Word { lower: 1, shape: 255, listed: 0, head: 0, part: Part::None };

/// A document prepared for the tagger.
pub struct Scene<'s, 'a> {
    layout: &'s Layout<'a>,
    table: &'s Table,
    lexicon: Lexicon<'static>,
    words: Vec<Word>,
    /// The actor table's data on each token: kinds of actors, and the position in the alias.
    hits: Vec<u16>,
    habits: Habits,
    segments: Vec<Segment>,
    /// The run requested last: tokens are described in order.
    last: Cell<Option<Run>>,
}

/// A stretch of tokens that may contain names, and its sentence.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its sentence.
    sentence: Range<usize>,
    /// Whether hardly any word of the sentence is in lower case.
    heading: bool,
}

impl<'s, 'a> Scene<'s, 'a> {
    /// Reads a document.
    pub fn new(layout: &'s Layout<'a>, table: &'s Table, lexicon: Lexicon<'static>) -> Self {
        let words = layout.by_form(|i| read(layout.text, &layout.tokens[i], lexicon));
        let hits = vec![0; words.len()];
        let habits = Habits::new(words.len());
        let mut scene =
            Self { layout, table, lexicon, words, hits, habits, segments: Vec::new(), last: Cell::new(None) };
        for sentence in &layout.sentences {
            scene.read_sentence(sentence.tokens.clone());
        }
        scene
    }

    /// The stretches that may contain names.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn read_sentence(&mut self, sentence: Range<usize>) {
        if self.is_wire_mark(sentence.clone()) {
            return;
        }
        let heading = self.is_heading(sentence.clone());
        let mut at = sentence.start;
        while at < sentence.end {
            let word = self.words[at];
            if word.part == Part::None || word.part == Part::Between {
                if is_lower(word.shape) {
                    self.habits.note(word.lower, habit::LOWER);
                }
                at += 1;
                continue;
            }
            let end = self.segment_end(at, sentence.end);
            if end == at {
                at += 1;
                continue;
            }
            self.look_up(at..end);
            self.note_habits(at..end, &sentence, heading);
            self.segments.push(Segment { tokens: at..end, sentence: sentence.clone(), heading });
            at = end;
        }
    }

    /// Whether the sentence is a word in capitals between marks, like the end and continuation marks of wires
    /// ("-ENDS-").
    fn is_wire_mark(&self, sentence: Range<usize>) -> bool {
        let tokens = &self.layout.tokens[sentence];
        let mark = |t: Option<&Token>| t.is_some_and(|t| t.kind == TokenKind::Mark);
        let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
        words.count() == 1
            && mark(tokens.first())
            && mark(tokens.last())
            && tokens.iter().all(|t| matches!(t.shape, Shape::Upper | Shape::None))
    }

    /// Whether hardly any word of the sentence is in lower case.
    fn is_heading(&self, sentence: Range<usize>) -> bool {
        let words = self.words[sentence].iter().filter(|w| is_word(w.shape));
        let (mut all, mut lower) = (0, 0);
        for word in words {
            all += 1;
            lower += usize::from(is_lower(word.shape) && word.part == Part::None);
        }
        all >= 3 && lower * 4 <= all
    }

    /// The end of the stretch that begins at token `start`; `start` itself if nothing follows a particle.
    fn segment_end(&self, start: usize, limit: usize) -> usize {
        const MOST_BETWEEN: usize = 3;
        let mut end = if self.words[start].part == Part::Word { start + 1 } else { start };
        for i in start + 1..limit {
            match self.words[i].part {
                Part::None => break,
                Part::Word => end = i + 1,
                _ if i >= end + MOST_BETWEEN => break,
                _ => {}
            }
        }
        end
    }

    /// Looks up a stretch in the actor table.
    fn look_up(&mut self, tokens: Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            let hit = self.table.longest(self.layout, at).filter(|h| !h.is_compound(self.layout));
            let Some(hit) = hit else {
                at += 1;
                continue;
            };
            let mask = self
                .table
                .entries(&hit)
                .fold(0, |mask, (ix, kind)| mask | bit(self.table.entry(ix).kind, kind));
            let end = hit.tokens.end.min(tokens.end);
            for i in at..end {
                let part = u16::from(i == at) | u16::from(i + 1 == end) << 1;
                self.hits[i] = mask << 2 | part;
            }
            at = end.max(at + 1);
        }
    }

    fn note_habits(&mut self, tokens: Range<usize>, sentence: &Range<usize>, heading: bool) {
        for i in tokens.clone() {
            let word = self.words[i];
            if word.part != Part::Word {
                continue;
            }
            let (before, after) = (self.word(i, -1, sentence), self.word(i, 1, sentence));
            let run_goes_on = i + 1 < tokens.end && after.part == Part::Word;
            let mut flags = 0;
            let titled = before.listed & (flag::TITLE | flag::GIVEN) != 0 && i > tokens.start;
            let mut set = |on: bool, flag: u8| flags |= if on { flag } else { 0 };
            set(is_lower(word.shape), habit::LOWER);
            set(!heading && before.shape != EDGE.shape, habit::INSIDE);
            set(titled && !run_goes_on, habit::TITLED);
            set(is_one_of(before.lower, &PLACING) && !run_goes_on, habit::PLACED);
            set(is_one_of(after.lower, &REPORTING), habit::SPEAKS);
            set(before.part == Part::Word && i > tokens.start && !run_goes_on && !heading, habit::ENDS_RUN);
            set(i > 0 && self.layout.word(i - 1) == "(", habit::BRACKETED);
            set(before.lower == THE, habit::ARTICLE);
            self.habits.note(word.lower, flags);
        }
    }

    fn word(&self, i: usize, offset: isize, sentence: &Range<usize>) -> Word {
        let at = i.checked_add_signed(offset).filter(|at| sentence.contains(at));
        at.map_or(EDGE, |at| self.words[at])
    }

    /// Whether token `i` is in a listed place name of two or three words: 1 first, 2 inside or last.
    fn place_phrase(&self, i: usize, within: &Range<usize>) -> u32 {
        let begins = |at: usize| {
            if self.words[at].listed & flag::PLACE_BEGINS == 0 {
                return 0;
            }
            let mut key = self.words[at].lower;
            let mut longest = 0;
            for end in at + 1..within.end.min(at + 4) {
                key = join(key, self.words[end].lower);
                if self.lexicon.get(key) & flag::PLACE != 0 {
                    longest = end + 1 - at;
                }
            }
            longest
        };
        if begins(i) > 0 {
            return 1;
        }
        let from = i.saturating_sub(3).max(within.start);
        u32::from((from..i).any(|at| at + begins(at) > i)) * 2
    }

    /// Writes the features of token `i` of the stretch `segment` to `out`.
    pub fn describe(&self, segment: &Segment, i: usize, out: &mut Vec<u32>) {
        out.clear();
        let [p2, p, own, n, n2] = [-2, -1, 0, 1, 2].map(|o| self.word(i, o, &segment.sentence));
        let place = u32::from(i == segment.sentence.start) | u32::from(segment.heading) << 1;
        let spelling = Spelling::of(self.layout.word(i));
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        add(0, u32::from(own.shape), place);
        add(1, own.lower, 0);
        add(2, own.lower, u32::from(own.shape));
        add(3, p.lower, 0);
        add(4, n.lower, 0);
        add(5, p2.lower, 1);
        add(6, n2.lower, 1);
        add(7, p.lower, own.lower);
        add(8, own.lower, n.lower);
        add(9, spelling.suffixes[0], 0);
        add(10, spelling.suffixes[1], 0);
        add(11, spelling.suffixes[2], 0);
        add(12, spelling.prefix, 0);
        add(13, spelling.pattern, 0);
        add(14, shapes(&[p, own, n]), 0);
        self.describe_lists(i, segment, [p, own, n], place, out);
        self.describe_run(i, segment, out);
        self.describe_heads(i, segment, [p, own, n], out);
    }

    /// Features from the word list, the actor table and the rest of the document.
    fn describe_lists(&self, i: usize, segment: &Segment, around: [Word; 3], place: u32, out: &mut Vec<u32>) {
        let [p, own, n] = around;
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        let [listed_p, listed, listed_n] = around.map(|w| u32::from(w.listed));
        add(30, listed, place);
        add(31, listed_p, listed);
        add(32, listed, listed_n);
        add(33, listed_p << 16 | listed << 8 | listed_n, u32::from(own.shape));
        add(34, p.lower, listed);
        add(35, n.lower, listed);
        add(36, self.place_phrase(i, &segment.tokens), place);
        let hit = u32::from(self.hits[i]);
        add(37, hit, place);
        add(38, hit, listed);
        add(39, hit, p.lower);
        let near = |j: usize| if segment.tokens.contains(&j) { u32::from(self.hits[j]) } else { 0 };
        add(40, near(i.wrapping_sub(1)), hit);
        add(41, near(i + 1), hit);
        let habits = u32::from(self.habits.get(own.lower));
        add(42, habits, place);
        add(43, habits, listed);
        add(44, u32::from(own.listed & flag::HABIT), place << 8 | u32::from(own.shape));
        for bit in (0..8).filter(|bit| habits >> bit & 1 == 1) {
            add(45, bit, u32::from(i == segment.sentence.start));
        }
        let near = |w: Word| if w.part == Part::Word { u32::from(self.habits.get(w.lower)) } else { 256 };
        add(46, near(p), habits);
        add(47, near(n), habits);
    }

    /// Features of the run of capitalised words around the token.
    fn describe_run(&self, i: usize, segment: &Segment, out: &mut Vec<u32>) {
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        let run = self.run(i, &segment.tokens);
        let position = (i - run.start).min(3) as u32 | ((run.end - 1 - i).min(3) as u32) << 2;
        let first = self.words[run.start];
        let last = self.words[run.end - 1];
        let before = self.word(run.start, -1, &segment.sentence);
        let after = self.word(run.end - 1, 1, &segment.sentence);
        let step = position & 3;
        add(60, position, u32::from(segment.heading));
        add(61, last.lower, (position >> 2) + 1);
        add(62, first.lower, step + 1);
        add(63, before.lower, position);
        add(64, after.lower, position);
        add(65, u32::from(last.listed), position);
        add(66, u32::from(first.listed), position);
        add(69, u32::from(self.habits.get(last.lower)), position);
        let end = segment.tokens.end - 1;
        add(70, self.words[end].lower, u32::from(i == end));
        add(71, self.words[segment.tokens.start].lower, u32::from(i == segment.tokens.start));
        add(72, u32::from(run.listed), position);
    }
}

/// The bit of an entry's kind and of the kind of alias.
fn bit(kind: ActorKind, alias: AliasKind) -> u16 {
    1 << match (kind, alias) {
        (_, AliasKind::Adjective | AliasKind::Noun) | (ActorKind::People, _) => 0,
        (ActorKind::Person, AliasKind::Short) => 1,
        (ActorKind::Person, _) => 2,
        (_, AliasKind::Capital) => 3,
        (_, AliasKind::Seat) => 4,
        (ActorKind::State | ActorKind::Place, _) => 5,
        (_, AliasKind::Acronym) => 6,
        _ => 7,
    }
}

impl Scene<'_, '_> {
    /// The key of token `i` if it is a word that can be in names.
    pub fn name_word(&self, i: usize) -> Option<u32> {
        let word = self.words[i];
        (word.part == Part::Word).then_some(word.lower)
    }

    /// Whether the actor table lists token `i` alone as a nationality or a people, and as nothing else.
    pub fn is_demonym(&self, i: usize) -> bool {
        self.hits[i] == 1 << 2 | 3
    }
}

/// The parts of a word's spelling used in features.
struct Spelling {
    /// The last two, three and four bytes.
    suffixes: [u32; 3],
    /// The first three bytes.
    prefix: u32,
    /// Kinds of characters in order, repeated ones once or twice.
    pattern: u32,
}

impl Spelling {
    fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let pack = |bytes: &[u8]| bytes.iter().fold(0, |h, b| h << 8 | u32::from(b.to_ascii_lowercase()));
        let last = |n: usize| if bytes.len() > n { pack(&bytes[bytes.len() - n..]) } else { 0 };
        let prefix = if bytes.len() > 3 { pack(&bytes[..3]) } else { 0 };
        Self { suffixes: [last(2), last(3), last(4)], prefix, pattern: pattern(bytes) }
    }
}

fn pattern(bytes: &[u8]) -> u32 {
    let (mut hash, mut last, mut repeated) = (0_u32, 0, 0);
    for &b in bytes {
        let kind = match b {
            b'A'..=b'Z' => 1,
            b'a'..=b'z' | 128.. => 2,
            b'0'..=b'9' => 3,
            b'-' => 4,
            b'.' => 5,
            b'\'' => 6,
            _ => 7,
        };
        repeated = if kind == last { repeated + 1 } else { 0 };
        last = kind;
        if repeated < 2 {
            hash = hash.wrapping_mul(11).wrapping_add(kind);
        }
    }
    hash
}

fn shapes(words: &[Word]) -> u32 {
    words.iter().fold(0, |h, w| feature2(0, h, u32::from(w.shape)))
}

fn read(text: &str, token: &Token, lexicon: Lexicon) -> Word {
    let written = token.span.of(text);
    let lower = hash_lower(written);
    let shape = (token.kind as u8) << 3 | token.shape as u8;
    let mut word = Word { lower, shape, listed: 0, head: 0, part: Part::None };
    if token.kind == TokenKind::Word {
        word.head = heads::kind(lower);
    }
    match token.kind {
        TokenKind::Word if token.shape == Shape::Lower || token.shape == Shape::None => {
            word.part = if is_one_of(lower, &PARTICLES) {
                Part::Before
            } else if is_one_of(lower, &LINKS) {
                Part::Between
            } else {
                word.listed = lexicon.get(lower);
                let named = word.listed & flag::HABIT == flag::CAPITAL && word.listed & flag::PLACE != 0;
                if named { Part::Word } else { Part::None }
            };
        }
        TokenKind::Word if written == "I" || written.starts_with("I'") || written.starts_with("I’") => {}
        TokenKind::Word => {
            word.listed = lexicon.get(lower);
            word.part = Part::Word;
            word.shape |= u8::from(written.contains('-')) << 6 | u8::from(written.contains('.')) << 7;
        }
        TokenKind::Number => word.part = Part::Before,
        TokenKind::Clitic => word.part = Part::Between,
        TokenKind::Mark if matches!(written, "&" | "-" | "–" | "/" | ".") => word.part = Part::Between,
        _ => {}
    }
    word
}

fn is_word(shape: u8) -> bool {
    shape >> 3 & 7 == TokenKind::Word as u8
}

fn is_lower(shape: u8) -> bool {
    shape & 0x3f == (TokenKind::Word as u8) << 3 | Shape::Lower as u8
}

fn is_one_of(word: u32, list: &[u32]) -> bool {
    list.contains(&word)
}

/// Hashes of a list of words, computed at compile time.
const fn hashes<const N: usize>(words: [&str; N]) -> [u32; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < N {
        out[i] = hash_word(words[i]);
        i += 1;
    }
    out
}

const THE: u32 = hash_word("the");

/// Lower-case words that a name can begin with.
const PARTICLES: [u32; 17] = hashes([
    "al", "el", "bin", "bint", "ibn", "abu", "de", "del", "della", "di", "da", "dos", "von", "van", "le",
    "la", "ben",
]);

/// Lower-case words inside names.
const LINKS: [u32; 20] = hashes([
    "of", "for", "the", "and", "in", "on", "to", "der", "den", "des", "du", "les", "et", "y", "e", "und",
    "ter", "at", "against", "with",
]);

/// Words before places.
const PLACING: [u32; 12] = hashes([
    "in",
    "at",
    "from",
    "near",
    "outside",
    "inside",
    "across",
    "around",
    "into",
    "toward",
    "towards",
    "throughout",
]);

/// Words after speakers.
const REPORTING: [u32; 14] = hashes([
    "said", "says", "told", "tells", "added", "warned", "argued", "insisted", "tweeted", "wrote", "claimed",
    "noted", "asked", "replied",
]);
