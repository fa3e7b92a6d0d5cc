//! The advert of a SmartTag: 20 bytes of service data under FD5A.
//!
//! | byte | meaning |
//! |---|---|
//! | 0 | bits 7-4 version, bit 3 type of advert (0), bits 2-0 state |
//! | 1-3 | aging counter, little endian: quarters of an hour since 2020-07-02 00:00 UTC |
//! | 4-11 | privacy id |
//! | 12 | bits 7-4 region, bit 3 end-to-end encryption, bit 2 ultra-wideband, bits 1-0 battery |
//! | 13 | bit 7 motion detection |
//! | 14-15 | reserved, but for byte 15 bit 0: activity tracking |
//! | 16-19 | signature over all before it |

use super::super::{FieldValue, FieldVisitor};
use super::{Rejection, TagBattery, TagState};

/// The version that is known.
const VERSION: u8 = 1;
/// Bit 3 of byte 0.
const ADVERT_TYPE: u8 = 0x08;

/// An advert of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    frame: &'a [u8; 20],
}

impl core::fmt::Debug for Tag<'_> {
    /// Without the bytes: they identify the tag and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Tag").field("state", &self.state()).finish_non_exhaustive()
    }
}

impl<'a> Tag<'a> {
    pub(super) fn read(data: &'a [u8]) -> Result<Self, Rejection> {
        let first = *data.first().ok_or(Rejection::Length)?;
        if first >> 4 != VERSION {
            return Err(Rejection::Version);
        }
        if first & ADVERT_TYPE != 0 {
            return Err(Rejection::AdvertType);
        }
        data.try_into().map(|frame| Self { frame }).map_err(|_| Rejection::Length)
    }

    /// Where the tag is, seen from its owner's devices.
    pub const fn state(&self) -> TagState {
        let [first, ..] = self.frame;
        TagState::from_bits(*first)
    }

    /// Quarters of an hour since 2020-07-02 00:00 UTC on the tag's clock, which may lag by some minutes.
    pub const fn aging_counter(&self) -> u32 {
        let [_, a, b, c, ..] = self.frame;
        u32::from_le_bytes([*a, *b, *c, 0])
    }

    /// What tells the tag from others, for a quarter of an hour or, where it has been offline for a day, longer.
    pub const fn privacy_id(&self) -> &'a [u8; 8] {
        let [_, _, _, _, id @ .., _, _, _, _, _, _, _, _] = self.frame;
        id
    }

    /// A number from 0 to 15 whose table is not public.
    pub const fn region(&self) -> u8 {
        self.properties() >> 4
    }

    /// Whether its owner chose that finders encrypt.
    pub const fn end_to_end(&self) -> bool {
        self.properties() & 0x08 != 0
    }

    /// Whether it has ultra-wideband.
    pub const fn uwb(&self) -> bool {
        self.properties() & 0x04 != 0
    }

    /// How full its battery is.
    pub const fn battery(&self) -> TagBattery {
        TagBattery::from_bits(self.properties())
    }

    /// Whether it detects motion.
    pub const fn motion(&self) -> bool {
        let [.., motion, _, _, _, _, _, _] = self.frame;
        *motion & 0x80 != 0
    }

    /// Whether it tracks activity.
    pub const fn activity_tracking(&self) -> bool {
        let [.., activity, _, _, _, _] = self.frame;
        *activity & 0x01 != 0
    }

    /// What the signature covers: bytes 0 to 15.
    pub const fn signed(&self) -> &'a [u8; 16] {
        let [signed @ .., _, _, _, _] = self.frame;
        signed
    }

    /// The signature, which only who holds the tag's secret can check.
    pub const fn signature(&self) -> [u8; 4] {
        let [.., a, b, c, d] = self.frame;
        [*a, *b, *c, *d]
    }

    const fn properties(&self) -> u8 {
        let [.., properties, _, _, _, _, _, _, _] = self.frame;
        *properties
    }

    pub(super) fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("version", FieldValue::Hex(&[VERSION]));
        visitor.field("tag_state", FieldValue::Text(self.state().as_str()));
        visitor.field("aging_counter", FieldValue::Number(self.aging_counter().into()));
        visitor.field("privacy_id", FieldValue::Hex(self.privacy_id()));
        visitor.field("region", FieldValue::Number(self.region().into()));
        visitor.field("end_to_end", FieldValue::Bool(self.end_to_end()));
        visitor.field("uwb", FieldValue::Bool(self.uwb()));
        visitor.field("battery", FieldValue::Text(self.battery().as_str()));
        visitor.field("motion", FieldValue::Bool(self.motion()));
        visitor.field("activity_tracking", FieldValue::Bool(self.activity_tracking()));
        visitor.field("signature", FieldValue::Hex(&self.signature()));
    }
}
