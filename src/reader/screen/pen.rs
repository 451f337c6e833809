//! The pen: the terminal's current colours and modifiers, changed by the shortest sequence.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The default colours of text and background; [`Color::Reset`] is the terminal's own.
pub type Ground = (Color, Color);

/// The terminal's own.
pub const NO_GROUND: Ground = (Color::Reset, Color::Reset);

/// The terminal's current style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// Colour of the text.
    pub fg: Color,
    /// Colour of the background.
    pub bg: Color,
    /// Bold, underlined and the like.
    pub modifier: Modifier,
}

/// The supported modifiers, with the codes that set and unset them. Bold and dim are unset together.
const CODES: [(Modifier, &str, &str); 5] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::REVERSED, "7", "27"),
];

impl Pen {
    /// The pen of a terminal that was just reset.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen that writes a cell.
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The sequence that turns this pen into `to`; empty if they are the same. `ground` replaces
    /// [`Color::Reset`]: if it is painted, a reset of the terminal would lose it.
    pub fn change(self, to: Self, ground: Ground) -> String {
        if self == to {
            return String::new();
        }
        let step = self.step(to, ground);
        let from_plain = Self::PLAIN.step(to, ground);
        let reset = if from_plain.is_empty() { String::new() } else { format!("0;{from_plain}") };
        let codes = if ground == NO_GROUND && reset.len() < step.len() { reset } else { step };
        format!("\x1b[{codes}m")
    }

    /// The sequence that starts writing on a background, whatever the pen was.
    pub fn begin(ground: Ground) -> String {
        if ground == NO_GROUND {
            return "\x1b[m".to_owned();
        }
        format!("\x1b[0;{};{}m", color(ground.0, 30), color(ground.1, 40))
    }

    /// The codes that change this pen to `to` without a reset.
    fn step(self, to: Self, ground: Ground) -> String {
        let mut codes: Vec<String> = Vec::new();
        let gone = self.modifier - to.modifier;
        let mut kept = self.modifier & to.modifier;
        for (modifier, _, unset) in CODES {
            if gone.contains(modifier) && !codes.iter().any(|c| c == unset) {
                codes.push(unset.to_owned());
            }
        }
        let weights = Modifier::BOLD | Modifier::DIM;
        if gone.intersects(weights) {
            kept -= weights;
        }
        for (modifier, set, _) in CODES {
            if (to.modifier - kept).contains(modifier) {
                codes.push(set.to_owned());
            }
        }
        let or = |color: Color, ground: Color| if color == Color::Reset { ground } else { color };
        if self.fg != to.fg {
            codes.push(color(or(to.fg, ground.0), 30));
        }
        if self.bg != to.bg {
            codes.push(color(or(to.bg, ground.1), 40));
        }
        codes.join(";")
    }
}

/// The codes for a colour; `base` is 30 for text and 40 for the background.
fn color(color: Color, base: u8) -> String {
    let named = |i: u8| (if i < 8 { base + i } else { base + 60 + i - 8 }).to_string();
    match color {
        Color::Reset => (base + 9).to_string(),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        // The first sixteen of the 256 colours are the named ones.
        Color::Indexed(i @ 0..16) => named(i),
        Color::Indexed(i) => format!("{};5;{i}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, modifier: Modifier) -> Pen {
        Pen { fg, modifier, ..Pen::PLAIN }
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let (bold, plain) = (pen(Color::Reset, Modifier::BOLD), Pen::PLAIN);
        assert_eq!(plain.change(bold, NO_GROUND), "\x1b[1m");
        assert_eq!(pen(Color::Indexed(111), Modifier::BOLD).change(plain, NO_GROUND), "\x1b[m");
        assert_eq!(pen(Color::Red, Modifier::BOLD).change(bold, NO_GROUND), "\x1b[39m");
        assert_eq!(bold.change(pen(Color::Reset, Modifier::DIM), NO_GROUND), "\x1b[0;2m");
        assert_eq!(plain.change(pen(Color::Indexed(15), Modifier::empty()), NO_GROUND), "\x1b[97m");
        assert_eq!(plain.change(plain, NO_GROUND), "");
        let ground = (Color::Indexed(253), Color::Indexed(234));
        assert_eq!(pen(Color::Red, Modifier::BOLD).change(plain, ground), "\x1b[22;38;5;253m");
        assert_eq!(Pen::begin(ground), "\x1b[0;38;5;253;48;5;234m");
    }
}
