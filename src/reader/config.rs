//! The configuration: a TOML text; `assets/config.toml` lists every value and its default.
//!
//! A fault never keeps anybody from reading: correct settings apply, faulty ones keep their defaults, and every
//! fault is a sentence with its line and, if a name is close to an existing one, that name.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keymap::Context;
use super::layout::Pane;
use super::{Action, Bidi, ColorDepth, Key, Keymap, Options, ThemeChoice};
use crate::text::nearest;

/// The top of the default configuration; the keys are the default keymap.
const DEFAULT: &str = include_str!("../../assets/config.toml");

/// The whole default configuration, with its explanations.
pub fn default_text() -> String {
    let keys = super::keymap::DEFAULT.lines().filter(|line| !line.starts_with('#'));
    let keys: Vec<String> =
        keys.map(|line| line.replacen('[', "[keys.", usize::from(line.starts_with('[')))).collect();
    format!("{DEFAULT}{}\n", keys.join("\n"))
}

/// An unusable setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1.
    pub line: usize,
    /// The fault and what to do, in full sentences that begin with the setting.
    pub what: String,
}

/// The settings of a configuration.
#[derive(Debug, Default)]
pub struct Config {
    /// The reader's look and keys.
    pub options: Options,
    /// How many colours to use, if set.
    pub color: Option<ColorDepth>,
    /// The name of a theme that is not built in.
    pub own_theme: Option<String>,
    /// The place of the archive, if not the state folder.
    pub archive: Option<String>,
    /// The faults, in order of lines; if there are very many, the first ones found.
    pub faults: Vec<Fault>,
    /// How many more faults there are.
    pub more_faults: usize,
}

/// The most faults of one file that are described; the rest are counted.
const DESCRIBED: usize = 100;

impl Config {
    /// Parses a configuration.
    pub fn parse(text: &str) -> Self {
        let options = Options { theme: ThemeChoice::Auto, ..Options::default() };
        let config = Self { options, ..Self::default() };
        let line_starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect();
        let mut reader = Reader { key: String::new(), line_starts, config };
        match DeTable::parse(text) {
            Ok(table) => table.get_ref().iter().for_each(|(key, value)| reader.take(key, value)),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let what = error.message().lines().next().unwrap_or("it is not TOML").to_owned();
                reader.fault(at, format!("The file is not TOML, and nothing in it is used: {what}."));
            }
        }
        reader.config.faults.sort_by_key(|fault| fault.line);
        reader.config
    }
}

type Name<'i> = Spanned<std::borrow::Cow<'i, str>>;
type Value<'i> = Spanned<DeValue<'i>>;

/// A configuration while it is parsed.
struct Reader {
    /// The current setting, with which its faults begin.
    key: String,
    /// The byte offsets of the second and all later lines.
    line_starts: Vec<usize>,
    config: Config,
}

impl Reader {
    /// Whether another fault would only be counted; if so, counts it.
    fn only_counts(&mut self) -> bool {
        let full = self.config.faults.len() >= DESCRIBED;
        self.config.more_faults += usize::from(full);
        full
    }

    fn fault(&mut self, at: usize, mut what: String) {
        if !self.only_counts() {
            let line = self.line_starts.partition_point(|&start| start <= at) + 1;
            if !what.starts_with('“') && !self.key.is_empty() {
                what.insert_str(0, &format!("{} ", self.key));
            }
            self.config.faults.push(Fault { line, what });
        }
    }

    fn unknown(&mut self, what: &str, name: &str, at: usize, known: &[&str]) {
        if self.only_counts() {
            return;
        }
        let hint = hint(name, known);
        let name = crate::text::sanitise_line(name, 40);
        self.fault(at, format!("“{name}” is not {what}; {hint}"));
    }

    fn take(&mut self, key: &Name, value: &Value) {
        let at = value.span().start;
        self.key = crate::text::sanitise_line(key.get_ref(), 40);
        match key.get_ref().as_ref() {
            "theme" => {
                if let Some(name) = self.word(value) {
                    match ThemeChoice::from_name(&name) {
                        Some(choice) => self.config.options.theme = choice,
                        None => self.config.own_theme = Some(name),
                    }
                }
            }
            "color" => self.color(value),
            "mouse" => self.config.options.mouse = self.truth(value).unwrap_or_default(),
            "accessible" => self.config.options.accessible = self.truth(value).unwrap_or_default(),
            "bidi" => {
                if let Some(terminal) = self.either(value, "a choice", ["program", "terminal"]) {
                    self.config.options.bidi = if terminal { Bidi::Terminal } else { Bidi::Program };
                }
            }
            "archive" => self.config.archive = self.word(value),
            "layout" => self.each(value, "layout", Self::layout),
            "keys" => self.each(value, "keys", Self::keys),
            name => {
                let known = ["theme", "color", "mouse", "bidi", "accessible", "archive", "layout", "keys"];
                let name = name.to_owned();
                self.unknown("a setting", &name, key.span().start.min(at), &known);
            }
        }
    }

