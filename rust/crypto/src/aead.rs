//! AES-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), in place, for both key sizes.

use aes_gcm::aead::{
    AeadInOut, Key, KeyInit,
    array::Array,
    consts::{U12, U16},
};

/// Bytes of a nonce.
pub(crate) const NONCE_LENGTH: usize = 12;
/// Bytes of a tag.
pub(crate) const TAG_LENGTH: usize = 16;

/// The cipher refused: a tag that does not fit, or a text beyond its limit of 64 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

/// AES-128-GCM or AES-256-GCM.
pub(crate) trait Cipher: AeadInOut<NonceSize = U12, TagSize = U16> + KeyInit {}

impl Cipher for aes_gcm::Aes128Gcm {}
impl Cipher for aes_gcm::Aes256Gcm {}

/// Turns `buffer` into ciphertext and gives the tag.
pub(crate) fn seal<C: Cipher>(
    key: &Key<C>,
    nonce: &[u8; NONCE_LENGTH],
    aad: &[u8],
    buffer: &mut [u8],
) -> Result<[u8; TAG_LENGTH], Refused> {
    C::new(key)
        .encrypt_inout_detached(&Array(*nonce), aad, buffer.into())
        .map(Into::into)
        .map_err(|_| Refused)
}

/// Turns `buffer` back into plaintext when `tag` fits, and leaves it as it was when not.
pub(crate) fn open<C: Cipher>(
    key: &Key<C>,
    nonce: &[u8; NONCE_LENGTH],
    aad: &[u8],
    buffer: &mut [u8],
    tag: &[u8; TAG_LENGTH],
) -> Result<(), Refused> {
    C::new(key).decrypt_inout_detached(&Array(*nonce), aad, buffer.into(), &Array(*tag)).map_err(|_| Refused)
}
