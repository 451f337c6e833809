//! The terminal's modes: set once, and restored whatever happens.

use std::io::{self, IsTerminal, Read, Write};
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, no cursor, no wrap at the right edge, bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[H\x1b[2J";
/// The end of a frame that may have been cut, no margins, whole screen, wrap, cursor, main screen.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[?69l\x1b[r\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Sets margins at columns 5 and 20, moves the cursor from column 10 to the left edge, and asks for its position:
/// a terminal with margins (mode 69) reports column 5, any other column 1. A mode report would only say that the
/// mode is known.
const ASK_MARGINS: &[u8] = b"\x1b[?69h\x1b[5;20s\x1b[1;10H\r\x1b[6n\x1b[?69l";
/// Asks for the background colour.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Reports of presses, of moves with a button down, and of positions beyond column 223.
const MOUSE: [&[u8]; 2] = [b"\x1b[?1006l\x1b[?1002l", b"\x1b[?1002h\x1b[?1006h"];

/// The queries to the terminal. Answers arrive between the keys; nothing waits for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Questions {
    /// Nothing.
    None,
    /// Whether it can move rows between two columns.
    Margins,
    /// That, and its background colour.
    MarginsAndGround,
}

impl Questions {
    fn ask(self) -> Vec<u8> {
        match self {
            Self::None => Vec::new(),
            Self::Margins => ASK_MARGINS.to_vec(),
            Self::MarginsAndGround => [ASK_MARGINS, ASK_GROUND].concat(),
        }
    }
}

/// A terminal apart from its keys and its frames. Shared by threads: one draws, one handles signals.
pub trait Terminal: Send + Sync + 'static {
    /// Whether there is a terminal at all.
    fn is_there(&self) -> bool;

    /// Its columns and rows.
    fn size(&self) -> (u16, u16);

    /// Switches raw mode on or off.
    fn set_raw(&self, raw: bool) -> io::Result<()>;

    /// Writes the sequences for its modes.
    fn write(&self, bytes: &[u8]) -> io::Result<()>;
}

/// The terminal of standard output.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standard;

impl Terminal for Standard {
    fn is_there(&self) -> bool {
        io::stdout().is_terminal()
    }

    fn size(&self) -> (u16, u16) {
        size()
    }

    fn set_raw(&self, raw: bool) -> io::Result<()> {
        if raw { enable_raw_mode() } else { disable_raw_mode() }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(bytes).and_then(|()| out.flush())
    }
}

/// A terminal with its input and output, already open: the reader opens nothing itself.
pub struct Tty<T> {
    /// The terminal.
    pub terminal: T,
    /// The source of key bytes.
    pub keys: Box<dyn Read + Send>,
    /// The sink for frames, each in one write.
    pub frames: Box<dyn Write>,
    /// Opens a text in the user's editor, which has the terminal until it ends.
    pub editor: Editor,
    /// Opens an address in the user's browser, if that has the terminal until it ends.
    pub browser: Box<dyn Browser>,
}

/// The user's browser.
pub trait Browser {
    /// Whether it takes the terminal until it ends. One that does not is left to the runner, so that nobody waits.
    fn takes_terminal(&self) -> bool;

    /// Opens an address and waits for the browser to end. A full sentence says what was opened, or why nothing
    /// was.
    fn open(&mut self, address: &str) -> Result<String, String>;
}

/// Lets the user edit a text; an error is a full sentence.
pub type Editor = Box<dyn FnMut(&str) -> Result<String, String>>;

/// A panic hook.
type Hook = Arc<dyn Fn(&PanicHookInfo) + Send + Sync>;

/// The modes that are set; any thread may undo them.
#[derive(Debug)]
pub struct Modes<T> {
    terminal: T,
    /// Whether they are set now.
    taken: AtomicBool,
    /// Whether mouse events are enabled.
    moused: AtomicBool,
    /// Whether an editor or a browser has the terminal: then an interrupt is meant for it.
    lent: AtomicBool,
}

