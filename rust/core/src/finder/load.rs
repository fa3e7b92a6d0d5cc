//! What travels in one request, and how many bytes that is (docs/formats.md §4).

use findmesh_proto::frame;

use super::Finder;
use crate::moment::Boot;
use crate::persist::RowId;

/// The field `version` of a message.
const VERSION_BYTES: usize = 2;
/// The field `network` of a report, and of lookup id and body each a tag and a length of one byte.
const REPORT_BYTES: usize = 6;

/// Rows of one request.
pub(super) struct Load {
    ids: Vec<RowId>,
    /// Bytes of the message.
    message: usize,
}

impl Load {
    /// Bytes of the smallest request.
    pub(super) const LEAST_BYTES: u64 = 512;

    fn of(id: RowId, size: u32) -> Self {
        Self { ids: vec![id], message: VERSION_BYTES + report_bytes(size) }
    }

    /// Takes one more, where the request stays within so many bytes and has a form at all.
    fn take(&mut self, id: RowId, size: u32, most_bytes: u64) -> bool {
        let message = self.message + report_bytes(size);
        let fits = frame_bytes(message).is_some_and(|bytes| bytes <= most_bytes);
        if fits {
            self.message = message;
            self.ids.push(id);
        }
        fits
    }

    pub(super) fn ids(&self) -> &[RowId] {
        &self.ids
    }

    pub(super) fn into_ids(self) -> Vec<RowId> {
        self.ids
    }

    /// Bytes of the request's body; what has no form is refused before it is sent.
    pub(super) fn bytes(&self) -> u64 {
        frame_bytes(self.message).unwrap_or(0)
    }
}

impl Finder {
    /// The next report that may leave and, where the deployment lets several share a request, those of its network that
    /// are due and that the day's bytes have room for.
    pub(super) fn next_load(&self, now: Boot) -> Option<Load> {
        let first = self.queue.next(now, &self.choice())?;
        let mut load = Load::of(first.entry.id, first.entry.size);
        let free = self.free_bytes();
        if load.bytes() > free {
            return None;
        }
        let others = self.uploads.most_together(&first.entry.id, now, &self.config.upload) - 1;
        let mut companions = self.queue.companions(first, now, &self.uploads.suspects).take(others);
        while companions.next().is_some_and(|row| load.take(row.entry.id, row.entry.size, free)) {}
        Some(load)
    }
}

/// What a report adds to a message, from the bytes of its lookup id and body together. A body of 128 bytes or more has
/// a length of two; which part of the size it is nobody says, so that a few bytes may be counted that are none.
fn report_bytes(size: u32) -> usize {
    let size = usize::try_from(size).unwrap_or(usize::MAX / 4);
    let report = REPORT_BYTES + size + usize::from(size >= 128);
    1 + length_bytes(report) + report
}

/// Bytes of the frame around a message of so many; none where no frame holds it.
fn frame_bytes(message: usize) -> Option<u64> {
    let content = length_bytes(message) + message;
    frame::SIZES.into_iter().find(|size| *size >= content).and_then(|size| u64::try_from(size).ok())
}

/// Bytes of a length on the wire.
const fn length_bytes(length: usize) -> usize {
    match length {
        ..0x80 => 1,
        0x80..0x4000 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_proto::API_VERSION;
    use findmesh_proto::network::Network;
    use findmesh_proto::wire::{SealedReport, UploadBatch};

    fn encoded(count: usize, id: usize, body: usize) -> Option<u64> {
        let report = SealedReport::new(Network::Fhn, vec![7; id], vec![9; body]);
        let batch = UploadBatch { version: API_VERSION, reports: vec![report; count] };
        frame::encode(&batch).ok().map(|bytes| bytes.len() as u64)
    }

    #[test]
    fn the_bytes_are_those_that_travel() {
        for (id, body) in [(16, 73), (32, 88), (10, 83), (10, 55)] {
            for count in 1..=1_000 {
                let size = u32::try_from(id + body).unwrap();
                let mut load = Load::of(RowId([0; 16]), size);
                let all = (1..count).all(|_| load.take(RowId([0; 16]), size, u64::MAX));
                assert_eq!(all.then(|| load.bytes()), encoded(count, id, body), "{count} of {id} and {body}");
            }
        }
        assert_eq!(Load::of(RowId([0; 16]), 89).bytes(), Load::LEAST_BYTES);
        assert_eq!(Load::of(RowId([0; 16]), 100_000).bytes(), 0, "no frame holds it, and nothing is sent");
    }

    #[test]
    fn a_load_stays_within_what_is_left() {
        let mut load = Load::of(RowId([0; 16]), 89);
        let taken = (0..20).take_while(|_| load.take(RowId([0; 16]), 89, 1_024)).count();
        assert_eq!((taken + 1, load.bytes()), (10, 1_024));
    }
}
