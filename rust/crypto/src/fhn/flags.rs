//! The hashed flags: what a tag says about itself to its owner alone.

use thiserror::Error;

/// Unwanted tracking protection is on.
const UNWANTED_TRACKING: u8 = 1;
/// Battery.
const BATTERY: u8 = 0b110;

/// A tag's battery, as the flags have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagBattery {
    /// The tag does not measure it.
    Unsupported,
    /// Neither low nor critical.
    Normal,
    /// To be changed soon.
    Low,
    /// To be changed now.
    Critical,
}

/// The byte before it is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flags {
    /// The tag protects against unwanted tracking: it is away from its owner.
    pub unwanted_tracking: bool,
    /// Its battery.
    pub battery: TagBattery,
}

/// Bits 7 to 3, which are zero in version 1, are not: another mask, or a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("flags {flags:02x} have reserved bits set")]
pub struct ReservedFlags {
    /// The byte after unmasking.
    pub flags: u8,
}

impl Flags {
    /// The byte on air: `mask` is [`super::Ephemeral::flags_mask`].
    #[must_use]
    pub const fn masked(self, mask: u8) -> u8 {
        let battery = match self.battery {
            TagBattery::Unsupported => 0,
            TagBattery::Normal => 1,
            TagBattery::Low => 2,
            TagBattery::Critical => 3,
        };
        (battery << 1 | self.unwanted_tracking as u8) ^ mask
    }

    /// What a byte on air says under `mask`.
    ///
    /// # Errors
    /// [`ReservedFlags`] when reserved bits are set.
    pub const fn unmask(byte: u8, mask: u8) -> Result<Self, ReservedFlags> {
        let flags = byte ^ mask;
        if flags & !(UNWANTED_TRACKING | BATTERY) != 0 {
            return Err(ReservedFlags { flags });
        }
        let battery = match flags >> 1 {
            0 => TagBattery::Unsupported,
            1 => TagBattery::Normal,
            2 => TagBattery::Low,
            _ => TagBattery::Critical,
        };
        Ok(Self { unwanted_tracking: flags & UNWANTED_TRACKING != 0, battery })
    }
}
