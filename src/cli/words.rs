//! Options among the words of a query: `attache find speaker:lund --count` counts, like `attache find --count
//! speaker:lund`, and `-word` excludes a word.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};

/// Moves the options of a query command before its query, which `--` then begins. Words after a `--` are query words,
/// whatever they look like; so are words with one hyphen that are not options.
pub(super) fn sorted(words: Vec<OsString>, definition: &Command) -> Vec<OsString> {
    let Some((at, command)) = command(&words, definition) else { return words };
    if !command.get_positionals().any(Arg::is_trailing_var_arg_set) {
        return words;
    }
    let options = Options { command, whole: definition };
    let mut words = words.into_iter();
    let mut sorted: Vec<OsString> = words.by_ref().take(at + 1).collect();
    let mut query = Vec::new();
    while let Some(word) = words.next() {
        match options.read(&word) {
            Word::End => {
                query.extend(words);
                break;
            }
            Word::Query => query.push(word),
            Word::Option { takes_next } => {
                sorted.push(word);
                sorted.extend(takes_next.then(|| words.next()).flatten());
            }
        }
    }
    if !query.is_empty() {
        sorted.push("--".into());
    }
    sorted.append(&mut query);
    sorted
}

/// The command among the words, and its position.
fn command<'a>(words: &[OsString], definition: &'a Command) -> Option<(usize, &'a Command)> {
    let options = Options { command: definition, whole: definition };
    let mut at = 1;
    loop {
        let word = words.get(at)?;
        match options.read(word) {
            Word::End => return None,
            Word::Query => return Some((at, definition.find_subcommand(word)?)),
            Word::Option { takes_next } => at += 1 + usize::from(takes_next),
        }
    }
}

/// The kind of a word on the command line.
enum Word {
    /// `--`, after which no word is an option.
    End,
    /// An option, whose value may be the next word.
    Option { takes_next: bool },
    /// Anything else.
    Query,
}

/// The options of a command.
struct Options<'a> {
    command: &'a Command,
    /// The program, whose global options belong to every command.
    whole: &'a Command,
}

impl<'a> Options<'a> {
    fn all(&self) -> impl Iterator<Item = &'a Arg> {
        self.command.get_arguments().chain(self.whole.get_arguments().filter(|arg| arg.is_global_set()))
    }

    fn read(&self, word: &OsStr) -> Word {
        let Some(word) = word.to_str() else { return Word::Query };
        let takes_value = |arg: Option<&Arg>| arg.is_some_and(|arg| arg.get_action().takes_values());
        match (word.strip_prefix("--"), word.strip_prefix('-')) {
            (Some(""), _) => Word::End,
            // An unknown one is a mistake, which the parser reports.
            (Some(long), _) => {
                let arg = self.all().find(|arg| arg.get_long() == Some(long));
                Word::Option { takes_next: takes_value(arg) }
            }
            (None, Some(short)) => {
                let mut rest = short.chars();
                let Some(letter) = rest.next() else { return Word::Query };
                let (arg, value) = (self.all().find(|arg| arg.get_short() == Some(letter)), rest.as_str());
                match (arg, value) {
                    // Every command has -h, which is added to its definition only when that is built.
                    (None, "") if letter == 'h' => Word::Option { takes_next: false },
                    (Some(_), "") => Word::Option { takes_next: takes_value(arg) },
                    (Some(arg), value) if takes_value(Some(arg)) && is_value(arg, value) => {
                        Word::Option { takes_next: false }
                    }
                    _ => Word::Query,
                }
            }
            (None, None) => Word::Query,
        }
    }
}

/// Whether the text right after an option's letter is its value: -n5 and -fcsv, but not -north and -forest.
fn is_value(arg: &Arg, written: &str) -> bool {
    let written = written.strip_prefix('=').unwrap_or(written);
    let possible = arg.get_possible_values();
    if possible.is_empty() {
        !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit())
    } else {
        possible.iter().any(|value| value.matches(written, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::definition;

    fn of(line: &str) -> String {
        let words = line.split(' ').map(OsString::from).collect();
        let sorted = sorted(words, &definition());
        sorted.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_option_is_one_wherever_it_is() {
        assert_eq!(of("attache find speaker:lund --count"), "attache find --count -- speaker:lund");
        assert_eq!(of("attache find a --format csv b -n 5"), "attache find --format csv -n 5 -- a b");
        assert_eq!(of("attache find a --format=csv -n5 -fcsv"), "attache find --format=csv -n5 -fcsv -- a");
        assert_eq!(of("attache inbox speaker:lund --keep Lund"), "attache inbox --keep Lund -- speaker:lund");
        assert_eq!(of("attache tag +later #12 --no-state"), "attache tag --no-state -- +later #12");
        assert_eq!(
            of("attache --config c.toml find a --config d.toml"),
            "attache --config c.toml find --config d.toml -- a"
        );
        assert_eq!(of("attache find a --formt csv"), "attache find --formt -- a csv");
        assert_eq!(of("attache find a -h"), "attache find -h -- a");
    }

    #[test]
    fn a_word_with_one_hyphen_is_a_word_that_is_not_wanted() {
        assert_eq!(of("attache find a OR b -c"), "attache find -- a OR b -c");
        assert_eq!(of("attache find -north -forest -h1 - a"), "attache find -- -north -forest -h1 - a");
        assert_eq!(of("attache tag -unread date:2018-01"), "attache tag -- -unread date:2018-01");
    }

    #[test]
    fn what_comes_after_two_hyphens_is_query() {
        assert_eq!(of("attache find a --count -- --format"), "attache find --count -- a --format");
        assert_eq!(of("attache -- find a --count"), "attache -- find a --count");
    }

    #[test]
    fn other_commands_keep_their_words_as_they_are() {
        for line in ["attache", "attache story.txt --no-state", "attache --config find story.txt --offline"] {
            assert_eq!(of(line), line);
        }
        assert_eq!(of("attache dossier Ana Lund -n 5"), "attache dossier Ana Lund -n 5");
        assert_eq!(of("attache find --count"), "attache find --count");
    }
}
