//! Parallel work on all cores with results in order.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many results of a thread may wait for their turn.
const AHEAD: usize = 4;

/// How many cores are available to us.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Runs `work` on every item, on this many threads, and passes each result to `take`, in order of the items and of
/// sending. An item may send any number of results; no thread works far ahead of `take`. `work` stops when sending
/// fails: then an earlier `take` has failed, and its error is the result. An item whose work panics ends with the
/// result of `failed`, and the others go on.
pub(super) fn in_order<I: Sync, R: Send, E>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I, &Sink<R>) + Sync,
    failed: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.clamp(1, items.len().max(1));
    thread::scope(|scope| {
        let (work, failed) = (&work, &failed);
        let begin = |first: usize| {
            let (sender, results) = sync_channel(AHEAD);
            let sink = Sink(sender);
            scope.spawn(move || {
                for item in items.iter().skip(first).step_by(threads) {
                    if catch_unwind(AssertUnwindSafe(|| work(item, &sink))).is_err() {
                        sink.send(failed(item));
                    }
                    if sink.0.send(None).is_err() {
                        break;
                    }
                }
            });
            results
        };
        let all: Vec<Receiver<Option<R>>> = (0..threads).map(begin).collect();
        for results in (0..items.len()).map(|number| &all[number % threads]) {
            // None ends an item.
            while let Ok(Some(result)) = results.recv() {
                take(result)?;
            }
        }
        Ok(())
    })
}

/// The destination for the results of an item.
pub(super) struct Sink<R>(SyncSender<Option<R>>);

impl<R> Sink<R> {
    /// Sends a result; false if no more are wanted.
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
            in_order(
                &items,
                threads,
                work,
                |_| unreachable!(),
                |r| {
                    taken.push(r);
                    Ok::<_, ()>(())
                },
            )
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
        let take = |n| if n < 50 { Ok(()) } else { Err(n) };
        assert_eq!(in_order(&items, 3, work, |n| *n, take), Err(50));
    }

    #[test]
    fn an_item_that_panics_takes_no_other_with_it() {
        let work = |n: &i32, sink: &Sink<i32>| {
            sink.send(*n);
            assert!(n % 10 != 3, "planted");
            sink.send(*n);
        };
        let items: Vec<i32> = (1..=40).collect();
        let mut taken = Vec::new();
        let result = in_order(
            &items,
            3,
            work,
            |n| -n,
            |n| {
                taken.push(n);
                Ok::<_, ()>(())
            },
        );
        let expected = items.iter().flat_map(|&n| [n, if n % 10 == 3 { -n } else { n }]);
        assert_eq!((result, taken), (Ok(()), expected.collect()));
    }
}
