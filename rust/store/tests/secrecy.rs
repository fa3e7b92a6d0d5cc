//! What lies in the files: nothing in the clear, nothing that was erased.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use common::{Home, put_rows};
use findmesh_core::{Change, DwellDay, PrivateZone, SeenKey};
use findmesh_store::{Retention, Store};
use findmesh_testkit::samples::{DAY, learnt, noon, pending, queue_row, tag_id, zone, zone_id};

/// Degrees × 10⁷ and as floating point: a place that core remembers of a key.
const LATITUDE_E7: i32 = 481_234_567;
const LONGITUDE: f64 = 16.371_234_5;

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn place() -> SeenKey {
    SeenKey { key_hash: [0x77; 16], day: DAY, state: state() }
}

/// As core might write it.
fn state() -> Vec<u8> {
    [[1].as_slice(), &LATITUDE_E7.to_be_bytes(), &LONGITUDE.to_le_bytes()].concat()
}

/// Around the same place.
fn home_zone() -> PrivateZone {
    let latitude = f64::from(LATITUDE_E7) / 1e7;
    PrivateZone { latitude, longitude: LONGITUDE, label: "where nobody may look".into(), ..zone(1, 1) }
}

/// Degrees in each way that a program writes them.
fn coordinate(degrees: f64) -> Vec<Vec<u8>> {
    let e7 = (degrees * 1e7).round() as i32;
    let (be, le) = (degrees.to_be_bytes().to_vec(), degrees.to_le_bytes().to_vec());
    let text = format!("{degrees:.4}").into_bytes();
    vec![e7.to_be_bytes().to_vec(), e7.to_le_bytes().to_vec(), be, le, text]
}

/// Key, address, places and their names of what [`store_secrets`] stores, in every order a reader might try.
fn secrets() -> Vec<Vec<u8>> {
    let sighting = pending(1, DAY).sighting;
    let address = sighting.address.unwrap().bytes;
    let mut reversed = address;
    reversed.reverse();
    let places = [f64::from(LATITUDE_E7) / 1e7, LONGITUDE].into_iter().flat_map(coordinate);
    let rest = vec![
        sighting.key.bytes().to_vec(),
        sighting.key.bytes()[..8].to_vec(),
        address.to_vec(),
        reversed.to_vec(),
        tag_id(1).0.to_vec(),
        learnt(1, 1).state[..8].to_vec(),
        zone_id(1).0.to_vec(),
        b"where nobody may look".to_vec(),
        b"nobody may".to_vec(),
    ];
    places.chain(rest).collect()
}

fn store_secrets(store: &mut impl Store) {
    let (learnt, zone) = (Change::PutLearnt(learnt(1, 1)), Change::PutZone(home_zone()));
    let dwell = Change::PutDwell(DwellDay { day: DAY, state: state() });
    store
        .commit(&[Change::PutPending(pending(1, DAY)), Change::PutSeen(place()), learnt, zone, dwell])
        .unwrap();
}

fn assert_absent(home: &Home, needles: &[Vec<u8>]) {
    for (name, bytes) in home.all_bytes() {
        for (at, needle) in needles.iter().enumerate() {
            assert!(!holds(&bytes, needle), "{name} holds needle {at}");
        }
    }
}

#[test]
fn no_place_key_or_address_lies_in_the_clear() {
    let home = Home::new();
    let mut store = home.open();
    let key = store.hash_key().unwrap();
    store_secrets(&mut store);
    let mut needles = secrets();
    needles.push(key.expose().to_vec());
    assert_eq!(store.restore().unwrap().zones, [home_zone()], "it is there");
    assert!(home.all_bytes().iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()));
    assert_absent(&home, &needles);
    store.maintain(noon(DAY), Retention::default()).unwrap();
    assert_absent(&home, &needles);
    store.rewrap().unwrap();
    assert_absent(&home, &needles);
    store.erase_all().unwrap();
    assert_absent(&home, &needles);
    assert!(!home.beside("-shm").exists(), "the log's index stays in memory");
    drop(store);
    assert_absent(&home, &needles);
}

#[test]
fn the_search_would_find_what_is_in_the_clear() {
    let home = Home::new();
    let mut store = home.open();
    let value = LONGITUDE.to_le_bytes().to_vec();
    store.commit(&[Change::PutSetting { name: "place".into(), value: value.clone() }]).unwrap();
    assert!(home.all_bytes().iter().any(|(_, bytes)| holds(bytes, &value)));
}

/// Sealed bytes and hashes of the rows, as they lie in the file.
fn traces(home: &Home) -> Vec<Vec<u8>> {
    let copy = home.copy();
    let db = rusqlite::Connection::open(copy.path()).unwrap();
    let mut traces = Vec::new();
    for sql in [
        "SELECT sealed FROM pending",
        "SELECT sealed FROM seen",
        "SELECT body FROM queue",
        "SELECT key_hash FROM queue",
        "SELECT address_hash FROM queue WHERE address_hash IS NOT NULL",
        "SELECT lookup_id FROM queue",
        "SELECT id FROM queue",
        "SELECT id FROM seen",
        "SELECT sealed FROM dwell",
        "SELECT wrapped FROM data_keys WHERE day <> -1", // that of one's own tags stays
    ] {
        let mut select = db.prepare(sql).unwrap();
        traces.extend(select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap));
    }
    traces
}

#[test]
fn what_was_withdrawn_leaves_file_and_log() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 30);
    store_secrets(&mut store);
    drop(store);
    let traces = traces(&home);
    assert!(traces.len() > 90);
    let mut store = home.open();
    put_rows(&mut store, 30);
    store.commit(&[Change::EraseCrowd]).unwrap();
    assert_absent(&home, &traces);
    drop(store);
    assert_absent(&home, &traces);
}

