//! Whole sources: the full phrase for a speaker when models and parser found only a part of it.

use std::ops::Range;

use super::asides;
use super::draft::Draft;
use super::phrase::{first_head, phrase_around};
use super::scene::Scene;
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;

/// The full phrase around `source`, a part of it: "one witness | in Kesten", "a nurse at Reliva, | the islands' agency".
/// None if it is not a phrase for a speaker at all: "at times".
pub fn of(scene: &Scene, draft: &Draft, source: Range<usize>) -> Option<Range<usize>> {
    let Some(cue) = draft.cue else { return Some(source) };
    let time = scene.has(source.start, Class::Time) || scene.is(source.start, &["times"]);
    if source.len() == 1 && time && source.start > 0 && scene.tags[source.start - 1] == Tag::In {
        return None;
    }
    let joins = source.len() > 1 && scene.tags[source.start] == Tag::Cc;
    let source = source.start + usize::from(joins)..source.end;
    let source = before_aside(scene, before_setting(scene, behind_dateline(scene, source, cue), cue));
    let source = holder(scene, &source, cue).unwrap_or(source);
    Some(with_complement(scene, source, cue))
}

/// The officials in "local officials, in the latest wave of raids": after "according to" a comma and a preposition end the
/// phrase.
fn before_setting(scene: &Scene, source: Range<usize>, cue: usize) -> Range<usize> {
    let sets = |t: usize| {
        scene.tags[t] == Tag::Comma
            && scene.is(
                t + 1,
                &["in", "after", "during", "amid", "as", "while", "on", "since", "with", "following"],
            )
    };
    let inner = source.start + 1..source.end.saturating_sub(1);
    let stop = inner.into_iter().find(|&t| sets(t)).filter(|_| source.start > cue);
    source.start..stop.unwrap_or(source.end)
}

/// The source without an aside: the statement in "the statement, which was read out in Lissa", the envoy in
/// "the envoy today".
pub fn before_aside(scene: &Scene, source: Range<usize>) -> Range<usize> {
    let relative = |t: usize| {
        scene.tags[t] == Tag::Comma
            && matches!(scene.tags[t + 1], Tag::Wdt | Tag::Wp)
            && !scene.is(t + 1, &["what"])
    };
    let inner = source.start + 1..source.end.saturating_sub(1);
    let mut end = inner.into_iter().find(|&t| relative(t)).unwrap_or(source.end);
    let day = |t: usize| {
        scene.is(t, &["today", "yesterday", "tonight", "earlier"])
            || scene.has(t, Class::Calendar) && scene.names[t].is_none()
    };
    let whole = end;
    let sets = |t: usize| scene.is(t, &["on", "late", "early", "last", "this", "earlier"]);
    while end > source.start + 1 && (day(end - 1) || end < whole && sets(end - 1)) {
        end -= 1;
    }
    source.start..end
}

/// The envoys in "LISSA – Envoys said": a dateline says nothing.
fn behind_dateline(scene: &Scene, source: Range<usize>, cue: usize) -> Range<usize> {
    let first = asides::behind_place(scene, scene.sentence(cue).start);
    let Some(first) = first.filter(|&first| source.end <= first && first < cue) else { return source };
    first..first_head(scene, first..cue).unwrap_or(first) + 1
}

/// Whether a noun is a person who can be "at", "in" or "of" something.
fn is_person(scene: &Scene, t: usize) -> bool {
    scene.tags[t].is_noun()
        && scene.names[t].is_none()
        && (scene.is_role(t) || scene.has_any(t, &[Class::Persons, Class::Represents]))
}

