//! The CRC of link layer packets on the advertising channels (Bluetooth Core, Vol 6 Part B §3.1.1).

/// 0x555555 with its bits in the order in which they go on the air.
const ADVERTISING_INIT: u32 = 0xAA_AAAA;
/// x²⁴ + x¹⁰ + x⁹ + x⁶ + x⁴ + x³ + x + 1, likewise.
const POLYNOMIAL: u32 = 0xDA_6000;

/// Whether `crc`, as it follows the PDU on the air, is the PDU's.
pub(super) fn matches(pdu: &[u8], crc: [u8; 3]) -> bool {
    let [a, b, c] = crc;
    pdu.iter().fold(ADVERTISING_INIT, step) == u32::from_le_bytes([a, b, c, 0])
}

fn step(crc: u32, byte: &u8) -> u32 {
    (0..8).fold(
        crc ^ u32::from(*byte),
        |crc, _| {
            if crc & 1 == 0 { crc >> 1 } else { (crc >> 1) ^ POLYNOMIAL }
        },
    )
}
