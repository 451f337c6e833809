//! The acts of a declaration's paragraphs. Their rows are told apart not by the speaker but by the verb, its object, and
//! the number.

use super::declarations::leading_number;
use super::reading::Reading;
use crate::briefing::running;
use crate::text::Span;

/// The longest act that is shown, in bytes: a verb and its object.
const LONGEST: u32 = 90;

/// The act of a paragraph in a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The verb and its object: "urges the Government of Sorrel".
    pub act: String,
    /// The number of the paragraph, the text's own if there is one: "§5".
    pub number: String,
}

impl Position {
    /// The verb alone.
    pub fn verb(&self) -> &str {
        self.act.split(' ').next().unwrap_or(&self.act)
    }
}

/// The act of a quote's paragraph, in a declaration.
pub fn position(reading: &Reading, quote: usize) -> Option<Position> {
    let q = reading.quotes().get(quote).filter(|_| reading.is_declaration())?;
    let start = reading.quote_start(quote);
    let block = reading.block_at(start);
    let number = leading_number(reading.of(reading.blocks().get(block)?.span));
    let number = number.map_or_else(|| format!("¶{}", block + 1), |number| format!("§{number}"));
    let cue = q.cue?;
    let whole = Span::new(cue.start, start.max(cue.end));
    let act = if whole.end - whole.start <= LONGEST { reading.of(whole) } else { reading.of(cue) };
    let act = running(act);
    let act = act.trim_end_matches([',', ':', ';', ' ']).trim_end_matches(" that");
    let mut letters = act.chars();
    let act = letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>())?;
    Some(Position { act, number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Briefing;
    use crate::document::Document;

    fn acts(text: &str) -> Vec<(String, String)> {
        let reading = Reading::briefed(std::sync::Arc::new(Briefing::new(Document::from_paragraphs(text))));
        let all = (0..reading.quotes().len()).filter_map(|q| position(&reading, q));
        all.map(|p| (p.number, p.act)).collect()
    }

    #[test]
    fn a_resolution_is_told_by_what_its_paragraphs_do() {
        let text = "The Lake Board,\nRecalling its letter on the weir,\n1. Decides to close the weir at dusk;\n\
                    2. Urges the Council of Tarn to lend its boats;\n3. Regrets that nobody came in May.";
        let acts = acts(text);
        let numbered = |number: &str| acts.iter().find(|(n, _)| n == number).map(|(_, act)| act.as_str());
        assert_eq!(numbered("§1"), Some("decides"), "{acts:?}");
        assert_eq!(numbered("§2"), Some("urges the Council of Tarn"), "{acts:?}");
        assert_eq!(numbered("§3"), Some("regrets"), "{acts:?}");
        assert_eq!(numbered("¶2"), Some("recalling"), "{acts:?}");
    }

    #[test]
    fn a_story_has_no_positions() {
        let story =
            "“The weir leaks,” said Ana Tarn. She said that it would be closed. “We wait,” said Jo Beck.";
        assert_eq!(acts(story), []);
    }
}
