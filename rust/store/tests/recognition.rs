//! What a resolver learnt of a tag's clock is there for the next process.
#![allow(missing_docs, unused_results)]

mod common;

use common::Home;
use findmesh_core::owner::{FhnKeys, OwnTag, Resolver, ResolverConfig, TagId, TagKeys};
use findmesh_core::{Change, Seed};
use findmesh_crypto::fhn::{self, Curve, IdentityKey};
use findmesh_proto::advert::decode;
use findmesh_proto::{Deployment, Frame};
use findmesh_store::Store;

const TAG: TagId = TagId([4; 16]);
const NOW: i64 = 1_800_000_000;
const CLOCK_ZERO: i64 = NOW - 5_000_000;
/// The tag's clock is ten hours slow.
const OFFSET: i64 = -36_000;

fn identity() -> IdentityKey {
    IdentityKey::from_bytes([6; 32])
}

fn started(now: i64) -> Resolver {
    let mut resolver = Resolver::new(ResolverConfig::default(), Seed([1; 32]));
    let keys = FhnKeys { identity: identity(), curves: vec![Curve::Secp160r1], clock_zero: CLOCK_ZERO };
    resolver.add(OwnTag { id: TAG, keys: TagKeys::Fhn(keys) }, now).unwrap();
    resolver
}

/// Whether what the tag sends at `now` is recognised; then it is learnt from.
fn hears(resolver: &mut Resolver, now: i64) -> bool {
    resolver.build(now);
    let counter = u32::try_from(now + OFFSET - CLOCK_ZERO).unwrap();
    let eid = fhn::ephemeral(&identity(), counter, Curve::Secp160r1).unwrap().eid;
    let data = fhn::advert(&eid, None, false);
    let advert = decode(&Frame { data: &data, address: None }, &Deployment::COMMON).unwrap().unwrap();
    let found = resolver.resolve(&advert, None, now);
    found.is_some_and(|found| {
        resolver.observe(&found);
        true
    })
}

#[test]
fn the_next_process_looks_where_the_tag_was() {
    let home = Home::new();
    let mut first = started(NOW);
    for round in 0..5 {
        assert!(hears(&mut first, NOW + round * 1_024));
    }
    let changes: Vec<Change> = first.export().map(Change::PutLearnt).collect();
    home.open().commit(&changes).unwrap();

    let later = NOW + 20_000;
    let mut second = started(later);
    let kept = home.open().learnt().unwrap();
    assert!(kept.iter().all(|kept| second.restore(kept)));
    assert_eq!(second.learnt(TAG), first.learnt(TAG));
    assert!(hears(&mut second, later));
    assert!(second.candidates() < 15, "a narrow window, not half a day: {}", second.candidates());
}
