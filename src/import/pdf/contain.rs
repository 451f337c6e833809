//! Contains panics of the PDF library, so that a broken file cannot end the program.
//!
//! The library follows nested objects a hundred levels deep, on any caller's stack, so it gets a stack that
//! suffices.

use std::cell::Cell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;
use std::thread;

/// The library's stack, in bytes. A hundred levels take about 1.5 MB without optimisation.
const STACK: usize = 8 * 1024 * 1024;

thread_local! {
    /// Whether this thread is inside contained code.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs a function; none if it panics, which is then not printed either.
///
/// The only place where a panic counts as an answer: PDF files are broken in more ways than any parser foresees.
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
