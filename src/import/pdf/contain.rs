//! Contains the panics of the library that parses PDF, so that a broken file cannot end the program.

use std::cell::Cell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is in what is contained.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs something; nothing where it panics, which is then not printed either.
///
/// The one place where a panic is taken for an answer: PDF files are broken in more ways than any parser foresees.
pub(super) fn contained<T>(run: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !INSIDE.get() {
                before(info);
            }
        }));
    });
    let outer = INSIDE.replace(true);
    let result = panic::catch_unwind(run);
    INSIDE.set(outer);
    result.ok()
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
