//! What is kept on the phone: columns sealed under the data key of their day, identifiers as keyed hashes.

use crate::{
    aead::{self, NONCE_LENGTH, TAG_LENGTH},
    hkdf::hmac_sha256,
    secret::secret_bytes,
};
use aes_gcm::Aes256Gcm;
use thiserror::Error;
use zeroize::Zeroizing;

secret_bytes! {
    /// Seals the columns of one day; whoever destroys it erases that day.
    DataKey, 32
}

secret_bytes! {
    /// Turns identifiers into keyed hashes; one a database.
    HashKey, 32
}

/// First byte of a sealed column.
const VERSION: u8 = 1;

/// Bytes that a sealed column is longer than its plaintext: version, nonce, tag.
pub const OVERHEAD: usize = 1 + NONCE_LENGTH + TAG_LENGTH;

/// Why a column was not sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AtRestError {
    /// Beyond what AES-GCM takes under one nonce (64 GiB).
    #[error("the plaintext is too long")]
    TooLong,
    /// Shorter than version, nonce and tag.
    #[error("a sealed column has at least {OVERHEAD} bytes, this one {length}")]
    TooShort {
        /// Bytes given.
        length: usize,
    },
    /// Sealed by a version of this library that is not known here.
    #[error("sealed column of version {version}, known: {VERSION}")]
    UnknownVersion {
        /// First byte of the column.
        version: u8,
    },
    /// Another key, another place (`aad`), or damaged bytes.
    #[error("the column does not open under this key at this place")]
    Authentication,
}

/// Seals one column: `01 ‖ nonce ‖ AES-256-GCM ciphertext ‖ tag`, [`OVERHEAD`] bytes longer than `plain`.
///
/// `nonce` is fresh randomness, never used twice under one key. `aad` names the place (table, column, row), so that
/// a value cannot be moved to another one.
///
/// # Errors
/// [`AtRestError::TooLong`] above 64 GiB.
pub fn seal_column(
    key: &DataKey,
    nonce: &[u8; NONCE_LENGTH],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, AtRestError> {
    let mut text = Zeroizing::new(plain.to_vec());
    let tag = aead::seal::<Aes256Gcm>(key.expose().into(), nonce, aad, &mut text)
        .map_err(|_| AtRestError::TooLong)?;
    Ok([&[VERSION], nonce.as_slice(), &text, &tag].concat())
}

/// Opens what [`seal_column`] made, with the same `key` and `aad`.
///
/// # Errors
/// [`AtRestError::TooShort`], [`AtRestError::UnknownVersion`] and [`AtRestError::Authentication`].
pub fn open_column(key: &DataKey, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
    let (version, nonce, text, tag) = split(sealed).ok_or(AtRestError::TooShort { length: sealed.len() })?;
    if version != VERSION {
        return Err(AtRestError::UnknownVersion { version });
    }
    let mut plain = Zeroizing::new(text.to_vec());
    aead::open::<Aes256Gcm>(key.expose().into(), nonce, aad, &mut plain, tag)
        .map_err(|_| AtRestError::Authentication)?;
    Ok(plain)
}

/// An identifier as it is stored: HMAC-SHA256 under `key`, cut to 16 bytes.
///
/// Equal `bytes` under different `domain`s give unrelated values.
#[must_use]
pub fn keyed_hash(key: &HashKey, domain: &str, bytes: &[u8]) -> [u8; 16] {
    let length = (domain.len() as u64).to_be_bytes();
    let hash = hmac_sha256(key.expose(), &[&length, domain.as_bytes(), bytes]);
    crate::bytes::join(&[&hash])
}

type Parts<'a> = (u8, &'a [u8; NONCE_LENGTH], &'a [u8], &'a [u8; TAG_LENGTH]);

fn split(sealed: &[u8]) -> Option<Parts<'_>> {
    let (version, rest) = sealed.split_first()?;
    let (nonce, rest) = rest.split_first_chunk()?;
    let (text, tag) = rest.split_last_chunk()?;
    Some((*version, nonce, text, tag))
}
