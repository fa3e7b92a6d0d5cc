//! AES-128-GCM under what two parties share: key and a nonce of 16 bytes, both from the shared secret.

use super::report::{PLAINTEXT_LENGTH, POINT_LENGTH};
use crate::{aead::TAG_LENGTH, x963};
use aes_gcm::{
    AesGcm,
    aead::{AeadInOut, KeyInit, array::Array, consts::U16},
    aes::Aes128,
};
use zeroize::Zeroizing;

/// The cipher of one report.
pub(super) struct ReportCipher {
    cipher: AesGcm<Aes128, U16>,
    nonce: Array<u8, U16>,
}

impl ReportCipher {
    /// From the shared x coordinate and the uncompressed ephemeral point.
    pub(super) fn new(shared_x: &[u8; 28], ephemeral: &[u8; POINT_LENGTH]) -> Self {
        let mut halves = Zeroizing::new([[0; 16]; 2]);
        x963::derive(shared_x, &[ephemeral], halves.as_flattened_mut());
        let [key, nonce] = &*halves;
        Self { cipher: AesGcm::new(key.into()), nonce: Array(*nonce) }
    }

    /// Turns `text` into ciphertext and gives the tag; `None` only beyond the cipher's limit of 64 GiB.
    pub(super) fn seal(&self, text: &mut [u8; PLAINTEXT_LENGTH]) -> Option<[u8; TAG_LENGTH]> {
        let tag = self.cipher.encrypt_inout_detached(&self.nonce, b"", text.as_mut_slice().into());
        tag.ok().map(Into::into)
    }

    /// Turns `text` back into plaintext; `None` when `tag` does not fit.
    pub(super) fn open(&self, text: &mut [u8; PLAINTEXT_LENGTH], tag: &[u8; TAG_LENGTH]) -> Option<()> {
        let buffer = text.as_mut_slice().into();
        self.cipher.decrypt_inout_detached(&self.nonce, b"", buffer, &Array(*tag)).ok()
    }
}
