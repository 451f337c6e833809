//! How many colours a terminal shows.

/// How many colours may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorDepth {
    /// None: bold, underline and reverse alone.
    None,
    /// The sixteen of the terminal's own palette.
    #[default]
    Ansi16,
    /// The 256 of xterm.
    Indexed256,
    /// 24 bits.
    True,
}

impl ColorDepth {
    /// The depth given by the environment: `NO_COLOR`, then `COLORTERM`, then `TERM`. `get` looks up a
    /// variable.
    pub fn from_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| get(name).filter(|v| !v.is_empty());
        if value("NO_COLOR").is_some() {
            return Self::None;
        }
        if matches!(value("COLORTERM").as_deref(), Some("truecolor" | "24bit")) {
            return Self::True;
        }
        let term = value("TERM").unwrap_or_default();
        match term.as_str() {
            "" | "dumb" => Self::None,
            t if t.ends_with("-direct") => Self::True,
            t if t.contains("256color") => Self::Indexed256,
            t if t.ends_with("-m")
                || t.ends_with("-mono")
                || t.starts_with("vt1")
                || t.starts_with("vt2") =>
            {
                Self::None
            }
            _ => Self::Ansi16,
        }
    }

    /// The depth with that name on the command line or in the configuration.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "none" | "never" => Self::None,
            "16" => Self::Ansi16,
            "256" => Self::Indexed256,
            "true" | "24bit" | "truecolor" => Self::True,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ColorDepth;

    fn depth(variables: &[(&str, &str)]) -> ColorDepth {
        ColorDepth::from_environment(|name| {
            variables.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn the_first_that_speaks_decides() {
        let xterm = ("TERM", "xterm-256color");
        assert_eq!(depth(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor"), xterm]), ColorDepth::None);
        assert_eq!(depth(&[("NO_COLOR", ""), ("COLORTERM", "24bit"), xterm]), ColorDepth::True);
        assert_eq!(depth(&[xterm]), ColorDepth::Indexed256);
        assert_eq!(depth(&[("TERM", "linux")]), ColorDepth::Ansi16);
        assert_eq!(depth(&[("TERM", "xterm-direct")]), ColorDepth::True);
        assert_eq!(depth(&[("TERM", "dumb")]), ColorDepth::None);
        assert_eq!(depth(&[]), ColorDepth::None);
    }
}
