//! The state of the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011): a stack of tokens
//! under construction and a buffer of tokens to come, with the root at its end.
//!
//! SHIFT moves the buffer's first token onto the stack; LEFT attaches the stack's top to the buffer's first
//! token, RIGHT to the stack's second, and both pop the top. A token is popped when its subtree is complete.
//! Marks take no part: they would only separate the words that matter. Each word knows the marks before it.

use super::{Label, Tag};

/// One decision of the parser. The numbers are the classifier's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Reads the next token.
    Shift,
    /// Attaches the top to the next token.
    Left,
    /// Attaches the top to the one below it.
    Right,
}

impl Move {
    /// All moves, in the order of their classes.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];

    /// How many there are.
    pub const COUNT: usize = 3;
}

/// A token while it is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Hash of its form.
    pub form: u32,
    /// Its tag; 62 for the root, 63 for no token.
    pub tag: u32,
    /// Its head, once it has one.
    pub head: u32,
    /// The label of its arc.
    pub label: Label,
    /// Its two outermost dependents on the left, the outermost first.
    pub left: [u32; 2],
    /// Its two outermost dependents on the right, the outermost first.
    pub right: [u32; 2],
    /// How many dependents it has on either side.
    pub valency: [u32; 2],
    /// The labels of the dependents on either side, one bit each.
    pub labels: [u32; 2],
    /// First token of the subtree, and one past its last.
    pub subtree: (u32, u32),
    /// Its token, counted from the sentence's first.
    pub token: u32,
    /// The kinds of marks directly before it, one bit each.
    pub gap: u32,
    /// The number of commas, and of quotation marks, before it in the sentence.
    pub marks_before: (u32, u32),
}

/// The state; nodes `0..len` are the words, then the root, then "no token".
#[derive(Debug, Clone, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
    len: u32,
}

impl State {
    /// Begins a sentence of words with these forms and tags.
    pub fn begin(&mut self, words: impl Iterator<Item = (u32, Tag)>) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 0;
        let (mut marks, mut gap) = ((0, 0), 0);
        for (token, (form, tag)) in words.enumerate() {
            if tag.is_punctuation() {
                gap |= 1 << (tag as u32 - Tag::Comma as u32);
                marks.0 += u32::from(tag == Tag::Comma);
                marks.1 += u32::from(tag == Tag::Quote);
            } else {
                self.push_node(form, tag as u32, token as u32, gap, marks);
                gap = 0;
            }
        }
        self.len = self.nodes.len() as u32;
        self.push_node(2, 62, 0, gap, marks);
        self.push_node(3, 63, 0, 0, marks);
        let none = self.len + 1;
        for node in &mut self.nodes {
            (node.left, node.right) = ([none; 2], [none; 2]);
        }
    }

    fn push_node(&mut self, form: u32, tag: u32, token: u32, gap: u32, marks_before: (u32, u32)) {
        let at = self.nodes.len() as u32;
        self.nodes.push(Node {
            form,
            tag,
            head: 0,
            label: Label::Root,
            left: [0; 2],
            right: [0; 2],
            valency: [0; 2],
            labels: [0; 2],
            subtree: (at, at + 1),
            token,
            gap,
            marks_before,
        });
    }

    /// The number of words in the sentence; also the number of the root.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether the sentence has no words.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The buffer's first token; the root at the end.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// The stack, its top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// A token's node.
    pub fn node(&self, token: u32) -> &Node {
        &self.nodes[token as usize]
    }

    /// The token `depth` below the stack's top, or "no token".
    pub fn top(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(self.len + 1, |at| self.stack[at])
    }

    /// The token `ahead` of the buffer's first, the root, or "no token".
    pub fn ahead(&self, ahead: u32) -> u32 {
        (self.next + ahead).min(self.len + 1)
    }

    /// Whether SHIFT, LEFT and RIGHT are possible.
    pub fn possible(&self) -> [bool; 3] {
        let at_end = self.next == self.len;
        let depth = self.stack.len();
        // The root takes one dependent only: the token left when all others are attached.
        [!at_end, depth > 0 && (!at_end || depth == 1), depth > 1]
    }

    /// The only possible move, if there is nothing to decide.
    pub fn forced(&self) -> Option<Move> {
        match self.possible() {
            [true, false, false] => Some(Move::Shift),
            [false, true, false] => Some(Move::Left),
            _ => None,
        }
    }

    /// The token that a move makes the head of the stack's top; none if it makes no arc.
    pub fn head_by(&self, chosen: Move) -> Option<u32> {
        match chosen {
            Move::Shift => None,
            Move::Left => Some(self.next),
            Move::Right => Some(self.top(1)),
        }
    }

    /// Whether every token has its head.
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Performs a possible move; `label` is that of the arc, if it makes one. A token attached to the root gets the
    /// root label.
    pub fn apply(&mut self, chosen: Move, label: Label) {
        match chosen {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left if self.next == self.len => self.attach(self.next, Label::Root, 0),
            Move::Left => self.attach(self.next, label, 0),
            Move::Right => self.attach(self.top(1), label, 1),
        }
    }

    fn attach(&mut self, head: u32, label: Label, side: usize) {
        let Some(token) = self.stack.pop() else { return };
        let node = &mut self.nodes[token as usize];
        (node.head, node.label) = (head, label);
        let (start, end) = node.subtree;
        let above = &mut self.nodes[head as usize];
        let outermost = if side == 0 { &mut above.left } else { &mut above.right };
        *outermost = [token, outermost[0]];
        above.valency[side] += 1;
        above.labels[side] |= 1 << (label as u32 & 31);
        above.subtree = (above.subtree.0.min(start), above.subtree.1.max(end));
    }
}
