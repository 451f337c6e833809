//! Pure text: spans, anchors, tokens, sentences, spelling keys. Knows nothing of documents, actors or quotes.

pub mod anchor;
pub mod count;
pub mod key;
pub mod nearest;
pub mod sanitise;
pub mod sentence;
pub mod span;
pub mod terms;
pub mod token;

pub use anchor::{Anchor, Finder};
pub use count::count;
pub use nearest::nearest;
pub use sanitise::{sanitise, sanitise_line};
pub use sentence::{Sentence, sentences};
pub use span::Span;
pub use terms::terms;
pub use token::{Shape, Token, TokenKind, tokenize};
