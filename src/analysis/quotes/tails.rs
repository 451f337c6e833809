//! Tails: the reporter's own words at the end of a report, in the same sentence.

use std::ops::Range;

use super::draft::tokens_of;
use super::scene::Scene;
use super::source;
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;

/// A report without the reporter's own words at its end.
pub fn without(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let piece = before_time_of_predicate(scene, piece, cue);
    let piece = before_other_speaker(scene, before_comment(scene, piece));
    before_summary(scene, piece)
}

/// Ends “no plan of ‘invading anyone’ amid rising tensions” and "denounced the post as an “enemy plot” after it had spread"
/// at the quoted words: the rest gives the time.
fn before_time_of_predicate(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const TIMES: &[&str] = &["after", "when", "following", "during", "while", "before"];
    let mut runs = piece.clone().filter(|&item| scene.run(item).is_some());
    let judges_first = scene.has(cue, Class::Names);
    let run = if judges_first { runs.next() } else { runs.next_back() };
    let Some(run) = run else { return piece };
    let Some(next) = scene.outside(run + 1).filter(|_| run + 1 < piece.end) else { return piece };
    let judged = scene.has_any(cue, &[Class::Names, Class::Judges]) && !scene.has(cue, Class::Says);
    // "described as a “concern” reports that": the thing described follows.
    let opens = scene.run(run).map_or(cue, |r| r.outer.start);
    let leads = |t: usize| scene.is(t, &["as"]) || matches!(scene.tags[t], Tag::Dt | Tag::Jj | Tag::Rb);
    let called = scene.has(cue, Class::Names) && (cue + 1..opens).all(leads) && scene.is_in_phrase(next);
    let told = called || scene.is(next, &["amid", "amidst"]) || judged && scene.is(next, TIMES);
    if told { piece.start..run + 1 } else { piece }
}

/// Without a relative clause in which somebody says or judges something: ", which the Council describes as a crisis",
/// "“reforms” which he said were under way".
fn before_other_speaker(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const NEAR: usize = 8;
    let opens = |item: usize| {
        let which = scene.outside(item).filter(|&t| scene.is(t, &["which", "that", "who", "whom"]))?;
        let parted =
            item.checked_sub(1).is_some_and(|before| scene.run(before).is_some() || scene.is_comma(before));
        // "the clashes which he called “alarming”"
        let his = scene.is(which, &["which"]) && scene.is(which + 1, &["he", "she", "they"]);
        let relative = (parted || his) && matches!(scene.tags[which], Tag::Wdt | Tag::Wp);
        let end = scene.sentence(which).end.min(which + NEAR);
        let verb = (which + 1..end).find(|&t| scene.tags[t].has_tense()).filter(|_| relative)?;
        let subject = source::subject_of(scene, verb)?;
        let speaks = scene.has_any(verb, &[Class::Says, Class::Names, Class::Judges, Class::Denies])
            && !scene.has(verb, Class::Auxiliary);
        (speaks && which < subject && subject < verb).then_some(item)
    };
    // "in fighting that the Front said killed six": somebody else's words about the last noun.
    let inner = |item: usize| {
        let that = scene.outside(item).filter(|&t| scene.is(t, &["that", "which"]))?;
        let end = scene.sentence(that).end.min(that + NEAR);
        let verb = (that + 1..end).find(|&t| scene.tags[t].has_tense())?;
        let subject =
            verb > that + 1 && (that + 1..verb).all(|t| scene.is_in_phrase(t) || scene.tags[t] == Tag::Prp);
        let again = verb + 1 < end && (scene.tags[verb + 1].has_tense() || scene.tags[verb + 1] == Tag::Vbn);
        let back = (piece.start + 1..item).rev().take(NEAR).find(|&back| scene.is_comma(back));
        (subject && again && scene.has(verb, Class::Says)).then_some(back.unwrap_or(item))
    };
    let stop = piece.clone().skip(1).find_map(opens).or_else(|| piece.clone().skip(1).find_map(inner));
    stop.map_or(piece.clone(), |stop| without_comma(scene, piece.start..stop))
}

