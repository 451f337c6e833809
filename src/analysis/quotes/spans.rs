//! Spans: for a cue, finds the items around it that are its words, and those that name its source.
//!
//! A conditional random field labels the items in the cue's reach. Its features are all relative to the cue:
//! the branch of the parse that leads from there to an item, the distance, the neighbours.

use std::ops::Range;

use super::cues::{Candidate, Neighbour, look, run_shape};
use super::items::Item;
use super::scene::Scene;
use crate::analysis::linear::{PerClass, SequenceModel, feature, feature2};
use crate::analysis::syntax::Label;

/// The digest of the features of a known test text: changed features need a retrained model.
pub const FEATURES: u16 = 0xda23;

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

/// Whether a label may follow another; none means an end of the reach.
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

/// The report of a cue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Pieces of content, as ranges of items.
    pub content: Vec<Range<usize>>,
    /// The source, as a range of items.
    pub source: Option<Range<usize>>,
    /// The certainty of the pieces: the mean probability of their items' labels, 0 to 1.
    pub probability: f32,
    /// The probability that the last item of the source names the speaker, 0 to 1.
    pub source_probability: f32,
    /// The item outside source and content that most likely names the speaker, with its probability.
    pub rival: Option<(usize, f32)>,
}

/// The furthest reach of an attribution from its cue, in items to either side.
const FARTHEST: usize = 90;

/// The items that an attribution by this cue can reach.
pub fn reach(scene: &Scene, cue: Candidate) -> Range<usize> {
    let reach = scene.items.reach(scene.items.block_of(cue.sentence), cue.sentence);
    reach.start.max(cue.item.saturating_sub(FARTHEST))..reach.end.min(cue.item + FARTHEST)
}

/// Reads the reports of cues, one after another.
/// In a text full of cues each item is in the reach of many. Most features of an item far from a cue are then the same
/// for all of them, so their scores are cached for as long as they are likely to be needed.
pub struct Reader<'r, 'a> {
    scene: &'r Scene<'a>,
    model: &'r SequenceModel,
    /// Cached scores of [`Features::Settled`], for an item and a side, each at its number modulo [`KEPT`].
    kept: Vec<Option<(usize, PerClass<i32>)>>,
    row: Vec<u32>,
}

/// More than two sides of all the items that a cue can reach.
const KEPT: usize = 1024;

impl<'r, 'a> Reader<'r, 'a> {
    /// A reader of cues in `scene`.
    pub fn new(scene: &'r Scene<'a>, model: &'r SequenceModel) -> Self {
        Self { scene, model, kept: vec![None; KEPT], row: Vec::with_capacity(48) }
    }

    /// Labels the reach of a cue.
    pub fn read(&mut self, cue: Candidate) -> Report {
        let view = View::new(self.scene, cue, reach(self.scene, cue));
        let scores: Vec<PerClass<i32>> = (0..view.reach.len()).map(|n| self.score(&view, n)).collect();
        let (mut path, mut marginals) = (Vec::new(), Vec::new());
        self.model.decode(&scores, &mut path);
        if path.iter().any(|&label| label != role::NONE) {
            self.model.marginals(&scores, &mut marginals);
        }
        collect(view.reach.start, &path, &marginals)
    }

    /// The scores of item `n` of a reach.
    fn score(&mut self, view: &View, n: usize) -> PerClass<i32> {
        let Some(side) = view.settled_side(n) else { return self.score_of(view, n, Features::All) };
        let number = (view.reach.start + n) * 4 + side;
        let kept = self.kept[number % KEPT].filter(|(whose, _)| *whose == number);
        let settled = kept.map_or_else(|| self.score_of(view, n, Features::Settled), |(_, scores)| scores);
        self.kept[number % KEPT] = Some((number, settled));
        let mut scores = self.score_of(view, n, Features::Own);
        for (score, settled) in scores.iter_mut().zip(settled) {
            *score += settled;
        }
        scores
    }

    fn score_of(&mut self, view: &View, n: usize, which: Features) -> PerClass<i32> {
        self.row.clear();
        view.item(n, which, &mut self.row);
        self.model.score(&self.row)
    }
}

/// Which features of an item to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Features {
    /// Those of a distant item, which depend on no cue, only on its side.
    Settled,
    /// The others.
    Own,
    /// Both.
    All,
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
    weigh_sources(start, path, marginals, &mut report);
    report
}

/// Records the probability of the source, and the next best item.
fn weigh_sources(start: usize, path: &[u8], marginals: &[PerClass<f32>], report: &mut Report) {
    let likely = |m: &PerClass<f32>| m[role::SOURCE as usize] + m[role::SOURCE_ON as usize];
    let last = report.source.as_ref().and_then(|s| marginals.get(s.end - 1 - start));
    report.source_probability = last.map_or(0.0, likely);
    let others = path.iter().zip(marginals).enumerate().filter(|(_, (label, _))| **label == role::NONE);
    let likelihoods = others.map(|(i, (_, m))| (start + i, likely(m)));
    report.rival = likelihoods.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|r| r.1 >= LEAST_RIVAL);
}

