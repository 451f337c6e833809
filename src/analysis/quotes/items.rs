//! Items: a block as seen by the attribution models, with every quotation folded into one item.
//!
//! "We are ready," said Arden. → ⟦quotation⟧ said Arden .
//!
//! Folding keeps sentences short however much they quote, and brings together the words of an attribution on
//! both sides of a quotation.

use std::ops::Range;

use super::run::Run;
use crate::analysis::Layout;

/// One item of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A token outside quotation marks.
    Token(usize),
    /// A run of quoted words with its marks, as an index into the runs.
    Run(usize),
}

impl Item {
    /// The tokens of the item, including marks.
    pub fn tokens(self, runs: &[Run]) -> Range<usize> {
        match self {
            Self::Token(i) => i..i + 1,
            Self::Run(r) => runs[r].outer.clone(),
        }
    }
}

/// The items of a whole text, and its sentences and blocks as ranges of items.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_field_names, reason = "the items of `Items` are its items")]
pub struct Items {
    /// All items, in order.
    pub items: Vec<Item>,
    /// Sentences, as ranges of items. A quotation that ends in the middle of a sentence does not end it.
    pub sentences: Vec<Range<usize>>,
    /// Blocks, as ranges of `sentences`; one for each block of the layout.
    pub blocks: Vec<Range<usize>>,
}

impl Items {
    /// Folds the runs of a text into items.
    pub fn new(layout: &Layout, runs: &[Run]) -> Self {
        let mut out = Self::default();
        let mut next_run = 0;
        for block in &layout.blocks {
            let first_sentence = out.sentences.len();
            let mut start = out.items.len();
            let mut sentence = block.sentences.start;
            let mut i = block.tokens.start;
            while i < block.tokens.end {
                let item = match runs.get(next_run) {
                    Some(run) if run.outer.start == i => {
                        next_run += 1;
                        Item::Run(next_run - 1)
                    }
                    _ => Item::Token(i),
                };
                out.items.push(item);
                i = item.tokens(runs).end;
                while sentence < block.sentences.end && layout.sentences[sentence].tokens.end < i {
                    sentence += 1;
                }
                let ends = sentence < block.sentences.end && layout.sentences[sentence].tokens.end == i;
                if ends || i >= block.tokens.end {
                    out.sentences.push(start..out.items.len());
                    start = out.items.len();
                }
            }
            out.blocks.push(first_sentence..out.sentences.len());
        }
        out
    }

    /// Whether a sentence consists of quotations only.
    pub fn is_quoted(&self, sentence: usize) -> bool {
        self.are_runs(self.sentences[sentence].clone())
    }

    /// Whether these items are quotations only.
    pub fn are_runs(&self, items: Range<usize>) -> bool {
        self.items[items].iter().all(|i| matches!(i, Item::Run(_)))
    }

    /// The reach of an attribution in `sentence` of `block`: the sentence; the quotation right before it
    /// ("Why?" Arden asked.); the following sentences that are all quotation.
    pub fn reach(&self, block: usize, sentence: usize) -> Range<usize> {
        const FOLLOWERS: usize = 4;
        let mut reach = self.sentences[sentence].clone();
        let sentences = &self.blocks[block];
        if sentence > sentences.start && matches!(self.items[reach.start - 1], Item::Run(_)) {
            reach.start -= 1;
        }
        for follower in (sentence + 1..sentences.end).take(FOLLOWERS).take_while(|&s| self.is_quoted(s)) {
            reach.end = self.sentences[follower].end;
        }
        reach
    }

    /// The item that contains a token.
    pub fn item_of(&self, runs: &[Run], token: usize) -> usize {
        self.items.partition_point(|i| i.tokens(runs).end <= token)
    }

    /// The sentence that contains an item.
    pub fn sentence_of(&self, item: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= item)
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: usize) -> usize {
        self.blocks.partition_point(|b| b.end <= sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::runs;
    use super::*;
    use crate::document::Document;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let runs = runs(&layout);
        let items = Items::new(&layout, &runs);
        let show = |item: &Item| match *item {
            Item::Token(i) => layout.word(i).to_owned(),
            Item::Run(r) => format!("⟦{}⟧", runs[r].words),
        };
        let line = |s: &Range<usize>| items.items[s.clone()].iter().map(show).collect::<Vec<_>>().join(" ");
        items.sentences.iter().map(line).collect()
    }

    #[test]
    fn quotations_are_folded() {
        assert_eq!(
            sentences("“We are ready,” said Arden. “Come in. Sit down.” She left."),
            ["⟦3⟧ said Arden .", "⟦4⟧", "She left ."]
        );
        assert_eq!(sentences("He called it “a farce” and left."), ["He called it ⟦2⟧ and left ."]);
    }
}
