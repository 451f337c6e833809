//! Addresses as their users meet them, against servers on loopback: what comes, what is refused, and in which words.

#![cfg(feature = "fetch")]

#[path = "fetch/reader.rs"]
mod reader;
#[path = "fetch/server.rs"]
mod server;
#[path = "common/session.rs"]
mod session;

use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use attache::cli::web::{Limits, Settings, Web};
use serde_json::Value;
use tempfile::TempDir;

use server::{Server, answer, moved, page};

const STORY: &str = "Harbour talks resume\n\nLISSA, March 4 (Example Wire) - The envoys met on Sunday.\n\n\
    “We go on,” said Ana Lund, who leads the delegation.\n";

/// Somebody's home, in which what is kept is kept.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ATTACHE_SECURE"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        for (name, folder) in
            [("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")]
        {
            command.env(name, self.0.path().join(folder));
        }
        command.stdin(Stdio::null());
        command
    }

    fn run<S: AsRef<OsStr>>(&self, words: &[S]) -> Output {
        self.command().args(words).output().unwrap()
    }

    /// What is printed of an address on this machine.
    fn print(&self, url: &str) -> String {
        let output = self.run(&["--allow-local", url]);
        assert!(output.status.success(), "{}", err(&output));
        out(&output).to_owned()
    }

    /// Why an address on this machine cannot be fetched, in one sentence or more on one line.
    fn refused(&self, words: &[&str]) -> String {
        let output = self.run(&[&["--allow-local"], words].concat());
        assert_eq!((output.status.code(), out(&output)), (Some(1), ""), "{}", err(&output));
        let said = err(&output).to_owned();
        assert!(said.starts_with("attache: Cannot ") && said.ends_with(".\n"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    }
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn story() -> Vec<u8> {
    page("text/plain; charset=utf-8", STORY.as_bytes())
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name)).unwrap()
}

/// A page that holds all of an article.
fn whole_page() -> Vec<u8> {
    let html = "<html><head><title>Talks end</title></head><body><article><h1>Talks end</h1>\
        <p>The envoys left Lissa on Sunday without a date for the next round, and nobody said why.</p>\
        <p>“We go on,” said Ana Lund, who leads the delegation of the north at the talks in the harbour.</p>\
        </article></body></html>";
    page("text/html; charset=utf-8", html.as_bytes())
}

/// A feed of two items that are cut, with the whole at `/cut` and at `/down`.
fn feed(items: &Server) -> String {
    format!(
        "<rss version='2.0'><channel><title>Example Wire</title>\
        <item><title>Talks end</title><link>{}</link><description>The envoys left …</description></item>\
        <item><title>Ferry late</title><link>{}</link><description>The ferry was late …</description></item>\
        </channel></rss>",
        items.url("/cut"),
        items.url("/down")
    )
}

#[test]
fn a_page_of_each_format_is_read_as_what_it_is() {
    let home = Home::new();
    for (path, content_type, name) in [
        ("/story", "text/plain; charset=utf-8", "article.txt"),
        ("/story.md", "text/plain", "article.md"),
        ("/", "text/html; charset=utf-8", "article.html"),
        ("/item", "application/json", "article.ninjs"),
        ("/item", "application/vnd.iptc.g2.newsitem+xml", "article.newsml.xml"),
        ("/item", "text/xml", "article.nitf.xml"),
        ("/letter", "message/rfc822", "article.eml"),
        ("/wrong", "application/octet-stream", "article.html"),
        ("/wrong", "application/pdf", "article.html"),
    ] {
        let server = Server::fixed(page(content_type, &fixture(name)));
        let output = home.run(&["analyze", "--allow-local", &server.url(path)]);
        assert!(output.status.success(), "{name}: {}", err(&output));
        let briefing: Value = serde_json::from_slice(&output.stdout).unwrap();
        let title = briefing["metadata"]["title"].as_str().unwrap();
        assert!(title.starts_with("Ferry talks end in Port Lissa"), "{name}: {title}");
        assert_eq!(briefing["quotes"].as_array().unwrap().len(), 9, "{name}");
    }
}

