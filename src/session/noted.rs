//! Logs a session's actions, without any passages, notes or corrections.

use log::{info, warn};

use super::archive::Answer;
use super::{DocId, News, Rest, Update};
use crate::document::Document;

/// Logs news.
pub(super) fn note(news: &News) {
    match news {
        News::Of(id, update) => note_update(*id, update),
        News::Opened(id, opened) => {
            let more = if opened.rest == Rest::Nothing { "" } else { ", and more is to come" };
            info!("Document {id} is open, {}{more}.", size(&opened.document));
        }
        News::NotOpened(id, reason) => warn!("Document {id} is not open. {reason}"),
        News::More(more) => info!("{} more documents are in the same file.", more.len()),
        News::Recent { list, .. } => info!("{} documents were opened before.", list.len()),
        News::Copied(path) => info!("What was copied is in “{path}”."),
        News::Archive(answer) => note_answer(answer),
        News::Done(what) => info!("{what}"),
        News::Failed(why) => warn!("{why}"),
    }
}

fn note_update(id: DocId, update: &Update) {
    match update {
        Update::Loaded { document, rest: Rest::Nothing } => {
            info!("Document {id} is read to its end, {}.", size(document));
        }
        // The analysis itself logs more.
        Update::Loaded { .. } | Update::Analysing(_) | Update::Analysed(_) => {}
        Update::Stale => info!("The file of document {id} has changed."),
        Update::Known(known) => {
            let (changes, marks) = (known.changes.len(), known.marks.len());
            info!("Document {id} has {changes} changes and {marks} marks from before.");
            known.trouble.iter().for_each(|trouble| warn!("Nothing is kept of document {id}. {trouble}"));
        }
        Update::Kept(others) => {
            info!("The changes of document {id} are saved; {} came from others.", others.len());
        }
        Update::NotKept { reason, unsaved } => {
            warn!("Document {id} has {unsaved} changes that are not saved. {reason}");
        }
        Update::Done(what) => info!("Document {id}: {what}"),
        Update::Failed(why) => warn!("Document {id}: {why}"),
    }
}

fn note_answer(answer: &Answer) {
    let failed = |what: &str, why: Option<&String>| {
        why.into_iter().for_each(|why| warn!("The archive gives no {what}. {why}"));
    };
    match answer {
        Answer::Inbox(answer) => failed("inbox", answer.as_ref().err()),
        Answer::Found(Ok(found)) => info!("The archive finds {}.", found.total),
        Answer::Found(Err(why)) => failed("hits", Some(why)),
        Answer::Offers { .. } => {}
        Answer::Dossier(answer) => failed("dossier", answer.as_ref().err()),
        Answer::Suggestions(answer) => failed("suggestions", answer.as_ref().err()),
        Answer::Compared(answer) => failed("comparison", answer.as_ref().err()),
        Answer::Judged(_) => info!("A judgement of two people is saved."),
        Answer::Done(what) => info!("{what}"),
        Answer::Failed(why) => warn!("{why}"),
    }
}

fn size(document: &Document) -> String {
    format!("{} bytes of text", document.text.len())
}
