//! Fonts, as far as text extraction needs them: the text of codes and the widths of their glyphs.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::names::{Base, glyph};
use super::predefined::Predefined;

/// The most bytes that a font's map may unpack to.
const LARGEST_MAP: usize = 8 * 1024 * 1024;

/// Widths of the characters from space to tilde in thousandths of the size: for Helvetica and Times, where
/// programs need not state them (Adobe's metrics of the fourteen standard fonts).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// A glyph of a shown string.
pub(super) struct Glyph {
    /// Its text; none if unknown.
    pub text: Option<String>,
    /// Its width in parts of the font's size.
    pub width: f64,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub is_space: bool,
}

/// A font.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a property of the font, independent of the others")]
pub(super) struct Font {
    composite: bool,
    map: Option<CMap>,
    base: Base,
    /// The differences of the font's own encoding from the base.
    differences: HashMap<u8, Option<String>>,
    /// The encoding of a composite font's codes, if it has a known name.
    predefined: Option<Predefined>,
    widths: HashMap<u32, f64>,
    usual: Option<f64>,
    standard: &'static [u16; 95],
    monospaced: bool,
    /// Whether its name shows that it is bold.
    pub bold: bool,
}

impl Font {
    /// Reads a font's dictionary; missing data are guessed.
    pub fn read(dict: &Dictionary, document: &Document) -> Self {
        let get = |key: &[u8]| dict.get_deref(key, document).ok();
        let name =
            get(b"BaseFont").and_then(|n| n.as_name().ok()).map(String::from_utf8_lossy).unwrap_or_default();
        let lower = name.to_lowercase();
        let map = get(b"ToUnicode").and_then(|o| o.as_stream().ok());
        let map =
            map.and_then(|s| s.decompressed_content_with_limit(LARGEST_MAP).ok()).map(|b| CMap::parse(&b));
        let mut font = Self {
            composite: get(b"Subtype").and_then(|n| n.as_name().ok()) == Some(b"Type0"),
            map,
            base: Base::Standard,
            differences: HashMap::new(),
            predefined: None,
            widths: HashMap::new(),
            usual: None,
            standard: if lower.contains("times") || lower.contains("serif") { &TIMES } else { &HELVETICA },
            monospaced: lower.contains("courier") || lower.contains("mono"),
            bold: ["bold", "black", "heavy", "semibold"].iter().any(|w| lower.contains(w)),
        };
        if let Some(encoding) = get(b"Encoding") {
            font.encoding(encoding, document);
        }
        if font.composite {
            font.composite_widths(dict, document);
        } else {
            font.simple_widths(dict, document);
        }
        font
    }

