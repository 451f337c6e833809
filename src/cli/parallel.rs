//! Work on all cores whose results come in order.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many results of a thread may wait for their turn.
const AHEAD: usize = 4;

/// How many threads the machine has for us.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` on every item, on so many threads, and gives what each sends to `take`, in order of the items and of
/// the sending. An item sends as much as it wants; nobody works far ahead of what was taken. `work` stops where
/// sending fails, for then an earlier `take` has failed, whose error is the result.
pub(super) fn in_order<I: Sync, R: Send, E>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I, &Sink<R>) + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.clamp(1, items.len().max(1));
    thread::scope(|scope| {
        let work = &work;
        let begin = |first: usize| {
            let (sender, results) = sync_channel(AHEAD);
            let sink = Sink(sender);
            scope.spawn(move || {
                for item in items.iter().skip(first).step_by(threads) {
                    work(item, &sink);
                    if sink.0.send(None).is_err() {
                        break;
                    }
                }
            });
            results
        };
        let all: Vec<Receiver<Option<R>>> = (0..threads).map(begin).collect();
        for results in (0..items.len()).map(|number| &all[number % threads]) {
            // None ends an item; a thread that panicked ends them all, and the scope passes the panic on.
            while let Ok(Some(result)) = results.recv() {
                take(result)?;
            }
        }
        Ok(())
    })
}

/// Where the results of an item go.
pub(super) struct Sink<R>(SyncSender<Option<R>>);

impl<R> Sink<R> {
    /// Sends a result; false where nobody wants any more.
    pub fn send(&self, result: R) -> bool {
        self.0.send(Some(result)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_and_many_give_the_same() {
        let items: Vec<usize> = (0..200).collect();
        let all = |threads| {
            let mut taken = Vec::new();
            let work = |n: &usize, sink: &Sink<_>| (0..n % 7).for_each(|k| assert!(sink.send((*n, k))));
            in_order(&items, threads, work, |r| {
                taken.push(r);
                Ok::<_, ()>(())
            })
            .unwrap();
            taken
        };
        let one = all(1);
        assert!(one.is_sorted() && one.len() > 500);
        assert_eq!(all(3), one);
        assert_eq!(all(500), one);
    }

    #[test]
    fn a_failure_ends_the_work() {
        let work = |n: &usize, sink: &Sink<usize>| _ = sink.send(*n);
        let items: Vec<usize> = (0..10_000).collect();
        assert_eq!(in_order(&items, 3, work, |n| if n < 50 { Ok(()) } else { Err(n) }), Err(50));
    }
}
