//! A walk through every feature of the reader, key by key, on five screen sizes and several colour depths.
//!
//! The analyses of the two bundled samples are under `tests/fixtures`, so the walk tests the screen alone. The screens on
//! its way are under `tests/snapshots`: for each screen the rows that differ from the previous screen ("~" means unchanged
//! rows), below them the styles row by row as "letter from-to", and at the end of a file the meaning of the letters.
//! `INSTA_UPDATE=always cargo test --test walk` rewrites them.

mod common;

use std::fmt::Write as _;
use std::path::PathBuf;

use attache::document::{Document, Link};
use attache::reader::{App, ColorDepth, Effect, Event, Key, Mouse, MouseKind, Opened, Options, Rest};
use attache::text::Span;
use ratatui::buffer::{Buffer, Cell};

use common::{analysed, assert_kept, briefing, frame, parts_of, unread};

const SOCHI: &str = include_str!("fixtures/sochi.json");
const TRANSCRIPT: &str = include_str!("fixtures/transcript.json");

/// A reader and the screens recorded from it.
struct Walk {
    app: App,
    size: (u16, u16),
    color: ColorDepth,
    kept: String,
    /// The screen recorded last.
    last: Buffer,
    /// The styles so far; a style's name is its index.
    styles: Vec<String>,
    keys: usize,
    copies: Vec<String>,
}

impl Walk {
    fn new(size: (u16, u16), color: ColorDepth) -> Self {
        let app = open(SOCHI, &Options { color, ..Options::default() }, size);
        let (kept, last, styles, copies) = Default::default();
        Self { app, size, color, kept, last, styles, keys: 0, copies }
    }

    /// Continues with another document.
    fn open(&mut self, briefing: &str, accessible: bool) {
        let options = Options { color: self.color, accessible, ..Options::default() };
        self.app = open(briefing, &options, self.size);
    }

    /// Continues with two documents, the first on the screen.
    fn open_two(&mut self) {
        let files = ["congress.txt", "notice.md"].map(PathBuf::from).to_vec();
        let options = Options { color: self.color, files, ..Options::default() };
        self.app = open(SOCHI, &options, self.size);
    }

    /// Presses keys, written as in a keymap.
    fn press(&mut self, keys: &str) -> &mut Self {
        keys.split(' ').for_each(|key| self.key(Key::parse(key).expect(key)));
        self
    }

    /// Types a text, letter by letter.
    fn enter(&mut self, text: &str) -> &mut Self {
        let keys = text.chars().map(|c| if c == ' ' { "space".to_owned() } else { c.to_string() });
        keys.for_each(|key| self.key(Key::parse(&key).expect("a letter is a key")));
        self
    }

    fn key(&mut self, key: Key) {
        self.keys += 1;
        for effect in self.app.update(Event::Key(key)) {
            match effect {
                Effect::Copy(text) => self.copies.push(text),
                Effect::Open { id, .. } => {
                    let opened = Opened { id, document: linked(), rest: Rest::Nothing, path: None };
                    self.app.update(Event::Opened(Box::new(opened)));
                }
                _ => {}
            }
        }
        // Every frame is drawn, also those that are not recorded: none may panic.
        frame(&self.app);
    }

    fn point(&mut self, kind: MouseKind, (x, y): (u16, u16)) -> &mut Self {
        self.app.update(Event::Mouse(Mouse { kind, x, y }));
        self
    }

    /// Records the screen under a heading.
    fn keep(&mut self, what: &str) -> &mut Self {
        let buffer = frame(&self.app);
        let width = usize::from(self.size.0);
        let before: Vec<&[Cell]> = self.last.content().chunks(width).collect();
        let rows: Vec<&[Cell]> = buffer.content().chunks(width).collect();
        let changed: Vec<bool> = (0..rows.len()).map(|y| before.get(y) != Some(&rows[y])).collect();
        let _ = writeln!(self.kept, "==== {what}");
        for (row, changed) in rows.iter().zip(&changed) {
            let text: String = row.iter().map(Cell::symbol).collect();
            let _ = writeln!(self.kept, "{}", if *changed { text.trim_end() } else { "~" });
        }
        let _ = writeln!(self.kept, "----");
        for (y, row) in rows.into_iter().enumerate().filter(|(y, _)| changed[*y]) {
            let runs = self.runs(row);
            if !runs.is_empty() {
                let _ = writeln!(self.kept, "{}: {}", y + 1, runs.join(", "));
            }
        }
        self.last = buffer;
        self
    }

    /// The stretches of a row that have a style, with columns from 1.
    fn runs(&mut self, row: &[Cell]) -> Vec<String> {
        let (mut runs, mut x) = (Vec::new(), 0);
        for run in row.chunk_by(|a, b| a.style() == b.style()) {
            let style = parts_of(run[0].style()).join(" ");
            if !style.is_empty() {
                runs.push(format!("{} {}-{}", self.name(style), x + 1, x + run.len()));
            }
            x += run.len();
        }
        runs
    }

