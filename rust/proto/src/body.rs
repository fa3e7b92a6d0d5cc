//! Which sealed bodies a network has (docs/formats.md §3).

use serde::{Deserialize, Serialize};

use crate::{Network, SealedReport};

/// Bytes of a native sealed report.
pub const NATIVE_BODY_LENGTH: usize = 73;
/// Bytes of a native lookup id.
pub const NATIVE_ID_LENGTH: usize = 16;

/// One kind of body that a relay can list: what it may look like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BodyRule {
    /// The network.
    pub network: Network,
    /// The first byte of the body; 0 where the body has no version (apple).
    pub body_version: u8,
    /// Bytes of a lookup id.
    pub id_length: usize,
    /// Fewest bytes of a body.
    pub min_length: usize,
    /// Most bytes of a body.
    pub max_length: usize,
}

impl BodyRule {
    /// Everything that this version of the formats defines.
    pub const ALL: [Self; 5] = [
        Self::new(Network::Native, 1, NATIVE_ID_LENGTH, NATIVE_BODY_LENGTH, NATIVE_BODY_LENGTH),
        Self::new(Network::Apple, 0, 32, 88, 88),
        Self::new(Network::Fhn, 1, 10, 55, 71),
        Self::new(Network::Fhn, 2, 10, 55, 71),
        Self::new(Network::Fhn, 3, 10, 67, 83),
    ];

    const fn new(
        network: Network,
        body_version: u8,
        id_length: usize,
        min_length: usize,
        max_length: usize,
    ) -> Self {
        Self { network, body_version, id_length, min_length, max_length }
    }

    /// Whether a report has this network, id length, body version and body length. Nothing else is looked
    /// at: the point inside a body is the owner's to judge.
    pub fn admits(&self, report: &SealedReport) -> bool {
        let version = report.body.first().copied();
        report.network() == Some(self.network)
            && report.lookup_id.len() == self.id_length
            && (self.body_version == 0 || version == Some(self.body_version))
            && (self.min_length..=self.max_length).contains(&report.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;

    fn report(network: Network, id: usize, version: u8, length: usize) -> SealedReport {
        let mut body = vec![0; length];
        body[0] = version;
        SealedReport::new(network, vec![0; id], body)
    }

    #[test]
    fn a_native_body_has_one_shape() {
        let [native, ..] = BodyRule::ALL;
        assert!(native.admits(&report(Network::Native, 16, 1, 73)));
        assert!(!native.admits(&report(Network::Native, 16, 2, 73)));
        assert!(!native.admits(&report(Network::Native, 15, 1, 73)));
        assert!(!native.admits(&report(Network::Native, 16, 1, 72)));
        assert!(!native.admits(&report(Network::Native, 16, 1, 74)));
        assert!(!native.admits(&report(Network::Apple, 16, 1, 73)));
        assert!(!native.admits(&SealedReport::default()));
    }

    #[test]
    fn an_apple_body_has_no_version_byte() {
        let [_, apple, ..] = BodyRule::ALL;
        assert!(apple.admits(&report(Network::Apple, 32, 0x30, 88)));
        assert!(!apple.admits(&report(Network::Apple, 32, 0x30, 89)));
    }
}