impl<T: Terminal> Modes<T> {
    fn new(terminal: T, mouse: bool) -> Self {
        let (taken, lent) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { terminal, taken, moused: AtomicBool::new(mouse), lent }
    }

    /// The size of the terminal in columns and rows; at least one of each.
    pub fn size(&self) -> (u16, u16) {
        let (width, height) = self.terminal.size();
        (width.max(1), height.max(1))
    }

    /// Sets the modes.
    pub fn enter(&self) -> io::Result<()> {
        let modes = self.take_keys()?;
        self.terminal.write(&modes)
    }

    /// Switches to raw keys, and returns the sequences for the other modes.
    fn take_keys(&self) -> io::Result<Vec<u8>> {
        self.taken.store(true, Ordering::SeqCst);
        self.terminal.set_raw(true)?;
        let mouse = if self.moused.load(Ordering::SeqCst) { MOUSE[1] } else { &[] };
        Ok([ENTER, mouse].concat())
    }

    /// Enables or disables mouse events.
    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        self.moused.store(on, Ordering::SeqCst);
        self.terminal.write(MOUSE[usize::from(on)])
    }

    /// Notes whether another program has the terminal.
    pub fn lend(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Whether another program has the terminal.
    pub fn is_lent(&self) -> bool {
        self.lent.load(Ordering::SeqCst)
    }

    /// Undoes every mode that is set, once. If this fails, the terminal is gone.
    pub fn give_back(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            // Raw mode first: a write may wait for a terminal that accepts nothing.
            let _ = self.terminal.set_raw(false);
            let mouse = if self.moused.load(Ordering::SeqCst) { MOUSE[0] } else { &[] };
            let _ = self.terminal.write(&[mouse, LEAVE].concat());
        }
    }
}

/// The modes, while the reader has set them. Dropping it undoes them.
pub struct Taken<T: Terminal> {
    modes: Arc<Modes<T>>,
    reported: Hook,
}

impl<T: Terminal> Taken<T> {
    /// Takes the terminal: raw keys, and a panic hook that undoes everything done to it. Returns the bytes to send with
    /// the first frame: the modes and the queries.
    pub fn take(terminal: T, questions: Questions, mouse: bool) -> io::Result<(Self, Vec<u8>)> {
        let modes = Arc::new(Modes::new(terminal, mouse));
        let taken = Self { reported: hook_panics(&modes), modes };
        let sent = taken.modes.take_keys()?;
        Ok((taken, [sent, questions.ask()].concat()))
    }

    /// The modes, also for other threads.
    pub fn modes(&self) -> Arc<Modes<T>> {
        Arc::clone(&self.modes)
    }
}

impl<T: Terminal> Drop for Taken<T> {
    fn drop(&mut self) {
        self.modes.give_back();
        if !thread::panicking() {
            let reported = Arc::clone(&self.reported);
            std::panic::set_hook(Box::new(move |info| reported(info)));
        }
    }
}

/// Makes a panic of this thread, which draws, restore the terminal before it is reported. A panic of another thread is
/// contained there and reported in the status line, so it prints nothing. Returns the previous hook.
fn hook_panics<T: Terminal>(modes: &Arc<Modes<T>>) -> Hook {
    let reported: Hook = Arc::from(std::panic::take_hook());
    let (report, modes, draws) = (Arc::clone(&reported), Arc::downgrade(modes), thread::current().id());
    std::panic::set_hook(Box::new(move |info| {
        let modes = modes.upgrade();
        if modes.is_none() || draws == thread::current().id() {
            modes.iter().for_each(|modes| modes.give_back());
            report(info);
        }
    }));
    reported
}

/// The size of the terminal of standard output in columns and rows; at least one of each.
pub fn size() -> (u16, u16) {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    (width.max(1), height.max(1))
}
