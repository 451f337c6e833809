//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  attache                          open a bundled sample
  attache story.txt                read a briefing: who is in it, who said what
  curl -s URL/story.md | attache - read what another program writes
  attache analyze story.txt        the same as JSON, for scripts
  attache analyze --format text story.txt
                                   a summary: actors with counts, quotes with speakers
  attache analyze --format jsonl *.txt > briefings.jsonl
                                   one JSON object a line, one line a file

Inside the reader, ? shows the keys and q leaves.
Exit codes: 0 done, 1 failed, 2 wrong usage.";

/// A terminal reader for geopolitical briefings: who is in it, and who said what.
#[derive(Debug, Parser)]
#[command(name = "attache", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The text to read: plain text or Markdown, - for standard input
    pub file: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the actors and quotes of texts, as JSON or as a summary
    #[command(
        visible_alias = "analyse",
        after_help = "\
Examples:
  attache analyze story.txt | jq '.quotes[].speaker'
  curl -s URL/story.txt | attache analyze - --format text
  attache analyze --format jsonl *.txt > briefings.jsonl

Offsets are bytes of the object's own \"text\". Messages go to standard error."
    )]
    Analyze(Analyze),
}

/// The arguments of `attache analyze`.
#[derive(Debug, clap::Args)]
pub(super) struct Analyze {
    /// The texts, - for standard input (which is read when none is named)
    #[arg(value_name = "FILE", default_value = "-")]
    pub files: Vec<PathBuf>,

    /// How to print each briefing
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// How `attache analyze` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One indented object; of several files one object a line
    #[default]
    Json,
    /// One object a line
    Jsonl,
    /// A summary for people
    Text,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal can show it and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_file_or_a_subcommand() {
        let parse = |words: &[&str]| Args::try_parse_from(words);
        assert_eq!(parse(&["attache", "-"]).unwrap().file, Some(PathBuf::from("-")));
        assert!(parse(&["attache", "--colour", "x"]).is_err());
        let args = parse(&["attache", "analyze", "--color", "never"]).unwrap();
        assert_eq!(args.color, Color::Never);
        let Some(Command::Analyze(analyze)) = args.command else { panic!("no subcommand") };
        assert_eq!(analyze.files, [PathBuf::from("-")]);
        assert_eq!(analyze.format, Format::Json);
    }
}
