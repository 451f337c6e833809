//! The laws of corrections, and each edit on a small text.

use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::analysis::Analysis;
use crate::briefing::{Actor, ActorKind, Mention, Quote, QuoteForm, QuoteKind, Via};
use crate::document::{Document, Metadata};
use crate::text::{Anchor, Span};

const TEXT: &str =
    "“We go on,” said Ana Lund. The kingpin waited. Lund met Roe.\n“No,” he said; Roe said they agreed.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect(words) as u32;
    Span::new(start, start + words.len() as u32)
}

fn anchor(words: &str) -> Anchor {
    Anchor::new(TEXT, at(words))
}

fn actor(name: &str, mentions: &[&str]) -> Actor {
    let mention = |words: &&str| Mention { span: at(words), via: Via::Name };
    Actor {
        id: crate::briefing::slug(name),
        name: name.to_owned(),
        kind: ActorKind::Person,
        aliases: Vec::new(),
        role: None,
        country: None,
        listed: false,
        mentions: mentions.iter().map(mention).collect(),
    }
}

fn quote(id: u32, words: &str, speaker: &str) -> Quote {
    Quote {
        id,
        kind: QuoteKind::Direct,
        form: QuoteForm::Quotation,
        spans: vec![at(words)],
        speakers: vec![speaker.to_owned()],
        speaker_span: None,
        cue: None,
        relayed_by: None,
        voiced_by: None,
        addressee: None,
        confidence: 0.8,
        rule: "said-after".to_owned(),
    }
}

fn briefing() -> Briefing {
    let document = Document { metadata: Metadata::default(), ..Document::from_paragraphs(TEXT) };
    let analysis = Analysis {
        actors: vec![actor("Ana Lund", &["Ana Lund"]), actor("Lund", &["Lund met"]), actor("Roe", &["Roe."])],
        places: vec![Actor { kind: ActorKind::Place, ..actor("Geneva", &[]) }],
        quotes: vec![quote(1, "We go on,", "ana-lund"), quote(2, "No,", "lund")],
        ..Analysis::default()
    };
    Briefing::assemble(document, analysis)
}

fn who(name: &str) -> ActorRef {
    ActorRef { id: crate::briefing::slug(name), name: name.to_owned() }
}

/// Corrections whose changes have ids of the replica with that number.
fn replica(number: u128) -> Corrections {
    Corrections::new(Uuid::from_u128(number))
}

/// The briefing with these edits applied.
fn with(edits: &[Edit]) -> Applied {
    let mut corrections = replica(1);
    edits.iter().for_each(|e| drop(corrections.add(e.clone())));
    corrections.apply(&briefing())
}

fn names(applied: &Applied) -> Vec<&str> {
    applied.briefing.actors.iter().map(|a| a.name.as_str()).collect()
}

#[test]
fn merged_actors_are_one_with_all_mentions_and_quotes() {
    let applied = with(&[Edit::Merge { actor: who("Lund"), into: who("Ana Lund") }]);
    assert_eq!(names(&applied), ["Ana Lund", "Roe"]);
    let lund = &applied.briefing.actors[0];
    assert_eq!((lund.mentions.len(), lund.aliases.as_slice()), (2, &["Lund".to_owned()][..]));
    assert_eq!(applied.briefing.quotes[1].speaker(), Some("ana-lund"));
    assert!(applied.touched.contains("ana-lund") && applied.lost.is_empty());
}

#[test]
fn an_edit_of_a_merged_actor_goes_to_the_one_that_stayed() {
    let applied = with(&[
        Edit::Merge { actor: who("Lund"), into: who("Ana Lund") },
        Edit::Rename { actor: who("Lund"), name: "Ana M. Lund".into() },
    ]);
    assert_eq!(names(&applied), ["Ana M. Lund", "Roe"]);
    assert_eq!(applied.briefing.actors[0].aliases, ["Lund", "Ana Lund"]);
}

#[test]
fn an_alias_is_found_wherever_it_stands() {
    let applied = with(&[Edit::Alias { actor: who("Roe"), alias: "The kingpin".into() }]);
    let roe = &applied.briefing.actors[2];
    assert_eq!(roe.mentions[0].span, at("The kingpin"));
    assert_eq!(roe.aliases, ["The kingpin"]);
}

