//! What news agencies send: ninjs, NewsML-G2 and NITF, all standards of the IPTC.

pub(super) mod newsml;
pub(super) mod ninjs;
pub(super) mod nitf;

use super::markup::Markup;
use super::page::Page;
use crate::document::{Document, Metadata};

/// The status of an item in IPTC's words, from a code ("stat:canceled") or an older word.
fn status(code: &str) -> &str {
    match code.rsplit(':').next().unwrap_or(code) {
        "cancelled" | "canceled" | "kill" | "retracted" => "canceled",
        "withheld" | "hold" => "withheld",
        other => other,
    }
}

/// A document of plain text, one paragraph a line or parted by empty lines, under a headline.
fn plain(text: &str, metadata: Metadata) -> Document {
    let imported = super::first(
        text.as_bytes(),
        &super::Source { format: Some(super::Format::Plain), ..Default::default() },
    );
    let body = imported.unwrap_or_default();
    let mut page = Page::with_capacity(text.len());
    headline(&metadata, &body.text, |title| {
        page.open_heading();
        page.prose(title);
        page.close_heading();
    });
    body.blocks.iter().for_each(|block| page.block(block.kind, block.span.of(&body.text)));
    page.finish(metadata)
}

/// Has the title written, unless the text begins with it.
fn headline(metadata: &Metadata, text: &str, write: impl FnOnce(&str)) {
    if let Some(title) = &metadata.title
        && !text.trim_start().starts_with(title.as_str())
    {
        write(title);
    }
}

/// A page of markup with the title as its headline.
fn page(metadata: &Metadata) -> Markup {
    let mut page = Markup::new(metadata.url.clone());
    headline(metadata, "", |title| page.heading(title));
    page
}
