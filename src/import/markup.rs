//! Writes marked-up text to a [`Page`]: the meaning of HTML, XHTML and NITF elements for the blocks of a document.
//!
//! A tree walker reports the start and end of elements, and the text between; element names do not conflict among
//! the three languages, so one table serves them all.

use super::address;
use super::join::parts;
use super::notes;
use super::page::Page;
use super::plain::ends_sentence;
use super::roles::{Role, role};
use crate::document::{Document, Metadata, Notice, Part};

/// A line shorter than this, in characters, was not broken to fit a margin.
const SHORT_LINE: usize = 45;

/// A page written from elements and text.
#[derive(Default)]
pub(super) struct Markup {
    page: Page,
    /// The base of relative addresses.
    base: Option<String>,
    /// How many open elements preserve line ends and spaces.
    preformatted: usize,
    /// Line breaks since the last words.
    breaks: usize,
    /// The start of the last line, in bytes of the open block.
    line: usize,
    /// Pictures that were left out.
    pictures: usize,
    /// The path of the part being written, if several make one document.
    part: String,
    /// Whether an element with the quoted person's name has begun in a quotation, without any words so far.
    attributed: bool,
    /// Whether an inline element has ended, or another one begun after it, without any text since.
    seam: Seam,
    /// Raised text, or a link within the document, which may be a note mark.
    mark: Option<Mark>,
}

/// Where one inline element ends and the next begins at once: their words are apart on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Seam {
    #[default]
    None,
    Ended,
    Begun,
}

/// A possible note mark, until it ends.
struct Mark {
    /// Its opening element.
    opener: &'static str,
    /// Whether it is raised, or its element says that it is a mark.
    explicit: bool,
    /// Its target in the document.
    anchor: Option<String>,
    text: String,
}

impl Markup {
    /// A page with `base` for its relative addresses.
    pub fn new(base: Option<String>) -> Self {
        Self { base, ..Self::default() }
    }

