//! The loop: threads that wait for keys, signals and the runner, and one that updates and draws.

use std::io::{self, IsTerminal, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::clipboard::{self, Clipboard};
use super::event::{Effect, Event, Exit, Runner, ScreenEffect};
use super::input::Decoder;
use super::screen::Screen;
use super::terminal::{Browser, Editor, Questions, Terminal, Tty, enter, give_back, set_mouse, size};
use super::{App, Options, ThemeChoice, render};
use crate::document::Document;

/// How long a signal waits for the loop to end before it ends the program itself.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long the end waits for the disk.
const LAST_WRITE: Duration = Duration::from_secs(5);

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
    let signals = Signals::new(SIGNALS)?;
    let (_terminal, modes) = Terminal::take(questions(&options), options.mouse)?;
    let (width, height) = size();
    let mut screen = Screen::new(tty.frames, height, modes);
    let (mut app, effects) = App::new(document, &options, (width, height));
    draw(&mut screen, &app)?;

    let (work, done) = spawn_worker(runner, events.clone());
    watch_signals(signals, events.clone());
    let (more, permits) = channel();
    watch_keys(tty.keys, permits, events.clone());
    let mut performer = Performer {
        screen: &mut screen,
        work,
        more,
        events,
        editor: tty.editor,
        browser: tty.browser,
        clipboard: options.clipboard,
    };
    let result = match performer.perform(effects)? {
        Some(exit) => Ok(exit),
        None => match turn(&mut app, &inbox, &mut performer) {
            // A terminal that can no longer be written to is gone; the place is kept all the same.
            Err(ReaderError::Terminal(error)) if error.raw_os_error() == Some(EIO) => {
                performer.perform(app.update(Event::HungUp)).map(|_| Exit::HungUp)
            }
            result => result,
        },
    };
    // What is on its way to the disk gets there before the program ends, unless the disk hangs.
    drop(performer);
    let _ = done.recv_timeout(LAST_WRITE);
    result
}

/// The signals that the loop hears of: those about the terminal, and those that end a program which says nothing to
/// them and would leave the terminal as it is.
const SIGNALS: [i32; 12] = [
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXCPU, SIGXFSZ,
];

/// What is said when the worker panics.
const WORK_FAILED: &str = "What was asked for failed, which is a fault of the program; the text can be read.";

/// What the terminal is asked at the beginning.
fn questions(options: &Options) -> Questions {
    match (options.ask, &options.theme) {
        (false, _) => Questions::None,
        (true, ThemeChoice::Auto) => Questions::MarginsAndGround,
        (true, _) => Questions::Margins,
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
        let mut changed = false;
        // What has piled up while the last frame was on its way is taken in before the next.
        while let Some(event) = next {
            let told = matches!(event, Event::KeysTold);
            if matches!(event, Event::Resize { .. }) {
                // A terminal that became smaller and large again has lost what it showed, even if no frame was drawn between.
                performer.screen.forget();
            }
            changed |= !told;
            let effects = app.update(event);
            if let Some(exit) = performer.perform(effects)? {
                return Ok(exit);
            }
            if told {
                // Nobody reads keys while an editor or a browser runs: the thread that does waits here for the word to go on.
                let _ = performer.more.send(());
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
    screen.show(frame, &app.hints())
}

/// Does what the state asks for.
struct Performer<'a> {
    screen: &'a mut Screen<Box<dyn Write>>,
    work: Sender<Effect>,
    more: Sender<()>,
    events: Sender<Event>,
    editor: Editor,
    browser: Box<dyn Browser>,
    clipboard: Clipboard,
}

impl Performer<'_> {
    /// Performs effects; says so where one of them ends the reader.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<Option<Exit>, ReaderError> {
        for effect in effects {
            match effect {
                Effect::Screen(ScreenEffect::Exit(exit)) => return Ok(Some(exit)),
                Effect::Screen(ScreenEffect::Redraw) => self.screen.forget(),
                Effect::Screen(ScreenEffect::Mouse(on)) => set_mouse(on)?,
                Effect::Screen(ScreenEffect::Suspend) => Self::suspend()?,
                Effect::Screen(ScreenEffect::Resume) => {
                    enter()?;
                    self.screen.forget();
                }
                Effect::Edit(text) => {
                    let edited = self.lend(|own| (own.editor)(&text))?;
                    let _ = self.events.send(Event::Edited(edited));
                }
                Effect::Browse(address) if self.browser.takes_terminal() => {
                    let opened = self.lend(|own| own.browser.open(&address))?;
                    let _ = self.events.send(Event::browsed(opened));
                }
                Effect::Copy(text) => {
                    if let Some(sequence) = clipboard::sequence(self.clipboard, &text) {
                        self.screen.send(sequence.as_bytes())?;
                    }
                }
                effect => drop(self.work.send(effect)),
            }
        }
        Ok(None)
    }

    /// Gives the terminal to another program, and takes it again.
    fn lend<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> io::Result<T> {
        give_back();
        BUSY.store(true, Ordering::SeqCst);
        let answer = run(self);
        BUSY.store(false, Ordering::SeqCst);
        enter()?;
        self.screen.forget();
        // The terminal may have got another size meanwhile.
        let (width, height) = size();
        let _ = self.events.send(Event::Resize { width, height });
        Ok(answer)
    }

    /// Gives the terminal back and stops; SIGCONT's own event takes it again.
    fn suspend() -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }
}

