//! Chooses the texts to show side by side: versions of a document, the same quote elsewhere, documents of a
//! story.

use crate::document::Timestamp;
use crate::likeness::{Part, differences};
use crate::store::StoreError;
use crate::store::archive::{Archive, Hit, Stored};

/// The most pairs to prepare at once.
const MOST: usize = 50;

/// One of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The number of the document.
    pub serial: i64,
    /// When it was published, as its source wrote it.
    pub when: String,
    /// Who published it.
    pub source: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// Two texts, the earlier one first, and their differences. A paragraph begins after each word "¶".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The earlier one.
    pub first: Side,
    /// The later one.
    pub second: Side,
    /// The speaker, if the texts are quotes.
    pub speaker: Option<String>,
    /// The parts in both or in one of them.
    pub parts: Vec<Part>,
}

/// A text to compare, and its place in time.
struct Text {
    at: (i64, i64),
    side: Side,
    words: String,
}

impl Text {
    fn of(stored: Stored) -> Self {
        let metadata = stored.document.metadata;
        let when = metadata.published.map(to_the_minute).unwrap_or_default();
        let side = Side { serial: stored.serial, when, source: metadata.source, title: metadata.title };
        let blocks = stored.document.blocks.iter().map(|block| block.span.of(&stored.document.text));
        Self { at: (stored.id, stored.serial), side, words: blocks.collect::<Vec<_>>().join(" ¶ ") }
    }

    fn of_quote(hit: Hit) -> Self {
        let when = hit.metadata.published.map_or_else(|| hit.day.to_string(), to_the_minute);
        let side = Side { serial: hit.serial, when, source: hit.metadata.source, title: hit.metadata.title };
        Self { at: (hit.document, hit.serial), side, words: hit.passage }
    }
}

/// A point in time without its seconds: "2026-11-12 14:02".
fn to_the_minute(when: Timestamp) -> String {
    let written = when.to_string().replace('T', " ");
    written.get(..16).map_or(written.clone(), str::to_owned)
}

fn pair(one: &Text, other: &Text, speaker: Option<&String>) -> Pair {
    let (first, second) = if one.at <= other.at { (one, other) } else { (other, one) };
    Pair {
        first: first.side.clone(),
        second: second.side.clone(),
        speaker: speaker.cloned(),
        parts: differences(&first.words, &second.words),
    }
}

/// The texts to compare with a document, or with a quote of it: given a quote, the same quote elsewhere; else each
/// version with the one before it; else the document with the others of its story. Pairs that differ come first.
pub(super) fn pairs(archive: &Archive, serial: i64, quote: Option<i64>) -> Result<Vec<Pair>, String> {
    let found = quote.map_or(Ok(Vec::new()), |quote| of_quote(archive, quote));
    let found =
        found.and_then(|pairs| if pairs.is_empty() { of_document(archive, serial) } else { Ok(pairs) });
    let mut pairs = found.map_err(|error| error.to_string())?;
    if pairs.is_empty() {
        return Err(format!("The archive has no other version of #{serial}, and nothing of its story."));
    }
    pairs.sort_by_key(|pair| pair.parts.len() < 2);
    Ok(pairs)
}

fn of_quote(archive: &Archive, quote: i64) -> Result<Vec<Pair>, StoreError> {
    let others = archive.same_quote(quote)?;
    let Some(own) = archive.quote_hit(quote)? else { return Ok(Vec::new()) };
    let speaker = own.quote.as_ref().and_then(|quote| quote.speakers.first().cloned());
    let own = Text::of_quote(own);
    let others = others.into_iter().take(MOST).map(Text::of_quote);
    Ok(others.map(|other| pair(&own, &other, speaker.as_ref())).collect())
}

fn of_document(archive: &Archive, serial: i64) -> Result<Vec<Pair>, StoreError> {
    let Some(id) = archive.number_of(serial)? else { return Ok(Vec::new()) };
    let text = |id: &i64| Ok(archive.stored(*id)?.map(Text::of));
    let versions = archive.versions_of(id)?;
    if versions.len() > 1 {
        let texts: Vec<Option<Text>> =
            versions.iter().take(MOST).map(text).collect::<Result<_, StoreError>>()?;
        let texts: Vec<Text> = texts.into_iter().flatten().collect();
        return Ok(texts.windows(2).rev().map(|two| pair(&two[0], &two[1], None)).collect());
    }
    let Some(own) = text(&id)? else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    for other in archive.story_of(id)?.iter().filter(|other| **other != id).take(MOST) {
        pairs.extend(text(other)?.map(|other| pair(&own, &other, None)));
    }
    Ok(pairs)
}
