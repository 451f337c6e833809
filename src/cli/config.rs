//! Finds the configuration and the user's own themes, and prints the default.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::ConfigArgs;
use crate::reader::{ColorDepth, Config, Theme, ThemeChoice, default_config, hint};
use crate::session::shown;
use crate::store::archive::Place as ArchivePlace;
use crate::text::{count, sanitise_line};

/// The configuration for the reader, and its faults, a sentence each.
///
/// The file in its usual place may be missing; one named on the command line must exist.
pub(super) fn load(named: Option<&Path>) -> Result<(Config, Vec<String>)> {
    let Some(path) = named.map(Path::to_owned).or_else(usual_path) else {
        return Ok((Config::parse(""), Vec::new()));
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => String::new(),
        Err(error) => {
            let what = unreadable(&path, &error);
            return if named.is_some() { Err(anyhow!(what)) } else { Ok((Config::parse(""), vec![what])) };
        }
    };
    let mut config = Config::parse(&text);
    let place = |line: usize| format!(" Line {line} of {}.", shown(&path));
    let mut faults: Vec<String> =
        config.faults.iter().map(|f| format!("{}{}", f.what, place(f.line))).collect();
    if let Some(name) = config.own_theme.take() {
        match own_theme(&path, &name) {
            Ok(theme) => config.options.theme = ThemeChoice::Own(theme),
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(config.archive.as_deref().and_then(|said| ArchivePlace::new(said).fault()));
    if config.more_faults > 0 {
        faults.push(format!("Not shown: {} in {}.", count(config.more_faults, "more fault"), shown(&path)));
    }
    Ok((config, faults))
}

/// Why a configuration cannot be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> String {
    let reason = sanitise_line(&error.to_string(), 200);
    format!("The configuration {} cannot be read, the system says: {reason}.", shown(path))
}

/// `attache config`: prints the default, or checks the configuration.
pub(super) fn run(args: &ConfigArgs, named: Option<&Path>) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    if args.print_default {
        out.write_all(default_config().as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (_, faults) = load(named)?;
    for fault in &faults {
        super::report(fault);
    }
    if !faults.is_empty() {
        return Ok(ExitCode::from(2));
    }
    let path = named.map(Path::to_owned).or_else(usual_path);
    match path.filter(|path| path.exists()) {
        Some(path) => writeln!(out, "{} has no errors.", shown(&path))?,
        None => writeln!(out, "There is no configuration; `attache config --print-default` prints one.")?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The path of the configuration, unless the command line names another.
fn usual_path() -> Option<PathBuf> {
    Some(super::state::config_folder()?.join("config.toml"))
}

/// The most themes in a folder to compare with a misspelled name.
const THEMES: usize = 100;

/// The names of the user's own themes in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().take(THEMES).map(|entry| entry.path());
    let themes = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    themes.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

/// The text of a theme in the folder `themes` beside the configuration.
fn own_theme(config: &Path, name: &str) -> Result<String, String> {
    let clean = sanitise_line(name, 60);
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Err(format!("“{clean}” is not the name of a theme; write the name alone, without a folder."));
    }
    let folder = config.with_file_name("themes");
    let path = folder.join(format!("{name}.toml"));
    let text = fs::read_to_string(&path).map_err(|_| {
        let own = names_in(&folder);
        let mut known: Vec<&str> = own.iter().map(String::as_str).collect();
        ThemeChoice::names().for_each(|name| known.push(name));
        format!("theme “{clean}” is not built in, and there is no {}; {}", shown(&path), hint(name, &known))
    })?;
    for depth in [ColorDepth::Ansi16, ColorDepth::True] {
        let checked = Theme::parse_own(&text, depth);
        checked
            .map_err(|error| format!("In {}: {}", shown(&path), sanitise_line(&error.to_string(), 200)))?;
    }
    Ok(text)
}