/// What outlives days goes with everything, and a zone with a person's wish.
#[test]
fn what_was_erased_leaves_file_and_log() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 30);
    store_secrets(&mut store);
    let rest = |home: &Home| -> Vec<Vec<u8>> {
        let copy = home.copy();
        let db = rusqlite::Connection::open(copy.path()).unwrap();
        let column = |sql: &str| -> Vec<Vec<u8>> {
            let mut select = db.prepare(sql).unwrap();
            select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let zones = [
            "SELECT id FROM zones",
            "SELECT sealed FROM zones",
            "SELECT id FROM learnt",
            "SELECT sealed FROM learnt",
        ];
        let keys = ["SELECT wrapped FROM data_keys", "SELECT wrapped FROM hash_key"];
        zones.into_iter().chain(keys).flat_map(column).collect()
    };
    let found = |home: &Home, needles: &[Vec<u8>]| {
        let files = home.all_bytes();
        needles.iter().filter(|needle| files.iter().any(|(_, bytes)| holds(bytes, needle))).count()
    };
    let (rows, kept) = (traces(&home), rest(&home));
    assert_eq!((found(&home, &rows), found(&home, &kept)), (rows.len(), kept.len()), "they can be found");
    let [of_zone, ..] = kept.chunks(2).next().unwrap() else { panic!("a zone") };
    store.commit(&[Change::RemoveZone { id: zone_id(1) }]).unwrap();
    store.maintain(noon(DAY), Retention::default()).unwrap();
    assert_eq!(
        found(&home, std::slice::from_ref(of_zone)),
        0,
        "a removed zone leaves with the day's housekeeping"
    );
    store.erase_all().unwrap();
    assert_eq!((found(&home, &rows), found(&home, &kept)), (0, 0), "while it is open");
    drop(store);
    assert_eq!((found(&home, &rows), found(&home, &kept)), (0, 0));
}

#[test]
fn erasing_all_leaves_no_line_of_the_ledger_and_no_setting() {
    use findmesh_core::consent::{Decision, Purpose};
    let home = Home::new();
    let mut store = home.open();
    let mut line = findmesh_testkit::samples::consent(Purpose::OwnTags, Decision::Granted, 5);
    line.how = "a sentence that is nowhere else".into();
    let value = b"a value that is nowhere else".to_vec();
    store.commit(&[Change::AppendConsent(line), Change::PutSetting { name: "x".into(), value }]).unwrap();
    store.maintain(noon(DAY), Retention::default()).unwrap();
    store.erase_all().unwrap();
    assert_absent(&home, &[b"that is nowhere else".to_vec()]);
}

/// Which tag a row is of, and when it was heard, is not to be read from the row.
#[test]
fn a_row_about_a_tag_tells_neither_tag_nor_time() {
    let home = Home::new();
    let mut store = home.open();
    store.commit(&[Change::PutLearnt(learnt(1, 1))]).unwrap();
    store.commit(&[Change::PutLearnt(learnt(2, 1)), Change::ForgetLearnt { tag: tag_id(1) }]).unwrap();
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?.len()));
    let rows: Vec<([u8; 16], i64, usize)> = {
        let mut select = db.prepare("SELECT id, day, sealed FROM learnt").unwrap();
        select.query_map([], read).unwrap().map(Result::unwrap).collect()
    };
    let [(id, day, length)] = rows[..] else { panic!("one row: {rows:?}") };
    assert_ne!(id, tag_id(2).0);
    assert_eq!((day, length), (-1, 29 + 1 + 16 + 81));
}

#[test]
fn a_deleted_data_key_erases_its_day() {
    let home = Home::new();
    put_rows(&mut home.open(), 3);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute("DELETE FROM data_keys WHERE day = ?1", [DAY]).unwrap();
    drop(db);
    let mut store = home.try_open().unwrap().store;
    let restored = store.restore().unwrap();
    assert!(restored.pending.is_empty() && restored.seen.is_empty());
    assert_eq!(store.queue_row(queue_row(2).entry.id).unwrap(), Some(queue_row(2)));
}

#[test]
fn nothing_prints_its_content() {
    let home = Home::new();
    let mut store = home.open();
    store_secrets(&mut store);
    assert_eq!(format!("{store:?}"), "SqliteStore { .. }");
}

#[cfg(unix)]
#[test]
fn the_file_is_the_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 1);
    for file in [home.path(), home.beside("-wal")] {
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

/// The search that proves an erasure finds every row before it, and nothing after.
#[test]
fn an_erasure_leaves_nothing_of_what_its_search_found() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 200);
    store_secrets(&mut store);
    let traces = store.traces().unwrap();
    let rows = |table: &str| traces.rows.iter().find(|(name, _)| name == table).map(|(_, rows)| *rows);
    assert_eq!((rows("learnt"), rows("erasing")), (Some(1), None));
    assert!(rows("pending") >= Some(200) && traces.wrapped_keys.len() >= 3, "{:?}", traces.rows);
    let before = store.search(&traces.needles).unwrap();
    assert!(before.files.iter().any(|(name, bytes)| name.ends_with("-wal") && *bytes > 0), "{before:?}");
    // A row that lies across two pages has a needle cut in two.
    assert!(before.found * 100 >= traces.needles.len() as u64 * 99, "{before:?} of {:?}", traces.needles);
    store.erase_all().unwrap();
    let after = store.search(&traces.needles).unwrap();
    assert_eq!(after.found, 0);
    assert_eq!(after.files.len(), before.files.len());
    // The lock was not given away by reading the file.
    put_rows(&mut store, 3);
    drop(store);
    put_rows(&mut home.open(), 3);
}
