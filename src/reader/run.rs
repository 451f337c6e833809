//! The event loop: threads that wait for keys, signals and the runner, and one that updates and draws.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender, TryRecvError, channel};
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
use super::terminal::{Browser, Editor, Modes, Questions, Taken, Terminal, Tty};
use super::{App, Options, ThemeChoice, render};
use crate::document::Document;

/// How long a signal waits for the loop to end before it ends the program itself.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long the exit waits for the disk.
const LAST_WRITE: Duration = Duration::from_secs(5);

/// Why the reader could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReaderError {
    /// Standard output is not a terminal.
    #[error("The reader needs a terminal, and standard output is not one; `attache analyze` writes text.")]
    NoTerminal,
    /// The terminal could not be set up or written to.
    #[error("The terminal could not be used: {0}. Check TERM and that it is still open.")]
    Terminal(#[from] io::Error),
}

/// Shows a document until the user quits or the program must end.
#[allow(clippy::needless_pass_by_value, reason = "a reader is opened once, with options of its own")]
pub fn run<T: Terminal>(
    document: Document,
    options: Options,
    runner: Box<dyn Runner>,
    tty: Tty<T>,
) -> Result<Exit, ReaderError> {
    if !tty.terminal.is_there() {
        return Err(ReaderError::NoTerminal);
    }
    let (events, inbox) = channel();
    let signals = Signals::new(SIGNALS)?;
    let (taken, sent) = Taken::take(tty.terminal, questions(&options), options.mouse)?;
    let modes = taken.modes();
    let (width, height) = modes.size();
    let mut screen = Screen::new(tty.frames, height, sent);
    let (mut app, effects) = App::new(document, &options, (width, height));
    draw(&mut screen, &app)?;

    let (work, done) = spawn_worker(runner, events.clone());
    watch_signals(signals, Arc::clone(&modes), events.clone());
    let (more, permits) = channel();
    watch_keys(tty.keys, permits, events.clone());
    let mut performer = Performer {
        modes,
        screen: &mut screen,
        work,
        more,
        events,
        editor: tty.editor,
        browser: tty.browser,
        clipboard: options.clipboard,
    };
    performer.perform(app.look().into_iter().collect())?;
    let result = match performer.perform(effects)? {
        Some(exit) => Ok(exit),
        None => match turn(&mut app, &inbox, &mut performer) {
            // A terminal that can no longer be written to is gone; the place is saved all the same.
            Err(ReaderError::Terminal(error)) if error.raw_os_error() == Some(EIO) => {
                performer.perform(app.update(Event::HungUp)).map(|_| Exit::HungUp)
            }
            result => result,
        },
    };
    // Pending writes reach the disk before the program ends, unless the disk hangs.
    drop(performer);
    let _ = done.recv_timeout(LAST_WRITE);
    result
}

/// The signals that the loop handles: those about the terminal, and those that would otherwise end the program and
/// leave the terminal in its state.
const SIGNALS: [i32; 12] = [
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXCPU, SIGXFSZ,
];

/// The message when the worker panics.
const WORK_FAILED: &str = "That failed because of a bug in attache; you can go on reading.";

/// The queries to the terminal at the start.
fn questions(options: &Options) -> Questions {
    match (options.ask, &options.theme) {
        (false, _) => Questions::None,
        (true, ThemeChoice::Auto) => Questions::MarginsAndGround,
        (true, _) => Questions::Margins,
    }
}

/// Input/output error: the result of writing to a terminal that hung up.
const EIO: i32 = 5;

/// How long background work runs before the loop checks for a key.
const SPELL: Duration = Duration::from_millis(10);

/// The shortest time between two checks of the file.
const LOOK: Duration = Duration::from_secs(2);

