//! What a tag puts on air at a moment of its clock.

use super::{Curve, Eid, IdentityKey, LOOKUP_ID_LENGTH, PrivateKey};
use crate::{
    hash::sha256,
    p256::{self, Fault, P256},
    parallel, secp160r1,
};
use aes::{
    Aes256Enc, Block,
    cipher::{BlockCipherEncrypt, KeyInit},
};
use core::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Seconds between two EIDs: K = 10 bits of the clock are left out.
pub const ROTATION_SECONDS: u32 = 1 << ROTATION_EXPONENT;

/// K of the specification.
const ROTATION_EXPONENT: u8 = 10;

/// Everything that belongs to 1024 seconds of a tag's clock. Prints redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct Ephemeral {
    /// The tag's clock, a multiple of 1024.
    pub counter: u32,
    /// Opens the reports that were sealed to `eid`.
    pub private_key: PrivateKey,
    /// What is on air.
    pub eid: Eid,
    /// Over the flags byte on air, see [`super::Flags`].
    pub flags_mask: u8,
    /// Under which a relay keeps the reports.
    pub lookup_id: [u8; LOOKUP_ID_LENGTH],
}

impl fmt::Debug for Ephemeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ephemeral(redacted)")
    }
}

/// The clock of a tag that counts seconds since it was registered, as [`masked`]; `None` before that and 136 years after.
///
/// Both times are Unix seconds.
#[must_use]
pub fn counter_of(unix: u64, pair_date: u64) -> Option<u32> {
    unix.checked_sub(pair_date)?.try_into().ok().map(masked)
}

/// `counter` with its low ten bits cleared: all clocks of 1024 seconds give one EID.
#[must_use]
pub const fn masked(counter: u32) -> u32 {
    counter & !(ROTATION_SECONDS - 1)
}

/// The keys of the 1024 seconds that `counter`, a tag's clock, lies in.
///
/// # Errors
/// See [`Fault`]; and for a private key of zero, which has a probability of 2⁻¹⁶⁰.
pub fn ephemeral(identity: &IdentityKey, counter: u32, curve: Curve) -> Result<Ephemeral, Fault> {
    ephemeral_with(p256::backend(), identity, counter, curve)
}

/// As [`ephemeral`], on a given backend.
pub(crate) fn ephemeral_with(
    backend: &dyn P256,
    identity: &IdentityKey,
    counter: u32,
    curve: Curve,
) -> Result<Ephemeral, Fault> {
    let cipher = Cipher::new(identity);
    match curve {
        Curve::Secp160r1 => {
            let scalar = secp160r1::Scalar::from_wide(&cipher.wide(counter));
            let point = secp160r1::public(&scalar);
            finish_160(counter, scalar, point)
        }
        Curve::Secp256r1 => cipher.on_p256(backend, counter),
    }
}

/// The keys of many counters, in their order, with all the CPU's cores.
///
/// # Errors
/// As [`ephemeral`]: then none is given.
pub fn ephemeral_batch(
    identity: &IdentityKey,
    curve: Curve,
    counters: &[u32],
) -> Result<Vec<Ephemeral>, Fault> {
    let cipher = Cipher::new(identity);
    let derived =
        parallel::map(counters, parallel::share_of_points(counters.len()), |counters| match curve {
            Curve::Secp160r1 => cipher.batch_on_secp160r1(counters),
            Curve::Secp256r1 => cipher.batch_on_p256(p256::backend(), counters),
        });
    derived.into_iter().collect()
}

impl Ephemeral {
    fn new(counter: u32, flags_mask: u8, private_key: PrivateKey) -> Self {
        let eid = *private_key.eid();
        Self { counter: masked(counter), lookup_id: eid.lookup_id(), private_key, eid, flags_mask }
    }
}

/// An identity key, expanded for AES.
struct Cipher(Aes256Enc);

impl Cipher {
    fn new(identity: &IdentityKey) -> Self {
        Self(Aes256Enc::new(identity.expose().into()))
    }

    /// `r'`: both blocks of the clock under the identity key.
    fn wide(&self, counter: u32) -> Zeroizing<[u8; 32]> {
        let mut blocks = [block(0xFF, counter), block(0, counter)];
        self.0.encrypt_blocks(&mut blocks);
        let [high, low] = &mut blocks;
        let mut wide = Zeroizing::new([0; 32]);
        for (byte, value) in wide.iter_mut().zip(high.iter().chain(low.iter())) {
            *byte = *value;
        }
        high.zeroize();
        low.zeroize();
        wide
    }

    fn on_p256(&self, backend: &dyn P256, counter: u32) -> Result<Ephemeral, Fault> {
        let scalar = p256::Scalar::from_reduced(&self.wide(counter)).ok_or(Fault)?;
        let mask = last_byte_of_hash(scalar.to_bytes().as_slice());
        Ok(Ephemeral::new(counter, mask, PrivateKey::secp256r1(backend, scalar)?))
    }

    fn batch_on_p256(&self, backend: &dyn P256, counters: &[u32]) -> Vec<Result<Ephemeral, Fault>> {
        counters.iter().map(|counter| self.on_p256(backend, *counter)).collect()
    }

    fn batch_on_secp160r1(&self, counters: &[u32]) -> Vec<Result<Ephemeral, Fault>> {
        let wide = counters.iter().map(|counter| self.wide(*counter));
        let scalars: Vec<_> = wide.map(|wide| secp160r1::Scalar::from_wide(&wide)).collect();
        let points = secp160r1::public_batch(&scalars);
        let derived = counters.iter().zip(scalars).zip(points);
        derived.map(|((counter, scalar), point)| finish_160(*counter, scalar, point)).collect()
    }
}

fn finish_160(
    counter: u32,
    scalar: secp160r1::Scalar,
    point: Option<secp160r1::Point>,
) -> Result<Ephemeral, Fault> {
    let mask = mask_160(&scalar);
    Ok(Ephemeral::new(counter, mask, PrivateKey::with_point(scalar, point)?))
}

/// Eleven bytes of padding, K, and the clock without its low K bits.
fn block(padding: u8, counter: u32) -> Block {
    let [a, b, c, d] = masked(counter).to_be_bytes();
    let p = padding;
    [p, p, p, p, p, p, p, p, p, p, p, ROTATION_EXPONENT, a, b, c, d].into()
}

/// Of the 21 bytes of a scalar the hash takes the low 20.
fn mask_160(scalar: &secp160r1::Scalar) -> u8 {
    let [_, low @ ..] = &*scalar.to_bytes();
    last_byte_of_hash(low)
}

fn last_byte_of_hash(bytes: &[u8]) -> u8 {
    let [.., last] = sha256(bytes);
    last
}
