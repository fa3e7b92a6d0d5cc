//! Keys, identifiers and adverts of another implementation.

use super::super::backends;
use super::{array, bytes, curve, eid, identity_key, number, rows, vectors};
use crate::fhn::{
    AccountKey, Flags, IdentityKey, PrivateKey, ReservedFlags, TagBattery, advert, counter_of,
    ephemeral_with, identifier, lookup_url, masked, wrapped::OwnerKey,
};
use serde_json::Value;

fn file() -> Value {
    vectors("fhn-v1.json")
}

#[test]
fn keys_follow_from_the_identity_key() {
    for row in rows(&file()["keys"]) {
        let identity = identity_key(row);
        assert_eq!(identity.recovery_key().expose(), &array(row, "recovery_key"));
        assert_eq!(identity.ring_key().expose(), &array(row, "ring_key"));
        assert_eq!(identity.unwanted_tracking_key().expose(), &array(row, "unwanted_tracking_key"));
    }
}

#[test]
fn ephemeral_identifiers() {
    for row in rows(&file()["ephemerals"]) {
        for backend in backends() {
            let clock = number(row, "clock");
            let made = ephemeral_with(backend, &identity_key(row), clock, curve(row)).expect("no fault");
            assert_eq!(made.counter, number::<u32>(row, "counter"));
            assert_eq!(made.private_key.expose().as_slice(), bytes(row, "private_key"));
            assert_eq!(made.eid.as_slice(), bytes(row, "eid"));
            assert_eq!(made.lookup_id, array(row, "lookup_id"));
            assert_eq!([made.flags_mask], array(row, "flags_mask"));
            assert_eq!(made.private_key.eid(), &made.eid);
        }
    }
}

#[test]
fn private_keys_have_their_eid_up_to_the_order() {
    for row in rows(&file()["private_keys"]) {
        let key = PrivateKey::from_bytes(&bytes(row, "private_key")).expect("a private key");
        assert_eq!((key.curve(), key.eid()), (curve(row), &eid(row)), "{}", row["why"]);
        assert_eq!(key.expose().as_slice(), bytes(row, "private_key"), "{}", row["why"]);
    }
}

#[test]
fn other_private_keys_are_refused() {
    for row in rows(&file()["no_private_keys"]) {
        let refused = PrivateKey::from_bytes(&bytes(row, "private_key"));
        assert!(refused.is_err(), "{}", row["why"]);
    }
}

#[test]
fn flags_go_both_ways() {
    for row in rows(&file()["flags"]) {
        let battery = match row["battery"].as_str().expect("a battery") {
            "unsupported" => TagBattery::Unsupported,
            "normal" => TagBattery::Normal,
            "low" => TagBattery::Low,
            "critical" => TagBattery::Critical,
            other => panic!("{other}"),
        };
        let flags = Flags { unwanted_tracking: row["unwanted_tracking"] == true, battery };
        let ([mask], [byte]) = (array(row, "mask"), array(row, "byte"));
        assert_eq!(flags.masked(mask), byte);
        assert_eq!(Flags::unmask(byte, mask), Ok(flags));
        assert_eq!(Flags::unmask(byte ^ 0x48, mask), Err(ReservedFlags { flags: (byte ^ 0x48) ^ mask }));
    }
}

#[test]
fn adverts_are_written_to_the_byte() {
    for row in rows(&file()["adverts"]) {
        let flags = row["hashed_flags"].is_string().then(|| array::<1>(row, "hashed_flags")[0]);
        let written = advert(&eid(row), flags, row["unwanted_tracking"] == true);
        assert_eq!(written, bytes(row, "adv"));
    }
}

#[test]
fn identifiers_and_where_they_lead() {
    for row in rows(&file()["identifiers"]) {
        let made = identifier(&identity_key(row).recovery_key(), &eid(row));
        assert_eq!(made, array(row, "identifier"));
        assert_eq!(lookup_url(&made, &array(row, "product_data")), row["url"].as_str().expect("text"));
    }
}

#[test]
fn wrapped_keys_come_out() {
    for row in rows(&file()["wrapped"]) {
        let owner = OwnerKey::from_bytes(array(row, "owner_key"));
        let wrapped = bytes(row, "wrapped");
        match row["kind"].as_str().expect("a kind") {
            "identity_key" => {
                let expected = IdentityKey::from_bytes(array(row, "key"));
                assert_eq!(owner.unwrap_identity_key(&wrapped), Ok(expected));
            }
            "account_key" => {
                let expected = AccountKey::from_bytes(array(row, "key"));
                assert_eq!(owner.unwrap_account_key(&wrapped), Ok(expected));
            }
            other => panic!("{other}"),
        }
    }
}

#[test]
fn clocks_count_from_the_registration_in_steps_of_1024_seconds() {
    let pair_date = 1_790_000_000;
    assert_eq!(counter_of(pair_date, pair_date), Some(0));
    assert_eq!(counter_of(pair_date + 1023, pair_date), Some(0));
    assert_eq!(counter_of(pair_date + 1024, pair_date), Some(1024));
    assert_eq!(counter_of(pair_date - 1, pair_date), None);
    assert_eq!(counter_of(pair_date + (1 << 32), pair_date), None);
    assert_eq!(masked(u32::MAX), 0xFFFF_FC00);
}
