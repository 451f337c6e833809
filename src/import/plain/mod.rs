//! Imports plain text.
//!
//! 1. [`lines`] measures every line,
//! 2. [`wrap`] finds the margin of hard-wrapped text and tells wraps from breaks,
//! 3. [`groups`] gathers the lines of each block,
//! 4. [`kinds`] decides the kind of each block, by its marks and its neighbours.

mod groups;
mod kinds;
mod lines;
mod references;
mod wrap;

use super::builder::Builder;
use super::format::{Claim, Entry, Head, Read};
use super::{join::separator, labels::Labels, marks, turns};
use crate::document::{Document, Metadata};
use lines::Line;
pub(super) use lines::ends_sentence;

/// Plain text: any text in no other format.
pub(super) const ENTRY: Entry = Entry {
    name: "text",
    what: "a plain text",
    endings: &["txt", "text", "asc", "log"],
    media_types: &["text/plain"],
    claim: |_: &Head| Claim::Possible,
    read: Read::Text(import),
};

/// Imports a sanitised plain text.
fn import(text: &str) -> Document {
    let text = &*references::resolved(text);
    let mut lines = lines::split(text);
    let labels = Labels::of(lines.iter().map(|l| l.text));
    lines::label(&mut lines, &labels);
    let groups = groups::gather(&lines);
    let mut builder = Builder::with_capacity(text.len() + text.len() / 16);
    let mut end = 0;
    kinds::each(&lines, &groups, |group, kind| {
        // The line below an underlined heading belongs to the heading.
        if lines[end..group.lines.start].iter().any(|line| marks::is_rule(line.text)) {
            builder.rule();
        }
        builder.open();
        write(&lines[group.lines.clone()], &mut builder);
        builder.close(kind);
        end = group.lines.end + usize::from(group.underlined);
    });
    let (mut document, rules) = builder.finish_with_rules(Metadata::default());
    turns::go_on(&mut document, &rules);
    document
}

/// Joins the lines of one block.
fn write(lines: &[Line], builder: &mut Builder) {
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            builder.push(separator(lines[i - 1].text, line.text));
        }
        builder.push(line.text);
    }
}

#[cfg(test)]
mod tests;
