//! The labelled adverts of public parsers' tests. Each network's file says what a row of theirs is in the names of
//! docs/cli.md.

use findmesh_proto::Deployment;
use findmesh_proto::advert::decode;
use serde_json::Value;

use crate::common::{address, bytes, vectors};
use crate::{DEPLOYMENT, Frame, Want, altbeacon, chipolo, eddystone, fhn, ibeacon, mibeacon, tile};

/// What a row says; `None` where no network may be found in it.
fn want(case: &Value) -> Option<Want> {
    let expect = &case["expect"];
    match expect["ecosystem"].as_str().unwrap() {
        "none" | "exposure_notification" => None,
        "google_fhn" => Some(fhn::labelled(expect)),
        "eddystone_uid" => Some(eddystone::labelled_uid(expect)),
        "eddystone_url" => Some(eddystone::labelled_url(expect)),
        "eddystone_tlm" => Some(eddystone::labelled_tlm(expect)),
        "eddystone_etlm" => Some(eddystone::labelled_etlm(expect)),
        "eddystone_eid" => Some(eddystone::labelled_eid(expect)),
        "ibeacon" => Some(ibeacon::labelled(expect)),
        "altbeacon" => Some(altbeacon::labelled(expect)),
        "chipolo" => Some(chipolo::labelled(expect, &case["addr"])),
        "tile" => Some(tile::labelled(expect)),
        "mibeacon" => Some(mibeacon::labelled(expect)),
        other => panic!("nobody says what {other} is"),
    }
}

/// Whatever company id a deployment has.
#[test]
fn labelled_adverts() {
    let file = vectors("adverts.json");
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() >= 118);
    for case in cases {
        eprintln!("{}", case["id"]);
        let data = bytes(&case["adv_hex"]);
        let frame = Frame { data: &data, address: address(&case["addr"], &case["addr_type"]) };
        for deployment in [Deployment::COMMON, DEPLOYMENT] {
            let decoded = decode(&frame, &deployment).ok().flatten();
            match want(case) {
                Some(want) => want.check(&decoded.unwrap()),
                None => assert_eq!(decoded, None),
            }
        }
    }
}
