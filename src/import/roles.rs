//! The roles of HTML, XHTML and NITF elements for a reader.

/// The role of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Heading,
    Caption,
    Quotation,
    List,
    Numbered,
    Item,
    Cell,
    Preformatted,
    Break,
    Rule,
    Picture,
    Link,
    QuotedWords,
    /// A block without a meaning of its own.
    Block,
    /// Part of a line.
    Inline,
    /// Not read.
    Hidden,
}

/// The role of the element with that name, in lowercase.
pub(super) fn role(name: &str) -> Role {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => Role::Heading,
        "figcaption" | "caption" | "media-caption" => Role::Caption,
        "blockquote" | "bq" => Role::Quotation,
        "ul" | "menu" | "dir" => Role::List,
        "ol" => Role::Numbered,
        "li" => Role::Item,
        "td" | "th" => Role::Cell,
        "pre" | "listing" | "xmp" => Role::Preformatted,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "img" | "picture" | "media-reference" => Role::Picture,
        "a" => Role::Link,
        "q" => Role::QuotedWords,
        // "rt" is the reading above a word, "rp" the brackets around it for programs that cannot show it
        // there.
        "rp" | "rt" | "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe"
        | "annotation" | "annotation-xml" | "object" | "embed" | "canvas" | "audio" | "video" | "map"
        | "select" | "textarea" | "button" | "input" | "dialog" | "media-metadata" | "body.head"
        | "media-producer" | "media-object" => Role::Hidden,
        "address" | "article" | "aside" | "block" | "body" | "center" | "dd" | "details" | "div" | "dl"
        | "dt" | "fieldset" | "figure" | "fn" | "footer" | "form" | "header" | "hgroup" | "html"
        | "legend" | "main" | "media" | "nav" | "note" | "nitf-table" | "optgroup" | "option" | "p"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "tr" => Role::Block,
        _ => Role::Inline,
    }
}
