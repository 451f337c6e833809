//! Loads quotes and documents as hits, by their numbers.

use std::collections::HashMap;
use std::rc::Rc;

use super::find::{Hit, HitQuote};
use super::ingest::{self, day_of};
use super::kin::{spans, words};
use super::{Archive, Trouble, packed, sql};
use crate::briefing::{QuoteForm, QuoteKind};
use crate::document::{Block, BlockKind};
use crate::query::Piece;
use crate::store::engine::{Dialect, Row, values};
use crate::text::{Span, terms};

impl Archive {
    /// The hits for quotes or documents with these numbers, in that order.
    pub(super) fn hits(
        &self,
        numbers: &[i64],
        of_quotes: bool,
        asked: &[Piece],
    ) -> Result<Vec<Hit>, Trouble> {
        match self.db.dialect() {
            Dialect::Sqlite => {
                let mut seen = Seen::default();
                let hits =
                    numbers.iter().filter_map(|n| self.hit(*n, of_quotes, asked, &mut seen).transpose());
                hits.collect()
            }
            #[cfg(feature = "postgres")]
            Dialect::Postgres => self.hits_at_once(numbers, of_quotes, asked),
        }
    }

    fn hit(
        &self,
        number: i64,
        of_quotes: bool,
        asked: &[Piece],
        seen: &mut Seen,
    ) -> Result<Option<Hit>, Trouble> {
        let quote = if of_quotes { self.quote(number)? } else { None };
        let document = quote.as_ref().map_or(number, |(document, ..)| *document);
        let end = quote.as_ref().map(|(_, said)| said.end());
        let Some(found) = self.found(document, end, seen)? else { return Ok(None) };
        let quote = match quote {
            Some((_, mut said)) => {
                for actor in said.actors() {
                    said.quote.speakers.extend(self.name_of(actor, seen)?);
                }
                Some(said)
            }
            None => None,
        };
        Ok(Some(found.whole(quote, asked)))
    }

    /// A document with the spread of its story, and its text, up to the byte `end` if given; quotes of one document often
    /// come one after another.
    fn found(
        &self,
        document: i64,
        end: Option<usize>,
        seen: &mut Seen,
    ) -> Result<Option<Rc<Found>>, Trouble> {
        let has = |last: &&Rc<Found>| {
            last.hit.document == document && end.is_some_and(|end| end <= last.text.len())
        };
        if let Some(last) = seen.last.as_ref().filter(has) {
            return Ok(Some(Rc::clone(last)));
        }
        let found =
            self.db.first(&sql::DOCUMENT, values![document], |row| Found::read(row, document, end))?;
        let Some(mut found) = found else { return Ok(None) };
        let story = found.hit.story;
        let (spread, serial) = if let Some(told) = seen.stories.get(&story) {
            *told
        } else {
            let spread = self.db.first(&sql::STORY_OUTLETS, values![story], |row| {
                Ok((row.get::<i64>(0)? as usize, row.get::<i64>(1)? as usize))
            })?;
            let serial = self.db.one(&sql::SERIAL_OF, values![story])?;
            let told = (spread.unwrap_or(found.hit.spread), serial.unwrap_or(found.hit.serial));
            seen.stories.insert(story, told);
            told
        };
        (found.hit.spread, found.hit.story) = (spread, serial);
        let found = Rc::new(found);
        seen.last = Some(Rc::clone(&found));
        Ok(Some(found))
    }

    fn name_of(&self, actor: i64, seen: &mut Seen) -> Result<Option<String>, Trouble> {
        if let Some(name) = seen.names.get(&actor) {
            return Ok(name.clone());
        }
        let name = self.actor(actor)?.map(|known| known.name);
        seen.names.insert(actor, name.clone());
        Ok(name)
    }

    /// The document of a quote, and its details except the speakers' names.
    fn quote(&self, id: i64) -> Result<Option<(i64, Said)>, Trouble> {
        self.db.first(&sql::QUOTE, values![id], |row| Said::read(row, id))
    }
}

/// A cache for the hits of one answer.
#[derive(Default)]
struct Seen {
    names: HashMap<i64, Option<String>>,
    /// The number of documents and outlets of a story, and the serial number of its first document.
    stories: HashMap<i64, ((usize, usize), i64)>,
    last: Option<Rc<Found>>,
}

/// A document that was found, before the text to show is chosen.
pub(super) struct Found {
    pub hit: Hit,
    text: String,
    blocks: String,
}

