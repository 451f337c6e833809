//! Compares an archive in a file with one on a PostgreSQL server: same documents, same queries, same answers.
//!
//!     cargo bench --features postgres --bench desk -- CORPUS.jsonl [COPIES [SECONDS]]
//!
//! The corpus is that of the bench `archive`; each copy has another outlet and is 13 years older. Starts a cluster of its
//! own on a socket. Runs every query on both engines in turn, and stops if the answers differ. Then 50 readers search and
//! poll for the given seconds, each over its own connection, while one writer adds documents. Times are with a warm cache.

#[path = "../tests/common/cluster.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod cluster;
#[path = "common/corpus.rs"]
mod corpus;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use attache::briefing::Briefing;
use attache::document::{Document, Timestamp};
use attache::query::Query;
use attache::store::archive::{Archive, Arrival, Asking, Place, Prepared};
use jiff::civil::{Date, date};

use corpus::{Quote, Story, YEARS, plain};

const TODAY: Date = date(2026, 11, 30);
const NOW: i64 = 1_796_000_000;
/// How often each query is run.
const TIMES: usize = 200;
const READERS: usize = 50;
/// How many documents are held back for the writer beside the readers.
const LATE: usize = 1000;

fn asking() -> Asking<'static> {
    Asking { person: "me", today: TODAY, now: NOW }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(corpus) = arguments.first() else {
        return println!("Name a corpus: cargo bench --features postgres --bench desk -- CORPUS.jsonl");
    };
    let number = |at: usize, usual: u64| arguments.get(at).map_or(usual, |n| n.parse().expect("a number"));
    let (copies, seconds) = (number(1, 1), number(2, 60));
    let stories: Vec<Story> = corpus::stories(Path::new(corpus)).collect();
    let briefings = analysed(&stories);
    let folder = tempfile::tempdir().expect("a folder");
    let places = [Place::new(&folder.path().to_string_lossy()), Place::new(&cluster::fresh())];
    let mut archives = places.each_ref().map(|place| place.open().expect("it opens"));
    let kept_back = fill(&mut archives, &briefings, copies);
    cluster::shared().sql_in("postgres", "VACUUM ANALYZE").expect("it can be done");
    println!("| ms, p50 / p99 | SQLite | PostgreSQL |\n|---|---|---|");
    ask(&archives, &stories);
    drop(archives);
    for (place, name) in places.iter().zip(["SQLite", "PostgreSQL"]) {
        crowd(place, name, &kept_back, Duration::from_secs(seconds), &stories);
    }
}

/// Every document, analysed.
fn analysed(stories: &[Story]) -> Vec<Briefing> {
    let part = stories.len().div_ceil(2).max(1);
    let one = |story: &Story| {
        let mut document = Document::from_paragraphs(&story.paras.join("\n\n"));
        document.metadata.title = Some(story.title.clone());
        document.metadata.source = Some(story.source.clone());
        Briefing::new(document)
    };
    std::thread::scope(|scope| {
        let parts =
            stories.chunks(part).map(|part| scope.spawn(move || part.iter().map(one).collect::<Vec<_>>()));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().expect("it is analysed")).collect::<Vec<_>>()
    })
    .into_iter()
    .zip(stories)
    .map(|(mut briefing, story)| {
        briefing.metadata.published = dated(story.ts);
        briefing
    })
    .collect()
}

fn dated(seconds: i64) -> Option<Timestamp> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Timestamp::parse(&jiff::tz::TimeZone::UTC.to_datetime(at).date().to_string())
}

/// A copy of a document, with another outlet and an older date.
fn copy(briefing: &Briefing, copy: u64) -> Prepared {
    let mut briefing = briefing.clone();
    if copy > 0 {
        let source = briefing.metadata.source.take().unwrap_or_default();
        briefing.metadata.source = Some(format!("{source} {copy}"));
        let day = briefing.metadata.published.map(Timestamp::date);
        let older = day.and_then(|d| d.checked_sub(jiff::Span::new().years(YEARS * copy.cast_signed())).ok());
        briefing.metadata.published = older.and_then(|day| Timestamp::parse(&day.to_string()));
    }
    Prepared::new(Arrival::of(briefing))
}

/// Adds every document to both archives, except some, which are returned.
fn fill(archives: &mut [Archive; 2], briefings: &[Briefing], copies: u64) -> Vec<Prepared> {
    let mut took = [Duration::ZERO; 2];
    let (mut late, mut count) = (Vec::new(), 0);
    for n in 0..copies {
        for batch in briefings.chunks(500) {
            let mut prepared: Vec<Prepared> = batch.iter().map(|briefing| copy(briefing, n)).collect();
            if n == 0 && late.len() < LATE {
                late.append(&mut prepared);
                continue;
            }
            count += prepared.len();
            for (archive, took) in archives.iter_mut().zip(&mut took) {
                let begun = Instant::now();
                archive.add(&prepared, TODAY, NOW).expect("they can be kept");
                *took += begun.elapsed();
            }
        }
    }
    let [one, other] = took.map(|took| took.as_secs_f64() / count as f64 * 1000.0);
    println!("{count} documents; kept in {one:.2} ms a document (SQLite), {other:.2} ms (PostgreSQL)\n");
    late
}

