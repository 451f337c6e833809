//! Realistic servers: the requests they get, when the next ones come, and the results.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Desk;
use super::server::{Asked, Server, answer, moved};

/// A feed with items, each by title and text.
fn feed(items: &[(&str, &str)]) -> Vec<u8> {
    let mut xml = "<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>Halyard News</title>".to_owned();
    for (title, text) in items {
        let _ = write!(
            xml,
            "<item><title>{title}</title><guid isPermaLink='false'>{title}</guid>\
             <pubDate>Mon, 29 Jan 2018 10:00:00 GMT</pubDate><c:encoded><![CDATA[<p>{text}</p>]]></c:encoded></item>"
        );
    }
    (xml + "</channel></rss>").into_bytes()
}

const FERRY: (&str, &str) = ("Ferry", "The ferry did not leave Port Selm on Monday, Ivo Brandt said.");
const BRIDGE: (&str, &str) =
    ("Bridge", "“The bridge will stay open,” Marta Okafor told reporters on Tuesday.");
const KEYS: (&str, &str) = ("Keys", "“You cannot lend a lighthouse,” Lena Abarca said in Sorrel.");
const FOG: (&str, &str) = ("Fog", "Fog closed the harbour, the harbour master said.");

/// Answers as servers do in the given round.
fn serve(round: usize, asked: &Asked, stream: &mut TcpStream) {
    const XML: &str = "application/rss+xml";
    let known = asked.header("If-None-Match");
    let tagged = |tag: &str, body: Vec<u8>| match known {
        Some(known) if known == tag => answer("304 Not Modified", XML, &format!("ETag: {tag}\r\n"), b""),
        _ => answer("200 OK", XML, &format!("ETag: {tag}\r\n"), &body),
    };
    let bytes = match asked.path.as_str() {
        "/steady.xml" if round < 3 => tagged("\"one\"", feed(&[FERRY])),
        "/steady.xml" => tagged("W/\"two\"", feed(&[FERRY, BRIDGE])),
        "/busy.xml" => answer("429 Too Many Requests", "text/plain", "Retry-After: 10800\r\n", b"later"),
        "/failing.xml" => answer("500 Internal Server Error", "text/plain", "", b"oh"),
        "/moved.xml" => moved("/elsewhere.xml"),
        "/elsewhere.xml" => {
            answer("200 OK", XML, "Last-Modified: Mon, 29 Jan 2018 10:00:00 GMT\r\n", &feed(&[KEYS]))
        }
        "/half.xml" if round < 3 => {
            let whole = answer("200 OK", XML, "ETag: \"h\"\r\n", &feed(&[FOG]));
            whole[..whole.len() - 60].to_vec()
        }
        "/half.xml" => tagged("\"h\"", feed(&[FOG])),
        "/plain.xml" => answer("200 OK", XML, "", &feed(&[FOG])),
        "/lasting.xml" => {
            answer("200 OK", XML, "ETag: \"l\"\r\nCache-Control: max-age=21600\r\n", &feed(&[FOG]))
        }
        other => panic!("nobody asks for {other}"),
    };
    let _ = stream.write_all(&bytes);
}

const FEEDS: [&str; 7] = ["steady", "busy", "failing", "moved", "half", "plain", "lasting"];

