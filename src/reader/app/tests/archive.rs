//! The pages of the archive, with made-up answers.

use jiff::civil::date;

use super::*;
use crate::briefing::{Citation, QuoteKind};
use crate::document::Metadata;
use crate::reader::archive::data::{
    Answer, Ask, Change as Changed, Dossier, Found, Hit, Offers, Pair, Person, Saved, Saying, Side,
    Suggestion, Verdict,
};
use crate::text::Span;

const KEYS: &str = "no ship would be withdrawn until the lighthouse keys were handed back";

fn hit(number: i64, story: i64, day: (i16, i8, i8), source: &str, words: &str) -> Hit {
    Hit {
        number,
        story,
        documents: if story == 1 { 9 } else { 1 },
        outlets: if story == 1 { 6 } else { 1 },
        day: date(day.0, day.1, day.2),
        is_undated: false,
        title: Some(if story == 1 { "The lighthouse keys" } else { "Fog over the ferry line" }.to_owned()),
        source: Some(source.to_owned()),
        words: words.to_owned(),
        span: Span::new(10, 20),
        quote: Some(Saying {
            id: number * 10,
            speakers: vec!["Lena Abarca".to_owned()],
            kind: if words.starts_with('“') { QuoteKind::Direct } else { QuoteKind::Indirect },
            is_sure: true,
        }),
        flags: Vec::new(),
        is_summary: false,
        is_changed: false,
        is_read: false,
        tags: Vec::new(),
        citation: Citation::of_passage(words, &Metadata::default()),
    }
}

fn hits() -> Vec<Hit> {
    vec![
        hit(31, 1, (2026, 11, 12), "Halyard News", KEYS),
        hit(30, 1, (2026, 11, 12), "Sorrel Wire", KEYS),
        hit(29, 1, (2026, 11, 11), "Quay Radio", "“You cannot lend a lighthouse.”"),
        hit(12, 12, (2026, 11, 2), "Quay Radio", "fog was no excuse"),
    ]
}

fn tell(app: &mut App, answer: Answer) -> Vec<Effect> {
    app.update(Event::Archive(Box::new(answer)))
}

/// The questions to the archive among some effects.
fn asked(effects: Vec<Effect>) -> Vec<Ask> {
    effects.into_iter().filter_map(|e| if let Effect::Archive(ask) = e { Some(ask) } else { None }).collect()
}

fn inbox() -> Answer {
    let saved = |name: Option<&str>, query: &str, new| Saved {
        name: name.map(str::to_owned),
        query: query.to_owned(),
        seen: 29,
        counts: Ok((new, 31)),
    };
    Answer::Inbox(Ok(vec![
        saved(Some("Abarca on the lighthouse"), "speaker:abarca lighthouse", 2),
        saved(None, "", 0),
    ]))
}

/// A reader of the fixture with the hits of a saved query on the screen.
fn at_hits(size: (u16, u16)) -> App {
    let mut app = reader(true, size);
    assert_eq!(asked(press(&mut app, "I")), [Ask::Inbox]);
    tell(&mut app, inbox());
    let query = "speaker:abarca lighthouse".to_owned();
    assert_eq!(
        asked(press(&mut app, "enter")),
        [
            Ask::Find { query: query.clone(), most: 500 },
            Ask::Seen(Some("Abarca on the lighthouse".to_owned()))
        ]
    );
    tell(&mut app, Answer::Found(Ok(Found { query, hits: hits(), total: 4, notes: Vec::new() })));
    app
}

#[test]
fn a_document_alone_asks_nothing_of_the_archive() {
    let mut app = reader(true, (100, 30));
    for keys in ["j", "]", "tab", "q"] {
        assert_eq!(asked(press(&mut app, keys)), []);
    }
}

#[test]
fn the_inbox_lists_queries_with_what_is_new_and_opens_their_hits() {
    let mut app = reader(true, (100, 30));
    press(&mut app, "I");
    assert!(screen(&app).contains("Looking"), "{}", screen(&app));
    tell(&mut app, inbox());
    let shown = screen(&app);
    assert!(shown.contains("▌Abarca on the lighthouse   speaker:abarca lighthouse"), "{shown}");
    assert!(shown.lines().nth(1).unwrap().trim_end().ends_with("2      31"), "{shown}");
    assert!(shown.contains(" Everything"), "{shown}");
    press(&mut app, "q");
    assert!(!screen(&app).contains("Inbox"));
}

