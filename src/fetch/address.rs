//! Web addresses as written: which may be fetched, and how they are shown.

use std::fmt::{self, Write};
use std::net::{IpAddr, Ipv6Addr};
use std::path::Path;

use super::trouble::Trouble;
use super::{local, punycode};
use crate::document::{resolve, without_password};
use crate::text::sanitise_line;

/// The longest address, in bytes; RFC 9110 recommends that recipients support 8,000.
const LONGEST: usize = 8192;

/// Schemes that nobody means as the beginning of a file name, even without two slashes.
const KNOWN: [&str; 9] =
    ["about", "blob", "data", "file", "javascript", "mailto", "urn", "view-source", "ws"];

/// The address given by a name on the command line; none if it names a file.
///
/// `http://` and `https://` always begin an address; a file with such a name must be written `./http:…`. A
/// name with another scheme is an address too, to be refused, unless there is a file of that name.
pub fn of_name(name: &Path) -> Option<String> {
    let text = name.to_string_lossy();
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let web = ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) && rest.starts_with("//");
    let other = || {
        let known = KNOWN.iter().any(|s| scheme.eq_ignore_ascii_case(s));
        (known || rest.starts_with("//")) && !name.exists()
    };
    (is_scheme && (web || other())).then(|| text.into_owned())
}

/// An address without its fragment, which is never sent, and the number in the fragment, which selects one of
/// several documents.
pub fn part_of(address: &str) -> (&str, Option<usize>) {
    let number = address.rsplit_once('#').and_then(|(_, part)| part.parse().ok()).filter(|n| *n > 0);
    (address.split_once('#').map_or(address, |(whole, _)| whole), number)
}

/// An address for display: on one line, without terminal controls, and without a name or password.
pub fn shown(address: &str) -> String {
    sanitise_line(&without_password(address), 200)
}

/// An address that may be requested, in the form in which it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Whether the connection is encrypted.
    pub secure: bool,
    /// The host in lowercase: a name, or a number, which for IPv6 is in brackets.
    pub host: String,
    port: Option<u16>,
    /// The path and the query; begins with a slash.
    path: String,
}

impl Address {
    /// Parses an address, or says why it may not be requested.
    pub fn parse(written: &str) -> Result<Self, Trouble> {
        let written = written.trim();
        let incomplete = || Trouble::lasting("it is not a complete address; write it as https://host/path.");
        let (scheme, rest) = written.split_once(':').ok_or_else(incomplete)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            "file" => return Err(Trouble::lasting("a file is named by its path alone.")),
            other => return Err(other_scheme(other)),
        };
        let rest = rest.strip_prefix("//").ok_or_else(incomplete)?;
        if written.contains(char::REPLACEMENT_CHARACTER) {
            return Err(Trouble::lasting("it is not UTF-8; write it as browsers copy it."));
        }
        if written.len() > LONGEST {
            return Err(Trouble::lasting("it is longer than any address that a server has to take."));
        }
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(Trouble::lasting(
                "it holds a name or a password, which attache does not send; leave out what stands before the @.",
            ));
        }
        let (host, port) = split_port(authority).ok_or_else(incomplete)?;
        let host = checked_host(host)?;
        let path = path.split('#').next().unwrap_or_default();
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Self { secure, host, port, path: format!("{slash}{}", in_percent(path)) })
    }

    /// The address of a redirect from this one.
    pub fn moved(&self, location: &str) -> Result<Self, Trouble> {
        let to = resolve(Some(&self.to_string()), location)
            .ok_or_else(|| Trouble::lasting("its server redirects to nowhere."))?;
        let next = Self::parse(&to).map_err(|trouble| trouble.of_redirect(&shown(&to)))?;
        if self.secure && !next.secure {
            let to = shown(&to);
            let why = format!("its server redirects to “{to}”, which is not encrypted as this one is.");
            return Err(Trouble::lasting(why));
        }
        Ok(next)
    }

    /// The host's number, if it is one.
    pub fn number(&self) -> Option<IpAddr> {
        let bare = self.host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        bare.unwrap_or(&self.host).parse().ok()
    }

    /// Whether the host is local as written, before any lookup.
    pub fn is_local(&self) -> bool {
        self.number().map_or_else(|| local::is_local_name(&self.host), local::is_local)
    }

    /// The last segment of the path, if it has an extension that can tell a format.
    pub fn file_name(&self) -> Option<&str> {
        let path = self.path.split('?').next()?;
        path.rsplit('/').next().filter(|name| name.contains('.'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.path)
    }
}

