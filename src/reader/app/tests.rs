//! Corrections as a person makes them, key by key, without a terminal or a disk.

mod archive;
mod documents;
mod links;
mod places;
mod weeding;

use ratatui::buffer::{Buffer, Cell};

use super::*;
use crate::briefing::Briefing;
use crate::corrections::{Act, Change, Edit};
use crate::reader::event::Rest;
use crate::reader::jumps::Sought;
use crate::reader::keep::Keep;
use crate::reader::keep::Known;
use crate::reader::{ColorDepth, render};
use crate::text::{Anchor, Span};

fn briefing() -> Briefing {
    serde_json::from_str(include_str!("../../../tests/fixtures/lissa.json"))
        .expect("the fixture is a briefing")
}

/// A reader of the fixture; with `keep`, one that saves changes.
fn reader(keep: bool, size: (u16, u16)) -> App {
    let Briefing { text, blocks, metadata, .. } = briefing();
    let document = Document { text, blocks, metadata, ..Document::default() };
    let options = Options { color: ColorDepth::None, keep, ..Options::default() };
    let (mut app, _) = App::new(document, &options, size);
    app.update(Event::analysed(briefing()));
    app
}

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split(' ') {
        effects = app.update(Event::Key(Key::parse(key).expect(key)));
    }
    effects
}

/// Types text and presses Enter.
fn answer(app: &mut App, text: &str) -> Vec<Effect> {
    for c in text.chars() {
        app.update(Event::Key(Key::plain(crate::reader::Code::Char(c))));
    }
    press(app, "enter")
}

fn screen(app: &App) -> String {
    let mut buffer = Buffer::empty(app.screen());
    render(&mut buffer, app);
    let rows = buffer.content().chunks(usize::from(buffer.area().width));
    rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n").collect()
}

fn names(app: &App) -> Vec<&str> {
    app.tabs.here().reading.actors().iter().map(|a| a.name.as_str()).collect()
}

fn index(app: &App, name: &str) -> usize {
    names(app).iter().position(|n| *n == name).expect(name)
}

/// The pane of actors with that one selected.
fn at_actor(name: &str) -> App {
    let mut app = reader(false, (160, 40));
    press(&mut app, "tab tab");
    go_to_actor(&mut app, name);
    app
}

/// Selects an actor in the actors pane and focuses it.
fn go_to_actor(app: &mut App, name: &str) {
    press(app, "g");
    let wanted = index(app, name);
    while app.tabs.here().actors.selected != wanted {
        let before = app.tabs.here().actors.selected;
        press(app, "j");
        assert_ne!(app.tabs.here().actors.selected, before, "{name} is listed");
    }
}

#[test]
fn actors_are_merged_renamed_and_deleted_and_it_is_all_undone() {
    let mut app = at_actor("Union");
    let (before, count) = (screen(&app), app.tabs.here().reading.actors().len());
    let quotes = app.tabs.here().reading.spoken(index(&app, "Marta Okafor"));
    press(&mut app, "M");
    answer(&mut app, "okafor");
    assert!(!names(&app).contains(&"Union") && app.tabs.here().reading.actors().len() == count - 1);
    assert!(app.tabs.here().reading.spoken(index(&app, "Marta Okafor")) >= quotes);
    assert_eq!(
        names(&app)[app.tabs.here().actors.followed.unwrap()],
        "Marta Okafor",
        "what was followed still is"
    );
    assert!(screen(&app).contains("Marta Okafor*"), "{}", screen(&app));
    press(&mut app, "R ctrl-u");
    answer(&mut app, "M. Okafor");
    assert!(screen(&app).contains("Marta Okafor is called M. Okafor"), "{}", screen(&app));
    assert!(screen(&app).contains("M. Okafor*"));
    press(&mut app, "D");
    assert!(!names(&app).contains(&"M. Okafor"));
    press(&mut app, "U U U");
    go_to_actor(&mut app, "Union");
    press(&mut app, "k j");
    assert_eq!(screen(&app), before);
    press(&mut app, "U");
    assert!(screen(&app).contains("There is nothing to undo."));
    press(&mut app, "ctrl-r ctrl-r");
    assert!(names(&app).contains(&"M. Okafor"));
}

