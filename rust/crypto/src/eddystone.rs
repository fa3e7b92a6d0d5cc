//! Ephemeral ids of Eddystone-EID beacons.
//!
//! Source: google/eddystone, "EID Computation" (Apache-2.0). The beacon and who may recognise it share the identity key;
//! the id changes every 2ᴷ seconds of the beacon's own clock, K being its rotation exponent.

use aes::{
    Aes128,
    cipher::{BlockCipherEncrypt, KeyInit},
};
use zeroize::Zeroizing;

use crate::{bytes::join, secret::secret_bytes};

/// Seconds for which one temporary key serves.
const TEMPORARY_KEY_SECONDS: u64 = 1 << 16;

secret_bytes! {
    /// The identity key of a beacon.
    IdentityKey, 16
}

/// K: ids change every 2ᴷ seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RotationExponent(u8);

impl RotationExponent {
    /// From 0, a second, to 15, about nine hours; none beyond.
    #[must_use]
    pub const fn new(exponent: u8) -> Option<Self> {
        if exponent <= 15 { Some(Self(exponent)) } else { None }
    }

    /// K itself.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Seconds for which an id stays.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        1 << self.0
    }

    /// When the id of `counter` began.
    const fn begin(self, counter: u32) -> u32 {
        counter & !(self.seconds() - 1)
    }
}

/// The id at `counter`, seconds on the beacon's clock.
#[must_use]
pub fn ephemeral_id(key: &IdentityKey, exponent: RotationExponent, counter: u32) -> [u8; 8] {
    id_under(&temporary_key(key, counter), exponent, counter)
}

/// The ids from the one at `from` to the one at `to`, each with the counter at which it begins.
pub fn ephemeral_ids(
    key: &IdentityKey,
    exponent: RotationExponent,
    from: u32,
    to: u32,
) -> impl Iterator<Item = (u32, [u8; 8])> {
    let mut cached: Option<(u64, Aes128)> = None;
    let begins = (u64::from(exponent.begin(from))..=u64::from(to)).step_by(1 << exponent.get());
    begins.filter_map(move |begin| {
        let counter = u32::try_from(begin).ok()?;
        let period = begin / TEMPORARY_KEY_SECONDS;
        let (_, temporary) = match cached.take() {
            Some(kept) if kept.0 == period => cached.insert(kept),
            _ => cached.insert((period, temporary_key(key, counter))),
        };
        Some((counter, id_under(temporary, exponent, counter)))
    })
}

/// AES-128 under the identity key of the counter's upper half.
fn temporary_key(key: &IdentityKey, counter: u32) -> Aes128 {
    let [high, low, _, _] = counter.to_be_bytes();
    let mut temporary = Zeroizing::new(join(&[&[0; 11], &[0xFF, 0, 0, high, low]]));
    encrypt(&Aes128::new(key.expose().into()), &mut temporary);
    Aes128::new((&*temporary).into())
}

fn id_under(temporary: &Aes128, exponent: RotationExponent, counter: u32) -> [u8; 8] {
    let begin = exponent.begin(counter).to_be_bytes();
    let mut block = join(&[&[0; 11], &[exponent.get()], &begin]);
    encrypt(temporary, &mut block);
    let [id @ .., _, _, _, _, _, _, _, _] = block;
    id
}

/// In place, so that no copy of a temporary key stays behind.
fn encrypt(cipher: &Aes128, block: &mut [u8; 16]) {
    cipher.encrypt_block(block.into());
}