    /// Starts an element; `attribute` looks up its attributes by name. Returns whether its content is to be read.
    pub fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
        if is_hidden(attribute) {
            return false;
        }
        for id in
            ["id", "name"].iter().filter(|id| **id == "id" || name == "a").filter_map(|id| attribute(id))
        {
            self.page.anchor(format!("{}#{id}", self.part));
        }
        let role = role(name);
        if !matches!(role, Role::Inline | Role::Link | Role::QuotedWords | Role::Break | Role::Picture) {
            self.close_mark();
            (self.breaks, self.line) = (0, 0);
        }
        self.seam = match self.seam {
            Seam::Ended | Seam::Begun if is_piece(name) => Seam::Begun,
            _ => Seam::None,
        };
        if matches!(name, "cite" | "footer") && self.page.is_quotation() {
            // After a whole sentence it names the speaker; inside one it names a work.
            if ends_sentence(self.page.current()) {
                self.page.close();
            }
            self.attributed |= self.page.current().is_empty();
        }
        match role {
            Role::Inline if name == "sup" => self.open_mark("sup", attribute, None),
            Role::Link if self.fragment(attribute).is_some() => {
                self.page.close_link();
                self.open_mark("a", attribute, self.fragment(attribute));
            }
            Role::Heading => self.page.open_heading(),
            Role::Caption => self.page.open_caption(),
            Role::Quotation => self.page.open_quotation(),
            Role::List => self.page.open_list(None),
            Role::Numbered => {
                let first = attribute("start").and_then(|s| s.trim().parse().ok());
                self.page.open_list(Some(first.unwrap_or(1)));
            }
            Role::Item => self.page.open_item(),
            Role::Cell => self.page.cell(),
            Role::Preformatted => {
                self.page.close();
                self.preformatted += 1;
            }
            Role::Break => self.breaks += 1,
            Role::Rule => self.page.rule(),
            Role::Picture => self.pictures += usize::from(name != "picture" && !is_a_dot(attribute)),
            Role::Link => self.open_link(attribute("href")),
            Role::QuotedWords => self.text("“"),
            Role::Block => self.page.close(),
            Role::Inline => {}
            Role::Hidden => return false,
        }
        true
    }

    /// Ends an element whose content was read.
    pub fn end(&mut self, name: &str) {
        let role = role(name);
        if !matches!(role, Role::Inline | Role::Link | Role::QuotedWords | Role::Break | Role::Picture) {
            self.close_mark();
            (self.breaks, self.line) = (0, 0);
        }
        if is_piece(name) {
            self.seam = Seam::Ended;
        }
        self.attributed &= role != Role::Quotation;
        match role {
            Role::Inline | Role::Link if self.mark.as_ref().is_some_and(|mark| mark.opener == name) => {
                self.close_mark();
            }
            Role::Heading => self.page.close_heading(),
            Role::Caption => self.page.close_caption(),
            Role::Quotation => self.page.close_quotation(),
            Role::List | Role::Numbered => self.page.close_list(),
            Role::Item => self.page.close_item(),
            Role::Preformatted => {
                self.page.close();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Role::Link => self.page.close_link(),
            Role::QuotedWords => self.text("”"),
            Role::Block => self.page.close(),
            Role::Cell | Role::Break | Role::Rule | Role::Picture | Role::Inline | Role::Hidden => {}
        }
    }

    /// The following text belongs to the part at that path of a document of several parts.
    pub fn begin_part(&mut self, path: &str) {
        path.clone_into(&mut self.part);
    }

    /// The target of a link within the document.
    fn fragment(&self, attribute: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let href = attribute("href")?;
        let (path, id) = href.trim().split_once('#').filter(|(_, id)| !id.is_empty())?;
        if path.is_empty() {
            return Some(format!("{}#{id}", self.part));
        }
        if !self.part.is_empty() && !path.contains(':') {
            let folder = self.part.rsplit_once('/').map_or("", |(folder, _)| folder);
            let joined = format!("/{folder}/{path}");
            let resolved = address::resolve(Some("part://part/"), &joined)?;
            return Some(format!(
                "{}#{id}",
                resolved.trim_start_matches("part://part").trim_start_matches('/')
            ));
        }
        let base = self.base.as_deref().map(|base| base.split('#').next().unwrap_or(base));
        (base == Some(path)).then(|| format!("{}#{id}", self.part))
    }

    /// Opens a possible mark; a link in raised text and the reverse are one mark.
    fn open_mark(
        &mut self,
        opener: &'static str,
        attribute: &dyn Fn(&str) -> Option<String>,
        anchor: Option<String>,
    ) {
        let says = ["class", "role", "epub:type", "type", "rel"]
            .iter()
            .filter_map(|name| attribute(name))
            .any(|value| {
                let value = value.to_ascii_lowercase();
                ["noteref", "footnote", "endnote", "reference"].iter().any(|word| value.contains(word))
            });
        match &mut self.mark {
            Some(mark) => {
                mark.explicit = true;
                mark.anchor = anchor.or(mark.anchor.take());
            }
            None => self.mark = Some(Mark { opener, explicit: says, anchor, text: String::new() }),
        }
    }

    /// Writes a possible mark: as a mark, as raised text, or as ordinary words.
    fn close_mark(&mut self) {
        let Some(Mark { opener, explicit, anchor, text }) = self.mark.take() else { return };
        let bare = text.trim();
        if bare.is_empty() {
            return self.text(&text);
        }
        let glued = self.page.is_glued();
        let before = if glued { self.page.current().to_owned() } else { format!("{} ", self.page.current()) };
        let bracketed = bare.starts_with('[') || opener == "sup";
        if notes::is_mark(bare) && (explicit || anchor.is_some() && (glued || bracketed)) {
            if self.breaks > 0 {
                self.break_line();
            }
            self.page.note_mark(bare, anchor.as_deref().unwrap_or(""));
        } else if opener == "sup" {
            self.text(&notes::raised(&before, &text));
        } else if bare.contains(char::is_alphanumeric) {
            self.text(&text);
        }
        // The rest is the arrow that leads from a note back to its mark.
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        if let Some(mark) = &mut self.mark {
            mark.text.push_str(text);
            return;
        }
        let seam = std::mem::take(&mut self.seam);
        if seam == Seam::Begun && parts(self.page.current(), text) {
            self.page.prose(" ");
        }
        if self.attributed && !text.trim().is_empty() {
            self.attributed = false;
            if self.page.current().is_empty() && !text.trim_start().starts_with(['—', '–', '-', '―']) {
                self.page.prose("— ");
            }
        }
        if self.preformatted > 0 {
            return self.page.lines(&crate::text::sanitise(text));
        }
        if self.breaks > 0 && !text.trim().is_empty() {
            if self.breaks == 1 && goes_on(text) && !ends_sentence(self.page.current()) {
                self.page.prose(" ");
                (self.breaks, self.line) = (0, self.page.current().len());
            } else {
                self.break_line();
            }
        }
        self.page.prose(text);
    }

    /// Ends a line according to its breaks: two of them make a paragraph; one does if a sentence, or a line that no
    /// margin explains, ends before it.
    fn break_line(&mut self) {
        let line = self.page.current().get(self.line..).unwrap_or("");
        let short = line.chars().take(SHORT_LINE).count() < SHORT_LINE;
        let ends = ends_sentence(line) || line.ends_with(':') || short;
        if self.breaks > 1 || (ends && !self.page.is_set_apart()) {
            self.page.close();
        } else {
            self.page.prose(" ");
        }
        self.breaks = 0;
        self.line = self.page.current().len();
    }

    fn open_link(&mut self, href: Option<String>) {
        match href.and_then(|href| address::resolve(self.base.as_deref(), &href)) {
            Some(address) => self.page.open_link(&address),
            None => self.page.close_link(),
        }
    }

    /// Writes a heading of plain text.
    pub fn heading(&mut self, text: &str) {
        self.page.open_heading();
        self.page.prose(text);
        self.page.close_heading();
    }

    /// Whether nothing is written; ends open elements.
    pub fn is_empty(&mut self) -> bool {
        self.close_mark();
        self.page.close();
        self.page.is_empty()
    }

    /// The document; notices list left-out parts.
    pub fn finish(self, metadata: Metadata) -> Document {
        self.finish_as(metadata, false)
    }

    /// The same, below the title as a heading unless it begins with that.
    pub fn finish_titled(self, metadata: Metadata) -> Document {
        self.finish_as(metadata, true)
    }

    fn finish_as(mut self, metadata: Metadata, titled: bool) -> Document {
        self.close_mark();
        let mut document = self.page.finish_as(metadata, titled);
        let left_out = Some(Notice::LeftOut(Part::Picture, self.pictures)).filter(|_| self.pictures > 0);
        document.notices.extend(left_out);
        document
    }
}

