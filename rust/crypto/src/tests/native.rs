//! native-v1.json: schedule, adverts under masks, reports, keys that are none.

use super::{COMMON, array, backends, bytes, number, rows, vectors};
use crate::native::{
    BODY_LENGTH, EpochError, PrivateKey, SEPARATED_SLOT, Schedule, SealError, TagSecret, chain_key, day_of,
    ephemeral, epoch_key, epoch_key_with, lookup_id, mask_header, mask_status, open, seal, slot_of,
};
use findmesh_proto::{
    Report,
    advert::findmesh::{compact_advert, compact_header, extended_advert},
};

#[test]
fn the_schedule_gives_every_row() {
    let file = vectors("native-v1.json");
    let secret = TagSecret::from_bytes(array(&file["schedule"], "tag_secret"));
    for row in rows(&file["schedule"]["cases"]) {
        let chain = chain_key(&secret, number(row, "day"));
        assert_eq!(chain.expose(), &array(row, "chain"));
        assert_eq!(chain.day_secret().expose(), &array(row, "day_secret"));
        for backend in backends() {
            let epoch = epoch_key_with(backend, &chain.day_secret(), number(row, "slot")).expect("a key");
            assert_eq!(*epoch.private_key.expose(), array(row, "private_key"));
            assert_eq!(epoch.key, array(row, "key"));
            assert_eq!(epoch.private_key.key(), &epoch.key);
            assert_eq!(epoch.mask, array(row, "mask"));
            assert_eq!(epoch.lookup_id, array(row, "lookup_id"));
        }
    }
}

#[test]
fn masks_give_the_adverts_of_every_row() {
    // Status of the file: battery low, moved, UWB.
    let (status, compact_status) = (0b1011_0000, 0b0000_1100);
    let file = vectors("native-v1.json");
    for row in rows(&file["schedule"]["cases"]) {
        let (key, mask) = (array(row, "key"), array(row, "mask"));
        let near_owner = row["near_owner"].as_bool().expect("near_owner");
        assert_eq!(near_owner, row["slot"] != SEPARATED_SLOT);

        let extended = extended_advert(&COMMON, &key, mask_status(status, mask), near_owner);
        assert_eq!(extended.to_vec(), bytes(row, "extended_advert"));
        assert_eq!(mask_status(mask_status(status, mask), mask), status);

        let header = mask_header(compact_header(&key, compact_status, near_owner), mask);
        let (address, advert) = compact_advert(0xFFFF, &key, header);
        assert_eq!(advert.to_vec(), bytes(row, "compact_advert"));
        assert_eq!(address.to_string(), row["compact_address"].as_str().expect("an address"));
        assert_eq!(mask_header(header, mask) & 0b1110, compact_status);
    }
}

#[test]
fn reports_seal_to_the_byte_and_open() {
    for row in rows(&vectors("native-v1.json")["report"]) {
        let (key, random, plaintext) = (array(row, "key"), array(row, "random"), array(row, "plaintext"));
        let report = Report::decode(&plaintext).expect("a report");
        assert_eq!(report.encode(), plaintext);
        for backend in backends() {
            let pair = ephemeral(backend, &key, &plaintext, &random).expect("no fault");
            assert_eq!(*pair.expose(), array(row, "ephemeral_private_key"));

            let body = seal(backend, &key, &report, &COMMON, &random).expect("sealed");
            assert_eq!(body, array::<BODY_LENGTH>(row, "body"));

            let private = PrivateKey::from_bytes_with(backend, &array(row, "private_key")).expect("a key");
            assert_eq!(open(backend, &private, &body, &COMMON), Ok(report));
        }
    }
}

#[test]
fn the_ids_of_the_frames_are_those_of_the_first_report() {
    let file = vectors("native-v1.json");
    let id = lookup_id(&array(&file["report"][0], "key"));
    for frame in ["upload_of_first_report", "query_for_it"] {
        let frame = bytes(&file["frames"], frame);
        assert!(frame.windows(id.len()).any(|window| window == id));
    }
}

#[test]
fn keys_that_are_no_points_are_refused() {
    for row in rows(&vectors("native-v1.json")["keys"]) {
        let accepted = row["accepted"].as_bool().expect("accepted");
        for backend in backends() {
            let key = array(row, "key");
            assert_eq!(backend.lift(&key).is_some(), accepted, "{}", row["why"]);
            let sealed = seal(backend, &key, &super::report(), &COMMON, &[9; 32]);
            assert_eq!(sealed == Err(SealError::InvalidKey), !accepted, "{}", row["why"]);
            assert_eq!(sealed.is_ok(), accepted, "{}", row["why"]);
        }
    }
}

#[test]
fn slots_are_0_to_95_and_255() {
    let day = chain_key(&TagSecret::from_bytes([1; 32]), 0).day_secret();
    for slot in 0..=u8::MAX {
        match epoch_key(&day, slot) {
            Ok(_) => assert!(slot < 96 || slot == SEPARATED_SLOT, "{slot}"),
            Err(error) => {
                assert_eq!(error, EpochError::ReservedSlot { slot });
                assert!((96..255).contains(&slot), "{slot}");
            }
        }
    }
}

#[test]
fn a_schedule_gives_the_same_in_any_order() {
    let secret = TagSecret::from_bytes([3; 32]);
    let mut schedule = Schedule::new(secret.clone(), 20_000);
    for day in [5, 6, 6, 40, 3, 0, 7] {
        let alone = epoch_key(&chain_key(&secret, day).day_secret(), SEPARATED_SLOT).expect("a key");
        assert_eq!(schedule.epoch(day, SEPARATED_SLOT).expect("a key"), alone, "day {day}");
    }
}

#[test]
fn days_and_slots_of_a_time() {
    let schedule = Schedule::new(TagSecret::from_bytes([3; 32]), 20_000);
    let noon = 20_002 * 86_400 + 43_200;
    assert_eq!(day_of(noon), 20_002);
    assert_eq!(schedule.day_index(noon), Some(2));
    assert_eq!(schedule.day_index(19_999 * 86_400), None);
    assert_eq!([slot_of(noon), slot_of(noon - 1), slot_of(86_399), slot_of(86_400)], [48, 47, 95, 0]);
}
