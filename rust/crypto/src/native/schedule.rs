//! An owner's view of a tag: any slot of any day.

use super::{ChainKey, DaySecret, EpochError, EpochKey, TagSecret, epoch_key};
use core::fmt;

/// Seconds in a UTC day.
pub const SECONDS_PER_DAY: u64 = 86_400;

/// Seconds in a slot.
pub const SECONDS_PER_SLOT: u64 = 900;

/// The UTC day of a Unix time: seconds / 86 400, rounded down.
#[must_use]
pub fn day_of(unix_seconds: u64) -> u32 {
    u32::try_from(unix_seconds / SECONDS_PER_DAY).unwrap_or(u32::MAX)
}

/// The 15-minute slot of a Unix time within its UTC day, 0 to 95.
#[must_use]
pub const fn slot_of(unix_seconds: u64) -> u8 {
    (unix_seconds % SECONDS_PER_DAY / SECONDS_PER_SLOT) as u8
}

/// All keys of one tag. Remembers where in the chain it was, so that days in ascending order cost one step each.
pub struct Schedule {
    secret: TagSecret,
    provisioned_day: u32,
    reached: Option<(u32, ChainKey)>,
}

impl Schedule {
    /// `provisioned_day` is the UTC day (Unix seconds / 86 400) on which tag and owner met.
    #[must_use]
    pub const fn new(secret: TagSecret, provisioned_day: u32) -> Self {
        Self { secret, provisioned_day, reached: None }
    }

    /// The UTC day of provisioning.
    #[must_use]
    pub const fn provisioned_day(&self) -> u32 {
        self.provisioned_day
    }

    /// k of a Unix time; `None` before the day of provisioning.
    #[must_use]
    pub fn day_index(&self, unix_seconds: u64) -> Option<u32> {
        day_of(unix_seconds).checked_sub(self.provisioned_day)
    }

    /// `C_k`.
    pub fn chain_key(&mut self, day_index: u32) -> ChainKey {
        let (from, key) = match self.reached.take() {
            Some((day, key)) if day <= day_index => (day, key),
            _ => (0, self.secret.first()),
        };
        let key = key.after(day_index - from);
        self.reached = Some((day_index, key.clone()));
        key
    }

    /// `D_k`.
    pub fn day_secret(&mut self, day_index: u32) -> DaySecret {
        self.chain_key(day_index).day_secret()
    }

    /// The key of `slot` on day `day_index`, counted from the day of provisioning.
    ///
    /// # Errors
    /// [`EpochError::ReservedSlot`] unless `slot` is 0 to 95 or 255.
    pub fn epoch(&mut self, day_index: u32, slot: u8) -> Result<EpochKey, EpochError> {
        epoch_key(&self.day_secret(day_index), slot)
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Schedule(redacted)")
    }
}
