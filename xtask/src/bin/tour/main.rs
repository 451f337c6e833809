//! Draws a walk through the reader as an animated SVG: `cargo run -p xtask --bin tour > assets/tour.svg`.
//!
//! The walk presses real keys in the bundled sample, so the picture shows the real program. A scene whose keys
//! change nothing on the screen ends the program with a message, because its caption would lie.

use std::process::ExitCode;

use attache::briefing::Briefing;
use attache::document::Document;
use attache::import::{Source, first};
use attache::reader::{App, ColorDepth, Event, Key, Options, render};
use ratatui::buffer::Buffer;

mod svg;
use svg::Scene;

/// Columns and rows of the picture.
const SIZE: (u16, u16) = (132, 34);
const SAMPLE: &str = "assets/samples/sochi.txt";

/// The walk: keys as in a keymap, separated by spaces; the keys as shown; the caption; seconds.
const WALK: &[(&str, &str, &str, f32)] = &[
    ("", "", "A briefing opens: who is in it, the text, and who said what", 3.5),
    ("]", "]", "to the next quote; its words and its speaker are marked", 2.0),
    ("] ] ] ]", "] ] ] ]", "from quote to quote", 2.0),
    ("}", "}", "the next quote by the same speaker", 2.5),
    ("t", "t", "quotes grouped by speaker", 2.5),
    ("t / a s s a d", "/assad", "search while typing", 2.5),
    ("enter n", "Enter n", "the next match, counted in the status line", 2.5),
    ("esc tab tab j space", "Tab j Space", "an actor into the filter: only paragraphs about them stay", 3.5),
    ("enter", "Enter", "the card of an actor", 3.0),
    ("q &", "q &", "the filter off again", 2.0),
    ("?", "?", "all keys, from the same table that binds them", 3.5),
];

fn main() -> ExitCode {
    match scenes() {
        Ok(scenes) => {
            print!("{}", svg::animation(&scenes, "A walk through the reader"));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("tour: {message}");
            ExitCode::FAILURE
        }
    }
}

fn scenes() -> Result<Vec<Scene>, String> {
    let bytes = std::fs::read(SAMPLE).map_err(|error| format!("{SAMPLE} cannot be read: {error}."))?;
    let document = first(&bytes, &Source::named(Some(SAMPLE))).map_err(|error| error.to_string())?;
    let mut app = opened(document);
    let mut scenes: Vec<Scene> = Vec::new();
    for &(keys, shown, caption, seconds) in WALK {
        press(&mut app, keys)?;
        let mut frame = Buffer::empty(app.screen());
        render(&mut frame, &app);
        if scenes.last().is_some_and(|last| last.frame == frame) {
            return Err(format!("the keys {keys:?} change nothing; correct the walk."));
        }
        scenes.push(Scene { frame, keys: shown.to_owned(), caption: caption.to_owned(), seconds });
    }
    Ok(scenes)
}

fn opened(document: Document) -> App {
    let options = Options { color: ColorDepth::True, ..Options::default() };
    let (mut app, _) = App::new(document.clone(), &options, SIZE);
    app.update(Event::analysed(Briefing::new(document)));
    app
}

/// Presses keys, and waits for their effects to finish.
fn press(app: &mut App, keys: &str) -> Result<(), String> {
    for name in keys.split_whitespace() {
        let key = Key::parse(name).ok_or_else(|| format!("there is no key {name:?}; correct the walk."))?;
        app.update(Event::Key(key));
        while app.is_busy() {
            app.work();
        }
    }
    Ok(())
}
