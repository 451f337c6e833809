//! Corpora with labelled names: JSON lines, `CoNLL-U` with entities (GUM), and the columns of `CoreNLP` over texts.

use std::collections::HashMap;

use serde::Deserialize;

use crate::analysis::names::NameKind;
use crate::text::Span;

/// A text with its names.
#[derive(Debug, Clone, Default)]
pub struct Labelled {
    /// The text.
    pub text: String,
    /// Names, as bytes of the text.
    pub names: Vec<(Span, NameKind)>,
    /// Places where the labels cannot be trusted; nothing is learned near them.
    pub doubtful: Vec<Span>,
    /// How much the text counts; 1 for good labels.
    pub weight: f32,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    gold: Vec<(usize, usize, String)>,
}

/// Reads a line of JSON: `text`, and `gold` with ranges of characters and labels.
pub fn read_json_line(line: &str) -> Result<Labelled, serde_json::Error> {
    let row: Row = serde_json::from_str(line)?;
    let bytes = byte_offsets(&row.text);
    let name = |(start, end, label): &(usize, usize, String)| {
        let kind = match label.as_str() {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Org,
            "LOC" => NameKind::Place,
            _ => return None,
        };
        let span = Span::new(*bytes.get(*start)?, *bytes.get(*end)?);
        is_name(span.of(&row.text)).then_some((span, kind))
    };
    let names = row.gold.iter().filter_map(name).collect();
    Ok(Labelled { names, text: row.text, doubtful: Vec::new(), weight: 1.0 })
}

/// Byte offset of each character and of the end.
fn byte_offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}

/// Whether a labelled expression is a name and no description: descriptions ("a town near Kirkuk") begin in lower
/// case or with an article, and end in lower case.
fn is_name(written: &str) -> bool {
    let body = written.strip_prefix("the ").or_else(|| written.strip_prefix("The ")).unwrap_or(written);
    let has_capital = |word: &str| word.chars().any(char::is_uppercase);
    let is_short = body.split_whitespace().count() <= 2;
    is_short || body.split_whitespace().last().is_some_and(has_capital)
}

