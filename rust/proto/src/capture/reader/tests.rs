//! Memory stays flat, however long the capture is.

use std::vec::Vec;

use super::*;

/// A btsnoop file (H4): its header, and a record that is repeated without end.
const HEADER: &[u8] = b"btsnoop\0\0\0\0\x01\0\0\x03\xEA";

fn record() -> Vec<u8> {
    // An event with two legacy reports: an Apple advert, and one without data.
    let reports = [
        &[0x03, 1, 0x6F, 0xBB, 0x30, 5, 0x44, 0xDA, 8, 7, 0xFF, 0x4C, 0, 0x12, 2, 0, 1, 0xC4][..],
        &[0x03, 1, 1, 2, 3, 4, 5, 0xC6, 0, 0xB0],
    ]
    .concat();
    let length = u8::try_from(reports.len() + 2).unwrap();
    let packet = [&[4, 0x3E, length, 2, 2], reports.as_slice()].concat();
    let size = u32::try_from(packet.len()).unwrap().to_be_bytes();
    [&size, &size, &[0, 0, 0, 3], &[0; 4], &0x00E2_0000_0000_0000_u64.to_be_bytes()[..], &packet].concat()
}

#[test]
fn an_endless_capture_is_read_in_flat_memory() {
    const CHUNK: usize = 64 * 1024;
    let record = record();
    let mut stream = record.iter().copied().cycle();
    let mut reader = CaptureReader::new(None);
    reader.push(HEADER);
    let mut item = CaptureItem::default();
    let (mut adverts, mut pushed, mut most) = (0, 0, 0);
    while pushed < 32 << 20 {
        let chunk: Vec<u8> = stream.by_ref().take(CHUNK).collect();
        reader.push(&chunk);
        pushed += chunk.len();
        while let Some(next) = reader.next_into(&mut item) {
            next.unwrap();
            adverts += 1;
        }
        most = most.max(reader.input.capacity() + reader.event.capacity() + item.data.capacity());
    }
    assert_eq!(adverts, pushed / record.len() * 2);
    assert!(most < 4 * CHUNK, "{most}");
}

#[test]
fn reports_that_wait_survive_a_push() {
    let record = record();
    let mut reader = CaptureReader::new(None);
    reader.push(&[HEADER, record.as_slice()].concat());
    let first = reader.next().unwrap().unwrap();
    // The second report of the event is still to come.
    reader.push(&record);
    let parts: Vec<_> = reader.by_ref().map(|item| (item.as_ref().unwrap().n, item.unwrap().part)).collect();
    assert_eq!((first.n, first.part), (1, Some(1)));
    assert_eq!(parts, [(1, Some(2)), (2, Some(1)), (2, Some(2))]);
    reader.finish();
    assert!(reader.next().is_none() && reader.ended().is_ok());
}
