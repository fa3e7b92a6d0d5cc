//! The last line of `decode`: what was in the capture.

use std::collections::{BTreeMap, HashSet};

use findmesh_proto::Address;
use findmesh_proto::capture::CaptureCounts;
use serde_json::Value;

use super::line::AdvertLine;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::{Object, counts, plural};

/// So many addresses are told apart; beyond, memory would grow with the capture.
const MAX_ADDRESSES: usize = 1 << 20;

/// Counts over all adverts.
#[derive(Default)]
pub(super) struct Summary {
    adverts: u64,
    networks: BTreeMap<&'static str, u64>,
    rejected: BTreeMap<&'static str, u64>,
    addresses: HashSet<Address>,
    more_addresses: bool,
}

impl Summary {
    /// Before the first advert.
    pub(super) const fn is_empty(&self) -> bool {
        self.adverts == 0
    }

    pub(super) fn count(&mut self, line: &AdvertLine<'_>) {
        self.adverts += 1;
        *self.networks.entry(line.network()).or_default() += 1;
        if let Some(rejection) = line.rejection() {
            *self.rejected.entry(rejection.code()).or_default() += 1;
        }
        self.count_address(line.item.address);
    }

    fn count_address(&mut self, address: Option<Address>) {
        let Some(address) = address else { return };
        if self.addresses.len() < MAX_ADDRESSES {
            let _ = self.addresses.insert(address);
        } else if !self.addresses.contains(&address) {
            self.more_addresses = true;
        }
    }

    pub(super) fn print(mut self, capture: &CaptureCounts, console: &mut Console) -> Result<(), Failure> {
        self.rejected.extend(capture.rejected());
        let object = Object::new()
            .with("records", capture.records)
            .with("adverts", self.adverts)
            .with("malformed", capture.malformed)
            .with("rejected", counts(self.rejected.iter().map(|(name, n)| (*name, *n))))
            .with("addresses", self.addresses.len())
            .with_some("addresses_at_least", self.more_addresses.then_some(true))
            .with("networks", counts(self.networks.iter().map(|(name, n)| (*name, *n))));
        let text = self.text(capture);
        console.either(&Object::new().with("summary", Value::from(object)).into(), || text)
    }

    fn text(&self, capture: &CaptureCounts) -> String {
        let at_least = if self.more_addresses { "at least " } else { "" };
        let mut lines = vec![format!(
            "{} of {at_least}{} in {}",
            plural(self.adverts, "advert"),
            addresses(self.addresses.len()),
            plural(capture.records, "record"),
        )];
        lines.extend(named("networks", &self.networks));
        lines.extend(named("rejected", &self.rejected));
        lines.extend(
            (capture.malformed > 0).then(|| format!("malformed  {}", plural(capture.malformed, "record"))),
        );
        if self.adverts > 0 {
            lines.insert(0, String::new());
        }
        lines.join("\n")
    }
}

fn named(title: &str, counts: &BTreeMap<&'static str, u64>) -> Option<String> {
    let list: Vec<String> = counts.iter().map(|(name, n)| format!("{n} {name}")).collect();
    (!list.is_empty()).then(|| format!("{title:<9}  {}", list.join(", ")))
}

fn addresses(n: usize) -> String {
    if n == 1 { "1 address".to_owned() } else { format!("{n} addresses") }
}
