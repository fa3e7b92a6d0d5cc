//! Sealing what core asks to be sealed, to the key's own network.

mod apple;
mod fhn;

use findmesh_core::{QueueRow, SealRequest};
use findmesh_crypto::native;
use findmesh_crypto::p256;
use findmesh_proto::Network;

/// Seals reports for the owners of keys; its own network's within one deployment.
pub(crate) struct Sealer {
    service_uuid: [u8; 16],
}

/// Why there is no row: the key is no point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this key cannot be sealed to")]
pub(crate) struct SealRefusal;

/// What goes to a relay (docs/formats.md §3, §4).
struct Sealed {
    lookup_id: Vec<u8>,
    body: Vec<u8>,
}

impl Sealer {
    pub(crate) const fn new(service_uuid: [u8; 16]) -> Self {
        Self { service_uuid }
    }

    /// A row of the queue; `random` is fresh for each request.
    pub(crate) fn seal(&self, request: &SealRequest, random: &[u8; 32]) -> Result<QueueRow, SealRefusal> {
        let (key, report) = (request.key.bytes(), &request.report);
        let Sealed { lookup_id, body } = match request.key.network() {
            Network::Native => self.native(key, report, random),
            Network::Apple => apple::seal(key, report, random),
            Network::Fhn => fhn::seal(key, report, random),
        }?;
        let mut entry = request.entry.clone();
        entry.size = u32::try_from(lookup_id.len() + body.len()).map_err(|_| SealRefusal)?;
        Ok(QueueRow { entry, lookup_id, body })
    }

    fn native(
        &self,
        key: &[u8],
        report: &findmesh_proto::Report,
        random: &[u8; 32],
    ) -> Result<Sealed, SealRefusal> {
        let key = key.try_into().map_err(|_| SealRefusal)?;
        let body = native::seal(p256::backend(), key, report, &self.service_uuid, random);
        let body = body.map_err(|_| SealRefusal)?.to_vec();
        Ok(Sealed { lookup_id: native::lookup_id(key).to_vec(), body })
    }
}

#[cfg(test)]
mod tests;
