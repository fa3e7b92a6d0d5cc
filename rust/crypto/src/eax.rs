//! AES-256 in EAX mode (Bellare, Rogaway, Wagner: "The EAX Mode of Operation", FSE 2004), in place, with a nonce of any
//! length and a 16-byte tag.
//!
//! Made of the CMAC and CTR of RustCrypto, because their `eax` takes nonces of 16 bytes only and reports of the Find Hub
//! network have 20, too. The key schedule is expanded once a message.

use aes::{
    Aes256Enc,
    cipher::{InnerIvInit, KeyInit, StreamCipherCore},
};
use cmac::{
    Cmac, Mac,
    digest::common::{InnerInit, array::Array},
};
use ctr::{CtrCore, flavors::Ctr128BE};
use subtle::ConstantTimeEq;

/// Bytes of a tag.
pub(crate) const TAG_LENGTH: usize = 16;

/// The tag does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

/// What an OMAC is about: the first block says so.
#[derive(Clone, Copy)]
enum Domain {
    Nonce = 0,
    Header = 1,
    Ciphertext = 2,
}

/// One message's key, nonce and header.
pub(crate) struct Eax {
    cipher: Aes256Enc,
    nonce: [u8; TAG_LENGTH],
    header: [u8; TAG_LENGTH],
}

impl Eax {
    /// `nonce` comes in parts.
    pub(crate) fn new(key: &[u8; 32], nonce: &[&[u8]], header: &[u8]) -> Self {
        let cipher = Aes256Enc::new(key.into());
        let nonce = omac(&cipher, Domain::Nonce, nonce);
        let header = omac(&cipher, Domain::Header, &[header]);
        Self { cipher, nonce, header }
    }

    /// Turns `buffer` into ciphertext and gives the tag.
    pub(crate) fn seal(&self, buffer: &mut [u8]) -> [u8; TAG_LENGTH] {
        self.apply(buffer);
        self.tag(buffer)
    }

    /// Turns `buffer` back into plaintext when `tag` fits, and leaves it as it was when not.
    pub(crate) fn open(&self, buffer: &mut [u8], tag: &[u8; TAG_LENGTH]) -> Result<(), Refused> {
        if !bool::from(self.tag(buffer).ct_eq(tag)) {
            return Err(Refused);
        }
        self.apply(buffer);
        Ok(())
    }

    fn apply(&self, buffer: &mut [u8]) {
        let nonce = Array(self.nonce);
        CtrCore::<_, Ctr128BE>::inner_iv_init(self.cipher.clone(), &nonce)
            .apply_keystream_partial(buffer.into());
    }

    fn tag(&self, ciphertext: &[u8]) -> [u8; TAG_LENGTH] {
        let mut tag = omac(&self.cipher, Domain::Ciphertext, &[ciphertext]);
        for ((byte, nonce), header) in tag.iter_mut().zip(&self.nonce).zip(&self.header) {
            *byte ^= nonce ^ header;
        }
        tag
    }
}

/// CMAC over a block that holds the domain, then `parts`.
fn omac(cipher: &Aes256Enc, domain: Domain, parts: &[&[u8]]) -> [u8; TAG_LENGTH] {
    let mut first = [0; TAG_LENGTH];
    first[TAG_LENGTH - 1] = domain as u8;
    let mut mac = Cmac::inner_init(cipher.clone());
    mac.update(&first);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
