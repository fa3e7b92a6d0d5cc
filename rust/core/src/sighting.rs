//! What a finder keeps of one advert.

use core::fmt;

use findmesh_proto::address::Address;
use findmesh_proto::advert::findmesh::Form;
use findmesh_proto::network::Network;
use serde::{Deserialize, Serialize};

/// A key on the air, of any network: at most 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TagKey {
    network: Network,
    length: u8,
    bytes: [u8; 32],
}

impl TagKey {
    /// `None` where `bytes` is empty or longer than 32.
    pub fn new(network: Network, bytes: &[u8]) -> Option<Self> {
        let length = u8::try_from(bytes.len()).ok().filter(|n| (1..=32).contains(n))?;
        let mut all = [0; 32];
        all.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Self { network, length, bytes: all })
    }

    /// The network that the key belongs to.
    pub const fn network(&self) -> Network {
        self.network
    }

    /// The key as it is on the air.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or(&[])
    }
}

impl fmt::Debug for TagKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TagKey({}, …)", self.network.as_str())
    }
}

/// One advert of a tag, decoded, with what the radio said.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// The key on the air.
    pub key: TagKey,
    /// The advert's near-owner bit, inverted.
    pub separated: bool,
    /// Address of the advert where the platform gave one.
    pub address: Option<Address>,
    /// Form of the advert (docs/formats.md §2); compact for other networks, which use legacy advertising.
    pub form: Form,
    /// Header byte as seen (compact: H; other networks: 0).
    pub header: u8,
    /// Status byte as seen, still masked (compact: 0; Apple's: its own; other networks: 0).
    pub status: u8,
    /// dBm, 127 unknown.
    pub rssi: i8,
    /// dBm, 127 unknown.
    pub tx_power: i8,
    /// When it was heard, in boot time.
    pub seen_boot_ms: u64,
    /// When it was heard, as wall time at that moment.
    pub seen_wall_ms: i64,
}

impl fmt::Debug for Sighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sighting")
            .field("key", &self.key)
            .field("separated", &self.separated)
            .finish_non_exhaustive()
    }
}
