//! What recognition takes of memory: nothing for an advert, few bytes for a candidate.
#![allow(missing_docs, unused_results)]
#![allow(unsafe_code, reason = "an allocator that counts is made of the system's one")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use findmesh_core::Seed;
use findmesh_core::owner::{
    FhnKeys, NativeKeys, OwnTag, Resolver, ResolverConfig, SamsungKeys, TagId, TagKeys,
};
use findmesh_crypto::native::{SEPARATED_SLOT, Schedule, TagSecret};
use findmesh_crypto::{fhn, samsung};
use findmesh_proto::advert::decode;
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::{Deployment, Frame};

const DAY: u32 = 20_468;
const NOW: i64 = DAY as i64 * 86_400 + 28_800;
/// What a candidate may take.
const BUDGET: f64 = 64.0;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

struct Counting;

fn count(bytes: isize) {
    ALLOCATIONS.with(|count| count.set(count.get() + 1));
    BYTES.with(|sum| sum.set(sum.get() + bytes));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: the caller's promise is handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.with(|sum| sum.set(sum.get() - layout.size().cast_signed()));
        // SAFETY: the caller's promise is handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Ten tags each of three networks: few candidates a tag, a hundred, a thousand.
fn tags() -> Vec<OwnTag> {
    let native = |number| {
        let secret = TagSecret::from_bytes([number; 32]);
        TagKeys::Native(NativeKeys { secret, provisioned_day: DAY - 9 })
    };
    let fhn = |number| {
        let identity = fhn::IdentityKey::from_bytes([number; 32]);
        TagKeys::Fhn(FhnKeys { identity, curves: vec![fhn::Curve::Secp160r1], clock_zero: NOW - 900_000 })
    };
    let samsung = |number| {
        let master = samsung::MasterSecret::from_bytes([number; 16]);
        TagKeys::Samsung(SamsungKeys { master, iv: [1; 16], seed: [2; 8] })
    };
    let keys = (0..10).flat_map(|number| [native(number), fhn(number), samsung(number)]);
    (0..).zip(keys).map(|(name, keys)| OwnTag { id: TagId([name; 16]), keys }).collect()
}

fn filled() -> Resolver {
    let mut resolver = Resolver::new(ResolverConfig::default(), Seed([5; 32]));
    for tag in tags() {
        resolver.add(tag, NOW).unwrap();
    }
    assert!(resolver.build(NOW).is_complete());
    resolver
}

#[test]
fn an_advert_allocates_nothing_found_or_not() {
    let resolver = filled();
    let own = Schedule::new(TagSecret::from_bytes([3; 32]), DAY - 9).epoch(9, SEPARATED_SLOT).unwrap().key;
    for (key, is_own) in [(own, true), ([0xAB; 32], false)] {
        let data = extended_advert(&Deployment::COMMON.service_uuid, &key, 0, false);
        let frame = Frame { data: &data, address: None };
        let advert = decode(&frame, &Deployment::COMMON).unwrap().unwrap();
        let before = ALLOCATIONS.with(Cell::get);
        let found = resolver.resolve(&advert, None, NOW);
        assert_eq!(ALLOCATIONS.with(Cell::get), before);
        assert_eq!(found.is_some(), is_own);
    }
}

/// All that the resolver holds, tags and their keys included, and the table alone.
#[test]
fn a_candidate_takes_less_than_64_bytes() {
    let before = BYTES.with(Cell::get);
    let resolver = filled();
    let held = (BYTES.with(Cell::get) - before) as f64 / resolver.candidates() as f64;
    let table = resolver.table_bytes() as f64 / resolver.candidates() as f64;
    assert!(resolver.candidates() > 10_000);
    assert!(held <= BUDGET, "{held:.1} bytes a candidate, {table:.1} of them in the table");
    assert!((40.0..=held).contains(&table));
}
