//! Themes: data under `assets/themes`, resolved once for the number of colours that the terminal shows.

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::ColorDepth;

/// The themes that come with the program, by the names that a configuration uses: those of these names under
/// `assets/themes`, in JSON.
const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!(concat!(env!("OUT_DIR"), "/dark.json"))),
    ("light", include_str!(concat!(env!("OUT_DIR"), "/light.json"))),
    ("high-contrast", include_str!(concat!(env!("OUT_DIR"), "/high-contrast.json"))),
    ("high-contrast-light", include_str!(concat!(env!("OUT_DIR"), "/high-contrast-light.json"))),
];

/// Which theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark or light, whichever suits the ground of the terminal; dark until that is known.
    Auto,
    /// No colour, whatever the terminal can show.
    Mono,
    /// One that comes with the program, by its name; dark if there is none of that name.
    Named(&'static str),
    /// A theme of the person's own, as its file says it.
    Own(String),
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self::DARK
    }
}

impl ThemeChoice {
    /// For light letters on a dark ground.
    pub const DARK: Self = Self::Named("dark");
    /// For dark letters on a light ground.
    pub const LIGHT: Self = Self::Named("light");

    /// The names that a configuration may use without a file.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto", "mono"].into_iter().chain(BUILT_IN.iter().map(|(name, _)| *name))
    }

    /// The theme that comes with the program under that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::names().find(|known| *known == name).map(|known| match known {
            "auto" => Self::Auto,
            "mono" => Self::Mono,
            known => Self::Named(known),
        })
    }
}

/// The names of the themes that come with the program, for a message.
fn built_in_names() -> String {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

/// The data of a theme that comes with the program.
fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, data)| *data)
}

/// A theme that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// It is no TOML, or not of this shape.
    #[error("The theme could not be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// It is one of the program's own, and not what it has to be.
    #[error("A built-in theme could not be read, which is a bug: {0}")]
    BuiltIn(#[from] serde_json::Error),
    /// It stands on a theme that there is not.
    #[error("The theme is based on \"{0}\"; use {names}.", names = built_in_names())]
    Base(String),
    /// It has a colour that nobody knows.
    #[error("The theme has the colour \"{0}\"; write \"#rrggbb\" or a name such as \"light-blue\".")]
    Colour(String),
    /// It has a modifier that nobody knows.
    #[error("The theme has the modifier \"{0}\"; use bold, dim, italic, underlined or reversed.")]
    Modifier(String),
}

/// A colour for 24 bits, for 256 colours and for sixteen.
#[derive(Debug, Deserialize)]
struct Shade(String, u8, String);

/// A style as the data writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleData {
    fg: Option<Shade>,
    bg: Option<Shade>,
    #[serde(default)]
    add: Vec<String>,
    mono: Option<Vec<String>>,
}