    fn name(&mut self, style: String) -> String {
        let at = self.styles.iter().position(|s| *s == style).unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let letter = char::from(b'a' + (at % 26) as u8);
        if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26) }
    }

    /// Compares the record with the file for that size.
    fn assert_as_before(mut self) {
        let styles = std::mem::take(&mut self.styles);
        let legend: Vec<String> =
            styles.into_iter().map(|s| (self.name(s.clone()), s)).map(|(n, s)| format!("{n}: {s}")).collect();
        let is = format!("{}==== styles\n{}\n", self.kept, legend.join("\n"));
        assert_kept(&format!("walk_{}x{}", self.size.0, self.size.1), &is);
    }
}

fn open(json: &str, options: &Options, size: (u16, u16)) -> App {
    let briefing = briefing(json);
    analysed(unread(&briefing, options, size).0, briefing)
}

/// Moving, quotes, panes, the card of an actor.
fn read(walk: &mut Walk) {
    walk.keep("a story is opened");
    walk.press("j j 5 j . >").press("g ] ] }").keep("g ] ] }: a quote, and the next by its speaker");
    walk.press("tab t").keep("tab t: the quotes, grouped by speaker").press("t");
    walk.press("+ +").keep("+ +: everything that was found").press("! ! - - ctrl-right ctrl-left * *");
    walk.press("tab j j enter").keep("tab j j enter: the card of an actor").press("q r r r r tab g");
}

/// The filter in its modes, and the search.
fn look(walk: &mut Walk) {
    walk.press("&")
        .enter("russia & tur")
        .press("tab")
        .keep("& russia & tur, tab: the filter is written, names are offered");
    walk.press("enter v").keep("enter v: paragraphs with both, the others dimmed");
    walk.press("v v a F F esc esc esc g");
    walk.press("/").enter("congress").press("enter n n N").keep("/ congress, n n N: the search");
    walk.press("esc esc m a G 2 0 k ' a ctrl-o 8 g")
        .keep("marks, jumps, and 8 g: to a paragraph by its number");
}

/// Information about the reader and the document.
fn ask(walk: &mut Walk) {
    walk.press(":").enter("cor").keep(": cor: commands by a few letters").press("esc");
    // The help is not recorded: it has a snapshot of its own, and here every new action would change it.
    walk.press("? q");
    walk.press("i").keep("i: about the document").press("q");
}

/// Corrections, highlights, notes, copying.
fn write(walk: &mut Walk) {
    walk.press("g ] X U ctrl-r U");
    walk.press("V H ] c")
        .enter("Ask Geneva.")
        .press("enter L")
        .keep("V H, ] c: a highlight, a note, L: their list");
    walk.press("esc y").keep("y: a quote is copied with its citation");
    assert_eq!(walk.copies.len(), 1);
    assert!(walk.copies[0].contains("SOCHI") || walk.copies[0].contains('“'), "{}", walk.copies[0]);
    walk.press("tab tab R ctrl-u").enter("The Congress").press("enter U ctrl-r M").enter("russia");
    walk.press("enter C")
        .keep("R M C: an actor renamed, two made one, and the list of corrections")
        .press("esc U U");
}

/// The mouse, the zoom, a transcript, and the accessible screen.
fn go_on(walk: &mut Walk) {
    let (width, height) = walk.size;
    walk.press("alt-m").point(MouseKind::Wheel(1), (width / 2, 4)).point(MouseKind::Press, (4, height / 2));
    walk.press("z").keep("the mouse, and z: one pane alone").press("z");
    walk.open(TRANSCRIPT, false);
    walk.press("] ] }").keep("] ] }: a transcript");
    walk.open(TRANSCRIPT, true);
    walk.press("] tab j").keep("] tab j: a screen that can be read aloud");
}

/// Several documents, and the links of one.
fn turn(walk: &mut Walk) {
    walk.open_two();
    walk.press("] ] J").keep("J: the next document");
    walk.press("o").keep("o: its links").press("esc Y enter");
    assert_eq!(walk.copies.last().map(String::as_str), Some("https://harbour.example/notice"));
    walk.press("B").keep("B: all documents").press("esc K").keep("K: back, where one was");
}

/// A short document with a link.
fn linked() -> Document {
    let text = "The harbour office has published its notice.\nIt closes the northern pier until spring.";
    let mut document = Document::from_paragraphs(text);
    let words = Span::new(37, 43);
    document.links.extend(Link::new(words, "https://harbour.example/notice"));
    document
}

fn walk(size: (u16, u16), color: ColorDepth) -> Walk {
    let mut walk = Walk::new(size, color);
    for part in [read, look, ask, write, go_on, turn] {
        part(&mut walk);
    }
    assert!(walk.keys >= 60, "{}", walk.keys);
    walk
}

#[test]
fn two_panes_in_256_colours_look_as_before() {
    walk((100, 30), ColorDepth::Indexed256).assert_as_before();
}

#[test]
fn every_other_size_can_be_walked_too() {
    walk((160, 45), ColorDepth::True);
    walk((80, 24), ColorDepth::Indexed256);
    walk((60, 20), ColorDepth::Ansi16);
    walk((40, 10), ColorDepth::None);
}
