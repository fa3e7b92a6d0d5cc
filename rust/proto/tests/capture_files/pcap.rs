//! Files of pcap: byte orders, clocks, link types.

use crate::common::annotated;
use crate::{air_packet, read};

pub(crate) fn pcap_header(link: u32) -> Vec<u8> {
    let mut header = annotated("d4c3b2a1 0200 0400 00000000 00000000 00000400");
    header.extend(link.to_le_bytes());
    header
}

pub(crate) fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = pcap_header(link);
    for packet in packets {
        file.extend(1_754_269_908_u32.to_le_bytes());
        file.extend(885_715_u32.to_le_bytes());
        file.extend((packet.len() as u32).to_le_bytes());
        file.extend((packet.len() as u32).to_le_bytes());
        file.extend(packet);
    }
    file
}

#[test]
fn what_stands_beside_the_link_type_of_pcap() {
    // A frame check sequence of two bytes is announced in the upper half of the field.
    let outcome = read(&pcap(251 | 0x1400_0000, &[air_packet()]));
    assert_eq!((outcome.ended, outcome.counts.adverts), (Ok(()), 1));
}

#[test]
fn both_byte_orders_and_clocks_of_pcap() {
    let packet = air_packet();
    for (magic, big) in [("a1b2c3d4", true), ("a1b23c4d", true), ("d4c3b2a1", false), ("4d3cb2a1", false)] {
        let number = |value: u32| {
            if big { value.to_be_bytes() } else { value.to_le_bytes() }
        };
        let mut file = annotated(magic);
        file.extend([0; 16]);
        file.extend(number(251));
        for field in [1, 500, packet.len() as u32, packet.len() as u32] {
            file.extend(number(field));
        }
        file.extend(&packet);
        let nanos = if magic.contains("3c") { 500 } else { 500_000 };
        assert_eq!(read(&file).items[0].time, Some(1_000_000_000 + nanos), "{magic}");
    }
}
