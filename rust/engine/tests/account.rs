//! What a person can see of the finder, take along and make go; and that nothing of a purpose runs without a grant.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::future::Future;
use std::sync::Arc;

use common::{Ear, FakeRelay, MINUTE, tag};
use findmesh_core::consent::Purpose;
use findmesh_core::phone::{PhoneState, WakeCause};
use findmesh_core::{Change, Event, FinderState, PrivateZone, ZoneId};
use findmesh_engine::{Clock, Driver, Engine, EngineError, ExportFile, VirtualClock, Window};
use findmesh_store::{MemoryStore, SqliteStore, Store};
use findmesh_testkit::samples::learnt;
use findmesh_testkit::{FakeVault, seeded_entropy};
use proptest::prelude::*;
use serde_json::Value;

const HOUR: u64 = 60 * MINUTE;
/// A name that tries to get out of the page.
const LABEL: &str = "</script><img src=https://evil.example/x onerror=alert(1)> \"home\" & 'work'";

struct Phone {
    driver: Driver,
    clock: Arc<VirtualClock>,
}

impl Phone {
    fn new(store: impl Store + 'static) -> Self {
        let (clock, relay) = (common::clock(), FakeRelay::new());
        let client = Some(common::client(&relay));
        let ear = Arc::new(Ear::default());
        let driver = Driver::open(common::setup(store), clock.clone(), client, ear).unwrap();
        Self { driver, clock }
    }

    fn in_memory() -> Self {
        Self::new(MemoryStore::new(seeded_entropy(1)))
    }

    fn listening(mut self) -> Self {
        common::listen(&mut self.driver);
        self
    }

    fn boot_ms(&self) -> u64 {
        self.clock.now().boot_ms
    }

    fn waits(&mut self, ms: u64) {
        let until = self.boot_ms() + ms;
        self.driver.advance_to(until).unwrap();
    }

    fn fix(&mut self) {
        self.driver.handle(Event::Fix(common::fix(self.boot_ms()))).unwrap();
    }

    fn hears(&mut self, tags: impl IntoIterator<Item = u8>) {
        let batch = common::heard(tags, self.boot_ms());
        self.driver.ingest(batch).unwrap();
    }

    /// Reports in the queue, one sighting that waits, a zone far away with a wild name.
    fn with_a_life(mut self) -> Self {
        self.fix();
        self.hears(1..=5);
        self.waits(HOUR);
        self.hears([6]);
        self.driver
            .handle(Event::PutZone(PrivateZone {
                id: ZoneId([7; 16]),
                latitude: -33.123_456_7,
                longitude: 151.765_432_1,
                radius_m: 150.0,
                label: LABEL.chars().take(64).collect(),
            }))
            .unwrap();
        self
    }
}

fn content<'a>(files: &'a [ExportFile], name: &str) -> &'a str {
    let file = files.iter().find(|file| file.name == name).unwrap();
    std::str::from_utf8(&file.bytes).unwrap()
}

#[test]
fn usage_counts_what_happened_and_how_long_the_radio_was_asked_to_listen() {
    let mut phone = Phone::in_memory().listening();
    phone.fix();
    phone.driver.handle(Event::Woken { cause: WakeCause::Delivery }).unwrap();
    phone.hears(1..=3);
    phone.hears([1]);
    phone.waits(20 * MINUTE);
    let [today] = &phone.driver.usage(1).unwrap()[..] else { panic!("one day") };
    assert_eq!((today.day, today.scans, today.wakes), (common::today().into(), 1, 1));
    assert_eq!((today.keys_heard, today.new_keys, today.tag_adverts, today.reported), (3, 3, 4, 3));
    assert_eq!(today.suppressed, [("duplicate".to_owned(), 1)]);
    assert_eq!(today.radio_s_asked, 120, "a tenth of the time");
}

