//! Pages that are not fetched, or not to their end: forbidden addresses, and pages that are too slow, too large
//! or mislabelled.

use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::time::Duration;

use attache::fetch::{Limits, Settings, Web};

use crate::server::{Server, answer, moved, page};
use crate::{Home, STORY, err, story};

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
    assert!(home.refused(&[&server.url("/nowhere")]).contains("not a page (302)"));
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
        assert!(said.contains("--allow-local") || said.contains("not the name of a host"), "{host}: {said}");
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
    assert!(err(&output).contains("not UTF-8"), "{}", err(&output));
}

#[test]
fn answers_without_a_page_say_what_they_mean() {
    let home = Home::new();
    for (status, said) in [
        ("404 Not Found", "has nothing there (404)"),
        ("410 Gone", "no longer has it (410)"),
        ("403 Forbidden", "does not let attache read it (403)"),
        ("429 Too Many Requests", "asks to be left alone for a while (429)"),
        ("500 Internal Server Error", "failed (500)"),
        ("204 No Content", "not a page (204)"),
        ("206 Partial Content", "not a page (206)"),
        ("304 Not Modified", "not a page (304)"),
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

/// A fetcher with limits that a test can reach.
fn web(limits: Limits) -> Web {
    Web::new(Settings { allow_local: true, limits, ..Settings::default() })
}

#[test]
fn a_server_that_takes_its_time_is_left() {
    let short = Duration::from_millis(300);
    let silent = Server::start(|_, _| std::thread::sleep(Duration::from_secs(60)));
    let why = web(Limits { first_byte: short, ..Limits::default() })
        .get(&silent.url("/"), &|_| Ok(()))
        .unwrap_err();
    assert_eq!(
        why.to_string(),
        "127.0.0.1 did not answer within 0.3 seconds; --timeout SECONDS waits longer."
    );
    // Servers that send a little now and then, endlessly: in the head, and in the body.
    for begin in ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"] {
        let dripping = Server::start(move |_, stream| {
            let mut more = stream.write_all(begin.as_bytes());
            while more.is_ok() {
                std::thread::sleep(Duration::from_millis(20));
                more = stream.write_all(b"x");
            }
        });
        let why = web(Limits { whole: short, ..Limits::default() })
            .get(&dripping.url("/"), &|_| Ok(()))
            .unwrap_err();
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
        let why = web.get(&server.url("/"), &|_| Ok(())).unwrap_err().to_string();
        assert!(why.contains("larger than 1 MiB"), "{why}");
    }
    let fits = Server::fixed(page("text/plain", &vec![b'x'; 1 << 20]));
    assert_eq!(web.get(&fits.url("/"), &|_| Ok(())).unwrap().bytes.len() as u64, most);
}

#[test]
fn compressed_pages_are_read() {
    let server =
        Server::fixed(answer("200 OK", "text/plain", "Content-Encoding: gzip\r\n", &gzip_of_spaces(5)));
    let page = web(Limits::default()).get(&server.url("/a.txt"), &|_| Ok(())).unwrap();
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
        assert!(err(&output).contains("ATTACHE_SECURE does not allow"), "{}", err(&output));
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
fn nobody_from_outside_sends_one_inside() {
    let home = Home::new();
    let inside = Server::fixed(story());
    let targets =
        [inside.url("/"), inside.url("/").replace("127.0.0.1", "localhost"), "http://[::1]/".to_owned()];
    for target in targets {
        // The outside world, simulated by a proxy: behind it a public host redirects.
        let to = target.clone();
        let proxy = Server::start(move |_, stream| {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
            let mut asked = [0; 4096];
            let _ = std::io::Read::read(stream, &mut asked);
            drop(stream.write_all(&moved(&to)));
        });
        let url = "http://story.example/";
        let output =
            home.command().env("HTTP_PROXY", format!("http://{}", proxy.at)).arg(url).output().unwrap();
        let said = err(&output);
        assert!(
            said.contains(&format!("redirects to “{target}”")) && said.contains("--allow-local"),
            "{target}: {said}"
        );
        assert_eq!((output.status.code(), proxy.paths()), (Some(1), vec!["story.example:80".to_owned()]));
    }
    assert_eq!(inside.paths(), [""; 0]);
}

/// This many spaces, compressed: DEFLATE blocks with fixed codes, which repeat a space 258 characters at a time.
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
