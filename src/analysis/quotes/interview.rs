//! Interviews in questions and answers: finds the people behind the labels "Q" and "A".
//!
//! The introduction, everything before the first turn, tells: the interviewed person is its main subject; the
//! interviewer is named in a byline, or is on the asking side of a verb of talking.

use std::collections::HashMap;
use std::ops::Range;

use super::scene::Scene;
use crate::analysis::ActorKind;
use crate::analysis::actors::Cast;
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;
use crate::lexicon::Class;
use crate::text::Span;

/// Who asks and who answers, as entities of the cast.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Interview {
    asks: Option<usize>,
    answers: Option<usize>,
}

impl Interview {
    /// Reads the introduction of a text that has turns labelled as answers; nothing is known about any other
    /// text.
    pub fn new(scene: &Scene, cast: &Cast) -> Self {
        let turn = |n: &usize| scene.layout.blocks[*n].block.kind == BlockKind::SpeakerTurn;
        let turns: Vec<usize> = (0..scene.layout.blocks.len()).filter(turn).collect();
        let answered = turns.iter().any(|&n| {
            let tokens = &scene.layout.blocks[n].tokens;
            !tokens.is_empty() && is_answer(scene.layout.word(tokens.start))
        });
        match turns.first() {
            Some(&first) if answered => introduction(scene, cast, 0..first),
            _ => Self::default(),
        }
    }

    /// The speaker for a label.
    pub fn speaker(self, label: &str) -> Option<usize> {
        match label {
            _ if is_question(label) => self.asks,
            _ if is_answer(label) => self.answers,
            _ => None,
        }
    }
}

fn is_question(label: &str) -> bool {
    matches!(label, "Q" | "Question" | "QUESTION" | "Q." | "Interviewer" | "INTERVIEWER")
}

fn is_answer(label: &str) -> bool {
    matches!(label, "A" | "Answer" | "ANSWER" | "A." | "Interviewee" | "INTERVIEWEE")
}

fn introduction(scene: &Scene, cast: &Cast, blocks: Range<usize>) -> Interview {
    let mut persons: Vec<(usize, usize)> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut firsts: HashMap<usize, u32> = HashMap::new();
    for m in &cast.mentions {
        firsts.entry(m.entity).or_insert(m.span.start);
    }
    let mut asks = None;
    for block in &scene.layout.blocks[blocks] {
        for m in cast.mentions_in(block.block.span) {
            if cast.entities[m.entity].kind == ActorKind::Person {
                let place = *places.entry(m.entity).or_insert_with(|| {
                    persons.push((m.entity, 0));
                    persons.len() - 1
                });
                persons[place].1 += 1;
            }
        }
        asks = asks.or_else(|| asking(scene, (cast, &firsts), block.tokens.clone()));
    }
    let others = persons.iter().rev().filter(|p| Some(p.0) != asks);
    Interview { asks, answers: others.max_by_key(|p| p.1).map(|p| p.0) }
}

/// The asker, from a byline or a verb of talking among these tokens; `firsts` are the first bytes of the named
/// people.
fn asking(
    scene: &Scene,
    (cast, firsts): (&Cast, &HashMap<usize, u32>),
    tokens: Range<usize>,
) -> Option<usize> {
    let person = |tokens: Range<usize>| person_in(scene, cast, tokens);
    for i in tokens.clone() {
        let behind = i + 1..tokens.end.min(i + 9);
        let sentence = scene.sentence(i);
        let before = sentence.start..i;
        if scene.is(i, &["by"])
            && (i == tokens.start || scene.is(i - 1, &["interview", "interviewed", "asked"]))
        {
            return person(behind);
        }
        if scene.has(i, Class::Talks) && behind.clone().take(3).any(|j| scene.is(j, &["to", "with"])) {
            let start = scene.layout.tokens[sentence.start].span.start;
            let known = |p: &usize| firsts.get(p).is_some_and(|&first| first < start);
            // The person named before answers; a new name on the near side asks.
            return match person(before.clone()) {
                Some(subject) if !known(&subject) => Some(subject),
                None if !before.clone().any(|j| scene.tags[j] == Tag::Prp) => None,
                _ => person(behind),
            };
        }
        if scene.has(i, Class::Interviews) && person(behind.clone()).is_some() {
            return person(before);
        }
    }
    None
}

fn person_in(scene: &Scene, cast: &Cast, tokens: Range<usize>) -> Option<usize> {
    if tokens.is_empty() {
        return None;
    }
    let span: Span = scene.layout.span(&tokens);
    let persons = |e: &usize| cast.entities[*e].kind == ActorKind::Person;
    cast.mentions_in(span).map(|m| m.entity).find(persons)
}
