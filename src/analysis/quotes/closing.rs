//! Closing attributions: "The talks will go on, the parties said in a statement", and outlets that pass a report on, "the
//! Council confirmed that it would meet, the agency reported".

use std::collections::HashSet;
use std::ops::Range;

use super::borders;
use super::construction::{self, Standing};
use super::draft::{self, Draft};
use super::phrase::first_head;
use super::plain;
use super::rule::Rule;
use super::scene::Scene;
use super::source;
use super::unsaid;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// Words that open a subordinate clause, which gives a time or a reason rather than somebody's words.
const OPENERS: &[&str] = &[
    "if", "when", "as", "after", "before", "while", "because", "since", "unless", "once", "although",
    "though", "until",
];

/// Adds the report of a verb of saying at the end of its sentence, if the models found nothing or only a thing after the
/// verb.
pub fn closing(scene: &Scene, drafts: &mut Vec<Draft>) {
    let mut taken = vec![None; scene.items.items.len()];
    for (n, draft) in drafts.iter().enumerate() {
        draft.items.iter().cloned().flatten().for_each(|item| taken[item] = Some(n));
    }
    let (mut found, mut dropped) = (Vec::new(), HashSet::new());
    for sentence in &scene.items.sentences {
        let Some((content, source, cue)) = attribution(scene, sentence.clone()) else { continue };
        let holders: Vec<usize> = sentence.clone().filter_map(|item| taken[item]).collect();
        // "the parties said in a statement signed by [Ama Mensah]": the thing after the cue was not said.
        let stray = |&n: &usize| {
            drafts[n].cue == Some(cue) && construction::standing(scene, &drafts[n]) != Standing::Statement
        };
        if !holders.iter().all(stray) {
            continue;
        }
        dropped.extend(holders);
        found.push(Draft { cue: Some(cue), ..draft::stated(scene, content, source, Rule::SaidAfter) });
    }
    let mut numbers = 0..;
    drafts.retain(|_| numbers.next().is_some_and(|n| !dropped.contains(&n)));
    drafts.extend(found);
}

/// The content, the source and the verb of a sentence's closing attribution.
fn attribution(scene: &Scene, sentence: Range<usize>) -> Option<(Range<usize>, Range<usize>, usize)> {
    const LEAST: usize = 5;
    if sentence.len() < LEAST + 3 || scene.run(sentence.start).is_some() {
        return None;
    }
    let says = |t: usize| {
        matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn)
            && scene.has_any(t, &[Class::Says, Class::Tells])
            && scene.names[t].is_none()
            && !scene.is_auxiliary(t)
    };
    let verbs = sentence.clone().skip(LEAST).filter_map(|item| scene.outside(item)).filter(|&t| says(t));
    let (cue, source) = verbs
        .filter_map(|t| Some((t, subject_before(scene, t)?)))
        .find(|&(t, _)| closes(scene, t) && !unsaid::says_nothing(scene, t))?;
    let end = scene.items.item_of(scene.runs, source.start).checked_sub(1)?;
    let content = borders::behind_stamp(scene, borders::behind_dateline(scene, sentence.start..end));
    (content.len() >= LEAST && is_whole(scene, content.clone())).then_some((content, source, cue))
}

/// The phrase between a comma and the verb at token `verb`, without auxiliaries and adverbs: "the parties [have] said",
/// "its minister, Ama Mensah, warned".
pub fn subject_before(scene: &Scene, verb: usize) -> Option<Range<usize>> {
    let start = scene.sentence(verb).start;
    let helps = |t: usize| scene.is_auxiliary(t) || scene.tags[t] == Tag::Rb;
    let comma = |t: usize| scene.tags[t] == Tag::Comma;
    let mut end = verb;
    while end > start + 1 && helps(end - 1) {
        end -= 1;
    }
    let noun = |t: usize| scene.is_in_phrase_or_name(t) || scene.is(t, &["of", "for", "and", "at"]);
    let phrase = |end: usize| {
        let first = (start..end).rev().take_while(|&t| noun(t)).last()?;
        (first > start && comma(first - 1)).then_some(first)
    };
    // An apposition between two commas.
    let first = if end > start + 2 && comma(end - 1) {
        end -= 1;
        let apposed = phrase(end)?;
        let name = (apposed..end).all(|t| scene.names[t].is_some() || noun(t));
        phrase(apposed - 1).filter(|_| name)?
    } else {
        phrase(end)?
    };
    let pronoun = end == first + 1 && scene.is(first, &["he", "she", "they", "it"]);
    let head = (first..end).rev().find(|&t| scene.tags[t].is_noun() || scene.names[t].is_some());
    let speaks = head.is_some_and(|h| {
        plain::speaks(scene, h) || scene.has(h, Class::Message) || scene.tags[h] == Tag::Nns
    });
    let quoted = (first..verb).any(|t| scene.is_quoted(t));
    (!quoted && (pronoun || speaks)).then_some(first..end)
}