/// Performs effects one after another on a thread; a panic there becomes a message. The receiver hears the end of
/// the thread, which comes when nobody can send any more and all is done.
fn spawn_worker(mut runner: Box<dyn Runner>, events: Sender<Event>) -> (Sender<Effect>, Receiver<()>) {
    let (work, jobs) = channel::<Effect>();
    let (alive, ended) = channel::<()>();
    thread::spawn(move || {
        runner.begin(events.clone());
        for effect in jobs {
            let answer = catch_unwind(AssertUnwindSafe(|| runner.perform(effect)))
                .unwrap_or_else(|_| Some(Event::Failed(WORK_FAILED.to_owned())));
            // Where nobody listens any more, what is left is still done.
            answer.map(|event| events.send(event));
        }
        // What the runner holds is closed before the end is told.
        drop(runner);
        drop(alive);
    });
    (work, ended)
}

fn watch_signals(mut signals: Signals, events: Sender<Event>) {
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => {
                    let (width, height) = size();
                    Event::Resize { width, height }
                }
                SIGINT | SIGQUIT | SIGTSTP if BUSY.load(Ordering::SeqCst) => continue,
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                // A file has reached the size that it may have: the write fails, and that is told as any failure.
                SIGXFSZ => continue,
                signal => Event::Terminate(signal),
            };
            let ends = matches!(event, Event::Terminate(_));
            if events.send(event).is_err() {
                break;
            }
            if ends {
                // The loop may hang in a write to a terminal that takes nothing any more.
                thread::sleep(PATIENCE);
                end_at_once(signal);
            }
        }
    });
}

/// Ends the program. A terminal that takes nothing is given back as far as it lets itself.
fn end_at_once(signal: i32) -> ! {
    let (alive, given) = channel::<()>();
    thread::spawn(move || {
        give_back();
        drop(alive);
    });
    let _ = given.recv_timeout(PATIENCE);
    std::process::exit(128 + signal);
}

/// Whether an editor or a browser has the terminal: then an interrupt is meant for it.
static BUSY: AtomicBool = AtomicBool::new(false);

fn watch_keys(mut input: Box<dyn Read + Send>, permits: Receiver<()>, events: Sender<Event>) {
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
            // An editor that one of these keys has started reads the keys from here on, until it ends.
            if events.send(Event::KeysTold).is_err() || permits.recv().is_err() {
                return;
            }
        }
        let _ = events.send(Event::HungUp);
    });
}
