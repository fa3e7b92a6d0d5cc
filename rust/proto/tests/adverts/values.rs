//! Any values, written as their formats' specifications say, are read as they are.

use findmesh_proto::advert::{Advert, fhn};
use findmesh_proto::{Address, AddressKind};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::common::fields;
use crate::{manufacturer_data, read, service_data};

proptest! {
    #[test]
    fn find_hub(eid in prop_oneof![vec(any::<u8>(), 20), vec(any::<u8>(), 32)], flags: Option<u8>, away: bool) {
        let frame = if away { fhn::UNWANTED_TRACKING } else { fhn::NORMAL };
        let payload = [&[frame][..], &eid, flags.as_slice()].concat();
        let data = service_data(0xFEAA, &payload);
        let Ok(Some(Advert::Fhn(advert))) = read(&data, None) else { return Err(TestCaseError::fail("unknown")) };
        prop_assert_eq!(advert.eid.as_slice(), &eid);
        prop_assert_eq!((advert.hashed_flags, advert.unwanted_tracking_mode), (flags, away));
    }

    #[test]
    fn ibeacon(uuid: [u8; 16], major: u16, minor: u16, tx_power: i8) {
        let numbers = [major.to_be_bytes(), minor.to_be_bytes()].concat();
        let payload = [&[0x02, 0x15][..], &uuid, &numbers, &tx_power.to_be_bytes()].concat();
        let data = manufacturer_data(0x4C, &payload);
        let parts = [0..4, 4..6, 6..8, 8..10, 10..16].map(|range| hex::encode(&uuid[range]));
        let want = json!({"uuid": parts.join("-"), "major": major, "minor": minor, "tx_power": tx_power});
        prop_assert_eq!(fields(&read(&data, None).unwrap().unwrap()), want);
    }

    #[test]
    fn telemetry(millivolts: u16, temperature: i16, adv_count: u32, uptime_ds: u32) {
        let start = [&[0x20, 0][..], &millivolts.to_be_bytes(), &temperature.to_be_bytes()].concat();
        let payload = [&start[..], &adv_count.to_be_bytes(), &uptime_ds.to_be_bytes()].concat();
        let want = json!({
            "battery_mv": (millivolts != 0).then_some(millivolts),
            "temperature_c": (temperature != i16::MIN).then(|| f64::from(temperature) / 256.0),
            "adv_count": adv_count,
            "uptime_s": f64::from(uptime_ds) / 10.0,
        });
        let data = service_data(0xFEAA, &payload);
        prop_assert_eq!(fields(&read(&data, None).unwrap().unwrap()), want);
    }

    /// What the address says changes nothing where the key is all in the advert.
    #[test]
    fn the_address_does_not_matter(payload in vec(any::<u8>(), 0..40), address: [u8; 6]) {
        for uuid in [0xFEAA, 0xFCB2, 0xFE2C] {
            let data = service_data(uuid, &payload);
            let address = Address::new(address, AddressKind::Random);
            prop_assert_eq!(read(&data, None), read(&data, Some(address)));
        }
    }
}
