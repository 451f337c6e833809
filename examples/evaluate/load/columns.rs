//! Names in columns: one token a line with its tag, an empty line after each sentence.

use crate::scoring::Sample;
use crate::scoring::names::{Label, LabelledName};

/// How many sentences make one text if the file marks no documents.
const SENTENCES: usize = 40;

/// Whether a file looks like tokens and tags in columns.
pub fn looks_like(content: &str) -> bool {
    let lines = content.lines().filter(|l| !l.trim().is_empty() && !is_mark(l)).take(50);
    let (rows, all) = lines.fold((0, 0), |(rows, all), l| (rows + usize::from(row(l).is_some()), all + 1));
    all > 0 && rows == all
}

/// Reads the texts of a file in columns.
pub fn names(file: &str, content: &str) -> Vec<Sample<Vec<LabelledName>>> {
    let mut texts = vec![Text::default()];
    let mut sentences = 0;
    for line in content.lines() {
        let text = texts.last_mut().expect("there is always a text");
        if line.starts_with("-DOCSTART-") || (line.trim().is_empty() && sentences >= SENTENCES) {
            texts.push(Text::default());
            sentences = 0;
        } else if let Some((token, tag)) = row(line).filter(|_| !is_mark(line)) {
            text.push(token, tag);
        } else if text.end_sentence() {
            sentences += 1;
        }
    }
    let filled = texts.into_iter().filter(|t| !t.body.trim().is_empty()).enumerate();
    filled.map(|(i, t)| Sample { name: format!("{file} {}", i + 1), text: t.body, gold: t.names }).collect()
}

/// Whether a line is a comment or begins a document.
fn is_mark(line: &str) -> bool {
    line.starts_with("# ") || line.starts_with("-DOCSTART-")
}

/// The token and the tag of a line. Some files number their tokens in a first column.
fn row(line: &str) -> Option<(&str, &str)> {
    let columns: Vec<&str> = line.split(['\t', ' ']).filter(|c| !c.is_empty()).collect();
    let numbered = columns.len() > 2 && columns[0].bytes().all(|b| b.is_ascii_digit());
    let token = usize::from(numbered);
    let tags = columns.get(token + 1..)?;
    let tag = if numbered { tags.iter().find(|t| is_tag(t)) } else { tags.iter().rfind(|t| is_tag(t)) };
    Some((columns[token], tag?))
}

fn is_tag(column: &str) -> bool {
    column == "O" || matches!(column.as_bytes(), [b'B' | b'I' | b'E' | b'S', b'-', _, ..])
}

/// A text under construction, token by token.
#[derive(Default)]
struct Text {
    body: String,
    names: Vec<LabelledName>,
    /// The label of the previous token, if it was part of a name.
    label: Option<Label>,
}

impl Text {
    fn push(&mut self, token: &str, tag: &str) {
        let glued = self.body.is_empty() || self.body.ends_with(['\n', '(']) || is_closing(token);
        if !glued {
            self.body.push(' ');
        }
        let start = self.body.len();
        self.body.push_str(token);
        let label = tag.split_once('-').and_then(|(_, name)| label(name));
        let begins = tag.starts_with(['B', 'S']) || label != self.label;
        if let Some(label) = label {
            match self.names.last_mut() {
                Some(name) if !begins => name.at.end = self.body.len(),
                _ => self.names.push(LabelledName { label, at: start..self.body.len() }),
            }
        }
        self.label = label;
    }

    /// Ends the sentence; false if there is none.
    fn end_sentence(&mut self) -> bool {
        self.label = None;
        let ends = !self.body.is_empty() && !self.body.ends_with('\n');
        if ends {
            self.body.push_str("\n\n");
        }
        ends
    }
}

fn label(name: &str) -> Option<Label> {
    Label::named(name).or_else(|| Label::named(&name.to_lowercase()))
}

/// Tokens attached to the word before them.
fn is_closing(token: &str) -> bool {
    matches!(token, "." | "," | ";" | ":" | "?" | "!" | ")" | "'s" | "’s" | "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(content: &str) -> Vec<(Label, String)> {
        assert!(looks_like(content), "{content}");
        let texts = names("t", content);
        let named =
            texts.iter().flat_map(|s| s.gold.iter().map(|n| (n.label, s.text[n.at.clone()].to_owned())));
        named.collect()
    }

    #[test]
    fn old_and_new_tags_and_numbered_tokens_are_read() {
        let lind = [(Label::Per, "Ada Lind".to_owned()), (Label::Loc, "Oslo".to_owned())];
        let old = "-DOCSTART- -X- O O\n\nAda NNP I-NP I-PER\nLind NNP I-NP I-PER\nleft VBD I-VP O\nOslo NNP I-NP I-LOC\n. . O O\n";
        assert_eq!(found(old), lind);
        let numbered = "# text = Ada Lind left Oslo\n1\tAda\tB-PER\t-\n2\tLind\tI-PER\t-\n3\tleft\tO\t-\n4\tOslo\tB-LOC\t-\n";
        assert_eq!(found(numbered), lind);
    }

    #[test]
    fn a_name_ends_with_its_sentence() {
        let two = "Ada I-PER\n\nBo I-PER\nNATO B-ORG\nEU B-ORG\n";
        let names: Vec<String> = found(two).into_iter().map(|n| n.1).collect();
        assert_eq!(names, ["Ada", "Bo", "NATO", "EU"]);
    }

    #[test]
    fn prose_is_no_table() {
        assert!(!looks_like("Ada Lind left Oslo.\nNobody knows why."));
    }
}
