//! What every store must do, as one suite of functions. A new store runs [`check`] from its own tests.
//!
//! Each case gets an empty store that holds [`CAP`] bodies an id and hour.

use std::collections::{BTreeMap, BTreeSet};

use findmesh_proto::Network;

use super::{Found, NewReport, ReportStorage, Search, Tally, Wanted};

/// The hourly cap of the stores under test.
pub const CAP: u32 = 8;

/// Runs every case, each on a store of its own.
///
/// # Panics
/// When the store does not conform.
pub async fn check<S: ReportStorage>(mut empty: impl FnMut() -> S) {
    holds_and_finds(&empty()).await;
    holds_once(&empty()).await;
    keeps_networks_apart(&empty()).await;
    pages_without_gap_or_repeat(&empty()).await;
    finds_by_range(&empty()).await;
    finds_from_an_hour(&empty()).await;
    samples_within_the_hour_only(&empty()).await;
    samples_uniformly(&mut empty).await;
    sending_again_displaces_nothing(&empty()).await;
    forgets_what_is_past(&empty()).await;
    closes(&empty()).await;
}

/// A native report: `id` in all bytes of the lookup id, `number` in the body.
#[must_use]
pub fn report(id: u8, number: u32, hour: u32) -> NewReport {
    let mut body = vec![1];
    body.extend_from_slice(&number.to_be_bytes());
    body.resize(73, id);
    NewReport { network: Network::Native, lookup_id: vec![id; 16], body, hour }
}

fn search(id: u8) -> Search {
    let wanted = Wanted::Id(vec![id; 16]);
    Search { network: Network::Native, wanted, from_hour: 0, after: None, limit: 1000 }
}

async fn hold<S: ReportStorage>(store: &S, batch: Vec<NewReport>) -> Tally {
    store.hold(batch).await.expect("hold")
}

async fn find<S: ReportStorage>(store: &S, search: Search) -> Found {
    store.find(search).await.expect("find")
}

async fn held<S: ReportStorage>(store: &S) -> u64 {
    store.size().await.expect("size").reports
}

async fn holds_and_finds<S: ReportStorage>(store: &S) {
    let tally = hold(store, vec![report(1, 1, 100), report(2, 1, 101)]).await;
    assert_eq!(tally, Tally { held: 2, duplicate: 0, sampled: 0 });
    let found = find(store, search(2)).await;
    assert_eq!(found.more, None);
    assert_eq!(found.reports.len(), 1);
    assert_eq!(found.reports[0].body, report(2, 1, 101).body);
    assert_eq!((found.reports[0].hour, held(store).await), (101, 2));
    assert_eq!(find(store, search(3)).await, Found::default());
}

async fn holds_once<S: ReportStorage>(store: &S) {
    let first = hold(store, vec![report(1, 1, 100), report(1, 1, 100)]).await;
    assert_eq!(first, Tally { held: 1, duplicate: 1, sampled: 0 });
    let later = hold(store, vec![report(1, 1, 250)]).await;
    assert_eq!(later, Tally { held: 0, duplicate: 1, sampled: 0 });
    assert_eq!(find(store, search(1)).await.reports[0].hour, 100);
}

async fn keeps_networks_apart<S: ReportStorage>(store: &S) {
    let other = NewReport { network: Network::Fhn, ..report(1, 1, 100) };
    assert_eq!(hold(store, vec![report(1, 1, 100), other.clone()]).await.held, 2);
    let found = find(store, Search { network: Network::Fhn, ..search(1) }).await;
    assert_eq!(found.reports.len(), 1);
    let apple = Search { network: Network::Apple, ..search(1) };
    assert_eq!(find(store, apple).await, Found::default());
}

