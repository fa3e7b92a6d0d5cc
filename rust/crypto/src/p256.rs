//! The elliptic curve P-256 behind one trait, with two implementations.
//!
//! graviola is the fast one and runs on x86-64 (with AVX2, ADX, BMI2 …) and on 64-bit ARM with the cryptography
//! extension; the `p256` crate runs everywhere. Both give the same bytes for the same input.

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod fast;
mod point;
mod portable;
mod root;
mod scalar;

pub use point::Point;
pub use scalar::Scalar;

use core::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// A backend refused what it must accept, which means broken hardware or memory. The result was discarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("fault inside a cryptographic computation")]
pub struct Fault;

/// The x coordinate of a Diffie–Hellman result, big endian.
pub type SharedX = Zeroizing<[u8; 32]>;

/// Which implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// Assembly, verified in large part; where the CPU has what it needs.
    Graviola,
    /// Portable Rust of the RustCrypto project; everywhere.
    RustCrypto,
}

impl Backend {
    /// All of them, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Graviola, Self::RustCrypto];

    /// Stable lower-case name, for logs and `findmesh doctor`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Graviola => "graviola",
            Self::RustCrypto => "rustcrypto",
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The operations that findmesh needs. All of them run in time that does not depend on a scalar.
pub trait P256: fmt::Debug + Send + Sync {
    /// Which implementation this is.
    fn backend(&self) -> Backend;

    /// Its stable lower-case name.
    fn name(&self) -> &'static str {
        self.backend().as_str()
    }

    /// `scalar · G`.
    ///
    /// # Errors
    /// [`Fault`] when a check of the result failed.
    fn public(&self, scalar: &Scalar) -> Result<Point, Fault>;

    /// The x coordinate of `scalar · point`.
    ///
    /// # Errors
    /// [`Fault`] when a check of the result failed.
    fn shared_x(&self, scalar: &Scalar, point: &Point) -> Result<SharedX, Fault>;

    /// The point with x coordinate `x` (big endian) and even y; `None` when there is none or when x ≥ p.
    fn lift(&self, x: &[u8; 32]) -> Option<Point> {
        Point::lift(x)
    }

    /// Of `scalar` and `n − scalar` the one whose point has an even y, with that point.
    ///
    /// # Errors
    /// [`Fault`] as [`P256::public`].
    fn public_x_even(&self, scalar: &Scalar) -> Result<(Scalar, Point), Fault> {
        let point = self.public(scalar)?;
        let odd = point.y_is_odd();
        Ok((scalar.negated_if(odd), point.negated_if(odd)))
    }
}

/// The fastest backend that this CPU runs.
#[must_use]
pub fn backend() -> &'static dyn P256 {
    backend_named(Backend::Graviola).unwrap_or(&portable::RustCrypto)
}

/// One backend by name, for tests and benchmarks; `None` where this CPU does not run it.
#[must_use]
pub fn backend_named(backend: Backend) -> Option<&'static dyn P256> {
    match backend {
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
        Backend::Graviola => fast::Graviola::get(),
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        Backend::Graviola => None,
        Backend::RustCrypto => Some(&portable::RustCrypto),
    }
}
