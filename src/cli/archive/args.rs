//! What can be written on the command line of the archive's commands.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};

/// The commands of the archive.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Archival {
    /// Keep texts in the archive, where `attache find` finds them
    #[command(after_help = "\
Examples:
  attache add story.txt briefings/
  attache add --verbose letters.mbox

What is there already stays as it is; a later version of a file is kept beside the
earlier one. The archive is archive.db in $XDG_STATE_HOME/attache, or ~/.local/state/attache.")]
    Add(Add),

    /// Ask the archive who said what
    #[command(after_help = "\
Examples:
  attache find geneva \\\"safe zone\\\" constit*    all of them, anywhere in a document
  attache find speaker:lavrov quote:constitution since:2018-01
  attache find 'a OR b' -c                        either, and not the third
  attache find by:? is:sure date:7d               unknown speakers of the last week
  attache find --count actor:kurds source:reuters
  attache find --names list.txt --format csv      a row a name, those without hits too

Fields: speaker: quote: actor: with: to: role: kind: country: text: source: in: tag: note:
since: until: date: is: story: like: query: sort:. The newest come first; sort:old, sort:best.")]
    Find(Find),

    /// Check the archive, copy it, make its indexes again, write it out, forget a document
    Archive(Upkeep),
}

/// The arguments of `attache add`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Add {
    /// The texts, directories of them or addresses, - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Print the number and the name of each document once it is on the disk
    #[arg(long, short)]
    pub verbose: bool,
}

/// The arguments of `attache find`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Find {
    /// What to look for; nothing finds everything
    #[arg(value_name = "QUERY", allow_hyphen_values = true, trailing_var_arg = true)]
    pub query: Vec<String>,

    /// How to print hits
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: HitFormat,

    /// The most hits
    #[arg(long, short = 'n', default_value_t = 50, value_name = "NUMBER")]
    pub limit: usize,

    /// Print only how many there are
    #[arg(long, conflicts_with = "names")]
    pub count: bool,

    /// Look for each name of this file, one a line, and print a row a name
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "query")]
    pub names: Option<PathBuf>,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum HitFormat {
    /// For people
    #[default]
    Text,
    /// One object a line
    Jsonl,
    /// One row a hit, with a head
    Csv,
}

/// The arguments of `attache archive`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Upkeep {
    #[command(subcommand)]
    pub what: What,
}

/// What is done to the archive.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum What {
    /// Say whether the file is sound
    Check,
    /// Write a copy to a file that is not there yet, while others go on
    Backup {
        /// The file
        file: PathBuf,
    },
    /// Analyse every document again and make all indexes
    Rebuild {
        /// Only those that another version has analysed
        #[arg(long)]
        stale: bool,
    },
    /// Print every document with who said what in it, one JSON object a line
    Export,
    /// Take a document out for good, by the number that find prints
    Forget {
        /// Its number
        number: i64,
    },
}
