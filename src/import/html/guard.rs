//! The HTML parser, guarded against tags that are too deep or too many, which would take too long.
//!
//! The parser examines the open elements at every tag, so its time is the product of tags and depth. Between its tokens
//! and its tree is a [`Guard`], which removes tags that are too deep, as browsers do.

use std::cell::{Cell, RefCell};

use dom_query::{Document, NodeId, NodeRef};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, TokenizerResult, local_name};

use super::count::{Count, is_block, within};

/// The greatest nesting depth, in elements. Web pages have twenty to forty.
const DEEPEST: usize = 500;
/// How often the tree's depth is checked, in tags, and how much deeper than the count it may be: a parser has more rules
/// for closing elements than are counted here.
const ASKED: usize = 64;
/// The most attributes of one tag.
const MOST_ATTRIBUTES: usize = 1_000;
/// The most references between two tags, and in all. Rewriting a text scans all of it at each of them.
const MOST_REFERENCES: usize = 20_000;
const MOST_REFERENCES_OF_ALL: usize = 400_000;

/// The tree of a page, limited to the depth that a parser can take: elements inside the deepest lose their tags and
/// keep their text, as in browsers, with a line break where a block began or ended. Any other excess is an error, as
/// the end of a sentence.
pub(super) fn parsed(html: &str) -> Result<Document, String> {
    parsed_to(DEEPEST, html)
}

fn parsed_to(deepest: usize, html: &str) -> Result<Document, String> {
    references(html)?;
    let tokenizer = Tokenizer::new(Guard::new(deepest), TokenizerOpts::default());
    let (input, text) = (BufferQueue::default(), StrTendril::from(html));
    let mut start = 0;
    // Whether a tag can begin here: nothing is open but text.
    let mut fresh = true;
    while start < html.len() {
        let rest = &html[start..];
        if fresh && tokenizer.sink.may_begin(rest) {
            within(attributes(rest), MOST_ATTRIBUTES, "attributes in one tag")?;
        }
        let length = memchr::memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |at| at + 1);
        input.push_back(text.subtendril(start as u32, length as u32));
        let before = tokenizer.sink.tokens.get();
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if let Some(fault) = tokenizer.sink.fault.take() {
            return Err(fault);
        }
        fresh = tokenizer.sink.tokens.get() != before || fresh && (length == 1 || !rest.starts_with('<'));
        start += length;
    }
    tokenizer.end();
    tokenizer.sink.fault.take().map_or(Ok(()), Err)?;
    Ok(tokenizer.sink.builder.sink.finish())
}

fn references(html: &str) -> Result<(), String> {
    let mut all = 0;
    for text in html.split('<') {
        let references = text.bytes().filter(|b| *b == b'&').count();
        all += references;
        within(references, MOST_REFERENCES, "references to characters in one place")?;
    }
    within(all, MOST_REFERENCES_OF_ALL, "references to characters")
}

/// The number of attributes of a tag that may begin here, counted no further than permitted: a parser compares each with
/// those before it.
fn attributes(rest: &str) -> usize {
    #[derive(Clone, Copy)]
    enum At {
        TagName,
        BeforeName,
        Name,
        BehindName,
        BeforeValue,
        Value,
        Quoted(u8),
    }
    let Some(name) = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')) else { return 0 };
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let (mut at, mut count) = (At::TagName, 0);
    for b in name.bytes() {
        at = match (at, b) {
            (At::Quoted(mark), _) if mark == b => At::BeforeName,
            (At::Quoted(_), _) => at,
            (_, b'>') => break,
            (At::Value, _) if !b.is_ascii_whitespace() => At::Value,
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(b),
            (At::BeforeValue, _) => {
                if b.is_ascii_whitespace() {
                    at
                } else {
                    At::Value
                }
            }
            (At::Name | At::BehindName, b'=') => At::BeforeValue,
            (_, b'/') => At::BeforeName,
            (At::Name | At::BehindName, _) if b.is_ascii_whitespace() => At::BehindName,
            (_, _) if b.is_ascii_whitespace() => At::BeforeName,
            (At::TagName | At::Name, _) => at,
            _ => {
                count += 1;
                At::Name
            }
        };
        if count > MOST_ATTRIBUTES {
            break;
        }
    }
    count
}

/// Passes tokens on to the tree builder, except those in excess.
struct Guard {
    builder: TreeBuilder<NodeId, Document>,
    count: RefCell<Count>,
    deepest: usize,
    /// Tokens so far, and tags.
    tokens: Cell<usize>,
    tags: Cell<usize>,
    /// The open raw text element.
    raw: RefCell<Option<LocalName>>,
    /// Whether a break stands in for a tag, without any words since.
    parted: Cell<bool>,
    /// The excess found, if any.
    fault: RefCell<Option<String>>,
}