/// Declares the data's shape and the resolved theme from one list of roles.
macro_rules! roles {
    ($( $(#[$doc:meta])* $role:ident )+) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct ThemeData {
            $( $role: StyleData, )+
            actors: Vec<StyleData>,
        }

        /// The styles of the screen. A style that is put over another changes only what it names.
        #[derive(Debug, Clone)]
        pub struct Theme {
            $( $(#[$doc])* pub $role: Style, )+
            /// Those who say most, in order.
            pub actors: Vec<Style>,
            /// Whether the ground is painted, and not the terminal's own.
            pub paints: bool,
            /// The letters in 24 bits.
            pub ink: [u8; 3],
        }

        impl ThemeData {
            fn resolve(&self, depth: ColorDepth) -> Result<Theme, ThemeError> {
                Ok(Theme {
                    paints: depth != ColorDepth::None,
                    ink: self.ground.ink(),
                    $( $role: self.$role.resolve(depth)?, )+
                    actors: self.actors.iter().map(|s| s.resolve(depth)).collect::<Result<_, _>>()?,
                })
            }
        }
    };
}

roles! {
    /// The ground and the letters on it, where the theme paints them.
    ground
    /// Running text.
    text
    /// A heading of the text, and what is important.
    heading
    /// What matters less: captions, counts, dimmed paragraphs.
    faint
    /// Lines between panes and round overlays.
    border
    /// The title of a pane.
    title
    /// The title of the pane that has the keys.
    title_focused
    /// The status line.
    status
    /// A message in the status line.
    warning
    /// What is unsure.
    unsure
    /// Over the selected entry of the list that has the keys.
    row_selected
    /// Over the selected entry of another list.
    row_marked
    /// Over the words of the selected quote.
    quote_selected
    /// Over the words that attribute the selected quote: who, and "said".
    attribution
    /// Under highlighted words.
    highlight
    /// An address.
    link
    /// Over the mentions of the actor that is followed.
    followed
    /// Over the matches of the search.
    hit
    /// Over the match of the search at which one is.
    hit_current
    /// Names of those who say little or nothing.
    other_actor
    /// A speaker whom the text does not name.
    unknown
}

impl Theme {
    /// A theme of the program's own, for `depth`.
    pub fn new(choice: ThemeChoice, depth: ColorDepth) -> Self {
        let kept = choice == ThemeChoice::Auto;
        let name = match choice {
            ThemeChoice::Own(text) => {
                return Self::parse_own(&text, depth).unwrap_or_else(|_| Self::new(ThemeChoice::DARK, depth));
            }
            ThemeChoice::Mono => return Self::new(ThemeChoice::DARK, ColorDepth::None),
            ThemeChoice::Auto => "dark",
            ThemeChoice::Named(name) => name,
        };
        let data = built_in(name).unwrap_or(BUILT_IN[0].1);
        // These are compiled in and a test resolves each for every depth, so they can only be right.
        let theme = Self::of_data(data, depth).expect("the program's own themes are well-formed");
        Self { paints: theme.paints && !kept, ..theme }
    }

    fn of_data(json: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        serde_json::from_str::<ThemeData>(json)?.resolve(depth)
    }

    /// Reads a theme of a person's own, in the form of `assets/themes/dark.toml`: it may leave out what it takes from the
    /// theme that it names as its `base`, "dark" where it names none.
    pub fn parse_own(toml: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        let mut own: toml::Table = toml::from_str(toml)?;
        let base = own.remove("base").and_then(|b| b.as_str().map(str::to_owned));
        let base = base.as_deref().unwrap_or("dark");
        let text = built_in(base).ok_or_else(|| ThemeError::Base(base.to_owned()))?;
        let mut table: toml::Table = serde_json::from_str(text)?;
        table.extend(own);
        ThemeData::deserialize(table)?.resolve(depth)
    }

    /// The style of a speaker's name by how much they say, 0 being who says most; none for who says little.
    pub fn actor(&self, rank: Option<usize>) -> Style {
        rank.and_then(|rank| self.actors.get(rank)).copied().unwrap_or(self.other_actor)
    }

    /// The colours of letters and ground that the screen has where nothing else is said; the terminal's own where the
    /// theme does not paint them.
    pub fn painted(&self) -> (Color, Color) {
        let color = |color: Option<Color>| color.filter(|_| self.paints).unwrap_or(Color::Reset);
        (color(self.ground.fg), color(self.ground.bg))
    }
}

impl StyleData {
    fn resolve(&self, depth: ColorDepth) -> Result<Style, ThemeError> {
        let mut style = Style::new();
        // A ground that the sixteen colours lack is told from others as without any.
        let lacks = |shade: &Shade| depth == ColorDepth::Ansi16 && shade.2 == "reset";
        let names = match &self.mono {
            Some(mono) if depth == ColorDepth::None || self.bg.as_ref().is_some_and(lacks) => mono,
            _ => &self.add,
        };
        for name in names {
            style = style.add_modifier(modifier(name)?);
        }
        if let Some(shade) = &self.fg {
            style.fg = shade.resolve(depth)?;
        }
        if let Some(shade) = &self.bg {
            style.bg = shade.resolve(depth)?;
        }
        Ok(style)
    }
}

impl StyleData {
    /// The colour of its letters in 24 bits; black where it has none.
    fn ink(&self) -> [u8; 3] {
        let color = self.fg.as_ref().and_then(|shade| Color::from_str(&shade.0).ok());
        if let Some(Color::Rgb(r, g, b)) = color { [r, g, b] } else { [0; 3] }
    }
}

/// The contrast of two colours of 24 bits, from 1 to 21, as WCAG 2 has it.
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f32 {
    let luminance = |color: [u8; 3]| {
        let linear = |channel: u8| match f32::from(channel) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        };
        let [r, g, b] = color.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

impl Shade {
    fn resolve(&self, depth: ColorDepth) -> Result<Option<Color>, ThemeError> {
        let named = |name: &str| Color::from_str(name).map_err(|_| ThemeError::Colour(name.to_owned()));
        Ok(match depth {
            ColorDepth::None => None,
            ColorDepth::Ansi16 => Some(named(&self.2)?),
            ColorDepth::Indexed256 => Some(Color::Indexed(self.1)),
            ColorDepth::True => Some(named(&self.0)?),
        })
    }
}

fn modifier(name: &str) -> Result<Modifier, ThemeError> {
    Ok(match name {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underlined" => Modifier::UNDERLINED,
        "reversed" => Modifier::REVERSED,
        _ => return Err(ThemeError::Modifier(name.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_resolves_for_every_depth() {
        for (_, data) in BUILT_IN {
            for depth in [ColorDepth::None, ColorDepth::Ansi16, ColorDepth::Indexed256, ColorDepth::True] {
                let theme = Theme::of_data(data, depth).unwrap();
                assert!(theme.actors.len() >= 6);
                assert_eq!(theme.paints, depth != ColorDepth::None);
            }
        }
    }

    /// A colour in 24 bits, one of the 256 of xterm as xterm shows it.
    fn rgb(color: Color) -> Option<[u8; 3]> {
        match color {
            Color::Rgb(r, g, b) => Some([r, g, b]),
            Color::Indexed(i @ 16..232) => {
                let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                let i = i - 16;
                Some([step(i / 36), step(i / 6 % 6), step(i % 6)])
            }
            Color::Indexed(i @ 232..) => Some([8 + 10 * (i - 232); 3]),
            _ => None,
        }
    }

    #[test]
    fn letters_stand_out_from_every_ground_that_they_are_on() {
        for (name, data) in BUILT_IN {
            for depth in [ColorDepth::Indexed256, ColorDepth::True] {
                let t = Theme::of_data(data, depth).unwrap();
                let least = |what: &str, over: Style, under: Style, least: f32| {
                    let fg = over.fg.or(under.fg).or(t.ground.fg).and_then(rgb).unwrap();
                    let bg = over.bg.or(under.bg).or(t.ground.bg).and_then(rgb).unwrap();
                    let is = contrast(fg, bg);
                    assert!(is >= least, "{name} {depth:?} {what}: {is:.1} is less than {least}");
                };
                let plain = Style::new();
                for (what, style) in [("text", t.text), ("heading", t.heading), ("link", t.link)] {
                    least(what, style, plain, 7.0);
                }
                for (what, ground) in
                    [("row", t.row_selected), ("quote", t.quote_selected), ("mark", t.row_marked)]
                {
                    least(what, plain, ground, 7.0);
                }
                least("status", t.status, plain, 7.0);
                least("highlight", plain, t.highlight, 7.0);
                for (what, style) in [("hit", t.hit), ("current hit", t.hit_current), ("warning", t.warning)]
                {
                    least(what, style, plain, 7.0);
                }
                for (what, style) in [("faint", t.faint), ("title", t.title), ("unknown", t.unknown)] {
                    least(what, style, plain, 4.5);
                }
                least("unsure", t.unsure, plain, 4.5);
                for speaker in &t.actors {
                    least("a speaker", *speaker, plain, 7.0);
                    least("a speaker's mark", *speaker, Style { bg: t.quote_selected.bg, ..plain }, 3.0);
                }
            }
        }
    }

    #[test]
    fn without_colour_there_is_no_colour() {
        let theme = Theme::new(ThemeChoice::DARK, ColorDepth::None);
        assert_eq!(theme.painted(), (Color::Reset, Color::Reset));
        let styles = theme.actors.iter().chain([&theme.status, &theme.warning, &theme.row_selected]);
        for style in styles {
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(!style.add_modifier.is_empty());
        }
    }

    #[test]
    fn a_theme_of_ones_own_says_only_what_is_different() {
        let own = "base = \"light\"\nheading = { add = [\"italic\"] }\n";
        let theme = Theme::parse_own(own, ColorDepth::True).unwrap();
        assert_eq!(theme.heading, Style::new().add_modifier(Modifier::ITALIC));
        assert_eq!(theme.status, Theme::new(ThemeChoice::LIGHT, ColorDepth::True).status);
        for (wrong, said) in [("base = \"sepia\"", "sepia"), ("hedding = {}", "hedding")] {
            let error = Theme::parse_own(wrong, ColorDepth::True).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_wrong_theme_says_what_is_wrong() {
        let broken = BUILT_IN[0].1.replace("\"light-red\"", "\"reddish\"");
        let error = Theme::of_data(&broken, ColorDepth::Ansi16).unwrap_err().to_string();
        assert!(error.contains("\"reddish\""), "{error}");
    }
}
