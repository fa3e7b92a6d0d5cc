//! `DwellDay::state`, version 1, big endian: u8 1 | u8 1 with a stay, else 0 | with one: i32 latitude, i32 longitude of
//! its first fix (degrees × 10⁷), i64 since, i64 until (wall time in milliseconds) | u8 count | for each place: i32
//! latitude, i32 longitude, u32 seconds.

use findmesh_proto::report::{latitude_e7, longitude_e7};

use super::{MAX_PLACES, Stay};
use crate::geo::Point;
use crate::moment::Moment;

const VERSION: u8 = 1;

/// A day as it was written.
#[derive(Debug, PartialEq)]
pub(super) struct Day {
    pub(super) stay: Option<Stay>,
    /// Places, and milliseconds there.
    pub(super) spots: Vec<(Point, i64)>,
}

pub(super) fn write(stay: Option<Stay>, spots: &[(Point, i64)], now: Moment) -> Vec<u8> {
    let mut state = vec![VERSION, u8::from(stay.is_some())];
    if let Some(Stay { anchor, since, until }) = stay {
        state.extend(point_bytes(anchor));
        state.extend([since, until].into_iter().flat_map(|at| now.wall_of(at).to_be_bytes()));
    }
    let spots = spots.get(..spots.len().min(MAX_PLACES)).unwrap_or(&[]);
    state.extend(u8::try_from(spots.len()));
    for (point, ms) in spots {
        state.extend(point_bytes(*point));
        state.extend(u32::try_from(ms / 1_000).unwrap_or(u32::MAX).to_be_bytes());
    }
    state
}

fn point_bytes(point: Point) -> impl Iterator<Item = u8> {
    let latitude = latitude_e7(point.latitude).unwrap_or(0);
    let longitude = longitude_e7(point.longitude).unwrap_or(0);
    latitude.to_be_bytes().into_iter().chain(longitude.to_be_bytes())
}

/// `None` for another version and for bytes that are cut.
pub(super) fn read(state: &[u8], now: Moment) -> Option<Day> {
    let mut rest = state;
    let [version, has_stay] = take(&mut rest)?;
    if version != VERSION {
        return None;
    }
    let stay = if has_stay == 0 { None } else { Some(read_stay(&mut rest, now)?) };
    let [count] = take(&mut rest)?;
    let mut spots = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let point = read_point(&mut rest)?;
        spots.push((point, i64::from(u32::from_be_bytes(take(&mut rest)?)) * 1_000));
    }
    Some(Day { stay, spots })
}

fn read_stay(rest: &mut &[u8], now: Moment) -> Option<Stay> {
    let anchor = read_point(rest)?;
    let since = now.boot_of_past(i64::from_be_bytes(take(rest)?));
    let until = now.boot_of_past(i64::from_be_bytes(take(rest)?));
    Some(Stay { anchor, since, until: until.max(since) })
}

fn read_point(rest: &mut &[u8]) -> Option<Point> {
    let latitude = f64::from(i32::from_be_bytes(take(rest)?)) / 1e7;
    let longitude = f64::from(i32::from_be_bytes(take(rest)?)) / 1e7;
    Some(Point { latitude, longitude })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment { boot: 10_000_000, wall: 1_800_000_000_000 };

    fn day() -> Day {
        let point = |latitude| Point { latitude, longitude: -11.5 };
        let stay = Stay { anchor: point(48.25), since: 1_000_000, until: 9_000_000 };
        Day { stay: Some(stay), spots: vec![(point(-48.5), 7_000), (point(1.0), 3_600_000)] }
    }

    #[test]
    fn a_day_survives_a_restart_and_a_reboot() {
        let state = write(day().stay, &day().spots, NOW);
        assert_eq!(read(&state, NOW), Some(day()));
        let rebooted = Moment { boot: 5_000, wall: NOW.wall + 60_000 };
        let stay = read(&state, rebooted).unwrap().stay.unwrap();
        assert_eq!((stay.since, stay.until), (5_000 - 60_000 - 9_000_000, 5_000 - 60_000 - 1_000_000));
        let without = write(None, &[], NOW);
        assert_eq!(read(&without, NOW), Some(Day { stay: None, spots: Vec::new() }));
    }

    #[test]
    fn cut_and_foreign_rows_say_nothing() {
        let state = write(day().stay, &day().spots, NOW);
        for length in 0..state.len() {
            assert_eq!(read(&state[..length], NOW), None);
        }
        assert_eq!(read(&[&[2], &state[1..]].concat(), NOW), None);
    }
}
