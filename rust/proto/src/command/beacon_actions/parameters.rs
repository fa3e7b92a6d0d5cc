//! The parameters of a tag: what the block holds that a tag encrypts under the account key.

/// 16 bytes, `power ‖ clock (4) ‖ curve ‖ components ‖ volume selection ‖ zeros (8)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeaconParameters {
    /// As received at a distance of 0 m, dBm, −100 to 20.
    pub calibrated_power: i8,
    /// The tag's clock, seconds; from it follow its EIDs.
    pub clock: u32,
    /// 0 secp160r1, 1 secp256r1; others are reserved.
    pub curve: u8,
    /// How many components can ring, 0 to 3; others are reserved.
    pub ring_components: u8,
    /// 1 when three volumes can be chosen, 0 when not; others are reserved.
    pub volume_selection: u8,
    /// Zeros, until a later version says otherwise.
    pub reserved: [u8; 8],
}

impl BeaconParameters {
    /// Bytes of the block.
    pub const LENGTH: usize = 16;

    /// Takes the decrypted block apart.
    pub const fn decode(block: &[u8; Self::LENGTH]) -> Self {
        let [power, c0, c1, c2, c3, curve, ring_components, volume_selection, reserved @ ..] = *block;
        Self {
            calibrated_power: power.cast_signed(),
            clock: u32::from_be_bytes([c0, c1, c2, c3]),
            curve,
            ring_components,
            volume_selection,
            reserved,
        }
    }

    /// The block before it is encrypted.
    pub const fn encode(&self) -> [u8; Self::LENGTH] {
        let [c0, c1, c2, c3] = self.clock.to_be_bytes();
        let [r0, r1, r2, r3, r4, r5, r6, r7] = self.reserved;
        let (power, volume) = (self.calibrated_power.cast_unsigned(), self.volume_selection);
        let (curve, ring) = (self.curve, self.ring_components);
        [power, c0, c1, c2, c3, curve, ring, volume, r0, r1, r2, r3, r4, r5, r6, r7]
    }
}
