//! Imports HTML: the article of a page, without the parts around it.
//!
//! 1. [`guard`] parses it, flattens deep nesting, and refuses pages that would take too much time or memory,
//! 2. [`facts`] reads title, byline, date, source, language and address from the page's own statements,
//! 3. [`tree`] corrects its tables and hidden parts; [`blocks`] reads the page's blocks and, by its [`words`], the part of
//!    the page where each is,
//! 4. [`choose`] selects those of the article, and [`article`] takes them, or else the whole page,
//! 5. [`walk`] passes its elements to [`Markup`](super::markup::Markup).

#[cfg(feature = "html")]
mod article;
#[cfg(feature = "html")]
mod blocks;
#[cfg(feature = "html")]
mod choose;
#[cfg(feature = "html")]
mod count;
#[cfg(feature = "html")]
mod facts;
#[cfg(feature = "html")]
mod guard;
#[cfg(feature = "html")]
mod head;
#[cfg(feature = "html")]
mod json_ld;
#[cfg(all(test, feature = "html"))]
mod tests;
#[cfg(feature = "html")]
mod tree;
#[cfg(feature = "html")]
mod walk;
#[cfg(feature = "html")]
mod words;

use super::format::{Claim, Entry, Head, Read};
use super::markup::Markup;

/// A web page.
pub(super) const ENTRY: Entry = Entry {
    name: "html",
    what: "an HTML page",
    endings: &["html", "htm", "xhtml", "shtml"],
    media_types: &["text/html", "application/xhtml+xml"],
    claim,
    #[cfg(feature = "html")]
    read: Read::Bytes(article::import),
    #[cfg(not(feature = "html"))]
    read: Read::Missing("html"),
};

fn claim(head: &Head) -> Claim {
    let start = without_comments(head.text);
    let starts = |tag: &str| {
        let head = start.as_bytes().get(..tag.len());
        let ends = start.as_bytes().get(tag.len()).is_none_or(|b| !b.is_ascii_alphanumeric());
        head.is_some_and(|h| h.eq_ignore_ascii_case(tag.as_bytes())) && ends
    };
    if starts("<!doctype html") || starts("<html") || starts("<head") || starts("<body") {
        Claim::Certain
    } else if ["<p", "<div", "<h1", "<article", "<section", "<table", "<main"].iter().any(|tag| starts(tag)) {
        Claim::Likely
    } else if start.starts_with('<') {
        Claim::Possible
    } else {
        Claim::No
    }
}

/// The text after an XML declaration, processing instructions and comments.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let after = match rest {
            _ if rest.starts_with("<?") => rest.split_once('>'),
            _ if rest.starts_with("<!--") => rest.split_once("-->"),
            _ => None,
        };
        let Some((_, after)) = after else { return rest };
        rest = after.trim_start();
    }
}

/// A piece of HTML inside another format: a message, an item of a feed.
#[cfg(feature = "html")]
pub(super) struct Fragment(dom_query::Document);

#[cfg(feature = "html")]
impl Fragment {
    /// Parses a piece; an error is the end of a sentence.
    pub fn parse(html: &str) -> Result<Self, String> {
        guard::parsed(html).map(Self)
    }

    /// Writes it to a page.
    pub fn write(&self, page: &mut Markup) {
        walk::walk(&self.0.root(), page, None);
    }
}

/// None, because this build cannot read HTML.
#[cfg(not(feature = "html"))]
pub(super) struct Fragment;

#[cfg(not(feature = "html"))]
impl Fragment {
    /// Always an error.
    pub fn parse(_: &str) -> Result<Self, String> {
        Err("it holds HTML, and this attache was built without its feature “html”.".to_owned())
    }

    /// Writes nothing.
    #[allow(clippy::unused_self, reason = "nothing is written of nothing")]
    pub fn write(&self, _: &mut Markup) {}
}

#[cfg(test)]
mod claims {
    use super::*;

    fn claimed(text: &str) -> Claim {
        claim(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn a_page_is_told_by_how_it_begins() {
        for page in [
            "<!DOCTYPE html><p>",
            "<!-- saved --> <HTML lang=en>",
            "<body>x",
            "<?xml version='1.0'?><!DOCTYPE html>",
            "<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>",
            "<?xml version='1.0'?><!-- saved --><!DOCTYPE HTML PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'>",
        ] {
            assert_eq!(claimed(page), Claim::Certain, "{page}");
        }
        assert_eq!(claimed("<p class=a>Talks end."), Claim::Likely);
        assert_eq!(claimed("<pre>Talks"), Claim::Possible);
        assert_eq!(claimed("Talks <b>end</b>."), Claim::No);
        assert_eq!(claimed("<?xml version='1.0'?><rss>"), Claim::Possible);
        assert_eq!(claimed("<htmlish>"), Claim::Possible);
    }
}
