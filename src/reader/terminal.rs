//! The terminal's modes: taken once, and given back whatever happens.

use std::io::{self, Read, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, no cursor, no wrap at the right edge, pasted text told from typed text.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[H\x1b[2J";
/// The end of a frame that may have been cut, no margins, whole screen, wrap, cursor, main screen.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[?69l\x1b[r\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Sets margins at columns 5 and 20, takes the cursor from column 10 to the left edge, and asks where it is: a
/// terminal that has margins (mode 69) says column 5, another column 1. A mode report would only say that the mode
/// has a name.
const ASK_MARGINS: &[u8] = b"\x1b[?69h\x1b[5;20s\x1b[1;10H\r\x1b[6n\x1b[?69l";
/// Asks for the colour of the ground.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Reports of presses, of moves with a button down, and of places beyond column 223.
const MOUSE: [&[u8]; 2] = [b"\x1b[?1006l\x1b[?1002l", b"\x1b[?1002h\x1b[?1006h"];

/// What the terminal is asked. The answers come when they come, between the keys; nobody waits for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Questions {
    /// Nothing.
    None,
    /// Whether it can move rows between two columns.
    Margins,
    /// That, and the colour of its ground.
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

/// Whether the modes are set now; what a panic or a second signal finds.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the terminal tells what the mouse does.
static MOUSED: AtomicBool = AtomicBool::new(false);
/// The thread that draws: a panic of another one must not touch the screen.
static DRAWS: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The two ways of a terminal, already open: the reader opens nothing itself.
pub struct Tty {
    /// Where the bytes of keys come from.
    pub keys: Box<dyn Read + Send>,
    /// Where frames go, each in one write; it must be the terminal of standard output.
    pub frames: Box<dyn Write>,
    /// Opens a text in the person's editor, which has the terminal until it ends.
    pub editor: Editor,
    /// Opens an address in the person's browser, where that has the terminal until it ends.
    pub browser: Box<dyn Browser>,
}

/// The person's browser.
pub trait Browser {
    /// Whether it will have the terminal until it ends. One that will not is left to the runner, so that nobody waits.
    fn takes_terminal(&self) -> bool;

    /// Opens an address and waits for the browser's end. A full sentence says what was opened, or why nothing was.
    fn open(&mut self, address: &str) -> Result<String, String>;
}

/// Lets a person edit a text; an error is a full sentence.
pub type Editor = Box<dyn FnMut(&str) -> Result<String, String>>;

/// The terminal's modes, for as long as the reader has set them. Dropping it undoes them.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes the terminal: raw keys, and a panic hook that undoes all that will be done to it. Gives what is to be sent
    /// with the first frame: the modes and the questions.
    pub fn take(questions: Questions, mouse: bool) -> io::Result<(Self, Vec<u8>)> {
        *DRAWS.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(thread::current().id());
        hook_panics();
        MOUSED.store(mouse, Ordering::SeqCst);
        let terminal = Self(());
        let modes = take_keys()?;
        Ok((terminal, [modes, questions.ask()].concat()))
    }
}

/// Sets the modes.
pub fn enter() -> io::Result<()> {
    let modes = take_keys()?;
    let mut out = io::stdout();
    out.write_all(&modes)?;
    out.flush()
}

/// Has the terminal give every key as it is, and gives what sets the other modes.
fn take_keys() -> io::Result<Vec<u8>> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mouse = if MOUSED.load(Ordering::SeqCst) { MOUSE[1] } else { &[] };
    Ok([ENTER, mouse].concat())
}

/// Has the terminal tell what the mouse does, or not any more.
pub fn set_mouse(on: bool) -> io::Result<()> {
    MOUSED.store(on, Ordering::SeqCst);
    let mut out = io::stdout();
    out.write_all(MOUSE[usize::from(on)])?;
    out.flush()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
        *DRAWS.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }
}

/// Undoes every mode that is set, once. What fails here fails because the terminal is gone.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // The line first: a write may wait for a terminal that takes nothing.
        let _ = disable_raw_mode();
        let mut out = io::stdout();
        if MOUSED.load(Ordering::SeqCst) {
            let _ = out.write_all(MOUSE[0]);
        }
        let _ = out.write_all(LEAVE).and_then(|()| out.flush());
    }
}

/// Makes a panic give the terminal back before it is reported. A panic of another thread is contained there and
/// reported in the status line, so it prints nothing.
fn hook_panics() {
    static HOOKED: AtomicBool = AtomicBool::new(false);
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let draws = DRAWS.lock().map_or(None, |id| *id);
        if draws.is_none_or(|id| id == thread::current().id()) {
            give_back();
            before(info);
        }
    }));
}

/// The size of the terminal in columns and rows; at least one of each.
pub fn size() -> (u16, u16) {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    (width.max(1), height.max(1))
}
