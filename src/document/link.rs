//! Links: the words of a text that lead somewhere.

use serde::{Deserialize, Serialize};

use crate::text::{Span, sanitise::is_steering};

/// The longest address that is kept, in bytes; RFC 9110 recommends that recipients support 8,000.
const LONGEST: usize = 8192;

/// A link: to an address, or from a mark to a note.
///
/// An address is safe to show and to give to a browser: it begins with `http://`, `https://` or `mailto:`, and contains
/// no white space, quotation marks or terminal controls. A note mark is no part of the words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub struct Link {
    /// The bytes of the text that carry it.
    pub span: Span,
    target: Target,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Address(String),
    /// The bytes of the note in the text, if it is there.
    Note(Option<Span>),
}

/// A link as serialised.
#[derive(Serialize, Deserialize)]
struct Saved {
    start: u32,
    end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Span>,
}

/// Links that lead to no address.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Note,
}

impl TryFrom<Saved> for Link {
    type Error = &'static str;

    fn try_from(saved: Saved) -> Result<Self, Self::Error> {
        let span = Span::new(saved.start, saved.end);
        let link = match saved.kind {
            Some(Kind::Note) => Some(Self::note(span, saved.note)).filter(|_| !span.is_empty()),
            None => Self::new(span, saved.address.as_deref().unwrap_or_default()),
        };
        link.ok_or("a link has no words, or an address that may not be opened")
    }
}

impl From<Link> for Saved {
    fn from(link: Link) -> Self {
        let Span { start, end } = link.span;
        match link.target {
            Target::Address(address) => Self { start, end, kind: None, address: Some(address), note: None },
            Target::Note(note) => Self { start, end, kind: Some(Kind::Note), address: None, note },
        }
    }
}

impl Link {
    /// A link from the words at `span` to an address as the source wrote it; none if a reader may not open it: an
    /// address within a site or a page, a script, a file, or any scheme but web and mail.
    ///
    /// Characters that an address may not contain are percent-encoded, as browsers do.
    pub fn new(span: Span, address: &str) -> Option<Self> {
        let address = Self::safe(address).filter(|_| !span.is_empty())?;
        Some(Self { span, target: Target::Address(address) })
    }

    /// A link from the note mark at `span` to the note at `to`, in bytes of the text, if the text contains it.
    pub fn note(span: Span, to: Option<Span>) -> Self {
        Self { span, target: Target::Note(to) }
    }

    /// Moves the link, and the note that it leads to, forward by `bytes`.
    #[cfg(any(feature = "import", test))]
    pub(crate) fn move_by(&mut self, bytes: u32) {
        self.span = self.span.moved(bytes);
        if let Target::Note(Some(note)) = &mut self.target {
            *note = note.moved(bytes);
        }
    }

    /// The address as a link would have it; none if no link may lead there.
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

    /// The address outside the text; none for a note mark.
    pub fn address(&self) -> Option<&str> {
        match &self.target {
            Target::Address(address) => Some(address),
            Target::Note(_) => None,
        }
    }

    /// Whether it is a note mark.
    pub fn is_note(&self) -> bool {
        matches!(self.target, Target::Note(_))
    }

    /// The bytes of the note that a note mark points to, if the text contains it.
    pub fn note_span(&self) -> Option<Span> {
        match self.target {
            Target::Note(span) => span,
            Target::Address(_) => None,
        }
    }

    /// The same link in a text that begins `by` bytes later.
    #[must_use]
    pub fn shifted_back(&self, by: u32) -> Self {
        let back = |span: Span| Span::new(span.start.saturating_sub(by), span.end.saturating_sub(by));
        let target = match &self.target {
            Target::Note(to) => Target::Note(to.filter(|to| to.start >= by).map(back)),
            Target::Address(address) => Target::Address(address.clone()),
        };
        Self { span: back(self.span), target }
    }
}

/// An address for display: without a name or password before its host. Not sanitised.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

/// An address, percent-encoding every character that could end it early, hide in it, or control a terminal.
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
        Link::new(Span::new(2, 5), written)?.address().map(str::to_owned)
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