/// Reads the columns of `CoreNLP`: number, start, end, lemma, tag, entity; `# doc NAME` before each document,
/// offsets in characters of `texts[NAME]`.
pub fn read_corenlp(columns: &str, texts: &HashMap<String, String>, weight: f32) -> Vec<Labelled> {
    let mut out = Vec::new();
    let mut bytes = Vec::new();
    let mut open: Option<(Span, &str)> = None;
    for line in columns.lines() {
        if let Some(text) = line.strip_prefix("# doc ").and_then(|name| texts.get(name)) {
            close(&mut out, open.take());
            bytes = byte_offsets(text);
            out.push(Labelled { text: text.clone(), weight, ..Labelled::default() });
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let span = fields.get(5).and_then(|_| {
            let at = |field: &str| field.parse().ok().and_then(|at: usize| bytes.get(at).copied());
            Some(Span::new(at(fields[1])?, at(fields[2])?))
        });
        match (span, open) {
            (Some(span), Some((before, entity))) if fields[5] == entity => {
                open = Some((before.join(span), entity));
            }
            (Some(span), _) => {
                close(&mut out, open.take());
                open = Some((span, fields[5]));
            }
            (None, _) => close(&mut out, open.take()),
        }
    }
    close(&mut out, open);
    out
}

fn close(out: &mut [Labelled], open: Option<(Span, &str)>) {
    let (Some(labelled), Some((span, entity))) = (out.last_mut(), open) else { return };
    let kind = match entity {
        "PERSON" => NameKind::Person,
        "ORGANIZATION" => NameKind::Org,
        "LOCATION" => NameKind::Place,
        _ => return,
    };
    let written = span.of(&labelled.text);
    let article = if written.get(..4).is_some_and(|a| a.eq_ignore_ascii_case("the ")) { 4 } else { 0 };
    let span = Span::new(span.start + article, span.end);
    let mut ends = span.of(&labelled.text).split_whitespace();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let (first, last) = (ends.next(), ends.next_back());
    let sure =
        first.is_some_and(capital) && last.is_none_or(capital) && !span.of(&labelled.text).contains('\n');
    if sure {
        labelled.names.push((span, kind));
    } else {
        labelled.doubtful.push(span);
    }
}

/// A token of a `CoNLL-U` sentence.
struct Row8 {
    span: Span,
    proper: bool,
    plural: bool,
    head: usize,
}

/// Reads `CoNLL-U` with entities as GUM writes them, one text a document. Entities are whole phrases there: of
/// those with a proper noun as head, the proper nouns are kept; `is_title` tells words before a person's name.
pub fn read_gum(conllu: &str, is_title: impl Fn(&str) -> bool) -> Vec<Labelled> {
    let mut out: Vec<Labelled> = Vec::new();
    let mut sentence = Sentence::default();
    for line in conllu.lines().chain([""]) {
        if line.starts_with("# newdoc") {
            out.push(Labelled { weight: 1.0, ..Labelled::default() });
        } else if let Some(labelled) = out.last_mut() {
            if line.starts_with("# newpar") {
                labelled.text.push('\n');
            } else if line.is_empty() {
                std::mem::take(&mut sentence).finish(labelled, &is_title);
            } else if !line.starts_with('#') {
                sentence.push(line, &mut labelled.text);
            }
        }
    }
    out
}

#[derive(Default)]
struct Sentence {
    rows: Vec<Row8>,
    /// Last token of a word of several tokens, and whether a space follows it.
    joined: Option<(usize, bool)>,
    open: Vec<(String, String, usize)>,
    entities: Vec<(String, usize, usize)>,
}

impl Sentence {
    fn push(&mut self, line: &str, text: &mut String) {
        let fields: Vec<&str> = line.split('\t').collect();
        let spaced = !fields[9].contains("SpaceAfter=No");
        if let Some((_, last)) = fields[0].split_once('-') {
            self.joined = last.parse().ok().map(|last| (last, spaced));
            return;
        }
        let Ok(number) = fields[0].parse::<usize>() else { return };
        let start = text.len() as u32;
        text.push_str(fields[1]);
        let space = match self.joined {
            Some((last, spaced)) if number == last => {
                self.joined = None;
                spaced
            }
            Some(_) => false,
            None => spaced,
        };
        self.rows.push(Row8 {
            span: Span::new(start, text.len() as u32),
            proper: fields[3] == "PROPN",
            plural: fields[4] == "NNPS",
            head: fields[6].parse().unwrap_or(0),
        });
        if space {
            text.push(' ');
        }
        let entity = fields[9].split('|').find_map(|f| f.strip_prefix("Entity="));
        self.mark(entity.unwrap_or(""));
    }

    /// Opens and closes entities: "(4-person-…" opens, "4)" closes, "(4-person-…)" does both.
    fn mark(&mut self, mut marks: &str) {
        let last = self.rows.len() - 1;
        while !marks.is_empty() {
            if let Some(rest) = marks.strip_prefix('(') {
                let end = rest.find(['(', ')']).unwrap_or(rest.len());
                let mut parts = rest[..end].split('-');
                let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                let alone = rest[end..].starts_with(')');
                if alone {
                    self.entities.push((kind.to_owned(), last, last + 1));
                } else {
                    self.open.push((id.to_owned(), kind.to_owned(), last));
                }
                marks = &rest[end + usize::from(alone)..];
            } else {
                let (id, rest) = marks.split_once(')').unwrap_or((marks, ""));
                if let Some(at) = self.open.iter().rposition(|(open, ..)| open == id) {
                    let (_, kind, first) = self.open.remove(at);
                    self.entities.push((kind, first, last + 1));
                }
                marks = rest;
            }
        }
    }

    fn finish(mut self, labelled: &mut Labelled, is_title: &impl Fn(&str) -> bool) {
        self.entities.sort_by_key(|(_, first, end)| std::cmp::Reverse(end - first));
        let mut names: Vec<(Span, NameKind)> = Vec::new();
        for (kind, first, end) in &self.entities {
            let kind = match kind.as_str() {
                "person" => NameKind::Person,
                "organization" => NameKind::Org,
                "place" => NameKind::Place,
                _ => continue,
            };
            if let Some(span) = self.name(kind, *first, *end, &labelled.text, is_title)
                && names.iter().all(|(other, _)| !other.overlaps(span))
            {
                names.push((span, kind));
            }
        }
        if !labelled.text.ends_with(char::is_whitespace) {
            labelled.text.push(' ');
        }
        labelled.names.extend(names);
    }

    /// The name in the phrase of tokens `first..end`, if it has a name as head.
    fn name(
        &self,
        kind: NameKind,
        first: usize,
        end: usize,
        text: &str,
        is_title: &impl Fn(&str) -> bool,
    ) -> Option<Span> {
        let word = |i: usize| self.rows[i].span.of(text);
        let head = (first..end).find(|&i| !(first + 1..=end).contains(&self.rows[i].head))?;
        let capital = |i: usize| word(i).starts_with(char::is_uppercase);
        let mut start = first;
        while start < end && !(self.rows[start].proper && capital(start)) {
            let stops =
                matches!(word(start), "," | "of" | "in" | "from" | "for" | "at" | "on" | "who" | "'s" | "’s");
            if stops || (kind != NameKind::Person && start == head) {
                return None;
            }
            start += 1;
        }
        let run = |from: usize| (from..end).take_while(|&i| self.rows[i].proper || word(i) == ".").last();
        let mut last = run(start)?;
        if kind == NameKind::Person {
            while start < last && is_title(word(start)) {
                start += 1;
            }
            let people = self.rows[last].plural || (start == last && is_title(word(start)));
            return (!people).then(|| self.rows[start].span.join(self.rows[last].span));
        }
        while let Some(next) = self.linked(last + 1, end, text) {
            last = run(next)?;
        }
        (start..=last).contains(&head).then(|| self.rows[start].span.join(self.rows[last].span))
    }

    /// The proper noun that "of", "of the", "for" … at token `at` join to what stands before.
    fn linked(&self, at: usize, end: usize, text: &str) -> Option<usize> {
        let links =
            |i: &usize| matches!(self.rows[*i].span.of(text), "of" | "for" | "and" | "&" | "the" | "-");
        let next = at + (at..end).take_while(links).count();
        (next > at && next < end && next <= at + 2 && self.rows[next].proper).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(labelled: &Labelled) -> Vec<(&str, NameKind)> {
        labelled.names.iter().map(|(span, kind)| (span.of(&labelled.text), *kind)).collect()
    }

    #[test]
    fn json_labels_count_characters() {
        let line = r#"{"text": "Ça, Wałęsa!", "gold": [[4, 10, "PER"], [0, 2, "MISC"]]}"#;
        assert_eq!(surfaces(&read_json_line(line).unwrap()), [("Wałęsa", NameKind::Person)]);
    }

    #[test]
    fn a_doubtful_silver_label_is_no_name_and_no_absence() {
        let texts = HashMap::from([("a".to_owned(), "The Amani Institute and the hellish View".to_owned())]);
        let columns = "# doc a\n1\t0\t3\tthe\tDT\tORGANIZATION\n2\t4\t9\tAmani\tNNP\tORGANIZATION\n\
            3\t10\t19\tInstitute\tNNP\tORGANIZATION\n4\t20\t23\tand\tCC\tO\n5\t28\t35\thellish\tJJ\tORGANIZATION\n";
        let read = read_corenlp(columns, &texts, 0.5);
        assert_eq!(surfaces(&read[0]), [("Amani Institute", NameKind::Org)]);
        assert_eq!(read[0].doubtful.len(), 1);
    }

    #[test]
    fn gum_phrases_are_cut_to_their_names() {
        let row = |n: u32, word: &str, tag: &str, head: u32, entity: &str| {
            format!("{n}\t{word}\t_\t{tag}\t_\t_\t{head}\t_\t_\tEntity={entity}\n")
        };
        let conllu = "# newdoc id = x\n".to_owned()
            + &row(1, "Minister", "PROPN", 4, "(1-person-new")
            + &row(2, "Thandeka", "PROPN", 1, "_")
            + &row(3, "Mokoena", "PROPN", 1, "1)")
            + &row(4, "left", "VERB", 0, "_")
            + &row(5, "the", "DET", 6, "(2-organization-new")
            + &row(6, "University", "PROPN", 4, "_")
            + &row(7, "of", "ADP", 8, "_")
            + &row(8, "Arusha", "PROPN", 6, "(3-place-new)2)");
        let read = read_gum(&conllu, |word| word == "Minister");
        assert_eq!(
            surfaces(&read[0]),
            [("University of Arusha", NameKind::Org), ("Thandeka Mokoena", NameKind::Person)]
        );
    }
}
