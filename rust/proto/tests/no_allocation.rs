//! Decoding allocates nothing, whatever the network: a phone decodes hundreds of adverts a second in the background.

#![allow(missing_docs)]
#![allow(unsafe_code, reason = "counting allocations takes an allocator, whose trait is unsafe")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::hint::black_box;

use common::{address, annotated, bytes, vectors};
use findmesh_proto::advert::{FieldValue, decode};
use findmesh_proto::command::{beacon_actions, dult, ranging};
use findmesh_proto::{Address, Advert, Deployment, Frame};
use serde_json::{Value, json};

const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, counting what each thread asks for.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: every call goes to the system's allocator unchanged; the counter neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promises are the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are the system allocator's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

struct Sample {
    data: Vec<u8>,
    address: Option<Address>,
}

impl Sample {
    fn new(data: &Value, text: &Value, kind: &Value) -> Self {
        Self { data: bytes(data), address: address(text, kind) }
    }

    fn decode(&self) -> Option<Advert<'_>> {
        decode(&Frame { data: &self.data, address: self.address }, &DEPLOYMENT).ok().flatten()
    }
}

/// Networks without recorded adverts in the vectors, and frames that are refused.
const SELF_MADE: [&str; 8] = [
    "02 01 06 07 16 b2fc 01 00 aabb",
    "06 16 2cfe 00000a",
    "0d 16 2cfe 00 40 02044aa1 21 c7c8 18 00",
    "17 16 5afd 12 010203 1122334455667788 9b 80 0001 aabbccdd",
    "11 16 69fd 01 000102030405060708090a0b 02",
    "05 16 25fa 0102",
    "03 03 25fa",
    "05 16 aafe 40 3a 09 16",
];

/// Adverts of every network.
fn samples() -> Vec<Sample> {
    let labelled = vectors("adverts.json");
    let labelled = labelled["cases"].as_array().unwrap();
    let apple = vectors("apple-adverts.json");
    let apple = apple["cases"].as_array().unwrap();
    let native = vectors("native-v1.json");
    let native = native["schedule"]["cases"].as_array().unwrap();
    let random = json!("random");
    labelled
        .iter()
        .map(|case| Sample::new(&case["adv_hex"], &case["addr"], &case["addr_type"]))
        .chain(apple.iter().map(|case| Sample::new(&case["adv"], &case["address"], &case["address_type"])))
        .chain(native.iter().map(|case| Sample::new(&case["extended_advert"], &Value::Null, &random)))
        .chain(
            native.iter().map(|case| Sample::new(&case["compact_advert"], &case["compact_address"], &random)),
        )
        .chain(SELF_MADE.map(|text| Sample { data: annotated(text), address: None }))
        .collect()
}

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(black_box(Box::new(7)))), 1);
}

#[test]
fn decoding_allocates_nothing() {
    for sample in samples() {
        let count = allocations(|| {
            let Some(advert) = black_box(sample.decode()) else { return };
            let _ = black_box((advert.network(), advert.kind(), advert.state(), advert.battery()));
            let _ = black_box((advert.key(), advert.reports_to()));
            advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
                let _ = black_box((name, value));
            });
        });
        assert_eq!(count, 0, "{}", hex::encode(&sample.data));
    }
}

#[test]
fn reading_what_a_tag_answers_allocates_nothing() {
    for file in ["dult-commands.json", "ranging-oob.json"] {
        for case in vectors(file)["cases"].as_array().unwrap() {
            let message = bytes(&case["message"]);
            let count = allocations(|| {
                let _ = black_box((dult::Request::decode(&message), dult::Response::decode(&message)));
                match black_box(ranging::Message::decode(&message)).map(|message| message.body) {
                    Ok(ranging::Body::CapabilityResponse { blocks, .. }) => blocks.iter().for_each(|block| {
                        let _ = black_box(block.capability());
                    }),
                    Ok(ranging::Body::Configuration { blocks, .. }) => blocks.iter().for_each(|block| {
                        let _ = black_box(block.configuration());
                    }),
                    _ => {}
                }
            });
            assert_eq!(count, 0, "{case}");
        }
    }
}

#[test]
fn reading_beacon_actions_allocates_nothing() {
    let file = vectors("beacon-actions.json");
    let rows = ["requests", "responses"].map(|list| file[list].as_array().unwrap());
    for row in rows.into_iter().flatten() {
        let message = bytes(&row["bytes"]);
        let count = allocations(|| {
            let packet = beacon_actions::Packet::decode(&message);
            let _ = black_box(packet.map(|packet| {
                (beacon_actions::Request::decode(&packet), beacon_actions::Response::decode(&packet))
            }));
        });
        assert_eq!(count, 0, "{row}");
    }
}

#[test]
fn every_network_is_among_the_samples() {
    let samples = samples();
    let found: BTreeSet<_> =
        samples.iter().filter_map(Sample::decode).map(|advert| advert.network()).collect();
    let all = [
        "altbeacon",
        "apple",
        "chipolo",
        "dult",
        "eddystone",
        "fast_pair",
        "fhn",
        "findmesh",
        "ibeacon",
        "mibeacon",
        "pebblebee",
        "samsung",
        "tile",
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), all);
}
