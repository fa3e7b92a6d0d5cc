//! Files of btsnoop: header, records, datalinks.

use crate::common::annotated;
use crate::{ADVERT, legacy_event, read};
use findmesh_proto::AddressKind;
use findmesh_proto::capture::InputKind;

/// A btsnoop file of H4 packets.
pub(crate) fn btsnoop(packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = annotated("6274736e6f6f7000 00000001 000003ea");
    for packet in packets {
        btsnoop_record(&mut file, packet, 0);
    }
    file
}

/// 2021-02-01T03:27:59.789053Z.
const BTSNOOP_TIME: i64 = 0x00DC_DDB3_0F2F_8000 + 1_612_150_079_789_053;

pub(crate) fn btsnoop_record(file: &mut Vec<u8>, packet: &[u8], flags: u32) {
    let length = (packet.len() as u32).to_be_bytes();
    file.extend(length.iter().chain(&length));
    file.extend(flags.to_be_bytes());
    file.extend([0; 4]);
    file.extend(BTSNOOP_TIME.to_be_bytes());
    file.extend(packet);
}

#[test]
fn a_btsnoop_record_is_an_advert_with_everything_it_says() {
    let outcome = read(&btsnoop(&[legacy_event()]));
    let [item] = outcome.items.as_slice() else { panic!("{:?}", outcome.errors) };
    assert_eq!((item.n, item.part), (1, None));
    assert_eq!(item.time, Some(1_612_150_079_789_053_000));
    let address = item.address.unwrap();
    assert_eq!((address.to_string().as_str(), address.kind), ("DA:44:05:30:BB:6F", AddressKind::Random));
    assert_eq!((item.rssi, item.tx_power, item.extended_pdu), (Some(-60), None, false));
    assert_eq!(item.data, ADVERT);
    assert_eq!((outcome.kind, outcome.ended), (Some(InputKind::Btsnoop), Ok(())));
}

#[test]
fn other_datalinks_of_btsnoop() {
    let event = &legacy_event()[1..];
    let mut plain = annotated("6274736e6f6f7000 00000001 000003e9");
    btsnoop_record(&mut plain, event, 3);
    btsnoop_record(&mut plain, event, 2);
    btsnoop_record(&mut plain, event, 1);
    let mut monitor = annotated("6274736e6f6f7000 00000001 000007d1");
    btsnoop_record(&mut monitor, event, 0x0001_0003);
    btsnoop_record(&mut monitor, event, 0x0001_0002);
    btsnoop_record(&mut monitor, b"note", 0x0001_000C);
    for file in [plain, monitor] {
        let counts = read(&file).counts;
        assert_eq!((counts.records, counts.adverts, counts.other), (3, 1, 2));
    }
}
