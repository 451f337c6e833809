//! The archive as a whole: documents are stored once, and found. These tests run for each engine.
//!
//! Long because both engines run the tests of this one file.

use jiff::civil::{Date, date};

use super::*;
use crate::briefing::Briefing;
use crate::document::{Document, Timestamp};
use crate::query::{MeaningError, Query};

pub(super) const TODAY: Date = date(2018, 3, 1);
pub(super) const NOW: i64 = 1_519_900_000;

pub(super) fn asking() -> Asking<'static> {
    Asking { person: "me", today: TODAY, now: NOW }
}

/// A document with that day and source.
pub(super) fn document(day: &str, source: &str, text: &str) -> Prepared {
    let mut document = Document::from_paragraphs(text);
    document.metadata.published = Timestamp::parse(day);
    document.metadata.source = Some(source.to_owned());
    document.metadata.title = Some(text.split(' ').take(4).collect::<Vec<_>>().join(" "));
    Prepared::new(Arrival::of(Briefing::new(document)))
}

pub(super) fn ferry(day: &str, source: &str) -> Prepared {
    document(
        day,
        source,
        "The ferry did not leave Port Selm on Monday.\n\n\
         “The bridge will stay open for every truck that has its papers in order,” Marta Okafor, the envoy, said.\n\n\
         Ivo Brandt said that the ferry would not leave before the ceasefire.\n",
    )
}

fn fishermen() -> Prepared {
    document(
        "2018-02-10",
        "Quay Radio",
        "“Nobody asked the fishermen about the bridge,” Ivo Brandt told reporters in Port Selm.\n\n\
         Marta Okafor condemned the blockade.\n",
    )
}

/// An empty archive: on a server if this file is a module of those tests, else in a folder.
fn empty() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    #[cfg(has_postgres)]
    if module_path!().ends_with("on_postgres") {
        return (folder, Archive::open_server(&super::cluster::fresh(), false).unwrap());
    }
    let archive = Archive::open(folder.path()).unwrap();
    (folder, archive)
}

pub(super) fn archive() -> (tempfile::TempDir, Archive) {
    let (folder, mut archive) = empty();
    archive.add(&[ferry("2018-01-29", "Halyard News"), fishermen()], TODAY, NOW).unwrap();
    (folder, archive)
}

/// The serial numbers of a query's hits, and the speakers of quotes.
pub(super) fn found(archive: &Archive, query: &str) -> String {
    match archive.find(&Query::parse(query).unwrap(), asking(), 50) {
        Err(error) => format!("{error:?}"),
        Ok(found) => {
            let shown = |hit: &Hit| match &hit.quote {
                None => hit.serial.to_string(),
                Some(quote) => format!("{} {}", hit.serial, quote.speakers.join("+")),
            };
            found.hits.iter().map(shown).collect::<Vec<_>>().join(" | ")
        }
    }
}

#[test]
fn words_are_found_anywhere_and_fields_in_one_quote() {
    let (_folder, archive) = archive();
    assert_eq!(found(&archive, "ferry"), "1");
    assert_eq!(found(&archive, "selm bridge"), "2 | 1", "the newest first");
    assert_eq!(found(&archive, "selm bridge sort:old"), "1 | 2");
    assert_eq!(found(&archive, "fisher* OR \"port selm on\""), "2 | 1");
    assert_eq!(found(&archive, "bridge -ferry"), "2");
    assert_eq!(found(&archive, "-ferry"), "2");
    assert_eq!(found(&archive, "quote:bridge by:okafor"), "1 Marta Okafor");
    assert_eq!(found(&archive, "by:brandt quote:bridge"), "2 Ivo Brandt");
    assert_eq!(found(&archive, "by:brandt ferry"), "1 Ivo Brandt");
    assert_eq!(found(&archive, "by:brandt is:direct"), "2 Ivo Brandt");
    assert_eq!(found(&archive, "by:brandt to:reporters"), "2 Ivo Brandt");
    assert_eq!(found(&archive, "actor:okafor source:quay"), "2");
    assert_eq!(found(&archive, "by:brandt (source:quay | source:halyard) until:2018-01"), "1 Ivo Brandt");
    assert_eq!(found(&archive, "role:envoy"), "1");
    assert_eq!(found(&archive, "since:2018-02 bridge"), "2");
    assert_eq!(found(&archive, "date:2018-01..2018-01-29"), "1");
    assert_eq!(archive.count(&Query::default(), asking()).unwrap(), 2);
}

