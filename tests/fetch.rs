//! Addresses from the outside, against servers on loopback: the pages, the refusals, and their messages.

#![cfg(feature = "fetch")]

#[path = "fetch/reader.rs"]
mod reader;
#[path = "fetch/refusals.rs"]
mod refusals;
#[path = "fetch/server.rs"]
mod server;
#[path = "common/session.rs"]
mod session;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use server::{Server, answer, moved, page};

const STORY: &str = "Harbour talks resume\n\nLISSA, March 4 (Example Wire) - The envoys met on Sunday.\n\n\
    “We go on,” said Ana Lund, who leads the delegation.\n";

/// A home folder with its state.
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

    /// The output for an address on this machine.
    fn print(&self, url: &str) -> String {
        let output = self.run(&["--allow-local", url]);
        assert!(output.status.success(), "{}", err(&output));
        out(&output).to_owned()
    }

    /// Why an address on this machine cannot be fetched, as one line of sentences.
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

/// A page with the whole of an article.
fn whole_page() -> Vec<u8> {
    let html = "<html><head><title>Talks end</title></head><body><article><h1>Talks end</h1>\
        <p>The envoys left Lissa on Sunday without a date for the next round, and nobody said why.</p>\
        <p>“We go on,” said Ana Lund, who leads the delegation of the north at the talks in the harbour.</p>\
        </article></body></html>";
    page("text/html; charset=utf-8", html.as_bytes())
}

/// A feed of two truncated items, with the full text at `/cut` and at `/down`.
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
    // A file whose name looks like an address is named with a path before it.
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

    // A local file causes no traffic.
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
    // With these flags no copies are read or kept.
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
        assert!(err(&output).contains("This is a copy from 2"), "{}", err(&output));
    }
    for path in ["/secret", "/never"] {
        assert!(home.refused(&["--offline", &server.url(path)]).contains("no copy"));
    }
    assert_eq!(server.paths().len(), 4);

    // The same address, after the server has gone.
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
    assert!(err(&output).contains("This is a copy from 2") && err(&output).contains("refuses connections"));
    assert!(home.refused(&["--no-cache", &url]).contains("refuses connections"));
}

#[test]
fn corrections_and_exports_take_addresses_too() {
    let home = Home::new();
    let server = Server::fixed(story());
    let output = home.run(&["export", "--allow-local", &server.url("/story"), "--quotes"]);
    assert!(out(&output).contains("We go on"), "{}", err(&output));
}

#[test]
fn a_cache_that_is_open_to_others_is_closed_and_that_of_another_user_is_not_used() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let home = Home::new();
    let server = Server::start(|_, stream| drop(stream.write_all(&story())));
    let folder = home.0.path().join("cache/attache/web");
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    let url = server.url("/story");
    let output = home.run(&["--allow-local", &url]);
    assert!(err(&output).contains("was open to others; now it is yours alone."), "{}", err(&output));
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    // Only root can give a folder away.
    if chown(&folder, Some(12_345), None).is_ok() {
        fs::remove_file(fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path()).unwrap();
        let output = home.run(&["--allow-local", &url]);
        assert!(
            output.status.success() && err(&output).contains("belongs to another user"),
            "{}",
            err(&output)
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}
