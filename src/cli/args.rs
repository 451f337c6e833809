//! The definition of the command line.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

use crate::briefing::Level;
use crate::import::Format as From;
use crate::text::sanitise_line;

const EXAMPLES: &str = "\
Examples:
  attache                          what was read before; the first time, a sample
  attache story.txt                read a briefing: who is in it, who said what
  attache *.txt                    several: J next, K previous, B lists them
  attache briefings/               every text in a directory, and in those in it
  attache https://host/story       fetch a page, a feed, a PDF document
  attache page.html letter.eml     web pages, mail, feeds, news wire: see attache formats
  attache wire.rss#3               the third document of a feed or a mailbox
  curl -s URL/story.md | attache - read what another program writes
  attache analyze story.txt        the same as JSON, for scripts
  attache analyze --format text story.txt
                                   a summary: actors with counts, quotes with speakers
  attache add briefings/           keep texts in the archive
  attache find speaker:lavrov quote:constitution since:2018-01
                                   ask the archive who said what
  attache export story.txt --speaker lund --format md
                                   quotes with citations, as corrected in the reader
  attache analyze --format jsonl *.txt > briefings.jsonl
                                   one JSON object a line, one line a file
  attache analyze --explain story.txt
                                   why each quote has its speaker
  attache config --print-default   every setting with its default
  attache --actors ours.toml story.txt
                                   with actors of your own; every .toml and .csv in
                                   ~/.config/attache/actors/ is read without being named

What is kept (where you stopped, marks, corrections, highlights, notes) is in
$XDG_STATE_HOME/attache, or ~/.local/state/attache. ATTACHE_SECURE=1 starts no
other program, fetches nothing and writes nowhere else. Copies of what was fetched are
in $XDG_CACHE_HOME/attache, or ~/.cache/attache.

Inside the reader, ? shows the keys and q leaves.
Exit codes: 0 done, 1 failed, 2 wrong usage.";

/// A terminal reader for geopolitical briefings: who is in it, and who said what.
#[derive(Debug, Parser)]
#[command(name = "attache", version, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Files, directories, addresses (https://…) or documents of the archive (#12) to read, - for standard input; J and K go
    /// to the next and previous
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Do not read or write saved state
    #[arg(long, global = true)]
    pub no_state: bool,

    /// Your own actors, in TOML or CSV, over the built-in ones; may be repeated
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub actors: Vec<PathBuf>,

    /// Read the files as this format; `attache formats` lists them. By default the format is detected from the content
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats(), hide_possible_values = true)]
    pub from: Option<From>,

    #[command(flatten)]
    pub fetching: Fetching,

    /// When to use colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub color: Color,

    /// Configuration file to use instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Log to this file what is opened, fetched, analysed and saved, and what fails
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,

    /// For screen readers: plain characters, one pane at a time, the cursor on the selection
    #[arg(long)]
    pub accessible: bool,
}

impl Args {
    /// Standard input can be read only once, and a command comes before its files.
    pub fn checked(self) -> Result<Self, clap::Error> {
        if let (Some(_), Some(file)) = (&self.command, self.files.first()) {
            let name = sanitise_line(&file.to_string_lossy(), 200);
            let why = format!("Put the command before its files; “{name}” comes before it here.");
            return Err(Self::command().error(ErrorKind::ArgumentConflict, why));
        }
        if self.files.iter().filter(|f| f.as_path() == Path::new("-")).count() > 1 {
            let why = "Standard input can be read only once; give - once.";
            return Err(Self::command().error(ErrorKind::ValueValidation, why));
        }
        Ok(self)
    }
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
  attache analyze --format jsonl briefings/ > briefings.jsonl

In directories, hidden files, links and files that are not texts are skipped.
Offsets are bytes of the object's own \"text\". Messages go to standard error."
    )]
    Analyze(Analyze),

    /// Write quotes, highlights and notes with their citations, as corrected in the reader
    #[command(after_help = "\
Examples:
  attache export story.txt                     quotes, highlights and notes as Markdown
  attache export story.txt --quotes --speaker lavrov --format csv
  attache export story.txt --notes > notes.md
  attache export briefings/ --format csv > quotes.csv
  attache export story.txt --level unsure      also stances, and what is unsure
  attache export story.txt --format bibtex >> sources.bib")]
    Export(Export),

    /// Print a text's corrections as TOML, or add corrections from such a file
    #[command(after_help = "\
Examples:
  attache corrections story.txt > story.corrections.toml
  attache corrections story.txt --import story.corrections.toml

Edits name actors by id and name and passages by their words, so that they also fit a
text that differs a little. JSON of the same shape is taken as well.")]
    Corrections(Corrections),

    #[command(flatten)]
    Archival(super::archive::args::Archival),

    /// Check the configuration, or print the default with explanations
    #[command(after_help = "\