/// The least probability of a rival.
const LEAST_RIVAL: f32 = 0.005;

/// Writes the features of every item of `reach` to `rows`.
pub fn describe(scene: &Scene, cue: Candidate, reach: Range<usize>, rows: &mut Vec<Vec<u32>>) {
    let view = View::new(scene, cue, reach);
    rows.clear();
    for n in 0..view.reach.len() {
        let mut row = Vec::with_capacity(40);
        view.item(n, Features::All, &mut row);
        rows.push(row);
    }
}

/// The reach of a cue, seen from the cue.
struct View<'s, 'a> {
    scene: &'s Scene<'a>,
    cue: Candidate,
    reach: Range<usize>,
    /// The items of the reach as features.
    looks: Vec<Neighbour>,
    /// The branch of the parse for each item.
    branches: Vec<Branch>,
    /// Commas between each item and the cue, at most three.
    commas: Vec<u32>,
    /// Whether the cue's sentence has a run before or after the cue.
    runs: u32,
}

impl<'s, 'a> View<'s, 'a> {
    fn new(scene: &'s Scene<'a>, cue: Candidate, reach: Range<usize>) -> Self {
        let is_run = |i: usize| matches!(scene.items.items[i], Item::Run(_));
        let before = (reach.start..cue.item).any(is_run);
        let behind = (cue.item..reach.end).any(is_run);
        Self {
            scene,
            cue,
            looks: reach.clone().map(|i| look(scene, i)).collect(),
            branches: branches(scene, cue.token, reach.clone()),
            commas: commas(scene, cue.item, &reach),
            reach,
            runs: u32::from(before) | u32::from(behind) << 1,
        }
    }

    /// The features of the item `offset` away from item `n` of the reach.
    fn look(&self, n: usize, offset: isize) -> Neighbour {
        n.checked_add_signed(offset).and_then(|n| self.looks.get(n)).copied().unwrap_or(Neighbour::NONE)
    }

    /// Branch of the item `offset` away from item `n` of the reach.
    fn branch(&self, n: usize, offset: isize) -> Branch {
        n.checked_add_signed(offset).and_then(|n| self.branches.get(n)).copied().unwrap_or(Branch::NONE)
    }

    /// The side of item `n` if it is so far from the cue that only its side matters, and its neighbours are all in the
    /// reach.
    fn settled_side(&self, n: usize) -> Option<usize> {
        let place = self.place(self.reach.start + n);
        (place >> 2 == FAR && n > 0 && n + 2 < self.reach.len()).then_some((place & 3) as usize)
    }

