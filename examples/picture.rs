//! Draws a frame of the reader as an SVG picture: `cargo run --example picture -- [FILE [KEYS…]] > assets/reader.svg`.
//!
//! Without a file it takes the bundled sample. The keys, written as in a keymap, are pressed before the picture is
//! taken; without any, the reader steps to the second quote.

use std::fmt::Write as _;
use std::process::ExitCode;

use attache::briefing::Briefing;
use attache::document::Document;
use attache::reader::{App, ColorDepth, Event, Key, Options, render};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Columns and rows of the picture.
const SIZE: (u16, u16) = (150, 40);
/// Width and height of a cell in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
const GROUND: &str = "#16191f";
const LETTERS: &str = "#d0d4dc";

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
    print!("{}", svg(&frame(document(&bytes, &file), &keys)));
    ExitCode::SUCCESS
}

fn document(bytes: &[u8], name: &str) -> Document {
    attache::import::import(bytes, Some(name)).unwrap_or_default()
}

/// The frame after the keys.
fn frame(document: Document, keys: &[String]) -> Buffer {
    let options = Options { color: ColorDepth::True, ..Options::default() };
    let (mut app, _) = App::new(document.clone(), &options, SIZE);
    app.update(Event::Analysed(Box::new(Briefing::new(document))));
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

fn svg(frame: &Buffer) -> String {
    let (width, height) = (f32::from(SIZE.0) * CELL.0 + 24.0, f32::from(SIZE.1) * CELL.1 + 24.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <title>The reader: actors, text and quotes of a briefing</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    for y in 0..SIZE.1 {
        let mut x = 0;
        while x < SIZE.0 {
            let start = x;
            let style = frame[(x, y)].style();
            let mut text = String::new();
            while x < SIZE.0 && frame[(x, y)].style() == style {
                text.push_str(frame[(x, y)].symbol());
                x += 1;
            }
            run(&mut svg, (start, y), x - start, &text, &frame[(start, y)]);
        }
    }
    svg + "</svg>\n"
}

/// Cells of one style.
fn run(svg: &mut String, (x, y): (u16, u16), cells: u16, text: &str, style: &Cell) {
    let (left, top) = (f32::from(x) * CELL.0 + 12.0, f32::from(y) * CELL.1 + 12.0);
    let width = f32::from(cells) * CELL.0;
    let reversed = style.modifier.contains(Modifier::REVERSED);
    let (mut fg, mut bg) = (hex(style.fg, LETTERS), hex(style.bg, GROUND));
    if reversed {
        std::mem::swap(&mut fg, &mut bg);
    }
    if bg != GROUND {
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{}\" fill=\"{bg}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut extra = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if style.modifier.contains(modifier) {
            extra.push_str(attribute);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         xml:space=\"preserve\" fill=\"{fg}\"{extra}>{text}</text>",
        top + 13.5
    );
}

fn hex(color: Color, otherwise: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_owned(),
    }
}
