//! Stage 1: the tokens and sentences of a document, block by block.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Block, BlockKind, Document};
use crate::text::{Sentence, Shape, Span, Token, sentences, tokenize};

/// A block's place in the tables of a [`Layout`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLayout {
    /// The block itself.
    pub block: Block,
    /// Its tokens, as indices into [`Layout::tokens`]; none for furniture.
    pub tokens: Range<usize>,
    /// Its sentences, as indices into [`Layout::sentences`].
    pub sentences: Range<usize>,
    /// Whether none of its words is in lower case, so that capitals mean nothing.
    pub shouts: bool,
}

/// Results of questions about words, by the word's form.
#[derive(Debug)]
pub struct Memory<T>(Vec<OnceCell<T>>);

/// The tokens and sentences of a whole document. A sentence never crosses a block.
#[derive(Debug, Clone)]
pub struct Layout<'a> {
    /// The text that all spans point into.
    pub text: &'a str,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; their token ranges point into `tokens`.
    pub sentences: Vec<Sentence>,
    /// The document's blocks, in order.
    pub blocks: Vec<BlockLayout>,
    /// Which tokens are spelled alike.
    forms: Forms,
}

/// The distinct tokens of a text. Most words are repeated, and a question about a word alone is asked once.
#[derive(Debug, Clone, Default)]
struct Forms {
    /// The form of each token.
    of: Vec<u32>,
    /// A token of each form.
    example: Vec<u32>,
}

impl Forms {
    fn new(text: &str, tokens: &[Token]) -> Self {
        let mut known = HashMap::new();
        let mut forms = Self { of: Vec::with_capacity(tokens.len()), example: Vec::new() };
        for (i, token) in tokens.iter().enumerate() {
            let form = *known.entry((token.span.of(text), token.kind, token.shape)).or_insert_with(|| {
                forms.example.push(i as u32);
                forms.example.len() as u32 - 1
            });
            forms.of.push(form);
        }
        forms
    }
}

impl<'a> Layout<'a> {
    /// Lays out every block of a document.
    pub fn new(document: &'a Document) -> Self {
        let text = document.text.as_str();
        let mut layout = Self {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            sentences: Vec::with_capacity(text.len() / 100),
            blocks: Vec::with_capacity(document.blocks.len()),
            forms: Forms::default(),
        };
        let marks: Vec<Span> = document.links.iter().filter(|l| l.is_note()).map(|l| l.span).collect();
        for &block in &document.blocks {
            layout.push(block, &marks);
        }
        layout.forms = Forms::new(text, &layout.tokens);
        layout
    }

    /// A layout of tokens alone.
    #[cfg(feature = "training")]
    pub fn of_tokens(text: &'a str, tokens: Vec<Token>) -> Self {
        let forms = Forms::new(text, &tokens);
        Self { text, tokens, sentences: Vec::new(), blocks: Vec::new(), forms }
    }

    /// The result of `ask` for each token. It is called once for all tokens that are spelled alike, so it may look only
    /// at the word, the kind and the shape of its token, not at the context.
    pub fn by_form<T: Copy>(&self, ask: impl FnMut(usize) -> T) -> Vec<T> {
        let said = self.of_forms(ask);
        self.forms.of.iter().map(|&form| said[form as usize]).collect()
    }

    /// Lays out a block; `marks` are the note marks of the text, which are not part of words and sentences.
    fn push(&mut self, block: Block, marks: &[Span]) {
        let first_token = self.tokens.len();
        let first_sentence = self.sentences.len();
        if block.kind == BlockKind::Furniture {
            let (tokens, sentences) = (first_token..first_token, first_sentence..first_sentence);
            return self.blocks.push(BlockLayout { block, tokens, sentences, shouts: true });
        }
        let from = marks.partition_point(|mark| mark.end <= block.span.start);
        let inside = marks[from..].iter().take_while(|mark| mark.start < block.span.end);
        let mut tokens = Vec::new();
        let mut start = block.span.start;
        for mark in inside {
            tokens.extend(tokenize(self.text, Span::new(start, mark.start.max(start))));
            start = mark.end;
        }
        let rest = tokenize(self.text, Span::new(start.min(block.span.end), block.span.end));
        let tokens = if tokens.is_empty() { rest } else { [tokens, rest].concat() };
        self.sentences.extend(sentences(self.text, &tokens).into_iter().map(|mut s| {
            s.tokens = s.tokens.start + first_token..s.tokens.end + first_token;
            s
        }));
        let shouts =
            tokens.iter().all(|t| !matches!(t.shape, Shape::Lower | Shape::Capital) || t.span.len() < 2);
        self.tokens.extend(tokens);
        self.blocks.push(BlockLayout {
            block,
            tokens: first_token..self.tokens.len(),
            sentences: first_sentence..self.sentences.len(),
            shouts,
        });
    }

    /// The results of `ask` for all forms, indexed by [`Layout::form`]; the limits of [`Layout::by_form`] apply.
    pub fn of_forms<T>(&self, ask: impl FnMut(usize) -> T) -> Vec<T> {
        self.forms.example.iter().map(|&i| i as usize).map(ask).collect()
    }

    /// The number of token `i`'s form: tokens that are written alike have one.
    pub fn form(&self, i: usize) -> usize {
        self.forms.of[i] as usize
    }

    /// The result of `ask` for token `i`, computed at the first request; the limits of [`Layout::by_form`]
    /// apply.
    pub fn remembered<T: Copy>(&self, memory: &Memory<T>, i: usize, ask: impl FnOnce(&str) -> T) -> T {
        *memory.0[self.form(i)].get_or_init(|| ask(self.word(i)))
    }

    /// A memory for one question about the words of this layout.
    pub fn memory<T: Clone>(&self) -> Memory<T> {
        Memory(vec![OnceCell::new(); self.forms.example.len()])
    }

    /// The text of token `i`.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens[i].span.of(self.text)
    }

    /// The full stop after the label of a turn, as in the records of some parliaments: after a title and a name in
    /// capitals ("Mrs. LUND of Lissa. I yield.").
    pub fn stop_of_label(&self, turn: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 9;
        const TITLES: &[&str] = &["Mr.", "Mrs.", "Ms.", "Miss", "Dr.", "The"];
        let mut shouted = false;
        for i in turn.clone().take(LONGEST) {
            let word = self.word(i);
            let capitals = || word.chars().filter(|c| c.is_uppercase()).count() > 1;
            let fits = if i == turn.start {
                TITLES.contains(&word)
            } else {
                word.starts_with(char::is_uppercase)
                    || matches!(word, "of" | "pro" | "tempore" | "-" | "’" | "'")
            };
            if word == "." && shouted {
                return Some(i);
            }
            if !fits {
                return None;
            }
            shouted |= i > turn.start && capitals();
        }
        None
    }

    /// The bytes from the first to the last of these tokens; `tokens` must not be empty.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The tokens that overlap the bytes `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the sentence that contains token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }

    /// Index of the block that contains token `i`.
    pub fn block_of(&self, i: usize) -> usize {
        self.blocks.partition_point(|b| b.tokens.end <= i)
    }
}
