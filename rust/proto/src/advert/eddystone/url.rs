//! Eddystone's web addresses: a byte for the scheme, bytes below 14 for frequent endings.

use super::Rejection;

/// Bytes of the longest web address: the longest scheme and 17 of the longest expansions.
pub const URL_LENGTH: usize = 12 + LONGEST * 6;
/// Characters and codes after the scheme, at most.
const LONGEST: usize = 17;

const SCHEMES: [&str; 4] = ["http://www.", "https://www.", "http://", "https://"];
const EXPANSIONS: [&str; 14] = [
    ".com/", ".org/", ".edu/", ".net/", ".info/", ".biz/", ".gov/", ".com", ".org", ".edu", ".net", ".info",
    ".biz", ".gov",
];

/// A web address as a beacon sends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Url<'a> {
    /// Power at 0 m, dBm.
    pub tx_power: i8,
    scheme: &'static str,
    encoded: &'a [u8],
}

impl core::fmt::Debug for Url<'_> {
    /// Without the address: it identifies the beacon and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Url({} bytes)", self.encoded.len())
    }
}

impl<'a> Url<'a> {
    /// Power, scheme, then at most 17 characters and codes.
    pub(super) fn read(content: &'a [u8]) -> Result<Self, Rejection> {
        let (&[tx_power, scheme], encoded) = content.split_first_chunk().ok_or(Rejection::Length)?;
        let scheme = SCHEMES.get(usize::from(scheme)).ok_or(Rejection::UrlCode)?;
        if encoded.len() > LONGEST {
            return Err(Rejection::Length);
        }
        if !encoded.iter().all(|&code| is_known(code)) {
            return Err(Rejection::UrlCode);
        }
        Ok(Self { tx_power: tx_power.cast_signed(), scheme, encoded })
    }

    /// The parts of the address in order: the scheme, then a part for each character or code.
    fn parts(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let codes = self.encoded.chunks(1).map(|character| match character {
            [code] => EXPANSIONS.get(usize::from(*code)).map_or(character, |text| text.as_bytes()),
            _ => character,
        });
        core::iter::once(self.scheme.as_bytes()).chain(codes)
    }

    /// The whole address, written into `buffer`.
    pub fn write<'b>(&self, buffer: &'b mut [u8; URL_LENGTH]) -> &'b str {
        let mut length = 0;
        for (to, from) in buffer.iter_mut().zip(self.parts().flatten()) {
            *to = *from;
            length += 1;
        }
        let (text, _) = buffer.split_at(length);
        // Every part is ASCII, which `read` has seen to.
        core::str::from_utf8(text).unwrap_or_default()
    }
}

/// A code with an expansion, or a printable character that is no space.
const fn is_known(code: u8) -> bool {
    (code as usize) < EXPANSIONS.len() || code.is_ascii_graphic()
}