async fn pages_without_gap_or_repeat<S: ReportStorage>(store: &S) {
    let batch: Vec<_> = (0..20).map(|number| report(1, number, 100 + number / 8)).collect();
    let _ = hold(store, batch.clone()).await;
    let mut bodies = Vec::new();
    let mut after = None;
    loop {
        let found = find(store, Search { after, limit: 7, ..search(1) }).await;
        assert!(found.reports.len() <= 7);
        bodies.extend(found.reports.into_iter().map(|report| report.body));
        after = found.more;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(bodies.len(), 20);
    let expected: BTreeSet<_> = batch.into_iter().map(|report| report.body).collect();
    assert_eq!(bodies.into_iter().collect::<BTreeSet<_>>(), expected);
    let exact = find(store, Search { limit: 20, ..search(1) }).await;
    assert_eq!((exact.reports.len(), exact.more), (20, None));
}

async fn finds_by_range<S: ReportStorage>(store: &S) {
    let _ = hold(store, (0x10..0x40).map(|id| report(id, 1, 100)).collect()).await;
    let mut last = vec![0x2f];
    last.resize(16, 0xff);
    let mut first = vec![0x20];
    first.resize(16, 0);
    let wanted = Wanted::Range { first, last };
    let page = Search { wanted, limit: 10, ..search(0) };
    let found = find(store, page.clone()).await;
    let ids: Vec<u8> = found.reports.iter().map(|report| report.lookup_id[0]).collect();
    assert_eq!(ids, (0x20..0x2a).collect::<Vec<u8>>());
    let rest = find(store, Search { after: found.more, ..page }).await;
    assert_eq!((rest.reports.len(), rest.more), (6, None));
}

async fn finds_from_an_hour<S: ReportStorage>(store: &S) {
    let _ = hold(store, (0..5).map(|number| report(1, number, 100 + number)).collect()).await;
    let found = find(store, Search { from_hour: 103, ..search(1) }).await;
    let hours: BTreeSet<u32> = found.reports.iter().map(|report| report.hour).collect();
    assert_eq!(hours, BTreeSet::from([103, 104]));
}

async fn samples_within_the_hour_only<S: ReportStorage>(store: &S) {
    let early = hold(store, (0..8).map(|number| report(1, number, 100)).collect()).await;
    assert_eq!(early.held, 8);
    let late = hold(store, (100..150).map(|number| report(1, number, 101)).collect()).await;
    assert_eq!(late, Tally { held: 8, duplicate: 0, sampled: 42 });
    let other = hold(store, vec![report(2, 1, 101)]).await;
    assert_eq!(other.held, 1);
    let mut by_hour = BTreeMap::<u32, u32>::new();
    for found in find(store, search(1)).await.reports {
        *by_hour.entry(found.hour).or_default() += 1;
    }
    assert_eq!(by_hour, BTreeMap::from([(100, 8), (101, 8)]));
    assert_eq!(held(store).await, 17);
}

/// Early and late bodies of an hour have the same chance: of 32 that come 8 stay, so that of the first
/// quarter a quarter stays. 60 stores of 32 bodies give 120 expected; 5 standard deviations are 45.
async fn samples_uniformly<S: ReportStorage>(empty: &mut impl FnMut() -> S) {
    let mut early = 0;
    for _ in 0..60 {
        let store = empty();
        let _ = hold(&store, (0..32).map(|number| report(1, number, 100)).collect()).await;
        let found = find(&store, search(1)).await;
        early += found.reports.iter().filter(|report| report.body[4] < 8).count();
    }
    assert!((75..=165).contains(&early), "{early} of 120 expected");
}

async fn sending_again_displaces_nothing<S: ReportStorage>(store: &S) {
    let batch: Vec<_> = (0..30).map(|number| report(1, number, 100)).collect();
    let _ = hold(store, batch.clone()).await;
    let before = find(store, search(1)).await;
    let again = hold(store, batch).await;
    assert_eq!((again.held, again.duplicate), (0, 8));
    assert_eq!(find(store, search(1)).await, before);
}

async fn forgets_what_is_past<S: ReportStorage>(store: &S) {
    let _ = hold(store, (0..200).map(|number| report(1, number, number)).collect()).await;
    assert_eq!(store.forget_before(150).await.expect("forget"), 150);
    assert_eq!(store.forget_before(150).await.expect("forget"), 0);
    let hours = find(store, search(1)).await.reports;
    assert_eq!((hours.len(), hours.iter().all(|report| report.hour >= 150)), (50, true));
    assert_eq!(hold(store, vec![report(1, 0, 199)]).await.held, 1);
}

async fn closes<S: ReportStorage>(store: &S) {
    let _ = hold(store, vec![report(1, 1, 100)]).await;
    store.check().await.expect("check");
    store.close().await.expect("close");
}

#[cfg(test)]
mod tests {
    use super::super::{MemoryStorage, SamplingSalt, SqliteStorage};
    use super::*;

    #[tokio::test]
    async fn memory_conforms() {
        check(|| MemoryStorage::new(CAP, SamplingSalt::random().unwrap())).await;
    }

    #[tokio::test]
    async fn sqlite_conforms() {
        let folder = tempfile::tempdir().unwrap();
        let mut number = 0;
        check(|| {
            number += 1;
            SqliteStorage::open(&folder.path().join(format!("{number}.sqlite")), CAP).unwrap()
        })
        .await;
    }
}
