//! The fast backend: graviola, where the CPU has what it needs.

use super::{Backend, Fault, P256, Point, Scalar, SharedX};
use graviola::key_agreement::p256::{PublicKey, StaticPrivateKey};
use zeroize::Zeroizing;

/// The implementation in assembly. It exists only where the CPU runs it: graviola panics elsewhere.
#[derive(Debug)]
pub(super) struct Graviola(());

impl Graviola {
    /// The backend, when this CPU supports it.
    pub(super) fn get() -> Option<&'static dyn P256> {
        static BACKEND: Graviola = Graviola(());
        graviola::util::is_cpu_supported().then_some(&BACKEND)
    }
}

impl P256 for Graviola {
    fn backend(&self) -> Backend {
        Backend::Graviola
    }

    fn public(&self, scalar: &Scalar) -> Result<Point, Fault> {
        // graviola checks that its result is on the curve.
        Point::split(&private(scalar)?.public_key_uncompressed()).ok_or(Fault)
    }

    fn shared_x(&self, scalar: &Scalar, point: &Point) -> Result<SharedX, Fault> {
        let peer = PublicKey::from_x962_uncompressed(&point.to_uncompressed()).map_err(|_| Fault)?;
        let shared = private(scalar)?.diffie_hellman(&peer).map_err(|_| Fault)?;
        Ok(Zeroizing::new(shared.0))
    }
}

fn private(scalar: &Scalar) -> Result<StaticPrivateKey, Fault> {
    StaticPrivateKey::from_bytes(scalar.to_bytes().as_slice()).map_err(|_| Fault)
}
