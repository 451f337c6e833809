//! Hostile servers and addresses, and streams that never end.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::ChildStdin;
use std::thread;
use std::time::Duration;

use crate::server::{Server, moved};

/// A hostile source that is not a small file.
pub struct Source {
    /// Its name in the table.
    pub name: &'static str,
    arguments: Vec<String>,
    /// The writer of standard input.
    pub feed: Option<fn(ChildStdin)>,
    /// A part of its message.
    pub said: &'static str,
}

impl Source {
    /// The arguments that open it.
    pub fn arguments(&self) -> Vec<&str> {
        self.arguments.iter().map(String::as_str).collect()
    }
}

fn source(name: &'static str, arguments: &[&str], said: &'static str) -> Source {
    let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
    Source { name, arguments, feed: None, said }
}

/// A server that answers according to the path.
pub fn server() -> Server {
    Server::start(|asked, stream| {
        let head = |kind: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n");
        let mut send = |bytes: &[u8]| stream.write_all(bytes).is_ok();
        match asked.path.as_str() {
            "/silent" => thread::park(),
            "/slow" => {
                send(head("text/html").as_bytes());
                while send(b"x") {
                    thread::sleep(Duration::from_millis(100));
                }
            }
            "/endless" => {
                send(head("application/rss+xml").as_bytes());
                send(b"<rss><channel>");
                let items = b"<item><title>Talks</title></item>".repeat(10_000);
                while send(&items) {}
            }
            "/head" => {
                send(b"HTTP/1.1 200 OK\r\n");
                while send(b"X-More: and more\r\n") {}
            }
            "/file" => drop(send(&moved("file:///etc/passwd"))),
            // A redirect to itself.
            _ => drop(send(&moved("/loop"))),
        }
    })
}

/// Those that need nothing but a name, or a server.
pub fn addresses(server: &Server) -> Vec<Source> {
    let local = |path| server.url(path);
    let mut all: Vec<Source> = [
        ("http://127.0.0.1/", "--allow-local"),
        ("http://localhost/", "--allow-local"),
        ("http://[::1]/", "--allow-local"),
        ("http://2130706433/", "not the name of a host"),
        ("http://169.254.169.254/", "--allow-local"),
        ("file:///etc/passwd", "by its path alone"),
    ]
    .map(|(address, said)| source(address, &[address], said))
    .into();
    all.extend([
        source("a redirect loop", &["--allow-local", &local("/loop")], "more than 5 times"),
        source("a redirect to a file", &["--allow-local", &local("/file")], "file:///etc/passwd"),
        source("a server that never answers", &["--allow-local", &local("/silent")], "within 1.5 seconds"),
        source(
            "a server that sends a byte now and then",
            &["--allow-local", "--timeout", "2", &local("/slow")],
            "seconds",
        ),
        source("a head without end", &["--allow-local", "--timeout", "2", &local("/head")], ""),
        source("a feed without end from a server", &["--allow-local", &local("/endless")], "MiB"),
    ]);
    all
}

/// A feed of one gigabyte, as a file and through a pipe.
pub fn gigabyte(folder: &Path) -> Vec<Source> {
    let path = folder.join("gigabyte.rss");
    let mut file = File::create(&path).unwrap();
    file.write_all(b"<?xml version=\"1.0\"?><rss><channel>").unwrap();
    file.write_all(&b"<item><title>Talks</title></item>".repeat(3_000)).unwrap();
    // Unwritten bytes take no space on the disk.
    file.set_len(1 << 30).unwrap();
    let feed = |mut stdin: ChildStdin| {
        let items = b"<item><title>Talks</title></item>".repeat(10_000);
        let begun = stdin.write_all(b"<?xml version=\"1.0\"?><rss><channel>").is_ok();
        let mut left = (1 << 30) / items.len();
        while begun && left > 0 && stdin.write_all(&items).is_ok() {
            left -= 1;
        }
    };
    vec![
        source("a feed of 1 GB", &[path.to_str().unwrap()], "MiB"),
        Source { feed: Some(feed), ..source("a feed of 1 GB through a pipe", &["-"], "MiB") },
    ]
}
