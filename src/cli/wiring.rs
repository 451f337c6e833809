//! Connects the reader to the session: the reader's effects become commands, and news become events.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::browser::Browser;
use super::{pipe, wiring_archive};
use crate::reader::{self, Browser as _, DocEffect, DocId, Effect, Event, Runner};
use crate::session::{self, Command, Keep, Known, News, Opened, Recent, Rest, Session, Update};

/// A browser that ends this soon has opened the address. Later, somebody has closed it.
const SOON: Duration = Duration::from_secs(5);

/// Carries out the reader's effects on its worker thread.
pub(super) struct Wiring {
    session: Session,
    /// The document that the reader starts with.
    first: session::DocId,
    events: Option<Sender<Event>>,
}

impl Wiring {
    /// For a reader that starts with the document with that id.
    pub fn new(session: Session, first: session::DocId) -> Self {
        Self { session, first, events: None }
    }
}

impl Runner for Wiring {
    fn begin(&mut self, events: Sender<Event>) {
        self.events = Some(events.clone());
        self.session.begin(move |news| events.send(event(news)).is_ok());
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        let command = match effect {
            Effect::Of(DocId(id), DocEffect::Load) => Command::Load(id),
            Effect::Of(DocId(id), DocEffect::Analyse(document)) => Command::Analyse(id, document),
            Effect::Of(DocId(id), DocEffect::Look(path)) => Command::Look(id, path.into()),
            Effect::Of(DocId(id), DocEffect::Keep(keep)) => Command::Keep(id, kept(keep)),
            Effect::Recent { at_start } => Command::Keep(self.first, Keep::Recent { at_start }),
            Effect::Archive(ask) => Command::Archive(wiring_archive::ask(ask)),
            Effect::Open { id: DocId(id), path } => Command::Open(id, path),
            Effect::Save { name, briefing, document, highlights } => {
                Command::Save { name, briefing, document, highlights }
            }
            Effect::Browse(address) => {
                let events = self.events.clone()?;
                thread::spawn(move || browse(&address, &events));
                return None;
            }
            Effect::Pipe { command, text } => {
                let events = self.events.clone()?;
                thread::spawn(move || {
                    let answer = match pipe::run(&command, text) {
                        Ok(text) => Event::Output { command, text },
                        Err(why) => Event::Failed(why),
                    };
                    events.send(answer)
                });
                return None;
            }
            // The reader handles effects on the screen itself.
            Effect::Screen(_) | Effect::Edit(_) | Effect::Copy(_) => return None,
        };
        self.session.perform(command);
        None
    }
}

/// Opens an address. A browser may take long, or stay open for hours.
fn browse(address: &str, events: &Sender<Event>) {
    let begun = Instant::now();
    let opened = Browser.open(address);
    if opened.is_err() || begun.elapsed() < SOON {
        // If the reader is gone, nobody needs to know.
        let _ = events.send(Event::browsed(opened));
    }
}

fn kept(keep: reader::Keep) -> Keep {
    match keep {
        reader::Keep::Visit { document, path } => Keep::Visit { document, path },
        reader::Keep::Change(change) => Keep::Change(change),
        reader::Keep::Retry => Keep::Retry,
        reader::Keep::Mark(letter, place) => Keep::Mark(letter, place),
        reader::Keep::Position(place) => Keep::Position(place),
        reader::Keep::Copied(text) => Keep::Copied(text),
    }
}

fn event(news: News) -> Event {
    match news {
        // Messages to the user are shown whichever document is on the screen.
        News::Of(_, Update::Done(what)) | News::Done(what) => Event::Done(what),
        News::Of(id, update) => Event::Of(DocId(id), Box::new(of_document(update))),
        News::Opened(id, opened) => {
            let Opened { document, rest, path } = *opened;
            Event::Opened(Box::new(reader::Opened { id: DocId(id), document, rest: to_come(rest), path }))
        }
        News::NotOpened(id, reason) => Event::NotOpened { id: DocId(id), reason },
        News::More(more) => Event::More(more),
        News::Recent { list, at_start } => {
            let recent = |Recent { path, title, note }| reader::Recent { path, title, note };
            Event::Recent { list: list.into_iter().map(recent).collect(), at_start }
        }
        News::Archive(answer) => Event::Archive(Box::new(wiring_archive::answer(*answer))),
        News::Copied(path) => Event::Copied(path),
        News::Failed(why) => Event::Failed(why),
    }
}

fn of_document(update: Update) -> Event {
    match update {
        Update::Loaded { document, rest } => Event::Loaded { document, rest: to_come(rest) },
        Update::Analysing(percent) => Event::Analysing(percent),
        Update::Analysed(briefing) => Event::analysed(*briefing),
        Update::Stale => Event::Stale,
        Update::Known(known) => {
            let Known { replica, changes, position, marks, trouble } = *known;
            Event::Known(Box::new(reader::Known { replica, changes, position, marks, trouble }))
        }
        Update::Kept(others) => Event::Kept(others),
        Update::NotKept { reason, unsaved } => Event::NotKept { reason, unsaved },
        Update::Done(what) => Event::Done(what),
        Update::Failed(why) => Event::Failed(why),
    }
}

/// How much of a text is still to come, in the reader's type.
pub(super) fn to_come(rest: Rest) -> reader::Rest {
    match rest {
        Rest::Nothing => reader::Rest::Nothing,
        Rest::More { read, of } => reader::Rest::More { read, of },
        Rest::Fetching => reader::Rest::Fetching,
    }
}