    fn item(&self, n: usize, which: Features, out: &mut Vec<u32>) {
        let (settled, own) = (which != Features::Own, which != Features::Settled);
        let (scene, at) = (self.scene, self.reach.start + n);
        let (before, here) = (self.look(n, -1), self.look(n, 0));
        let (after, after2) = (self.look(n, 1), self.look(n, 2));
        let place = self.place(at);
        let cue = scene.words[self.cue.token];
        let cue_class = scene.class(self.cue.token);
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        if settled {
            add(0, place, 0);
            add(1, place, here.class);
            add(2, place, before.class);
            add(3, place, after.class);
            add(4, side(place), here.word);
            add(5, side(place), before.word);
            add(6, side(place), after.word);
        }
        if own {
            add(7, cue, place);
            add(8, cue, feature2(0, side(place), here.class));
        }
        if settled {
            add(9, place, feature2(0, before.class, here.class));
            add(10, place, feature2(0, here.class, after.class));
            add(11, side(place), feature2(0, before.word, here.word));
            add(12, side(place), feature2(0, here.word, after.word));
        }
        if own {
            add(13, cue_class, feature2(0, place, here.class));
        }
        if settled {
            add(14, side(place), feature2(0, after.class, after2.class));
        }
        if !own {
            return;
        }
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

    /// The features of an item's branch. A branch may include the word that opens it; it is then combined with
    /// no other word.
    fn branch_features(&self, n: usize, cue: u32, add: &mut impl FnMut(u32, u32, u32)) {
        let (before, here, after) = (self.branch(n, -1), self.branch(n, 0), self.branch(n, 1));
        let ends = u32::from(here != before) | u32::from(here != after) << 1;
        let cue_tag = self.scene.tags[self.cue.token] as u32;
        let side = u32::from(self.reach.start + n > self.cue.item);
        let token = here.token as usize;
        add(20, here.opened(), ends);
        add(21, here.path, feature2(0, cue, ends));
        add(22, here.opened(), feature2(0, cue_tag, ends));
        add(23, here.opened(), before.path);
        add(24, here.opened(), after.path);
        add(25, here.opened(), feature2(0, side, self.runs));
        add(26, here.opened(), self.scene.class(token));
        add(27, here.path, feature2(0, self.scene.words[token], ends));
        add(28, here.opened(), feature2(0, self.scene.label(token) as u32, self.commas[n]));
    }

    fn in_sentence(&self, at: usize) -> bool {
        self.scene.items.sentences[self.cue.sentence].contains(&at)
    }

    /// The place of an item: how far before or after the cue, inside the cue's sentence or outside.
    fn place(&self, at: usize) -> u32 {
        let distance = match at.abs_diff(self.cue.item) {
            d @ 0..=4 => d,
            5..=7 => 5,
            8..=14 => 6,
            _ => FAR as usize,
        };
        let outside = u32::from(!self.in_sentence(at));
        (distance as u32) << 2 | outside << 1 | u32::from(at > self.cue.item)
    }
}

/// The distance of places too far to count items.
const FAR: u32 = 7;

/// The side of a place: before or after the cue, inside its sentence or outside; the cue itself apart.
fn side(place: u32) -> u32 {
    if place >> 2 == 0 { 4 } else { place & 3 }
}

/// Commas between each item of `reach` and the item of the cue, at most three.
fn commas(scene: &Scene, cue: usize, reach: &Range<usize>) -> Vec<u32> {
    let is_comma = |i: usize| matches!(scene.items.items[i], Item::Token(t) if scene.layout.word(t) == ",");
    let mut out = vec![0; reach.len()];
    let mut count = |way: &mut dyn Iterator<Item = usize>| {
        let mut between = 0;
        for i in way {
            out[i - reach.start] = between.min(3);
            between += u32::from(is_comma(i));
        }
    };
    count(&mut (reach.start..cue).rev());
    count(&mut (cue + 1..reach.end));
    out
}

/// The connection of an item to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Branch {
    /// The representative token of the item.
    token: u32,
    /// The labels on the way up from the cue, then the one on the way down.
    path: u32,
    /// The word that opens the clause or phrase there; 1 if there is none, 0 if none is looked for.
    opener: u32,
}

impl Branch {
    /// Used beyond the ends of the reach.
    const NONE: Self = Self { token: 0, path: 7, opener: 0 };

    /// The path and the opener in one number.
    fn opened(self) -> u32 {
        feature2(2, self.path, self.opener)
    }
}

/// The branch of every item of `reach`, seen from the token `cue`.
fn branches(scene: &Scene, cue: usize, reach: Range<usize>) -> Vec<Branch> {
    let sentence = scene.sentence(cue);
    let mut by_token = vec![(feature(3, 0), 0); sentence.len()];
    let (mut below, mut up) = (usize::MAX, 0);
    let mut at = cue;
    for _ in 0..MOST_ANCESTORS {
        by_token[at - sentence.start] = (feature2(4, up, 0), 0);
        for child in scene.heads.children(at).filter(|&child| child != below) {
            let down = 1 + edge(scene, child);
            let subtree = scene.heads.subtree(child);
            let branch = (feature2(4, up, down), opener(scene, child));
            by_token[subtree.start - sentence.start..subtree.end - sentence.start].fill(branch);
        }
        let Some(head) = scene.head(at) else { break };
        up = feature2(1, up, edge(scene, at));
        (below, at) = (at, head);
    }
    let branch = |item: usize| {
        let token = scene.token(scene.items.items[item]);
        let inside = token.checked_sub(sentence.start).and_then(|n| by_token.get(n));
        let &(path, opener) = inside.unwrap_or(&(feature(3, 1), 0));
        Branch { token: token as u32, path, opener }
    };
    reach.map(branch).collect()
}

/// How far up from a cue its sentence is examined.
const MOST_ANCESTORS: usize = 6;

/// The label of a token's arc and its direction.
fn edge(scene: &Scene, token: usize) -> u32 {
    scene.label(token) as u32 | u32::from(scene.head(token).is_some_and(|head| head > token)) << 6
}

/// The word that opens the clause or phrase of `token` ("that", "by"): it distinguishes objects from
/// obliques.
fn opener(scene: &Scene, token: usize) -> u32 {
    let label = scene.label(token);
    if !matches!(label, Label::Ccomp | Label::Advcl | Label::Xcomp | Label::Nmod | Label::Acl) {
        return 0;
    }
    let opens = |j: &usize| matches!(scene.label(*j), Label::Mark | Label::Case);
    let mut before = scene.heads.children(token).take_while(|&j| j < token);
    before.find(opens).map_or(1, |j| scene.words[j] & 0xffff | 2)
}
