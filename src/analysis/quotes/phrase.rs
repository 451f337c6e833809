//! Noun phrases by their words: at the beginning of a stretch of text, and around a noun.

use std::ops::Range;

use super::scene::Scene;

/// The head of the noun phrase that opens these tokens.
pub fn first_head(scene: &Scene, tokens: Range<usize>) -> Option<usize> {
    let last = tokens.clone().take_while(|&t| scene.is_in_phrase_or_name(t)).last()?;
    (scene.tags[last].is_noun() || scene.names[last].is_some()).then_some(last)
}

/// The noun phrase with its last word at token `head`, or the pronoun there, without its complement.
pub fn phrase_around(scene: &Scene, head: usize, sentence: Range<usize>) -> Range<usize> {
    if !scene.tags[head].is_noun() {
        return head..head + 1;
    }
    let belongs = |i: &usize| scene.is_in_phrase_or_name(*i);
    let start = (sentence.start..head).rev().take_while(belongs).last().unwrap_or(head);
    let end = (head + 1..sentence.end).take_while(|&i| scene.tags[i].is_noun()).last();
    start..end.map_or(head + 1, |e| e + 1)
}