/// Whether nothing reported follows the verb at token `cue`: the sentence ends, or only a time, a place or a hearer
/// follows.
fn closes(scene: &Scene, cue: usize) -> bool {
    const SETTINGS: &[&str] =
        &["in", "on", "at", "during", "amid", "after", "before", "from", "via", "through", "as"];
    let end = scene.sentence(cue).end;
    let content = scene.heads.children(cue).any(|t| t > cue && scene.label(t) == Label::Ccomp);
    let hearer = |t: usize| {
        scene.has(cue, Class::Tells)
            && (scene.is_in_phrase_or_name(t))
            && !construction::has_clause(scene, t..end)
    };
    let next = cue + 1;
    // ", reacting to a charge", ", in response"
    let aside = |t: usize| {
        scene.tags[t] == Tag::Comma
            && t + 1 < end
            && (scene.tags[t + 1] == Tag::Vbg || scene.is(t + 1, SETTINGS))
            && !scene.has(t + 1, Class::Adds)
    };
    let done = next >= end || scene.tags[next].is_mark() && scene.tags[next] != Tag::Comma || aside(next);
    let set = !done
        && (scene.is(next, SETTINGS)
            || scene.has_any(next, &[Class::Time, Class::Calendar])
            || scene.tags[next] == Tag::Rb
            || hearer(next));
    !content && (done || set)
}

/// Whether a stretch is a clause of its own and not just a subordinate one.
fn is_whole(scene: &Scene, content: Range<usize>) -> bool {
    let tokens = draft::tokens_of(scene, content);
    if !construction::has_clause(scene, tokens.clone()) {
        return false;
    }
    if !scene.is(tokens.start, OPENERS) && scene.tags[tokens.start] != Tag::Vbg {
        return true;
    }
    let comma = tokens.clone().find(|&t| scene.tags[t] == Tag::Comma);
    comma.is_some_and(|comma| (comma..tokens.end).any(|t| scene.tags[t].has_tense()))
}

/// The verb at the end of the sentence of token `t` by which an outlet passes the sentence on: ", the agency
/// reported".
pub fn reporting(scene: &Scene, t: usize) -> Option<usize> {
    let sentence = scene.sentence(t);
    let last = sentence.clone().rev().find(|&t| !scene.tags[t].is_mark())?;
    (scene.is(last, &["reported", "reports"]) && subject_before(scene, last).is_some()).then_some(last)
}

/// Attributes a relayed report to its original speaker: in "According to the mayor, the port is shut, the agency
/// reported" and "The mayor confirmed that the port was shut, the agency reported" the words are the mayor's.
pub fn relayed(scene: &Scene, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.kind == QuoteKind::Indirect) {
        let Some(cue) = draft.cue.filter(|&cue| reporting(scene, cue) == Some(cue)) else { continue };
        let [piece] = &draft.items[..] else { continue };
        let tokens = draft::tokens_of(scene, piece.clone());
        let inner = if scene.is(tokens.start, &["according"]) {
            according(scene, tokens)
        } else {
            reported(scene, tokens, cue)
        };
        let Some((words, source, inner)) = inner else { continue };
        let item = |t: usize| scene.items.item_of(scene.runs, t);
        let items = draft::trim(scene, item(words.start)..item(words.end - 1) + 1);
        draft.set(scene, vec![items]);
        draft.source = Some(source);
        draft.cue = Some(inner);
        draft.rule = draft::rule(scene, &draft.items, inner);
    }
}