    fn encoding(&mut self, encoding: &Object, document: &Document) {
        let base = |name: &[u8]| match name {
            b"WinAnsiEncoding" => Base::WinAnsi,
            b"MacRomanEncoding" => Base::MacRoman,
            _ => Base::Standard,
        };
        match encoding {
            Object::Name(name) => {
                self.base = base(name);
                self.predefined = Predefined::named(name).filter(|_| self.composite);
            }
            Object::Dictionary(dict) => {
                if let Ok(name) = dict.get_deref(b"BaseEncoding", document).and_then(Object::as_name) {
                    self.base = base(name);
                }
                let list = dict.get_deref(b"Differences", document).and_then(Object::as_array);
                let mut code = 0_u8;
                for entry in list.into_iter().flatten() {
                    match entry {
                        Object::Integer(n) => code = u8::try_from(*n).unwrap_or(0),
                        Object::Name(name) => {
                            self.differences.insert(code, glyph(&String::from_utf8_lossy(name)));
                            code = code.wrapping_add(1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn simple_widths(&mut self, dict: &Dictionary, document: &Document) {
        let first = dict.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let widths = dict.get_deref(b"Widths", document).and_then(Object::as_array);
        for (code, width) in (first..).zip(widths.into_iter().flatten()).take(256) {
            if let (Ok(code), Some(width)) = (u32::try_from(code), float(width, document)) {
                self.widths.insert(code, width / 1000.0);
            }
        }
    }

    fn composite_widths(&mut self, dict: &Dictionary, document: &Document) {
        let child = dict.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let child = child.and_then(|list| list.first()).and_then(|o| document.dereference(o).ok());
        let Some(child) = child.and_then(|(_, o)| o.as_dict().ok()) else { return };
        self.usual = child.get(b"DW").ok().and_then(|o| float(o, document)).map(|w| w / 1000.0).or(Some(1.0));
        let list = child.get_deref(b"W", document).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        let mut rest = list;
        while let [first, second, after @ ..] = rest {
            let Some(first) = float(first, document).map(|f| f as u32) else { break };
            rest = after;
            if let Ok((_, Object::Array(widths))) = document.dereference(second) {
                for (code, width) in (first..).zip(widths) {
                    self.widths.extend(float(width, document).map(|w| (code, w / 1000.0)));
                }
            } else if let [width, after @ ..] = rest {
                rest = after;
                let (last, width) = (float(second, document).unwrap_or(0.0) as u32, float(width, document));
                let width = width.unwrap_or(0.0) / 1000.0;
                self.widths
                    .extend((first..=last.min(first.saturating_add(70_000))).map(|code| (code, width)));
            }
        }
    }

    /// The glyphs of a shown string.
    pub fn glyphs<'a>(&'a self, mut bytes: &'a [u8]) -> impl Iterator<Item = Glyph> + 'a {
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            let known = self.map.as_ref().and_then(|map| map.length(bytes));
            let known = known.or_else(|| self.predefined.map(|encoding| encoding.length(bytes)));
            let length = if self.composite { known.unwrap_or(2) } else { 1 }.clamp(1, bytes.len());
            let (code, rest) = bytes.split_at(length);
            bytes = rest;
            Some(self.glyph(code))
        })
    }

    fn glyph(&self, code: &[u8]) -> Glyph {
        let text = self.map.as_ref().and_then(|map| map.get(code)).filter(|t| !t.is_empty());
        let text = text.or_else(|| self.own_text(code)).map(|t| plain(&t));
        let number = code.iter().fold(0, |n: u32, b| n << 8 | u32::from(*b));
        let width = match self.predefined {
            Some(_) => Some(Predefined::width(text.as_deref())),
            None => self.widths.get(&number).copied().or(self.usual),
        };
        let width = width.unwrap_or_else(|| self.standard_width(text.as_deref()));
        Glyph { text, width, is_space: code == b" " }
    }

    fn own_text(&self, code: &[u8]) -> Option<String> {
        match code {
            [byte] if !self.composite => match self.differences.get(byte) {
                Some(text) => text.clone(),
                None => self.base.text(*byte),
            },
            code => self.predefined?.text(code),
        }
    }

    fn standard_width(&self, text: Option<&str>) -> f64 {
        let c = text.and_then(|t| t.chars().next()).unwrap_or('n');
        let at = (c as usize).checked_sub(32).filter(|at| *at < 95);
        let width = match (self.monospaced, at, c) {
            (true, ..) => 600,
            (_, Some(at), _) => self.standard[at],
            (_, _, '—' | '…' | '―') => 1000,
            (_, _, '’' | '‘' | '·') => 250,
            (_, _, '“' | '”' | '•') => 400,
            _ => 540,
        };
        f64::from(width) / 1000.0 * if self.bold { 1.06 } else { 1.0 }
    }
}

fn float(object: &Object, document: &Document) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from).filter(|f| f.is_finite() && (0.0..1e6).contains(f))
}

/// Text without ligatures and with the bullets of symbol fonts as bullets.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\u{f0b7}' | '\u{f0a7}' => out.push('•'),
            c => out.push(c),
        }
    }
    out
}