/// Whether a line continues the sentence of the previous one: it begins with a lowercase word that is not an
/// address.
fn goes_on(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or("");
    word.starts_with(char::is_lowercase) && !word.contains(['@', '/']) && !word.starts_with("www.")
}

/// Whether an element is hidden: newsletters begin with lines that only previews show.
fn is_hidden(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let style = attribute("style").map(|s| s.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    attribute("hidden").is_some()
        || attribute("aria-hidden").is_some_and(|v| v == "true")
        || ["display:none", "visibility:hidden"].iter().any(|no| style.contains(no))
        || attribute("class").is_some_and(|class| {
            class.split_whitespace().any(|c| {
                matches!(
                    c,
                    "sr-only"
                        | "visually-hidden"
                        | "visuallyhidden"
                        | "screen-reader-text"
                        | "screen-reader-only"
                )
            })
        })
}

/// Whether an element contains a piece of a line that may be on its own.
fn is_piece(name: &str) -> bool {
    matches!(name, "span" | "a" | "time")
}

/// Whether a picture is so small that it only tracks readers.
fn is_a_dot(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let small = |side| attribute(side).is_some_and(|v| matches!(v.trim(), "0" | "1" | "2"));
    small("width") || small("height")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    /// Writes tags and text, without attributes, and returns the blocks, one a line, each after its kind.
    fn blocks(markup: &str) -> String {
        let mut page = Markup::new(None);
        let mut rest = markup;
        while let Some(open) = rest.find('<') {
            page.text(&rest[..open]);
            let end = open + rest[open..].find('>').unwrap();
            match rest[open + 1..end].strip_prefix('/') {
                Some(name) => page.end(name),
                None => assert!(page.start(&rest[open + 1..end], &|_| None)),
            }
            rest = &rest[end + 1..];
        }
        page.text(rest);
        let document = page.finish(Metadata::default());
        let show = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
        document.blocks.iter().map(show).collect()
    }

    #[test]
    fn elements_of_three_languages_are_blocks() {
        assert_eq!(
            blocks(
                "<hl1>Talks end</hl1><p>The <em>envoy</em>\n left.</p><ul><li>one<li><p>two</p></ul>\
                <ol><li>first</ol><bq><p>We go on.</p></bq><figure><figcaption>A gate</figcaption></figure>\
                <table><tr><td>One<td>5</tr></table><p>She said <q>no</q>.</p><pre>a  b\nc</pre>"
            ),
            "Heading: Talks end\nParagraph: The envoy left.\nListItem: • one\nListItem: • two\n\
             ListItem: 1. first\nBlockQuotation: We go on.\nCaption: A gate\nParagraph: One | 5\n\
             Paragraph: She said “no”.\nParagraph: a  b\nParagraph: c\n"
        );
    }

    /// Writes a piece of markup with no white space in its attributes, and returns its text and its note marks.
    fn marked(markup: &str) -> (String, Vec<(String, Option<String>)>) {
        let mut page = Markup::new(None);
        let mut rest = markup;
        while let Some(open) = rest.find('<') {
            page.text(&rest[..open]);
            let end = open + rest[open..].find('>').unwrap();
            let mut words = rest[open + 1..end].split(' ');
            let name = words.next().unwrap();
            let attributes: Vec<(&str, &str)> = words.filter_map(|w| w.split_once('=')).collect();
            match name.strip_prefix('/') {
                Some(name) => page.end(name),
                None => {
                    page.start(name, &|n| {
                        attributes.iter().find(|(k, _)| *k == n).map(|(_, v)| (*v).to_owned())
                    });
                }
            }
            rest = &rest[end + 1..];
        }
        page.text(rest);
        let document = page.finish(Metadata::default());
        let of = |span: crate::text::Span| span.of(&document.text).to_owned();
        let notes = document.links.iter().filter(|l| l.is_note());
        let notes = notes.map(|l| (of(l.span), l.note_span().map(of))).collect();
        (document.text.clone(), notes)
    }

    #[test]
    fn note_marks_are_links_to_their_notes_and_powers_are_raised() {
        let (text, notes) = marked(
            "<p>“We wait,”<sup><a href=#n1>1</a></sup> said Lund<a href=#n2><sup>2</sup></a> of 10<sup>6</sup> \
            people on 12 km<sup>2</sup>.<sup class=reference>[3]</sup></p><p>On the 21<sup>st</sup>, see <a href=#s2>part 2</a>.</p>\
            <ol><li id=n1>Interview. <a href=#r1>↩</a><li id=n2>Letter.</ol>",
        );
        assert_eq!(
            text,
            "“We wait,”[1] said Lund[2] of 10⁶ people on 12 km².[3]\n\nOn the 21st, see part 2.\n\n1. Interview.\n\n2. Letter."
        );
        let note = |mark: &str, note: &str| (mark.to_owned(), Some(note.to_owned()));
        assert_eq!(
            notes,
            [note("[1]", "1. Interview."), note("[2]", "2. Letter."), ("[3]".to_owned(), None)]
        );
    }

    #[test]
    fn what_nobody_is_shown_is_not_read() {
        let mut page = Markup::new(None);
        for (name, value) in [("hidden", ""), ("style", "color: red; display: none"), ("aria-hidden", "true")]
        {
            assert!(!page.start("div", &|n| (n == name).then(|| value.to_owned())), "{name}");
        }
        assert!(!page.start("rt", &|_| None) && page.start("ruby", &|_| None));
        assert!(page.start("div", &|n| (n == "style").then(|| "display: block".to_owned())));
    }

    #[test]
    fn who_is_quoted_has_a_line_below_the_words() {
        assert_eq!(
            blocks(
                "<bq>We go on.<cite>Ana Lund</cite></bq><bq><p>As <cite>Lissa News</cite> wrote, we go on.</p></bq>"
            ),
            "BlockQuotation: We go on.\nBlockQuotation: — Ana Lund\nBlockQuotation: As Lissa News wrote, we go on.\n"
        );
    }

    #[test]
    fn breaks_make_paragraphs_where_they_end_something() {
        assert_eq!(
            blocks(
                "MR. LUND: Yes, we do.<br>Q: And then?<br>\nMR. LUND: Then the delegations will meet again, as was \
                agreed,<br>in the same town.<br><br>The end"
            ),
            "SpeakerTurn: MR. LUND: Yes, we do.\nSpeakerTurn: Q: And then?\n\
             SpeakerTurn: MR. LUND: Then the delegations will meet again, as was agreed, in the same town.\n\
             Paragraph: The end\n"
        );
        assert_eq!(blocks("<h1>Talks<br>end.<br>Again</h1>"), "Heading: Talks end. Again\n");
        assert_eq!(blocks("“We wait,” <br>said Jo Lund."), "Paragraph: “We wait,” said Jo Lund.\n");
    }
}