/// Words, source and cue of "According to the mayor, the port is shut".
fn according(scene: &Scene, tokens: Range<usize>) -> Option<(Range<usize>, Range<usize>, usize)> {
    let to = tokens.start + 1;
    let comma = tokens
        .clone()
        .find(|&t| scene.tags[t] == Tag::Comma)
        .filter(|&c| c > to + 1 && scene.is(to, &["to"]))?;
    let words = comma + 1..tokens.end;
    construction::has_clause(scene, words.clone()).then_some((words, to + 1..comma, tokens.start))
}

/// Words, source and cue of "The mayor confirmed late on Saturday that the port was shut".
fn reported(
    scene: &Scene,
    tokens: Range<usize>,
    outer: usize,
) -> Option<(Range<usize>, Range<usize>, usize)> {
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let piece = borders::behind_stamp(scene, item(tokens.start)..item(tokens.end - 1) + 1);
    let tokens = draft::tokens_of(scene, piece);
    let verb = tokens.clone().find(|&t| scene.tags[t].has_tense() && t != outer)?;
    let parsed = source::subject_of(scene, verb).filter(|s| tokens.contains(s));
    let subject = parsed.or_else(|| first_head(scene, tokens.start..verb));
    let subject = subject.filter(|&s| s < verb && source::can_act(scene, s))?;
    let that = (verb + 1..tokens.end).find(|&t| scene.is(t, &["that"]))?;
    let set = (verb + 1..that).all(|t| !scene.tags[t].is_verb() && scene.tags[t] != Tag::Comma);
    let says = scene.has(verb, Class::Says) && set && that + 2 < tokens.end;
    says.then(|| (that + 1..tokens.end, source::phrase(scene, subject), verb))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    /// The surest row of a text: the speaker, the channel, and the words.
    fn row(text: &str) -> String {
        let analysis = analyse(&Document::from_paragraphs(text), builtin());
        let surest = analysis.quotes.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let quote = surest.unwrap_or_else(|| panic!("{text}"));
        let name = |id: &str| analysis.actors.iter().find(|a| a.id == id).map(|a| a.name.clone());
        let words = || quote.speaker_span.map_or("nobody", |s| s.of(text)).to_owned();
        let who = quote.speaker().and_then(name).unwrap_or_else(words);
        let by =
            quote.relayed_by.as_deref().and_then(name).map_or(String::new(), |by| format!(" (through {by})"));
        let said: Vec<&str> = quote.spans.iter().map(|s| s.of(text)).collect();
        format!("{who}{by}: {}", said.join(" | "))
    }

    #[test]
    fn who_closes_a_sentence_says_it() {
        for (text, ought) in [
            (
                "The talks do not mean a pause in operations against the rebels, Norvia's Defence Minister, Ivan Velasko, \
                 warned on Monday.",
                "Ivan Velasko: The talks do not mean a pause in operations against the rebels",
            ),
            (
                "Delegations of the government and the Front will restart talks after the first week of November, the \
                 parties said in a statement signed by Anton Garza and Pavel Beltran.",
                "the parties: Delegations of the government and the Front will restart talks after the first week of \
                 November",
            ),
            (
                "Lissa is not the one causing “commotions” in the strait, President Markos asserted on Friday, reacting to \
                 fresh charges.",
                "Markos: Lissa is not the one causing “commotions” in the strait",
            ),
            (
                "Its rules cannot be changed by any one member of the union, Pavel Beltran asserted on Friday.",
                "Pavel Beltran: Its rules cannot be changed by any one member of the union",
            ),
        ] {
            assert_eq!(row(text), ought);
        }
    }

    #[test]
    fn a_verb_with_words_of_its_own_closes_nothing() {
        let text = "When the wells of the valley ran dry, Pavel Beltran warned of a summer without bread.";
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert!(quotes.iter().all(|q| !q.spans[0].of(text).contains("wells")), "{quotes:?}");
    }

    #[test]
    fn an_outlet_passes_on_what_others_say() {
        for (text, ought) in [
            (
                "The Office of the Harbour Commissioner confirmed late on Saturday that at least 240 sailors had been hurt, \
                 the BBC reported.",
                "Office of the Harbour Commissioner (through The BBC): at least 240 sailors had been hurt",
            ),
            (
                "According to the emergency agency, about 80 people were rescued from the building, the BBC reported.",
                "the emergency agency (through The BBC): about 80 people were rescued from the building",
            ),
        ] {
            assert_eq!(row(text), ought);
        }
    }
}