/// The requests of a round, a line each: the path, and the validators sent.
fn questions(server: &Server, from: usize) -> Vec<String> {
    let asked = server.asked();
    let validators = |asked: &Asked| {
        let of = ["If-None-Match", "If-Modified-Since"].map(|name| asked.header(name).map(str::to_owned));
        of.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    asked[from..].iter().map(|a| format!("{} {}", a.path, validators(a)).trim_end().to_owned()).collect()
}

#[test]
fn servers_are_asked_as_they_wish_and_one_that_fails_stops_no_other() {
    let desk = Desk::new();
    let round = Arc::new(AtomicUsize::new(1));
    let now = Arc::clone(&round);
    let server = Server::start(move |asked, stream| serve(now.load(Ordering::SeqCst), asked, stream));
    for name in FEEDS {
        desk.out(&["--allow-local", "follow", &server.url(&format!("/{name}.xml"))]);
    }
    let sync = |words: &[&str]| {
        let output = desk.run(&[&["--allow-local", "sync"], words].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // The first round: everything is due.
    let (code, said) = sync(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("busy.xml: 127.0.0.1 asks to be left alone for a while (429)"), "{said}");
    assert!(said.contains("failing.xml: 127.0.0.1 failed (500)"), "{said}");
    assert!(said.contains("half.xml: 127.0.0.1 broke off before all of it was there"), "{said}");
    let first: Vec<String> = questions(&server, 0);
    let paths: Vec<&str> = vec![
        "/steady.xml",
        "/busy.xml",
        "/failing.xml",
        "/moved.xml",
        "/elsewhere.xml",
        "/half.xml",
        "/plain.xml",
        "/lasting.xml",
    ];
    assert_eq!(first, paths, "each once, and the redirect followed");
    let kept = || desk.out(&["find", "--count"]);
    assert_eq!(kept(), "3\n", "of a feed that broke off nothing came, and the same item of two feeds is one");
    let list = desk.out(&["follow"]);
    let next = |name: &str| {
        let line = list.lines().find(|line| line.contains(&format!("  {name}.xml  "))).expect(name);
        line.rsplit("next in ").next().and_then(|wait| wait.split(' ').next()?.parse::<u32>().ok())
    };
    let waits: Vec<Option<u32>> = FEEDS.iter().map(|name| next(name)).collect();
    // Minutes: an hour; as long as the server wishes; twice as long after a failure; a day without validators; max-age.
    assert_eq!(waits, [60, 180, 120, 60, 120, 1440, 360].map(Some), "{list}");
    // The second round: nothing is due, so nothing is requested.
    round.store(2, Ordering::SeqCst);
    assert_eq!(sync(&[]).0, Some(0));
    assert_eq!(questions(&server, first.len()), [""; 0]);
    // All of them nevertheless: known pages are only asked for changes.
    assert_eq!(sync(&["--all"]).0, Some(1));
    let second = questions(&server, first.len());
    assert_eq!(
        second,
        [
            "/steady.xml \"one\"",
            "/busy.xml",
            "/failing.xml",
            "/moved.xml",
            "/elsewhere.xml Mon, 29 Jan 2018 10:00:00 GMT",
            "/half.xml",
            "/plain.xml",
            "/lasting.xml \"l\"",
        ]
    );
    assert_eq!(kept(), "3\n");
    // The third round: another ETag, and the broken one is complete. Both validators are replaced.
    round.store(3, Ordering::SeqCst);
    assert_eq!(sync(&["steady.xml", "half.xml"]).0, Some(0));
    assert_eq!(sync(&["steady.xml", "half.xml"]).0, Some(0));
    let third = questions(&server, first.len() + second.len());
    assert_eq!(third, ["/steady.xml \"one\"", "/half.xml", "/steady.xml W/\"two\"", "/half.xml \"h\""]);
    assert_eq!(desk.out(&["find", "--count", "by:okafor"]), "1\n");
}

#[test]
fn what_is_forgotten_is_not_in_the_copies_of_what_was_fetched_either() {
    let desk = Desk::new();
    let server = Server::fixed(answer("200 OK", "application/rss+xml", "ETag: \"1\"\r\n", &feed(&[KEYS])));
    desk.out(&["--allow-local", "follow", &server.url("/keys.xml")]);
    desk.out(&["--allow-local", "sync"]);
    let cached = || {
        let files = fs::read_dir(desk.path("cache/attache/web")).expect("copies are kept");
        files
            .flatten()
            .any(|f| String::from_utf8_lossy(&fs::read(f.path()).unwrap_or_default()).contains("lighthouse"))
    };
    assert!(cached());
    desk.out(&["archive", "forget", "1"]);
    assert!(!cached());
    assert_eq!(desk.out(&["find", "--count", "lighthouse"]), "0\n");
}
