//! Which reports a relay takes: a short table of (network, body version, lengths).

use findmesh_proto::{BodyRule, Network};

/// Why a report is not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    /// No row names its network.
    Network,
    /// Its network is listed, its id length is not.
    IdLength,
    /// Its network is listed, its body version is not.
    BodyVersion,
    /// Its network and version are listed, its length is not.
    BodyLength,
}

/// All rows. Native reports only unless a configuration says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdmissionTable(Vec<BodyRule>);

impl AdmissionTable {
    /// A table of these rows.
    #[must_use]
    pub fn new(rules: Vec<BodyRule>) -> Self {
        Self(rules)
    }

    /// The sealed report of docs/formats.md §3 and nothing else.
    #[must_use]
    pub fn native_only() -> Self {
        Self(BodyRule::ALL.into_iter().filter(|rule| rule.network == Network::Native).collect())
    }

    /// The rows, in the order given.
    #[must_use]
    pub fn rules(&self) -> &[BodyRule] {
        &self.0
    }

    /// Whether a report of this shape is taken.
    pub fn check(&self, network: Network, lookup_id: &[u8], body: &[u8]) -> Result<(), NotAdmitted> {
        let rules = narrow(self.of(network), NotAdmitted::Network, |_| true)?;
        let rules = narrow(rules, NotAdmitted::IdLength, |rule| rule.id_length == lookup_id.len())?;
        let rules = narrow(rules, NotAdmitted::BodyVersion, |rule| fits_version(rule, body))?;
        narrow(rules, NotAdmitted::BodyLength, |rule| {
            (rule.min_length..=rule.max_length).contains(&body.len())
        })
        .map(|_| ())
    }

    /// Whether any row names the network.
    #[must_use]
    pub fn lists(&self, network: Network) -> bool {
        self.0.iter().any(|rule| rule.network == network)
    }

    /// Whether ids of the network can have this length.
    #[must_use]
    pub fn lists_id_length(&self, network: Network, length: usize) -> bool {
        self.0.iter().any(|rule| rule.network == network && rule.id_length == length)
    }

    /// Bytes of id and body of the largest report of a network.
    #[must_use]
    pub fn largest(&self, network: Network) -> (usize, usize) {
        self.0
            .iter()
            .filter(|rule| rule.network == network)
            .fold((0, 0), |(id, body), rule| (id.max(rule.id_length), body.max(rule.max_length)))
    }

    fn of(&self, network: Network) -> Vec<&BodyRule> {
        self.0.iter().filter(|rule| rule.network == network).collect()
    }
}

fn fits_version(rule: &BodyRule, body: &[u8]) -> bool {
    rule.body_version == 0 || body.first() == Some(&rule.body_version)
}

fn narrow(
    rules: Vec<&BodyRule>,
    otherwise: NotAdmitted,
    keep: impl Fn(&BodyRule) -> bool,
) -> Result<Vec<&BodyRule>, NotAdmitted> {
    let kept: Vec<_> = rules.into_iter().filter(|rule| keep(rule)).collect();
    if kept.is_empty() { Err(otherwise) } else { Ok(kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(version: u8, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        body[0] = version;
        body
    }

    #[test]
    fn native_only_takes_the_sealed_report() {
        let table = AdmissionTable::native_only();
        assert_eq!(table.check(Network::Native, &[0; 16], &body(1, 73)), Ok(()));
        assert_eq!(table.check(Network::Apple, &[0; 32], &body(0, 88)), Err(NotAdmitted::Network));
        assert_eq!(table.check(Network::Native, &[0; 15], &body(1, 73)), Err(NotAdmitted::IdLength));
        assert_eq!(table.check(Network::Native, &[0; 16], &body(2, 73)), Err(NotAdmitted::BodyVersion));
        assert_eq!(table.check(Network::Native, &[0; 16], &body(1, 72)), Err(NotAdmitted::BodyLength));
        assert_eq!(table.check(Network::Native, &[0; 16], &body(1, 74)), Err(NotAdmitted::BodyLength));
        assert_eq!(table.check(Network::Native, &[0; 16], &[]), Err(NotAdmitted::BodyVersion));
    }

    #[test]
    fn version_zero_means_no_version_byte() {
        let rule = BodyRule {
            network: Network::Apple,
            body_version: 0,
            id_length: 32,
            min_length: 88,
            max_length: 88,
        };
        let table = AdmissionTable::new(vec![rule]);
        assert_eq!(table.check(Network::Apple, &[0; 32], &body(77, 88)), Ok(()));
        assert!(!table.lists(Network::Native));
        assert_eq!(table.largest(Network::Apple), (32, 88));
    }
}
