//! Texts with marks in them: `<a id="Name|kind">…</a>` round each mention of an actor, and
//! `<q s="Speaker" k="direct">…</q>` round each quote's words, without the quotation marks.
//!
//! Lines that begin with `#` and a word in lowercase are not part of the text: `#title …`, and `#optional A,
//! B` for actors that a reading may list or leave out.
//! Two speakers with the same surname are told apart by their first names: `s="Ada"`, `s="Bo"`.

use attache::briefing::{ActorKind, QuoteKind};
use serde::de::DeserializeOwned;

use super::speakers::fold;
use super::{Bytes, Sample};

/// One marked mention of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedMention {
    /// The actor's name; equal names mean the same actor.
    pub actor: String,
    /// The kind of actor.
    pub kind: ActorKind,
    /// The place of the mention.
    pub at: Bytes,
}

/// One marked passage of reported words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedQuote {
    /// The speaker; "unknown" if the text does not say.
    pub speaker: String,
    /// The kind of mark.
    pub marking: Marking,
    /// The place of the words.
    pub at: Bytes,
}

impl MarkedQuote {
    /// How the words are reported, if they are somebody's words.
    pub const fn said(&self) -> Option<QuoteKind> {
        match self.marking {
            Marking::Said(kind) => Some(kind),
            Marking::Stance | Marking::Either => None,
        }
    }
}

/// The kind of a marked passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// Reported words.
    Said(QuoteKind),
    /// An attitude or an act: a quote of it is right only if it is kept apart.
    Stance,
    /// Neither demanded nor punished.
    Either,
}

/// Everything marked in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The mentions, in order of their ends.
    pub mentions: Vec<MarkedMention>,
    /// The quotes, in order of their ends.
    pub quotes: Vec<MarkedQuote>,
    /// Folded names that may be listed as actors or not.
    pub optional: Vec<String>,
}

/// Parses a marked text. Fails on a mark that is not closed or lacks its attributes.
pub fn parse(name: &str, marked: &str) -> Result<Sample<Marks>, String> {
    let mut gold = Marks::default();
    let mut body = String::with_capacity(marked.len());
    for line in marked.split_inclusive('\n') {
        if !is_header(line) {
            body.push_str(line);
        } else if let Some(names) = line.strip_prefix("#optional ") {
            gold.optional.extend(names.split(',').map(|n| fold(n.trim())));
        }
    }
    let mut parser = Parser { rest: &body, text: String::with_capacity(body.len()), open: Vec::new(), gold };
    parser.run().map_err(|fault| format!("{name}: {fault}"))?;
    Ok(Sample { name: name.to_owned(), text: parser.text, gold: parser.gold })
}

/// Whether a line is `#word …`.
fn is_header(line: &str) -> bool {
    let word = line.strip_prefix('#').and_then(|l| l.split_once(' ')).map(|(word, _)| word);
    word.is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()))
}

/// An open mark: its kind, its attributes, and the position in the text.
struct Open<'a> {
    tag: char,
    attributes: &'a str,
    start: usize,
}

struct Parser<'a> {
    rest: &'a str,
    text: String,
    open: Vec<Open<'a>>,
    gold: Marks,
}

impl<'a> Parser<'a> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(at) = self.rest.find('<') {
            self.text.push_str(&self.rest[..at]);
            self.rest = &self.rest[at..];
            if let Some((inside, after)) = tag(self.rest) {
                self.rest = after;
                self.take(inside)?;
            } else {
                self.text.push('<');
                self.rest = &self.rest[1..];
            }
        }
        self.text.push_str(self.rest);
        match self.open.last() {
            Some(open) => Err(format!("The mark <{}{}> is not closed.", open.tag, open.attributes)),
            None => Ok(()),
        }
    }

    /// Opens or closes the mark with the content `inside`.
    fn take(&mut self, inside: &'a str) -> Result<(), String> {
        if let Some(tag) = inside.strip_prefix('/') {
            let open = self.open.pop().filter(|open| tag.starts_with(open.tag));
            let open = open.ok_or_else(|| format!("</{tag}> closes nothing after “{}”.", self.tail()))?;
            return self.close(&open);
        }
        let tag = if inside.starts_with('a') { 'a' } else { 'q' };
        self.open.push(Open { tag, attributes: &inside[1..], start: self.text.len() });
        Ok(())
    }

    fn close(&mut self, open: &Open) -> Result<(), String> {
        let at = open.start..self.text.len();
        let value = |key| {
            attribute(open.attributes, key)
                .ok_or_else(|| format!("<{}{}> has no {key}=\"…\".", open.tag, open.attributes))
        };
        if open.tag == 'a' {
            let id = value("id")?;
            let (actor, kind) =
                id.rsplit_once('|').ok_or_else(|| format!("The actor “{id}” has no kind."))?;
            self.gold.mentions.push(MarkedMention { actor: actor.to_owned(), kind: named(kind)?, at });
        } else {
            let speaker = value("s")?.to_owned();
            let marking = match value("k")? {
                "stance" => Marking::Stance,
                "either" => Marking::Either,
                kind => Marking::Said(named(kind)?),
            };
            self.gold.quotes.push(MarkedQuote { speaker, marking, at });
        }
        Ok(())
    }

    /// The last characters of the text so far, for messages.
    fn tail(&self) -> String {
        let skip = self.text.chars().count().saturating_sub(40);
        self.text.chars().skip(skip).collect()
    }
}

/// The inside of the mark at the beginning of `text`, and the rest; none if it is not a mark of ours.
fn tag(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.strip_prefix('<')?.split_once('>')?;
    let ours = matches!(inside, "/a" | "/q") || inside.starts_with("a ") || inside.starts_with("q ");
    ours.then_some((inside, after))
}

/// The value of ` key="…"` among attributes.
fn attribute<'a>(attributes: &'a str, key: &str) -> Option<&'a str> {
    let (_, after) = attributes.split_once(&format!(" {key}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// The kind with that name, as the program's own JSON writes it.
fn named<K: DeserializeOwned>(name: &str) -> Result<K, String> {
    serde_json::from_value(name.into()).map_err(|fault| format!("“{name}” is no kind that we know: {fault}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept() {
        let marked = "#title A\n#optional Rome, the Senate\n<a id=\"Ada Lind|person\">Lind</a> said \
                      <q s=\"Ada Lind\" k=\"indirect\"><a id=\"Oslo|place\">Oslo</a> is 3 < 4</q>.\n# Heading\n";
        let sample = parse("t", marked).unwrap();
        assert_eq!(sample.text, "Lind said Oslo is 3 < 4.\n# Heading\n");
        assert_eq!(sample.gold.optional, ["rome", "the senate"]);
        let quote = &sample.gold.quotes[0];
        assert_eq!(
            (&sample.text[quote.at.clone()], quote.said()),
            ("Oslo is 3 < 4", Some(QuoteKind::Indirect))
        );
        assert_eq!(sample.gold.mentions[0].kind, ActorKind::Person);
        assert_eq!(sample.gold.mentions[1].at, 10..14);
    }

    #[test]
    fn wrong_marks_are_named() {
        let fault = |marked| parse("t", marked).unwrap_err();
        assert!(fault("<a id=\"A|person\">A").contains("not closed"));
        assert!(fault("A</q>").contains("closes nothing"));
        assert!(fault("<a id=\"A|hero\">A</a>").contains("“hero”"));
        assert!(fault("<q s=\"A\">A</q>").contains("no k="));
    }
}