#[test]
fn feeds_of_all_kinds_are_lists_of_documents() {
    let home = Home::new();
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Example Wire</title><entry><title>One</title>\
        <content>The envoys met.</content></entry><entry><title>Two</title><content>The envoys left.</content></entry></feed>";
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Example Wire","items":[
        {"id":"1","title":"One","content_text":"The envoys met."},{"id":"2","title":"Two","content_text":"The envoys left."}]}"#;
    for (content_type, feed) in [
        ("application/atom+xml", atom),
        ("text/html", atom),
        ("application/feed+json", json),
        ("text/plain", json),
    ] {
        let server = Server::fixed(page(content_type, feed.as_bytes()));
        assert_eq!(home.print(&server.url("/feed#2")), "Two\n\nThe envoys left.\n", "{content_type}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_page_of_print_is_read_by_its_content() {
    use lopdf::{Stream, dictionary};
    let mut pdf = lopdf::Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let font =
        pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let words = b"BT /F1 10 Tf 1 0 0 1 40 700 Tm (The envoys met on Sunday.) Tj ET".to_vec();
    let content = pdf.add_object(Stream::new(dictionary! {}, words));
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let sheet =
        dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
    let sheet = pdf.add_object(sheet);
    pdf.objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => vec![sheet.into()], "Count" => 1 }.into());
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    let home = Home::new();
    for content_type in ["application/pdf", "application/octet-stream", "text/html; charset=utf-8"] {
        let server = Server::fixed(page(content_type, &bytes));
        assert!(home.print(&server.url("/paper")).contains("The envoys met on Sunday."), "{content_type}");
    }
}

#[test]
fn the_address_is_the_document_s_where_it_names_no_other() {
    let home = Home::new();
    let server = Server::fixed(story());
    let url = server.url("/story?day=4");
    let output = home.run(&["analyze", "--allow-local", &format!("{url}#top")]);
    let briefing: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(briefing["metadata"]["url"], url);
}

#[test]
fn what_is_asked_is_plain() {
    let home = Home::new();
    let server = Server::start(|_, stream| {
        drop(stream.write_all(&answer("200 OK", "text/plain", "Set-Cookie: who=you\r\n", STORY.as_bytes())));
    });
    home.print(&server.url("/story#2"));
    home.print(&server.url("/other"));
    let asked = server.asked();
    assert_eq!(server.paths(), ["/story", "/other"]);
    for asked in asked {
        assert_eq!(asked.header("User-Agent"), Some(concat!("attache/", env!("CARGO_PKG_VERSION"))));
        for never in ["Cookie", "Referer", "Authorization", "From", "Accept-Language"] {
            assert_eq!(asked.header(never), None, "{never}");
        }
    }
}

