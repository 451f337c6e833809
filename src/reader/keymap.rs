//! The bindings of keys to actions, by pane. The defaults are data, `assets/keymap.toml`, and exist only there.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::{Action, Key};

pub(super) const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// The context of a key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere, unless the pane has a binding of its own.
    Any,
    /// In the text.
    Text,
    /// In the list of actors.
    Actors,
    /// In the list of quotes.
    Quotes,
    /// In the text, while a stretch of it is being selected.
    Selection,
    /// On an overlay: help, a card, a message.
    Overlay,
    /// On the pages of the archive.
    Archive,
    /// At a question about names.
    Question,
}

impl Context {
    /// The panes by their names in a keymap.
    pub const NAMED: &[(&'static str, Self)] = &[
        ("any", Self::Any),
        ("text", Self::Text),
        ("actors", Self::Actors),
        ("quotes", Self::Quotes),
        ("overlay", Self::Overlay),
        ("selection", Self::Selection),
        ("archive", Self::Archive),
        ("question", Self::Question),
    ];

    /// The pane with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, context)| *context)
    }
}

/// Why a keymap cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeymapError {
    /// It is not TOML, or not of this shape.
    #[error("The keymap could not be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// It has a table for an unknown pane.
    #[error(
        "The keymap has a table [{0}]; use any, text, selection, actors, quotes, overlay, archive or question."
    )]
    Context(String),
    /// It names an unknown action.
    #[error("The keymap names the action \"{0}\", which does not exist; the help lists them all.")]
    Action(String),
    /// It names an unknown key.
    #[error("The keymap names the key \"{0}\"; write keys as \"j\", \"space\", \"ctrl-l\" or \"alt-right\".")]
    Key(String),
    /// One key is bound to two actions in one pane.
    #[error("The keymap binds the key \"{0}\" twice in one table; take one of the two out.")]
    Twice(Key),
}

/// The bindings of keys to actions. The default keymap is parsed at the first key: the first screen needs none.
#[derive(Debug, Clone, Default)]
pub struct Keymap(Option<Bindings>);

/// The bindings of a keymap.
#[derive(Debug, Clone, Default)]
struct Bindings {
    actions: HashMap<(Context, Key), Action>,
    /// The bindings in the order of the keymap.
    listed: Vec<(Context, Action, Vec<Key>)>,
}

/// The default keymap's bindings. It is compiled in and tested, so it is always valid.
static BY_DEFAULT: LazyLock<Bindings> =
    LazyLock::new(|| Bindings::parse(DEFAULT).expect("the default keymap is well-formed"));

impl Keymap {
    /// Parses a keymap in the form of `assets/keymap.toml`.
    pub fn parse(toml: &str) -> Result<Self, KeymapError> {
        Bindings::parse(toml).map(|bindings| Self(Some(bindings)))
    }

    fn bindings(&self) -> &Bindings {
        self.0.as_ref().unwrap_or_else(|| &BY_DEFAULT)
    }

    /// Binds an action to exactly these keys in `context`; they lose their other bindings there.
    pub fn rebind(&mut self, context: Context, action: Action, keys: Vec<Key>) {
        self.0.get_or_insert_with(|| BY_DEFAULT.clone()).rebind(context, action, keys);
    }

    /// The action of `key` in `context`.
    pub fn action(&self, context: Context, key: Key) -> Option<Action> {
        let of = |context| self.bindings().actions.get(&(context, key)).copied();
        of(context).or_else(|| of(Context::Any))
    }

    /// The keys for `action`, in any pane, as the help shows them: each once.
    pub fn keys(&self, action: Action) -> Vec<String> {
        let mut keys = Vec::new();
        let listed = self.bindings().listed.iter().filter(|(_, a, _)| *a == action);
        for key in listed.flat_map(|(_, _, keys)| keys) {
            let written = key.to_string();
            if !keys.contains(&written) {
                keys.push(written);
            }
        }
        keys
    }
}

impl Bindings {
    fn parse(toml: &str) -> Result<Self, KeymapError> {
        let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(toml)?;
        let mut bindings = Self::default();
        for (table, actions) in tables {
            let context = Context::from_name(&table).ok_or(KeymapError::Context(table))?;
            for (name, keys) in actions {
                let action = Action::from_name(&name).ok_or(KeymapError::Action(name))?;
                bindings.bind(context, action, keys)?;
            }
        }
        Ok(bindings)
    }

    fn bind(&mut self, context: Context, action: Action, written: Vec<String>) -> Result<(), KeymapError> {
        let mut keys = Vec::with_capacity(written.len());
        for name in written {
            let key = Key::parse(&name).ok_or(KeymapError::Key(name))?;
            if self.actions.insert((context, key), action).is_some() {
                return Err(KeymapError::Twice(key));
            }
            keys.push(key);
        }
        self.listed.push((context, action, keys));
        Ok(())
    }

    fn rebind(&mut self, context: Context, action: Action, keys: Vec<Key>) {
        self.actions.retain(|(c, key), a| *c != context || *a != action && !keys.contains(key));
        for (c, _, listed) in &mut self.listed {
            if *c == context {
                listed.retain(|key| !keys.contains(key));
            }
        }
        self.listed.retain(|(c, a, _)| *c != context || *a != action);
        for &key in &keys {
            self.actions.insert((context, key), action);
        }
        self.listed.push((context, action, keys));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::key::Code;

    #[test]
    fn the_default_is_well_formed() {
        let keymap = Keymap::default();
        assert_eq!(keymap.keys(Action::GoToMark), ["'", "`"]);
    }

    #[test]
    fn a_pane_goes_before_everywhere() {
        let keymap = Keymap::default();
        let space = Key::plain(Code::Char(' '));
        assert_eq!(keymap.action(Context::Text, space), Some(Action::PageDown));
        assert_eq!(keymap.action(Context::Actors, space), Some(Action::ToggleActor));
    }

    #[test]
    fn a_wrong_keymap_says_what_is_wrong() {
        let error = |toml: &str| Keymap::parse(toml).expect_err(toml).to_string();
        assert!(error("[any]\nfly = [\"j\"]").contains("\"fly\""));
        assert!(error("[any]\ntop = [\"hyper-j\"]").contains("\"hyper-j\""));
        assert!(error("[any]\ntop = [\"j\"]\nbottom = [\"j\"]").contains("twice"));
        assert!(error("[everywhere]\ntop = [\"j\"]").contains("[everywhere]"));
    }
}