#[test]
fn an_export_holds_everything_and_nothing_in_it_runs() {
    let mut phone = Phone::in_memory().listening().with_a_life();
    phone.driver.grant(Purpose::Diagnostics, "3", "de", "<b>bold</b>").unwrap();
    phone.driver.withdraw(Purpose::Diagnostics, "switch").unwrap();
    let files = phone.driver.export().unwrap();
    let data: Value = serde_json::from_str(content(&files, "data.json")).unwrap();
    let length = |name: &str| data[name].as_array().unwrap().len();
    assert_eq!((length("consent"), length("queue"), length("waiting"), length("zones")), (3, 5, 1, 1));
    assert_eq!(length("remembered"), 5);
    assert_eq!(data["zones"][0]["label"], LABEL.chars().take(64).collect::<String>());
    assert_eq!(data["zones"][0]["lat"].as_f64(), Some(-33.123_456_7));
    assert_eq!(data["usage"][0]["reported"], 5);
    assert!(data["remembered"][0]["lat"].as_f64().is_some_and(|lat| (lat - common::LATITUDE).abs() < 1e-6));
    let waiting = data["waiting"][0]["key"].as_str().unwrap();
    assert_eq!(waiting, hex(&key_of(6)));
    let page = content(&files, "index.html");
    for loud in ["<script", "<img", "<b>bold", "onerror=alert(1)>", "http", "url(", "@import", "src="] {
        let wild = page.replace("src=https:", "").replace("http-equiv", "");
        assert!(!wild.contains(loud), "{loud}");
    }
    assert!(page.contains("&lt;b&gt;bold&lt;/b&gt;") && page.contains("-33.1234567"));
    assert!(page.contains("prefers-color-scheme:dark"));
    assert_eq!(page.matches("<table>").count(), page.matches("</table>").count());
}

