//! Subjects mistaken for content: if the span model has found no source, words that it took for content may be the
//! speaker. If it has found one, the form of an attribution may still know better.

use std::ops::Range;

use super::draft;
use super::phrase::phrase_around;
use super::scene::Scene;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// Takes the subject of the cue out of the pieces of content; returns its tokens if one of them contained it.
pub fn set_apart(scene: &Scene, pieces: &mut Vec<Range<usize>>, cue: usize) -> Option<Range<usize>> {
    if let Some((at, quotation, subject)) = behind_quotation(scene, pieces, cue) {
        pieces[at] = quotation;
        return Some(subject);
    }
    let (at, subject) = own_piece(scene, pieces, cue)?;
    pieces.remove(at);
    Some(subject)
}

/// Whether the content is only the subject of a passive ("The congress was called by Russia"): seldom a report.
pub fn is_passive_subject(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> bool {
    let subject = scene.heads.children(cue).find(|&t| t < cue && scene.label(t) == Label::Nsubjpass);
    let holds = |t: usize| {
        let item = scene.items.item_of(scene.runs, t);
        pieces.len() == 1 && pieces[0].contains(&item) && pieces[0].len() <= SHORT
    };
    subject.is_some_and(holds)
}

/// A piece with at most this many items is a phrase, not a clause.
const SHORT: usize = 4;

/// Whether the words can name a speaker: if they end with a time ("Wednesday evening") they cannot, unless it is a
/// name.
pub fn can_speak(scene: &Scene, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    scene.names[last].is_some() || !scene.has(last, Class::Time)
}

/// “We were warned,” conceded Minister Ama Mensah in an interview on Saturday. “But …”: right after a verb that follows
/// a quotation ending in a comma comes the speaker, and not content.
pub fn inverted(scene: &Scene, pieces: &mut Vec<Range<usize>>, cue: usize) -> Option<Range<usize>> {
    let tokens = |p: &Range<usize>| scene.items.items[p.start].tokens(scene.runs);
    let is_broken = |p: &Range<usize>| {
        scene.run(p.end - 1).is_some_and(|run| run.last(scene.layout) == "," && run.outer.end == cue)
    };
    let at = pieces.iter().position(|p| {
        tokens(p).start == cue + 1 && draft::kind(scene, std::slice::from_ref(p)) == QuoteKind::Indirect
    })?;
    let last = (cue + 1..tokens(&pieces[at]).start + pieces[at].len())
        .take_while(|&i| scene.is_in_phrase(i))
        .last()?;
    pieces[..at].iter().any(is_broken).then(|| {
        pieces.remove(at);
        cue + 1..last + 1
    })
}

/// A piece after the cue, from its "that" on if only a few words come before it: in "told reporters travelling with him
/// that …", the end of the hearers.
pub fn from_that(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const FEW: usize = 4;
    let token = |item: usize| scene.outside(item).filter(|&t| t > cue);
    let opens = |&item: &usize| {
        token(item).is_some_and(|t| {
            scene.is(t, &["that"]) && scene.tags[t] == Tag::In && scene.label(t) == Label::Mark
        })
    };
    let Some(that) = piece.clone().take(FEW).find(opens) else { return piece };
    let hearer =
        |item: usize| token(item).is_some_and(|t| scene.is_in_phrase(t) || scene.tags[t] == Tag::Prp);
    if (piece.start..that).all(hearer) { that..piece.end } else { piece }
}

/// The subject of the cue outside the pieces of content, by the parse or by its place right before the verb: better than
/// the nearest phrase, if the span model has found no source.
pub fn parsed(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence(cue);
    let by_parse = scene.subject_before(cue);
    let subject = by_parse.or_else(|| beside(scene, sentence.start, cue))?;
    let item = scene.items.item_of(scene.runs, subject);
    let free = scene.outside(item).is_some() && !pieces.iter().any(|p| p.contains(&item));
    let names =
        scene.tags[subject].is_noun() || scene.tags[subject] == Tag::Prp || scene.names[subject].is_some();
    (free && names).then(|| phrase_around(scene, subject, sentence))
}

/// Whether a token can come between a subject and its verb: "has", an adverb.
pub fn helps(scene: &Scene, t: usize) -> bool {
    scene.is(t, &["has", "have", "had"]) || scene.tags[t] == Tag::Rb
}

/// The name or pronoun right before a finite cue, skipping its auxiliaries and adverbs ("NATO has also said").
fn beside(scene: &Scene, start: usize, cue: usize) -> Option<usize> {
    let finite = matches!(scene.tags[cue], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let acts = |t: usize| finite && (scene.tags[cue] != Tag::Vbn || t + 1 < cue);
    let name = (start..cue).rev().find(|&t| !helps(scene, t)).filter(|&t| acts(t))?;
    let first = (start..=name).rev().take_while(|&t| scene.names[t].is_some()).last().unwrap_or(name);
    let governed = first > start && scene.tags[first - 1] == Tag::In;
    (!governed && (scene.names[name].is_some() || scene.tags[name] == Tag::Prp)).then_some(name)
}

/// “It is an invasion,” Ama Mensah, the attorney general of the islands, one of the states that sue, said at noon: the
/// quotation ends at its comma, and between it and the cue is a name with appositions.
fn behind_quotation(
    scene: &Scene,
    pieces: &[Range<usize>],
    cue: usize,
) -> Option<(usize, Range<usize>, Range<usize>)> {
    let token = |item: usize| scene.items.items[item].tokens(scene.runs);
    let breaks_off = |item: usize| scene.run(item).is_some_and(|run| run.last(scene.layout) == ",");
    let (at, piece) = pieces.iter().enumerate().find(|(_, p)| p.len() > 1 && breaks_off(p.start))?;
    let behind = token(piece.start).end;
    let end = token(piece.end - 1).end;
    // With at most the comma that closes the apposition in between.
    let reaches = end <= cue && cue <= end + 1;
    let is_named = scene.names[behind].is_some() && scene.is_in_phrase(behind);
    let last = (behind..end).take_while(|&i| scene.is_in_phrase(i)).last()?;
    (reaches && is_named).then(|| (at, piece.start..piece.start + 1, behind..last + 1))
}

/// "Politicians in Bamako, some of them jailed, say privately that …": one plain piece of several contains the cue's
/// subject.
fn own_piece(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> Option<(usize, Range<usize>)> {
    let subject = scene.subject_before(cue)?;
    let holds = |p: &Range<usize>| {
        p.clone().any(|item| scene.outside(item) == Some(subject))
            && draft::kind(scene, std::slice::from_ref(p)) == QuoteKind::Indirect
    };
    let at = pieces.iter().position(holds).filter(|_| pieces.len() > 1)?;
    let sentence = scene.sentence(cue);
    Some((at, phrase_around(scene, subject, sentence)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn quotes(text: &str) -> Vec<(String, Option<String>)> {
        let analysis = analyse(&Document::from_paragraphs(text), builtin());
        analysis
            .quotes
            .into_iter()
            .map(|q| (q.spans[0].of(text).to_owned(), q.speakers.into_iter().next()))
            .collect()
    }

    #[test]
    fn a_name_with_long_appositions_behind_a_quotation_is_no_part_of_it() {
        let text = "“It’s an invasion, in our view, of the islands’ domain,” Kofi Asante, the Republican attorney \
                    general of Oklahoma, one of the states suing the agency, said at an event this month.";
        let words = "It’s an invasion, in our view, of the islands’ domain,".to_owned();
        assert_eq!(quotes(text), [(words, Some("kofi-asante".to_owned()))]);
    }

    #[test]
    fn a_subject_between_commas_is_no_content() {
        let text = "Opposition politicians in Bamako, several of whom have been jailed, say privately that they \
                    expect the military to stay for a decade.";
        let words = quotes(text).into_iter().map(|(words, _)| words).collect::<Vec<_>>();
        assert_eq!(words, ["they expect the military to stay for a decade"]);
    }

    #[test]
    fn a_time_does_not_speak() {
        let text = "Snow will fall from Wednesday evening on, the meteorologists said.";
        let speakers = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert!(
            speakers.iter().all(|q| q.speaker_span.is_none_or(|s| s.of(text) != "Wednesday evening")),
            "{speakers:?}"
        );
    }

    #[test]
    fn behind_an_inverted_verb_stands_who_says_it() {
        let text = "“We were warned, that’s true,” conceded Deputy Minister Ama Mensah in an interview with the broadcaster on \
                    Saturday. “But nobody can escort every ship.”";
        let words = "We were warned, that’s true,".to_owned();
        assert_eq!(quotes(text), [(words, Some("ama-mensah".to_owned()))]);
    }

    #[test]
    fn hearers_are_no_content() {
        let text = "Prime Minister Kofi Asante told reporters travelling with him that the islands “will not be bullied”.";
        let words = "the islands “will not be bullied”".to_owned();
        assert_eq!(quotes(text), [(words, Some("kofi-asante".to_owned()))]);
    }

    #[test]
    fn a_pronoun_reaches_over_the_paragraphs_of_a_quotation() {
        let text = "“I have worked in the south,” said Marie Dubosc, the agency’s director.\n“I have never seen this.\n\
                    “People are selling their doors.”\nShe said donors had met a third of the appeal.";
        assert!(
            quotes(text).iter().all(|(_, speaker)| speaker.as_deref() == Some("marie-dubosc")),
            "{:?}",
            quotes(text)
        );
    }
}