#[test]
fn names_that_mean_nobody_or_several_are_told() {
    let (_folder, mut archive) = archive();
    archive.add(&[document("2018-02-11", "Quay Radio", "“No,” Tomas Okafor said.\n")], TODAY, NOW).unwrap();
    assert!(found(&archive, "by:okafor").contains("candidates: [\"Marta Okafor\", \"Tomas Okafor\"]"));
    assert!(found(&archive, "by:\"tomas okafor\"").starts_with("3 Tomas Okafor"));
    assert!(matches!(
        archive.find(&Query::parse("by:zeno").unwrap(), asking(), 9),
        Err(MeaningError::Nobody { .. })
    ));
    let named = |name: &str| archive.named(&[name]).unwrap().remove(0);
    assert_eq!(
        (named("Ivo Brandt").hits, named("Ivo Brandt").days),
        (2, Some((date(2018, 1, 29), date(2018, 2, 10))))
    );
    assert_eq!((named("zeppelin").hits, named("zeppelin").actor), (0, None));
}

#[test]
fn a_surname_means_whoever_has_more_of_a_name_than_that() {
    let (_folder, mut archive) = archive();
    let of = |archive: &Archive, words: &str| {
        archive.called(crate::query::Field::Speaker, words).map(|called| called.actor.name)
    };
    assert_eq!(of(&archive, "okafor").unwrap(), "Marta Okafor");
    let bare =
        document("2018-02-11", "Quay Radio", "Okafor said that the bridge was open. “It is,” Okafor said.\n");
    archive.add(&[bare], TODAY, NOW).unwrap();
    assert_eq!(of(&archive, "okafor").unwrap(), "Marta Okafor");
}

#[test]
fn a_name_has_the_same_hits_whether_or_not_somebody_is_judged_to_bear_another() {
    let (_folder, mut archive) = archive();
    archive.add(&[document("2018-02-11", "Quay Radio", "“No,” Ivo Brandt said.\n")], TODAY, NOW).unwrap();
    let brandt = |archive: &Archive| archive.named(&["nobody at all", "ivo brandt"]).unwrap().remove(1);
    let before = brandt(&archive);
    assert_eq!((before.hits, before.days), (3, Some((date(2018, 1, 29), date(2018, 2, 11)))));
    let people = archive.people("Ivo Brandt").unwrap();
    archive.judge((&people[0].0, &people[1].0), Verdict::Same, "ada", NOW).unwrap();
    assert_eq!(brandt(&archive), before);
    // People who share a first name are told apart by the other, which fewer have.
    assert_eq!(archive.named(&["Ivo Bra"]).unwrap()[0].actor.as_deref(), Some("Ivo Brandt"));
}

#[test]
fn what_is_there_is_not_kept_twice_and_a_later_version_stands_beside() {
    let (_folder, mut archive) = archive();
    assert_eq!(archive.add(&[ferry("2018-01-29", "Halyard News")], TODAY, NOW).unwrap(), [Kept::Known]);
    let at = |text: &str| {
        let mut prepared = document("2018-02-12", "Halyard News", text);
        prepared.arrival.address = Some("/story.txt".to_owned());
        prepared
    };
    let versions = [at("The envoy left.\n"), at("The envoy has left.\n")];
    assert_eq!(archive.add(&versions, TODAY, NOW).unwrap(), [Kept::Added(3), Kept::Changed(4)]);
    assert_eq!(found(&archive, "is:changed"), "4");
    assert_eq!(found(&archive, "story:3"), "4 | 3");
}