fn key_of(number: u8) -> Vec<u8> {
    let epoch = tag(number).epoch(0, findmesh_crypto::native::SEPARATED_SLOT);
    epoch.private_key.key().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn an_erasure_is_proven_and_the_finder_stands_as_new() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("findmesh.sqlite");
    let (vault, wall_ms) = (Arc::new(FakeVault::new(1)), common::clock().now().wall_ms);
    let opened = SqliteStore::open(&path, vault, seeded_entropy(1), wall_ms).unwrap();
    let mut phone = Phone::new(opened.store).listening().with_a_life();
    let proof = phone.driver.erase().unwrap();
    assert!(proof.holds(), "{proof:?}");
    let rows = |table: &str| proof.rows.iter().find(|(name, _)| name == table).map(|(_, rows)| *rows);
    assert_eq!(
        (rows("queue"), rows("pending"), rows("zones"), rows("consent")),
        (Some(5), Some(1), Some(1), Some(1))
    );
    assert!(proof.needles > 100 && proof.found_before * 100 >= proof.needles * 95, "{proof:?}");
    assert!(proof.clear_needles > 5 && proof.clear_before == 0, "{proof:?}");
    assert!(proof.keys >= 3 && proof.samples.len() >= 3 && proof.wrapping_key_renewed);
    for (name, bytes) in &proof.files {
        let found = std::fs::read(home.path().join(name)).unwrap();
        assert!(*bytes <= found.len() as u64);
        let sample = |at: &[u8]| proof.samples.iter().any(|sample| at == sample.as_slice());
        assert!(!found.windows(8).any(sample), "{name}");
    }
    assert_eq!(phone.driver.health().state, FinderState::Off);
    assert!(phone.driver.consent_ledger().unwrap().is_empty() && phone.driver.usage(31).unwrap().is_empty());
    let data: Value = serde_json::from_str(content(&phone.driver.export().unwrap(), "data.json")).unwrap();
    let lists = ["consent", "usage", "queue", "waiting", "remembered", "zones", "stays", "own_tags"];
    assert!(lists.iter().all(|name| data[name].as_array().unwrap().is_empty()), "{data}");
    let mut phone = phone.listening();
    phone.fix();
    phone.hears([1]);
    assert_eq!(phone.driver.health().queue.reports, 1, "it works again after a new grant");
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// An engine with a report that may leave.
fn engine_with_a_report(relay: &Arc<FakeRelay>) -> Engine {
    let (clock, ear) = (common::clock(), Arc::new(Ear::default()));
    let setup = common::setup(MemoryStore::new(seeded_entropy(1)));
    let engine = Engine::open(setup, clock.clone(), common::client(relay), ear, Arc::new(|| {})).unwrap();
    run(async {
        engine.grant(Purpose::CrowdReporting, "1", "en", "test").await.unwrap();
        engine.phone_changed(PhoneState::default()).unwrap();
        engine.enable().await.unwrap();
        engine.fix(common::fix(clock.now().boot_ms)).unwrap();
        let ticket = engine.ingest(&common::heard([1], clock.now().boot_ms)).unwrap();
        engine.committed(ticket).await.unwrap();
        clock.advance(HOUR);
        engine.wake().await.unwrap();
    });
    engine
}

fn until(what: impl Fn() -> bool) {
    while !what() {
        std::thread::yield_now();
    }
}

#[test]
fn an_erasure_waits_for_the_request_under_way_and_its_answer_changes_nothing() {
    let relay = FakeRelay::new();
    let engine = engine_with_a_report(&relay);
    let release = relay.hang();
    std::thread::scope(|scope| {
        let upload = scope.spawn(|| run(engine.upload_due(Window::Wake)));
        until(|| relay.requests().len() == 1);
        let erasure = scope.spawn(|| run(engine.erase()));
        until(|| engine.state() == FinderState::Off);
        assert_eq!(engine.grants(), [Purpose::CrowdReporting], "nothing is erased before the answer");
        release.send(()).unwrap();
        assert!(erasure.join().unwrap().unwrap().holds());
        assert_eq!(upload.join().unwrap().unwrap().held, 1);
    });
    assert_eq!((engine.grants(), engine.health().queue.reports), (vec![], 0));
    assert!(matches!(run(engine.enable()), Err(EngineError::ConsentMissing(_))));
    assert_eq!(run(engine.usage(31)).unwrap(), []);
    assert!(
        run(engine.export()).unwrap().len() == 2 && run(engine.diagnostics()).unwrap().contains("\"off\"")
    );
    run(engine.shutdown()).unwrap();
}

#[test]
fn crowd_reporting_stops_and_loses_what_it_gathered_with_its_withdrawal() {
    let mut phone = Phone::in_memory().listening().with_a_life();
    phone.driver.withdraw(Purpose::CrowdReporting, "switch").unwrap();
    let queue = phone.driver.health().queue;
    assert_eq!((queue.reports, queue.pending), (0, 0));
    phone.fix();
    phone.hears([9]);
    assert_eq!(phone.driver.health().queue.reports, 0);
    let data: Value = serde_json::from_str(content(&phone.driver.export().unwrap(), "data.json")).unwrap();
    assert!(
        ["queue", "waiting", "remembered", "stays"].iter().all(|name| data[name] == Value::Array(vec![]))
    );
    assert_eq!(data["zones"].as_array().unwrap().len(), 1, "a person set it");
}

#[test]
fn what_was_learnt_of_own_tags_goes_with_their_withdrawal_alone() {
    let mut store = common::shared_store::SharedStore::new();
    store.commit(&[Change::PutLearnt(learnt(1, 1)), Change::PutLearnt(learnt(2, 1))]).unwrap();
    let mut phone = Phone::new(store.clone()).listening();
    phone.driver.grant(Purpose::OwnTags, "1", "en", "test").unwrap();
    phone.driver.withdraw(Purpose::Diagnostics, "test").unwrap();
    assert_eq!(store.learnt().unwrap().len(), 2);
    phone.driver.withdraw(Purpose::OwnTags, "test").unwrap();
    assert_eq!(store.learnt().unwrap(), []);
    assert!(matches!(phone.driver.health().state, FinderState::Listening { .. }), "another purpose goes on");
}

#[test]
fn diagnostics_are_for_the_person_always_and_leave_the_phone_with_a_grant_only() {
    let mut phone = Phone::in_memory().listening();
    let refused = phone.driver.diagnostics_to_send();
    assert!(matches!(refused, Err(EngineError::ConsentMissing(Purpose::Diagnostics))));
    phone.driver.grant(Purpose::Diagnostics, "1", "en", "test").unwrap();
    assert_eq!(phone.driver.diagnostics_to_send().unwrap(), phone.driver.diagnostics().unwrap());
    phone.driver.withdraw(Purpose::Diagnostics, "test").unwrap();
    assert!(phone.driver.diagnostics_to_send().is_err());
    let bundle: Value = serde_json::from_str(&phone.driver.diagnostics().unwrap()).unwrap();
    assert_eq!(bundle["health"]["state"], "listening:background");
    assert_eq!((&bundle["grants"], &bundle["phone"]["api_level"]), (&"crowd_reporting".into(), &35.into()));
    assert!(bundle["config"].as_object().is_some_and(serde_json::Map::is_empty), "{bundle}");
}

/// Every way in which a value could be written down.
fn spellings(bytes: &[u8]) -> Vec<String> {
    let text = hex(bytes);
    let colons: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let base64: String = bytes.iter().map(|byte| char::from(b'A' + byte % 26)).collect();
    vec![text.to_uppercase(), text, colons.join(":"), base64]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Keys, addresses, places, names and texts that the finder knows: none of them is in a bundle.
    #[test]
    fn no_bundle_tells_who_or_where(
        latitude in -89.9_f64..89.9,
        longitude in -179.9_f64..179.9,
        label in "[A-Za-z0-9]{9,40}",
        how in "[A-Za-z0-9 ]{9,40}",
        permission in "[ -~]{9,60}",
        why in "[ -~]{9,60}",
        tags in prop::collection::vec(0_u8..200, 1..6),
    ) {
        let mut phone = Phone::in_memory().listening();
        phone.driver.grant(Purpose::Diagnostics, &how, "en", &how).unwrap();
        let fix = findmesh_core::Fix { latitude, longitude, ..common::fix(phone.boot_ms()) };
        phone.driver.handle(Event::Fix(fix)).unwrap();
        phone.hears(tags.clone());
        phone.waits(30 * MINUTE);
        phone.hears(tags.clone());
        let zone = PrivateZone { id: ZoneId([9; 16]), latitude, longitude, radius_m: 77.0, label: label.clone() };
        phone.driver.handle(Event::PutZone(zone)).unwrap();
        phone.driver.handle(Event::ProcessDied { why: why.clone(), gap_ms: 5 }).unwrap();
        let state = PhoneState { missing_permissions: vec![permission.clone()], ..PhoneState::default() };
        phone.driver.handle(Event::Phone(state)).unwrap();
        let bundle = phone.driver.diagnostics_to_send().unwrap();
        let mut planted = vec![label, how, permission, why];
        for number in tags {
            planted.extend(spellings(&key_of(number)[..8]));
            let advert = tag(number).compact(0);
            planted.extend(advert.frame().address.iter().flat_map(|address| spellings(&address.bytes)));
        }
        for degrees in [latitude, longitude] {
            planted.push(format!("{:.4}", degrees.abs()));
            planted.push(((degrees.abs() * 1e4).trunc() as i64).to_string());
        }
        let _: Value = serde_json::from_str(&bundle).unwrap();
        for secret in planted.iter().filter(|secret| secret.trim().len() > 5) {
            prop_assert!(!bundle.contains(secret.trim()), "{secret} in {bundle}");
        }
    }
}