impl Guard {
    fn new(deepest: usize) -> Self {
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        Self {
            builder: TreeBuilder::new(Document::default(), options),
            count: RefCell::new(Count::new(deepest)),
            deepest,
            tokens: Cell::default(),
            tags: Cell::default(),
            raw: RefCell::default(),
            parted: Cell::default(),
            fault: RefCell::default(),
        }
    }

    /// Whether a text begins with a tag, given that it looks like one.
    fn may_begin(&self, rest: &str) -> bool {
        let raw = self.raw.borrow();
        let Some(raw) = raw.as_deref() else { return true };
        let name = rest.strip_prefix("</").and_then(|end| end.as_bytes().get(..raw.len()));
        name.is_some_and(|name| name.eq_ignore_ascii_case(raw.as_bytes()))
    }

    /// Whether the tree is growing deeper than any page with a correct count.
    fn is_too_deep(&self) -> bool {
        let tree = &self.builder.sink.tree;
        let path = std::iter::successors(Some(tree.root()), NodeRef::last_child);
        path.take(2 * self.deepest + 2 * ASKED).count() == 2 * self.deepest + 2 * ASKED
    }

    /// Inserts a replacement for a removed tag.
    fn stand_in(&self, name: &str, line: u64) {
        if !is_block(name) || self.count.borrow().is_in_drawing() {
            let _ = self.builder.process_token(Token::CharacterTokens(" ".into()), line);
        } else if !self.parted.replace(true) {
            for _ in 0..2 {
                let line_break = Tag {
                    kind: TagKind::StartTag,
                    name: local_name!("br"),
                    self_closing: false,
                    attrs: Vec::new(),
                    had_duplicate_attributes: false,
                };
                let _ = self.builder.process_token(Token::TagToken(line_break), line);
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if matches!(token, Token::ParseError(_)) || self.fault.borrow().is_some() {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        let mut name = None;
        match &token {
            Token::TagToken(tag) => {
                self.raw.take();
                self.tags.set(self.tags.get() + 1);
                let mut stays = self.count.borrow_mut().take_tag(tag);
                if self.tags.get().is_multiple_of(ASKED) && self.is_too_deep() {
                    stays = Err(format!("its elements are nested more than {} deep.", self.deepest));
                }
                match stays {
                    Ok(true) => {}
                    Ok(false) => {
                        self.stand_in(&tag.name, line);
                        return TokenSinkResult::Continue;
                    }
                    Err(fault) => {
                        *self.fault.borrow_mut() = Some(fault);
                        return TokenSinkResult::Continue;
                    }
                }
                name = Some(tag.name.clone());
                self.parted.set(false);
            }
            Token::CharacterTokens(text) if !text.trim().is_empty() => self.parted.set(false),
            _ => {}
        }
        let result = self.builder.process_token(token, line);
        if matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext) {
            *self.raw.borrow_mut() = name;
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::tree;

    fn check(html: &str) -> Result<(), String> {
        parsed(html).map(|_| ())
    }

    /// The depth of a page's elements when parsed with that limit.
    fn depth(deepest: usize, html: &str) -> usize {
        let (now, most) = (Cell::new(0_usize), Cell::new(0));
        let enter = |_: &NodeRef| {
            now.set(now.get() + 1);
            most.set(most.get().max(now.get()));
            true
        };
        match parsed_to(deepest, html) {
            Ok(page) => tree::visit(page.root(), enter, || now.set(now.get() - 1)),
            Err(refused) => assert!(refused.contains("nested more than"), "{refused}"),
        }
        most.get()
    }

    fn text(html: &str) -> String {
        parsed(html).unwrap().root().text().to_string()
    }

    #[test]
    fn pages_as_they_are_written_pass() {
        let list = "<ul><li><p>one<br><li>two</ul>".repeat(5_000);
        assert_eq!(check(&format!("<!doctype html><html><body>{list}")), Ok(()));
        let drawing = "<svg><g><path d='m0'/><path></path></g><text>a</svg>".repeat(5_000);
        assert_eq!(check(&drawing), Ok(()));
        assert_eq!(check(&format!("<script>{}</script><p>", "'<div>'+".repeat(300_000))), Ok(()));
        assert_eq!(check(&format!("<!-- {} -->", "<div>".repeat(300_000))), Ok(()));
        assert_eq!(check(&format!("<img alt=\"{}\">", "a > b ".repeat(10_000))), Ok(()));
        assert_eq!(check("a < b </ <> <"), Ok(()));
    }

    #[test]
    fn what_lies_too_deep_loses_its_tags_and_keeps_its_text() {
        let (open, close) = ("<div>".repeat(500), "</div>".repeat(500));
        let deep = format!("{open}<div>a</div><div><b>b</b></div><div>c</div>{close}<p>y</p>");
        let page = parsed(&deep).unwrap();
        let html = page.select("body").inner_html().replace(' ', "");
        let inside = html.trim_start_matches("<div>").split("</div>").next().unwrap();
        assert_eq!(inside, "<br><br>a<br><br>b<br><br>c<br><br>");
        assert!(html.ends_with("</div><p>y</p>"));
    }

    #[test]
    fn no_nesting_of_any_elements_is_deeper_for_a_parser() {
        #[rustfmt::skip]
        const NAMES: &[&str] = &[
            "a", "b", "font", "nobr", "i", "p", "div", "ul", "li", "dl", "dd", "h1", "h2", "table", "tbody", "tr", "td", "caption",
            "colgroup", "col", "svg", "math", "desc", "mi", "foreignObject", "title", "annotation-xml", "path", "select", "option",
            "optgroup", "template", "object", "marquee", "applet", "button", "form", "ruby", "rt", "rb", "span", "x-y", "pre",
            "article", "blockquote", "body", "html", "head", "frameset", "noscript", "details", "br", "hr", "img", "input", "image",
            "style", "script", "textarea", "iframe", "!--", "![CDATA[", "?", "font size=1", "g id=a", "g id=a/", "mi/", "a b='</div>'",
        ];
        let mut state = 1_u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
            (state >> 16) as usize % below
        };
        for round in 0..NAMES.len() + 40 {
            let few: Vec<&str> = (0..=next(3)).map(|_| NAMES[next(NAMES.len())]).collect();
            let mut tag = || {
                let (form, name) = (next(8), few[next(few.len())]);
                match form {
                    0..5 => format!("<{name}>"),
                    5 => format!("<{name}/>"),
                    _ => format!("</{name}>"),
                }
            };
            let piece: String = (0..=round % 5).map(|_| tag()).collect();
            // First each alone.
            let piece = NAMES.get(round).map_or(piece, |name| format!("<{name}>"));
            for html in [piece.repeat(150), format!("<body>{}", format!("{piece}x").repeat(150))] {
                let depth = depth(30, &html);
                assert!(depth <= 250, "{piece}: {depth} deep");
            }
        }
    }

    #[test]
    fn nothing_is_hidden_from_the_count() {
        let deep = "<div>".repeat(2_000);
        for before in
            ["<!-->", "<!--->", "<p a= \">\">", "<svg><style>", "<svg><title>", "<!-- a --!>", "<p a=/>"]
        {
            assert!(depth(30, &format!("{before}{deep}")) <= 100, "{before}");
        }
        let held = [
            "<div a= '</div>'>",
            "<div><iframe></div></iframe>",
            "<svg><![CDATA[</svg>]]>",
            "<div><script><!--<script></script></div></script>",
            "<svg><font></font>",
        ];
        for piece in held {
            assert!(depth(30, &piece.repeat(500)) <= 100, "{piece}");
        }
    }

    #[test]
    fn what_would_take_too_long_is_refused() {
        assert!(check(&"<div>".repeat(300_000)).unwrap_err().contains("200000 tags"));
        assert!(check(&"<p>x".repeat(500_000)).unwrap_err().contains("200000 tags"));
        for tag in [
            format!("<p {}>", "a=1 ".repeat(2_000)),
            format!("<<p {}>", "a/".repeat(2_000)),
            format!("<p {}", "a='<' ".repeat(2_000)),
            format!("<script></b></script {}>", "a ".repeat(2_000)),
        ] {
            assert!(check(&tag).unwrap_err().contains("attributes in one tag"), "{}", &tag[..20]);
        }
        let many = format!("<p {}>", "a=1 ".repeat(900)).repeat(400);
        // Of attributes with the same name the first is kept.
        assert_eq!(check(&many), Ok(()));
        let names = (0..900).map(|n| format!("a{n}")).collect::<Vec<_>>().join(" ");
        assert!(check(&format!("<p {names}>").repeat(400)).unwrap_err().contains("300000 attributes"));
        assert!(check(&"&x;".repeat(30_000)).unwrap_err().contains("references to characters in one place"));
    }

    #[test]
    fn text_without_tags_stays_text() {
        let deep = "<div>".repeat(600);
        assert_eq!(text(&format!("{deep}<script>var a = '<p>b';</script>")).trim(), "var a = '<p>b';");
        assert_eq!(
            text("<p>a<title>b</title><script>if (a<b) c('</p d')</script>e").trim(),
            "abif (a<b) c('</p d')e"
        );
    }
}
