//! Connects the reader's archive pages to the session: questions one way, answers the other, as plain data.

use std::path::Path;

use crate::briefing::{Citation, QuoteKind, flags, manner, running};
use crate::likeness;
use crate::reader::archive::data as reader;
use crate::session::archive as session;
use crate::store::archive::{self as store, Verdict};

/// Converts a question from the reader's type to the session's.
pub(super) fn ask(ask: reader::Ask) -> session::Ask {
    use session::Ask;
    match ask {
        reader::Ask::Inbox => Ask::Inbox,
        reader::Ask::Find { query, most } => Ask::Find { query, most },
        reader::Ask::Offers { query, field, typed } => Ask::Offers { query, field, typed },
        reader::Ask::Save { name, query } => Ask::Save { name, query },
        reader::Ask::Drop(name) => Ask::Drop(name),
        reader::Ask::Seen(name) => Ask::Seen(name.unwrap_or_default()),
        reader::Ask::Dossier(name) => Ask::Dossier(name),
        reader::Ask::Suggest(name) => Ask::Suggest(name),
        reader::Ask::Judge(which, reader::Verdict::Same) => Ask::Judge(which, Verdict::Same),
        reader::Ask::Judge(which, reader::Verdict::Different) => Ask::Judge(which, Verdict::Different),
        reader::Ask::UndoJudgement => Ask::UndoJudgement,
        reader::Ask::Compare { number, quote } => Ask::Compare { serial: number, quote },
        reader::Ask::Tag { number, tag } => Ask::Tag { serial: number, tag },
        reader::Ask::Read { number, is_read } => Ask::Read { serial: number, is_read },
    }
}

/// Converts an answer from the session's type to the reader's.
pub(super) fn answer(answer: session::Answer) -> reader::Answer {
    use reader::Answer;
    match answer {
        session::Answer::Inbox(saved) => Answer::Inbox(saved.map(|all| all.into_iter().map(kept).collect())),
        session::Answer::Found(found) => Answer::Found(found.map(|found| {
            let session::Found { query, hits, total, notes } = found;
            reader::Found { query, hits: hits.into_iter().map(hit).collect(), total, notes }
        })),
        session::Answer::Offers { query, count, offers } => {
            let names = offers.into_iter().map(|offer| (offer.name, offer.kind, offer.documents)).collect();
            Answer::Offers(reader::Offers { query, count: Some(count), names })
        }
        session::Answer::Dossier(dossier) => Answer::Dossier(dossier.map(|d| Box::new(self::dossier(*d)))),
        session::Answer::Suggestions(all) => {
            Answer::Suggestions(all.map(|all| all.into_iter().map(suggestion).collect()))
        }
        session::Answer::Judged(what) => Answer::Judged(what),
        session::Answer::Compared(pairs) => {
            Answer::Compared(pairs.map(|pairs| pairs.into_iter().map(pair).collect()))
        }
        session::Answer::Done(what) => Answer::Done(what),
        session::Answer::Failed(why) => Answer::Failed(why),
    }
}

fn kept(kept: session::Saved) -> reader::Saved {
    let session::Saved { name, query, seen, counts } = kept;
    reader::Saved { name, query, seen, counts }
}

fn hit(hit: store::Hit) -> reader::Hit {
    let quote = hit.quote.as_ref().map(|quote| reader::Saying {
        id: quote.id,
        speakers: quote.speakers.clone(),
        kind: quote.kind,
        is_sure: quote.is_sure(),
    });
    let citation = citation(&hit, quote.as_ref());
    reader::Hit {
        number: hit.serial,
        story: hit.story,
        documents: hit.spread.0,
        outlets: hit.spread.1,
        day: hit.day,
        is_undated: hit.is_undated,
        flags: flags(&hit.metadata),
        title: hit.metadata.title,
        source: hit.metadata.source,
        words: hit.passage,
        span: hit.span,
        quote,
        is_summary: hit.is_summary,
        is_changed: hit.is_changed,
        is_read: hit.is_read,
        tags: hit.tags,
        citation,
    }
}

/// The citation of a hit: speaker, manner, certainty, and place.
fn citation(hit: &store::Hit, quote: Option<&reader::Saying>) -> Citation {
    let file = hit.address.as_deref().filter(|address| !address.contains("://"));
    let file = file.and_then(|path| Path::new(path).file_name()).map(|name| name.to_string_lossy());
    let paragraph = Some(hit.paragraph).filter(|number| *number > 0);
    let passage = Citation::of_passage(&hit.passage, &hit.metadata).in_file(file.as_deref());
    let passage = Citation { paragraph, ..passage };
    let Some(quote) = quote else { return passage };
    let manner = hit.quote.as_ref().and_then(|quote| manner(quote.form, quote.kind));
    let remarks: Vec<&str> = manner.into_iter().chain((!quote.is_sure).then_some("unsure")).collect();
    let name = match quote.speakers.as_slice() {
        [] => crate::briefing::UNKNOWN.to_owned(),
        names => names.join(" and "),
    };
    let speaker = if remarks.is_empty() { name } else { format!("{name} ({})", remarks.join(", ")) };
    let words = running(hit.passage.trim_matches(['“', '”', '"']));
    Citation { words, direct: quote.kind == QuoteKind::Direct, speaker: Some(speaker), ..passage }
}

fn dossier(dossier: store::Dossier) -> reader::Dossier {
    reader::Dossier {
        months: dossier.months.iter().map(|m| ((m.year, m.month), m.quotes)).collect(),
        quotes: dossier.quotes.into_iter().map(hit).collect(),
        name: dossier.name,
        kind: dossier.kind,
        people: dossier.people,
        others: dossier.others,
        roles: dossier.roles,
        total: dossier.total,
        days: dossier.days,
        with: dossier.with,
        outlets: dossier.outlets,
        words: dossier.words,
    }
}

fn suggestion(suggestion: store::Suggestion) -> reader::Suggestion {
    let person = |person: &store::Person| reader::Person {
        number: person.serial,
        name: person.name.clone(),
        role: person.role.clone(),
        country: person.country.clone(),
    };
    reader::Suggestion {
        first: person(&suggestion.a),
        second: person(&suggestion.b),
        same_story: suggestion.same_story,
        same_role: suggestion.same_role,
    }
}

fn pair(pair: session::Pair) -> reader::Pair {
    let side = |side: session::Side| {
        let session::Side { serial, when, source, title } = side;
        reader::Side { number: serial, when, source, title }
    };
    let change = |change| match change {
        likeness::Change::Same => reader::Change::Same,
        likeness::Change::Removed => reader::Change::Removed,
        likeness::Change::Added => reader::Change::Added,
    };
    reader::Pair {
        first: side(pair.first),
        second: side(pair.second),
        speaker: pair.speaker,
        parts: pair.parts.into_iter().map(|part| (change(part.change), part.words)).collect(),
    }
}