#[test]
fn a_kind_an_alias_and_a_mention_are_corrected() {
    let mut app = at_actor("Ilir Dragan");
    press(&mut app, "T");
    answer(&mut app, "office");
    let dragan = index(&app, "Ilir Dragan");
    assert_eq!(app.tabs.here().reading.actors()[dragan].kind, crate::briefing::ActorKind::Office);
    let mentions = app.tabs.here().reading.mentions_of(dragan).len();
    press(&mut app, "A");
    answer(&mut app, "harbour");
    let dragan = index(&app, "Ilir Dragan");
    assert!(app.tabs.here().reading.mentions_of(dragan).len() > mentions);
    press(&mut app, "U S");
    assert!(screen(&app).contains("Mention of somebody else:"));
    answer(&mut app, "1");
    press(&mut app, "ctrl-u");
    answer(&mut app, "Vesna Dragan");
    let (old, new) = (index(&app, "Ilir Dragan"), index(&app, "Vesna Dragan"));
    let count = |i: usize| app.tabs.here().reading.mentions_of(i).len();
    assert_eq!((count(old), count(new)), (mentions - 1, 1));
}

#[test]
fn a_speaker_is_picked_invented_and_cleared() {
    let mut app = reader(false, (160, 40));
    press(&mut app, "] ] w");
    assert!(screen(&app).contains("Who said it:"));
    answer(&mut app, "drag");
    let speaker = |app: &App| {
        let reading = &app.tabs.here().reading;
        reading.speaker_name(reading.speaker(1)).to_owned()
    };
    assert_eq!(speaker(&app), "Ilir Dragan");
    press(&mut app, "[ w");
    answer(&mut app, "Zyx Qwv");
    assert_eq!(speaker(&app), "Zyx Qwv");
    press(&mut app, "[ W");
    assert_eq!(speaker(&app), "unknown");
    let count = app.tabs.here().reading.quotes().len();
    press(&mut app, "[ X");
    assert_eq!(app.tabs.here().reading.quotes().len(), count - 1);
    press(&mut app, "C");
    assert!(screen(&app).contains("is not a quote."), "{}", screen(&app));
    press(&mut app, "q U U U U");
    assert_eq!((speaker(&app), app.tabs.here().quotes.selected), ("Ilir Dragan".to_owned(), Some(1)));
    assert_eq!(app.tabs.here().reading.quotes().len(), count);
}

#[test]
fn a_prompt_that_is_left_changes_nothing() {
    let mut app = at_actor("Union");
    let before = names(&app).join(" ");
    for keys in ["M esc", "R esc", "R enter", "A enter", "T esc", "S esc", "w esc"] {
        press(&mut app, keys);
        assert!(app.prompt.is_none(), "{keys}");
        assert_eq!(names(&app).join(" "), before, "{keys}");
    }
    assert!(app.tabs.here().annotations.corrections.is_empty());
}

#[test]
fn nothing_is_called_saved_before_it_is() {
    let mut app = reader(true, (100, 24));
    app.update(Event::Known(Box::default()));
    let effects = press(&mut app, "] W");
    assert!(
        matches!(
            effects.as_slice(),
            [Effect::Of(_, DocEffect::Keep(Keep::Change(Change { act: Act::Add(_), .. })))]
        ),
        "{effects:?}"
    );
    assert!(screen(&app).contains("Nobody knows who said") && !screen(&app).contains("Saved:"));
    app.update(Event::Kept(Vec::new()));
    assert!(screen(&app).contains("Saved: Nobody knows who said"), "{}", screen(&app));
    press(&mut app, "U");
    let reason = "The disk is full; make room on it.".to_owned();
    app.update(Event::NotKept { reason, unsaved: 1 });
    assert!(screen(&app).contains("NOT SAVED: The disk is full; make room on it."));
    press(&mut app, "j");
    assert!(screen(&app).contains("NOT SAVED: 1"), "{}", screen(&app));
    press(&mut app, "q");
    assert!(screen(&app).contains("Not everything is saved; Q quits anyway."));
    let effects = press(&mut app, "Q");
    assert!(
        matches!(effects.as_slice(), [Effect::Of(_, DocEffect::Keep(Keep::Position(_))), Effect::Screen(_)]),
        "{effects:?}"
    );
}

