//! Which sealed reports an owner believes (docs/formats.md §2, last rules before the tags').

use findmesh_crypto::native::{self, OpenError, mask_header, mask_status};
use findmesh_crypto::p256;
use findmesh_proto::{Battery, Form, Report};

use super::ask::{DayKey, Sealed};
use crate::time::DAY;

/// A report may lie this far outside its key's life, seconds.
const TOLERANCE: i64 = 2 * 3600;
/// The separated key changes at most this long after the end of its day, seconds: the tag's own offset
/// of up to 3 599 s, and up to 89 s until the old key stops.
const LATEST_CHANGE: i64 = 3_599 + 89;
/// Bits of the status byte that version 1 sends as 0. Bit 4 (UWB) is no such bit.
const UNUSED_STATUS: u8 = 0x0F;

/// A report that the owner believes.
#[derive(Clone)]
pub(crate) struct OwnerFix {
    /// What the finder sealed.
    pub(crate) report: Report,
    /// k of its key.
    pub(crate) day: u32,
    /// Its lookup id.
    pub(crate) lookup_id: [u8; 16],
    /// Hour of arrival, Unix seconds / 3 600.
    pub(crate) received_hour: u64,
    /// The tag's battery.
    pub(crate) battery: Battery,
    /// The tag moved during its previous key's life.
    pub(crate) tag_moved: bool,
}

/// Why a report is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dropped {
    /// It does not open, or is no report of this version.
    Unopened(&'static str),
    /// Latitude or longitude that no place has.
    Range,
    /// It was seen near its owner, and its key is only sent away from it.
    BitDisagrees,
    /// Status bits that are always 0 are set.
    StatusBits,
    /// Seen outside the life of its key.
    OutsideKeyLife,
}

impl Dropped {
    /// Stable name of its counter.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unopened(code) => code,
            Self::Range => "range",
            Self::BitDisagrees => "bit_disagrees_with_slot",
            Self::StatusBits => "unused_status_bits",
            Self::OutsideKeyLife => "outside_key_life",
        }
    }
}

/// First and last second at which a tag with a right clock sends the separated key of UTC day `day`.
pub(crate) const fn key_life(day: i64) -> (i64, i64) {
    (day * DAY, (day + 1) * DAY + LATEST_CHANGE)
}

/// Opens a report and applies every rule that needs no clock.
pub(crate) fn open(sealed: &Sealed, key: &DayKey, service_uuid: &[u8; 16]) -> Result<OwnerFix, Dropped> {
    let private_key = &key.epoch.private_key;
    let report = native::open(p256::backend(), private_key, &sealed.body, service_uuid).map_err(unopened)?;
    if report.near_owner() {
        return Err(Dropped::BitDisagrees);
    }
    let (battery, tag_moved) = tag_state(&report, key.epoch.mask)?;
    Ok(OwnerFix {
        report,
        day: key.day,
        lookup_id: key.epoch.lookup_id,
        received_hour: sealed.received_hour,
        battery,
        tag_moved,
    })
}

/// Whether it was seen while its key was on the air, by a tag whose clock is `drift` seconds behind.
pub(crate) fn in_key_life(fix: &OwnerFix, provisioned_day: u32, drift: i64) -> Result<(), Dropped> {
    let (begin, end) = key_life(i64::from(provisioned_day) + i64::from(fix.day));
    let seen = i64::from(fix.report.time) - drift;
    if (begin - TOLERANCE..=end + TOLERANCE).contains(&seen) { Ok(()) } else { Err(Dropped::OutsideKeyLife) }
}

/// Battery and movement, unmasked.
fn tag_state(report: &Report, mask: [u8; 2]) -> Result<(Battery, bool), Dropped> {
    match report.form {
        Form::Extended => {
            let status = mask_status(report.status, mask);
            if status & UNUSED_STATUS != 0 {
                return Err(Dropped::StatusBits);
            }
            Ok((Battery::from_bits(status >> 6), status & 0x20 != 0))
        }
        Form::Compact => {
            let header = mask_header(report.header, mask);
            Ok((Battery::from_bits(header >> 1), header & 0x08 != 0))
        }
    }
}

fn unopened(error: OpenError) -> Dropped {
    match error {
        OpenError::WrongLength { .. } => Dropped::Unopened("wrong_length"),
        OpenError::WrongVersion { .. } => Dropped::Unopened("wrong_version"),
        OpenError::InvalidPoint => Dropped::Unopened("invalid_point"),
        OpenError::Authentication => Dropped::Unopened("authentication"),
        OpenError::Report(_) => Dropped::Range,
        _ => Dropped::Unopened("fault"),
    }
}
