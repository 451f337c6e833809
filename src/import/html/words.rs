//! The part of the page that an element is in, judged by elements, classes and words.

use std::sync::LazyLock;

use dom_query::NodeRef;
use memchr::memmem::Finder;

/// A part of a page that does not belong to its article, unless its content shows otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Links to other pages, header and footer of the site.
    Navigation,
    Comments,
    /// Windows over the page: consent, paywalls, logins.
    Dialog,
    /// Stories beside this one, promotions, advertisements.
    Related,
    /// Sharing and following.
    Share,
    /// Forms to fill in.
    Form,
    Aside,
    /// The end matter of the article.
    Foot,
    /// A long text about the author.
    Author,
    /// Either that or a byline, or the terms of use.
    Beside,
}

impl Part {
    /// Whether the part never belongs to the article, whatever its content, as long as there is an article
    /// elsewhere.
    pub fn is_outside(self) -> bool {
        matches!(self, Self::Navigation | Self::Comments | Self::Dialog)
    }
}

/// Words in classes and identifiers, each with the part that they mean. The first match counts.
const NAMES: &[(Part, &[&str])] = &[
    (
        Part::Comments,
        &[
            "comments",
            "comment-list",
            "commentlist",
            "disqus",
            "kommentare",
            "comentarios",
            "commentaires",
            "respond",
        ],
    ),
    (
        Part::Dialog,
        &[
            "cookie", "cookies", "consent", "gdpr", "onetrust", "cmp", "modal", "popup", "paywall",
            "overlay", "lightbox", "adblock",
        ],
    ),
    (
        Part::Navigation,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "masthead",
            "skip-link",
            "site-header",
            "site-footer",
            "toolbar",
            "sitemap",
            "topbar",
        ],
    ),
    (
        Part::Related,
        &[
            "related",
            "recommended",
            "recommendations",
            "more-stories",
            "more-news",
            "read-next",
            "read-more",
            "readmore",
            "also-read",
            "most-read",
            "mostread",
            "popular",
            "trending",
            "teaser",
            "teasers",
            "promo",
            "promoted",
            "sponsored",
            "outbrain",
            "taboola",
            "advert",
            "advertisement",
            "ad",
            "ads",
            "adsbygoogle",
            "banner",
            "sidebar",
            "widget",
            "see-also",
            "latest-news",
            "infobox-related",
            "tags",
            "tag-list",
            "taglist",
            "topics",
            "keywords",
        ],
    ),
    (
        Part::Share,
        &[
            "share",
            "sharing",
            "share-bar",
            "sharebar",
            "social",
            "social-media",
            "socials",
            "follow",
            "addtoany",
            "print-button",
            "tools",
            "article-tools",
        ],
    ),
    (
        Part::Form,
        &[
            "newsletter",
            "signup",
            "sign-up",
            "subscribe",
            "subscription",
            "donate",
            "donation",
            "login",
            "register",
        ],
    ),
    (
        Part::Author,
        &[
            "author-bio",
            "about-author",
            "author-info",
            "author-box",
            "authorbox",
            "bio",
            "author-description",
        ],
    ),
    (Part::Beside, &["author", "about-the-author", "disclosure", "disclaimer"]),
];

/// The part of the page that an element opens. `inside` an article, heads and feet are its own, and a `headed`
/// head contains the heading of the page.
pub(super) fn part(node: &NodeRef, name: &str, inside: bool, headed: bool) -> Option<Part> {
    if matches!(name, "html" | "body" | "main" | "article" | "blockquote")
        || !is_block(name) && name != "form"
    {
        return None;
    }
    let role = node.attr("role").unwrap_or_default();
    let by_role = match &*role {
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar" | "toolbar" => {
            Some(Part::Navigation)
        }
        "dialog" | "alertdialog" => Some(Part::Dialog),
        "complementary" => Some(Part::Aside),
        _ => None,
    };
    let by_name = || match name {
        "footer" if inside => Some(Part::Foot),
        "nav" | "footer" => Some(Part::Navigation),
        "header" if !inside && !headed => Some(Part::Navigation),
        "aside" => Some(Part::Aside),
        "form" => Some(Part::Form),
        "dialog" => Some(Part::Dialog),
        _ => None,
    };
    by_role.or_else(by_name).or_else(|| by_class(node))
}

fn by_class(node: &NodeRef) -> Option<Part> {
    let class = node.attr("class").unwrap_or_default();
    let id = node.attr("id").unwrap_or_default();
    if class.is_empty() && id.is_empty() {
        return None;
    }
    let tokens: Vec<String> =
        class.split_whitespace().chain([&*id]).filter(|t| !t.is_empty()).map(kebab).collect();
    let has = |word: &str| {
        tokens.iter().any(|token| {
            *token == word
                || token.split("__").any(|part| {
                    part == word
                        || part.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'))
                        || part.strip_suffix(word).is_some_and(|rest| rest.ends_with('-'))
                })
        })
    };
    NAMES.iter().find(|(_, words)| words.iter().any(|word| has(word))).map(|(part, _)| *part)
}

