//! The setting "uploads", version 3, big endian: u8 3 | i64 next send | u32 failures | i64 not before |
//! i64 failing since | u16 status | u8 count, then each parked: u8 network (0 the whole queue) | i64 until |
//! i64 since | u16 status | u8 count, then each refused row: 16 bytes | i64 until when each
//! report goes alone. Times are wall time in milliseconds, `i64::MIN` none. Version 1 ended before the refused rows, version 2
//! behind them.

use std::collections::BTreeSet;

use findmesh_proto::network::Network;

use super::{Backoff, Parking, Uploads, parking::Parked};
use crate::config::UploadLimits;
use crate::moment::{Boot, Moment, span};
use crate::persist::RowId;

const VERSION: u8 = 3;
/// The first with refused rows.
const SUSPECTS: u8 = 2;
/// The first that knows whether reports go alone.
const ALONE: u8 = 3;
const NONE: i64 = i64::MIN;
const WHOLE: i32 = 0;

pub(super) fn write(uploads: &Uploads, now: Moment) -> Vec<u8> {
    let Uploads { next_send, backoff, parking, suspects, alone, .. } = uploads;
    let mut kept = vec![VERSION];
    kept.extend(now.wall_of(*next_send).to_be_bytes());
    kept.extend(backoff.failures.to_be_bytes());
    kept.extend(now.wall_of(backoff.not_before).to_be_bytes());
    kept.extend(backoff.since_wall.unwrap_or(NONE).to_be_bytes());
    kept.extend(backoff.status.to_be_bytes());
    let whole = parking.whole.iter().map(|parked| (WHOLE, parked));
    let networks = parking.networks.iter().map(|(network, parked)| (network.number(), parked));
    let all: Vec<_> = whole.chain(networks).collect();
    kept.push(u8::try_from(all.len()).unwrap_or(u8::MAX));
    for (number, parked) in all {
        kept.push(u8::try_from(number).unwrap_or(u8::MAX));
        kept.extend(now.wall_of(parked.until).to_be_bytes());
        kept.extend(parked.since_wall.to_be_bytes());
        kept.extend(parked.status.to_be_bytes());
    }
    kept.push(u8::try_from(suspects.len()).unwrap_or(u8::MAX));
    suspects.iter().take(usize::from(u8::MAX)).for_each(|id| kept.extend(id.0));
    kept.extend(alone.map_or(NONE, |until| now.wall_of(until)).to_be_bytes());
    kept
}

/// `None` for another version and for bytes that are cut. No moment lies further ahead than it can have
/// been set: the wall clock may have been put back.
pub(super) fn read(kept: &[u8], now: Moment, limits: &UploadLimits) -> Option<Uploads> {
    let rest = &mut &*kept;
    let [version] = take(rest)?;
    if !(1..=VERSION).contains(&version) {
        return None;
    }
    let next_send = ahead(rest, now, limits.max_spacing_ms.max(limits.max_rest_ms))?;
    let failures = u32::from_be_bytes(take(rest)?);
    let longest = limits.backoff_max_ms.max(limits.max_retry_after_ms);
    let not_before = ahead(rest, now, longest)?;
    let since_wall = Some(i64::from_be_bytes(take(rest)?)).filter(|wall| *wall != NONE);
    let status = u16::from_be_bytes(take(rest)?);
    let parking = read_parking(rest, now, limits)?;
    let suspects = if version < SUSPECTS { BTreeSet::new() } else { read_suspects(rest)? };
    let alone = if version < ALONE { None } else { read_alone(rest, now, limits)? };
    let backoff = Backoff { failures, not_before, since_wall, status };
    Some(Uploads { next_send, backoff, parking, suspects, alone, ..Uploads::default() })
}

fn read_suspects(rest: &mut &[u8]) -> Option<BTreeSet<RowId>> {
    let [count] = take(rest)?;
    (0..count).map(|_| take(rest).map(RowId)).collect()
}

fn read_alone(rest: &mut &[u8], now: Moment, limits: &UploadLimits) -> Option<Option<Boot>> {
    let until = i64::from_be_bytes(take(rest)?);
    let latest = now.boot + span(limits.park_ms);
    Some(Some(until).filter(|until| *until != NONE).map(|until| now.boot_of(until).min(latest)))
}

fn read_parking(rest: &mut &[u8], now: Moment, limits: &UploadLimits) -> Option<Parking> {
    let mut parking = Parking::default();
    let [count] = take(rest)?;
    for _ in 0..count {
        let [number] = take(rest)?;
        let until = ahead(rest, now, limits.park_ms)?;
        let since_wall = i64::from_be_bytes(take(rest)?);
        let parked = Parked { until, since_wall, status: u16::from_be_bytes(take(rest)?) };
        match Network::from_number(i32::from(number)) {
            Some(network) => parking.park(network, parked),
            None => parking.whole = Some(parked),
        }
    }
    Some(parking)
}

fn ahead(rest: &mut &[u8], now: Moment, most_ms: u64) -> Option<Boot> {
    let at = now.boot_of(i64::from_be_bytes(take(rest)?));
    Some(at.min(now.boot + span(most_ms)))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}