#[test]
fn a_kind_decides_who_is_a_place() {
    let to = |name: &str, kind| Edit::Kind { actor: who(name), kind };
    let applied = with(&[to("Geneva", ActorKind::State), to("Roe", ActorKind::Place)]);
    assert_eq!(names(&applied), ["Ana Lund", "Lund", "Geneva"]);
    assert_eq!(applied.briefing.places[0].name, "Roe");
}

#[test]
fn a_deleted_actor_leaves_quotes_without_a_speaker() {
    let applied = with(&[Edit::Delete { actor: who("Lund") }]);
    assert_eq!(names(&applied), ["Ana Lund", "Roe"]);
    assert_eq!(applied.briefing.quotes[1].speaker(), None);
}

#[test]
fn a_mention_is_split_off_to_somebody_new_or_known() {
    let split = |name: &str| {
        with(&[Edit::Split { mention: Anchor::new(TEXT, at("Lund met")), name: name.to_owned() }])
    };
    let new = split("Per Lund");
    assert_eq!(names(&new), ["Ana Lund", "Lund", "Per Lund", "Roe"]);
    assert_eq!((new.briefing.actors[1].mentions.len(), new.briefing.actors[2].mentions.len()), (0, 1));
    assert_eq!(split("roe").briefing.actors[2].mentions.len(), 2);
}

#[test]
fn a_speaker_is_set_added_and_cleared() {
    let set = |speaker: Option<ActorRef>| with(&[Edit::Speaker { quote: anchor("No,"), speaker }]);
    let speaker = |applied: &Applied| applied.briefing.quotes[1].speakers.clone();
    assert_eq!(speaker(&set(Some(who("Roe")))), ["roe"]);
    assert_eq!(speaker(&set(None)), [""; 0]);
    let added = set(Some(ActorRef::named("Jo Bell")));
    assert_eq!(names(&added), ["Ana Lund", "Lund", "Roe", "Jo Bell"]);
    assert_eq!(speaker(&added), ["jo-bell"]);
    let place = set(Some(who("Geneva")));
    assert_eq!(names(&place)[3], "Geneva", "who speaks acts");
    assert_eq!(place.briefing.quotes[1].rule, RULE);
}

