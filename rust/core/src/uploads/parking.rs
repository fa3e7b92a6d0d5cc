//! Networks, and the whole queue, that wait because the relay refused them.

use findmesh_proto::network::Network;

use crate::moment::{Boot, Wall};
use crate::sorted::SortedMap;

/// Why and how long something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parked {
    pub(crate) until: Boot,
    pub(crate) since_wall: Wall,
    pub(crate) status: u16,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parking {
    pub(crate) whole: Option<Parked>,
    pub(crate) networks: SortedMap<Network, Parked>,
}

impl Parking {
    pub(crate) fn whole_until(&self) -> Boot {
        self.whole.map_or(Boot::MIN, |parked| parked.until)
    }

    pub(crate) fn may(&self, network: Network, now: Boot) -> bool {
        self.until(network) <= now
    }

    /// Until when a network waits.
    pub(crate) fn until(&self, network: Network) -> Boot {
        self.networks.get(&network).map_or(Boot::MIN, |parked| parked.until)
    }

    pub(crate) fn park(&mut self, network: Network, parked: Parked) {
        let _ = self.networks.insert(network, parked);
    }

    /// The relay took a report of this network.
    pub(crate) fn welcomed(&mut self, network: Network) {
        self.whole = None;
        let _ = self.networks.remove(&network);
    }
}
