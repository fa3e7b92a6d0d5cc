//! Damaged files are set aside and reported, never a crash loop.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use std::fs;

use common::{Home, counts, put_rows};
use findmesh_core::StoreTrouble;
use findmesh_store::{CORRUPT_FILES, Store, StoreError};
use findmesh_testkit::samples::{DAY, noon};

const ROWS: u32 = 400;
const PAGE: usize = 4096;

/// A closed store with rows, its log written back.
fn filled() -> Home {
    let home = Home::new();
    put_rows(&mut home.open(), ROWS);
    home
}

fn damage(home: &Home, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(home.path()).unwrap();
    change(&mut bytes);
    fs::write(home.path(), bytes).unwrap();
}

/// Opens with the incident, empty and working; the damaged bytes stand beside it.
fn assert_replaced(home: &Home) {
    let damaged = fs::read(home.path()).unwrap_or_default();
    let mut opened = home.try_open().unwrap();
    assert_eq!(opened.incident, Some(StoreTrouble::Corrupt));
    let restored = opened.store.restore().unwrap();
    assert_eq!(counts(&restored), (0, 0, 0));
    assert_eq!(restored.counters, [(DAY, CORRUPT_FILES.into(), 1)]);
    put_rows(&mut opened.store, 2);
    drop(opened);
    assert_eq!(counts(&home.open().restore().unwrap()), (2, 2, 2), "the next opening has no incident");
    let aside = home.beside(&format!(".corrupt-{}", noon(DAY)));
    if !damaged.is_empty() {
        assert_eq!(fs::read(aside).unwrap(), damaged);
    }
}

#[test]
fn an_empty_file_is_damage() {
    let home = filled();
    damage(&home, Vec::clear);
    assert_replaced(&home);
}

#[test]
fn a_file_of_noise_is_damage() {
    let home = filled();
    damage(&home, |bytes| bytes.iter_mut().enumerate().for_each(|(at, byte)| *byte = (at * 131) as u8));
    assert_replaced(&home);
}

#[test]
fn a_damaged_header_is_damage() {
    let home = filled();
    damage(&home, |bytes| bytes[..16].fill(0x58));
    assert_replaced(&home);
}

#[test]
fn a_damaged_schema_is_damage() {
    let home = filled();
    damage(&home, |bytes| bytes[100..PAGE].fill(0xFF));
    assert_replaced(&home);
}

#[test]
fn a_file_cut_in_half_is_damage() {
    let home = filled();
    damage(&home, |bytes| bytes.truncate(bytes.len() / 2));
    assert_replaced(&home);
}

#[test]
fn any_page_of_noise_is_damage_or_does_not_matter() {
    let home = filled();
    let pages = fs::metadata(home.path()).unwrap().len() as usize / PAGE;
    let mut replaced = 0;
    for page in 1..pages {
        let hurt = home.copy();
        damage(&hurt, |bytes| bytes[page * PAGE..(page + 1) * PAGE].fill(0xA5));
        let mut opened = hurt.try_open().unwrap();
        let restored = opened.store.restore().unwrap();
        replaced += usize::from(opened.incident.is_some());
        let whole = counts(&restored) == (ROWS as usize, ROWS as usize, ROWS as usize);
        assert!(opened.incident == Some(StoreTrouble::Corrupt) || whole, "page {page}: half a store");
    }
    assert!(replaced * 10 > pages * 8, "{replaced} of {pages} pages were missed");
}

#[test]
fn bits_turned_anywhere_never_keep_the_store_from_opening() {
    let home = filled();
    let length = fs::metadata(home.path()).unwrap().len() as usize;
    for step in 0..60 {
        let hurt = home.copy();
        let at = (step * 7_919 + step * step * 31) % length;
        damage(&hurt, |bytes| bytes[at] ^= 1 << (step % 8));
        let mut opened = hurt.try_open().unwrap();
        opened.store.restore().unwrap();
        put_rows(&mut opened.store, 2);
        drop(opened);
        assert_eq!(hurt.try_open().unwrap().incident, None, "byte {at}: an incident at every opening");
    }
}

#[test]
fn a_log_without_its_file_is_damage() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 3);
    let cut = home.copy();
    drop(store);
    assert!(fs::metadata(cut.beside("-wal")).unwrap().len() > 0);
    fs::remove_file(cut.path()).unwrap();
    assert_replaced(&cut);
    assert!(cut.names().iter().any(|name| name.contains(".corrupt-") && name.ends_with("-wal")));
}

#[test]
fn a_cut_log_loses_its_end_and_nothing_else() {
    let home = Home::new();
    let mut store = home.open();
    for _ in 0..20 {
        put_rows(&mut store, 1);
        store.commit(&[findmesh_core::Change::Count { day: DAY, name: "commits".into(), add: 1 }]).unwrap();
    }
    let whole = home.copy();
    drop(store);
    let length = fs::metadata(whole.beside("-wal")).unwrap().len();
    let mut found = Vec::new();
    for part in 0..=16 {
        let cut = whole.copy();
        let log = fs::OpenOptions::new().write(true).open(cut.beside("-wal")).unwrap();
        log.set_len(length * part / 16).unwrap();
        let mut opened = cut.try_open().unwrap();
        assert_eq!(opened.incident, None, "part {part}");
        found.push(opened.store.restore().unwrap().counters.first().map_or(0, |(_, _, count)| *count));
    }
    assert!(found.is_sorted(), "{found:?}");
    assert_eq!((found[0], found[16]), (0, 20));
}

#[test]
fn only_the_newest_two_damaged_files_stay() {
    let home = Home::new();
    for n in 0..5 {
        drop(home.try_open_at(noon(DAY) + n).unwrap());
        damage(&home, |bytes| bytes[..16].fill(0x58));
    }
    assert_eq!(home.try_open_at(noon(DAY) + 5).unwrap().incident, Some(StoreTrouble::Corrupt));
    let aside: Vec<String> = home.names().into_iter().filter(|name| name.contains(".corrupt-")).collect();
    let expected = [4, 5].map(|n| format!("findmesh.db.corrupt-{}", noon(DAY) + n));
    assert_eq!(aside, expected);
}

#[test]
fn damaged_files_go_with_their_time_and_with_a_withdrawal() {
    let is_aside = |name: &String| name.contains(".corrupt-");
    for withdrawn in [false, true] {
        let home = filled();
        damage(&home, |bytes| bytes[..16].fill(0x58));
        let mut store = home.try_open().unwrap().store;
        store.maintain(noon(DAY + 14)).unwrap();
        assert!(home.names().iter().any(is_aside));
        if withdrawn {
            store.commit(&[findmesh_core::Change::EraseCrowd]).unwrap();
        } else {
            store.maintain(noon(DAY + 15)).unwrap();
        }
        assert!(!home.names().iter().any(is_aside), "{:?}", home.names());
    }
}

#[test]
fn a_left_over_draft_of_a_killed_start_does_not_matter() {
    let home = Home::new();
    fs::write(home.beside(".new"), b"half a database").unwrap();
    fs::write(home.beside(".new-wal"), b"half a log").unwrap();
    put_rows(&mut home.open(), 1);
    assert_eq!(home.names(), ["findmesh.db", "findmesh.db.lock"]);
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let home = filled();
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.pragma_update(None, "user_version", 9_999).unwrap();
    drop(db);
    let before = fs::read(home.path()).unwrap();
    let refused = home.try_open().map(|opened| opened.incident);
    assert!(matches!(refused, Err(StoreError::TooNew { found: 9_999, known: 3 })), "{refused:?}");
    assert_eq!(fs::read(home.path()).unwrap(), before);
}
