//! Time, real or virtual; the only place in which a finder's clocks are read.

mod real;
mod virtual_time;

pub use real::SystemClock;
pub use virtual_time::VirtualClock;

use findmesh_core::Now;
use tokio::sync::watch;

/// Reads both clocks. Called from any thread.
pub trait Clock: Send + Sync {
    /// Boot time and wall time, read together.
    fn now(&self) -> Now;

    /// Whether it goes on by itself, at the pace of the machine's own time.
    fn runs(&self) -> bool {
        true
    }

    /// Tells when the clock was set, so that timers are looked at again; none for a clock that nobody sets.
    fn changes(&self) -> Option<watch::Receiver<u64>> {
        None
    }
}
