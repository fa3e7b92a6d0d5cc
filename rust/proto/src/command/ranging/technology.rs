//! Ways to measure a distance.

use super::super::coded::coded;

coded! {
    /// A way to measure a distance.
    Technology: u8 {
        /// Ultra-wideband.
        Uwb = 0 "uwb",
        /// Bluetooth channel sounding.
        ChannelSounding = 1 "ble_cs",
        /// Round-trip time over Wi-Fi aware.
        NanRtt = 2 "nan_rtt",
        /// Bluetooth signal strength.
        Rssi = 3 "ble_rssi",
    }
}

/// A set of technologies: a bitmap, bit n for the technology with number n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Technologies(pub u16);

impl Technologies {
    /// Whether `technology` is in the set; those from number 16 on never are.
    pub const fn contains(self, technology: Technology) -> bool {
        self.0 & Self::bit(technology) != 0
    }

    /// The set with `technology`; those from number 16 on cannot be added.
    #[must_use]
    pub const fn with(self, technology: Technology) -> Self {
        Self(self.0 | Self::bit(technology))
    }

    /// Its members in ascending order, reserved ones too.
    pub fn iter(self) -> impl Iterator<Item = Technology> {
        (0..16).map(Technology::from_code).filter(move |technology| self.contains(*technology))
    }

    const fn bit(technology: Technology) -> u16 {
        match 1_u16.checked_shl(technology.code() as u32) {
            Some(bit) => bit,
            None => 0,
        }
    }
}

impl FromIterator<Technology> for Technologies {
    fn from_iter<I: IntoIterator<Item = Technology>>(technologies: I) -> Self {
        technologies.into_iter().fold(Self::default(), Self::with)
    }
}
