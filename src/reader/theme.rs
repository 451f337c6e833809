//! Themes: data under `assets/themes`, resolved once for the terminal's colour depth.

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::ColorDepth;

/// The built-in themes by their names in a configuration: the files of these names under `assets/themes`, in
/// JSON.
const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!(concat!(env!("OUT_DIR"), "/dark.json"))),
    ("light", include_str!(concat!(env!("OUT_DIR"), "/light.json"))),
    ("high-contrast", include_str!(concat!(env!("OUT_DIR"), "/high-contrast.json"))),
    ("high-contrast-light", include_str!(concat!(env!("OUT_DIR"), "/high-contrast-light.json"))),
];

/// The choice of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark or light, depending on the terminal's background; dark until that is known.
    Auto,
    /// No colour, whatever the terminal can show.
    Mono,
    /// A built-in theme by name; dark if there is none with that name.
    Named(&'static str),
    /// A user's own theme, as the text of its file.
    Own(String),
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self::DARK
    }
}

impl ThemeChoice {
    /// For light text on a dark background.
    pub const DARK: Self = Self::Named("dark");
    /// For dark text on a light background.
    pub const LIGHT: Self = Self::Named("light");

    /// The names that a configuration may use without a file.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto", "mono"].into_iter().chain(BUILT_IN.iter().map(|(name, _)| *name))
    }

    /// The built-in theme with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::names().find(|known| *known == name).map(|known| match known {
            "auto" => Self::Auto,
            "mono" => Self::Mono,
            known => Self::Named(known),
        })
    }
}

/// The names of the built-in themes, for a message.
fn built_in_names() -> String {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

/// The data of a built-in theme.
fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, data)| *data)
}

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// It is not TOML, or not of this shape.
    #[error("The theme could not be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// It is built in, and invalid.
    #[error("A built-in theme could not be read, which is a bug: {0}")]
    BuiltIn(#[from] serde_json::Error),
    /// It is based on an unknown theme.
    #[error("The theme is based on \"{0}\"; use {names}.", names = built_in_names())]
    Base(String),
    /// It has an unknown colour.
    #[error("The theme has the colour \"{0}\"; write \"#rrggbb\" or a name such as \"light-blue\".")]
    Colour(String),
    /// It has an unknown modifier.
    #[error("The theme has the modifier \"{0}\"; use bold, dim, italic, underlined or reversed.")]
    Modifier(String),
}

/// A colour for 24 bits, for 256 colours and for sixteen.
#[derive(Debug, Deserialize)]
struct Shade(String, u8, String);