    /// Calls `take` on every entry of a table.
    fn each(&mut self, value: &Value, name: &str, take: fn(&mut Self, &Name, &Value)) {
        match value.get_ref().as_table() {
            Some(table) => table.iter().for_each(|(key, value)| take(self, key, value)),
            None => {
                self.fault(value.span().start, format!("is a table; write [{name}] on a line of its own."));
            }
        }
    }

    fn color(&mut self, value: &Value) {
        let Some(name) = self.word(value).filter(|name| name != "auto") else { return };
        match ColorDepth::from_name(&name) {
            Some(depth) => self.config.color = Some(depth),
            None => self.unknown(
                "a number of colours",
                &name,
                value.span().start,
                &["auto", "none", "16", "256", "true"],
            ),
        }
    }

    fn layout(&mut self, key: &Name, value: &Value) {
        self.key = crate::text::sanitise_line(key.get_ref(), 40);
        match key.get_ref().as_ref() {
            "measure" => self.config.options.measure = self.number(value, 20, 200),
            "actors" => {
                self.config.options.shape.actors = self.number(value, 10, 33);
            }
            "quotes" => {
                self.config.options.shape.quotes = self.number(value, 10, 33);
            }
            "side" => {
                if let Some(actors) = self.either(value, "a side pane", ["quotes", "actors"]) {
                    self.config.options.side = Some(if actors { Pane::Actors } else { Pane::Quotes });
                }
            }
            name => {
                let name = name.to_owned();
                self.unknown("a setting", &name, key.span().start, &["measure", "actors", "quotes", "side"]);
            }
        }
    }

    fn keys(&mut self, key: &Name, value: &Value) {
        let Some(context) = Context::from_name(key.get_ref()) else {
            let name = key.get_ref().to_string();
            let known: Vec<&str> = Context::NAMED.iter().map(|(name, _)| *name).collect();
            return self.unknown("a pane", &name, key.span().start, &known);
        };
        let Some(table) = value.get_ref().as_table() else {
            return self.fault(
                value.span().start,
                format!("is a table; write [keys.{}] on a line of its own.", key.get_ref()),
            );
        };
        for (name, value) in table {
            if let Some(action) = Action::from_name(name.get_ref()) {
                self.bind(context, action, value);
            } else {
                let known: Vec<&str> = Action::ALL.iter().map(|a| a.name()).collect();
                let unknown = name.get_ref().to_string();
                self.unknown("an action", &unknown, name.span().start, &known);
            }
        }
    }

    fn bind(&mut self, context: Context, action: Action, value: &Value) {
        action.name().clone_into(&mut self.key);
        let Some(written) = value.get_ref().as_array() else {
            return self.fault(value.span().start, "wants a list of keys: [\"j\", \"down\"].".to_owned());
        };
        let mut keys = Vec::new();
        for key in written {
            if let Some(key) = key.get_ref().as_str().and_then(Key::parse) {
                keys.push(key);
            } else {
                let what = key.get_ref().as_str().unwrap_or("?").to_owned();
                self.unknown("a key", &what, key.span().start, &Key::names());
            }
        }
        if !keys.is_empty() || written.is_empty() {
            let keymap: &mut Keymap = &mut self.config.options.keymap;
            keymap.rebind(context, action, keys);
        }
    }

    fn word(&mut self, value: &Value) -> Option<String> {
        let word = value.get_ref().as_str().map(str::to_owned);
        if word.is_none() {
            self.fault(value.span().start, "wants a word in quotation marks.".to_owned());
        }
        word
    }

    fn truth(&mut self, value: &Value) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.fault(value.span().start, "is true or false, without quotation marks.".to_owned());
        }
        truth
    }

    /// Whether a setting has the second of two values.
    fn either(&mut self, value: &Value, what: &str, words: [&str; 2]) -> Option<bool> {
        let word = self.word(value)?;
        let found = words.iter().position(|w| *w == word);
        if found.is_none() {
            self.unknown(what, &word, value.span().start, &words);
        }
        found.map(|at| at == 1)
    }

    fn number(&mut self, value: &Value, least: u16, most: u16) -> Option<u16> {
        let number = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok());
        let fits = number.filter(|n| (least..=most).contains(n));
        if fits.is_none() {
            self.fault(value.span().start, format!("must be {least}–{most}."));
        }
        fits
    }
}

