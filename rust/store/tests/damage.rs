//! Damaged files are set aside and reported, never a crash loop.
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::print_stdout, unused_results)]

mod common;

use std::fs;

use common::{Home, counter, counts, put_rows, rows};
use findmesh_core::StoreTrouble;
use findmesh_store::{CORRUPT_FILES, Retention, Store, StoreError, VAULT_LOST_ROWS};
use findmesh_testkit::samples::{DAY, noon, queue_row};

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

/// Opens what was damaged: set aside, or all there, or rows were dropped and counted. Nothing goes in silence. Whether it
/// was set aside.
fn is_replaced_or_whole(hurt: &Home, what: &str) -> bool {
    let mut opened = hurt.try_open().unwrap_or_else(|error| panic!("{what}: {error}"));
    let restored = opened.store.restore().unwrap();
    let (queue, pending, seen) = counts(&restored);
    match opened.incident {
        Some(StoreTrouble::Corrupt) => assert_eq!((queue, pending, seen), (0, 0, 0), "{what}"),
        _ => {
            assert_eq!(queue, ROWS as usize, "{what}");
            let (whole, dropped) = (pending + seen == 2 * ROWS as usize, counter(&restored, VAULT_LOST_ROWS));
            assert!(whole || dropped > 0, "{what}: {pending} and {seen} rows, and nothing was counted");
            let readable =
                (1..=ROWS).all(|n| opened.store.queue_row(queue_row(n).entry.id).unwrap().is_some());
            assert!(readable, "{what}: rows that are not found");
        }
    }
    put_rows(&mut opened.store, 2);
    drop(opened.store);
    assert_eq!(hurt.try_open().unwrap().incident, None, "{what}: an incident at every opening");
    opened.incident == Some(StoreTrouble::Corrupt)
}

/// Zeros, noise, what lay there before the file was filled, and the page after it: a write that went astray.
#[test]
fn any_damaged_page_is_damage_or_does_not_matter() {
    let home = filled();
    let whole = fs::read(home.path()).unwrap();
    let pages = whole.len() / PAGE;
    let (mut hurt_pages, mut replaced) = (0, 0);
    for page in 0..pages {
        let (place, next) = (page * PAGE..(page + 1) * PAGE, (page + 1) % pages * PAGE);
        let noise: Vec<u8> = (0..PAGE).map(|at| (at * 131 + page * 17) as u8).collect();
        let half = [&whole[place.clone()][..PAGE / 2], &noise[PAGE / 2..]].concat();
        for (kind, bytes) in
            [vec![0; PAGE], noise, half, whole[next..next + PAGE].to_vec()].into_iter().enumerate()
        {
            let hurt = home.copy();
            damage(&hurt, |file| file[place.clone()].copy_from_slice(&bytes));
            hurt_pages += 1;
            replaced += usize::from(is_replaced_or_whole(&hurt, &format!("page {page}, kind {kind}")));
        }
    }
    println!("{hurt_pages} damaged pages, {replaced} files set aside");
    assert!(replaced * 10 > hurt_pages * 7, "{replaced} of {hurt_pages} were missed");
}

#[test]
fn a_file_that_ends_at_any_page_is_damage() {
    let home = filled();
    let length = fs::metadata(home.path()).unwrap().len() as usize;
    for cut in (0..length).step_by(PAGE).chain((100..length).step_by(5 * PAGE + 1)) {
        let hurt = home.copy();
        damage(&hurt, |bytes| bytes.truncate(cut));
        assert!(is_replaced_or_whole(&hurt, &format!("cut at {cut}")), "cut at {cut}: nobody saw it");
    }
}

#[test]
fn any_byte_of_the_header_is_damage_or_does_not_matter() {
    let home = filled();
    for at in 0..100 {
        let hurt = home.copy();
        damage(&hurt, |bytes| bytes[at] ^= 0x5A);
        // A version from the future is not damage: it is refused, and left for whoever wrote it.
        match hurt.try_open() {
            Err(StoreError::TooNew { .. }) => assert!((60..64).contains(&at)),
            opened => drop(opened.unwrap_or_else(|error| panic!("byte {at}: {error}"))),
        }
    }
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

/// Each frame of the log in turn, in its head and in its page: what was committed before it stands, whole.
#[test]
fn a_damaged_log_loses_what_follows_and_nothing_else() {
    const COMMITS: u64 = 20;
    let home = Home::new();
    let mut store = home.open();
    for _ in 0..COMMITS {
        let count = findmesh_core::Change::Count { day: DAY, name: "commits".into(), add: 1 };
        store.commit(&[rows(1), vec![count]].concat()).unwrap();
    }
    let whole = home.copy();
    drop(store);
    let length = fs::metadata(whole.beside("-wal")).unwrap().len() as usize;
    let frames = (length - 32) / (24 + PAGE);
    assert!(frames > 40, "{frames}");
    let head = (0..32).map(|at| (at, 0));
    let of_frame = |frame: usize| [4, 10, 20, 24, 2_000].map(|at| (32 + frame * (24 + PAGE) + at, frame));
    let mut before = 0;
    for (at, frame) in head.chain((0..frames).flat_map(of_frame)) {
        let hurt = whole.copy();
        let mut log = fs::read(hurt.beside("-wal")).unwrap();
        log[at] ^= 0x40;
        fs::write(hurt.beside("-wal"), log).unwrap();
        let mut opened = hurt.try_open().unwrap();
        assert_eq!(opened.incident, None, "byte {at}");
        let restored = opened.store.restore().unwrap();
        let found = restored.counters.first().map_or(0, |(_, _, count)| *count);
        assert!(found < COMMITS || frame == 0, "byte {at} of frame {frame}: {found}");
        assert!(found >= before || frame == 0, "byte {at} of frame {frame}: {found} after {before}");
        assert_eq!(counts(&restored) == (1, 1, 1), found > 0, "byte {at}");
        before = if frame == 0 { 0 } else { found };
    }
    assert_eq!(before, COMMITS - 1, "the last frame is of the last commit");
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
        store.maintain(noon(DAY + 14), Retention::default()).unwrap();
        assert!(home.names().iter().any(is_aside));
        if withdrawn {
            store.commit(&[findmesh_core::Change::EraseCrowd]).unwrap();
        } else {
            store.maintain(noon(DAY + 15), Retention::default()).unwrap();
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
    assert!(matches!(refused, Err(StoreError::TooNew { found: 9_999, known: 4 })), "{refused:?}");
    assert_eq!(fs::read(home.path()).unwrap(), before);
}