#[test]
fn words_that_are_there_are_cancelled_and_embargoed_by_a_later_version_of_them() {
    let (_folder, mut archive) = archive();
    let again = |version: &str, status: Option<&str>, embargo: Option<&str>| {
        let mut prepared = ferry("2018-01-29", "Halyard News");
        prepared.arrival.embargo = embargo.map(|_| i64::MAX);
        let metadata = &mut prepared.arrival.briefing.metadata;
        metadata.version = Some(version.to_owned());
        metadata.status = status.map(str::to_owned);
        metadata.embargo = embargo.map(str::to_owned);
        prepared
    };
    let mut add = |prepared| archive.add(&[prepared], TODAY, NOW).unwrap()[0];
    assert_eq!(add(again("2", Some("canceled"), None)), Kept::Changed(1));
    assert_eq!(add(again("2", Some("canceled"), None)), Kept::Known);
    assert_eq!(add(again("1", Some("usable"), None)), Kept::Known, "the earlier version");
    assert_eq!(
        (found(&archive, "is:cancelled"), found(&archive, "is:embargoed")),
        ("1".to_owned(), String::new())
    );
    let id = archive.number_of(1).unwrap().unwrap();
    let kept = archive.stored(id).unwrap().unwrap().document.metadata;
    assert_eq!(kept.status.as_deref(), Some("canceled"));
    assert!(
        archive.shown(&[id], "me").unwrap()[0]
            .metadata
            .cautions()
            .contains(&crate::document::Caution::Canceled)
    );
    let mut add = |prepared| archive.add(&[prepared], TODAY, NOW).unwrap()[0];
    assert_eq!(add(again("3", None, Some("after the meeting"))), Kept::Changed(1));
    assert_eq!(
        (found(&archive, "is:cancelled"), found(&archive, "is:embargoed")),
        (String::new(), "1".to_owned())
    );
    assert_eq!(archive.documents().unwrap(), 2, "nothing is there twice");
}

#[test]
fn a_story_is_what_is_nearly_the_same_or_shares_a_quote() {
    let (_folder, mut archive) = archive();
    let shared = document(
        "2018-01-30",
        "Quay Radio",
        "Elsewhere in the region the mood was better, and harvests were good.\n\n\
         “The bridge will stay open for every truck that has papers in order,” Marta Okafor told a hall of traders.\n",
    );
    archive.add(&[ferry("2018-01-29", "Sorrel Wire"), shared], TODAY, NOW).unwrap();
    assert_eq!(found(&archive, "story:1"), "4 | 3 | 1");
    assert_eq!(found(&archive, "like:1"), "3 | 1");
    let hits =
        archive.find(&Query::parse("by:okafor quote:bridge until:2018-01-29").unwrap(), asking(), 9).unwrap();
    assert_eq!(hits.hits[0].spread, (3, 3));
    let others = archive.same_quote(hits.hits[0].quote.as_ref().unwrap().id).unwrap();
    assert_eq!(others.len(), 2);
}

#[test]
fn undated_and_future_documents_have_the_day_of_their_arrival() {
    let (_folder, mut archive) = archive();
    archive
        .add(
            &[
                document("2031-01-01", "Quay Radio", "A far day.\n"),
                document("soon", "Quay Radio", "No day.\n"),
            ],
            TODAY,
            NOW,
        )
        .unwrap();
    let hits = archive.find(&Query::parse("day").unwrap(), asking(), 9).unwrap().hits;
    assert!(hits.len() == 2 && hits.iter().all(|hit| hit.is_undated && hit.day == TODAY), "{hits:?}");
}

