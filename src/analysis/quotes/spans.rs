//! Spans: given a cue, which items around it are what is said, and which name who says it.
//!
//! A conditional random field labels the items in the cue's reach. Its features are all relative to the cue:
//! which branch of the parse an item hangs on as seen from there, what lies between, what stands beside.

use std::ops::Range;

use super::cues::{Candidate, neighbour, run_shape};
use super::items::Item;
use super::scene::Scene;
use crate::analysis::linear::{PerClass, SequenceModel, feature, feature2};
use crate::analysis::syntax::Label;

/// The labels of items.
pub mod role {
    /// Neither.
    pub const NONE: u8 = 0;
    /// First item of a piece of content.
    pub const CONTENT: u8 = 1;
    /// Later item of a piece of content.
    pub const CONTENT_ON: u8 = 2;
    /// First item of the source.
    pub const SOURCE: u8 = 3;
    /// Later item of the source.
    pub const SOURCE_ON: u8 = 4;
    /// Number of labels.
    pub const COUNT: usize = 5;
}

/// Whether a label may follow another; none stands for the ends of the reach.
pub fn allowed(from: Option<usize>, to: Option<usize>) -> bool {
    let begun_by = |to: u8| match to {
        role::CONTENT_ON => Some(role::CONTENT),
        role::SOURCE_ON => Some(role::SOURCE),
        _ => None,
    };
    let Some(to) = to.map(|t| t as u8) else { return true };
    let Some(first) = begun_by(to) else { return true };
    from.is_some_and(|from| from as u8 == first || from as u8 == to)
}

/// What a cue reports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Pieces of content, as ranges of items.
    pub content: Vec<Range<usize>>,
    /// The source, as a range of items.
    pub source: Option<Range<usize>>,
    /// How sure the pieces are: the mean probability of their items' labels, 0 to 1.
    pub probability: f32,
}

/// The items that an attribution by this cue can reach.
pub fn reach(scene: &Scene, cue: Candidate) -> Range<usize> {
    scene.items.reach(scene.items.block_of(cue.sentence), cue.sentence)
}

/// Labels the reach of a cue.
pub fn read(scene: &Scene, model: &SequenceModel, cue: Candidate) -> Report {
    let reach = reach(scene, cue);
    let mut rows = Vec::new();
    describe(scene, cue, reach.clone(), &mut rows);
    let scores: Vec<PerClass<i32>> = rows.iter().map(|row| model.score(row)).collect();
    let (mut path, mut marginals) = (Vec::new(), Vec::new());
    model.decode(&scores, &mut path);
    model.marginals(&scores, &mut marginals);
    collect(reach.start, &path, &marginals)
}

fn collect(start: usize, path: &[u8], marginals: &[PerClass<f32>]) -> Report {
    let mut report = Report::default();
    let (mut sum, mut count) = (0.0, 0.0_f32);
    for (i, &label) in path.iter().enumerate() {
        let at = start + i;
        match label {
            role::CONTENT => report.content.push(at..at + 1),
            role::CONTENT_ON => {
                if let Some(piece) = report.content.last_mut() {
                    piece.end = at + 1;
                }
            }
            role::SOURCE if report.source.is_none() => report.source = Some(at..at + 1),
            role::SOURCE_ON => {
                if let Some(source) = report.source.as_mut().filter(|s| s.end == at) {
                    source.end = at + 1;
                }
            }
            _ => {}
        }
        if matches!(label, role::CONTENT | role::CONTENT_ON) {
            sum += marginals[i][role::CONTENT as usize] + marginals[i][role::CONTENT_ON as usize];
            count += 1.0;
        }
    }
    report.probability = sum / count.max(1.0);
    report
}

/// Writes the features of every item of `reach` to `rows`.
pub fn describe(scene: &Scene, cue: Candidate, reach: Range<usize>, rows: &mut Vec<Vec<u32>>) {
    let view = View::new(scene, cue, reach);
    rows.clear();
    for n in 0..view.reach.len() {
        let mut row = Vec::with_capacity(40);
        view.item(n, &mut row);
        rows.push(row);
    }
}

/// The reach of a cue as seen from the cue.
struct View<'s, 'a> {
    scene: &'s Scene<'a>,
    cue: Candidate,
    reach: Range<usize>,
    /// The branch of the parse that each item hangs on.
    branches: Vec<u32>,
    /// Commas between each item and the cue.
    commas: Vec<u32>,
    /// Whether the cue's sentence has a run before or behind the cue.
    runs: u32,
}

impl<'s, 'a> View<'s, 'a> {
    fn new(scene: &'s Scene<'a>, cue: Candidate, reach: Range<usize>) -> Self {
        let tokens: Vec<usize> = reach.clone().map(|i| scene.token(scene.items.items[i])).collect();
        let ancestors = ancestors(scene, cue.token);
        let branches = tokens.iter().map(|&t| branch(scene, &ancestors, t)).collect();
        let is_comma =
            |i: usize| matches!(scene.items.items[i], Item::Token(t) if scene.layout.word(t) == ",");
        let commas = reach.clone().map(|i| {
            let between = if i < cue.item { i + 1..cue.item } else { cue.item + 1..i.max(cue.item + 1) };
            between.filter(|&j| is_comma(j)).count().min(3) as u32
        });
        let commas = commas.collect();
        let is_run = |i: usize| matches!(scene.items.items[i], Item::Run(_));
        let before = (reach.start..cue.item).any(is_run);
        let behind = (cue.item..reach.end).any(is_run);
        Self { scene, cue, reach, branches, commas, runs: u32::from(before) | u32::from(behind) << 1 }
    }