/// Queries from all over the corpus: a name, and one query of each kind with it.
fn questions(stories: &[Story]) -> Vec<(&'static str, Vec<String>)> {
    let (mut words, mut phrases, mut sayings) = (Vec::new(), Vec::new(), Vec::new());
    for (number, story) in stories.iter().enumerate().filter(|(number, _)| number % 97 == 0) {
        let all: Vec<String> = story.paras[0].split(' ').map(plain).filter(|w| w.len() > 2).collect();
        words.extend(all.get(number % 11).cloned());
        phrases.extend(all.get(2..4).map(|two| two.join(" ")));
        let word = |quote: &Quote| Some((quote.name.clone(), plain(quote.text.split(' ').nth(5)?)));
        sayings.extend(story.quotes.first().and_then(word).filter(|(_, word)| word.len() > 2));
    }
    let by = |(name, word): &(String, String)| format!("speaker:\"{name}\" quote:{word}");
    vec![
        ("a word, newest 50", words.clone()),
        ("two words together, newest 50", phrases.iter().map(|two| format!("\"{two}\"")).collect()),
        ("a word in one year", words.iter().map(|word| format!("{word} date:2019")).collect()),
        ("speaker and word", sayings.iter().map(by).collect()),
        ("a speaker, newest 50", sayings.iter().map(|(name, _)| format!("speaker:\"{name}\"")).collect()),
        ("beginning of a word, not another", words.iter().map(|w| format!("{w}* -ceasefire")).collect()),
    ]
}

/// Queries both archives in turn.
fn ask(archives: &[Archive; 2], stories: &[Story]) {
    let mut asked = 0;
    for (name, all) in questions(stories) {
        let mut times = [Vec::new(), Vec::new()];
        for n in 0..TIMES {
            let Ok(query) = Query::parse(&all[n % all.len()]) else { continue };
            let answers = [0, 1].map(|which: usize| {
                let begun = Instant::now();
                let answer = archives[which].find(&query, asking(), 50);
                times[which].push(begun.elapsed());
                answer.map_err(|error| format!("{error:?}"))
            });
            assert_eq!(answers[0], answers[1], "{}", all[n % all.len()]);
            let counts = [0, 1].map(|which: usize| archives[which].count(&query, asking()).ok());
            assert_eq!(counts[0], counts[1], "{}", all[n % all.len()]);
            asked += 1;
        }
        println!("| {name} | {} | {} |", percentiles(&mut times[0]), percentiles(&mut times[1]));
    }
    let mut times = [Vec::new(), Vec::new()];
    for story in stories.iter().step_by(97).take(TIMES) {
        let Some(quote) = story.quotes.first() else { continue };
        let answers = [0, 1].map(|which: usize| {
            let begun = Instant::now();
            let answer = archives[which].dossier(&quote.name, 200);
            times[which].push(begun.elapsed());
            answer.map_err(|error| format!("{error:?}"))
        });
        assert_eq!(answers[0], answers[1], "the dossier of {}", quote.name);
        asked += 1;
    }
    println!("| a dossier of 200 quotes | {} | {} |", percentiles(&mut times[0]), percentiles(&mut times[1]));
    println!("\n{asked} questions, each answered the same by both.\n");
}

fn percentiles(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    format!("{:.2} / {:.2}", at(50), at(99))
}

/// Lets many readers search and poll while one writer writes.
fn crowd(place: &Place, name: &str, late: &[Prepared], time: Duration, stories: &[Story]) {
    let (done, errors, times) = (AtomicBool::new(false), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let questions: Vec<String> = questions(stories).into_iter().flat_map(|(_, all)| all).collect();
    let before = place.open().and_then(|archive| archive.documents()).expect("it can be counted");
    let mut kept = 0;
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let (done, errors, times, questions) = (&done, &errors, &times, &questions);
            scope.spawn(move || {
                let archive = place.open_to_read().expect("it opens");
                let (mut own, mut last, everything) = (Vec::new(), 0, Query::default());
                for n in (reader * 7..).take_while(|_| !done.load(Ordering::Relaxed)) {
                    // A name that several actors share is an answer, too.
                    let query = Query::parse(&questions[n % questions.len()]).expect("a query");
                    let begun = Instant::now();
                    let failed = archive
                        .find(&query, asking(), 50)
                        .is_err_and(|error| matches!(error, attache::query::MeaningError::Failed(_)));
                    own.push(begun.elapsed());
                    let all = archive.news(&everything, asking(), before.cast_signed() as i64);
                    let lost = all.as_ref().is_ok_and(|(new, _)| *new < last);
                    last = all.as_ref().map_or(last, |(new, _)| *new);
                    errors.fetch_add(usize::from(failed || all.is_err() || lost), Ordering::Relaxed);
                    // People read their results.
                    std::thread::sleep(Duration::from_millis(200));
                }
                times.lock().expect("no reader fails").extend(own);
            });
        }
        let mut writer = place.open().expect("it opens");
        let (begun, parts) = (Instant::now(), late.chunks(20));
        let pause = time / u32::try_from(parts.len()).unwrap_or(1).max(1);
        for (number, part) in (1..).zip(parts) {
            kept += writer.add(part, TODAY, NOW).expect("they can be kept").len();
            std::thread::sleep((pause * number).saturating_sub(begun.elapsed()));
        }
        done.store(true, Ordering::Relaxed);
    });
    let after = place.open().and_then(|archive| archive.documents()).expect("it can be counted");
    let mut times = times.into_inner().expect("no reader fails");
    println!(
        "{name}: {READERS} readers for {} s, {} searches, {} errors, {} ms (p50 / p99) a search; {kept} documents kept \
         meanwhile, {} there afterwards that were not before.",
        time.as_secs(),
        times.len(),
        errors.into_inner(),
        percentiles(&mut times),
        after - before
    );
}