Examples:
  attache config --print-default > ~/.config/attache/config.toml
  attache config --config other.toml

Exit codes: 0 no errors or no configuration, 2 errors.")]
    Config(ConfigArgs),

    /// List the formats that can be read
    #[command(after_help = "\
The format is detected from the content, then the name; --from overrides both:
  attache --from markdown notes")]
    Formats,
}

/// The values of `--from`: formats by name, or by a file extension.
fn formats() -> impl TypedValueParser<Value = From> {
    let value = |f: &From| PossibleValue::new(f.name()).aliases(f.endings()).help(f.what());
    PossibleValuesParser::new(From::ALL.iter().map(value))
        .try_map(|name| From::named(&name).ok_or("Unknown format."))
}

/// The arguments of `attache config`.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// Print every setting with its default and an explanation
    #[arg(long)]
    pub print_default: bool,
}

/// The arguments of `attache export`.
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// Files, directories or addresses, - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Quotes with their speakers
    #[arg(long)]
    pub quotes: bool,

    /// Highlights with their notes
    #[arg(long)]
    pub notes: bool,

    /// Only quotes by speakers whose name contains this; may be repeated
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,

    /// Which quotes
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub level: Quotes,

    /// In which form
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Passages,
}

/// Which quotes are written. Each level has what the one before it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Quotes {
    /// Sure quotations only
    Quotations,
    /// Also sure statements in other words
    #[default]
    Statements,
    /// Also sure stances: condemned the attack, hopes for a deal
    Stances,
    /// Also unsure ones, marked as unsure
    Unsure,
}

impl Quotes {
    /// The corresponding level.
    pub fn level(self) -> Level {
        match self {
            Self::Quotations => Level::Quotations,
            Self::Statements => Level::Statements,
            Self::Stances => Level::Stances,
            Self::Unsure => Level::Unsure,
        }
    }
}

/// How `attache export` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Passages {
    /// Markdown: quotations with citations
    #[default]
    Md,
    /// One citation per line
    Text,
    /// One row per passage, with a header
    Csv,
    /// An array of objects
    Json,
    /// One @misc entry per passage
    Bibtex,
}

/// The arguments of `attache corrections`.
#[derive(Debug, clap::Args)]
pub(super) struct Corrections {
    /// The text, - for standard input; a document of the archive as #12
    pub file: PathBuf,

    /// Add the corrections in this file
    #[arg(long, value_name = "FILE")]
    pub import: Option<PathBuf>,

    /// Ask about each correction of others who share the archive whether to take it
    #[arg(long, conflicts_with = "import")]
    pub others: bool,

    /// With --others: ask again about those that were left
    #[arg(long, requires = "others")]
    pub again: bool,
}

/// The arguments of `attache analyze`.
#[derive(Debug, clap::Args)]
pub(super) struct Analyze {
    /// Files, directories or addresses, - for standard input (the default)
    #[arg(value_name = "FILE", default_value = "-")]
    pub files: Vec<PathBuf>,

    /// How to print each briefing
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    /// Which quotes the summary shows; JSON has all
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub level: Quotes,

    /// Explain each quote: words, speaker, cue, rule, confidence and runner-up, as text
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
}

/// How `attache analyze` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One indented object; one per line for several files
    #[default]
    Json,
    /// One object per line
    Jsonl,
    /// A summary for people
    Text,
}

/// Options for fetching.
#[derive(Debug, clap::Args)]
pub(super) struct Fetching {
    /// Allow addresses on this machine and its local network
    #[arg(long, global = true)]
    pub allow_local: bool,

    /// Do not use the network, only what was fetched before
    #[arg(long, global = true)]
    pub offline: bool,

    /// Do not read or write the cache of fetched pages
    #[arg(long, global = true)]
    pub no_cache: bool,

    /// Fetch the full text of feed items that are only summaries
    #[arg(long = "fetch-items", value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub items: FetchItems,

    /// Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
}

/// Feeds for which items with only a summary are fetched in full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FetchItems {
    /// For feeds that are fetched
    #[default]
    Auto,
    /// For all feeds, including local files
    Always,
    /// For none
    Never,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// If the terminal supports it and `NO_COLOR` is not set
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

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_file_or_a_subcommand() {
        let parse = |words: &[&str]| Args::try_parse_from(words);
        assert_eq!(parse(&["attache", "-", "a.txt"]).unwrap().files, ["-", "a.txt"].map(PathBuf::from));
        assert!(parse(&["attache", "--colour", "x"]).is_err());
        let args = parse(&["attache", "analyze", "--color", "never"]).unwrap();
        assert_eq!(args.color, Color::Never);
        let Some(Command::Analyze(analyze)) = args.command else { panic!("no subcommand") };
        assert_eq!(analyze.files, [PathBuf::from("-")]);
        assert_eq!(analyze.format, Format::Json);
    }
}
