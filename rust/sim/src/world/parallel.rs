//! Work on all cores whose result does not depend on how many there are.

use std::num::NonZero;
use std::thread;

/// Threads that this machine runs at once.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// `make` of 0 to `count` (excluded), in order, made by so many threads.
pub(super) fn map<T: Send>(count: usize, threads: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let share = count.div_ceil(threads.max(1)).max(1);
    let mut made = Vec::with_capacity(count);
    thread::scope(|scope| {
        let make = &make;
        let starts = (0..count).step_by(share);
        let workers: Vec<_> = starts
            .map(|start| scope.spawn(move || (start..count.min(start + share)).map(make).collect::<Vec<T>>()))
            .collect();
        for worker in workers {
            match worker.join() {
                Ok(part) => made.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_made_them() {
        let squares: Vec<usize> = (0..11).map(|n| n * n).collect();
        for threads in [0, 1, 2, 3, 11, 40] {
            assert_eq!(map(11, threads, |n| n * n), squares);
        }
        assert!(map(0, 2, |n| n).is_empty());
    }
}
