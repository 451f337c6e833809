//! `attache analyze`: texts in, briefings out.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::args::{Analyze, Args, Color, Format};
use super::known::Known;
use super::{analysis, input, is_broken_pipe, report};
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::export::{explain, json, summary};
use crate::import::Imported;

/// Analyses every file; one that fails is reported and the others go on.
pub(super) fn run(args: &Analyze, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut printer = Printer::new(args, all.color);
    let mut code = ExitCode::SUCCESS;
    for path in &args.files {
        let documents = input::documents(path, all.from);
        match documents.and_then(|all| analyze(path, all, known.table, &mut printer, &mut out)) {
            Ok(()) => {}
            Err(error) if is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                report(&format!("{error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    out.flush()?;
    Ok(code)
}

/// Analyses and prints what one file holds.
fn analyze(
    path: &Path,
    documents: Vec<Imported>,
    table: &Table,
    printer: &mut Printer,
    out: &mut impl Write,
) -> Result<()> {
    let several = documents.len() > 1;
    printer.several |= several;
    for (number, imported) in (1..).zip(documents) {
        let shown = input::shown(&input::part_name(path, if several { number } else { 1 }));
        for notice in &imported.document.notices {
            report(&format!("{shown}: {notice}"));
        }
        if printer.explain {
            printer.head(&shown, out)?;
            let (briefing, reasons) = Briefing::explained(imported.document, table);
            explain::write(&briefing, &reasons, out)?;
        } else {
            printer.print(&analysis::briefing(imported, table), &shown, out)?;
        }
        // A consumer of many briefings sees each as soon as it is made.
        out.flush()?;
    }
    Ok(())
}

/// How briefings are printed in this run.
struct Printer {
    format: Format,
    explain: bool,
    /// There are several documents.
    several: bool,
    /// Something was printed as text.
    begun: bool,
    style: summary::Style,
}

impl Printer {
    fn new(args: &Analyze, color: Color) -> Self {
        let bold = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => super::has_screen() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let style = if bold { summary::Style::Bold } else { summary::Style::Plain };
        Self {
            format: args.format,
            explain: args.explain,
            several: args.files.len() > 1,
            begun: false,
            style,
        }
    }

    /// Names the document above its text, where there are several.
    fn head(&mut self, shown: &str, out: &mut impl Write) -> io::Result<()> {
        let gap = if std::mem::replace(&mut self.begun, true) { "\n\n" } else { "" };
        if self.several { writeln!(out, "{gap}=== {shown} ===\n") } else { Ok(()) }
    }

    fn print(&mut self, briefing: &Briefing, shown: &str, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json if !self.several => json::write_indented(briefing, out),
            Format::Json | Format::Jsonl => json::write_line(briefing, out),
            Format::Text => {
                self.head(shown, out)?;
                summary::write(briefing, self.style, out)
            }
        }
    }
}
