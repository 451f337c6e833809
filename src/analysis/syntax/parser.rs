//! The parser: greedy, one decision after another. Two moves for each token, and the label of its arc.

use std::ops::Range;

use super::features::{label_scores, move_scores};
use super::state::{Move, State};
use super::tree::{Arc, Tree};
use super::weights::Model;
use super::word::Word;
use super::{Label, Tag};
use crate::analysis::Layout;

/// A parser with its scratch memory; create one and use it for many sentences.
#[derive(Debug)]
pub struct Parser<'m> {
    model: Model<'m>,
    state: State,
}

impl<'m> Parser<'m> {
    /// A parser that uses `model`.
    pub fn new(model: Model<'m>) -> Self {
        Self { model, state: State::default() }
    }

    /// Parses one sentence, the tokens `range` of `layout`, into `tree`. `tags` are those of the whole layout.
    pub fn parse(&mut self, layout: &Layout, range: Range<usize>, tags: &[Tag], tree: &mut Tree) {
        begin(&mut self.state, layout, range.clone(), &tags[range.clone()]);
        while !self.state.is_done() {
            let chosen = self.decide();
            let label = self.state.head_by(chosen).map_or(Label::Dep, |head| self.label(head));
            self.state.apply(chosen, label);
        }
        self.finish(range, tree);
    }

    /// Transfers the state's arcs to tokens and attaches the marks to the tree.
    fn finish(&self, range: Range<usize>, tree: &mut Tree) {
        let (state, first) = (&self.state, range.start as u32);
        let token = |word: u32| first + state.node(word).token;
        tree.first = range.start;
        tree.arcs.clear();
        tree.arcs.resize(range.len(), Arc { to: UNHUNG, label: Label::Punct });
        tree.subtrees.clear();
        tree.subtrees.extend(range.map(|t| (t as u32, t as u32 + 1)));
        for word in 0..state.len() {
            let node = state.node(word);
            let to = if node.head == state.len() { Arc::NONE } else { token(node.head) };
            tree.arcs[node.token as usize] = Arc { to, label: node.label };
            tree.subtrees[node.token as usize] = (token(node.subtree.0), token(node.subtree.1 - 1) + 1);
        }
        hang_marks(tree);
    }

    fn decide(&self) -> Move {
        self.state.forced().unwrap_or_else(|| {
            let [shift, left, right, ..] = move_scores(&self.state, self.model.moves);
            best(&[shift, left, right], self.state.possible())
        })
    }

    /// The relation of the stack's top to `head`.
    fn label(&self, head: u32) -> Label {
        Label::ALL[first_best(&label_scores(&self.state, head, self.model.labels))]
    }
}

/// The head of marks that are not attached yet.
const UNHUNG: u32 = Arc::NONE - 1;

/// Attaches every mark to the lowest word whose subtree covers it, so that no arcs cross. Marks before the first
/// and after the last word are attached to the root; without words, the first mark is the root.
fn hang_marks(tree: &mut Tree) {
    let tokens = tree.tokens();
    if tokens.is_empty() {
        return;
    }
    let root = tree.root().unwrap_or(tokens.start);
    tree.arcs[root - tokens.start] = Arc { to: Arc::NONE, label: Label::Root };
    tree.subtrees[root - tokens.start] = (tokens.start as u32, tokens.end as u32);
    let mut word = root;
    for token in tokens {
        if tree.arc(token).to != UNHUNG {
            word = token;
            continue;
        }
        while tree.subtree(word).end <= token {
            word = tree.head(word).unwrap_or(root);
        }
        tree.arcs[token - tree.first].to = word as u32;
    }
}

/// Sets `state` to the beginning of a sentence; `tags` are the sentence's own.
pub fn begin(state: &mut State, layout: &Layout, range: Range<usize>, tags: &[Tag]) {
    let forms = layout.tokens[range].iter().map(|t| Word::spelled(t.span.of(layout.text)).form);
    state.begin(forms.zip(tags.iter().copied()));
}

