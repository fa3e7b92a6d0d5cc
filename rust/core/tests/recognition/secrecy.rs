//! What the resolver prints and says of itself.

use findmesh_core::owner::{OffsetRange, OwnTag, StaticIdentity, TagKeys};

use crate::tags::{NOW, all_keys, id, knowing_all, one_of_each};

/// Digits that would show key material, identifiers or times.
fn assert_silent(printed: &str) {
    let longest = printed.split(|c: char| !c.is_ascii_hexdigit()).map(str::len).max();
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    assert!(longest < Some(9) && digits < 6, "{printed}");
}

#[test]
fn nothing_prints_keys_names_or_times() {
    let resolver = knowing_all(3, NOW);
    assert_silent(&format!("{resolver:?}"));
    for keys in all_keys(3) {
        assert_silent(&format!("{:?}", OwnTag { id: id(1), keys }));
    }
    let fixed = [
        StaticIdentity::Address([0xAB; 6]),
        StaticIdentity::IBeacon { uuid: [0xAB; 16], major: 12_345, minor: 54_321 },
        StaticIdentity::AltBeacon([0xAB; 20]),
        StaticIdentity::EddystoneUid { namespace: [0xAB; 10], instance: [0xCD; 6] },
    ];
    for identity in fixed {
        assert_silent(&format!("{:?}", TagKeys::Static(identity)));
    }
    for air in one_of_each(3, NOW) {
        assert_silent(&format!("{:?}", air.resolved(&resolver, NOW).unwrap()));
    }
    assert_silent(&format!("{:?}", resolver.learnt(id(1)).unwrap()));
    assert_silent(&format!("{:?}", OffsetRange::new(-123_456_789, 123_456_789).unwrap()));
    assert_silent(&format!("{:?}", resolver.export().next().unwrap()));
}

#[test]
fn a_resolver_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&knowing_all(3, NOW));
}
