//! The content of a page: interprets its operators as far as they place text (ISO 32000-1, §9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;

/// How deep forms may nest.
const DEEPEST: usize = 8;
/// The most forms shown in a document, counted as often as each is shown.
const MOST_FORMS: usize = 10_000;
/// The most bytes of content that are read from a document: a thousand pages of dense text have some twenty
/// million.
const MOST_BYTES: usize = 48 * 1024 * 1024;
/// The most bytes that one stream may unpack to.
const LARGEST_STREAM: usize = 24 * 1024 * 1024;
/// The most characters that are read.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// A gap between two glyphs that may separate words or, in spaced-out type, letters.
pub(super) const NARROW: char = '\u{2009}';

/// Precedes each digit of a note mark until its line is written. No text has this character.
pub(super) const RAISED: char = '\u{fdd0}';

/// Words on one line without a wide gap between them; lengths in points, upwards and to the right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub x0: f64,
    pub x1: f64,
    /// The base line.
    pub y: f64,
    /// The size of the type.
    pub size: f64,
    pub bold: bool,
    pub text: String,
}

/// A transformation of the plane: `[a b c d e f]` as in PDF.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

#[allow(clippy::many_single_char_names, reason = "a matrix has these names in the standard")]
impl Matrix {
    const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This transformation first, then `after`.
    fn then(self, after: Self) -> Self {
        let (m, n) = (self.0, after.0);
        let row = |x: f64, y: f64| (x * n[0] + y * n[2], x * n[1] + y * n[3]);
        let ((a, b), (c, d), (e, f)) = (row(m[0], m[1]), row(m[2], m[3]), row(m[4], m[5]));
        Self([a, b, c, d, e + n[4], f + n[5]])
    }

    fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(operands: &[Object]) -> Option<Self> {
        let mut numbers = [0.0; 6];
        for (number, operand) in numbers.iter_mut().zip(operands) {
            *number = number_of(operand)?;
        }
        (operands.len() >= 6).then_some(Self(numbers))
    }
}

/// The current settings for operators.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Reads the pages of one document, within shared limits.
pub(super) struct Reader<'a> {
    document: &'a Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    /// The forms being shown, each inside the one before it.
    open: Vec<ObjectId>,
    forms_left: usize,
    bytes_left: usize,
    text_left: usize,
    /// How many characters have a font that does not identify them.
    pub unknown: usize,
    /// How many characters are written sideways.
    pub sideways: usize,
    /// How many pictures there are.
    pub pictures: usize,
    /// How many pages have content that is damaged or larger than any text.
    pub unreadable: usize,
}

/// A page being read.
struct Canvas {
    /// By direction: to the right, up, to the left, down.
    fragments: [Vec<Fragment>; 4],
    state: State,
    stack: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// The open marked passages: whether each is an artifact, and its actual text.
    marked: Vec<(bool, Option<String>)>,
}

