//! `POST /v1/query`

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::IntoResponse;
use findmesh_proto::{API_VERSION, MEDIA_TYPE, Network, Problem, Query, QueryResult, StoredReport, frame};

use super::reports::{listed, unsupported};
use super::{Service, body};
use crate::clock::{DAY_HOURS, first_held};
use crate::config::RelayConfig;
use crate::refusal::Refusal;
use crate::storage::{Found, HeldReport, ReportKey, Search, Wanted};

/// Bytes that protobuf adds to one report (tags, lengths, the hour) and to a page, at most.
const REPORT_OVERHEAD: usize = 24;
const PAGE_OVERHEAD: usize = 8 + 32;

pub(super) async fn answer(
    State(service): State<Arc<Service>>,
    request: Request<Body>,
) -> Result<impl IntoResponse, Refusal> {
    let query: Query = body::message(request, service.config.request_timeout).await?;
    let search = search(&service.config, query, service.clock.hour())?;
    let found = service.storage.find(search).await.map_err(|error| {
        service.metrics.storage_failed("find", &error);
        Refusal::unavailable()
    })?;
    service.metrics.delivered(found.reports.len());
    let framed = frame::encode(&result(found)).map_err(|_| Refusal::unavailable())?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], framed))
}

fn search(config: &RelayConfig, query: Query, hour: u32) -> Result<Search, Refusal> {
    if query.version != API_VERSION {
        return Err(unsupported());
    }
    let network = listed(&config.admission, query.network())?;
    let wanted = wanted(config, network, &query)?;
    let after = after(config, network, &wanted, &query.page)?;
    let since = query.since_day.saturating_mul(DAY_HOURS);
    Ok(Search {
        network,
        wanted,
        from_hour: since.max(first_held(hour, config.retention_days)),
        after,
        limit: page_limit(config, network),
    })
}

fn bad(detail: &'static str) -> Refusal {
    Refusal::with_detail(Problem::BadQuery, detail)
}

/// Exactly one id, or exactly one prefix of the length that is published.
fn wanted(config: &RelayConfig, network: Network, query: &Query) -> Result<Wanted, Refusal> {
    let by_prefix = query.prefix_bits != 0 || !query.prefix.is_empty();
    match (query.lookup_ids.as_slice(), by_prefix) {
        ([id], false) if config.admission.lists_id_length(network, id.len()) => Ok(Wanted::Id(id.clone())),
        ([_], false) => Err(bad("the lookup id has a length that is not held")),
        ([], true) => range(config, network, query),
        _ => Err(bad("exactly one lookup id, or exactly one prefix")),
    }
}

fn range(config: &RelayConfig, network: Network, query: &Query) -> Result<Wanted, Refusal> {
    let bits = query.prefix_bits;
    if bits == 0 || bits != config.prefix_bits {
        return Err(bad("the descriptor publishes the length of prefixes, 0 for none"));
    }
    let bytes = bits.div_ceil(8);
    let unused = !(0xff_u8 << (8 * bytes - bits));
    if query.prefix.len() != bytes as usize || query.prefix.last().is_none_or(|byte| byte & unused != 0) {
        return Err(bad("a prefix has as many bytes as its bits need, unused bits 0"));
    }
    let (id_length, _) = config.admission.largest(network);
    Ok(Wanted::Range { first: query.prefix.clone(), last: last_with(&query.prefix, unused, id_length) })
}

/// The largest id that begins with a prefix.
fn last_with(prefix: &[u8], unused: u8, id_length: usize) -> Vec<u8> {
    let mut last = prefix.to_vec();
    if let Some(byte) = last.last_mut() {
        *byte |= unused;
    }
    last.resize(id_length.max(last.len()), 0xff);
    last
}

/// A page continues the same question: its id is the one asked for.
fn after(
    config: &RelayConfig,
    network: Network,
    wanted: &Wanted,
    page: &[u8],
) -> Result<Option<ReportKey>, Refusal> {
    if page.is_empty() {
        return Ok(None);
    }
    let key = ReportKey::from_page(page)
        .filter(|key| config.admission.lists_id_length(network, key.lookup_id.len()))
        .filter(|key| wanted.covers(&key.lookup_id));
    key.map(Some).ok_or_else(|| bad("the page does not belong to this query"))
}

/// As many reports as one frame holds, whatever their length.
fn page_limit(config: &RelayConfig, network: Network) -> usize {
    let (id, body) = config.admission.largest(network);
    let room = frame::MAX_SIZE - PAGE_OVERHEAD - id;
    (config.page_reports as usize).min(room / (id + body + REPORT_OVERHEAD))
}