/// Waits for events, updates, draws, until the end. Background work runs while nothing happens.
fn turn<T: Terminal>(
    app: &mut App,
    inbox: &Receiver<Event>,
    performer: &mut Performer<T>,
) -> Result<Exit, ReaderError> {
    let mut looked = None;
    loop {
        let mut next = match if app.is_busy() { inbox.try_recv() } else { inbox.recv().map_err(Into::into) } {
            Ok(event) => Some(event),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => return Ok(Exit::HungUp),
        };
        let mut changed = false;
        // Events that piled up during the last frame are handled before the next.
        while let Some(event) = next {
            let told = matches!(event, Event::KeysTold);
            if matches!(event, Event::Resize { .. }) {
                // A terminal that shrank and grew again has lost its content, even if no frame was drawn in between.
                performer.screen.forget();
            }
            changed |= !told;
            let effects = app.update(event);
            if let Some(exit) = performer.perform(effects)? {
                return Ok(exit);
            }
            if told {
                // The file is checked when the user does something, so that an idle reader does nothing.
                let now = Instant::now();
                if looked.is_none_or(|last| now.duration_since(last) > LOOK) {
                    looked = Some(now);
                    performer.perform(app.look().into_iter().collect())?;
                }
                // While an editor or a browser runs, nobody here reads keys: the key thread waits for permission to go on.
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

/// Performs the effects of the state.
struct Performer<'a, T> {
    modes: Arc<Modes<T>>,
    screen: &'a mut Screen<Box<dyn Write>>,
    work: Sender<Effect>,
    more: Sender<()>,
    events: Sender<Event>,
    editor: Editor,
    browser: Box<dyn Browser>,
    clipboard: Clipboard,
}

impl<T: Terminal> Performer<'_, T> {
    /// Performs effects; returns whether one of them ends the reader.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<Option<Exit>, ReaderError> {
        for effect in effects {
            match effect {
                Effect::Screen(ScreenEffect::Exit(exit)) => return Ok(Some(exit)),
                Effect::Screen(ScreenEffect::Redraw) => self.screen.forget(),
                Effect::Screen(ScreenEffect::Mouse(on)) => self.modes.set_mouse(on)?,
                Effect::Screen(ScreenEffect::Suspend) => self.suspend()?,
                Effect::Screen(ScreenEffect::Resume) => {
                    self.modes.enter()?;
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

    /// Gives the terminal to another program, and takes it back.
    fn lend<A>(&mut self, run: impl FnOnce(&mut Self) -> A) -> io::Result<A> {
        self.modes.give_back();
        self.modes.lend(true);
        let answer = run(self);
        self.modes.lend(false);
        self.modes.enter()?;
        self.screen.forget();
        // The terminal may have been resized meanwhile.
        let (width, height) = self.modes.size();
        let _ = self.events.send(Event::Resize { width, height });
        Ok(answer)
    }

    /// Restores the terminal and stops; SIGCONT's own event takes it back.
    fn suspend(&self) -> io::Result<()> {
        self.modes.give_back();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }
}

/// Performs effects one after another on a thread; a panic there becomes a message. The receiver learns of the
/// thread's end, which comes when nobody can send any more and everything is done.
fn spawn_worker(mut runner: Box<dyn Runner>, events: Sender<Event>) -> (Sender<Effect>, Receiver<()>) {
    let (work, jobs) = channel::<Effect>();
    let (alive, ended) = channel::<()>();
    thread::spawn(move || {
        runner.begin(events.clone());
        for effect in jobs {
            let answer = catch_unwind(AssertUnwindSafe(|| runner.perform(effect)))
                .unwrap_or_else(|_| Some(Event::Failed(WORK_FAILED.to_owned())));
            // If the receiver is gone, the remaining effects are still performed.
            answer.map(|event| events.send(event));
        }
        // The runner's resources are closed before the end is reported.
        drop(runner);
        drop(alive);
    });
    (work, ended)
}

fn watch_signals<T: Terminal>(mut signals: Signals, modes: Arc<Modes<T>>, events: Sender<Event>) {
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => {
                    let (width, height) = modes.size();
                    Event::Resize { width, height }
                }
                SIGINT | SIGQUIT | SIGTSTP if modes.is_lent() => continue,
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                // A file has reached its size limit: the write fails, and that is reported like any failure.
                SIGXFSZ => continue,
                signal => Event::Terminate(signal),
            };
            let ends = matches!(event, Event::Terminate(_));
            if events.send(event).is_err() {
                break;
            }
            if ends {
                // The loop may hang in a write to a terminal that accepts nothing any more.
                thread::sleep(PATIENCE);
                end_at_once(modes, signal);
            }
        }
    });
}

/// Ends the program. A terminal that accepts nothing is restored as far as possible.
fn end_at_once<T: Terminal>(modes: Arc<Modes<T>>, signal: i32) -> ! {
    let (alive, given) = channel::<()>();
    thread::spawn(move || {
        modes.give_back();
        drop(alive);
    });
    let _ = given.recv_timeout(PATIENCE);
    std::process::exit(128 + signal);
}

/// How long an escape character waits for the rest of a sequence before it counts as the Escape key.
const HOLD: Duration = Duration::from_millis(50);

/// Reads keys on one thread and decodes them on another, which can tell that nothing has followed for a while.
fn watch_keys(mut input: Box<dyn Read + Send>, permits: Receiver<()>, events: Sender<Event>) {
    let (sender, reads) = channel::<Vec<u8>>();
    let (go_on, resumed) = channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            match input.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
                // If one of these keys starts an editor, it reads the keys from here on until it ends.
                Ok(count) => {
                    if sender.send(bytes[..count].to_vec()).is_err() || resumed.recv().is_err() {
                        return;
                    }
                }
            }
        }
    });
    thread::spawn(move || {
        // If nobody listens any more, the reader is gone.
        if decode_keys(&reads, &permits, &go_on, &events).is_some() {
            let _ = events.send(Event::HungUp);
        }
    });
}

/// Sends the events in the input until the terminal is gone; none if the reader is gone first.
fn decode_keys(
    reads: &Receiver<Vec<u8>>,
    permits: &Receiver<()>,
    go_on: &Sender<()>,
    events: &Sender<Event>,
) -> Option<()> {
    let (mut decoder, mut decoded) = (Decoder::default(), Vec::new());
    loop {
        let read = if decoder.waits() {
            reads.recv_timeout(HOLD)
        } else {
            reads.recv().map_err(|RecvError| RecvTimeoutError::Disconnected)
        };
        match &read {
            Ok(bytes) => decoder.feed(bytes, &mut decoded),
            Err(_) => decoded.extend(decoder.give_up()),
        }
        for event in decoded.drain(..) {
            events.send(event).ok()?;
        }
        match read {
            Err(RecvTimeoutError::Disconnected) => return Some(()),
            Err(RecvTimeoutError::Timeout) => {}
            Ok(_) => {
                // The wait for the rest of a sequence begins only now: all keys before it are handled.
                events.send(Event::KeysTold).ok()?;
                permits.recv().ok()?;
                go_on.send(()).ok()?;
            }
        }
    }
}