#[test]
fn files_and_addresses_go_together() {
    let home = Home::new();
    let server = Server::start(|asked, stream| {
        let bytes =
            if asked.path == "/story" { story() } else { answer("404 Not Found", "text/html", "", b"no") };
        drop(stream.write_all(&bytes));
    });
    let file = home.0.path().join("notes.txt");
    std::fs::write(&file, "Notes of Sunday.\n").unwrap();
    let words = [&server.url("/story"), file.to_str().unwrap(), &server.url("/gone")].map(str::to_owned);
    let output = home.command().arg("--allow-local").args(&words).output().unwrap();
    assert!(out(&output).contains("We go on") && out(&output).contains("Notes of Sunday"));
    assert!(err(&output).contains("has nothing there (404)"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(1));
    // A file whose name looks like an address is one with a path before it.
    std::fs::create_dir(home.0.path().join("http:")).unwrap();
    std::fs::write(home.0.path().join("http:/host"), "From a file.\n").unwrap();
    let output = home.command().current_dir(home.0.path()).arg("./http:/host").output().unwrap();
    assert_eq!(out(&output), "From a file.\n");
}

#[test]
fn a_feed_has_documents_by_number_and_its_cut_items_are_fetched() {
    let home = Home::new();
    let items = Server::start(|asked, stream| {
        let failed = answer("503 Service Unavailable", "text/html", "", b"later");
        drop(stream.write_all(&if asked.path == "/cut" { whole_page() } else { failed }));
    });
    let feed = feed(&items);
    let file = home.0.path().join("wire.rss");
    std::fs::write(&file, &feed).unwrap();
    let file = file.to_str().unwrap().to_owned();
    let server = Server::fixed(page("application/rss+xml", feed.as_bytes()));
    let url = server.url("/wire");

    // A file that lies here causes no traffic.
    assert!(home.print(&file).contains("The envoys left …"));
    assert!(home.run(&["--allow-local", "--fetch-items", "never", &url]).status.success());
    assert_eq!(items.paths(), [""; 0]);

    let output = home.run(&["analyze", "--allow-local", "--format", "jsonl", &url]);
    let all: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(items.paths(), ["/cut", "/down"]);
    assert!(all[0]["text"].as_str().unwrap().contains("nobody said why"));
    assert_eq!(all[0]["metadata"]["source"], "Example Wire");
    assert!(all[1]["text"].as_str().unwrap().contains("The ferry was late …"));
    assert!(err(&output).contains("The whole was not fetched.") && err(&output).contains("failed (503)"));

    let output = home.run(&["--allow-local", "--fetch-items", "always", &format!("{file}#1")]);
    assert!(out(&output).contains("nobody said why"), "{}", err(&output));
    let output = home.run(&["--allow-local", &format!("{url}#2")]);
    assert!(out(&output).contains("The ferry was late …") && !out(&output).contains("Talks end"));
    let output = home.run(&["--allow-local", &format!("{url}#3")]);
    assert!(err(&output).contains("no number 3"), "{}", err(&output));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let home = Home::new();
    let server = Server::start(|asked, stream| {
        let known = asked.header("If-None-Match") == Some("\"v1\"")
            && asked.header("If-Modified-Since") == Some("Sun, 04 Mar 2018 17:05:00 GMT");
        let lines = "ETag: \"v1\"\r\nLast-Modified: Sun, 04 Mar 2018 17:05:00 GMT\r\n";
        let bytes = if known {
            b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec()
        } else {
            answer("200 OK", "text/plain", lines, STORY.as_bytes())
        };
        drop(stream.write_all(&bytes));
    });
    let url = server.url("/story");
    let first = home.print(&url);
    assert_eq!(home.print(&url), first);
    let asked = server.asked();
    assert_eq!(asked[0].header("If-None-Match"), None);
    assert_eq!(asked[1].header("If-None-Match"), Some("\"v1\""));
    // Who wants no copies has none, and keeps none.
    for flag in ["--no-cache", "--no-state"] {
        assert!(home.run(&["--allow-local", flag, &url]).status.success());
        assert_eq!(server.asked().last().unwrap().header("If-None-Match"), None);
    }
    let other = Home::new();
    assert!(other.run(&["--allow-local", "--no-cache", &url]).status.success());
    assert!(!other.0.path().join("cache").exists());
}

#[test]
fn a_copy_is_there_when_the_network_is_not_and_says_so() {
    let home = Home::new();
    let server = Server::start(|asked, stream| {
        let bytes = match asked.path.as_str() {
            "/moved" => moved("/story"),
            "/secret" => {
                answer("200 OK", "text/plain", "Cache-Control: private, no-store\r\n", STORY.as_bytes())
            }
            _ => story(),
        };
        drop(stream.write_all(&bytes));
    });
    for path in ["/story", "/moved", "/secret"] {
        home.print(&server.url(path));
    }
    for path in ["/story", "/moved"] {
        let output = home.run(&["--allow-local", "--offline", &server.url(path)]);
        assert!(out(&output).contains("We go on"), "{}", err(&output));
        assert!(err(&output).contains("This is the copy of 2"), "{}", err(&output));
    }
    for path in ["/secret", "/never"] {
        assert!(home.refused(&["--offline", &server.url(path)]).contains("no copy"));
    }
    assert_eq!(server.paths().len(), 4);

    // The same address, behind which nobody is any more.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = gone.local_addr().unwrap();
    let url = format!("http://{at}/story");
    let once = std::thread::spawn(move || {
        let (mut stream, _) = gone.accept().unwrap();
        let mut asked = [0; 4096];
        let _ = std::io::Read::read(&mut stream, &mut asked);
        stream.write_all(&story()).unwrap();
    });
    home.print(&url);
    once.join().unwrap();
    let output = home.run(&["--allow-local", &url]);
    assert!(output.status.success() && out(&output).contains("We go on"));
    assert!(err(&output).contains("This is the copy of 2") && err(&output).contains("refuses connections"));
    assert!(home.refused(&["--no-cache", &url]).contains("refuses connections"));
}

#[test]
fn redirects_are_followed_a_few_times_and_never_where_one_may_not_go() {
    let home = Home::new();
    let server = Server::start(|asked, stream| {
        let bytes = match asked.path.as_str() {
            "/loop" => moved("/loop"),
            "/file" => moved("file:///etc/passwd"),
            "/data" => moved("data:text/plain,hello"),
            "/password" => moved("http://ana:secret@127.0.0.1/"),
            "/nowhere" => answer("302 Found", "text/plain", "", b""),
            "/story" => story(),
            hop => {
                let left: u32 = hop[1..].parse().unwrap();
                if left == 0 { moved("story") } else { moved(&format!("/{}", left - 1)) }
            }
        };
        drop(stream.write_all(&bytes));
    });
    assert!(home.print(&server.url("/4")).contains("We go on"));
    assert!(home.refused(&[&server.url("/5")]).contains("more than 5 times"));
    assert!(home.refused(&[&server.url("/loop")]).contains("more than 5 times"));
    assert!(home.refused(&[&server.url("/file")]).contains("“file:///etc/passwd”"));
    assert!(home.refused(&[&server.url("/data")]).contains("only http and https"));
    let password = home.refused(&[&server.url("/password")]);
    assert!(password.contains("a name or a password") && !password.contains("secret"), "{password}");
    assert!(home.refused(&[&server.url("/nowhere")]).contains("no page (302)"));
}

#[test]
fn addresses_inside_the_machine_are_refused_however_they_are_written() {
    let home = Home::new();
    let server = Server::fixed(story());
    let port = server.at.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "10.0.0.1",
    ] {
        let output = home.run(&[format!("http://{host}:{port}/story")]);
        let said = err(&output);
        assert!(said.contains("--allow-local") || said.contains("no name of a host"), "{host}: {said}");
        assert_eq!((output.status.code(), said.lines().count()), (Some(1), 1), "{host}: {said}");
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn what_is_no_address_is_refused_in_a_sentence() {
    let home = Home::new();
    for address in [
        "https://",
        "https://a b/",
        "http://example.org:0x50/",
        "ftp://example.org/a",
        "gopher://example.org/",
        "file:///etc/passwd",
        "data:text/plain,hello",
        "mailto:ana@example.org",
        "https://ana:secret@example.org/",
    ] {
        assert!(!home.refused(&[address]).contains("secret"), "{address}");
    }
    let output = home.run(&[OsStr::from_bytes(b"http://h\xf6st/")]);
    assert!(err(&output).contains("no UTF-8"), "{}", err(&output));
}

#[test]
fn answers_without_a_page_say_what_they_mean() {
    let home = Home::new();
    for (status, said) in [
        ("404 Not Found", "has nothing there (404)"),
        ("410 Gone", "has it no more (410)"),
        ("403 Forbidden", "does not let attache read it (403)"),
        ("429 Too Many Requests", "asks to be left alone for a while (429)"),
        ("500 Internal Server Error", "failed (500)"),
        ("204 No Content", "no page (204)"),
        ("206 Partial Content", "no page (206)"),
        ("304 Not Modified", "no page (304)"),
    ] {
        let server = Server::fixed(answer(status, "text/html", "", b""));
        let refused = home.refused(&[&server.url("/")]);
        assert!(refused.contains(said), "{refused}");
    }
    for (name, bytes) in [
        ("nothing", b"".to_vec()),
        ("no head", b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        ("a head without end", [b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 200_000]].concat()),
        ("a number that is none", b"HTTP/1.1 abc\r\n\r\n".to_vec()),
    ] {
        let server = Server::fixed(bytes);
        assert!(home.refused(&[&server.url("/")]).contains("127.0.0.1"), "{name}");
    }
}

#[test]
fn what_is_no_text_is_not_read_to_its_end() {
    let home = Home::new();
    let server = Server::start(|_, stream| {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\x89PNG\r\n";
        let mut more = stream.write_all(head);
        while more.is_ok() {
            more = stream.write_all(&[0; 4096]);
        }
    });
    let refused = home.refused(&[&server.url("/")]);
    assert!(refused.contains("the content is a picture"), "{refused}");
}

#[test]
fn a_body_that_breaks_off_is_none() {
    let home = Home::new();
    for head in ["Content-Length: 500", "Transfer-Encoding: chunked"] {
        let bytes = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{head}\r\n\r\n64\r\n{STORY}");
        let server = Server::fixed(bytes.into_bytes());
        let refused = home.refused(&[&server.url("/")]);
        assert!(refused.contains("broke off"), "{refused}");
    }
    let server =
        Server::fixed(answer("200 OK", "text/plain", "Content-Encoding: gzip\r\n", b"no gzip at all"));
    assert!(home.refused(&[&server.url("/")]).contains("compression is damaged"));
    let server = Server::fixed(answer("200 OK", "text/plain", "Content-Encoding: br\r\n", b"\x1b\x0e\0\xf8"));
    assert!(home.refused(&[&server.url("/")]).contains("compressed as “br”"));
}

/// What fetches with limits that a test can meet.
fn web(limits: Limits) -> Web {
    Web::new(Settings { allow_local: true, limits, ..Settings::default() })
}

#[test]
fn a_server_that_takes_its_time_is_left() {
    let short = Duration::from_millis(300);
    let silent = Server::start(|_, _| std::thread::sleep(Duration::from_secs(60)));
    let why = web(Limits { first_byte: short, ..Limits::default() }).get(&silent.url("/"), None).unwrap_err();
    assert_eq!(why.to_string(), "127.0.0.1 did not answer within 0.3 seconds.");
    // One that sends a little now and then, for ever: in its head, and in its body.
    for begin in ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"] {
        let dripping = Server::start(move |_, stream| {
            let mut more = stream.write_all(begin.as_bytes());
            while more.is_ok() {
                std::thread::sleep(Duration::from_millis(20));
                more = stream.write_all(b"x");
            }
        });
        let why =
            web(Limits { whole: short, ..Limits::default() }).get(&dripping.url("/"), None).unwrap_err();
        assert!(why.to_string().contains("did not arrive within 0.3 seconds"), "{why}");
        assert!(why.is_passing());
    }
}

#[test]
fn nothing_is_larger_than_it_may_be_compressed_or_not() {
    let most = 1 << 20;
    let web = web(Limits { bytes: most, ..Limits::default() });
    let endless = Server::start(|_, stream| {
        let mut more = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
        while more.is_ok() {
            more = stream.write_all(&b"The talks go on. ".repeat(400));
        }
    });
    let stated =
        Server::fixed(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nThe talks go on.".to_vec());
    let bomb = gzip_of_spaces(16 << 20);
    assert!((bomb.len() as u64) < most / 4, "it is no bomb");
    let bomb = Server::fixed(answer("200 OK", "text/plain", "Content-Encoding: gzip\r\n", &bomb));
    for server in [endless, stated, bomb] {
        let why = web.get(&server.url("/"), None).unwrap_err().to_string();
        assert!(why.contains("larger than 1 MiB"), "{why}");
    }
    let fits = Server::fixed(page("text/plain", &vec![b'x'; 1 << 20]));
    assert_eq!(web.get(&fits.url("/"), None).unwrap().bytes.len() as u64, most);
}

#[test]
fn compressed_pages_are_read() {
    let server =
        Server::fixed(answer("200 OK", "text/plain", "Content-Encoding: gzip\r\n", &gzip_of_spaces(5)));
    let page = web(Limits::default()).get(&server.url("/a.txt"), None).unwrap();
    assert_eq!((page.bytes.as_slice(), page.name.as_deref()), (&b"     "[..], Some("a.txt")));
}

#[test]
fn a_certificate_of_nobody_s_is_not_trusted() {
    let home = Home::new();
    let server = Server::encrypted();
    for host in ["localhost", "127.0.0.1"] {
        let refused = home.refused(&[&format!("https://{host}:{}/story", server.at.port())]);
        assert!(refused.contains("is not secure") && refused.contains("certificate"), "{refused}");
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn attache_secure_fetches_nothing() {
    let home = Home::new();
    let server = Server::fixed(story());
    for words in [&["--allow-local"][..], &["--allow-local", "--offline"]] {
        let output =
            home.command().env("ATTACHE_SECURE", "1").args(words).arg(server.url("/")).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains("ATTACHE_SECURE forbids"), "{}", err(&output));
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn a_proxy_of_the_environment_is_used_and_never_left_out() {
    let home = Home::new();
    let proxy = Server::start(|_, stream| drop(stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")));
    let through = |name: &str, value: &str| {
        let output = home.command().env(name, value).arg("http://story.example/").output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        err(&output).to_owned()
    };
    let said = through("HTTPS_PROXY", &format!("http://{}", proxy.at));
    assert!(said.contains("the proxy refuses"), "{said}");
    assert_eq!(proxy.paths(), ["story.example:80"]);
    let said = through("ALL_PROXY", "nonsense://x");
    assert!(said.contains("ALL_PROXY names no proxy"), "{said}");
    let url = "http://localhost/";
    let output = home.command().env("ALL_PROXY", format!("http://{}", proxy.at)).arg(url).output().unwrap();
    assert!(err(&output).contains("--allow-local") && proxy.paths().len() == 1, "{}", err(&output));
}

#[test]
fn corrections_and_exports_take_addresses_too() {
    let home = Home::new();
    let server = Server::fixed(story());
    let output = home.run(&["export", "--allow-local", &server.url("/story"), "--quotes"]);
    assert!(out(&output).contains("We go on"), "{}", err(&output));
}

/// So many spaces, compressed: blocks of DEFLATE with fixed codes, which repeat a space 258 characters at a time.
fn gzip_of_spaces(count: usize) -> Vec<u8> {
    let (mut bits, mut held, mut out) = (0_u32, 0_u32, vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    let mut put = |value: u32, width: u32, out: &mut Vec<u8>| {
        bits |= value << held;
        held += width;
        while held >= 8 {
            out.push((bits & 255) as u8);
            bits >>= 8;
            held -= 8;
        }
    };
    // Huffman codes are written from their highest bit.
    let code = |value: u32, width: u32| value.reverse_bits() >> (32 - width);
    put(0b011, 3, &mut out);
    let singles = if count > 258 { 1 + (count - 1) % 258 } else { count };
    (0..singles).for_each(|_| put(code(0x30 + 0x20, 8), 8, &mut out));
    for _ in 0..(count - singles) / 258 {
        // Length 258 is code 285, 8 bits wide; distance 1 is code 0, 5 bits wide.
        put(code(0b1100_0101, 8), 8, &mut out);
        put(0, 5, &mut out);
    }
    put(0, 7, &mut out);
    put(0, 7, &mut out);
    let mut table = [0_u32; 256];
    for (n, entry) in (0_u32..).zip(&mut table) {
        *entry = (0..8).fold(n, |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 });
    }
    let sum = (0..count).fold(!0_u32, |c, _| table[((c ^ 0x20) & 255) as usize] ^ (c >> 8));
    out.extend((!sum).to_le_bytes());
    out.extend((count as u32).to_le_bytes());
    out
}
