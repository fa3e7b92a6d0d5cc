//! Sealing what core asks to be sealed.

use findmesh_core::{QueueRow, SealRequest};
use findmesh_crypto::native;
use findmesh_crypto::p256;
use findmesh_proto::Network;

/// Seals to the keys of one deployment's network.
pub(crate) struct Sealer {
    service_uuid: [u8; 16],
}

/// Why there is no row: the key is no point, or its network cannot be sealed to here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this key cannot be sealed to")]
pub(crate) struct SealRefusal;

impl Sealer {
    pub(crate) const fn new(service_uuid: [u8; 16]) -> Self {
        Self { service_uuid }
    }

    /// A row of the queue; `random` is fresh for each request.
    pub(crate) fn seal(&self, request: &SealRequest, random: &[u8; 32]) -> Result<QueueRow, SealRefusal> {
        if request.key.network() != Network::Native {
            return Err(SealRefusal);
        }
        let key = request.key.bytes().try_into().map_err(|_| SealRefusal)?;
        let body = native::seal(p256::backend(), key, &request.report, &self.service_uuid, random)
            .map_err(|_| SealRefusal)?
            .to_vec();
        let lookup_id = native::lookup_id(key).to_vec();
        let mut entry = request.entry.clone();
        entry.size = u32::try_from(lookup_id.len() + body.len()).map_err(|_| SealRefusal)?;
        Ok(QueueRow { entry, lookup_id, body })
    }
}