#[test]
fn what_was_kept_comes_back_and_the_place_too() {
    let mut app = reader(true, (60, 12));
    let text = app.tabs.here().reading.text().to_owned();
    let place = |words: &str| {
        let start = text.find(words).expect(words) as u32;
        Anchor::new(&text, Span::new(start, start + words.len() as u32))
    };
    let mut before = crate::corrections::Corrections::new(uuid::Uuid::from_u128(7));
    let quote = Anchor::new(&text, app.tabs.here().reading.quotes()[0].spans[0]);
    let changes = vec![before.add(Edit::Speaker { quote, speaker: None })];
    let position = Some(place("called for “patience"));
    app.update(Event::Known(Box::new(Known { changes, position: position.clone(), ..Known::default() })));
    assert!(screen(&app).contains("Resumed where you stopped"), "{}", screen(&app));
    assert!(screen(&app).contains("called for “patience"), "{}", screen(&app));
    assert_eq!(app.tabs.here().reading.speaker_name(app.tabs.here().reading.speaker(0)), "unknown");
    let effects = app.update(Event::Terminate(15));
    let [Effect::Of(_, DocEffect::Keep(Keep::Position(kept))), Effect::Screen(_)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(kept.words.starts_with("The Chinese consul"), "{kept:?}");
    let mut late = reader(true, (60, 12));
    press(&mut late, "j");
    late.update(Event::Known(Box::new(Known { position, ..Known::default() })));
    assert!(!screen(&late).contains("Resumed"), "who has begun to move is left alone");
}

#[test]
fn trouble_is_told_and_reading_goes_on() {
    let mut app = reader(true, (100, 24));
    let trouble = Some("A newer attache wrote it (schema 9); update this one.".to_owned());
    app.update(Event::Known(Box::new(Known { trouble, ..Known::default() })));
    assert!(screen(&app).contains("NOT SAVED: A newer attache wrote it"), "{}", screen(&app));
    press(&mut app, "i");
    assert!(screen(&app).contains("Nothing is being saved"), "{}", screen(&app));
    press(&mut app, "q ] W");
    app.update(Event::NotKept { reason: "A newer attache wrote it.".to_owned(), unsaved: 1 });
    assert!(screen(&app).contains("NOT SAVED: A newer attache wrote it. Nobody knows"), "{}", screen(&app));
    let mut other = reader(false, (100, 24));
    press(&mut other, "] W");
    assert!(screen(&other).contains("--no-state: this is not saved."), "{}", screen(&other));
    assert!(matches!(press(&mut other, "q").as_slice(), [Effect::Screen(_)]));
}

#[test]
fn passages_are_selected_highlighted_and_noted() {
    let mut app = reader(false, (100, 24));
    press(&mut app, "V");
    assert!(screen(&app).contains("selecting by sentence"), "{}", screen(&app));
    press(&mut app, "j H");
    let first = app.tabs.here().annotations.highlights[0].span;
    assert!(
        app.tabs.here().annotations.selection.is_none() && screen(&app).contains("┃="),
        "{}",
        screen(&app)
    );
    press(&mut app, "g V tab tab tab l l H");
    assert_eq!(app.tabs.here().annotations.highlights.len(), 2);
    press(&mut app, "V c");
    answer(&mut app, "Ask about this.");
    assert!(
        app.tabs.here().annotations.highlights.iter().any(|h| h.note.as_deref() == Some("Ask about this."))
    );
    assert!(screen(&app).contains('#'), "{}", screen(&app));
    press(&mut app, "L");
    assert!(screen(&app).contains("Ask about this."), "{}", screen(&app));
    press(&mut app, "/");
    answer(&mut app, "ask");
    press(&mut app, "enter");
    assert!(app.prompt.is_none() && app.overlays.is_empty());
    press(&mut app, "U U U");
    assert!(app.tabs.here().annotations.highlights.is_empty());
    press(&mut app, "ctrl-r");
    assert_eq!(app.tabs.here().annotations.highlights[0].span, first);
    press(&mut app, "L esc V esc");
    assert!(app.tabs.here().annotations.selection.is_none() && app.prompt.is_none());
}

#[test]
fn a_selection_becomes_a_quote() {
    let mut app = reader(false, (100, 24));
    let count = app.tabs.here().reading.quotes().len();
    press(&mut app, "\"");
    assert!(screen(&app).contains("Select the words first"));
    press(&mut app, "g V , \"");
    assert_eq!(app.tabs.here().reading.quotes().len(), count + 1);
    assert!(app.tabs.here().quotes.selected.is_some());
    press(&mut app, "w");
    answer(&mut app, "okafor");
    let mine = |q: &crate::briefing::Quote| {
        q.rule == crate::corrections::RULE && q.speaker() == Some("marta-okafor")
    };
    assert!(app.tabs.here().reading.quotes().iter().any(mine));
}

#[test]
fn a_note_goes_through_the_editor() {
    let mut app = reader(false, (100, 24));
    let effects = press(&mut app, "V E");
    assert!(matches!(effects.as_slice(), [Effect::Edit(note)] if note.is_empty()), "{effects:?}");
    app.update(Event::Edited(Ok("One line.\n\nAnd another.\n".to_owned())));
    assert_eq!(app.tabs.here().annotations.highlights[0].note.as_deref(), Some("One line.\n\nAnd another."));
    press(&mut app, "V c");
    assert!(screen(&app).contains("several lines; E edits it"), "{}", screen(&app));
    press(&mut app, "esc V E");
    app.update(Event::Edited(Err("There is no editor “x”.".to_owned())));
    assert!(screen(&app).contains("There is no editor"));
}

#[test]
fn what_is_copied_is_running_text_with_its_citation() {
    let mut app = reader(true, (100, 24));
    app.update(Event::Known(Box::default()));
    let effects = press(&mut app, "] ] y");
    let [Effect::Copy(text), Effect::Of(_, DocEffect::Keep(Keep::Copied(kept)))] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(
        text == kept
            && !text.contains('\n')
            && text.contains(" — Ilir Dragan, foreign minister (paraphrase); “Port talks")
            && text.ends_with(", paragraph 4"),
        "{text}"
    );
    app.update(Event::Copied("/state/copied.txt".to_owned()));
    assert!(screen(&app).contains("it is also in /state/copied.txt"), "{}", screen(&app));
    let effects = press(&mut app, "V tab tab y");
    let [Effect::Copy(text), _] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(!text.contains('\n'), "{text}");
}

#[test]
fn saving_asks_for_a_name_and_a_secure_reader_saves_nothing() {
    let mut app = reader(false, (100, 24));
    press(&mut app, "s ctrl-u");
    let effects = answer(&mut app, "out.csv");
    assert!(matches!(effects.as_slice(), [Effect::Save { name, .. }] if name == "out.csv"), "{effects:?}");
    app.secure = true;
    for keys in ["s", "V E"] {
        assert!(press(&mut app, keys).is_empty());
        assert!(screen(&app).contains("ATTACHE_SECURE allows no"), "{}", screen(&app));
    }
}

#[test]
fn recent_documents_are_offered_and_one_is_opened() {
    let recent =
        |path: &str| crate::reader::Recent { path: path.to_owned(), title: None, note: "2018".to_owned() };
    let list = vec![recent("/a/first.txt"), recent("/b/second.txt")];
    let mut app = reader(true, (100, 24));
    app.update(Event::Recent { list: list.clone(), at_start: true });
    assert!(screen(&app).contains("second.txt"), "{}", screen(&app));
    let effects = answer(&mut app, "sec");
    let [Effect::Open { id: DocId(1), path }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(path.to_str(), Some("/b/second.txt"));
    let document = Document::from_paragraphs("Another text.");
    let opened =
        Opened { id: DocId(1), document, rest: Rest::Nothing, path: Some("/b/second.txt".to_owned()) };
    let effects = app.update(Event::Opened(Box::new(opened)));
    assert!(
        matches!(
            effects.as_slice(),
            [
                Effect::Of(DocId(0), DocEffect::Keep(Keep::Position(_))),
                Effect::Of(DocId(1), DocEffect::Keep(Keep::Visit { .. })),
                Effect::Of(DocId(1), DocEffect::Analyse(_))
            ]
        ),
        "{effects:?}"
    );
    assert!(screen(&app).contains("Another text.") && !screen(&app).contains("Lissa"));
    press(&mut app, "j");
    app.update(Event::Recent { list, at_start: true });
    assert!(app.prompt.is_none(), "who has begun to read is left alone");
    press(&mut app, "O");
    app.update(Event::Recent { list: Vec::new(), at_start: false });
    let effects = answer(&mut app, "/c/third.txt");
    assert!(matches!(effects.as_slice(), [Effect::Open { id: DocId(2), .. }]), "{effects:?}");
}

#[test]
fn marks_are_kept_and_come_back() {
    let mut app = reader(true, (60, 12));
    let effects = press(&mut app, "j j j m a");
    let [Effect::Of(_, DocEffect::Keep(Keep::Mark('a', place)))] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let at = app.tabs.here().jumps.marks[&'a'].at;
    let mut later = reader(true, (60, 12));
    press(&mut later, "m b");
    let marks = vec![('a', place.clone()), ('b', place.clone())];
    later.update(Event::Known(Box::new(Known { marks, ..Known::default() })));
    assert_eq!(
        (later.tabs.here().jumps.marks[&'a'].at, later.tabs.here().jumps.marks[&'b'].at),
        (at, 0),
        "what is set now stands"
    );
    press(&mut later, "' a");
    assert_eq!(later.tabs.here().position().as_ref(), Some(place));
    let mut hasty = reader(true, (60, 12));
    press(&mut hasty, "' a");
    assert!(screen(&hasty).contains("Looking for mark a"), "{}", screen(&hasty));
    let marks = vec![('a', place.clone())];
    hasty.update(Event::Known(Box::new(Known { marks, ..Known::default() })));
    assert!(
        hasty.tabs.here().position().as_ref() == Some(place) && !screen(&hasty).contains("Looking"),
        "{}",
        screen(&hasty)
    );
    let mut unkept = reader(false, (60, 12));
    assert!(press(&mut unkept, "m a").is_empty());
}

#[test]
fn the_next_paragraph_that_names_the_followed_actor_comes_to_the_top() {
    let mut app = reader(false, (60, 8));
    let actor = index(&app, "Ilir Dragan");
    app.tabs.here_mut().actors.followed = Some(actor);
    let tops = |app: &mut App, key: &str| {
        let mut tops = Vec::new();
        while app.message.is_none() {
            press(app, key);
            let tab = app.tabs.here_mut();
            let at = tab.text.place(&tab.reading).at;
            tops.push(app.tabs.here().reading.block_at(at));
        }
        tops.pop();
        tops
    };
    let naming: Vec<usize> = (0..app.tabs.here().reading.blocks().len())
        .filter(|&b| Sought::Naming(actor).suits(&app.tabs.here().reading, b))
        .collect();
    assert!(naming.len() > 2, "{naming:?}");
    let down = tops(&mut app, ")");
    assert!(naming.starts_with(&down) && down.len() > 1, "{down:?} of {naming:?}");
    assert!(screen(&app).contains("No paragraph that names Ilir Dragan below."), "{}", screen(&app));
    app.message = None;
    let up = tops(&mut app, "(");
    assert!(up.iter().rev().eq(naming[..up.len()].iter()), "{up:?} of {naming:?}");
}
