//! Many hands: pieces of work by number, results in the order of the numbers.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Pieces that a hand takes at once.
const HANDFUL: usize = 16;

/// Does `count` pieces on so many threads. `told` hears how many are done, once a handful.
pub(super) fn work<T: Send>(
    count: usize,
    threads: usize,
    told: &(dyn Fn(usize) + Sync),
    piece: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let handfuls = Mutex::new(Vec::new());
    let hand = || {
        loop {
            let first = next.fetch_add(HANDFUL, Ordering::Relaxed);
            if first >= count {
                return;
            }
            let results: Vec<T> = (first..count.min(first + HANDFUL)).map(&piece).collect();
            told(done.fetch_add(results.len(), Ordering::Relaxed) + results.len());
            handfuls.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((first, results));
        }
    };
    thread::scope(|scope| (0..threads.max(1)).for_each(|_| drop(scope.spawn(hand))));
    let mut handfuls = handfuls.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    handfuls.sort_unstable_by_key(|(first, _)| *first);
    handfuls.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_whoever_made_them() {
        let expected: Vec<usize> = (0..1000).map(|n| n * n).collect();
        for threads in [0, 1, 7] {
            let most = AtomicUsize::new(0);
            let told = |done: usize| {
                let _ = most.fetch_max(done, Ordering::Relaxed);
            };
            assert_eq!(work(1000, threads, &told, |n| n * n), expected);
            assert_eq!(most.into_inner(), 1000);
        }
    }
}
