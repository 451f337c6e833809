//! The cautions and notices that are shown everywhere.

use super::notices::notice;
use crate::document::{Caution, Document, Metadata};

/// The cautions about a text, a sentence each, the gravest first.
pub fn cautions(metadata: &Metadata) -> Vec<String> {
    metadata.cautions().iter().map(sentence).collect()
}

/// One word for each reason why a text may not be published for now.
pub fn flags(metadata: &Metadata) -> Vec<&'static str> {
    metadata.cautions().iter().filter(|c| c.bars_publication()).map(word).collect()
}

/// Messages for opening a document, a sentence each: why it may not be published, and the notices of its import.
pub fn said_of(document: &Document) -> Vec<String> {
    let grave = document.metadata.cautions().into_iter().filter(Caution::bars_publication);
    grave.map(|caution| sentence(&caution)).chain(document.notices.iter().map(notice)).collect()
}

const fn word(caution: &Caution) -> &'static str {
    match caution {
        Caution::Canceled => "CANCELED",
        Caution::Withheld => "WITHHELD",
        Caution::Embargoed { .. } => "EMBARGOED",
        Caution::UsageTerms { .. } => "USAGE TERMS",
    }
}

fn sentence(caution: &Caution) -> String {
    let word = word(caution);
    match caution {
        Caution::Canceled => format!("{word}: its source has withdrawn this text; do not use it."),
        Caution::Withheld => {
            format!("{word}: its source asks not to publish this text until further notice.")
        }
        Caution::Embargoed { until } => format!("{word}: not to be published before {until}."),
        Caution::UsageTerms { terms } => format!("{word}: {}", full_stop(terms)),
    }
}

/// A text with a full stop or another sentence end.
fn full_stop(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Notice, Part};

    fn document() -> Document {
        let mut document =
            Document { notices: vec![Notice::LeftOut(Part::Picture, 1)], ..Document::default() };
        document.metadata.status = Some("withheld".into());
        document.metadata.embargo = Some("2018-01-30".into());
        document.metadata.usage_terms = Some("Not for resale".into());
        document
    }

    #[test]
    fn opening_says_what_bars_publication_and_use_says_everything() {
        let document = document();
        let said = said_of(&document);
        assert!(said[0].starts_with("WITHHELD: ") && said[1].starts_with("EMBARGOED: "), "{said:?}");
        assert_eq!(said[2..], ["One picture is left out."]);
        assert_eq!(flags(&document.metadata), ["WITHHELD", "EMBARGOED"]);
        assert_eq!(cautions(&document.metadata)[2], "USAGE TERMS: Not for resale.");
    }
}