/// A longer name is no typing error for one of ours.
const LONGEST_NAME: usize = 100;

/// The name that was probably meant, or all names, for the end of a sentence.
pub fn hint(name: &str, known: &[&str]) -> String {
    let near = if name.len() > LONGEST_NAME { None } else { nearest(name, known.iter().copied()) };
    match near {
        Some(near) => format!("did you mean “{near}”?"),
        None if known.len() > 12 => "`attache config --print-default` shows them all.".to_owned(),
        None => format!("use {}.", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        Config::parse(text).faults.iter().map(|f| format!("{}: {}", f.line, f.what)).collect()
    }

    #[test]
    fn the_default_says_what_is_so_without_it() {
        let (with, without) = (Config::parse(&default_text()), Config::parse(""));
        assert_eq!(with.faults, []);
        let mut said = with.options.clone();
        said.measure = said.measure.filter(|&m| m != crate::reader::panes::text::MEASURE);
        said.side = said.side.filter(|&side| side != Pane::Quotes);
        assert_eq!(
            format!("{:?}", (said.theme, said.shape, said.measure)),
            format!("(Auto, {:?}, None)", crate::reader::Shape::default())
        );
        for &action in Action::ALL {
            let keys = |config: &Config| {
                let mut keys = config.options.keymap.keys(action);
                keys.sort();
                keys
            };
            assert_eq!(keys(&with), keys(&without), "{action:?}");
        }
    }

    #[test]
    fn what_is_said_is_so() {
        let config = Config::parse(
            "theme = \"light\"\ncolor = \"256\"\nmouse = true\nbidi = \"terminal\"\n[layout]\nmeasure = 66\nside = \"actors\"\n",
        );
        assert_eq!(config.faults, []);
        let options = &config.options;
        assert_eq!((options.theme.clone(), config.color), (ThemeChoice::LIGHT, Some(ColorDepth::Indexed256)));
        assert_eq!((options.mouse, options.bidi, options.measure), (true, Bidi::Terminal, Some(66)));
        assert_eq!(Config::parse("theme = \"sepia\"").own_theme.as_deref(), Some("sepia"));
    }

    #[test]
    fn a_key_that_is_bound_anew_does_that_alone() {
        let config = Config::parse("[keys.any]\nbottom = [\"j\"]\ntop = []\n");
        let keymap = &config.options.keymap;
        assert_eq!(keymap.action(Context::Text, Key::parse("j").unwrap()), Some(Action::Bottom));
        assert_eq!(keymap.action(Context::Text, Key::parse("G").unwrap()), None);
        assert_eq!(keymap.keys(Action::Bottom), ["j"]);
        assert!(!keymap.keys(Action::LineDown).contains(&"j".to_owned()));
        assert!(keymap.keys(Action::Top).is_empty());
    }

    #[test]
    fn faults_have_their_line_and_the_nearest_name_and_the_rest_is_used() {
        let text = "them = \"dark\"\nmouse = true\n\n[keys.any]\nline-dwn = [\"j\"]\ntop = [\"hom\"]\n[layout]\nmeasure = 5\n";
        assert_eq!(
            faults(text),
            [
                "1: “them” is not a setting; did you mean “theme”?",
                "5: “line-dwn” is not an action; did you mean “line-down”?",
                "6: “hom” is not a key; did you mean “home”?",
                "8: measure must be 20–200.",
            ]
        );
        assert!(Config::parse(text).options.mouse);
        assert_eq!(
            faults("theem = 1\n[layuot]\n"),
            [
                "1: “theem” is not a setting; did you mean “theme”?",
                "2: “layuot” is not a setting; did you mean “layout”?",
            ],
            "two letters that changed places are one slip"
        );
        assert!(faults("a = [")[0].contains("not TOML"));
        assert!(faults("\n\na = [")[0].starts_with("3: "));
        assert!(faults("keys = 3\nlayout = 1\ntheme = 7\nmouse = 1\ncolor = \"512\"").len() == 5);
    }

    #[test]
    fn very_many_faults_are_counted_and_the_rest_is_used() {
        let unknown: Vec<String> = (0..100_000).map(|n| format!("key-{n} = {n}\n")).collect();
        let actions: Vec<String> = (0..100_000).map(|n| format!("line-dwn-{n} = [\"j\"]\n")).collect();
        let (unknown, actions) = (unknown.concat(), actions.concat());
        let config = Config::parse(&format!("{unknown}mouse = true\n[keys.any]\n{actions}"));
        assert_eq!((config.faults.len(), config.more_faults), (DESCRIBED, 200_000 - DESCRIBED));
        assert!(config.options.mouse);
    }
}
