//! The classifiers' initial data on a token: hashes of its form, its shape, its lexicon entry.

use super::Tag;
use super::weights::Lexicon;
use crate::text::{Token, TokenKind};

/// The features of one token's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// Hash of the form: lower case, every digit as "0".
    pub form: u32,
    /// The last four bytes of that form.
    pub suffix: u32,
    /// Capitals, kind, hyphen.
    pub shape: u8,
    /// The usual tag of the word and [`Word::CERTAIN`]; 0 if it is not in the lexicon. Tags count from 1 here.
    pub usual: u8,
}

impl Word {
    /// Set in `usual` if the word has no other tag.
    pub const CERTAIN: u8 = 0x80;

    /// Reads the token `token` of `text`.
    pub fn new(text: &str, token: &Token, lexicon: Lexicon) -> Self {
        let mut word = Self::spelled(token.span.of(text));
        word.shape |= (token.kind as u8) << 3 | token.shape as u8;
        word.usual = lexicon.get(word.key());
        word
    }

    /// Hashes a form (FNV-1a) and records its suffix and whether it contains a hyphen.
    pub fn spelled(form: &str) -> Self {
        let mut word = Self { form: 0x811c_9dc5, ..Self::default() };
        if form.is_ascii() {
            form.bytes().for_each(|b| word.push(b.to_ascii_lowercase()));
        } else {
            let mut buffer = [0; 4];
            for c in form.chars().flat_map(char::to_lowercase) {
                let c = if c == '’' { '\'' } else { c };
                c.encode_utf8(&mut buffer).bytes().for_each(|b| word.push(b));
            }
        }
        word
    }

    fn push(&mut self, byte: u8) {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte };
        self.form = (self.form ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        self.suffix = self.suffix << 8 | u32::from(byte);
        self.shape |= u8::from(byte == b'-') << 6;
    }

    /// The key of the word in the lexicon: its form and its capitals.
    pub fn key(self) -> u32 {
        (self.form ^ u32::from(self.shape)).wrapping_mul(0x9e37_79b1)
    }

    /// The tag, if the lexicon knows only one.
    pub fn certain(self) -> Option<Tag> {
        if self.usual & Self::CERTAIN == 0 {
            return None;
        }
        Tag::ALL.get(usize::from(self.usual & !Self::CERTAIN) - 1).copied()
    }
}

/// The tag of a token that is not a word, by its characters. `None` for words, and for an apostrophe that may
/// be a possessive.
pub fn mark_tag(text: &str, token: &Token) -> Option<Tag> {
    let mark = token.span.of(text);
    match token.kind {
        TokenKind::Quote if !token.spaced && matches!(mark, "'" | "’") => None,
        TokenKind::Quote => Some(Tag::Quote),
        TokenKind::Mark => Tag::of_mark(mark),
        _ => None,
    }
}