fn result(found: Found) -> QueryResult {
    QueryResult {
        reports: found.reports.into_iter().map(stored).collect(),
        next_page: found.more.map(|key| key.to_page()).unwrap_or_default(),
    }
}

fn stored(held: HeldReport) -> StoredReport {
    StoredReport { lookup_id: held.lookup_id, body: held.body, received_hour: held.hour.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(prefix_bits: u32) -> RelayConfig {
        RelayConfig { prefix_bits, ..RelayConfig::default() }
    }

    fn detail(refusal: Refusal) -> String {
        match refusal {
            Refusal::Problem { problem: Problem::BadQuery, detail, .. } => detail.unwrap().into_owned(),
            other => panic!("{other:?}"),
        }
    }

    fn by_prefix(bits: u32, prefix: &[u8]) -> Query {
        let id = Query::for_id(Network::Native, vec![], 0);
        Query { lookup_ids: vec![], prefix_bits: bits, prefix: prefix.to_vec(), ..id }
    }

    #[test]
    fn one_id_or_one_prefix() {
        let one = Query::for_id(Network::Native, vec![7; 16], 0);
        assert_eq!(search(&config(0), one.clone(), 500_000).unwrap().wanted, Wanted::Id(vec![7; 16]));
        let two = Query { lookup_ids: vec![vec![7; 16]; 2], ..one.clone() };
        assert!(detail(search(&config(0), two, 0).unwrap_err()).starts_with("exactly one"));
        let none = Query { lookup_ids: vec![], ..one.clone() };
        assert!(detail(search(&config(0), none, 0).unwrap_err()).starts_with("exactly one"));
        let both = Query { prefix_bits: 8, prefix: vec![7], ..one.clone() };
        assert!(detail(search(&config(8), both, 0).unwrap_err()).starts_with("exactly one"));
        let short = Query { lookup_ids: vec![vec![7; 15]], ..one };
        assert!(detail(search(&config(0), short, 0).unwrap_err()).contains("length"));
    }

    #[test]
    fn a_prefix_has_the_published_length_and_no_stray_bits() {
        assert!(detail(search(&config(0), by_prefix(8, &[7]), 0).unwrap_err()).contains("descriptor"));
        assert!(detail(search(&config(12), by_prefix(8, &[7]), 0).unwrap_err()).contains("descriptor"));
        assert!(detail(search(&config(12), by_prefix(12, &[7]), 0).unwrap_err()).contains("unused"));
        assert!(detail(search(&config(12), by_prefix(12, &[7, 0x11]), 0).unwrap_err()).contains("unused"));
        let wanted = search(&config(12), by_prefix(12, &[7, 0x10]), 0).unwrap().wanted;
        let mut last = vec![7, 0x1f];
        last.resize(16, 0xff);
        assert_eq!(wanted, Wanted::Range { first: vec![7, 0x10], last });
        let whole = search(&config(8), by_prefix(8, &[7]), 0).unwrap().wanted;
        assert!(whole.covers(&[7; 16]) && !whole.covers(&[8; 16]));
    }

    #[test]
    fn the_day_counts_from_what_is_still_held() {
        let query = |since_day| Query::for_id(Network::Native, vec![7; 16], since_day);
        assert_eq!(search(&config(0), query(0), 1000).unwrap().from_hour, 1000 - 7 * 24);
        assert_eq!(search(&config(0), query(41), 1000).unwrap().from_hour, 41 * 24);
        assert_eq!(search(&config(0), query(u32::MAX), 1000).unwrap().from_hour, u32::MAX);
    }

    #[test]
    fn a_page_belongs_to_its_query() {
        let key = ReportKey { lookup_id: vec![7; 16], body_hash: [9; 32] };
        let query = Query { page: key.to_page(), ..Query::for_id(Network::Native, vec![7; 16], 0) };
        assert_eq!(search(&config(0), query.clone(), 0).unwrap().after, Some(key));
        for page in [vec![1], vec![7; 47], vec![7; 49], vec![8; 48]] {
            let query = Query { page, ..query.clone() };
            assert!(detail(search(&config(0), query, 0).unwrap_err()).contains("page"));
        }
    }

    #[test]
    fn a_full_page_fits_a_frame() {
        let config = RelayConfig { page_reports: 1000, ..config(0) };
        let limit = page_limit(&config, Network::Native);
        let report = HeldReport { lookup_id: vec![7; 16], body: vec![1; 73], hour: u32::MAX };
        let more = Some(ReportKey { lookup_id: vec![7; 16], body_hash: [9; 32] });
        let found = Found { reports: vec![report; limit], more };
        assert_eq!(frame::encode(&result(found)).unwrap().len(), frame::MAX_SIZE);
        assert!(limit > 500, "{limit}");
    }
}
