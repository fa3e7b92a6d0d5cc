//! Packets of the link layer, from sniffers.

use crate::common::annotated;
use crate::pcap::pcap;
use crate::{ADVERT, air_packet, read};
use findmesh_proto::capture::RecordFault;

#[test]
fn link_layer_packets() {
    let good = air_packet();
    let mut wrong = good.clone();
    wrong[12] ^= 1;
    let mut data_channel = good.clone();
    data_channel[0] = 0;
    let mut scan_request = good.clone();
    scan_request[4] = 0x43;
    let short = good[..good.len() - 1].to_vec();
    let outcome = read(&pcap(251, &[good, wrong, data_channel, scan_request, short, vec![0xD6]]));
    let [item] = outcome.items.as_slice() else { panic!("{:?}", outcome.counts) };
    assert_eq!((item.n, item.time, item.rssi), (1, Some(1_754_269_908_885_715_000), None));
    assert_eq!(item.address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    let counts = outcome.counts;
    assert_eq!((counts.bad_crc, counts.other, counts.malformed), (1, 2, 2));
    assert_eq!(outcome.errors[0].reason, RecordFault::LinkLayer);
}

/// A packet after ten bytes of the radio: channel 37, signal -55, and these flags.
fn with_radio(flags: u16, packet: &[u8]) -> Vec<u8> {
    let mut record = annotated("00 c9 80 00 d6be898e");
    record.extend(flags.to_le_bytes());
    record.extend(packet);
    record
}

#[test]
fn the_radio_says_what_is_valid() {
    let good = air_packet();
    let mut wrong = good.clone();
    wrong[12] ^= 1;
    let rssi = |flags, packet: &[u8]| {
        let outcome = read(&pcap(256, &[with_radio(flags, packet)]));
        (outcome.items.first().map(|item| item.rssi), outcome.counts.bad_crc, outcome.counts.other)
    };
    assert_eq!(rssi(0x0001, &good), (Some(None), 0, 0), "power not valid");
    assert_eq!(rssi(0x0003, &good), (Some(Some(-55)), 0, 0), "power valid");
    assert_eq!(rssi(0x0003, &wrong), (None, 1, 0), "not checked: computed");
    assert_eq!(rssi(0x0C03, &wrong), (Some(Some(-55)), 0, 0), "checked and valid");
    assert_eq!(rssi(0x0403, &good), (None, 1, 0), "checked and wrong");
    assert_eq!(rssi(0x0002, &good), (None, 0, 1), "still whitened");
    let mut coded = good.clone();
    coded.insert(4, 0);
    assert_eq!(rssi(0x8003, &coded), (Some(Some(-55)), 0, 0), "coded PHY");
}

/// A packet after the header of Nordic's sniffer, with these flags and 55 dB below 1 mW.
fn from_nordic(flags: u8, packet: &[u8]) -> Vec<u8> {
    let mut record = annotated("08 3100 03 0100 02  0a");
    record.push(flags);
    record.extend(annotated("25 37 0000 78563412"));
    record.extend(packet);
    record
}

#[test]
fn packets_of_nordics_sniffer() {
    let good = air_packet();
    let mut coded = good.clone();
    coded.insert(4, 0);
    let mut version_0 = from_nordic(0x01, &good);
    version_0[..8].copy_from_slice(&annotated("beef 06 0100 0000 19"));
    let outcome = read(&pcap(
        272,
        &[
            from_nordic(0x01, &good),
            from_nordic(0x00, &good),
            from_nordic(0x21, &coded),
            version_0,
            annotated("08 0200 03 0100 0e 0102"), // an answer to a ping
            annotated("08 02"),
            from_nordic(0x01, &good[..good.len() / 2]),
        ],
    ));
    let rssi: Vec<_> = outcome.items.iter().map(|item| (item.n, item.rssi)).collect();
    assert_eq!(rssi, [(1, Some(-55)), (3, Some(-55)), (4, Some(-55))]);
    assert_eq!(outcome.items[0].address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    let counts = outcome.counts;
    assert_eq!((counts.bad_crc, counts.other, counts.malformed), (1, 1, 2));
}

#[test]
fn extended_link_layer_packets() {
    let packet = |payload: &str| {
        let payload = annotated(payload);
        let mut packet = annotated("d6be898e 47");
        packet.push(payload.len() as u8);
        packet.extend(payload);
        packet.extend([0; 3]);
        with_radio(0x0C03, &packet)
    };
    let outcome = read(&pcap(
        256,
        &[
            packet("0a 49 6fbb300544da 1234 f6  07ff4c0012020001"), // address, set, power; data
            packet("07 01 6fbb300544da"),                           // a pointer only
            packet("00 07ff4c0012020001"),                          // no header: a chained PDU
            packet("02 01 6f 07ff4c0012020001"),                    // an address that is cut
        ],
    ));
    let [first, chained] = outcome.items.as_slice() else { panic!("{:?}", outcome.errors) };
    assert_eq!((first.tx_power, first.extended_pdu, first.rssi), (Some(-10), true, Some(-55)));
    assert_eq!(first.address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    assert_eq!((first.data.as_slice(), chained.data.as_slice()), (ADVERT.as_slice(), ADVERT.as_slice()));
    assert_eq!(chained.address, None);
    assert_eq!((outcome.counts.other, outcome.counts.malformed), (1, 1));
}
