//! Subjects taken for content: where the model of spans has found no source, the words that it took for a part of what is
//! said may be who says it.

use std::ops::Range;

use super::assemble;
use super::items::Item;
use super::scene::Scene;
use super::structure::phrase_around;
use crate::analysis::QuoteKind;

/// The pieces of content without the subject of the cue, and the subject's tokens if one of them held it.
pub fn set_apart(
    scene: &Scene,
    pieces: Vec<Range<usize>>,
    cue: usize,
) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    if let Some((at, quotation, subject)) = behind_quotation(scene, &pieces, cue) {
        let mut pieces = pieces;
        pieces[at] = quotation;
        return (pieces, Some(subject));
    }
    match own_piece(scene, &pieces, cue) {
        Some((at, subject)) => {
            let mut pieces = pieces;
            pieces.remove(at);
            (pieces, Some(subject))
        }
        None => (pieces, None),
    }
}

/// Whether the words can name who speaks: what ends with a time ("Wednesday evening") does not, unless it is a name.
pub fn can_speak(scene: &Scene, source: &Range<usize>) -> bool {
    const TIMES: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "morning",
        "afternoon",
        "evening",
        "night",
        "noon",
        "midnight",
        "today",
        "yesterday",
        "tomorrow",
        "week",
        "month",
        "year",
        "day",
        "hour",
        "weekend",
        "weeks",
        "months",
        "years",
        "days",
        "hours",
        "minutes",
    ];
    let last = source.end - 1;
    scene.names[last].is_some() || !scene.is(last, TIMES)
}

/// “It is an invasion,” Ama Mensah, the attorney general of the islands, one of the states that sue, said at noon: the
/// quotation ends at its comma, and what stands between it and the cue is a name with appositions.
fn behind_quotation(
    scene: &Scene,
    pieces: &[Range<usize>],
    cue: usize,
) -> Option<(usize, Range<usize>, Range<usize>)> {
    let token = |item: usize| scene.items.items[item].tokens(scene.runs);
    let breaks_off = |item: usize| matches!(scene.items.items[item], Item::Run(r) if scene.runs[r].last(scene.layout) == ",");
    let (at, piece) = pieces.iter().enumerate().find(|(_, p)| p.len() > 1 && breaks_off(p.start))?;
    let behind = token(piece.start).end;
    let end = token(piece.end - 1).end;
    // At most the comma that closes the apposition stands between.
    let reaches = end <= cue && cue <= end + 1;
    let is_named = scene.names[behind].is_some() && scene.is_in_phrase(behind);
    let last = (behind..end).take_while(|&i| scene.is_in_phrase(i)).last()?;
    (reaches && is_named).then(|| (at, piece.start..piece.start + 1, behind..last + 1))
}

/// "Politicians in Bamako, some of them jailed, say privately that …": a plain piece of several holds the cue's subject.
fn own_piece(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> Option<(usize, Range<usize>)> {
    let subject = scene.heads.children(cue).find(|&t| t < cue && scene.label(t).is_subject())?;
    let holds = |p: &Range<usize>| {
        scene.items.items[p.clone()].iter().any(|i| matches!(i, Item::Token(t) if *t == subject))
            && assemble::kind(scene, std::slice::from_ref(p)) == QuoteKind::Indirect
    };
    let at = pieces.iter().position(holds).filter(|_| pieces.len() > 1)?;
    let sentence = scene.layout.sentences[scene.layout.sentence_of(cue)].tokens.clone();
    Some((at, phrase_around(scene, subject, sentence)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn quotes(text: &str) -> Vec<(String, Option<String>)> {
        let analysis = analyse(&Document::from_paragraphs(text), builtin());
        analysis.quotes.into_iter().map(|q| (q.spans[0].of(text).to_owned(), q.speaker)).collect()
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
        assert_eq!(words, ["that they expect the military to stay for a decade"]);
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
}
