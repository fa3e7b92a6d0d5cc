//! Scan results on their way into the engine, packed as a phone packs them.

use findmesh_proto::report::POWER_UNKNOWN;
use findmesh_proto::{Frame, PackedSighting, PackedWriter};

/// As many adverts as one delivery holds.
const FULL: usize = 50;

/// One advert as the radio heard it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard<'a> {
    /// Advert and address.
    pub(crate) frame: Frame<'a>,
    /// dBm, none: unknown.
    pub(crate) rssi: Option<i8>,
    /// dBm, none: unknown.
    pub(crate) tx_power: Option<i8>,
    /// It came in an extended advertising PDU.
    pub(crate) extended_pdu: bool,
    /// When, milliseconds since boot.
    pub(crate) boot_ms: u64,
}

/// Adverts that were heard and not delivered yet.
#[derive(Default)]
pub(crate) struct Batch {
    writer: PackedWriter,
    first_boot_ms: Option<u64>,
}

impl Batch {
    /// Adds one; an advert of over 64 KiB, which no radio sends, is left out.
    pub(crate) fn add(&mut self, heard: &Heard<'_>) {
        let sighting = PackedSighting {
            frame: heard.frame,
            rssi: heard.rssi.unwrap_or(POWER_UNKNOWN),
            tx_power: heard.tx_power.unwrap_or(POWER_UNKNOWN),
            extended_pdu: heard.extended_pdu,
            elapsed_nanos: heard.boot_ms.saturating_mul(1_000_000),
        };
        if self.writer.push(&sighting).is_ok() {
            let _ = self.first_boot_ms.get_or_insert(heard.boot_ms);
        }
    }

    /// Whether it has to be delivered before something that happens at `boot_ms`, when a delivery waits
    /// `delay_ms` at most.
    pub(crate) fn is_due(&self, boot_ms: u64, delay_ms: u64) -> bool {
        self.writer.len() >= FULL || self.due_ms(delay_ms).is_some_and(|due| due <= boot_ms)
    }

    /// When it has to be delivered at the latest.
    pub(crate) fn due_ms(&self, delay_ms: u64) -> Option<u64> {
        self.first_boot_ms.map(|first| first.saturating_add(delay_ms))
    }

    /// The packed batch; an empty one begins.
    pub(crate) fn take(&mut self) -> Option<Vec<u8>> {
        let batch = std::mem::take(self);
        (!batch.writer.is_empty()).then(|| batch.writer.finish())
    }
}
