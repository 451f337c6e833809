//! The definition of the archive's commands.

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
  attache find '#12' '#31'                        documents by the numbers that it prints
  attache find --names list.txt --format csv      a row a name, those without hits too

Fields: speaker: quote: actor: with: to: role: kind: country: text: source: in: tag: note:
since: until: date: is: story: like: query: sort:. The newest come first; sort:old, sort:best.
Options may come anywhere among the words; after -- all words are the query.")]
    Find(Find),

    /// Follow addresses, directories, mailboxes, or list what is followed
    #[command(after_help = "\
Examples:
  attache follow https://host/feed.xml --group wires
  attache follow briefings/ letters.mbox Maildir/ feeds.opml
  attache follow                                  what is followed, and how it failed last
  attache follow --stop https://host/feed.xml")]
    Follow(Follow),

    /// Ask everything that is followed for what is new
    #[command(after_help = "\
Examples:
  attache sync                     what is due
  attache sync --all --verbose
  attache sync wires.xml           one of them, by name or address

Servers are asked at most once an hour, one question at a time; one that fails waits twice as
long, up to a day, and the others go on. Programs named pre-sync and post-sync in
~/.config/attache/hooks run before and after. Exit code 1: something failed.")]
    Sync(Sync),

    /// Print the queries that are kept, with how much is new; keep one, or drop it
    #[command(after_help = "\
Examples:
  attache inbox
  attache inbox --keep 'Abarca on the lighthouse' speaker:abarca lighthouse
  attache inbox --drop 'Abarca on the lighthouse'
  attache inbox --seen                            nothing is new any more

attache archive reads them.")]
    Inbox(Inbox),

    /// Tag documents of the archive, or mark them as read
    #[command(after_help = "\
Examples:
  attache tag +lighthouse speaker:abarca quote:lighthouse
  attache tag +later -lighthouse '#12' '#31'      documents by the numbers that find prints
  attache tag -unread date:2018-01                read; +unread makes them unread again

Tags and what was read are a person's own: $ATTACHE_PERSON, or who is logged in.")]
    Tag(Tag),

    /// Print what an actor has said, in order of time
    Dossier(DossierArgs),

    /// Answer whether people who share a name are one person
    Same(Same),

    /// Show where two texts differ, word by word
    #[command(after_help = "\
Examples:
  attache compare draft.txt final.txt
  attache compare '#12' '#31'      documents of the archive, by the numbers that find prints
  attache compare --story 12       a document and the others of its story
  attache compare --quotes 12      its quotes as other documents have them

[-gone-] is only in the first, {+new+} only in the second.")]
    Compare(Compare),

    /// Read in the archive; or check it, copy it, make its indexes again, write it out, forget a document
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
    #[arg(value_name = "QUERY", trailing_var_arg = true)]
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

    /// Look for each name in this file, one per line, and print one row per name
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "query")]
    pub names: Option<PathBuf>,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum HitFormat {
    /// For people
    #[default]
    Text,
    /// One object per line
    Jsonl,
    /// One row per hit, with a header
    Csv,
}

/// The arguments of `attache inbox`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Inbox {
    /// Keep the query under this name
    #[arg(long, value_name = "NAME", requires = "query", conflicts_with_all = ["drop", "seen"])]
    pub keep: Option<String>,

    /// Drop the kept query of this name
    #[arg(long, value_name = "NAME", conflicts_with = "seen")]
    pub drop: Option<String>,

    /// Mark everything as seen
    #[arg(long)]
    pub seen: bool,

    /// The query that is kept
    #[arg(value_name = "QUERY", trailing_var_arg = true, requires = "keep")]
    pub query: Vec<String>,
}

/// The arguments of `attache tag`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Tag {
    /// Tags with + or - before them, then a query or documents as #12
    #[arg(value_name = "TAG", required = true, trailing_var_arg = true)]
    pub words: Vec<String>,
}

/// The arguments of `attache follow`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Follow {
    /// Addresses, directories, mailboxes; OPML files name feeds; with --stop names too
    #[arg(value_name = "ADDRESS")]
    pub addresses: Vec<PathBuf>,

    /// How it is called
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Its group, which queries name with in:
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,

    /// Hours between two tries
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(i64).range(1..=8760))]
    pub every: Option<i64>,

    /// Stop following them; what they brought stays
    #[arg(long)]
    pub stop: bool,
}

/// The arguments of `attache sync`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Sync {
    /// Only these, by name or address, whether or not they are due
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,

    /// All, whether or not they are due
    #[arg(long)]
    pub all: bool,

    /// Print the number and the name of each document once it is on the disk
    #[arg(long, short)]
    pub verbose: bool,
}

/// The arguments of `attache dossier`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DossierArgs {
    /// The actor's name
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,

    /// How to print it
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DossierFormat,

    /// The most quotes
    #[arg(long, short = 'n', default_value_t = 200, value_name = "NUMBER")]
    pub limit: usize,
}

/// How a dossier is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DossierFormat {
    /// Markdown
    #[default]
    Md,
    /// One object
    Json,
}

/// The arguments of `attache same`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Same {
    /// The name that they share
    #[arg(value_name = "NAME", required_unless_present = "undo")]
    pub name: Vec<String>,

    /// Take the last answer back
    #[arg(long)]
    pub undo: bool,
}

/// The arguments of `attache compare`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Compare {
    /// Two texts, addresses, or documents of the archive as #12
    #[arg(value_name = "TEXT", num_args = 2, required_unless_present_any = ["story", "quotes"])]
    pub texts: Vec<PathBuf>,

    /// Compare a document with the others of its story
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["texts", "quotes"])]
    pub story: Option<i64>,

    /// Show the quotes of a document as other documents have them
    #[arg(long, value_name = "NUMBER", conflicts_with = "texts")]
    pub quotes: Option<i64>,
}

/// The arguments of `attache archive`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Upkeep {
    #[command(subcommand)]
    pub what: Option<What>,

    /// Nothing but the archive: no files, no addresses, no other programs, nothing written out
    #[arg(long)]
    pub only: bool,
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
    /// Copy everything to a folder or a server that has no archive yet
    Move {
        /// A folder, or the address of a server
        #[arg(value_name = "WHERE")]
        to: String,
    },
    /// Print every document with who said what in it, one JSON object a line
    Export,
    /// Take documents out for good, with the copies of what was fetched, by the numbers that find prints
    Forget {
        /// Their numbers
        #[arg(value_name = "NUMBER", required = true)]
        numbers: Vec<i64>,
    },
}