/// A class in lowercase, its words separated by hyphens (`shareBar`, `share_bar`).
pub(super) fn kebab(token: &str) -> String {
    let mut out = String::with_capacity(token.len() + 4);
    let mut small = false;
    for c in token.chars() {
        if c.is_uppercase() && small {
            out.push('-');
        }
        small = c.is_lowercase();
        out.extend(c.to_lowercase());
    }
    out.replace("__", "\u{0}").replace('_', "-").replace('\u{0}', "__")
}

/// Whether an element is named like a quotation ("pullquote", "share-quote").
pub(super) fn is_called_quotation(node: &NodeRef) -> bool {
    let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
    class.split_whitespace().any(|token| token.contains("quote") && !token.contains("quotes-"))
}

/// Whether an element is hidden.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").map(|s| s.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    let class = node.attr("class").unwrap_or_default();
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|v| &*v == "true")
        || ["display:none", "visibility:hidden"].iter().any(|no| style.contains(no))
        || class.split_whitespace().any(|c| {
            matches!(
                c,
                "sr-only"
                    | "visually-hidden"
                    | "visuallyhidden"
                    | "screen-reader-text"
                    | "screen-reader-only"
            )
        })
}

/// Whether an element contains no text of the page.
pub(super) fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "svg"
            | "annotation"
            | "annotation-xml"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "select"
            | "textarea"
            | "button"
            | "input"
            | "rp"
            | "rt"
    )
}

/// Whether an element is a block of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Beginnings of short lines that belong to the page and not to its article, in lowercase.
const AROUND: &[&str] = &[
    "advertisement",
    "share this",
    "share on",
    "share:",
    "share ",
    "follow us",
    "follow @",
    "sign up",
    "subscribe",
    "get the latest",
    "click here",
    "read more",
    "read also",
    "read next",
    "also read",
    "related:",
    "related article",
    "related stor",
    "more from",
    "more on this",
    "more news",
    "recommended",
    "you may also like",
    "most read",
    "most popular",
    "trending",
    "print this",
    "email this",
    "tweet",
    "skip to",
    "back to top",
    "comments",
    "leave a",
    "reply",
    "log in",
    "download our",
    "join our",
    "see also",
    "view comments",
    "copyright",
    "all rights reserved",
    "©",
    "tags:",
    "filed under",
    "topics:",
    "anzeige",
    "werbung",
    "lesen sie auch",
    "mehr zum thema",
    "teilen",
    "publicité",
    "lire aussi",
    "à lire",
    "partager",
    "publicidad",
    "lea también",
    "compartir",
    "реклама",
    "читайте также",
    "поделиться",
    "διαβάστε",
    "إقرأ أيضا",
    "اقرأ أيضا",
    "相关新闻",
    "相关阅读",
    "分享",
    "责任编辑",
];

/// Beginnings of lines with the date of publication.
const DATED: &[&str] = &[
    "published",
    "updated",
    "last updated",
    "posted",
    "first published",
    "modified",
    "last modified",
    "stand:",
];

/// The longest line that can be recognised as page matter by its first words, in letters.
const LONGEST_AROUND: usize = 90;

/// Whether a line belongs to the page and not to its article.
pub(super) fn is_around(text: &str, letters: usize) -> bool {
    static NAMES: LazyLock<[Finder; 4]> =
        LazyLock::new(|| ["ookie", "OOKIE", "rivacy", "RIVACY"].map(Finder::new));
    let closed = is_closed(text);
    let names = || NAMES.iter().any(|name| name.find(text.as_bytes()).is_some());
    if letters > 40 && (letters > LONGEST_AROUND || closed) && !names() {
        return false;
    }
    let lower: String = text.chars().take(400).collect::<String>().to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let starts = |words: &[&str]| words.iter().any(|word| begins(bare, word));
    letters <= LONGEST_AROUND && starts(AROUND) && (!closed || letters <= 40)
        || is_dated(text, letters)
        || (letters <= 600 || bare.matches("cookie").count() > 1) && asks_consent(bare)
}

/// Whether a line gives the date of publication.
pub(super) fn is_dated(text: &str, letters: usize) -> bool {
    if letters > LONGEST_AROUND || !text.bytes().any(|b| b.is_ascii_digit()) || is_closed(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    DATED.iter().any(|word| begins(bare, word))
}

/// Whether a text begins with a word of a list, and not with a longer one.
fn begins(text: &str, word: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    text.as_bytes().first() == word.as_bytes().first()
        && text.strip_prefix(word).is_some_and(|rest| word.ends_with([' ', ':']) || ends(rest))
}

fn is_closed(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '”', '"', '…'])
}

/// Whether a text asks for consent to cookies.
fn asks_consent(lower: &str) -> bool {
    const USES: &[&str] = &[
        "uses cookies",
        "use cookies",
        "use of cookies",
        "accept cookies",
        "control cookies",
        "our cookie",
        "of cookies",
        "cookie policy",
        "verwendet cookies",
        "verwenden cookies",
        "utilise des cookies",
        "utilisons des cookies",
        "utiliza cookies",
        "usa cookies",
        "используем cookie",
        "файлы cookie",
        "χρησιμοποιεί cookies",
        "使用cookie",
        "使用 cookie",
    ];
    lower.contains("cookie") && USES.iter().any(|u| lower.contains(u))
        || lower.contains("privacy policy")
            && ["you agree", "by clicking", "by signing", "by submitting"].iter().any(|u| lower.contains(u))
}
