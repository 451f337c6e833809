//! Links: which words of a text lead where.

use serde::{Deserialize, Serialize};

use crate::text::{Span, sanitise::is_steering};

/// The longest address that is kept, in bytes; RFC 9110 has every recipient support 8,000.
const LONGEST: usize = 8192;

/// A link. Its address is safe to show and to give to a browser: it begins with `http://`, `https://` or `mailto:`,
/// and holds no white space, no quotation mark, and nothing that steers a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved")]
pub struct Link {
    /// The bytes of the text that carry it.
    #[serde(flatten)]
    pub span: Span,
    address: String,
}

/// A link as a file has it.
#[derive(Deserialize)]
struct Saved {
    start: u32,
    end: u32,
    address: String,
}

impl TryFrom<Saved> for Link {
    type Error = &'static str;

    fn try_from(saved: Saved) -> Result<Self, Self::Error> {
        let link = Self::new(Span::new(saved.start, saved.end), &saved.address);
        link.ok_or("a link has no words, or an address that may not be opened")
    }
}

impl Link {
    /// A link from the words at `span` to an address as the source wrote it; none where that leads nowhere that a
    /// reader may open: an address within a site or a page, a script, a file, and any scheme but web and mail.
    ///
    /// What has no place in an address is written in percent, as browsers do.
    pub fn new(span: Span, address: &str) -> Option<Self> {
        let address = Self::safe(address).filter(|_| !span.is_empty())?;
        Some(Self { span, address })
    }

    /// The address as a link would have it; none where no link may lead there.
    pub fn safe(address: &str) -> Option<String> {
        let (scheme, rest) = address.trim().split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let (scheme, rest) = match scheme.as_str() {
            "http" | "https" => (format!("{scheme}://"), rest.strip_prefix("//")?),
            "mailto" => (format!("{scheme}:"), rest),
            _ => return None,
        };
        let led = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let address = format!("{scheme}{}", written(rest));
        (led && address.len() <= LONGEST).then_some(address)
    }

    /// Where it leads.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// An address as it may be shown: without a name or a password before its host. Not sanitised.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

/// An address with everything in percent that could end it early, hide in it, or steer what shows it.
fn written(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        let plain = !c.is_whitespace() && !is_steering(c) && !matches!(c, '"' | '<' | '>' | '`' | '\\');
        if plain {
            out.push(c);
        } else {
            let bytes = &mut [0; 4];
            out.extend(c.encode_utf8(bytes).bytes().map(|b| format!("%{b:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(written: &str) -> Option<String> {
        Link::new(Span::new(2, 5), written).map(|link| link.address)
    }

    #[test]
    fn only_web_and_mail_are_linked_to() {
        assert_eq!(address(" HTTPS://example.org/a?b=c#d ").as_deref(), Some("https://example.org/a?b=c#d"));
        assert_eq!(address("mailto:desk@example.org").as_deref(), Some("mailto:desk@example.org"));
        assert_eq!(address("http://[2001:db8::1]/").as_deref(), Some("http://[2001:db8::1]/"));
        let refused = [
            "/page",
            "#note",
            "page.html",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http:",
            "https://",
            "",
        ];
        for written in refused {
            assert_eq!(address(written), None, "{written}");
        }
        assert_eq!(address(&format!("http://a/{}", "b".repeat(LONGEST))), None);
        assert_eq!(Link::new(Span::new(2, 2), "http://example.org"), None, "nothing carries it");
    }

    #[test]
    fn nothing_in_an_address_ends_it_or_steers_a_terminal() {
        assert_eq!(address("http://a/b c\"d\u{1b}[2J").as_deref(), Some("http://a/b%20c%22d%1B[2J"));
        assert_eq!(address("http://a/\u{202e}fdp.exe").as_deref(), Some("http://a/%E2%80%AEfdp.exe"));
        assert_eq!(address("http://example.org/Женева").as_deref(), Some("http://example.org/Женева"));
    }
}