#[test]
fn corrections_and_judgements_are_what_is_found_afterwards() {
    let (_folder, mut archive) = archive();
    let mut again = ferry("2018-01-29", "Halyard News").arrival;
    again.briefing.quotes[0].speakers.clear();
    again.briefing.quotes[0].speaker_span = None;
    archive.index_again(archive.number_of(1).unwrap().unwrap(), &Prepared::new(again), TODAY).unwrap();
    assert_eq!(found(&archive, "by:?"), "1 ");
    assert_eq!(archive.check().unwrap(), [""; 0]);
    let people = archive.people("ivo brandt").unwrap();
    assert_eq!(
        people.iter().map(|(_, group)| *group).collect::<Vec<_>>(),
        [0, 1],
        "two, until somebody says otherwise"
    );
    archive.judge((&people[0].0, &people[1].0), Verdict::Same, "me", NOW).unwrap();
    assert_eq!(archive.dossier("ivo brandt", 9).unwrap().people, 1);
    assert_eq!(archive.undo_judgement("me", NOW).unwrap().map(|documents| documents.len()), Some(2));
    assert_eq!(archive.dossier("ivo brandt", 9).unwrap().people, 2);
    assert_eq!(archive.undo_judgement("me", NOW).unwrap(), None);
}

#[test]
fn people_who_judge_differently_are_told_and_nobody_is_joined_meanwhile() {
    for turned in [false, true] {
        let (_folder, archive) = archive();
        let [(a, _), (b, _)] = &archive.people("ivo brandt").unwrap()[..] else { panic!("two") };
        let mut said = [("ana", Verdict::Same), ("ben", Verdict::Different)];
        if turned {
            said.reverse();
        }
        let changed = said.map(|(who, verdict)| archive.judge((a, b), verdict, who, NOW).unwrap().len());
        assert_eq!(changed, if turned { [0, 0] } else { [2, 2] }, "what is indexed otherwise than before");
        let contests = archive.contests(&[b]).unwrap();
        let people = [("Ivo Brandt".to_owned(), 1), ("Ivo Brandt".to_owned(), 2)];
        let [ana, ben] = ["ana", "ben"].map(|name| vec![name.to_owned()]);
        assert_eq!(contests, [Contest { about: people, same: ana, different: ben }]);
        let dossier = archive.dossier("ivo brandt", 9).unwrap();
        assert_eq!((dossier.people, dossier.contests), (2, contests));
        // Whoever judged otherwise may change their mind.
        archive.judge((b, a), Verdict::Same, "ben", NOW).unwrap();
        assert_eq!(archive.dossier("ivo brandt", 9).unwrap().people, 1);
        assert_eq!(archive.contests(&[a, b]).unwrap(), []);
        assert_eq!(archive.undo_judgement("ben", NOW).unwrap().map(|all| all.len()), Some(2));
        assert_eq!(archive.contests(&[a]).unwrap().len(), 1);
    }
}

#[test]
fn a_group_is_contested_as_a_whole() {
    let (_folder, mut archive) = archive();
    archive.add(&[document("2018-02-11", "Quay Radio", "“No,” Ivo Brandt said.\n")], TODAY, NOW).unwrap();
    let people: Vec<Person> =
        archive.people("ivo brandt").unwrap().into_iter().map(|(person, _)| person).collect();
    archive.judge((&people[0], &people[1]), Verdict::Same, "ana", NOW).unwrap();
    archive.judge((&people[1], &people[2]), Verdict::Same, "carl", NOW).unwrap();
    assert_eq!(archive.dossier("ivo brandt", 9).unwrap().people, 1);
    let changed = archive.judge((&people[0], &people[2]), Verdict::Different, "ben", NOW).unwrap();
    assert_eq!((changed.len(), archive.dossier("ivo brandt", 9).unwrap().people), (3, 3));
    let contest = archive.contests(&[&people[1]]).unwrap().remove(0);
    assert_eq!(
        contest.to_string(),
        "Whether Ivo Brandt of #1 and Ivo Brandt of #3 are one person is contested: ana and carl say one, ben says two; \
         they are kept apart until one of them takes that back (attache same --undo)."
    );
}