fn other_scheme(scheme: &str) -> Trouble {
    let scheme = sanitise_line(scheme, 40);
    Trouble::lasting(format!(
        "attache fetches only http and https, and this is “{scheme}”; fetch it with another program, and name its file."
    ))
}

/// The host and the port after it.
fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (host, port) = authority.split_at(end);
    match port.strip_prefix(':') {
        None => port.is_empty().then_some((host, None)),
        Some("") => Some((host, None)),
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
            Some((host, Some(digits.parse().ok()?)))
        }
        Some(_) => None,
    }
}

/// A host in lowercase, or why it is not one.
fn checked_host(host: &str) -> Result<String, Trouble> {
    if let Some(number) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        let number: Result<Ipv6Addr, _> = number.parse();
        return number
            .map(|n| format!("[{n}]"))
            .map_err(|_| Trouble::lasting("its host is not an IP address."));
    }
    if host.is_empty() {
        return Err(Trouble::lasting("it names no host; write it as https://host/path."));
    }
    let unknown =
        |host: &str| Trouble::lasting(format!("“{}” is not the name of a host.", sanitise_line(host, 80)));
    let host = if host.is_ascii() {
        host.to_ascii_lowercase()
    } else {
        punycode::in_ascii(host).ok_or_else(|| unknown(host))?
    };
    let fine = |label: &str| {
        label.len() <= 63 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let mut labels = host.strip_suffix('.').unwrap_or(&host).split('.');
    let named = host.len() <= 253 && labels.clone().all(|label| !label.is_empty() && fine(label));
    // If the last label is a number, the whole host is; systems read `0x7f.1` and `2130706433` as 127.0.0.1.
    let last = labels.next_back().unwrap_or_default();
    let numeric = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
    if !named || (numeric && host.parse::<IpAddr>().is_err()) {
        return Err(unknown(&host));
    }
    Ok(host)
}

