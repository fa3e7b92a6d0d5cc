//! Files of pcapng: sections, interfaces, blocks.

use crate::common::annotated;
use crate::{air_packet, read};
use findmesh_proto::capture::{CaptureError, InputKind, RecordFault};

/// A pcapng file is a list of blocks: type and content, framed here.
pub(crate) fn pcapng(big: bool, blocks: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let number = |value: u32| {
        if big { value.to_be_bytes() } else { value.to_le_bytes() }
    };
    let mut file = Vec::new();
    for (kind, content) in blocks {
        let padded = content.len().next_multiple_of(4);
        let length = number(padded as u32 + 12);
        file.extend(number(*kind));
        file.extend(length);
        file.extend(content);
        file.resize(file.len() + padded - content.len(), 0);
        file.extend(length);
    }
    file
}

const SECTION: u32 = 0x0A0D_0D0A;

fn section() -> (u32, Vec<u8>) {
    (SECTION, annotated("4d3c2b1a 0100 0000 ffffffffffffffff"))
}

fn interface(link: &str, options: &str) -> (u32, Vec<u8>) {
    (1, annotated(&format!("{link} 0000 00000400 {options}")))
}

fn enhanced(interface: u8, ticks: u64, packet: &[u8]) -> (u32, Vec<u8>) {
    let mut content = vec![interface, 0, 0, 0];
    content.extend(((ticks >> 32) as u32).to_le_bytes());
    content.extend((ticks as u32).to_le_bytes());
    content.extend((packet.len() as u32).to_le_bytes());
    content.extend((packet.len() as u32).to_le_bytes());
    content.extend(packet);
    (6, content)
}

#[test]
fn pcapng_blocks() {
    let packet = air_packet();
    let mut simple = (packet.len() as u32).to_le_bytes().to_vec();
    simple.extend(&packet);
    let mut obsolete = enhanced(0, 2_000_000, &packet);
    obsolete.0 = 2;
    let file = pcapng(
        false,
        &[
            section(),
            interface("fb00", ""),
            interface("0100", ""),
            enhanced(0, 1_754_269_908_885_715, &packet),
            (0x0BAD, vec![1, 2, 3]),
            enhanced(1, 1, &packet),
            enhanced(7, 1, &packet),
            (6, vec![0; 8]),
            (3, simple),
            obsolete,
        ],
    );
    let outcome = read(&file);
    let times: Vec<_> = outcome.items.iter().map(|item| (item.n, item.time)).collect();
    assert_eq!(times, [(1, Some(1_754_269_908_885_715_000)), (5, None), (6, Some(2_000_000_000))]);
    let reasons: Vec<_> = outcome.errors.iter().map(|error| (error.n, error.reason)).collect();
    assert_eq!(reasons, [(3, RecordFault::Interface(7)), (4, RecordFault::Block)]);
    assert_eq!((outcome.counts.records, outcome.counts.other), (6, 1));
    assert_eq!((outcome.kind, outcome.ended), (Some(InputKind::Pcapng), Ok(())));
}

#[test]
fn clocks_of_pcapng() {
    let nanoseconds = "0900 0100 09000000";
    let binary_and_offset = "0900 0100 94000000  0e00 0800 6400000000000000  0000 0000";
    let hopeless = "0900 0100 7f000000";
    let file = pcapng(
        false,
        &[
            section(),
            interface("fb00", nanoseconds),
            interface("fb00", binary_and_offset),
            interface("fb00", hopeless),
            enhanced(0, 1_500_000_001, &air_packet()),
            enhanced(1, 1 << 20, &air_packet()),
            enhanced(2, 1, &air_packet()),
        ],
    );
    let outcome = read(&file);
    let times: Vec<_> = outcome.items.iter().map(|item| item.time).collect();
    assert_eq!(times, [Some(1_500_000_001), Some(101_000_000_000)]);
    assert_eq!(outcome.errors[0].reason, RecordFault::Interface(2));
}

#[test]
fn sections_of_the_other_byte_order() {
    let packet = air_packet();
    let mut content = vec![0; 12];
    content.extend((packet.len() as u32).to_be_bytes());
    content.extend((packet.len() as u32).to_be_bytes());
    content.extend(&packet);
    let mut file = pcapng(false, &[section(), interface("fb00", ""), enhanced(0, 0, &packet)]);
    file.extend(pcapng(
        true,
        &[
            (SECTION, annotated("1a2b3c4d 0001 0000 ffffffffffffffff")),
            (6, content.clone()),
            (1, annotated("00fb 0000 00000000")),
            (6, content),
        ],
    ));
    let outcome = read(&file);
    assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(outcome.errors[0].reason, RecordFault::Interface(0), "a new section describes its own");
}

#[test]
fn a_block_of_an_impossible_length_ends_the_file() {
    let mut file = pcapng(false, &[section(), interface("fb00", ""), enhanced(0, 0, &air_packet())]);
    let at = file.len() as u64;
    file.extend(annotated("06000000 0b000000 0000000000000000"));
    let outcome = read(&file);
    assert_eq!((outcome.counts.adverts, outcome.ended), (1, Err(CaptureError::Corrupt { offset: at })));
}

#[test]
fn a_cut_pcapng_file() {
    let file = pcapng(false, &[section(), interface("fb00", ""), enhanced(0, 0, &air_packet())]);
    let outcome = read(&file[..file.len() - 1]);
    assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: 28 + 20 }));
    assert_eq!((outcome.counts.records, outcome.counts.malformed), (1, 1));
}
