//! Keys of a SmartTag: privacy ids, the signature of its adverts, and its clock.
//!
//! The owner's app and the tag share a master secret, an initialisation vector and a seed; three keys are derived of the
//! secret. Sources: T. Yu, "Privacy Analysis of Samsung's Crowd-Sourced Bluetooth Location Tracking System", and
//! Samsung's public SmartThings tag SDK.

use aes::{
    Aes128,
    cipher::{BlockModeEncrypt, InnerIvInit, KeyInit},
};
use cbc::Encryptor;
use findmesh_proto::advert::samsung::Tag;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{bytes::join, secret::secret_bytes, x963};

/// How many privacy ids a tag has; it uses them again and again.
pub const PRIVACY_IDS: u16 = 1000;

/// When the aging counter was 0: 2020-07-02 00:00 UTC.
const CLOCK_START: i64 = 1_593_648_000;
/// Seconds in which the aging counter goes one up.
const CLOCK_STEP: i64 = 900;
/// The counter has three bytes.
const CLOCK_LIMIT: i64 = 1 << 24;

secret_bytes! {
    /// What a tag and its owner's account share: the first 16 bytes of the master secret, which are all that is used.
    MasterSecret, 16
}
secret_bytes! {
    /// Makes privacy ids.
    PrivacyKey, 16
}
secret_bytes! {
    /// Signs adverts.
    SigningKey, 16
}
secret_bytes! {
    /// Authenticates the owner when he connects.
    AuthenticationKey, 16
}

impl MasterSecret {
    /// The key that makes privacy ids.
    #[must_use]
    pub fn privacy_key(&self) -> PrivacyKey {
        PrivacyKey(*self.derive(b"privacy"))
    }

    /// The key that signs adverts.
    #[must_use]
    pub fn signing_key(&self) -> SigningKey {
        SigningKey(*self.derive(b"signing"))
    }

    /// The key that authenticates the owner.
    #[must_use]
    pub fn authentication_key(&self) -> AuthenticationKey {
        AuthenticationKey(*self.derive(b"bleAuthentication"))
    }

    fn derive(&self, purpose: &[u8]) -> Zeroizing<[u8; 16]> {
        let mut key = Zeroizing::new([0; 16]);
        x963::derive(self.expose(), &[purpose], key.as_mut_slice());
        key
    }
}

/// Privacy id `index`, from 1 to [`PRIVACY_IDS`]; the tag chooses among them, an owner tries them all.
#[must_use]
pub fn privacy_id(key: &PrivacyKey, iv: &[u8; 16], seed: &[u8; 8], index: u16) -> Option<[u8; 8]> {
    (1..=PRIVACY_IDS).contains(&index).then(|| id_of(&cipher(key.expose()), iv, seed, index))
}

/// All privacy ids of a tag, from index 1 on.
pub fn privacy_ids(key: &PrivacyKey, iv: &[u8; 16], seed: &[u8; 8]) -> impl Iterator<Item = [u8; 8]> + use<> {
    let (cipher, iv, seed) = (cipher(key.expose()), *iv, *seed);
    (1..=PRIVACY_IDS).map(move |index| id_of(&cipher, &iv, &seed, index))
}

/// The index around the seed, padded by PKCS #7 to the one block that it is.
fn id_of(cipher: &Aes128, iv: &[u8; 16], seed: &[u8; 8], index: u16) -> [u8; 8] {
    let index = index.to_be_bytes();
    let [id @ .., _, _, _, _, _, _, _, _] = first_block(cipher, iv, join(&[&index, seed, &index, &[4; 4]]));
    id
}

/// The signature of an advert, over its bytes 0 to 15.
#[must_use]
pub fn signature(key: &SigningKey, iv: &[u8; 16], signed: &[u8; 16]) -> [u8; 4] {
    let [a, b, c, d, ..] = first_block(&cipher(key.expose()), iv, *signed);
    [a, b, c, d]
}

/// Whether the tag that holds `key` sent this advert; of 2³² forged ones, one passes.
#[must_use]
pub fn verify(key: &SigningKey, iv: &[u8; 16], tag: &Tag<'_>) -> bool {
    signature(key, iv, tag.signed()).ct_eq(&tag.signature()).into()
}

/// What a tag whose clock is right sends as aging counter at a time (Unix seconds); none before 2020-07-02 and where the
/// counter is at its end, in the year 2498.
#[must_use]
pub fn aging_counter(time: i64) -> Option<u32> {
    let counter = time.checked_sub(CLOCK_START)?.div_euclid(CLOCK_STEP);
    u32::try_from(counter).ok().filter(|_| counter < CLOCK_LIMIT)
}

/// When a tag whose clock is right begins to send an aging counter (Unix seconds). Tags were seen to be late by as much
/// as a step.
#[must_use]
pub const fn aging_time(counter: u32) -> i64 {
    CLOCK_START + counter as i64 * CLOCK_STEP
}

fn cipher(key: &[u8; 16]) -> Aes128 {
    Aes128::new(key.into())
}

/// The first block of AES-128-CBC, of which nobody sends more.
fn first_block(cipher: &Aes128, iv: &[u8; 16], block: [u8; 16]) -> [u8; 16] {
    let mut block = block.into();
    Encryptor::inner_iv_init(cipher.clone(), &(*iv).into()).encrypt_block(&mut block);
    block.into()
}
