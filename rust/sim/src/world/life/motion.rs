//! When somebody is on the way.

use super::Changes;
use crate::world::course::{Course, Piece, Setting};
use crate::world::phone_day::Change;

/// Somebody who stands outdoors or in a vehicle for longer has arrived, as far as sensors can tell.
const PAUSE_MS: u64 = 3 * 60 * 1000;

/// From setting off to arriving, in order.
pub(super) fn spans(course: &Course) -> Vec<(u64, u64)> {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for piece in course.pieces().filter(|piece| piece.from_ms < piece.to_ms && moves(piece)) {
        match spans.last_mut() {
            Some((_, end)) if *end == piece.from_ms => *end = piece.to_ms,
            _ => spans.push((piece.from_ms, piece.to_ms)),
        }
    }
    spans
}

fn moves(piece: &Piece) -> bool {
    let outside = matches!(piece.setting, Setting::Street | Setting::Vehicle | Setting::Train);
    outside && (piece.start != piece.end || piece.to_ms - piece.from_ms < PAUSE_MS)
}

pub(super) fn changes(spans: &[(u64, u64)]) -> Changes {
    let each =
        spans.iter().flat_map(|(from, to)| [(*from, Change::Moving(true)), (*to, Change::Moving(false))]);
    [(0, Change::Moving(false))].into_iter().chain(each).collect()
}