/// The person in whose phrase a name before the cue is only the complement: the witness in "one witness in Kesten, who hid,
/// told", the nurse in "a nurse at Reliva, the islands' agency, said".
fn holder(scene: &Scene, source: &Range<usize>, cue: usize) -> Option<Range<usize>> {
    const PREPOSITIONS: &[&str] = &["in", "at", "from", "with", "of", "for"];
    let sentence = scene.sentence(cue);
    let named = |t: usize| scene.names[t].is_some();
    let governor = |first: usize| {
        let first =
            if first > sentence.start && scene.tags[first - 1] == Tag::Dt { first - 1 } else { first };
        let preposition =
            first.checked_sub(1).filter(|&t| t > sentence.start && scene.is(t, PREPOSITIONS))?;
        let person = preposition - 1;
        (is_person(scene, person) && !scene.is_quoted(person)).then_some(person)
    };
    if source.end > cue {
        return None;
    }
    let comma = source.start.checked_sub(1).filter(|&t| t > sentence.start && scene.tags[t] == Tag::Comma);
    let (person, end) = match comma {
        None => {
            // "two members of Ama Mensah's staff"
            let of = |person: usize| person + 1 < source.start && scene.is(person + 1, &["of"]);
            let person = governor(source.start)?;
            (Some(person).filter(|&p| of(p) || source.clone().all(named))?, source.end)
        }
        Some(comma) => {
            let name = (sentence.start..comma).rev().take_while(|&t| named(t)).last()?;
            // An apposition ends with a comma: not "prisoners in Lissa, Harbour Watch said".
            let closes = (source.end..cue).any(|t| scene.tags[t] == Tag::Comma);
            let opens = closes
                && (scene.is(source.start, &["the", "a", "an"]) || scene.names[source.start].is_some());
            (governor(name).filter(|_| opens)?, comma)
        }
    };
    Some(phrase_around(scene, person, sentence).start..end)
}

