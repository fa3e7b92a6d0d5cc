//! Queries: one id each, in random order, every page followed.

use std::collections::HashSet;

use findmesh_crypto::native::EpochKey;
use findmesh_proto::{Network, Query, QueryResult};

use crate::failure::Failure;

/// More pages of one id than any honest relay has.
const MAX_PAGES: usize = 4096;

/// Whoever answers queries; each call is a request of its own.
pub(crate) trait Asker {
    /// One page.
    fn ask(&self, query: &Query) -> Result<QueryResult, Failure>;
}

/// The separated key of one day.
pub(crate) struct DayKey {
    /// k, counted from the day of provisioning.
    pub(crate) day: u32,
    /// The key of slot 255.
    pub(crate) epoch: EpochKey,
}

/// A sealed report, as the relay held it.
pub(crate) struct Sealed {
    /// Which of the day keys it was asked for with.
    pub(crate) day: usize,
    /// Its body.
    pub(crate) body: Vec<u8>,
    /// Hour of arrival, Unix seconds / 3 600.
    pub(crate) received_hour: u64,
}

/// What the relay said.
#[derive(Default)]
pub(crate) struct Answers {
    /// Every body once.
    pub(crate) sealed: Vec<Sealed>,
    /// Bodies that came again.
    pub(crate) duplicates: u64,
    /// Reports of ids that were not asked for.
    pub(crate) foreign: u64,
    /// Requests sent.
    pub(crate) requests: u64,
}

/// Asks for every key, in the order of `order`, everything that arrived since the UTC day `since_day` (0: all).
pub(crate) fn ask_all(
    relay: &dyn Asker,
    keys: &[DayKey],
    order: &[usize],
    since_day: u32,
) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    let mut seen = HashSet::new();
    for &day in order {
        let Some(key) = keys.get(day) else { continue };
        follow_pages(relay, &key.epoch.lookup_id, since_day, |page| {
            answers.requests += 1;
            take_page(&mut answers, &mut seen, day, &key.epoch.lookup_id, page);
        })?;
    }
    Ok(answers)
}

fn follow_pages(
    relay: &dyn Asker,
    lookup_id: &[u8; 16],
    since_day: u32,
    mut take: impl FnMut(QueryResult),
) -> Result<(), Failure> {
    let mut query = Query::for_id(Network::Native, lookup_id.to_vec(), since_day);
    for _ in 0..MAX_PAGES {
        let mut result = relay.ask(&query)?;
        let next = std::mem::take(&mut result.next_page);
        take(result);
        if next.is_empty() {
            return Ok(());
        }
        if next == query.page {
            return Err(Failure::about("relay", "it answers with the same page again"));
        }
        query.page = next;
    }
    Err(Failure::about("relay", format!("more than {MAX_PAGES} pages for one id")))
}

fn take_page(
    answers: &mut Answers,
    seen: &mut HashSet<Vec<u8>>,
    day: usize,
    lookup_id: &[u8; 16],
    page: QueryResult,
) {
    for report in page.reports {
        if report.lookup_id != lookup_id {
            answers.foreign += 1;
        } else if seen.insert(report.body.clone()) {
            answers.sealed.push(Sealed { day, body: report.body, received_hour: report.received_hour });
        } else {
            answers.duplicates += 1;
        }
    }
}
