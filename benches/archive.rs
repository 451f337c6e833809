//! Compares the archive with notmuch and recoll on the same texts, where these are installed.
//!
//!     cargo bench --bench archive -- CORPUS.jsonl           20,000 documents, or as many as the file has
//!     cargo bench --bench archive -- CORPUS.jsonl 5         the same five times over, in other years, without the peers
//!
//! A line of the corpus is an object with `ts` (seconds since 1970), `source`, `title` and `paras`; some also have quotes
//! with a speaker in `quotes`. Prints rows of Markdown. Processor seconds cover all threads and processes together; search
//! times are with a warm cache. Needs a system with /proc. `ATTACHE` may name another build of attache to measure.
//! searches are of a warm cache. Needs a system with /proc. `ATTACHE` may name another build of attache to measure.

#[path = "common/corpus.rs"]
mod corpus;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use attache::query::Query;
use attache::store::archive::{Archive, Asking};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use corpus::{Quote, Story, YEARS, plain};

/// How often each search is run.
const TIMES: usize = 200;
/// Ticks a second, the unit of processor time that Linux gives to programs.
const TICKS: f64 = 100.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(corpus) = arguments.first() else {
        return println!("Name a corpus: cargo bench --bench archive -- CORPUS.jsonl");
    };
    let copies: i64 = arguments.get(1).map_or(1, |n| n.parse().expect("a number of copies"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk { folder: folder.path().to_owned() };
    let asked = desk.write(Path::new(corpus), copies);
    println!("{} documents, {:.1} MB of text\n", asked.documents, asked.bytes as f64 / 1e6);
    println!("| | attache | notmuch | recoll |\n|---|---|---|---|");
    let peers = copies == 1;
    desk.ingest(&asked, peers);
    desk.search(&asked, peers);
    desk.ask_within(&asked);
    desk.one_more(peers);
    desk.names(&asked);
}

/// The queries for a corpus.
struct Asked {
    documents: usize,
    bytes: u64,
    /// Words from the texts, from the rarest to common ones.
    words: Vec<String>,
    /// A speaker, and one of their words.
    sayings: Vec<(String, String)>,
    names: Vec<String>,
}

/// A folder with the texts as each program reads them, and each program's index.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the texts; the words and names to search for come from all over the corpus.
    fn write(&self, corpus: &Path, copies: i64) -> Asked {
        for name in ["texts", "mail/cur", "mail/new", "mail/tmp", "config", "recoll"] {
            fs::create_dir_all(self.path(name)).expect("a folder");
        }
        let mut asked =
            Asked { documents: 0, bytes: 0, words: Vec::new(), sayings: Vec::new(), names: Vec::new() };
        for copy in 0..copies {
            for (number, story) in corpus::stories(corpus).enumerate() {
                self.write_one(&story, (copy, number), copies == 1);
                asked.documents += 1;
                asked.bytes += story.paras.iter().map(|p| p.len() as u64 + 2).sum::<u64>();
                if copy == 0 && number % 97 == 0 {
                    asked.words.extend(story.paras[0].split(' ').nth(number % 11).map(plain));
                    asked.names.extend(story.quotes.first().map(|quote| quote.name.clone()));
                    let word =
                        |quote: &Quote| Some((quote.name.clone(), plain(quote.text.split(' ').nth(5)?)));
                    asked.sayings.extend(story.quotes.first().and_then(word));
                }
            }
        }
        // Some words are operators to the peers.
        asked.words.retain(|word| {
            word.len() > 2 && !["and", "not", "near", "xor"].contains(&word.to_lowercase().as_str())
        });
        asked
    }

    fn write_one(&self, story: &Story, (copy, number): (i64, usize), mail: bool) {
        let at = Timestamp::from_second(story.ts - copy * YEARS * 31_557_600).expect("a time");
        let at = TimeZone::UTC.to_datetime(at);
        let body = story.paras.join("\n\n");
        let again = if copy == 0 { String::new() } else { format!("\n\nRound {copy}.") };
        let head =
            format!("---\ntitle: {}\nsource: {}\ndate: {}\n---\n\n", story.title, story.source, at.date());
        let name = format!("{copy}-{number:05}");
        fs::write(self.path("texts").join(name.clone() + ".md"), format!("{head}{body}{again}\n"))
            .expect("a text");
        if mail {
            let when = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
            let head = format!(
                "From: {0}@example.org\nSubject: {1}\nDate: {when}\nMessage-ID: <{name}@example.org>\n\
                 Content-Type: text/plain; charset=utf-8\n\n",
                story.source, story.title
            );
            fs::write(self.path("mail/cur").join(name + ".host:2,S"), head + &body).expect("a message");
        }
    }

    fn command(&self, program: &str, words: &[&str]) -> Command {
        let attache = std::env::var("ATTACHE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_attache").to_owned());
        let mut command = Command::new(if program == "attache" { &attache } else { program });
        command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("XDG_STATE_HOME", self.path("state")).env("XDG_CONFIG_HOME", self.path("config"));
        command.env("NOTMUCH_CONFIG", self.path("notmuch")).env("RECOLL_CONFDIR", self.path("recoll"));
        command
    }

    /// Runs a program; returns its seconds and processor seconds.
    fn run(&self, program: &str, words: &[&str]) -> (f64, f64) {
        let (before, begun) = (processor(), Instant::now());
        let status = self.command(program, words).status();
        assert!(status.is_ok_and(|status| status.success()), "{program} {words:?}");
        (begun.elapsed().as_secs_f64(), processor() - before)
    }

    fn ingest(&self, asked: &Asked, peers: bool) {
        self.run("attache", &["follow", self.path("texts").to_str().expect("a path")]);
        let (wall, processor) = self.run("attache", &["sync"]);
        let archive = size(&self.path("state/attache"));
        let (mut times, mut sizes) = (String::new(), String::new());
        for (program, ingest, store) in
            [("notmuch", &["new"][..], "mail/.notmuch"), ("recollindex", &["-z"], "recoll/xapiandb")]
        {
            if !peers || !is_there(program) {
                times.push_str(" – |");
                sizes.push_str(" – |");
                continue;
            }
            self.prepare(program);
            let (wall, processor) = self.run(program, ingest);
            let _ = write!(times, " {processor:.1} ({wall:.0} s) |");
            let _ = write!(sizes, " {} |", ratio(size(&self.path(store)), asked.bytes));
        }
        println!("| full sync, processor seconds | {processor:.1} ({wall:.0} s) |{times}");
        println!("| on the disk, as a multiple of the text | {} |{sizes}", ratio(archive, asked.bytes));
    }

    /// Configures a peer with the folder of the texts.
    fn prepare(&self, program: &str) {
        let folder = self.folder.display();
        let (file, text) = if program == "notmuch" {
            (
                self.path("notmuch"),
                format!("[database]\npath={folder}/mail\n[user]\nname=a\nprimary_email=a@example.org\n"),
            )
        } else {
            (self.path("recoll/recoll.conf"), format!("topdirs = {folder}/texts\nloglevel = 1\n"))
        };
        fs::write(file, text).expect("the configuration can be written");
    }

    /// Searches by whole programs: one process a search.
    fn search(&self, asked: &Asked, peers: bool) {
        let words: Vec<&str> = asked.words.iter().map(String::as_str).collect();
        let of = |program: &str, before: &[&str]| {
            if program != "attache" && !(peers && is_there(program)) {
                return " – |".to_owned();
            }
            let one = |n: usize| [before, &[words[n % words.len()]]].concat();
            format!(" {} |", percentiles(|n| _ = self.run(program, &one(n))))
        };
        let row = ["attache", "notmuch", "recollq"].map(|program| match program {
            "attache" => of(program, &["find"]),
            "notmuch" => of(program, &["search", "--limit=50"]),
            _ => of(program, &["-n", "50"]),
        });
        println!("| a word, whole program, ms p50 / p99 |{}", row.concat());
        let saying = |n: usize| {
            let (name, word) = &asked.sayings[n % asked.sayings.len()];
            self.run("attache", &["find", &format!("speaker:\"{name}\" quote:{word}")]);
        };
        println!("| speaker and word, whole program | {} | – | – |", percentiles(saying));
    }

    /// Searches in one process with the archive open, as the reader does.
    fn ask_within(&self, asked: &Asked) {
        let archive = Archive::open_to_read(&self.path("state/attache")).expect("the archive opens");
        let asking = Asking { person: "me", today: date(2026, 11, 30), now: 1_796_000_000 };
        let find = |text: &str| {
            let query = Query::parse(text).expect("a query");
            // A name that several actors share finds nobody, and is as quick.
            let _ = archive.find(&query, asking, 50);
        };
        let of = |name: &str, text: &dyn Fn(usize) -> String| {
            println!("| {name}, in process | {} | – | – |", percentiles(|n| find(&text(n))));
        };
        let word = |n: usize| asked.words[n % asked.words.len()].clone();
        let saying = |n: usize| asked.sayings[n % asked.sayings.len()].clone();
        of("a word, newest 50", &word);
        of("a word in one year", &|n| format!("{} date:2019", word(n)));
        of("speaker and word", &|n| {
            let (name, word) = saying(n);
            format!("speaker:\"{name}\" quote:{word}")
        });
        of("a speaker, newest 50", &|n| format!("speaker:\"{}\"", saying(n).0));
        let dossier = percentiles(|n| drop(archive.dossier(&saying(n).0, 200)));
        println!("| a dossier of 200 quotes, in process | {dossier} | – | – |");
    }

    /// Adds one more text, from the command to the disk.
    fn one_more(&self, peers: bool) {
        let text = |n: usize| {
            format!(
                "---\ntitle: One more\nsource: Halyard News\ndate: 2026-11-29\n---\n\n“The ferry number {n} goes on,” Ivo Brandt said.\n"
            )
        };
        let add = |n: usize| {
            let file = self.path("one.md");
            fs::write(&file, text(n)).expect("a text");
            self.run("attache", &["add", file.to_str().expect("a path")]);
        };
        let mail = |n: usize| {
            let head =
                format!("From: a@example.org\nSubject: One more\nMessage-ID: <more{n}@example.org>\n\n");
            fs::write(self.path(&format!("mail/new/more{n}.host")), head + &text(n)).expect("a message");
            self.run("notmuch", &["new"]);
        };
        let notmuch = if peers && is_there("notmuch") { percentiles(mail) } else { "–".to_owned() };
        println!("| one new document findable, ms p50 / p99 | {} | {notmuch} | – |", percentiles(add));
    }

    fn names(&self, asked: &Asked) {
        let list: String =
            (0..1000).fold(String::new(), |list, n| list + &asked.names[n % asked.names.len()] + "\n");
        let file = self.path("names.txt");
        fs::write(&file, list).expect("the list can be written");
        let (wall, processor) =
            self.run("attache", &["find", "--names", file.to_str().expect("a path"), "--format", "csv"]);
        println!("| 1,000 names to a table, s | {wall:.2} ({processor:.2} of the processor) | – | – |");
    }
}

/// The median and the 99th percentile of the time of [`TIMES`] runs, in milliseconds.
fn percentiles(take: impl Fn(usize)) -> String {
    (0..5).for_each(&take);
    let mut times: Vec<Duration> = (5..TIMES + 5)
        .map(|n| {
            let begun = Instant::now();
            take(n);
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times[TIMES * part / 100 - 1].as_secs_f64() * 1000.0;
    format!("{:.2} / {:.2}", at(50), at(99))
}

fn is_there(program: &str) -> bool {
    let found = |folder: PathBuf| folder.join(program).is_file();
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(found))
}

/// The processor seconds of this program's finished children.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("a system with /proc");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    [13, 14].iter().filter_map(|n| fields[*n].parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The total size of a folder's files, in bytes.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

fn ratio(bytes: u64, text: u64) -> String {
    format!("{:.2} ({:.0} MB)", bytes as f64 / text as f64, bytes as f64 / 1e6)
}
