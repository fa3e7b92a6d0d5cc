//! One piece of work on all cores, for batches of keys and reports.

use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// What one thread has done: the number of each piece and what came of it.
type Done<R> = Vec<(usize, Vec<R>)>;

/// `work` on every piece of `items`, on all cores; the results stand in the order of `items`.
///
/// A piece is `piece` items long (at least one), the last may be shorter. Threads take the next piece as they become
/// free, so that slow cores do not hold up fast ones; a list of one piece is done on the calling thread alone. Where
/// the system gives no more threads, those that there are do everything. A panic of `work` goes on in the caller.
pub fn map<T, R, F>(items: &[T], piece: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> Vec<R> + Sync,
{
    let piece = piece.max(1);
    let threads = cores().min(items.len().div_ceil(piece));
    // With room for all from the start: a vector that grows leaves copies of keys behind.
    let mut all = Vec::with_capacity(items.len());
    if threads <= 1 {
        items.chunks(piece).for_each(|piece| all.extend(work(piece)));
        return all;
    }
    let mut done = on_threads(threads, items, piece, &work);
    done.sort_unstable_by_key(|(number, _)| *number);
    for (_, results) in done {
        all.extend(results);
    }
    all
}

/// Fewer points than this are hardly worth sharing an inversion.
const LEAST_POINTS: usize = 64;
/// More points than this share an inversion no better.
const MOST_POINTS: usize = 512;

/// How long to make the pieces of a list whose items share inversions: an equal share for each core, within reason.
pub(crate) fn share_of_points(items: usize) -> usize {
    items.div_ceil(cores()).clamp(LEAST_POINTS, MOST_POINTS)
}

/// How many threads run at the same time here.
fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

fn on_threads<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    piece: usize,
    work: &(impl Fn(&[T]) -> Vec<R> + Sync),
) -> Done<R> {
    let next = AtomicUsize::new(0);
    let take = || take_pieces(&next, items, piece, work);
    thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, take).ok()).collect();
        let mut done = take();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}

/// Works on the next piece until there is none.
fn take_pieces<T, R>(
    next: &AtomicUsize,
    items: &[T],
    piece: usize,
    work: &impl Fn(&[T]) -> Vec<R>,
) -> Done<R> {
    let mut done = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(rest) = items.get(number.saturating_mul(piece)..).filter(|rest| !rest.is_empty()) else {
            return done;
        };
        let piece = rest.get(..piece).unwrap_or(rest);
        done.push((number, work(piece)));
    }
}