#[test]
fn hits_are_grouped_by_story_and_say_who_what_where() {
    let app = at_hits((100, 30));
    let shown = screen(&app);
    assert!(shown.contains("Hits 4 in 2 stories   speaker:abarca lighthouse"), "{shown}");
    assert!(
        shown.contains("The lighthouse keys") && shown.contains("9 documents, 6 outlets, 11–12 Nov 2026")
    );
    assert!(shown.contains("▌12 Nov •┊ no ship would be withdrawn"), "{shown}");
    assert!(shown.contains("Halyard News +1"), "the same words are one entry: {shown}");
    assert!(shown.contains("11 Nov  ┃ “You cannot lend a lighthouse.”"), "{shown}");
    assert!(!shown.contains("Lena Abarca:"), "who says all of them is not repeated: {shown}");
}

#[test]
fn the_words_that_were_asked_for_are_lit() {
    let app = at_hits((100, 30));
    let mut buffer = Buffer::empty(app.screen());
    render(&mut buffer, &app);
    let row = (0..30).find(|y| (0..100).any(|x| buffer[(x, *y)].symbol() == "┊")).unwrap();
    let text: String = (0..100).map(|x| buffer[(x, row)].symbol().to_owned()).collect();
    let at = text
        .chars()
        .collect::<Vec<_>>()
        .windows(10)
        .position(|w| w.iter().collect::<String>() == "lighthouse");
    let cell = &buffer[(at.unwrap() as u16, row)];
    assert!(cell.modifier.contains(ratatui::style::Modifier::REVERSED), "{cell:?}");
}

