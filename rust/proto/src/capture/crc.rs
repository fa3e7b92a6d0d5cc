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

/// What eight bits that leave the register do to those that stay.
const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut rest: &mut [u32] = &mut table;
    let mut byte = 0;
    while let Some((entry, after)) = rest.split_first_mut() {
        *entry = eight_bits(byte);
        byte += 1;
        rest = after;
    }
    table
}

const fn eight_bits(mut crc: u32) -> u32 {
    let mut bit = 0;
    while bit < 8 {
        crc = if crc & 1 == 0 { crc >> 1 } else { (crc >> 1) ^ POLYNOMIAL };
        bit += 1;
    }
    crc
}

fn step(crc: u32, byte: &u8) -> u32 {
    let [low, ..] = crc.to_le_bytes();
    // A byte always is an index of the table.
    crc >> 8 ^ TABLE.get(usize::from(low ^ byte)).copied().unwrap_or_default()
}
