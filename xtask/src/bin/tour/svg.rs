//! Frames of the reader as SVG: one as a picture, several as an animation without scripts.
//!
//! Rows that several frames share are drawn once.

use std::collections::HashMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of a cell in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
/// Room round the frame, in the picture's units.
const MARGIN: f32 = 12.0;
const GROUND: &str = "#16191f";
const LETTERS: &str = "#d0d4dc";
const FAINT: &str = "#8b93a3";

/// A frame and the keys that led to it.
#[allow(dead_code, reason = "a single picture has none")]
pub struct Scene {
    /// The screen.
    pub frame: Buffer,
    /// The keys that led to it, as shown below it.
    pub keys: String,
    /// The effect of the keys.
    pub caption: String,
    /// How long it is shown, in seconds.
    pub seconds: f32,
}

/// One frame.
#[allow(dead_code, reason = "the tour draws scenes")]
pub fn picture(frame: &Buffer, title: &str) -> String {
    let mut svg = head(size(frame), title);
    for y in 0..frame.area.height {
        svg.push_str(&row(frame, y, f32::from(y) * CELL.1 + MARGIN));
    }
    svg + "</svg>\n"
}

/// One frame after another, in a loop.
#[allow(dead_code, reason = "a picture has one frame")]
pub fn animation(scenes: &[Scene], title: &str) -> String {
    let Some(first) = scenes.first() else { return String::new() };
    let (width, height) = size(&first.frame);
    let mut svg = head((width, height + 2.0 * CELL.1), title);
    svg.push_str(&style(scenes));
    let mut rows: HashMap<String, usize> = HashMap::new();
    let (mut drawn, mut shown) = (String::new(), String::new());
    for (n, scene) in scenes.iter().enumerate() {
        let _ = writeln!(shown, "<g class=\"s s{n}\">");
        for y in 0..scene.frame.area.height {
            let content = row(&scene.frame, y, MARGIN);
            let next = rows.len();
            let id = *rows.entry(content).or_insert_with_key(|content| {
                let _ = writeln!(drawn, "<g id=\"r{next}\">{content}</g>");
                next
            });
            let _ = writeln!(shown, "<use href=\"#r{id}\" y=\"{}\"/>", f32::from(y) * CELL.1);
        }
        let _ = writeln!(shown, "{}</g>", legend(scene, height));
    }
    let _ = write!(svg, "<defs>\n{drawn}</defs>\n{shown}</svg>\n");
    svg
}

fn size(frame: &Buffer) -> (f32, f32) {
    let area = frame.area;
    (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN)
}

fn head((width, height): (f32, f32), title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <title>{title}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    )
}

/// Shows each scene in its own part of the whole time; viewers who prefer no motion see the first one.
fn style(scenes: &[Scene]) -> String {
    let whole: f32 = scenes.iter().map(|s| s.seconds).sum();
    let mut css = String::from(
        ".s{visibility:hidden}.s0{visibility:visible}\n@media (prefers-reduced-motion:no-preference){\n",
    );
    let mut at = 0.0;
    for (n, scene) in scenes.iter().enumerate() {
        let (from, to) = (100.0 * at / whole, 100.0 * (at + scene.seconds) / whole);
        let hidden_before =
            if n == 0 { String::new() } else { format!("0%,{:.3}%{{visibility:hidden}}", from - 0.001) };
        let hidden_after =
            if n + 1 == scenes.len() { String::new() } else { format!("{to:.3}%,100%{{visibility:hidden}}") };
        let _ = writeln!(
            css,
            "@keyframes k{n}{{{hidden_before}{from:.3}%,{:.3}%{{visibility:visible}}{hidden_after}}}\n\
             .s{n}{{animation:k{n} {whole}s step-end infinite}}",
            to - 0.001
        );
        at += scene.seconds;
    }
    format!("<style>\n{css}}}\n</style>\n")
}

/// The keys of a scene and their effect, below its frame.
fn legend(scene: &Scene, top: f32) -> String {
    let y = top + CELL.1;
    let keys = escaped(&scene.keys);
    let width = scene.keys.chars().count() as f32 * CELL.0 + 16.0;
    let mut out = String::new();
    if !scene.keys.is_empty() {
        let _ = write!(
            out,
            "<rect x=\"{MARGIN}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"24\" rx=\"4\" fill=\"#2b3140\" stroke=\"{FAINT}\"/>\
             <text x=\"{:.1}\" y=\"{y:.1}\" fill=\"{LETTERS}\" font-weight=\"bold\">{keys}</text>",
            y - 17.0,
            MARGIN + 8.0
        );
    }
    let left = if scene.keys.is_empty() { MARGIN } else { MARGIN + width + 12.0 };
    let _ =
        write!(out, "<text x=\"{left:.1}\" y=\"{y:.1}\" fill=\"{FAINT}\">{}</text>", escaped(&scene.caption));
    out
}

/// Row `y` of a frame, its upper edge at `top`.
fn row(frame: &Buffer, y: u16, top: f32) -> String {
    let mut svg = String::new();
    let (mut x, width) = (0, frame.area.width);
    while x < width {
        let start = x;
        let style = frame[(x, y)].style();
        let mut text = String::new();
        while x < width && frame[(x, y)].style() == style {
            text.push_str(frame[(x, y)].symbol());
            x += 1;
        }
        run(&mut svg, (f32::from(start) * CELL.0 + MARGIN, top), x - start, &text, &frame[(start, y)]);
    }
    svg
}

/// Cells of one style.
fn run(svg: &mut String, (left, top): (f32, f32), cells: u16, text: &str, style: &Cell) {
    let width = f32::from(cells) * CELL.0;
    let reversed = style.modifier.contains(Modifier::REVERSED);
    let (mut fg, mut bg) = (hex(style.fg, LETTERS), hex(style.bg, GROUND));
    if reversed {
        std::mem::swap(&mut fg, &mut bg);
    }
    if bg != GROUND {
        let _ = write!(
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
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         xml:space=\"preserve\" fill=\"{fg}\"{extra}>{}</text>",
        top + 13.5,
        escaped(text)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn hex(color: Color, otherwise: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_owned(),
    }
}