#[test]
fn enter_opens_the_text_at_the_quote_and_q_comes_back_to_the_same_hit() {
    let mut app = at_hits((100, 30));
    press(&mut app, "j");
    let effects = press(&mut app, "enter");
    let [Effect::Open { id: DocId(1), path }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(path.to_str(), Some("#29"));
    let Briefing { text, blocks, metadata, .. } = briefing();
    let document = Document { text, blocks, metadata, ..Document::default() };
    let opened = Opened { id: DocId(1), document, rest: Rest::Nothing, path: None };
    app.archive.sought = Some((DocId(1), briefing().quotes[1].spans[0]));
    app.update(Event::Opened(Box::new(opened)));
    app.update(Event::Of(DocId(1), Box::new(Event::analysed(briefing()))));
    assert!(!app.shows_archive() && app.tabs.active() == DocId(1));
    assert_eq!(app.tabs.here().quotes.selected, Some(1), "the quote is selected");
    let known = Known { position: Some(Anchor::new(&briefing().text, Span::new(0, 9))), ..Known::default() };
    app.update(Event::Of(DocId(1), Box::new(Event::Known(Box::new(known)))));
    assert_eq!(app.tabs.here().quotes.selected, Some(1), "one does not resume elsewhere");
    let effects = asked(press(&mut app, "q"));
    assert!(matches!(effects.as_slice(), [Ask::Find { .. }]), "what changed meanwhile is shown: {effects:?}");
    let query = "speaker:abarca lighthouse".to_owned();
    tell(&mut app, Answer::Found(Ok(Found { query, hits: hits(), total: 4, notes: Vec::new() })));
    let shown = screen(&app);
    assert!(shown.contains("▌11 Nov"), "{shown}");
    press(&mut app, "q q");
    assert_eq!(app.tabs.active(), DocId(1));
    assert!(!app.shows_archive());
}

#[test]
fn next_and_previous_go_through_stories_and_while_reading_through_documents() {
    let mut app = at_hits((100, 30));
    press(&mut app, "J");
    assert!(screen(&app).contains("▌ 2 Nov"), "{}", screen(&app));
    press(&mut app, "K enter");
    let document = Document::from_paragraphs(KEYS);
    let opened = Opened { id: DocId(1), document, rest: Rest::Nothing, path: None };
    app.update(Event::Opened(Box::new(opened)));
    let effects = press(&mut app, "J");
    assert!(
        matches!(effects.as_slice(), [Effect::Open { path, .. }] if path.to_str() == Some("#29")),
        "{effects:?}"
    );
    press(&mut app, "K");
    assert!(screen(&app).contains("There is no previous hit") || app.tabs.active() == DocId(1));
}

#[test]
fn entries_are_searched_and_a_number_repeats() {
    let mut app = at_hits((100, 30));
    press(&mut app, "/");
    answer(&mut app, "fog");
    assert!(screen(&app).contains("▌ 2 Nov"), "{}", screen(&app));
    press(&mut app, "g");
    assert!(screen(&app).contains("▌12 Nov"), "{}", screen(&app));
    press(&mut app, "n");
    assert!(screen(&app).contains("▌ 2 Nov") && screen(&app).contains("/fog 1"), "{}", screen(&app));
    press(&mut app, "esc g 2 j");
    assert!(screen(&app).contains("▌ 2 Nov"), "{}", screen(&app));
}

#[test]
fn a_query_is_written_with_what_the_archive_offers_and_a_wrong_one_stays() {
    let mut app = at_hits((100, 30));
    press(&mut app, "& ctrl-u");
    for c in "by:aba".chars() {
        app.update(Event::Key(Key::plain(crate::reader::Code::Char(c))));
    }
    let query = "by:aba".to_owned();
    let names = vec![("Lena Abarca".to_owned(), "person".to_owned(), Some(38))];
    tell(&mut app, Answer::Offers(Offers { query, count: Some(Ok(31)), names }));
    assert!(screen(&app).contains("Ask: by:aba") && screen(&app).contains("31"), "{}", screen(&app));
    press(&mut app, "tab");
    assert!(screen(&app).contains("Ask: by:\"Lena Abarca\""), "{}", screen(&app));
    press(&mut app, "ctrl-u");
    for c in "by:zeno".chars() {
        app.update(Event::Key(Key::plain(crate::reader::Code::Char(c))));
    }
    let wrong = Some(Err("Nothing in the archive is “speaker:zeno”.".to_owned()));
    tell(&mut app, Answer::Offers(Offers { query: "by:zeno".to_owned(), count: wrong, names: Vec::new() }));
    assert_eq!(asked(press(&mut app, "enter")), []);
    let shown = screen(&app);
    assert!(shown.contains("Ask: by:zeno") && shown.contains("Nothing in the archive"), "{shown}");
    press(&mut app, "ctrl-u");
    assert_eq!(asked(answer(&mut app, "fog")), [Ask::Find { query: "fog".to_owned(), most: 500 }]);
    assert_eq!(
        asked(answer_to(&mut app, "s", "Fog")),
        [Ask::Save { name: "Fog".to_owned(), query: "fog".to_owned() }]
    );
}

/// Presses a key that opens a prompt, and answers it.
fn answer_to(app: &mut App, keys: &str, text: &str) -> Vec<Effect> {
    press(app, keys);
    press(app, "ctrl-u");
    answer(app, text)
}

#[test]
fn tags_and_what_was_read_are_set_where_one_is() {
    let mut app = at_hits((100, 30));
    assert_eq!(asked(answer_to(&mut app, "T", "Later")), [Ask::Tag { number: 31, tag: "later".to_owned() }]);
    let effects = asked(tell(&mut app, Answer::Done("#31 has the tag later.".to_owned())));
    assert!(matches!(effects.as_slice(), [Ask::Find { .. }]));
    let effects = asked(press(&mut app, "r"));
    assert_eq!(effects[0], Ask::Read { number: 31, is_read: true });
    let mut app = reader(true, (100, 30));
    assert_eq!(asked(press(&mut app, "T")), []);
    assert!(screen(&app).contains("opened from the archive"));
}

fn dossier() -> Answer {
    let mut quotes = hits();
    quotes[0].is_changed = true;
    Answer::Dossier(Ok(Box::new(Dossier {
        name: "Lena Abarca".to_owned(),
        kind: "person".to_owned(),
        people: 2,
        roles: vec!["prime minister of Sorrel".to_owned(), "harbour minister".to_owned()],
        total: 61,
        days: Some((date(2025, 2, 3), date(2026, 11, 12))),
        months: vec![((2025, 2), 3), ((2026, 10), 7), ((2026, 11), 14)],
        quotes,
        with: vec![("Veskaria".to_owned(), 9)],
        outlets: vec![("Halyard News".to_owned(), 20)],
        ..Dossier::default()
    })))
}

#[test]
fn a_dossier_has_a_timeline_and_the_newest_quotes_first() {
    let mut app = at_hits((100, 30));
    assert_eq!(asked(press(&mut app, "D")), [Ask::Dossier("Lena Abarca".to_owned())]);
    tell(&mut app, dossier());
    let shown = screen(&app);
    assert!(shown.contains("Lena Abarca  prime minister of Sorrel"), "{shown}");
    assert!(shown.contains("J F M A M J J A S O N D J F M"), "{shown}");
    assert!(shown.contains("█   most in a month: 14"), "{shown}");
    assert!(shown.contains("Nov 2026") && shown.contains("changed Halyard News"), "{shown}");
    press(&mut app, "G");
    assert!(screen(&app).contains("2 people called Lena Abarca are kept apart"), "{}", screen(&app));
    assert_eq!(asked(press(&mut app, "=")), [Ask::Suggest("Lena Abarca".to_owned())]);
}

#[test]
fn a_key_on_an_actor_of_a_text_opens_the_dossier() {
    let mut app = at_actor("Marta Okafor");
    let name = "Marta Okafor".to_owned();
    assert_eq!(asked(press(&mut app, "P")), [Ask::Dossier(name)]);
    press(&mut app, "q");
    assert!(!app.shows_archive());
}

#[test]
fn only_an_answer_says_who_is_one_and_it_is_taken_back() {
    let mut app = at_hits((100, 30));
    press(&mut app, "=");
    let person = |number, role: &str| Person {
        number,
        name: "Lena Abarca".to_owned(),
        role: Some(role.to_owned()),
        country: None,
    };
    let suggestion = |role: &str| Suggestion {
        first: person(3, "harbour minister"),
        second: person(9, role),
        same_story: true,
        same_role: None,
    };
    tell(
        &mut app,
        Answer::Suggestions(Ok(vec![suggestion("prime minister"), suggestion("rower"), suggestion("x")])),
    );
    let shown = screen(&app);
    assert!(shown.contains("suggestion 1 of 3") && shown.contains("prime minister"), "{shown}");
    assert!(shown.contains("For: both are in one story. Against: another role."), "{shown}");
    assert_eq!(asked(press(&mut app, "y")), [Ask::Judge(0, Verdict::Same)]);
    assert_eq!(asked(press(&mut app, "l")), []);
    assert_eq!(asked(press(&mut app, "n")), [Ask::Judge(2, Verdict::Different)]);
    assert!(screen(&app).contains("That was the last one"), "{}", screen(&app));
    assert_eq!(asked(press(&mut app, "U")), [Ask::UndoJudgement]);
    assert_eq!(asked(press(&mut app, "U")), [], "what was put off has nothing to undo");
    assert!(screen(&app).contains("suggestion 2 of 3"), "{}", screen(&app));
    let effects = press(&mut app, "tab enter");
    assert!(
        matches!(effects.as_slice(), [Effect::Open { path, .. }] if path.to_str() == Some("#9")),
        "{effects:?}"
    );
}

fn pairs() -> Answer {
    let side = |number, when: &str| Side {
        number,
        when: when.to_owned(),
        source: Some("Halyard News".to_owned()),
        title: Some("The lighthouse keys".to_owned()),
    };
    let parts = vec![
        (Changed::Same, "The envoy left. ¶ no ship would be".to_owned()),
        (Changed::Removed, "withdrawn".to_owned()),
        (Changed::Added, "moved".to_owned()),
        (Changed::Same, "until the keys were back".to_owned()),
    ];
    let pair = Pair { first: side(30, "14:02"), second: side(31, "17:40"), speaker: None, parts };
    Answer::Compared(Ok(vec![pair.clone(), Pair { second: side(32, "18:00"), ..pair }]))
}

#[test]
fn versions_are_compared_side_by_side_where_there_is_room_and_inline_below() {
    let mut app = at_hits((100, 30));
    assert_eq!(asked(press(&mut app, "c")), [Ask::Compare { number: 31, quote: Some(310) }]);
    tell(&mut app, pairs());
    let shown = screen(&app);
    assert!(shown.contains("no ship would be [-withdrawn-] {+moved+} until the keys were back"), "{shown}");
    assert!(shown.contains("- 14:02  Halyard News  #30") && shown.contains("1 of 2"), "{shown}");
    press(&mut app, "s");
    let shown = screen(&app);
    assert!(
        shown.contains("no ship would be [-withdrawn-] until the keys") && shown.contains("│"),
        "{shown}"
    );
    assert!(shown.contains("no ship would be {+moved+} until the keys were"), "{shown}");
    press(&mut app, "]");
    assert!(screen(&app).contains("▌ no ship"), "{}", screen(&app));
    press(&mut app, "J");
    assert!(screen(&app).contains("18:00") && screen(&app).contains("2 of 2"), "{}", screen(&app));
    let mut app = at_hits((160, 45));
    press(&mut app, "c");
    tell(&mut app, pairs());
    assert!(screen(&app).lines().any(|line| line.contains("withdrawn") && line.contains("moved")));
}

#[test]
fn no_size_is_too_small_and_every_action_is_harmless() {
    for size in [(160, 45), (100, 30), (60, 20), (40, 10), (12, 3), (1, 1)] {
        let mut app = at_hits((100, 30));
        let answers: [fn() -> Answer; 4] =
            [dossier, pairs, inbox, || Answer::Suggestions(Err("There is no archive yet.".to_owned()))];
        for (keys, answer) in ["D", "c", "I", "="].iter().zip(answers) {
            app.update(Event::Resize { width: size.0, height: size.1 });
            press(&mut app, keys);
            tell(&mut app, answer());
            screen(&app);
            for action in Action::ALL {
                app.act(*action);
                app.settle();
                screen(&app);
                app.prompt = None;
                app.overlays.clear();
            }
        }
    }
}

#[test]
fn a_reader_that_begins_with_the_archive_has_no_document_and_leaves_with_q() {
    let options = Options { color: ColorDepth::None, keep: true, archive: true, ..Options::default() };
    let (mut app, effects) = App::new(Document::default(), &options, (80, 24));
    assert_eq!(asked(effects), [Ask::Inbox]);
    tell(&mut app, Answer::Inbox(Err("There is no archive.db yet.".to_owned())));
    assert!(screen(&app).contains("There is no archive.db yet."), "{}", screen(&app));
    tell(&mut app, inbox());
    press(&mut app, "enter");
    let query = "speaker:abarca lighthouse".to_owned();
    tell(&mut app, Answer::Found(Ok(Found { query, hits: hits(), total: 4, notes: Vec::new() })));
    press(&mut app, "enter");
    let opened =
        Opened { id: DocId(0), document: Document::from_paragraphs(KEYS), rest: Rest::Nothing, path: None };
    app.update(Event::Opened(Box::new(opened)));
    assert!(!app.shows_archive() && screen(&app).contains("no ship"), "{}", screen(&app));
    press(&mut app, "q q");
    assert!(screen(&app).contains("Inbox"), "{}", screen(&app));
    let options = Options { color: ColorDepth::None, keep: true, archive: true, ..Options::default() };
    let (mut app, _) = App::new(Document::default(), &options, (80, 24));
    let effects = press(&mut app, "q");
    assert!(
        matches!(effects.as_slice(), [.., Effect::Screen(ScreenEffect::Exit(Exit::Quit))]),
        "{effects:?}"
    );
}

/// Whether an effect stays within the archive and its own folder.
fn stays_inside(effect: &Effect) -> bool {
    match effect {
        Effect::Edit(_)
        | Effect::Browse(_)
        | Effect::Save { .. }
        | Effect::Pipe { .. }
        | Effect::Recent { .. } => false,
        Effect::Open { path, .. } => path.to_str().is_some_and(|path| path.starts_with('#')),
        Effect::Of(..) | Effect::Copy(_) | Effect::Archive(_) | Effect::Screen(_) => true,
    }
}

#[test]
fn where_only_the_archive_is_open_no_action_and_no_prompt_leads_elsewhere() {
    let options = Options {
        color: ColorDepth::None,
        keep: true,
        archive: true,
        secure: true,
        only_archive: true,
        offer_recent: true,
        ..Options::default()
    };
    let query = "speaker:abarca lighthouse".to_owned();
    let typed = ["/etc/passwd", "https://example.org/x", "-", "~/.profile", "../x", "1"];
    for in_text in [false, true] {
        let (mut app, mut effects) = App::new(Document::default(), &options, (100, 30));
        tell(&mut app, inbox());
        press(&mut app, "enter");
        let found = Found { query: query.clone(), hits: hits(), total: 4, notes: Vec::new() };
        tell(&mut app, Answer::Found(Ok(found)));
        if in_text {
            press(&mut app, "enter");
            let Briefing { text, blocks, metadata, .. } = briefing();
            let document = Document { text, blocks, metadata, ..Document::default() };
            let path = Some("/etc/passwd".to_owned());
            let opened = Opened { id: DocId(0), document, rest: Rest::Nothing, path };
            effects.extend(app.update(Event::Opened(Box::new(opened))));
            effects.extend(app.update(Event::Of(DocId(0), Box::new(Event::analysed(briefing())))));
            assert!(!app.shows_archive());
        }
        for action in Action::ALL {
            for text in typed {
                // Close whatever the previous action opened.
                app.prompt = None;
                app.overlays.clear();
                app.archive.is_shown = !in_text;
                app.act(*action);
                app.settle();
                effects.append(&mut app.outbox);
                for c in text.chars() {
                    effects.extend(app.update(Event::Key(Key::plain(crate::reader::Code::Char(c)))));
                }
                effects.extend(press(&mut app, "enter"));
                let outside: Vec<&Effect> = effects.iter().filter(|effect| !stays_inside(effect)).collect();
                assert!(outside.is_empty(), "{} and “{text}”: {outside:?}", action.name());
                effects.clear();
            }
        }
    }
}