#[test]
fn a_log_of_many_people_is_the_same_in_whatever_order_it_came() {
    use crate::corrections::{Corrections, Edit, last_seq};
    let text = "“The bridge will stay open,” Marta Okafor said.";
    let anchor = crate::text::Anchor::new(text, crate::text::Span::new(3, 9));
    let [ana, ben] = [1, 2].map(uuid::Uuid::from_u128);
    let mut one = Corrections::new(ana);
    let now = jiff::Timestamp::UNIX_EPOCH;
    let by_ana = one
        .add(Edit::Highlight { passage: anchor.clone() })
        .signed(Some("Ana\u{1b}[31m"), now)
        .settled(ana, 0);
    let mut two = Corrections::new(ben);
    two.take_in(by_ana.clone());
    let (undone, _) = two.undo().unwrap();
    let undone = undone.signed(Some("Ben"), now);
    let by_ben = two.add(Edit::Note { passage: anchor, note: "ask".to_owned() }).signed(Some("Ben"), now);
    let all = [by_ana, undone, by_ben];
    assert_eq!(last_seq(&all), 3);
    let mut logs = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let (_folder, archive) = empty();
        for at in order {
            archive.give(text, &all[at..=at]).unwrap();
            archive.give(text, &all[at..=at]).unwrap();
        }
        archive.decide("carl", all[2].id, false).unwrap();
        archive.decide("carl", all[1].id, false).unwrap();
        archive.decide("carl", all[1].id, true).unwrap();
        logs.push(archive.log_of("carl", text).unwrap());
        assert!(archive.log_of("dora", text).unwrap().given.iter().all(|given| given.accepted.is_none()));
        assert!(archive.log_of("carl", "another text").unwrap().is_empty());
    }
    assert!(logs[0] == logs[1] && logs[1] == logs[2], "{logs:?}");
    let decided: Vec<_> = logs[0].given.iter().map(|given| given.accepted).collect();
    assert_eq!(decided, [None, Some(true), Some(false)]);
    let authors: Vec<_> = logs[0].given.iter().map(|given| given.change.author.as_deref()).collect();
    assert!(
        !authors[0].unwrap().contains('\u{1b}') && authors[1..] == [Some("Ben"), Some("Ben")],
        "{authors:?}"
    );
    assert_eq!(logs[0].given[1].change.act, all[1].act, "what was taken back is in the log as that");
}

#[test]
fn what_was_given_goes_with_the_text_and_is_indexed_once() {
    use crate::corrections::{Act, Change, ChangeId, Edit};
    let (_folder, mut archive) = archive();
    let id = archive.number_of(1).unwrap().unwrap();
    let stored = archive.stored(id).unwrap().unwrap();
    let text = stored.document.text.clone();
    let passage = crate::text::Anchor::new(&text, crate::text::Span::new(4, 9));
    let act = Act::Add(Edit::Highlight { passage });
    let change = Change { id: ChangeId { seq: 1, ..ChangeId::default() }, author: None, made: None, act };
    assert_eq!(archive.behind().unwrap(), [0; 0]);
    archive.give(&text, &[change]).unwrap();
    assert_eq!(archive.behind().unwrap(), [id]);
    let again = Prepared::new(ferry("2018-01-29", "Halyard News").arrival).knowing(1);
    archive.index_again(id, &again, TODAY).unwrap();
    assert_eq!(archive.behind().unwrap(), [0; 0]);
    archive.forget(id).unwrap();
    assert!(archive.log_of("me", &text).unwrap().is_empty());
}

#[test]
fn the_best_are_those_that_have_the_words_oftenest_for_their_length() {
    let (_folder, mut archive) = empty();
    let rest = "The sea was calm, and no news of it came. ".repeat(20);
    let texts = [
        format!("Gulls over the harbour. {rest}\n"),
        format!("Gulls, gulls and more gulls over the harbour; a gull too. {rest}\n"),
        "Gulls over the harbour gate.\n".to_owned(),
        format!("No bird at all. {rest}\n"),
    ];
    for (day, text) in (1..).zip(texts) {
        archive.add(&[document(&format!("2018-02-0{day}"), "Quay Radio", &text)], TODAY, NOW).unwrap();
    }
    let best = found(&archive, "gulls sort:best");
    assert!(best == "3 | 2 | 1" || best == "2 | 3 | 1", "{best}");
    assert_eq!(found(&archive, "(gulls OR gate) sort:best"), "3 | 2 | 1");
    assert_eq!(found(&archive, "source:quay sort:best").len(), 13);
}

