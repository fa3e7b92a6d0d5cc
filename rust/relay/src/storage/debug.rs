//! `Debug` without ids and bodies: they identify a tag and stay out of logs.

use std::fmt::{Debug, Formatter, Result};

use super::{HeldReport, MemoryStorage, NewReport, ReportKey, Wanted};

impl Debug for NewReport {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter
            .debug_struct("NewReport")
            .field("network", &self.network)
            .field("hour", &self.hour)
            .finish_non_exhaustive()
    }
}

impl Debug for HeldReport {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.debug_struct("HeldReport").field("hour", &self.hour).finish_non_exhaustive()
    }
}

impl Debug for ReportKey {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str("ReportKey(…)")
    }
}

impl Debug for Wanted {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(match self {
            Self::Id(_) => "Id(…)",
            Self::Range { .. } => "Range(…)",
        })
    }
}

impl Debug for MemoryStorage {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.debug_struct("MemoryStorage").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use findmesh_proto::Network;

    use super::super::{Found, Search};
    use super::*;

    /// 222 = 0xDE: every id, body and hash here is made of it.
    const BYTE: u8 = 222;

    #[test]
    fn neither_ids_nor_bodies_are_printed() {
        let new =
            NewReport { network: Network::Native, lookup_id: vec![BYTE; 16], body: vec![BYTE; 73], hour: 7 };
        let key = ReportKey { lookup_id: vec![BYTE; 16], body_hash: [BYTE; 32] };
        let range = Wanted::Range { first: vec![BYTE; 16], last: vec![BYTE; 16] };
        let search = |wanted| Search {
            network: Network::Native,
            wanted,
            from_hour: 0,
            after: Some(key.clone()),
            limit: 1,
        };
        let held = HeldReport { lookup_id: vec![BYTE; 16], body: vec![BYTE; 73], hour: 7 };
        let found = Found { reports: vec![held], more: Some(key.clone()) };
        let texts = [
            format!("{new:#?}"),
            format!("{:#?}", search(range)),
            format!("{:?}", search(Wanted::Id(vec![BYTE; 16]))),
            format!("{found:?}"),
        ];
        for text in texts {
            assert!(!text.contains("222") && !text.to_lowercase().contains("de, "), "{text}");
        }
    }
}
