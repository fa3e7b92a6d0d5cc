//! Writing an advert.

use super::Eid;

/// LE general discoverable, no BR/EDR: what tags send.
const FLAGS: [u8; 3] = [2, 0x01, 0x06];
/// AD type of service data under a 16-bit UUID.
const SERVICE_DATA: u8 = 0x16;
/// UUID FEAA, little endian.
const SERVICE: [u8; 2] = [0xAA, 0xFE];
/// Frame types.
const NORMAL: u8 = 0x40;
const UNWANTED_TRACKING: u8 = 0x41;

/// The AD structures of a tag: 28 or 40 bytes, and one more with `hashed_flags`.
///
/// `hashed_flags` is the byte as on air ([`super::Flags::masked`]). The specification lets a tag leave it out only when it
/// has no battery to report and `unwanted_tracking` is off.
#[must_use]
pub fn advert(eid: &Eid, hashed_flags: Option<u8>, unwanted_tracking: bool) -> Vec<u8> {
    let (length, frame) = (
        4 + eid.curve().eid_length() + usize::from(hashed_flags.is_some()),
        if unwanted_tracking { UNWANTED_TRACKING } else { NORMAL },
    );
    let mut data = Vec::with_capacity(FLAGS.len() + 1 + length);
    data.extend(FLAGS);
    // At most 4 + 32 + 1.
    data.extend(u8::try_from(length));
    data.push(SERVICE_DATA);
    data.extend(SERVICE);
    data.push(frame);
    data.extend(eid.as_slice());
    data.extend(hashed_flags);
    data
}
