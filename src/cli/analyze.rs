//! `attache analyze`: texts in, briefings out.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::args::{Analyze, Args, Color, Format as Printed};
use super::folder::Found;
use super::gather::{self, Meter};
use super::known::Known;
use super::parallel::{self, Sink};
use super::{access, fail, report};
use crate::analysis::table::Table;
use crate::briefing::{Briefing, Level, Reason, notice, said_of};
use crate::export::{explain, json, summary};
use crate::session::{self, Access};
use crate::text::count;

/// Analyses every file on all cores, and prints the briefings in file order; a failing file is reported and the
/// others go on.
pub(super) fn run(args: &Analyze, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let mut meter = Meter::new();
    let files = gather::all(&args.files, &mut meter);
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut printer = Printer::new(args, all.color, files.len() > 1);
    let (mut code, mut skipped, mut begun) = (ExitCode::SUCCESS, 0_usize, 0_usize);
    let access = access::of(all);
    let work = |file: &Found, sink: &Sink<Piece>| analyze(file, &access, args.explain, known.table, sink);
    let failed = |file: &Found| Piece::Failed(broken(&file.path));
    parallel::in_order(&files, parallel::cores(), work, failed, |piece| {
        meter.clear();
        match piece {
            Piece::Begun => {
                begun += 1;
                meter.tell(&format!("{begun} of {}", count(files.len(), "file")));
            }
            Piece::Made(made) => printer.made(&made, &mut out)?,
            Piece::Skipped => skipped += 1,
            Piece::Failed(why) => {
                fail(&why);
                code = ExitCode::FAILURE;
            }
        }
        anyhow::Ok(())
    })?;
    out.flush()?;
    meter.clear();
    gather::left_out_notice(skipped).iter().for_each(|left_out| report(&notice(left_out)));
    Ok(code)
}

/// The message about a file that crashes the program.
pub(super) fn broken(file: &Path) -> String {
    format!("Analysing {} failed because of a bug in attache; the other files go on.", session::shown(file))
}

/// A part of a file's result; a file gives several.
enum Piece {
    /// Reading has begun.
    Begun,
    /// The briefing of one of its documents.
    Made(Box<Made>),
    /// It was found in a directory and is not text.
    Skipped,
    /// It cannot be read, for this reason.
    Failed(String),
}

/// A briefing that is ready to be printed.
struct Made {
    shown: String,
    notices: Vec<String>,
    /// Its file contains several documents.
    several: bool,
    briefing: Briefing,
    /// The reason for each quote's speaker, if requested.
    reasons: Option<Vec<Reason>>,
}

/// Analyses the documents of one file.
fn analyze(file: &Found, access: &Access, explain: bool, table: &Table, sink: &Sink<Piece>) {
    sink.send(Piece::Begun);
    if file.swept && session::is_binary(&file.path, access.from) {
        sink.send(Piece::Skipped);
        return;
    }
    let documents = match session::documents(&file.path, access) {
        Ok(documents) => documents,
        Err(error) => {
            sink.send(Piece::Failed(format!("{error:#}")));
            return;
        }
    };
    let several = documents.len() > 1;
    for (number, imported) in (1..).zip(session::complete(documents, &file.path, access)) {
        let shown = session::shown(&session::part_name(&file.path, number));
        let notices = said_of(&imported.document);
        let (briefing, reasons) = if explain {
            let (briefing, reasons) = Briefing::explained(imported.document, table);
            (briefing, Some(reasons))
        } else {
            (session::briefing(imported, table), None)
        };
        if !sink.send(Piece::Made(Box::new(Made { shown, notices, several, briefing, reasons }))) {
            return;
        }
    }
}

/// How briefings are printed in this run.
struct Printer {
    format: Printed,
    /// Whether there are several documents.
    several: bool,
    /// Whether anything was printed as text.
    begun: bool,
    style: summary::Style,
    level: Level,
}

impl Printer {
    fn new(args: &Analyze, color: Color, several: bool) -> Self {
        let bold = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => super::has_screen() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let style = if bold { summary::Style::Bold } else { summary::Style::Plain };
        Self { format: args.format, several, begun: false, style, level: args.level.level() }
    }

    /// Names the document above its text if there are several.
    fn head(&mut self, shown: &str, out: &mut impl Write) -> io::Result<()> {
        let gap = if std::mem::replace(&mut self.begun, true) { "\n\n" } else { "" };
        if self.several { writeln!(out, "{gap}=== {shown} ===\n") } else { Ok(()) }
    }

    /// Prints a briefing, after the notices of its import.
    fn made(&mut self, made: &Made, out: &mut impl Write) -> io::Result<()> {
        self.several |= made.several;
        made.notices.iter().for_each(|notice| report(&format!("{}: {notice}", made.shown)));
        if let Some(reasons) = &made.reasons {
            self.head(&made.shown, out)?;
            explain::write(&made.briefing, reasons, out)?;
        } else {
            self.print(&made.briefing, &made.shown, out)?;
        }
        // A consumer of many briefings sees each as soon as it is ready.
        out.flush()
    }

    fn print(&mut self, briefing: &Briefing, shown: &str, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Printed::Json if !self.several => json::write_indented(briefing, out),
            Printed::Json | Printed::Jsonl => json::write_line(briefing, out),
            Printed::Text => {
                self.head(shown, out)?;
                summary::write(briefing, self.level, self.style, out)
            }
        }
    }
}
