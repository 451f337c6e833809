//! Broken quotations: “Deterrence,” wrote Hale in a paper, “is a matter of will.” is one quote, even if the models have
//! recognised only one half.

use std::ops::Range;

use super::draft::{Draft, kind, piece_spans};
use super::rule::Rule;
use super::scene::Scene;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::Tag;

/// Joins the unclaimed half of a broken quotation to the half that has a cue.
pub fn join(scene: &Scene, drafts: &mut [Draft]) {
    let mut holders = vec![None; scene.items.items.len()];
    for (n, draft) in drafts.iter().enumerate() {
        draft.items.iter().cloned().flatten().for_each(|item| holders[item] = Some(n));
    }
    for sentence in &scene.items.sentences {
        let is_run = |item: &usize| scene.run(*item).is_some();
        let runs: Vec<usize> = sentence.clone().filter(is_run).collect();
        for pair in runs.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let (holder, at_end) = match (holders[first], holders[second]) {
                (Some(holder), None) => (holder, true),
                (None, Some(holder)) => (holder, false),
                _ => continue,
            };
            if is_broken(scene, first, second) && claims(scene, &drafts[holder], (first, second), at_end) {
                add(scene, &mut drafts[holder], if at_end { second } else { first }, at_end);
                (holders[first], holders[second]) = (Some(holder), Some(holder));
            }
        }
    }
}

/// Whether the run at item `first` breaks off with a comma and the one at `second` continues in lower case.
fn is_broken(scene: &Scene, first: usize, second: usize) -> bool {
    let (Some(before), Some(behind)) = (scene.run(first), scene.run(second)) else { return false };
    let comma_behind =
        scene.layout.tokens.get(before.outer.end).map(|t| t.span.of(scene.layout.text)) == Some(",");
    let begins = &scene.layout.tokens[behind.tokens.start];
    (before.last(scene.layout) == "," || comma_behind)
        && behind.words >= 2
        && scene.layout.tokens[before.tokens.start].is_capitalised(scene.layout.text)
        && !begins.is_capitalised(scene.layout.text)
}

/// Whether a draft consists of quotations only, begins or ends at one half, and has its cue between the
/// halves.
fn claims(scene: &Scene, draft: &Draft, (first, second): (usize, usize), at_end: bool) -> bool {
    let begin = |item: usize| scene.items.items[item].tokens(scene.runs).start;
    let between = draft.cue.is_some_and(|cue| begin(first) < cue && cue < begin(second));
    let touches = if at_end {
        draft.items.last().is_some_and(|p| p.end == first + 1)
    } else {
        draft.items.first().is_some_and(|p| p.start == second)
    };
    draft.kind == QuoteKind::Direct && between && touches
}

fn add(scene: &Scene, draft: &mut Draft, item: usize, at_end: bool) {
    let piece = item..item + 1;
    let spans = piece_spans(scene, piece.clone());
    if at_end {
        draft.items.push(piece);
        draft.spans.extend(spans);
    } else {
        draft.items.insert(0, piece);
        draft.spans.splice(0..0, spans);
    }
}

/// Splits off the words introduced by a second verb of saying: “We can’t go on,” Boro said, adding later, “It costs
/// too much.”
pub fn split_added(scene: &Scene, draft: &mut Draft) -> Option<Draft> {
    let cue = draft.cue?;
    let at = draft.items.iter().position(|piece| added(scene, piece.start).is_some_and(|verb| verb > cue))?;
    let quoted = |pieces: &[Range<usize>]| kind(scene, pieces) == QuoteKind::Direct;
    if at == 0 || !quoted(&draft.items[..at]) {
        return None;
    }
    let items = draft.items.split_off(at);
    let spans_of =
        |items: &[Range<usize>]| items.iter().flat_map(|p| piece_spans(scene, p.clone())).collect();
    let verb = added(scene, items[0].start);
    let second = Draft {
        kind: kind(scene, &items),
        spans: spans_of(&items),
        items,
        cue: verb,
        rule: Rule::SaidBefore,
        ..draft.clone()
    };
    draft.spans = spans_of(&draft.items);
    draft.kind = kind(scene, &draft.items);
    draft.rule = Rule::SaidAfter;
    Some(second)
}

/// The "adding" before an item, with at most a comma and an adverb between.
fn added(scene: &Scene, item: usize) -> Option<usize> {
    let before = (1..=4).map_while(|back| scene.outside(item.checked_sub(back)?));
    let mut skipped = before.skip_while(|&t| {
        scene.tags[t].is_mark() || scene.tags[t] == Tag::Rb || scene.is(t, &["that", "then"])
    });
    skipped.next().filter(|&t| scene.is(t, &["adding", "added", "adds", "continuing"]))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn quotes(text: &str) -> Vec<String> {
        let analysis = analyse(&Document::from_paragraphs(text), builtin());
        let words =
            |q: &crate::analysis::Quote| q.spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        analysis.quotes.iter().map(words).collect()
    }

    #[test]
    fn what_is_added_is_a_quote_of_its_own() {
        let text =
            "“We can’t afford to do this anymore,” Ama Mensah said, adding later, “It costs us a fortune.”";
        assert_eq!(quotes(text), ["We can’t afford to do this anymore,", "It costs us a fortune."]);
    }

    #[test]
    fn halves_around_an_attribution_are_one_quote() {
        let long = "“Deterrence,” wrote Fiona Hale, an adviser now at the Atlantic Forum, in a paper published on \
                    Monday, “is not a matter of weapons alone.”";
        assert_eq!(quotes(long), ["Deterrence, … is not a matter of weapons alone."]);
        let british =
            "‘The question’, as a Western ambassador puts it, ‘is not whether the hall will choose.’";
        assert_eq!(quotes(british), ["The question … is not whether the hall will choose."]);
    }
}