#[test]
fn passages_become_quotes_and_quotes_passages() {
    let applied = with(&[
        Edit::NotQuote { quote: anchor("No,") },
        Edit::Quote { passage: anchor("they agreed"), speaker: Some(who("Roe")) },
        Edit::Quote { passage: anchor("“We go on,”"), speaker: None },
    ]);
    let quotes = &applied.briefing.quotes;
    assert_eq!(quotes.iter().map(|q| q.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((quotes[0].spans[0], quotes[0].kind), (at("We go on,"), QuoteKind::Direct));
    assert_eq!(quotes[0].speaker(), Some("ana-lund"), "of the one that gave way");
    assert_eq!((quotes[1].spans[0], quotes[1].kind), (at("they agreed"), QuoteKind::Indirect));
}

#[test]
fn highlights_have_notes() {
    let note = |note: &str| Edit::Note { passage: anchor("The kingpin"), note: note.into() };
    let mark = Edit::Highlight { passage: anchor("Lund met Roe") };
    let applied = with(&[mark.clone(), note("Who?")]);
    let expected = [(at("The kingpin"), Some("Who?")), (at("Lund met Roe"), None)]
        .map(|(s, n)| (s, n.map(String::from)));
    assert_eq!(applied.highlights.into_iter().map(|h| (h.span, h.note)).collect::<Vec<_>>(), expected);
    let gone = with(&[mark, note("Who?"), note(""), Edit::Unhighlight { passage: anchor("met") }]);
    assert_eq!(gone.highlights, [Highlight { span: at("The kingpin"), note: None }]);
}

#[test]
fn what_finds_no_target_is_kept_and_told() {
    let lost = Edit::Rename { actor: who("Nobody"), name: "Somebody".into() };
    let gone = Edit::Highlight {
        passage: Anchor { span: Span::new(3, 40), words: "Words that nobody wrote here at all".into() },
    };
    let applied = with(&[lost.clone(), Edit::Delete { actor: who("Roe") }, gone.clone()]);
    assert_eq!(applied.lost, [lost, gone]);
    assert_eq!(names(&applied), ["Ana Lund", "Lund"]);
}

#[test]
fn undo_and_redo_walk_the_list() {
    let mut corrections = replica(1);
    let rename = |name: &str| Edit::Rename { actor: who("Roe"), name: name.into() };
    corrections.add(rename("A"));
    corrections.add(rename("B"));
    let name = |c: &Corrections| c.apply(&briefing()).briefing.actors[2].name.clone();
    assert_eq!(name(&corrections), "B");
    assert_eq!(corrections.undo().map(|(_, e)| e), Some(rename("B")));
    assert_eq!(name(&corrections), "A");
    corrections.undo();
    assert_eq!((name(&corrections), corrections.undo()), ("Roe".to_owned(), None));
    corrections.redo();
    assert_eq!(name(&corrections), "A");
    corrections.add(rename("C"));
    assert_eq!(
        (name(&corrections), corrections.redo()),
        ("C".to_owned(), None),
        "a new edit ends the redoing"
    );
}

#[test]
fn two_readers_come_to_one_list() {
    let (mut a, mut b) = (replica(1), replica(2));
    let mut log = vec![a.add(Edit::Delete { actor: who("Roe") })];
    b.take_in(log[0].clone());
    log.push(b.add(Edit::Kind { actor: who("Lund"), kind: ActorKind::Org }));
    log.push(a.undo().unwrap().0);
    let mut whole = replica(3);
    log.iter().chain(&log[..2]).for_each(|c| whole.take_in(c.clone()));
    for change in &log {
        b.take_in(change.clone());
    }
    let edits = |c: &Corrections| c.edits().cloned().collect::<Vec<_>>();
    assert_eq!(edits(&whole), [Edit::Kind { actor: who("Lund"), kind: ActorKind::Org }]);
    assert_eq!(edits(&b), edits(&whole));
}

#[test]
fn a_wrong_file_says_what_is_wrong() {
    let error = |text: &str| read(text).unwrap_err().to_string();
    assert!(error("format = \"other/1\"").contains("\"other/1\""));
    assert!(error("edit = 3").contains("does not have the shape"));
    assert!(error("{\"format\": ").contains("does not have the shape"));
    assert!(error("format = \"attache-corrections/1\"\n[[edit]]\ndo = \"fly\"").contains("fly"));
}

fn some_actor() -> impl Strategy<Value = ActorRef> {
    let names = ["Ana Lund", "Lund", "Roe", "Geneva", "Nobody", ""];
    (prop::sample::select(names.to_vec()), any::<bool>())
        .prop_map(|(name, new)| if new { ActorRef::named(name) } else { who(name) })
}

fn some_passage() -> impl Strategy<Value = Anchor> {
    let ends = 0..TEXT.len() as u32 + 3;
    (ends.clone(), ends, any::<bool>()).prop_map(|(a, b, gone)| {
        let span = Span::new(a.min(b), a.max(b));
        let words = if gone { "words that are not there".to_owned() } else { span.of(TEXT).to_owned() };
        Anchor { span, words }
    })
}

fn some_edit() -> impl Strategy<Value = Edit> {
    let name = || prop::sample::select(vec!["Roe", "No", "“", "he", "", "Per Lund"]).prop_map(str::to_owned);
    let kind = prop::sample::select(vec![ActorKind::Place, ActorKind::Org, ActorKind::Person]);
    prop_oneof![
        (some_actor(), some_actor()).prop_map(|(actor, into)| Edit::Merge { actor, into }),
        (some_actor(), name()).prop_map(|(actor, name)| Edit::Rename { actor, name }),
        (some_actor(), name()).prop_map(|(actor, alias)| Edit::Alias { actor, alias }),
        (some_actor(), kind).prop_map(|(actor, kind)| Edit::Kind { actor, kind }),
        some_actor().prop_map(|actor| Edit::Delete { actor }),
        (some_passage(), name()).prop_map(|(mention, name)| Edit::Split { mention, name }),
        (some_passage(), prop::option::of(some_actor()))
            .prop_map(|(quote, speaker)| Edit::Speaker { quote, speaker }),
        some_passage().prop_map(|quote| Edit::NotQuote { quote }),
        (some_passage(), prop::option::of(some_actor()))
            .prop_map(|(passage, speaker)| Edit::Quote { passage, speaker }),
        some_passage().prop_map(|passage| Edit::Highlight { passage }),
        (some_passage(), name()).prop_map(|(passage, note)| Edit::Note { passage, note }),
        some_passage().prop_map(|passage| Edit::Unhighlight { passage }),
    ]
}

/// Checks the invariants that the reader and the exports rely on.
fn assert_sound(briefing: &Briefing) {
    let fits = |s: Span| s.start < s.end && briefing.text.get(s.range()).is_some();
    let everybody: Vec<&Actor> = briefing.actors.iter().chain(&briefing.places).collect();
    let ids: std::collections::HashSet<&str> = everybody.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), everybody.len(), "ids are unique");
    for actor in everybody {
        assert!(!actor.name.is_empty());
        assert!(actor.mentions.iter().all(|m| fits(m.span)));
        assert!(actor.mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{actor:?}");
    }
    for (quote, id) in briefing.quotes.iter().zip(1..) {
        assert!(quote.id == id && !quote.spans.is_empty() && quote.spans.iter().all(|&s| fits(s)));
        assert!(quote.named().all(|id| ids.contains(id.as_str())), "{quote:?}");
    }
    assert!(briefing.quotes.windows(2).all(|w| w[0].spans[0].start < w[1].spans[0].start));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_list_leaves_a_sound_briefing(edits in prop::collection::vec(some_edit(), 0..12)) {
        let applied = with(&edits);
        assert_sound(&applied.briefing);
        prop_assert!(applied.lost.len() <= edits.len());
        prop_assert!(applied.highlights.iter().all(|h| applied.briefing.text.get(h.span.range()).is_some()));
    }

    #[test]
    fn undoing_everything_gives_the_original(edits in prop::collection::vec(some_edit(), 0..12)) {
        let mut corrections = replica(1);
        edits.into_iter().for_each(|e| drop(corrections.add(e)));
        let done = corrections.apply(&briefing());
        while corrections.undo().is_some() {}
        prop_assert_eq!(corrections.apply(&briefing()).briefing, briefing());
        while corrections.redo().is_some() {}
        prop_assert_eq!(corrections.apply(&briefing()), done);
    }

    #[test]
    fn files_and_logs_read_back(edits in prop::collection::vec(some_edit(), 0..12)) {
        let mut corrections = replica(7);
        let now = Timestamp::from_second(1_520_000_000).unwrap();
        let log: Vec<Change> =
            edits.into_iter().map(|e| corrections.add(e).signed(Some("ana"), now)).collect();
        let mut again = replica(8);
        for change in &log {
            let act = serde_json::from_str(&serde_json::to_string(&change.act).unwrap()).unwrap();
            again.take_in(Change { act, ..change.clone() });
        }
        prop_assert_eq!(again.edits().collect::<Vec<_>>(), corrections.edits().collect::<Vec<_>>());
        let read = read(&write(&again, Some("A title"))).unwrap();
        prop_assert_eq!(&read, &log.into_iter().map(Change::sanitised).collect::<Vec<_>>());
        // Taking a file in twice changes nothing, and neither does its origin.
        read.into_iter().for_each(|change| again.take_in(change));
        prop_assert_eq!(again.entries.len(), corrections.entries.len());
    }

    #[test]
    fn logs_of_two_replicas_merge_in_any_order_and_lose_nothing(
        steps in prop::collection::vec((any::<bool>(), 0..6, any::<prop::sample::Index>()), 0..30),
        order in any::<u64>(),
    ) {
        let mut replicas = [replica(1), replica(2)];
        let mut log: Vec<Change> = Vec::new();
        let mut added = 0;
        for (number, (second, step, which)) in steps.into_iter().enumerate() {
            let own = &mut replicas[usize::from(second)];
            let made = match step {
                0 => own.undo().map(|(change, _)| change),
                1 => own.redo().map(|(change, _)| change),
                // Some of the other side's changes arrive.
                2 if !log.is_empty() => {
                    own.take_in(log[which.index(log.len())].clone());
                    None
                }
                _ => {
                    added += 1;
                    Some(own.add(Edit::Rename { actor: who("Roe"), name: format!("Name {number}") }))
                }
            };
            log.extend(made);
        }
        let merged = |log: &[Change]| {
            let mut list = replica(3);
            log.iter().for_each(|change| list.take_in(change.clone()));
            list
        };
        let one = merged(&log);
        prop_assert_eq!(one.entries.len(), added);
        log.sort_by_key(|c| c.id.seq.wrapping_mul(order | 1).wrapping_add(c.id.replica.as_u128() as u64 ^ order));
        let other = merged(&log);
        prop_assert_eq!(&other.entries, &one.entries);
        prop_assert_eq!(other.edits().collect::<Vec<_>>(), one.edits().collect::<Vec<_>>());
        for mut own in replicas {
            log.iter().rev().for_each(|change| own.take_in(change.clone()));
            prop_assert_eq!(own.edits().collect::<Vec<_>>(), one.edits().collect::<Vec<_>>());
        }
    }
}

#[test]
fn what_was_done_before_anything_was_known_comes_after_what_was_kept() {
    let mut before = replica(7);
    let kept: Vec<Change> =
        ["A", "B"].map(|name| before.add(Edit::Alias { actor: who("Roe"), alias: name.into() })).into();
    let mut hasty = Corrections::default();
    let made =
        [hasty.add(Edit::Delete { actor: who("Roe") }), hasty.undo().unwrap().0, hasty.redo().unwrap().0];
    let own = Uuid::from_u128(9);
    hasty.join(own, kept.clone());
    let next = hasty.undo().unwrap().0;
    let mut list = replica(3);
    let base = last_seq(&kept);
    let settled = made.into_iter().map(|change| change.settled(own, base));
    settled.chain(kept).chain([next]).for_each(|change| list.take_in(change));
    let aliases = |list: &Corrections| list.edits().map(Edit::describe).collect::<Vec<_>>();
    assert_eq!(aliases(&list), ["Roe is also called A", "Roe is also called B"]);
    assert_eq!(aliases(&hasty), aliases(&list));
    assert_eq!(list.entries.last().unwrap().id, ChangeId { seq: 3, replica: own });
}

#[test]
fn a_file_without_ids_is_taken_in_too() {
    let file = "format = \"attache-corrections/1\"\n[[edit]]\ndo = \"delete\"\nactor = { name = \"Roe\" }\n";
    let changes = read(file).unwrap();
    assert_eq!(changes.len(), 1);
    assert!(changes[0].id.replica.is_nil() && changes[0].made.is_none());
    let wrong = file.replace("/1", "/2").replace("do =", "id = \"x\"\ndo =");
    assert!(read(&wrong).unwrap_err().to_string().contains("is no id of a change"));
}

#[test]
fn people_who_decide_one_thing_differently_contest_it_in_any_order() {
    let speaker = |name: &str| Edit::Speaker { quote: anchor("We go on,"), speaker: Some(who(name)) };
    let by = |number: u128, author: &str, edits: &[Edit]| -> Vec<Change> {
        let mut own = replica(number);
        let signed = |edit: &Edit| own.add(edit.clone()).signed(Some(author), Timestamp::UNIX_EPOCH);
        edits.iter().map(signed).collect()
    };
    let kind = Edit::Kind { actor: who("Roe"), kind: ActorKind::Org };
    let ana = by(1, "ana", &[speaker("Roe"), speaker("Lund"), kind.clone()]);
    let ben = by(2, "ben", &[Edit::NotQuote { quote: anchor("We go on,") }, kind]);
    let contested = |logs: [&[Change]; 2]| {
        let mut all = Corrections::default();
        logs.into_iter().flatten().for_each(|change| all.take_in(change.clone()));
        all.contested()
            .iter()
            .map(|pair| pair.map(|(who, _)| who.unwrap_or("").to_owned()))
            .collect::<Vec<_>>()
    };
    let told = contested([&ana, &ben]);
    assert_eq!(
        told,
        [["ana", "ben"], ["ben", "ana"]],
        "as one decides after the other; nobody contests herself"
    );
    assert_eq!(contested([&ben, &ana]), told);
    assert_eq!(contested([&ana, &[]]), [[""; 2]; 0]);
}
