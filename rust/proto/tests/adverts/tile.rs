//! Tiles.

use findmesh_proto::Rejection;
use findmesh_proto::advert::tile::{OTHER_UUIDS, Rejection as Tile, UUID};
use serde_json::{Value, json};

use crate::common::annotated;
use crate::{Want, read, refused, service_data};

const TILE: &str = "
    02 01 06                            # flags
    03 03 edfe                          # list of UUIDs
    0d 16 edfe                          # service data, 13 bytes
    0200                                # a tag in use
    dae6579629d91f12                    # its rotating id
";

/// What a row of public tests says, in our names.
pub(crate) fn labelled(expect: &Value) -> Want {
    let fields = json!({"service_uuid": expect["uuid"], "data": expect["data"]});
    Want { network: "tile", kind: "advert", state: "unknown", fields }
}

#[test]
fn a_tag_in_use() {
    let data = annotated(TILE);
    let advert = read(&data, None).unwrap().unwrap();
    labelled(&json!({"uuid": "feed", "data": "0200dae6579629d91f12"})).check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

/// Nobody has said what they are for.
#[test]
fn other_uuids_are_shown_as_they_are() {
    for (uuid, text) in OTHER_UUIDS.into_iter().zip(["feec", "fd84"]) {
        let data = service_data(uuid, &[7]);
        labelled(&json!({"uuid": text, "data": "07"})).check(&read(&data, None).unwrap().unwrap());
        assert_eq!(refused(&service_data(uuid, &[]), None), Rejection::Tile(Tile::Empty));
    }
}

#[test]
fn frames_are_checked() {
    let cases: [(&[u8], Tile); 5] = [
        (&[], Tile::Empty),
        (&[0x02], Tile::Form),
        (&[0x00, 0x02, 1], Tile::Form),
        (&[0x02, 0x01, 1], Tile::Form),
        (&[0x03, 0x00, 1], Tile::Form),
    ];
    for (payload, reason) in cases {
        assert_eq!(refused(&service_data(UUID, payload), None), Rejection::Tile(reason));
    }
}

#[test]
fn a_listed_uuid_is_no_tile() {
    assert_eq!(read(&annotated(TILE)[..7], None), Ok(None));
}
