//! Contains the panics of the library that parses PDF, so that a broken file cannot end the program.
//!
//! The library follows objects in objects a hundred deep, whoever calls it, so it has a stack on which it can.

use std::cell::Cell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;
use std::thread;

/// The stack that the library has, in bytes. A hundred levels take about 1.5 MB where nothing is optimised.
const STACK: usize = 8 * 1024 * 1024;

thread_local! {
    /// Whether this thread is in what is contained.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs something; nothing where it panics, which is then not printed either.
///
/// The one place where a panic is taken for an answer: PDF files are broken in more ways than any parser foresees.
pub(super) fn contained<T: Send>(run: impl FnOnce() -> T + UnwindSafe + Send) -> Option<T> {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !INSIDE.get() {
                before(info);
            }
        }));
    });
    thread::scope(|scope| {
        let inside = || {
            INSIDE.set(true);
            panic::catch_unwind(run).ok()
        };
        let thread = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
        thread.spawn_scoped(scope, inside).ok()?.join().ok()?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(contained(|| 1), Some(1));
        assert_eq!(contained(|| -> u8 { panic!("as a parser does") }), None);
        assert!(!INSIDE.get());
    }
}
