//! Corpora with labelled names: JSON lines, and `CoreNLP` columns over texts.

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
    /// The weight of the text; 1 for good labels.
    pub weight: f32,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    gold: Vec<(usize, usize, String)>,
}

/// Reads a line of JSON: `text`, and `gold` with character ranges and labels.
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

/// Whether a labelled expression is a name rather than a description: descriptions ("a town near Kirkuk") begin
/// in lower case or with an article, and end in lower case.
fn is_name(written: &str) -> bool {
    let body = written.strip_prefix("the ").or_else(|| written.strip_prefix("The ")).unwrap_or(written);
    let has_capital = |word: &str| word.chars().any(char::is_uppercase);
    let is_short = body.split_whitespace().count() <= 2;
    is_short || body.split_whitespace().last().is_some_and(has_capital)
}

/// Reads `CoreNLP` columns: number, start, end, lemma, tag, entity; `# doc NAME` before each document,
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
}
