//! Masks over what a tag says about itself. Masking twice gives back what was there.

/// Bits 3-1 of the compact header: moved and battery.
const HEADER_BITS: u8 = 0b0000_1110;

/// Masks or unmasks the status byte of the extended form.
#[must_use]
pub const fn mask_status(status: u8, mask: [u8; 2]) -> u8 {
    status ^ mask[0]
}

/// Masks or unmasks the header H of the compact form; all bits but 3-1 stay.
#[must_use]
pub const fn mask_header(header: u8, mask: [u8; 2]) -> u8 {
    header ^ (mask[1] & HEADER_BITS)
}