/// The count of each word.
fn counted(archive: &Archive) -> Vec<(String, i64)> {
    let sql = "SELECT term, quotes FROM words_said ORDER BY term".to_owned();
    archive.db.rows(&sql, &[], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn words_are_counted_among_words_alone() {
    let (_folder, archive) = archive();
    let counted = counted(&archive);
    let count = |term: &str| counted.iter().find(|(there, _)| there == term).map_or(0, |(_, count)| *count);
    // Tokens of the keys are not words, however they are spelled.
    assert_eq!((count("bridge"), count("sure"), count("kinddirect")), (2, 0, 0));
    assert_eq!(
        archive.db.one::<i64>(&"SELECT count(*) FROM quotes".to_owned(), &[]).unwrap(),
        Some(count(""))
    );
}

#[test]
fn counts_of_words_follow_quotes_that_come_change_and_go() {
    let (_folder, mut archive) = archive();
    let is_exact = |archive: &mut Archive| {
        let kept = counted(archive);
        archive.count_words_again().unwrap();
        assert_eq!(kept, counted(archive));
        kept
    };
    let first = is_exact(&mut archive);
    let (id, before) = (archive.number_of(2).unwrap().unwrap(), fishermen());
    // A correction removes a quote.
    let mut briefing = before.arrival.briefing.clone();
    briefing.quotes.truncate(1);
    archive.index_again(id, &Prepared::new(Arrival::of(briefing)), TODAY).unwrap();
    assert_ne!(is_exact(&mut archive), first);
    archive.index_again(id, &before, TODAY).unwrap();
    assert_eq!(is_exact(&mut archive), first);
    let late = document("2018-02-12", "Quay Radio", "“Herring, herring and no bridge,” Ivo Brandt said.\n");
    archive.add(&[late], TODAY, NOW).unwrap();
    assert!(is_exact(&mut archive).contains(&("herring".to_owned(), 1)), "a quote counts once");
    archive.forget(archive.number_of(3).unwrap().unwrap()).unwrap();
    assert_eq!(is_exact(&mut archive), first);
}

#[test]
fn a_dossier_has_quotes_by_month_company_and_outlets() {
    let (_folder, archive) = archive();
    let dossier = archive.dossier("brandt", 50).unwrap();
    assert_eq!((dossier.total, dossier.quotes.len()), (2, 2));
    assert_eq!(dossier.months.iter().map(|m| (m.month, m.quotes)).collect::<Vec<_>>(), [(1, 1), (2, 1)]);
    assert!(
        dossier.with.iter().any(|(name, count)| name == "Marta Okafor" && *count == 2),
        "{:?}",
        dossier.with
    );
    assert_eq!(dossier.outlets, [("Halyard News".to_owned(), 1), ("Quay Radio".to_owned(), 1)]);
}

#[test]
fn a_person_s_queries_tags_and_what_was_read_are_their_own() {
    let (_folder, archive) = archive();
    let first = archive.number_of(1).unwrap().unwrap();
    archive.keep_query("me", "bridges", "bridge").unwrap();
    assert_eq!(found(&archive, "query:bridges ferry"), "1");
    archive.mark_read("me", first, true).unwrap();
    archive.tag("me", first, "Port", true).unwrap();
    assert_eq!((found(&archive, "is:unread"), found(&archive, "tag:port")), ("2".to_owned(), "1".to_owned()));
    let other = Asking { person: "other", ..asking() };
    assert_eq!(archive.count(&Query::parse("is:unread").unwrap(), other).unwrap(), 2);
    assert_eq!(archive.news(&Query::parse("bridge").unwrap(), asking(), 1).unwrap(), (1, 2));
    archive.keep_query("me", "loop", "query:loop").unwrap();
    assert!(found(&archive, "query:loop").contains("asks itself"));
}

#[test]
fn words_stand_together_in_one_part_however_a_query_is_built() {
    let (_folder, mut archive) = empty();
    let far = format!("{}The harbour gate fell shut.\n", "A calm sea, and no news of it. ".repeat(4000));
    let texts = [
        "Gate of the harbour. The sea was calm.\n",
        "The harbour gate is open.\n",
        far.as_str(),
        "Ink d'or, O'Neil and 外交部 in one line, percent % and star *.\n",
    ];
    for (day, text) in (1..).zip(texts) {
        archive.add(&[document(&format!("2018-02-0{day}"), "Quay Radio", text)], TODAY, NOW).unwrap();
    }
    assert_eq!(found(&archive, "\"harbour gate\""), "3 | 2", "as far on as a text goes");
    assert_eq!(found(&archive, "harbour gate"), "3 | 2 | 1");
    assert_eq!(found(&archive, "\"harbour gat*\""), "", "a star between quotation marks is no prefix");
    assert_eq!(found(&archive, "harb* -\"harbour gate\""), "1");
    assert_eq!(found(&archive, "\"harbour gate\" OR \"one line\""), "4 | 3 | 2");
    assert_eq!(found(&archive, "(\"harbour gate\" open) OR (calm \"gate of\")"), "2 | 1");
    assert_eq!(found(&archive, "\"外交\" neil"), "4");
    assert_eq!(found(&archive, "o'neil"), "4");
    assert_eq!(found(&archive, "source:quay date:2018-02-02..2018-02-03 sort:old"), "2 | 3");
}

#[test]
fn what_was_noted_and_followed_is_asked_for_by_its_own_words() {
    let (_folder, mut archive) = archive();
    archive.follow("/wires", FeedKind::Folder, "Wires", Some("Desk"), None).unwrap();
    archive.follow("/wires", FeedKind::Folder, "Wire", Some("Desk"), Some(9)).unwrap();
    let feed = archive.feeds().unwrap().remove(0);
    assert_eq!((feed.name.as_str(), feed.every, archive.feeds().unwrap().len()), ("Wire", Some(9), 1));
    let mut noted = document("2018-02-12", "Quay Radio", "A note belongs to this.\n");
    noted.arrival.notes.push("100% sure_thing".to_owned());
    noted.arrival.feed = Some(feed.id);
    archive.add(&[noted], TODAY, NOW).unwrap();
    assert_eq!(found(&archive, "in:desk"), "3");
    assert_eq!(found(&archive, "note:\"SURE_\" in:wire"), "3");
    assert_eq!(
        (found(&archive, "note:sureXthing"), found(&archive, "note:\"0% s\"")),
        (String::new(), "3".to_owned())
    );
    let long = "x/".repeat(3000);
    let items = [("a".to_owned(), "1".to_owned()), (long.clone(), "2".to_owned())];
    archive.see(feed.id, &items).unwrap();
    archive.see(feed.id, &[("a".to_owned(), "3".to_owned())]).unwrap();
    let seen = archive.seen(feed.id).unwrap();
    assert_eq!((seen["a"].as_str(), seen[&long].as_str(), seen.len()), ("3", "2", 2));
    assert!(archive.unfollow("/wires").unwrap() && archive.seen(feed.id).unwrap().is_empty());
    assert_eq!(archive.stale(&crate::briefing::Generator::current(), -1, 9).unwrap(), [0; 0]);
    archive.keep_fact("theme", "dark").unwrap();
    archive.keep_fact("theme", "light").unwrap();
    assert_eq!(archive.fact("theme").unwrap().as_deref(), Some("light"));
}

#[test]
fn what_is_taken_out_is_not_found_again() {
    let (_folder, mut archive) = archive();
    archive.forget(archive.number_of(2).unwrap().unwrap()).unwrap();
    assert_eq!(
        (found(&archive, "fishermen"), found(&archive, "by:brandt")),
        (String::new(), "1 Ivo Brandt".to_owned())
    );
    assert_eq!((archive.check().unwrap(), archive.documents().unwrap()), (Vec::<String>::new(), 1));
}