/// A path, percent-encoding every character that a path may not contain.
fn in_percent(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(written: &str) -> String {
        Address::parse(written).unwrap().to_string()
    }

    fn refused(written: &str) -> String {
        Address::parse(written).unwrap_err().to_string()
    }

    #[test]
    fn addresses_are_sent_in_one_form() {
        for (written, sent) in [
            ("HTTPS://Example.ORG", "https://example.org/"),
            ("http://example.org:8080?q=a b", "http://example.org:8080/?q=a%20b"),
            ("https://example.org/Женева#part", "https://example.org/%D0%96%D0%B5%D0%BD%D0%B5%D0%B2%D0%B0"),
            ("https://example.org/a%20b?c=d&e=%D0", "https://example.org/a%20b?c=d&e=%D0"),
            ("https://пример.example/", "https://xn--e1afmkfd.example/"),
            ("http://[2001:DB8::1]:81/x", "http://[2001:db8::1]:81/x"),
            ("https://example.org./", "https://example.org./"),
            ("https://example.org\\@evil.example/", "https://example.org/%5C@evil.example/"),
        ] {
            assert_eq!(parsed(written), sent, "{written}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_refused_in_a_sentence() {
        for written in [
            "https:",
            "https://",
            "https:///path",
            "http:/example.org",
            "https://exa mple.org/",
            "https://example.org:port/",
            "https://example.org:99999/",
            "https://[::1/",
            "https://[x]/",
            "https://a..b/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://127.1/",
            "https://a\u{202e}b.example/",
            "https://a\u{fffd}b/",
            "https://a/\u{fffd}",
            "ftp://example.org/a",
            "data:text/plain,x",
            "file:///etc/passwd",
        ] {
            assert!(refused(written).ends_with('.'), "{written}");
        }
        assert!(refused(&format!("https://a/{}", "b".repeat(LONGEST))).contains("longer"));
        assert!(refused("gopher://example.org/").contains("only http and https"));
    }

    #[test]
    fn names_and_passwords_are_neither_sent_nor_shown() {
        let written = "https://ana:secret@example.org/a?b=c@d";
        assert!(refused(written).contains("a name or a password") && !refused(written).contains("secret"));
        assert_eq!(shown(written), "https://example.org/a?b=c@d");
        assert_eq!(shown("https://a@b@example.org"), "https://example.org");
        assert_eq!(shown("http://a/\u{1b}[2J\u{202e}b"), "http://a/b");
    }

    #[test]
    fn files_of_odd_names_are_no_addresses() {
        let of = |name: &str| of_name(Path::new(name));
        assert!(of("https://example.org").is_some() && of("HTTP://x").is_some() && of("ftp://x").is_some());
        assert!(of("data:text/html,x").is_some() && of("mailto:a@b").is_some());
        for file in ["./https://example.org", "story.txt", "a/b:c", "Talks: day 2.txt", "12:30", "-", "https"]
        {
            assert_eq!(of(file), None, "{file}");
        }
        assert_eq!(part_of("https://a/feed#3"), ("https://a/feed", Some(3)));
        assert_eq!(part_of("https://a/page#top"), ("https://a/page", None));
        assert_eq!(part_of("https://a/page#top#2"), ("https://a/page", Some(2)));
    }

    #[test]
    fn one_is_sent_on_only_to_what_could_have_been_asked_for() {
        let from = Address::parse("https://example.org/a/b").unwrap();
        let to = |location: &str| from.moved(location).map(|a| a.to_string()).map_err(|t| t.to_string());
        assert_eq!(to("../c?d"), Ok("https://example.org/c?d".to_owned()));
        assert_eq!(to("//other.example"), Ok("https://other.example/".to_owned()));
        for wrong in ["http://example.org/", "file:///etc/passwd", "data:,x", "", "https://u:p@example.org/"]
        {
            let why = to(wrong).unwrap_err();
            assert!(why.contains("redirects") && !why.contains("u:p") && why.ends_with('.'), "{why}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_refused_or_sent_in_one_form(
            scheme in "(https?|HTTP|ftp|[a-z]{0,3})",
            rest in "[a-z.:/@?#\\[\\]\\\\ %0-9-]{0,20}|.{0,20}",
        ) {
            for written in [format!("{scheme}://{rest}"), rest] {
                let _ = (shown(&written), of_name(Path::new(&written)), part_of(&written));
                if let Ok(address) = Address::parse(&written) {
                    let sent = address.to_string();
                    prop_assert!(sent.bytes().all(|b| b.is_ascii_graphic()), "{}", sent);
                    prop_assert_eq!(Address::parse(&sent), Ok(address));
                }
            }
        }
    }

    #[test]
    fn what_is_written_may_already_be_local() {
        let local = |written: &str| Address::parse(written).unwrap().is_local();
        assert!(local("http://127.0.0.1/") && local("http://[::1]:8080/") && local("http://LOCALHOST/"));
        assert!(local("http://①②⑦.0.0.1/") && local("http://ＬＯＣＡＬhost/"));
        assert!(!local("http://example.org/") && !local("http://1.1.1.1/"));
    }

    #[test]
    fn only_a_last_step_with_an_ending_is_a_name() {
        let name = |written: &str| Address::parse(written).unwrap().file_name().map(str::to_owned);
        assert_eq!(name("https://a/b/story.md?c=d.html"), Some("story.md".to_owned()));
        assert_eq!(name("https://a.example/"), None);
    }
}
