//! `SeenKey::state`, version 1, big endian: u8 1 | u8 flags (bit 0 refused, bit 1 address) | i64 first |
//! i32 latitude, i32 longitude (degrees × 10⁷) | u32 accuracy (decimetres) | 16 bytes address hash, zero
//! without | u8 count | i64 each report. Times are wall time in milliseconds: boot time does not survive.

use findmesh_proto::report::{latitude_e7, longitude_e7};

use super::{LastReport, Seen};
use crate::geo::Point;
use crate::moment::Moment;
use crate::persist::{IdHash, SeenKey};

const VERSION: u8 = 1;
const REFUSED: u8 = 1;
const HAS_ADDRESS: u8 = 2;
/// Most report times that a row keeps.
pub(super) const MAX_REPORTS: usize = 64;

/// The row that keeps a key's past.
pub(super) fn keep(key_hash: IdHash, seen: &Seen, now: Moment) -> SeenKey {
    let last = Moment { boot: now.boot, wall: now.wall_of(seen.newest()) };
    SeenKey { key_hash, day: last.day(), state: write(seen, now) }
}

fn write(seen: &Seen, now: Moment) -> Vec<u8> {
    let refused = if seen.refused { REFUSED } else { 0 };
    let address = if seen.address.is_some() { HAS_ADDRESS } else { 0 };
    let mut state = vec![VERSION, refused | address];
    state.extend(now.wall_of(seen.first).to_be_bytes());
    state.extend(latitude_e7(seen.last.point.latitude).unwrap_or(0).to_be_bytes());
    state.extend(longitude_e7(seen.last.point.longitude).unwrap_or(0).to_be_bytes());
    state.extend(decimetres(seen.last.accuracy_m).to_be_bytes());
    state.extend(seen.address.unwrap_or_default());
    state.push(u8::try_from(seen.reports.len()).unwrap_or(u8::MAX));
    state.extend(seen.reports.iter().flat_map(|at| now.wall_of(*at).to_be_bytes()));
    state
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` holds at both ends")]
fn decimetres(metres: f64) -> u32 {
    (metres * 10.0).round() as u32
}

/// `None` for another version and for bytes that are cut.
pub(super) fn read(state: &[u8], now: Moment) -> Option<Seen> {
    let mut rest = state;
    let [version, flags] = take(&mut rest)?;
    if version != VERSION {
        return None;
    }
    let first = now.boot_of_past(i64::from_be_bytes(take(&mut rest)?));
    let last = read_last(&mut rest)?;
    let address: IdHash = take(&mut rest)?;
    let [count] = take(&mut rest)?;
    let mut reports = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        reports.push(now.boot_of_past(i64::from_be_bytes(take(&mut rest)?)));
    }
    let address = (flags & HAS_ADDRESS != 0).then_some(address);
    Some(Seen { first, reports, last, address, refused: flags & REFUSED != 0 })
}

fn read_last(rest: &mut &[u8]) -> Option<LastReport> {
    let latitude = f64::from(i32::from_be_bytes(take(rest)?)) / 1e7;
    let longitude = f64::from(i32::from_be_bytes(take(rest)?)) / 1e7;
    let accuracy_m = f64::from(u32::from_be_bytes(take(rest)?)) / 10.0;
    Some(LastReport { point: Point { latitude, longitude }, accuracy_m })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        Seen {
            first: 1_000,
            reports: vec![1_500, 90_000],
            last: LastReport { point: Point { latitude: -48.25, longitude: 11.5 }, accuracy_m: 12.5 },
            address: Some([7; 16]),
            refused: true,
        }
    }

    #[test]
    fn a_past_survives_a_restart_and_a_reboot() {
        let before = Moment { boot: 100_000, wall: 1_800_000_000_000 };
        let row = keep([1; 16], &seen(), before);
        assert_eq!(row.day, 20_833);
        assert_eq!(read(&row.state, before), Some(seen()));
        let rebooted = Moment { boot: 5_000, wall: 1_800_000_060_000 };
        let read = read(&row.state, rebooted).unwrap();
        assert_eq!(read.reports, [5_000 - 60_000 - 98_500, 5_000 - 60_000 - 10_000]);
    }

    #[test]
    fn a_wall_clock_set_back_puts_nothing_into_the_future() {
        let row = keep([1; 16], &seen(), Moment { boot: 100_000, wall: 1_800_000_000_000 });
        let read = read(&row.state, Moment { boot: 200_000, wall: 1_700_000_000_000 }).unwrap();
        assert_eq!(read.reports, [200_000, 200_000]);
    }

    #[test]
    fn cut_and_foreign_rows_say_nothing() {
        let now = Moment { boot: 100_000, wall: 1_800_000_000_000 };
        let state = keep([1; 16], &seen(), now).state;
        for length in 0..state.len() {
            assert_eq!(read(&state[..length], now), None);
        }
        assert_eq!(read(&[&[2], &state[1..]].concat(), now), None);
    }
}
