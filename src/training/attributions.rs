//! Annotated attributions: a document with its sources, cues and contents as marked by annotators.

use serde::Deserialize;

use crate::document::Document;
use crate::text::Span;

/// One annotated attribution. Each part may consist of several pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The source.
    pub source: Vec<Span>,
    /// The reporting words.
    pub cue: Vec<Span>,
    /// The reported content.
    pub content: Vec<Span>,
}

/// A document with its annotations.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The document, as the program itself would import it.
    pub document: Document,
    /// The annotations, in the order of the data.
    pub attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    attributions: Vec<RowAttribution>,
}

#[derive(Deserialize)]
struct RowAttribution {
    source: Vec<RowSpan>,
    cue: Vec<RowSpan>,
    content: Vec<RowSpan>,
}

/// A range of characters, not bytes.
#[derive(Deserialize)]
struct RowSpan {
    start: usize,
    end: usize,
}

/// Reads a line of JSON: `text`, and `attributions` of `source`, `cue` and `content`, each a list of
/// character ranges. `import` turns the text into a document that keeps all its letters and digits.
pub fn read_json_line(line: &str, import: impl Fn(&str) -> Document) -> Result<Annotated, serde_json::Error> {
    let row: Row = serde_json::from_str(line)?;
    let document = import(&row.text);
    let alignment = Alignment::new(&row.text, &document.text);
    let spans = |spans: &[RowSpan]| spans.iter().filter_map(|s| alignment.span(s.start, s.end)).collect();
    let attributions = row
        .attributions
        .iter()
        .map(|a| Attribution { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) })
        .collect();
    Ok(Annotated { document, attributions })
}

/// Maps character ranges of a source to byte spans of a document with the same letters and digits.
struct Alignment {
    /// The number of letters and digits before each character of the source.
    letters_before: Vec<usize>,
    /// Byte start and end of each letter or digit of the document.
    letters: Vec<Span>,
}

impl Alignment {
    fn new(source: &str, text: &str) -> Self {
        let mut letters_before = Vec::with_capacity(source.len() + 1);
        let mut count = 0;
        for c in source.chars() {
            letters_before.push(count);
            count += usize::from(c.is_alphanumeric());
        }
        letters_before.push(count);
        let letters = text
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .map(|(at, c)| Span::new(at as u32, (at + c.len_utf8()) as u32))
            .collect();
        Self { letters_before, letters }
    }

    /// None if the range contains no letter or digit.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = *self.letters_before.get(start)?;
        let last = self.letters_before.get(end)?.checked_sub(1)?;
        (first <= last).then(|| Some(self.letters.get(first)?.join(*self.letters.get(last)?)))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_ranges_become_byte_spans_of_the_reflowed_text() {
        let line = r#"{"text": "“Ça\n va,” il  dit.", "attributions":
            [{"source": [{"start": 10, "end": 12}], "cue": [{"start": 14, "end": 17}], "content": [{"start": 0, "end": 9}]}]}"#;
        let import =
            |text: &str| Document::from_paragraphs(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let read = read_json_line(line, import).unwrap();
        let text = &read.document.text;
        let a = &read.attributions[0];
        assert_eq!((a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text)), ("il", "dit", "Ça va"));
    }
}
