//! The last line of `decode`: what was in the capture.

use findmesh_proto::capture::CaptureCounts;
use serde_json::Value;

use super::counts::{AddressSet, NameCounts};
use super::seen::Seen;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::units::grouped;
use crate::output::value::{Object, counts};

/// Counts over all adverts.
#[derive(Default)]
pub(super) struct Summary {
    adverts: u64,
    networks: NameCounts,
    rejected: NameCounts,
    addresses: AddressSet,
}

impl Summary {
    pub(super) fn count(&mut self, seen: &Seen<'_>) {
        self.adverts += 1;
        self.networks.add(seen.network(), 1);
        if let Some(rejection) = seen.rejection() {
            self.rejected.add(rejection.code(), 1);
        }
        if let Some(address) = seen.item.address {
            self.addresses.add(address);
        }
    }

    pub(super) fn print(mut self, capture: &CaptureCounts, console: &mut Console) -> Result<(), Failure> {
        self.addresses.settle();
        for (reason, n) in capture.rejected() {
            self.rejected.add(reason, n);
        }
        let object = Object::new()
            .with("records", capture.records)
            .with("adverts", self.adverts)
            .with("malformed", capture.malformed)
            .with("rejected", counts(self.rejected.sorted()))
            .with("addresses", self.addresses.len())
            .with_some("addresses_at_least", self.addresses.had_more().then_some(true))
            .with("networks", counts(self.networks.sorted()));
        let text = self.text(capture);
        console.either(&Object::new().with("summary", Value::from(object)).into(), || text)
    }

    fn text(&self, capture: &CaptureCounts) -> String {
        let at_least = if self.addresses.had_more() { "at least " } else { "" };
        let mut lines = vec![format!(
            "{} of {at_least}{} in {}",
            several(self.adverts, "advert", "adverts"),
            several(self.addresses.len() as u64, "address", "addresses"),
            several(capture.records, "record", "records"),
        )];
        lines.extend(named("networks", &self.networks));
        lines.extend(named("rejected", &self.rejected));
        lines.extend(
            (capture.malformed > 0)
                .then(|| format!("malformed  {}", several(capture.malformed, "record", "records"))),
        );
        if self.adverts > 0 {
            lines.insert(0, String::new());
        }
        lines.join("\n")
    }
}

fn named(title: &str, counts: &NameCounts) -> Option<String> {
    let counts = counts.sorted();
    let list: Vec<String> = counts.iter().map(|(name, n)| format!("{} {name}", grouped(*n))).collect();
    (!list.is_empty()).then(|| format!("{title:<9}  {}", list.join(", ")))
}

fn several(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(n)) }
}
