//! Frames of the Find Hub network.

use findmesh_proto::advert::fhn;
use findmesh_proto::{Advert, Network, Rejection};
use serde_json::{Value, json};

use crate::common::{annotated, array, bytes, fields, vectors};
use crate::{Want, read, refused, service_data};

/// The identifier of the schedule's vector for counter 0x400.
const EID: &str = "3a19ac7db9a3a9140c0faceae210ec57a127fb31";

const SEPARATED: &str = "
    02 01 06                            # flags
    19 16 aafe                          # service data, 25 bytes
    41                                  # unwanted tracking protection mode
    3a19ac7db9a3a9140c0f                # identifier of 160 bits
    aceae210ec57a127fb31
    71                                  # flags, masked
";

const NORMAL_256: &str = "
    02 01 06                            # flags
    24 16 aafe                          # service data, 36 bytes: extended advertising
    40                                  # normal mode
    8f119ff8403f62d8274a06cfe42b1c9e    # identifier of 256 bits
    f477c5a0779b28e7b84c6e7358fff0eb
";

#[test]
fn separated() {
    let data = annotated(SEPARATED);
    let advert = read(&data, None).unwrap().unwrap();
    let fields = json!({"frame": "41", "eid": EID, "hashed_flags": "71", "unwanted_tracking_mode": true});
    Want { network: "fhn", kind: "eid160", state: "separated", fields }.check(&advert);
    assert_eq!(advert.key().map(hex::encode).as_deref(), Some(EID));
    assert_eq!((advert.battery(), advert.reports_to()), (None, Some(Network::Fhn)));
}

#[test]
fn normal_with_256_bits() {
    let data = annotated(NORMAL_256);
    let advert = read(&data, None).unwrap().unwrap();
    let eid = "8f119ff8403f62d8274a06cfe42b1c9ef477c5a0779b28e7b84c6e7358fff0eb";
    let fields = json!({"frame": "40", "eid": eid, "unwanted_tracking_mode": false});
    Want { network: "fhn", kind: "eid256", state: "unknown", fields }.check(&advert);
    assert_eq!(advert.key().map(hex::encode).as_deref(), Some(eid));
}

/// The specification wants them there; tags of hobbyists leave them out and are found.
#[test]
fn a_separated_frame_may_lack_its_flags() {
    let mut data = annotated(SEPARATED);
    assert_eq!(data.pop(), Some(0x71));
    data[3] = 0x18;
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!((advert.kind(), advert.state().as_str()), ("eid160", "separated"));
    assert!(fields(&advert).get("hashed_flags").is_none());
}

#[test]
fn four_lengths_are_known() {
    for length in 0..60 {
        for frame in [fhn::NORMAL, fhn::UNWANTED_TRACKING] {
            let mut payload = vec![0xAB; length];
            payload.insert(0, frame);
            let data = service_data(0xFEAA, &payload);
            match length {
                20 | 21 => assert_eq!(read(&data, None).unwrap().unwrap().kind(), "eid160"),
                32 | 33 => assert_eq!(read(&data, None).unwrap().unwrap().kind(), "eid256"),
                _ => assert_eq!(refused(&data, None), Rejection::Fhn(fhn::Rejection::Length)),
            }
        }
    }
}

/// Frames as the encoder of the other crate writes them.
#[test]
fn written_frames_are_read() {
    for case in vectors("fhn-v1.json")["adverts"].as_array().unwrap() {
        let data = bytes(&case["adv"]);
        let advert = read(&data, None).unwrap().unwrap();
        let Advert::Fhn(frame) = advert else { panic!("another network's") };
        assert_eq!(advert.key().unwrap(), bytes(&case["eid"]));
        assert_eq!(
            frame.hashed_flags,
            case["hashed_flags"].as_str().map(|_| array::<1>(&case["hashed_flags"])[0])
        );
        assert_eq!(Some(frame.unwanted_tracking_mode), case["unwanted_tracking"].as_bool());
    }
}

pub(crate) fn labelled(expect: &Value) -> Want {
    let separated = expect["frame"] == "utp";
    let frame = if separated { "41" } else { "40" };
    let mut fields = json!({"frame": frame, "eid": expect["eid"], "unwanted_tracking_mode": separated});
    if expect["hashed_flags"].is_string() {
        fields["hashed_flags"] = expect["hashed_flags"].clone();
    }
    let kind = if expect["eid"].as_str().unwrap().len() == 40 { "eid160" } else { "eid256" };
    Want { network: "fhn", kind, state: if separated { "separated" } else { "unknown" }, fields }
}
