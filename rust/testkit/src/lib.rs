//! What the tests of every crate share: time, randomness, fakes of the outside, samples, suites.
//!
//! A dev-dependency only. Everything here repeats itself: the same seed gives the same bytes, time moves when
//! told to. Helpers panic with a clear text where a test is set up wrongly.

pub mod adverts;
pub mod clock;
pub mod conformance;
pub mod entropy;
pub mod faulty;
pub mod mortal;
pub mod packed;
#[cfg(unix)]
pub mod power;
pub mod samples;
pub mod transport;
pub mod vault;
pub mod vectors;

pub use clock::MockClock;
pub use entropy::{SeedSequence, seeded_entropy};
pub use faulty::{Faults, FaultyStore};
pub use transport::FakeTransport;
pub use vault::FakeVault;
