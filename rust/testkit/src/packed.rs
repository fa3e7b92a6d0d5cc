//! Packed batches (`findmesh_proto::packed`), advert by advert.

use findmesh_proto::{PackedSighting, PackedWriter};

use crate::adverts::SampleAdvert;

/// Builds the buffer that a phone hands over.
#[derive(Clone, Debug, Default)]
pub struct BatchBuilder {
    writer: PackedWriter,
}

impl BatchBuilder {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an advert, heard with `rssi` dBm at `boot_ms` milliseconds since boot; transmit power unknown.
    ///
    /// # Panics
    /// Beyond 65 535 records.
    #[must_use]
    pub fn heard(mut self, advert: &SampleAdvert, rssi: i8, boot_ms: u64) -> Self {
        let sighting = PackedSighting {
            frame: advert.frame(),
            rssi,
            tx_power: 127,
            extended_pdu: advert.extended_pdu,
            elapsed_nanos: boot_ms * 1_000_000,
        };
        self.writer.push(&sighting).unwrap_or_else(|error| panic!("{error}"));
        self
    }

    /// The buffer.
    pub fn build(self) -> Vec<u8> {
        self.writer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adverts::{SampleTag, apple_nearby};
    use findmesh_proto::PackedBatch;

    #[test]
    fn a_built_batch_parses() {
        let (tag, apple) = (SampleTag::new(1, 20_000).compact(0), apple_nearby(1));
        let buffer = BatchBuilder::new().heard(&tag, -60, 5_000).heard(&apple, -80, 6_000).build();
        let batch = PackedBatch::parse(&buffer).unwrap();
        let times: Vec<u64> = batch.iter().map(|sighting| sighting.elapsed_nanos).collect();
        assert_eq!(times, [5_000_000_000, 6_000_000_000]);
        assert_eq!(batch.iter().next().unwrap().frame, tag.frame());
    }
}