/// Without somebody else's words added after a comma, and without the reporter's comment on the event: ", with rebels
/// saying they were ready", ", making it the third raid".
fn before_comment(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const NEAR: usize = 8;
    const MAKES: &[&str] =
        &["making", "marking", "bringing", "prompting", "sparking", "signalling", "signaling", "drawing"];
    let opens = |item: usize| {
        let comma = scene.outside(item).filter(|&t| scene.tags[t] == Tag::Comma)?;
        let end = scene.sentence(comma).end;
        let next = (comma + 1 < end && item + 1 < piece.end).then_some(comma + 1)?;
        let saying = |t: usize| scene.tags[t] == Tag::Vbg && scene.has(t, Class::Says);
        let with = scene.is(next, &["with"])
            && (next + 2..end.min(next + NEAR)).take_while(|&t| scene.tags[t] != Tag::Comma).any(saying);
        Some(with || scene.tags[next] == Tag::Vbg && scene.is(next, MAKES))
    };
    after_clause(scene, piece.clone(), |item| opens(item) == Some(true))
}

/// Without the noun that sums up the report for the reporter: ", a strategy that might persuade others".
fn before_summary(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const NOUNS: &[&str] = &[
        "move",
        "step",
        "strategy",
        "decision",
        "shift",
        "reversal",
        "measure",
        "sign",
        "gesture",
        "departure",
    ];
    let opens = |item: usize| {
        let comma = scene.outside(item).filter(|&t| scene.tags[t] == Tag::Comma)?;
        let end = scene.sentence(comma).end;
        let article = (comma + 2 < end && scene.is(comma + 1, &["a", "an"])).then_some(comma + 1)?;
        let noun = (article + 1..end.min(article + 4)).find(|&t| scene.tags[t].is_noun())?;
        let sums = scene.is(noun, NOUNS) || scene.has(noun, Class::Saying);
        let relative = noun + 1 < end && scene.is(noun + 1, &["that", "which"]);
        Some(sums && relative && item + 1 < piece.end)
    };
    after_clause(scene, piece.clone(), |item| opens(item) == Some(true))
}

/// A piece up to the first item at which the reporter's words open, if a whole clause is before it.
fn after_clause(scene: &Scene, piece: Range<usize>, opens: impl Fn(usize) -> bool) -> Range<usize> {
    let whole = |stop: &usize| tokens_of(scene, piece.start..*stop).any(|t| scene.tags[t].has_tense());
    let stop = piece.clone().skip(2).find(|&item| opens(item)).filter(whole);
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

fn without_comma(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    if piece.len() > 1 && scene.is_comma(piece.end - 1) { piece.start..piece.end - 1 } else { piece }
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    #[test]
    fn the_reporters_own_words_end_a_report() {
        for (text, verb, words) in [
            (
                "Lissa says it has no plan of ‘invading anyone’ amid rising tensions with Norvia.",
                "says",
                "it has no plan of ‘invading anyone’",
            ),
            (
                "Ivo Brandt denounced the post as an “enemy plot” after the network's map placed the fighter in Kesten.",
                "denounced",
                "an “enemy plot”",
            ),
            (
                "Osei also hailed “sweeping reforms” which he said are carried out by the Norvian government.",
                "hailed",
                "sweeping reforms",
            ),
            (
                "Mara Lowick said an attack on Kesten would be \"ruinous\" and that agencies hoped to \"stay and deliver\" in \
                 Norvia, which the Council describes as the world's worst crisis.",
                "said",
                "an attack on Kesten would be \"ruinous\" and that agencies hoped to \"stay and deliver\" in Norvia",
            ),
            (
                "Ivo Brandt said that if war breaks out, Norvia will strike the islands at once, a strategy that might \
                 persuade some states to reconsider.",
                "said",
                "if war breaks out, Norvia will strike the islands at once",
            ),
            (
                "Norvia said its aircraft struck targets on Saturday and that a soldier was hit, in fighting that the \
                 rebel group said killed six of its men.",
                "said",
                "its aircraft struck targets on Saturday and that a soldier was hit",
            ),
            (
                "Norvia on Thursday described as a “matter of serious concern” reports that some of its people had gone.",
                "described",
                "a “matter of serious concern”",
            ),
            (
                "The Union called for an immediate truce in Kesten, with rebels in the hills saying they were ready.",
                "called",
                "an immediate truce in Kesten",
            ),
            // A relative clause without a speaker belongs to the report.
            (
                "Mara Lowick said agencies would stay in Kesten, which has had no water since May.",
                "said",
                "agencies would stay in Kesten, which has had no water since May",
            ),
        ] {
            let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
            let quote = quotes.iter().find(|q| q.cue.is_some_and(|c| c.of(text) == verb));
            let quote = quote.unwrap_or_else(|| panic!("{text} {quotes:?}"));
            let said = quote.spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" | ");
            assert_eq!(said, words, "{text}");
        }
    }
}