impl<'a> Reader<'a> {
    /// A reader of the document's pages.
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            fonts: HashMap::new(),
            open: Vec::new(),
            forms_left: MOST_FORMS,
            bytes_left: MOST_BYTES,
            text_left: MOST_TEXT,
            unknown: 0,
            sideways: 0,
            pictures: 0,
            unreadable: 0,
        }
    }

    /// Whether the limits are reached.
    pub fn is_exhausted(&self) -> bool {
        self.bytes_left == 0 || self.text_left == 0 || self.forms_left == 0
    }

    /// The text of a page, in the order of its content.
    pub fn page(&mut self, page: ObjectId) -> Vec<Fragment> {
        let turned = Matrix(match inherited(self.document, page, b"Rotate").and_then(|o| o.as_i64().ok()) {
            Some(90 | -270) => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            Some(180 | -180) => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            Some(270 | -90) => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => Matrix::SAME.0,
        });
        let state = State {
            page: turned,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut canvas = Canvas {
            fragments: Default::default(),
            state,
            stack: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            marked: Vec::new(),
        };
        let content = self.document.get_page_content_with_limit(page, LARGEST_STREAM.min(self.bytes_left));
        let resources = inherited(self.document, page, b"Resources").and_then(|o| o.as_dict().ok());
        match content {
            Ok(content) => self.run(&content, resources, &mut canvas, 0),
            Err(_) => self.unreadable += 1,
        }
        // Most of a page runs in reading direction; a table may be on its side, or a stamp.
        let length = |all: &Vec<Fragment>| all.iter().map(|f| f.text.chars().count()).sum::<usize>();
        let lengths = canvas.fragments.each_ref().map(length);
        let most = (0..4).rev().max_by_key(|&direction| lengths[direction]).unwrap_or_default();
        self.sideways += lengths.iter().sum::<usize>() - lengths[most];
        std::mem::take(&mut canvas.fragments[most])
    }

    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>, canvas: &mut Canvas, depth: usize) {
        self.bytes_left = self.bytes_left.saturating_sub(content.len());
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { return };
            if self.is_exhausted() {
                return;
            }
            self.operate(&operation, resources, canvas, depth);
        }
    }

    fn operate(
        &mut self,
        op: &Operation,
        resources: Option<&'a Dictionary>,
        canvas: &mut Canvas,
        depth: usize,
    ) {
        let operands = op.operands.as_slice();
        let number = |i: usize| operands.get(i).and_then(number_of).unwrap_or(0.0);
        match op.operator.as_str() {
            "Do" => self.form(operands.first(), resources, canvas, depth),
            "Tf" => {
                canvas.state.font = operands.first().and_then(|name| self.font(name, resources));
                canvas.state.size = number(1);
            }
            "Tj" => self.show(operands.first(), canvas),
            "'" => {
                canvas.next_line();
                self.show(operands.first(), canvas);
            }
            "\"" => {
                (canvas.state.word_space, canvas.state.char_space) = (number(0), number(1));
                canvas.next_line();
                self.show(operands.get(2), canvas);
            }
            "TJ" => {
                for item in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                    match number_of(item) {
                        Some(back) => {
                            canvas.advance(-back / 1000.0 * canvas.state.size * canvas.state.stretch);
                        }
                        None => self.show(Some(item), canvas),
                    }
                }
            }
            "BDC" | "BMC" => canvas.mark(operands, resources, self.document),
            "EMC" => drop(canvas.marked.pop()),
            name => canvas.place(name, operands, number),
        }
    }

    fn font(&mut self, name: &Object, resources: Option<&'a Dictionary>) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let entry = fonts.get(name.as_name().ok()?).ok()?;
        let (id, object) = self.document.dereference(entry).ok()?;
        let known = id.and_then(|id| self.fonts.get(&id));
        if let Some(font) = known {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(object.as_dict().ok()?, self.document));
        self.fonts.extend(id.map(|id| (id, Rc::clone(&font))));
        Some(font)
    }

    fn form(
        &mut self,
        name: Option<&Object>,
        resources: Option<&'a Dictionary>,
        canvas: &mut Canvas,
        depth: usize,
    ) {
        let found = name.and_then(|n| n.as_name().ok()).and_then(|name| {
            let all = resources?.get_deref(b"XObject", self.document).ok()?.as_dict().ok()?;
            let (id, object) = self.document.dereference(all.get(name).ok()?).ok()?;
            Some((id?, object.as_stream().ok()?))
        });
        let Some((id, stream)) = found else { return };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image") {
            self.pictures += 1;
            return;
        }
        if depth >= DEEPEST || self.open.contains(&id) {
            return;
        }
        let most = LARGEST_STREAM.min(self.bytes_left);
        let Ok(content) = stream.decompressed_content_with_limit(most) else { return };
        self.forms_left = self.forms_left.saturating_sub(1);
        self.open.push(id);
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let matrix = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let before = canvas.state.clone();
        let height = canvas.stack.len();
        if let Some(matrix) = matrix.and_then(|m| Matrix::of(m)) {
            canvas.state.page = matrix.then(canvas.state.page);
        }
        self.run(&content, own.or(resources), canvas, depth + 1);
        self.open.pop();
        canvas.stack.truncate(height);
        canvas.state = before;
    }

    fn show(&mut self, shown: Option<&Object>, canvas: &mut Canvas) {
        let (Some(Ok(bytes)), Some(font)) = (shown.map(Object::as_str), canvas.state.font.clone()) else {
            return;
        };
        for glyph in font.glyphs(bytes) {
            let state = &canvas.state;
            let word_space = if glyph.is_space { state.word_space } else { 0.0 };
            let width = (glyph.width * state.size + state.char_space + word_space) * state.stretch;
            let ink = glyph.width * state.size * state.stretch;
            let known = glyph.text.as_deref();
            self.unknown += usize::from(known.is_none());
            let artifact = canvas.marked.iter().any(|(artifact, _)| *artifact);
            let text = match canvas.marked.last_mut() {
                // The actual text of the passage replaces its first glyph.
                Some((_, Some(actual))) => Some(std::mem::take(actual)),
                _ => known.map(str::to_owned),
            };
            if let Some(text) = text.filter(|t| !t.is_empty() && !artifact) {
                self.text_left = self.text_left.saturating_sub(text.len());
                Self::put(&text, ink, font.bold, canvas);
            }
            canvas.advance(width);
        }
    }

    /// Places a glyph on the page, joined to the previous one if they belong together.
    fn put(text: &str, width: f64, bold: bool, canvas: &mut Canvas) {
        let state = &canvas.state;
        let at = Matrix::moved(0.0, state.rise).then(canvas.text).then(state.page);
        let [along, slope, up, over, x, y] = at.0;
        let size = up.hypot(over) * state.size.abs();
        let length = width * along.hypot(slope);
        if !(size.is_finite() && x.is_finite() && y.is_finite() && length.is_finite()) || size < 0.5 {
            return;
        }
        // As if the page were turned until the text runs to the right.
        let upright = along >= 0.3 * slope.abs();
        let (direction, x, y) = if upright {
            (0, x, y)
        } else if slope.abs() < along.abs() {
            (2, -x, -y)
        } else if slope > 0.0 {
            (1, y, -x)
        } else {
            (3, -y, x)
        };
        let fragments = &mut canvas.fragments[direction];
        let fresh = Fragment { x0: x, x1: x + length, y, size, bold, text: text.to_owned() };
        let Some(last) = fragments.last_mut() else {
            fragments.extend((!text.trim().is_empty()).then_some(fresh));
            return;
        };
        let (gap, raised) = (x - last.x1, y - last.y);
        let near = (-0.5 * last.size..0.9 * last.size).contains(&gap);
        // A small raised number refers to a note and is not part of the word before it.
        let above = size < 0.8 * last.size && (0.15 * last.size..0.8 * last.size).contains(&raised);
        if near && above && !text.contains(is_of_text) {
            let before = tail(&last.text);
            let in_mark = before.rsplit_once(RAISED).is_some_and(|(_, mark)| !mark.contains(is_of_text));
            if !in_mark && is_power(before, text) {
                last.text.extend(text.chars().map(superscript));
            } else if !text.contains(['*', '†', '‡', '§']) {
                last.text.push(RAISED);
                last.text.push_str(text);
            }
            last.x1 = x + length;
            return;
        }
        let level = raised.abs() < 0.12 * last.size.max(size) || (above && near);
        if near && level && (0.5..2.0).contains(&(size / last.size)) {
            let least = last.size.min(size);
            if gap > 0.17 * least && !last.text.ends_with(' ') && !text.starts_with(' ') {
                last.text.push(if gap > 0.45 * least { ' ' } else { NARROW });
            }
            last.text.push_str(text);
            last.x1 = last.x1.max(x + length);
            last.size = last.size.max(size);
            last.bold &= bold || text.trim().is_empty();
        } else if !text.trim().is_empty() {
            fragments.push(fresh);
        }
    }
}

