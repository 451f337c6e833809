//! Draws a frame of the reader as an SVG picture: `cargo run -p xtask --bin picture -- [FILE [KEYS…]] > assets/reader.svg`.
//!
//! Without a file it uses the bundled sample. The keys, written as in a keymap, are pressed before the picture is
//! taken; without any, the reader steps to the second quote.

use std::process::ExitCode;

use attache::briefing::Briefing;
use attache::document::Document;
use attache::import::{Source, first};
use attache::reader::{App, ColorDepth, Event, Key, Options, render};
use ratatui::buffer::Buffer;

#[path = "tour/svg.rs"]
mod svg;

/// Columns and rows of the picture.
const SIZE: (u16, u16) = (150, 40);
const TITLE: &str = "The reader: actors, text and quotes of a briefing";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let file = words.next().unwrap_or_else(|| "assets/samples/sochi.txt".to_owned());
    let keys: Vec<String> = words.collect();
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("picture: {file} cannot be read: {error}.");
            return ExitCode::FAILURE;
        }
    };
    print!("{}", svg::picture(&frame(document(&bytes, &file), &keys), TITLE));
    ExitCode::SUCCESS
}

fn document(bytes: &[u8], name: &str) -> Document {
    first(bytes, &Source::named(Some(name))).unwrap_or_default()
}

/// The frame after the keys.
fn frame(document: Document, keys: &[String]) -> Buffer {
    let options = Options { color: ColorDepth::True, ..Options::default() };
    let (mut app, _) = App::new(document.clone(), &options, SIZE);
    app.update(Event::analysed(Briefing::new(document)));
    let standard = ["]".to_owned()];
    for key in if keys.is_empty() { &standard } else { keys } {
        if let Some(key) = Key::parse(key) {
            app.update(Event::Key(key));
        }
    }
    let mut buffer = Buffer::empty(app.screen());
    render(&mut buffer, &app);
    buffer
}
