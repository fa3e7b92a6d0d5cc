//! Keys as they are kept on Google's servers: under the owner key of an account, which an export brings along.
//!
//! Source: GoogleFindMyTools (facts). `IV (12) ‖ AES-256-GCM ciphertext ‖ tag (16)`, or from older phones
//! `IV (16) ‖ AES-256-CBC ciphertext` without padding, which nothing authenticates: a wrong owner key then gives a
//! wrong key and no error.

use super::{AccountKey, IdentityKey};
use crate::{
    aead::{self, NONCE_LENGTH, TAG_LENGTH},
    secret::secret_bytes,
};
use aes::Aes256;
use aes_gcm::Aes256Gcm;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

secret_bytes! {
    /// Wraps all keys of an account.
    OwnerKey, 32
}

/// Bytes of a CBC initialisation vector, and of a block.
const BLOCK_LENGTH: usize = 16;

/// Why a key did not come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnwrapError {
    /// Neither form of this key has this length.
    #[error("a wrapped key of this kind has {gcm} bytes or {cbc}, this one {length}")]
    WrongLength {
        /// Bytes given.
        length: usize,
        /// Bytes of the authenticated form.
        gcm: usize,
        /// Bytes of the older form.
        cbc: usize,
    },
    /// Another owner key, or a changed byte.
    #[error("the wrapped key does not open with this owner key")]
    Authentication,
}

impl OwnerKey {
    /// The identity key of a tag, from 60 bytes or 48.
    ///
    /// # Errors
    /// Both variants of [`UnwrapError`].
    pub fn unwrap_identity_key(&self, wrapped: &[u8]) -> Result<IdentityKey, UnwrapError> {
        Ok(IdentityKey::from_bytes(*self.open(wrapped)?))
    }

    /// The account key of a tag, from 44 bytes or 32.
    ///
    /// # Errors
    /// Both variants of [`UnwrapError`].
    pub fn unwrap_account_key(&self, wrapped: &[u8]) -> Result<AccountKey, UnwrapError> {
        Ok(AccountKey::from_bytes(*self.open(wrapped)?))
    }

    /// The length says which form it is.
    fn open<const N: usize>(&self, wrapped: &[u8]) -> Result<Zeroizing<[u8; N]>, UnwrapError> {
        let (gcm, cbc) = (NONCE_LENGTH + N + TAG_LENGTH, BLOCK_LENGTH + N);
        let wrong_length = UnwrapError::WrongLength { length: wrapped.len(), gcm, cbc };
        if wrapped.len() == gcm {
            let (iv, rest) = wrapped.split_first_chunk().ok_or(wrong_length)?;
            let (text, tag) = rest.split_last_chunk().ok_or(wrong_length)?;
            return self.open_gcm(iv, text.try_into().map_err(|_| wrong_length)?, tag);
        }
        let (iv, text) = wrapped.split_first_chunk().ok_or(wrong_length)?;
        Ok(self.open_cbc(iv, text.try_into().map_err(|_| wrong_length)?))
    }

    fn open_gcm<const N: usize>(
        &self,
        iv: &[u8; NONCE_LENGTH],
        text: &[u8; N],
        tag: &[u8; TAG_LENGTH],
    ) -> Result<Zeroizing<[u8; N]>, UnwrapError> {
        let mut key = Zeroizing::new(*text);
        aead::open::<Aes256Gcm>((&self.0).into(), iv, b"", key.as_mut_slice(), tag)
            .map_err(|aead::Refused| UnwrapError::Authentication)?;
        Ok(key)
    }

    fn open_cbc<const N: usize>(&self, iv: &[u8; BLOCK_LENGTH], text: &[u8; N]) -> Zeroizing<[u8; N]> {
        let mut cipher = cbc::Decryptor::<Aes256>::new((&self.0).into(), iv.into());
        let mut key = Zeroizing::new(*text);
        for chunk in key.as_chunks_mut::<BLOCK_LENGTH>().0 {
            let mut block = aes::Block::from(*chunk);
            cipher.decrypt_block(&mut block);
            *chunk = block.into();
            block.zeroize();
        }
        key
    }
}
