//! Opening the encrypted objects of a MiBeacon with its bind key.
//!
//! Versions 4 and 5 are AES-128-CCM with four bytes of code, under a nonce of address, product and counters. Versions 2
//! and 3 use the keystream of the same mode and send no code: whether a key was right cannot be known, only that objects
//! make no sense under a wrong one. Source: the public parser xiaomi-ble (Apache-2.0).

use aes::{
    Aes128,
    cipher::{KeyIvInit, StreamCipher},
};
use ccm::{
    AeadInOut, Ccm, KeyInit,
    aead::array::Array,
    consts::{U4, U12},
};
use ctr::Ctr32BE;
use zeroize::Zeroizing;

use crate::bytes::join;
use findmesh_proto::Address;
use findmesh_proto::advert::mibeacon::{Advert, Content, Objects, Sealed};

pub use findmesh_proto::advert::mibeacon::BindKey;

/// What the code of versions 4 and 5 covers beside the objects.
const ASSOCIATED_DATA: &[u8] = &[0x11];
/// What stands in the middle of every legacy key.
const LEGACY_PADDING: &[u8; 4] = &[0x8D, 0x3D, 0x3C, 0x97];

/// The objects of a frame that was opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    bytes: Vec<u8>,
    authenticated: bool,
}

impl core::fmt::Debug for Opened {
    /// Without the bytes: they may tell of a home and stay out of logs.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Opened").field("mic_valid", &self.mic_valid()).finish_non_exhaustive()
    }
}

impl Opened {
    /// The objects.
    #[must_use]
    pub const fn objects(&self) -> Objects<'_> {
        Objects::new(self.bytes.as_slice())
    }

    /// True where a code was checked; none in versions 2 and 3, whose objects are believed on no ground but their form.
    #[must_use]
    pub const fn mic_valid(&self) -> Option<bool> {
        if self.authenticated { Some(true) } else { None }
    }
}

/// Why objects do not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The frame has no encrypted objects.
    #[error("a frame without encrypted objects")]
    NotSealed,
    /// Versions 2 and 3 take a key of 12 bytes, later ones one of 16.
    #[error("a bind key of another version of the format")]
    KeyLength,
    /// The frame names no address, and none is known from elsewhere.
    #[error("no address is known, which the nonce needs")]
    NoAddress,
    /// The code does not fit: another key, another address, or a damaged frame.
    #[error("the message integrity code does not fit")]
    Mic,
}

/// Opens the objects of `advert`. The address that the frame names counts before `sender`, the one that it came from.
///
/// # Errors
/// [`OpenError`]; with [`OpenError::Mic`] there was a key to try, and it was wrong.
pub fn open(advert: &Advert<'_>, sender: Option<Address>, key: &BindKey) -> Result<Opened, OpenError> {
    let Content::Sealed(sealed) = &advert.content else {
        return Err(OpenError::NotSealed);
    };
    let address = || advert.mac.or(sender).map(air_order).ok_or(OpenError::NoAddress);
    match (sealed.mic, key) {
        (Some(mic), BindKey::Standard(key)) => {
            let [_, _, product_and_counter @ ..] = advert.header;
            let nonce = join(&[&address()?, product_and_counter, sealed.extended_counter]);
            let mut bytes = sealed.ciphertext.to_vec();
            open_checked(key, &nonce, &mut bytes, mic)?;
            Ok(Opened { bytes, authenticated: true })
        }
        (None, BindKey::Legacy(key)) => Ok(open_legacy(advert.header, sealed, &address()?, key)),
        _ => Err(OpenError::KeyLength),
    }
}

/// Least significant byte first.
const fn air_order(address: Address) -> [u8; 6] {
    let [a, b, c, d, e, f] = address.bytes;
    [f, e, d, c, b, a]
}

/// Turns `bytes` into plaintext when the code fits, and into zeros when not.
fn open_checked(key: &[u8; 16], nonce: &[u8; 12], bytes: &mut [u8], mic: &[u8; 4]) -> Result<(), OpenError> {
    decrypt(key, nonce, ASSOCIATED_DATA, bytes, mic).map_err(|_| OpenError::Mic)
}

/// AES-128-CCM with a nonce of 12 bytes and a code of 4 (NIST SP 800-38C).
pub(crate) fn decrypt(
    key: &[u8; 16],
    nonce: &[u8; 12],
    aad: &[u8],
    bytes: &mut [u8],
    mic: &[u8; 4],
) -> Result<(), ccm::Error> {
    let cipher = Ccm::<Aes128, U4, U12>::new(key.into());
    cipher.decrypt_inout_detached(&Array(*nonce), aad, bytes.into(), &Array(*mic))
}

fn open_legacy(header: &[u8; 5], sealed: &Sealed<'_>, address: &[u8; 6], key: &[u8; 12]) -> Opened {
    let [start @ .., _, _, _, _, _, _] = key;
    let [_, _, _, _, _, _, end @ ..] = key;
    let key = Zeroizing::new(join(&[start, LEGACY_PADDING, end]));
    let [address @ .., _] = address;
    let nonce = join(&[header, sealed.extended_counter, address]);
    let mut bytes = sealed.ciphertext.to_vec();
    apply_keystream(&key, &nonce, &mut bytes);
    Opened { bytes, authenticated: false }
}

/// The keystream of AES-128-CCM with a nonce of 13 bytes: counter mode from block 1 on, block 0 being the code's.
pub(crate) fn apply_keystream(key: &[u8; 16], nonce: &[u8; 13], bytes: &mut [u8]) {
    let first: [u8; 16] = join(&[&[1], nonce, &[0, 1]]);
    Ctr32BE::<Aes128>::new(key.into(), &Array(first)).apply_keystream(bytes);
}
