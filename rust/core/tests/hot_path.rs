//! What an advert costs that says nothing new: no allocation, and no keyed hash.
#![allow(missing_docs, unused_results)]
#![allow(unsafe_code, reason = "an allocator that counts is made of the system's one")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::{Event, Finder, FinderConfig, Fix, Now, Restored, ScanSlot, Seed};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::{Address, AddressKind, Deployment, FixSource, Frame, PackedSighting, PackedWriter};

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise is handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const NOW: Now = Now { boot_ms: 3_600_000, wall_ms: 1_800_000_000_000 };

fn handle(finder: &mut Finder, event: &Event) -> usize {
    let before = ALLOCATIONS.with(Cell::get);
    let effects = finder.handle(event, NOW, Seed([7; 32]));
    let after = ALLOCATIONS.with(Cell::get);
    drop(effects);
    after - before
}

/// A finder at work in the middle of a town, with a good fix.
fn ready() -> Finder {
    let mut finder = Finder::new(FinderConfig::default(), HashKey::from_bytes([1; 32]));
    let grant = ConsentEntry {
        purpose: Purpose::CrowdReporting,
        decision: Decision::Granted,
        text_version: "1".to_owned(),
        locale: "en".to_owned(),
        wall_ms: NOW.wall_ms,
        how: "test".to_owned(),
    };
    let restored = Restored { consent: vec![grant], ..Restored::default() };
    let fix = Fix {
        latitude: 48.0,
        longitude: 11.0,
        accuracy_m: 10.0,
        altitude_m: None,
        speed_mps: None,
        source: FixSource::Gnss,
        mock: false,
        boot_ms: NOW.boot_ms,
    };
    for event in [
        Event::Restored(Box::new(restored)),
        Event::Enable,
        Event::ScanStarted { slot: ScanSlot::Standing },
        Event::Fix(fix),
    ] {
        handle(&mut finder, &event);
    }
    finder
}

/// `count` adverts of 20 tags.
fn batch(count: usize) -> Event {
    let mut writer = PackedWriter::new();
    for n in (0..20u8).cycle().take(count) {
        let data = extended_advert(&Deployment::COMMON.service_uuid, &[n; 32], 0, false);
        let address = Some(Address::new([0xC0, 0, 0, 0, 0, n], AddressKind::Random));
        let frame = Frame { data: &data, address };
        let elapsed_nanos = NOW.boot_ms * 1_000_000;
        let one = PackedSighting { frame, rssi: -60, tx_power: 127, extended_pdu: true, elapsed_nanos };
        writer.push(&one).unwrap();
    }
    Event::Ingest { ticket: 1, packed: writer.finish() }
}

#[test]
fn a_known_advert_allocates_nothing() {
    let mut finder = ready();
    let (short, long) = (batch(20), batch(20_000));
    // The first batch seals, the next ones only learn that there is nothing new.
    for _ in 0..3 {
        handle(&mut finder, &short);
    }
    assert_eq!(handle(&mut finder, &long), handle(&mut finder, &short));
}
