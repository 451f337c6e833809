//! Lists the quotes of a text by speaker: `cargo run --example quotes -- FILE`.

use std::collections::BTreeMap;
use std::error::Error;

use attache::briefing::Briefing;
use attache::document::Document;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("Name a file of plain text.")?;
    let briefing = Briefing::new(Document::of_paragraphs(&std::fs::read_to_string(file)?));
    let mut by_speaker: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for quote in &briefing.quotes {
        let speaker = quote.speaker().and_then(|id| briefing.actor(id));
        let words: Vec<&str> = quote.spans.iter().map(|span| span.of(&briefing.text)).collect();
        by_speaker
            .entry(speaker.map_or("(unknown)", |actor| &actor.name))
            .or_default()
            .push(words.join(" … "));
    }
    for (speaker, quotes) in by_speaker {
        println!("{speaker}");
        quotes.iter().for_each(|words| println!("  {words}"));
    }
    Ok(())
}
