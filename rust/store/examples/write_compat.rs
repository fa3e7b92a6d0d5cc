//! Writes the file of `tests/compat` that later versions must still open. Run once a schema version:
//! `cargo run -p findmesh-store --example write_compat tests/compat/store-v4.db`

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use findmesh_store::{Retention, SqliteStore, Store};
use findmesh_testkit::samples::{
    DAY, consent, dwell, learnt, noon, pending, queue_row, row_id, seen, zone, zone_id,
};
use findmesh_testkit::{FakeVault, seeded_entropy};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("write_compat PATH")?;
    let vault = Arc::new(FakeVault::new(1));
    let mut store = SqliteStore::open(Path::new(&path), vault, seeded_entropy(1), noon(DAY))?.store;
    let of = |n| {
        [Change::Enqueue(queue_row(n)), Change::PutPending(pending(n, DAY)), Change::PutSeen(seen(n, DAY, 1))]
    };
    store.commit(&(1..=5).flat_map(of).collect::<Vec<_>>())?;
    store.commit(&[
        Change::UpdateQueue { id: row_id(2), attempts: 3, due_wall_ms: noon(DAY + 1) },
        Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Granted, noon(DAY))),
        Change::AppendConsent(consent(Purpose::Diagnostics, Decision::Withdrawn, noon(DAY) + 1)),
        Change::Count { day: DAY, name: "reported".into(), add: 5 },
        Change::PutSetting { name: "enabled".into(), value: vec![1] },
        Change::PutLearnt(learnt(1, 1)),
        Change::PutLearnt(learnt(2, 1)),
        Change::PutLearnt(learnt(2, 7)),
    ])?;
    store.commit(&[
        Change::PutZone(zone(1, 1)),
        Change::PutZone(zone(2, 1)),
        Change::PutZone(zone(1, 7)),
        Change::PutZone(zone(3, 1)),
        Change::RemoveZone { id: zone_id(3) },
        Change::PutDwell(dwell(DAY, 1)),
        Change::PutDwell(dwell(DAY - 1, 7)),
    ])?;
    store.maintain(noon(DAY), Retention::default())?;
    drop(store);
    Ok(std::fs::remove_file(format!("{path}.lock"))?)
}