/// Adds the body that a representative speaks for: "a spokesman | for the mutineers".
fn with_complement(scene: &Scene, source: Range<usize>, cue: usize) -> Range<usize> {
    let end = scene.sentence(cue).end;
    let (last, from) = (source.end - 1, source.end + 1);
    let speaks = is_person(scene, last) && from < end && scene.is(source.end, &["for", "of"]);
    let fits = |t: &usize| scene.is_in_phrase(*t) && !scene.has(*t, Class::Time);
    let stop = (from..end).take_while(fits).last().map_or(from, |t| t + 1);
    let closes = stop > from && (stop >= end || scene.tags[stop].is_mark() || stop == cue);
    let clear = !(source.end..stop).contains(&cue) && (source.end..stop).all(|t| !scene.is_quoted(t));
    if speaks && closes && clear { source.start..stop } else { source }
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    /// The speaker of the surest quote in a text: the actor's name, or the words.
    fn speaker(text: &str) -> String {
        let analysis = analyse(&Document::from_paragraphs(text), builtin());
        let surest = analysis.quotes.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let quote = surest.unwrap_or_else(|| panic!("{text}"));
        let actor = quote.speaker().and_then(|id| analysis.actors.iter().find(|a| a.id == id));
        let words = || quote.speaker_span.map_or("nobody", |s| s.of(text)).to_owned();
        actor.map_or_else(words, |a| a.name.clone())
    }

    #[test]
    fn whoever_is_in_or_at_a_place_speaks_and_not_the_place() {
        for (text, who) in [
            (
                "“Children were sitting here and the roof came down,” one witness in Kesten, who asked not to be named, told Harbour News.",
                "one witness in Kesten",
            ),
            (
                "One senior nurse at UNRWA, the UN’s agency for Palestinian refugees, described the hospital as “the worst \
                 place I have seen in nine months.”",
                "One senior nurse at UNRWA",
            ),
            (
                "Two members of Mr. Brandt’s staff, who spoke on condition of anonymity, said the plan was dead.",
                "Two members of Mr. Brandt’s staff",
            ),
            ("“This vote can have no validity,” the draft resolution said.", "the draft resolution"),
            ("“What is that going to do?” asked Ama Mensah, a nurse who fled the town.", "Ama Mensah"),
            ("KESTEN – Diplomats agreed on Friday to work toward a truce in the valley.", "Diplomats"),
            (
                "Many Republicans in Congress have vowed to keep that day from coming.",
                "Many Republicans in Congress",
            ),
            (
                "Dozens of boats were lost, according to local officials, in the latest wave of raids.",
                "local officials",
            ),
        ] {
            assert_eq!(speaker(text), who, "{text}");
        }
    }

    #[test]
    fn an_office_a_body_and_a_text_are_told_from_who_speaks() {
        for (text, who) in [
            (
                "“The people’s part in this is essential,” said the statement, which was released in Kesten.",
                "the statement",
            ),
            (
                "Under-Secretary-General for Political and Peacebuilding Affairs Rosa Delacroix warned that the truce was \
                 fragile.",
                "Rosa Delacroix",
            ),
            (
                "“The delay is no option,” Commissioner for Politics and Security Abdel-Kato Mirah said last week.",
                "Abdel-Kato Mirah",
            ),
            (
                "The High Representative for Bosnia and Herzegovina told the Council that the country had changed.",
                "The High Representative for Bosnia and Herzegovina",
            ),
            (
                "South Sudan political analyst, Angelo Izam, blamed both camps, saying: “Neither can be trusted.”",
                "Angelo Izam",
            ),
            (
                "Though some leaders praised the release of prisoners in Lissa, Harbour Watch said more change was needed.",
                "Harbour Watch",
            ),
            (
                "“These acts widen the dispute,” says a statement released by the Harbour Union.",
                "Harbour Union",
            ),
            (
                "The town is steeped in the rhetoric of its leader Kofi Asante, the diplomats added.",
                "the diplomats",
            ),
            (
                "“No bomb fell on the town,” Karim Saleh was quoted by the state news agency as saying on Sunday.",
                "Karim Saleh",
            ),
        ] {
            assert_eq!(speaker(text), who, "{text}");
        }
    }

    #[test]
    fn whom_an_aside_or_an_apposition_names_speaks() {
        for (text, who) in [
            (
                "“We will not reopen the strait,” said a spokesman for the mutineers, Lt. Gen. Idris Boateng, with the \
                 exception of food convoys.",
                "Idris Boateng",
            ),
            (
                "Prime Minister Ivo Brandt – who has repeatedly promised to crush Hamas – claimed the raid would improve \
                 the chances of a deal.",
                "Ivo Brandt",
            ),
        ] {
            assert_eq!(speaker(text), who, "{text}");
        }
    }

    #[test]
    fn the_subject_of_the_sentence_speaks() {
        for (text, who) in [
            (
                "Members of the Norvian military announced on Wednesday that they had deposed Osei.",
                "Members of the Norvian military",
            ),
            (
                "Harbour Rescue Committee spokesperson Arjun Bagri said: “There is a degree of prejudice here.”",
                "Arjun Bagri",
            ),
            (
                "KESTEN (Harbour Wire) -- The president of Lissa closed the fair with a salute, saying “We do not yield.”",
                "The president of Lissa",
            ),
            (
                "The wells are not dry, says former fellow Pavel Beltran (Lissa, 2012-2014), who lives in Kesten.",
                "Pavel Beltran",
            ),
            (
                "But a Harbour Wire correspondent on the ground said 23 people were wounded by bullets.",
                "a Harbour Wire correspondent on the ground",
            ),
            (
                "Pavel Beltran praised the soldiers of the valley, vowing to fight on until the spring.",
                "Pavel Beltran",
            ),
        ] {
            assert_eq!(speaker(text), who, "{text}");
        }
    }

    #[test]
    fn nobody_says_it_whom_the_words_name() {
        let text = "Mr. Tomas Brandt was trying to tell the truth about the valley, he said.";
        assert_ne!(speaker(text), "Tomas Brandt");
        let text = "The envoys of Lissa thanked the militants of the Sandline Front. They stressed that a truce is the only way out.";
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert!(quotes.iter().all(|q| q.speaker().is_none_or(|id| !id.contains("sandline"))), "{quotes:?}");
        let text = "The Secretary-General thanked Norvia for the work of his envoy, Tomas Brandt. He stressed that a \
                    settlement is the only way out.";
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert!(quotes.iter().all(|q| q.speaker() != Some("tomas-brandt")), "{quotes:?}");
    }
}