impl Found {
    /// From a row of [`sql::DOCUMENT`]; its text only up to the byte `end`, if given.
    pub fn read(row: &Row, document: i64, end: Option<usize>) -> Result<Self, Trouble> {
        let metadata: String = row.get(12)?;
        let flags: i64 = row.get(8)?;
        let hit = Hit {
            document,
            serial: row.get(0)?,
            story: row.get(5)?,
            spread: (1, 1),
            day: day_of(document),
            is_undated: flags & ingest::UNDATED != 0,
            metadata: serde_json::from_str(&metadata).unwrap_or_default(),
            address: row.get(3)?,
            is_summary: flags & ingest::SUMMARY != 0,
            is_changed: row.get::<Option<i64>>(4)?.is_some(),
            passage: String::new(),
            span: Span::default(),
            paragraph: 0,
            quote: None,
            is_read: false,
            tags: Vec::new(),
        };
        let (text, blocks) = match end {
            Some(end) => packed::texts_to(row, packed::TEXTS, end)?,
            None => packed::texts(row, packed::TEXTS)?,
        };
        Ok(Self { hit, text, blocks })
    }

    /// The hit with the text to show: the quote, or the passage with the words of the query.
    pub fn whole(&self, said: Option<Said>, asked: &[Piece]) -> Hit {
        let Self { hit, text, blocks } = self;
        let mut hit = hit.clone();
        let blocks: Vec<Block> = serde_json::from_str(blocks).unwrap_or_default();
        if let Some(Said { spans: kept, mut quote, speaking, .. }) = said {
            let all = spans(&kept);
            let start = all.first().map_or(0, |s| s.start);
            hit.span = Span::new(start, all.last().map_or(start, |s| s.end));
            hit.passage = words(&kept, text);
            quote.speakers.extend(speaking);
            hit.quote = Some(quote);
        } else {
            hit.span = passage(text, &blocks, asked);
            hit.span.of(text).clone_into(&mut hit.passage);
        }
        hit.paragraph = blocks.partition_point(|block| block.span.start <= hit.span.start);
        hit
    }
}

/// A quote that was found, before its speakers are named.
pub(super) struct Said {
    pub quote: HitQuote,
    spans: String,
    speakers: String,
    speaking: Option<String>,
}

impl Said {
    /// From a row of [`sql::QUOTE`], with the number of its document.
    pub fn read(row: &Row, id: i64) -> Result<(i64, Self), Trouble> {
        let (kind, form): (String, String) = (row.get(1)?, row.get(2)?);
        let quote = HitQuote {
            id,
            speakers: Vec::new(),
            kind: QuoteKind::named(&kind).unwrap_or(QuoteKind::Indirect),
            form: QuoteForm::named(&form).unwrap_or(QuoteForm::Statement),
            confidence: row.get(3)?,
        };
        let (spans, speakers, speaking) = (row.get(4)?, row.get(5)?, row.get(6)?);
        Ok((row.get(0)?, Self { quote, spans, speakers, speaking }))
    }

    /// The end of its passages in the text, in bytes.
    fn end(&self) -> usize {
        spans(&self.spans).iter().map(|span| span.end as usize).max().unwrap_or(0)
    }

    /// The numbers of its speakers.
    pub fn actors(&self) -> Vec<i64> {
        serde_json::from_str(&self.speakers).unwrap_or_default()
    }
}

/// The first paragraph with any of the words, else another block with one, else the first paragraph.
fn passage(text: &str, blocks: &[Block], asked: &[Piece]) -> Span {
    let first: Vec<(String, bool)> = asked
        .iter()
        .filter_map(|piece| {
            let mut all = terms(piece.words()).map(|(_, term)| term);
            let term = all.next()?;
            Some((term, matches!(piece, Piece::Prefix(_)) && all.next().is_none()))
        })
        .collect();
    let has = |block: &&Block| {
        terms(block.span.of(text)).any(|(_, term)| {
            first
                .iter()
                .any(|(asked, is_prefix)| term == *asked || (*is_prefix && term.starts_with(asked.as_str())))
        })
    };
    // A heading is shown above the hit anyway; it is a passage only if there is no other.
    let is_prose = |block: &&Block| !matches!(block.kind, BlockKind::Heading | BlockKind::Furniture);
    let mut prose = blocks.iter().filter(is_prose);
    let found = if first.is_empty() {
        prose.next()
    } else {
        prose.find(has).or_else(|| blocks.iter().find(has)).or_else(|| blocks.iter().find(is_prose))
    };
    found.or(blocks.first()).map_or(Span::default(), |block| block.span)
}