/// A style as in the data.
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

        /// The styles of the screen. A style put over another changes only the attributes that it sets.
        #[derive(Debug, Clone)]
        pub struct Theme {
            $( $(#[$doc])* pub $role: Style, )+
            /// The speakers with the most quotes, in order.
            pub actors: Vec<Style>,
            /// Whether the background is painted, rather than the terminal's own.
            pub paints: bool,
            /// The text colour in 24 bits.
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
    /// The background and the text on it, if the theme paints them.
    ground
    /// Running text.
    text
    /// A heading of the text, and important parts.
    heading
    /// Less important parts: captions, counts, dimmed paragraphs.
    faint
    /// Lines between panes and around overlays.
    border
    /// The title of a pane.
    title
    /// The title of the focused pane.
    title_focused
    /// The status line.
    status
    /// A message in the status line.
    warning
    /// Unsure parts.
    unsure
    /// Over the selected entry of the focused list.
    row_selected
    /// Over the selected entry of another list.
    row_marked
    /// Over the words of the selected quote.
    quote_selected
    /// Over the words that attribute the selected quote: the speaker, and "said".
    attribution
    /// Under highlighted words.
    highlight
    /// An address.
    link
    /// Over the mentions of the followed actor.
    followed
    /// Over the matches of the search.
    hit
    /// Over the current match of the search.
    hit_current
    /// Names of those with few or no quotes.
    other_actor
    /// A speaker whom the text does not name.
    unknown
}

impl Theme {
    /// A built-in theme, for `depth`.
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
        // These are compiled in and a test resolves each for every depth, so they are always valid.
        let theme = Self::of_data(data, depth).expect("the program's own themes are well-formed");
        Self { paints: theme.paints && !kept, ..theme }
    }

    fn of_data(json: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        serde_json::from_str::<ThemeData>(json)?.resolve(depth)
    }

    /// Parses a user's own theme, in the form of `assets/themes/dark.toml`: it may omit anything that it takes from the
    /// theme named as its `base`, by default "dark".
    pub fn parse_own(toml: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        let mut own: toml::Table = toml::from_str(toml)?;
        let base = own.remove("base").and_then(|b| b.as_str().map(str::to_owned));
        let base = base.as_deref().unwrap_or("dark");
        let text = built_in(base).ok_or_else(|| ThemeError::Base(base.to_owned()))?;
        let mut table: toml::Table = serde_json::from_str(text)?;
        table.extend(own);
        ThemeData::deserialize(table)?.resolve(depth)
    }

    /// The style of a speaker's name by rank, 0 for the most quotes; none for a speaker with few.
    pub fn actor(&self, rank: Option<usize>) -> Style {
        rank.and_then(|rank| self.actors.get(rank)).copied().unwrap_or(self.other_actor)
    }

    /// The style of a speaker's name in the status line: in the speaker's colour if that is legible there.
    pub fn on_status(&self, speaker: Style) -> Style {
        let ground = self.status.bg.and_then(rgb);
        let contrast = speaker.fg.and_then(rgb).zip(ground).map(|(fg, bg)| contrast(fg, bg));
        match contrast {
            Some(contrast) if contrast < 4.5 => self.status.add_modifier(Modifier::BOLD),
            _ => self.status.patch(Style { bg: None, ..speaker }),
        }
    }

    /// The default colours of text and background on the screen; the terminal's own if the theme does not paint them.
    pub fn painted(&self) -> (Color, Color) {
        let color = |color: Option<Color>| color.filter(|_| self.paints).unwrap_or(Color::Reset);
        (color(self.ground.fg), color(self.ground.bg))
    }
}

impl StyleData {
    fn resolve(&self, depth: ColorDepth) -> Result<Style, ThemeError> {
        let mut style = Style::new();
        // If the sixteen colours lack the background, the style stands out as it would without colours.
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
        // Text with its own background keeps it over reversed cells.
        if style.bg.is_some() && !style.add_modifier.contains(Modifier::REVERSED) {
            style = style.remove_modifier(Modifier::REVERSED);
        }
        Ok(style)
    }
}

impl StyleData {
    /// The colour of its text in 24 bits; black if it has none.
    fn ink(&self) -> [u8; 3] {
        let color = self.fg.as_ref().and_then(|shade| Color::from_str(&shade.0).ok());
        if let Some(Color::Rgb(r, g, b)) = color { [r, g, b] } else { [0; 3] }
    }
}

/// The contrast of two 24-bit colours, from 1 to 21, as defined by WCAG 2.
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

/// A colour in 24 bits; for one of xterm's 256, as xterm shows it.
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
                    least("a speaker in the status line", t.on_status(*speaker), plain, 4.5);
                    least("a speaker", *speaker, plain, 7.0);
                    least("a speaker's mark", *speaker, Style { bg: t.quote_selected.bg, ..plain }, 3.0);
                }
            }
        }
    }

    #[test]
    fn a_hit_can_be_read_over_whatever_it_is_in() {
        for (name, data) in BUILT_IN {
            for depth in [ColorDepth::None, ColorDepth::Ansi16, ColorDepth::Indexed256, ColorDepth::True] {
                let t = Theme::of_data(data, depth).unwrap();
                for under in [t.quote_selected, t.followed, t.row_selected, t.row_marked, t.highlight] {
                    for hit in [t.hit, t.hit_current] {
                        let style = Style::new().patch(t.ground).patch(under).patch(hit);
                        let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
                        assert_eq!(is_reversed, hit.bg.is_none(), "{name} {depth:?}: {style:?}");
                        assert!(hit.bg.is_none() || style.bg == hit.bg && style.fg == hit.fg);
                    }
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