    /// Branch of the item `offset` away from item `n` of the reach; a number of its own beyond the ends.
    fn branch(&self, n: usize, offset: isize) -> u32 {
        n.checked_add_signed(offset).and_then(|n| self.branches.get(n)).copied().unwrap_or(7)
    }

    fn item(&self, n: usize, out: &mut Vec<u32>) {
        let (scene, at) = (self.scene, self.reach.start + n);
        let here = neighbour(scene, &self.reach, at, 0);
        let (before, after) = (neighbour(scene, &self.reach, at, -1), neighbour(scene, &self.reach, at, 1));
        let after2 = neighbour(scene, &self.reach, at, 2);
        let place = self.place(at);
        let cue = scene.words[self.cue.token];
        let cue_class = scene.class(self.cue.token);
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        add(0, place, 0);
        add(1, place, here.class);
        add(2, place, before.class);
        add(3, place, after.class);
        add(4, side(place), here.word);
        add(5, side(place), before.word);
        add(6, side(place), after.word);
        add(7, cue, place);
        add(8, cue, feature2(0, side(place), here.class));
        add(9, place, feature2(0, before.class, here.class));
        add(10, place, feature2(0, here.class, after.class));
        add(11, side(place), feature2(0, before.word, here.word));
        add(12, side(place), feature2(0, here.word, after.word));
        add(13, cue_class, feature2(0, place, here.class));
        add(14, side(place), feature2(0, after.class, after2.class));
        add(15, side(place), feature2(self.runs, self.commas[n], 0));
        add(16, side(place), feature2(self.runs, before.class, here.class));
        self.branch_features(n, cue, &mut add);
        if let Item::Run(_) = scene.items.items[at] {
            let shape = run_shape(scene, at);
            add(30, place, shape);
            add(31, cue, feature2(0, side(place), shape));
            add(32, side(place), feature2(self.runs, shape, u32::from(!self.in_sentence(at))));
        }
    }

    fn branch_features(&self, n: usize, cue: u32, add: &mut impl FnMut(u32, u32, u32)) {
        let here = self.branch(n, 0);
        let (first, last) = (here != self.branch(n, -1), here != self.branch(n, 1));
        let ends = u32::from(first) | u32::from(last) << 1;
        let cue_tag = self.scene.tags[self.cue.token] as u32;
        let side = u32::from(self.reach.start + n > self.cue.item);
        add(20, here, ends);
        add(21, here, feature2(0, cue, ends));
        add(22, here, feature2(0, cue_tag, ends));
        add(23, here, self.branch(n, -1));
        add(24, here, self.branch(n, 1));
        add(25, here, feature2(0, side, self.runs));
        let token = self.scene.token(self.scene.items.items[self.reach.start + n]);
        add(26, here, self.scene.class(token));
        add(27, here, feature2(0, self.scene.words[token], ends));
        add(28, here, feature2(0, self.scene.label(token) as u32, self.commas[n]));
    }

    fn in_sentence(&self, at: usize) -> bool {
        self.scene.items.sentences[self.cue.sentence].contains(&at)
    }

    /// Where an item stands: how far before or behind the cue, in the cue's sentence or not.
    fn place(&self, at: usize) -> u32 {
        let distance = match at.abs_diff(self.cue.item) {
            d @ 0..=4 => d,
            5..=7 => 5,
            8..=14 => 6,
            _ => 7,
        };
        let outside = u32::from(!self.in_sentence(at));
        (distance as u32) << 2 | outside << 1 | u32::from(at > self.cue.item)
    }
}

/// The side of a place: before or behind the cue, in its sentence or not; the cue itself apart.
fn side(place: u32) -> u32 {
    if place >> 2 == 0 { 4 } else { place & 3 }
}

/// The heads of a token, itself first, at most six, each with what the one before is to it.
fn ancestors(scene: &Scene, token: usize) -> Vec<(usize, u32)> {
    let mut out = vec![(token, 0)];
    while let Some(&(last, path)) = out.last() {
        let Some(head) = scene.head(last).filter(|_| out.len() < 6) else { break };
        let label = scene.label(last) as u32 + u32::from(head > last) * 64;
        out.push((head, feature2(1, path, label)));
    }
    out
}

/// A number for how token `t` hangs together with the cue: up which labels, then down which one.
fn branch(scene: &Scene, ancestors: &[(usize, u32)], t: usize) -> u32 {
    const FARTHEST: usize = 40;
    let (mut at, mut down) = (t, 0);
    for _ in 0..FARTHEST {
        if let Some(&(_, up)) = ancestors.iter().find(|&&(a, _)| a == at) {
            return feature2(2, up, down);
        }
        let label = scene.label(at);
        let Some(head) = scene.head(at) else { break };
        down = 1 + label as u32 + u32::from(head > at) * 64 + marked(scene, at, label) * 128;
        at = head;
    }
    feature(3, 0)
}

/// Tells apart clauses by the word that opens them, objects and obliques by their preposition's presence.
fn marked(scene: &Scene, at: usize, label: Label) -> u32 {
    if !matches!(label, Label::Ccomp | Label::Advcl | Label::Xcomp | Label::Nmod | Label::Acl) {
        return 0;
    }
    let opens =
        |j: &usize| scene.head(*j) == Some(at) && matches!(scene.label(*j), Label::Mark | Label::Case);
    let from = at.saturating_sub(12);
    (from..at).find(opens).map_or(1, |j| scene.words[j] & 0xffff | 2)
}
