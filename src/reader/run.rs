//! The loop: threads that wait for keys, signals and the runner, and one that updates and draws.

use std::io::{self, IsTerminal, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event::{Effect, Event, Exit, Runner, ScreenEffect};
use super::input::Decoder;
use super::screen::Screen;
use super::terminal::{Terminal, Tty, enter, give_back, size};
use super::{App, Options, render};
use crate::document::Document;

/// How long a signal waits for the loop to end before it ends the program itself.
const PATIENCE: Duration = Duration::from_millis(700);

/// Why the reader could not be run.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// Standard output is no terminal.
    #[error(
        "The reader needs a terminal to draw on, and standard output is none; `attache analyze` writes text."
    )]
    NoTerminal,
    /// The terminal could not be set up or written to.
    #[error("The terminal could not be used: {0}. Check that it is still there and its TERM is right.")]
    Terminal(#[from] io::Error),
}

/// Shows a document until the person quits or the program must end.
#[allow(clippy::needless_pass_by_value, reason = "a reader is opened once, with options of its own")]
pub fn run(
    document: Document,
    options: Options,
    runner: Box<dyn Runner>,
    tty: Tty,
) -> Result<Exit, ReaderError> {
    if !io::stdout().is_terminal() {
        return Err(ReaderError::NoTerminal);
    }
    let (events, inbox) = channel();
    let signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH])?;
    let _terminal = Terminal::take()?;
    let mut screen = Screen::new(tty.frames, size());
    let (mut app, effects) = App::new(document, &options, size());
    draw(&mut screen, &app)?;

    let work = spawn_worker(runner, events.clone());
    watch_signals(signals, events.clone());
    watch_keys(tty.keys, events);
    let mut performer = Performer { screen: &mut screen, work };
    if let Some(exit) = performer.perform(effects)? {
        return Ok(exit);
    }
    match turn(&mut app, &inbox, &mut performer) {
        // A terminal that can no longer be written to is gone.
        Err(ReaderError::Terminal(error)) if error.raw_os_error() == Some(EIO) => Ok(Exit::HungUp),
        result => result,
    }
}

/// Input/output error: what a write to a terminal that hung up gives.
const EIO: i32 = 5;

/// For how long work that is left is done before it is looked whether a key waits.
const SPELL: Duration = Duration::from_millis(10);

/// Waits for events, updates, draws, until the end. While nothing happens, work that is left is done.
fn turn(app: &mut App, inbox: &Receiver<Event>, performer: &mut Performer) -> Result<Exit, ReaderError> {
    loop {
        let mut next = match if app.is_busy() { inbox.try_recv() } else { inbox.recv().map_err(Into::into) } {
            Ok(event) => Some(event),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => return Ok(Exit::HungUp),
        };
        let mut changed = next.is_some();
        // What has piled up while the last frame was on its way is taken in before the next.
        while let Some(event) = next {
            let effects = app.update(event);
            if let Some(exit) = performer.perform(effects)? {
                return Ok(exit);
            }
            next = inbox.try_recv().ok();
        }
        let since = Instant::now();
        while app.is_busy() && since.elapsed() < SPELL {
            changed |= app.work();
        }
        if changed {
            draw(performer.screen, app)?;
        }
    }
}

fn draw(screen: &mut Screen<Box<dyn Write>>, app: &App) -> io::Result<()> {
    let mut frame = Buffer::empty(app.screen());
    render(&mut frame, app);
    screen.show(frame)
}

/// Does what the state asks for.
struct Performer<'a> {
    screen: &'a mut Screen<Box<dyn Write>>,
    work: Sender<Effect>,
}

impl Performer<'_> {
    /// Performs effects; says so where one of them ends the reader.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<Option<Exit>, ReaderError> {
        for effect in effects {
            match effect {
                Effect::Screen(ScreenEffect::Exit(exit)) => return Ok(Some(exit)),
                Effect::Screen(ScreenEffect::Redraw) => self.screen.forget(),
                Effect::Screen(ScreenEffect::Suspend) => Self::suspend()?,
                Effect::Screen(ScreenEffect::Resume) => {
                    enter()?;
                    self.screen.forget();
                }
                effect => drop(self.work.send(effect)),
            }
        }
        Ok(None)
    }

    /// Gives the terminal back and stops; SIGCONT's own event takes it again.
    fn suspend() -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }
}

/// Performs effects one after another on a thread; a panic there becomes a message.
fn spawn_worker(mut runner: Box<dyn Runner>, events: Sender<Event>) -> Sender<Effect> {
    let (work, jobs) = channel::<Effect>();
    thread::spawn(move || {
        runner.begin(events.clone());
        for effect in jobs {
            let answer = catch_unwind(AssertUnwindSafe(|| runner.perform(effect))).unwrap_or_else(|_| {
                let what = "The analysis failed on this text, which is a fault of the program; the text can be read.";
                Some(Event::Failed(what.to_owned()))
            });
            if answer.is_some_and(|event| events.send(event).is_err()) {
                break;
            }
        }
    });
    work
}

fn watch_signals(mut signals: Signals, events: Sender<Event>) {
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => {
                    let (width, height) = size();
                    Event::Resize { width, height }
                }
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                signal => Event::Terminate(signal),
            };
            let ends = matches!(event, Event::Terminate(_));
            if events.send(event).is_err() {
                break;
            }
            if ends {
                // The loop may hang in a write to a terminal that takes nothing any more.
                thread::sleep(PATIENCE);
                give_back();
                std::process::exit(128 + signal);
            }
        }
    });
}

fn watch_keys(mut input: Box<dyn Read + Send>, events: Sender<Event>) {
    thread::spawn(move || {
        let (mut decoder, mut decoded, mut bytes) = (Decoder::default(), Vec::new(), [0; 4096]);
        loop {
            match input.read(&mut bytes) {
                Ok(0) => break,
                Ok(count) => decoder.feed(&bytes[..count], &mut decoded),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
            for event in decoded.drain(..) {
                if events.send(event).is_err() {
                    return;
                }
            }
        }
        let _ = events.send(Event::HungUp);
    });
}