/// The move with the highest score among the possible ones; one must be possible.
pub fn best<T: Copy + PartialOrd>(scores: &[T; Move::COUNT], possible: [bool; Move::COUNT]) -> Move {
    let mut winner = None;
    for (class, &chosen) in Move::ALL.iter().enumerate().filter(|&(class, _)| possible[class]) {
        if winner.is_none_or(|(_, score)| scores[class] > score) {
            winner = Some((chosen, scores[class]));
        }
    }
    winner.map_or(Move::Shift, |(chosen, _)| chosen)
}

/// The class with the highest score, the first of equals.
pub fn first_best<T: Copy + PartialOrd>(scores: &[T]) -> usize {
    (1..scores.len()).fold(0, |best, class| if scores[class] > scores[best] { class } else { best })
}

#[cfg(test)]
mod tests {
    use super::super::{Label, parse, tag};
    use crate::analysis::Layout;
    use crate::document::Document;

    /// The arcs of a sentence, "word <label head" for each, without the marks.
    fn arcs(text: &str) -> Vec<String> {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let tags = tag(&layout);
        let tree = parse(&layout, 0..layout.tokens.len(), &tags);
        let head = |t: usize| tree.head(t).map_or("", |h| layout.word(h));
        tree.tokens()
            .filter(|&t| tree.label(t) != Label::Punct)
            .map(|t| format!("{} <{:?} {}", layout.word(t), tree.label(t), head(t)))
            .collect()
    }

    fn assert_arcs(text: &str, expected: &[&str]) {
        let found = arcs(text);
        for arc in expected {
            assert!(found.iter().any(|f| f == arc), "{arc:?} is not among {found:#?}");
        }
    }

    #[test]
    fn said_heads_what_is_said_and_the_speaker_is_its_subject() {
        assert_arcs(
            "The minister said that the talks had failed.",
            &["minister <Nsubj said", "failed <Ccomp said", "that <Mark failed"],
        );
    }

    #[test]
    fn a_speaker_behind_the_verb_is_its_subject() {
        assert_arcs("“The road is closed,” said Mokoena.", &["Mokoena <Nsubj said", "closed <Ccomp said"]);
    }

    #[test]
    fn a_passive_verb_has_a_passive_subject() {
        assert_arcs(
            "The envoy was told by officials to leave.",
            &["envoy <Nsubjpass told", "was <Aux told", "officials <Nmod told", "leave <Xcomp told"],
        );
    }

    #[test]
    fn a_role_stands_in_apposition() {
        assert_arcs(
            "Ana Brandt, a spokeswoman for the ministry, denied the report.",
            &["Brandt <Nsubj denied", "spokeswoman <Appos Brandt", "report <Dobj denied"],
        );
    }

    #[test]
    fn according_to_hangs_on_the_source() {
        assert_arcs("The army withdrew, according to two officials.", &["officials <Nmod withdrew"]);
    }

    #[test]
    fn subtrees_are_runs_of_tokens_that_hold_their_marks() {
        let text = "(He said “no, never,” and — so they claim — left.)";
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let tree = parse(&layout, 0..layout.tokens.len(), &tag(&layout));
        for token in tree.tokens() {
            for child in tree.children(token) {
                let (inner, outer) = (tree.subtree(child), tree.subtree(token));
                assert!(outer.start <= inner.start && inner.end <= outer.end);
            }
            let descendants = tree.tokens().filter(|&t| t == token || tree.ancestors(t).any(|a| a == token));
            assert!(descendants.eq(tree.subtree(token)), "{}", layout.word(token));
        }
    }

    #[test]
    fn sentences_without_words_have_trees_too() {
        for text in ["…", "—!", "\" \"", ""] {
            let document = Document::from_paragraphs(text);
            let layout = Layout::new(&document);
            let tree = parse(&layout, 0..layout.tokens.len(), &tag(&layout));
            assert_eq!(tree.arcs.len(), layout.tokens.len());
            assert_eq!(tree.tokens().filter(|&t| tree.head(t).is_none()).count(), tree.arcs.len().min(1));
        }
    }
}