/// The last few letters of a text, enough to tell an exponent from a note mark.
fn tail(text: &str) -> &str {
    const LENGTH: usize = 16;
    let from = (text.len().saturating_sub(LENGTH)..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[from.unwrap_or_default()..]
}

/// Whether a raised character is not one that marks notes.
fn is_of_text(c: char) -> bool {
    !(c.is_ascii_digit() || "*†‡§¹²³,".contains(c))
}

/// Whether a small number is an exponent of the number or the unit before it, so that 10² does not become 10 or 102. A
/// note mark after a year is kept too; that does no harm.
fn is_power(before: &str, figure: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let unit = matches!(
        word.trim_start_matches(|c: char| c.is_ascii_digit()),
        "m" | "km" | "cm" | "mm" | "ft" | "mi"
    );
    let number = word.ends_with(|c: char| c.is_ascii_digit()) && figure.bytes().all(|b| b.is_ascii_digit());
    number || (unit && matches!(figure, "2" | "3" | "²" | "³"))
}

fn superscript(figure: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    figure.to_digit(10).map_or(figure, |digit| RAISED[digit as usize])
}

impl Canvas {
    /// Performs an operator that sets or moves something.
    fn place(&mut self, name: &str, operands: &[Object], number: impl Fn(usize) -> f64) {
        match name {
            "q" if self.stack.len() < 256 => self.stack.push(self.state.clone()),
            "Q" => self.state = self.stack.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            "BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            "Tc" => self.state.char_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "TL" => self.state.leading = number(0),
            "Ts" => self.state.rise = number(0),
            "Td" => self.shift(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.shift(number(0), number(1));
            }
            "T*" => self.next_line(),
            "Tm" => {
                self.line = Matrix::of(operands).unwrap_or(self.line);
                self.text = self.line;
            }
            _ => {}
        }
    }

    fn shift(&mut self, x: f64, y: f64) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    fn next_line(&mut self) {
        self.shift(0.0, -self.state.leading);
    }

    fn advance(&mut self, x: f64) {
        self.text = Matrix::moved(x, 0.0).then(self.text);
    }

    /// Opens a marked passage. Running heads marked as such are pagination artifacts.
    fn mark(&mut self, operands: &[Object], resources: Option<&Dictionary>, document: &Document) {
        if self.marked.len() >= 256 {
            return;
        }
        let tag = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
        let properties = match operands.get(1) {
            Some(Object::Dictionary(dict)) => Some(dict),
            Some(Object::Name(name)) => resources
                .and_then(|r| r.get_deref(b"Properties", document).ok()?.as_dict().ok())
                .and_then(|all| all.get_deref(name, document).ok()?.as_dict().ok()),
            _ => None,
        };
        let kind = properties.and_then(|p| p.get(b"Type").ok()).and_then(|o| o.as_name().ok());
        let artifact = tag == b"Artifact" && kind == Some(b"Pagination");
        let actual = properties.and_then(|p| p.get(b"ActualText").ok());
        self.marked.push((artifact, actual.and_then(|o| lopdf::decode_text_string(o).ok())));
    }
}

fn number_of(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|n| n.is_finite())
}

/// An entry of a page, or of the nearest node above it that has one.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(value) = node.get_deref(key, document) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}
