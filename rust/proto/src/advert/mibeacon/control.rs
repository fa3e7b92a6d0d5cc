//! What a MiBeacon says about itself.

/// The frame control. Bits that are not named here are reserved, or old and unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrameControl(u16);

const ENCRYPTED: u16 = 1 << 3;
const MAC: u16 = 1 << 4;
const CAPABILITY: u16 = 1 << 5;
const OBJECT: u16 = 1 << 6;
const MESH: u16 = 1 << 7;
const BOUND: u16 = 1 << 8;
const SOLICITED: u16 = 1 << 9;

impl FrameControl {
    /// From its bytes on the air.
    pub(super) const fn from_le_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }

    /// All of it.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Version of the format, 0 to 15.
    pub const fn version(self) -> u8 {
        let [high, _] = self.0.to_be_bytes();
        high >> 4
    }

    /// Objects are encrypted.
    pub const fn is_encrypted(self) -> bool {
        self.0 & ENCRYPTED != 0
    }

    /// The frame names its sender's address.
    pub const fn has_mac(self) -> bool {
        self.0 & MAC != 0
    }

    /// The frame has a capability byte.
    pub const fn has_capability(self) -> bool {
        self.0 & CAPABILITY != 0
    }

    /// The frame has objects.
    pub const fn has_object(self) -> bool {
        self.0 & OBJECT != 0
    }

    /// The device is part of a mesh.
    pub const fn is_mesh(self) -> bool {
        self.0 & MESH != 0
    }

    /// The device is registered with an account.
    pub const fn is_bound(self) -> bool {
        self.0 & BOUND != 0
    }

    /// The device asks to be registered.
    pub const fn is_solicited(self) -> bool {
        self.0 & SOLICITED != 0
    }

    /// How the device proves what it is: 0 in an old way, 1 by a secure chip, 2 in the standard way; 3 is reserved.
    pub const fn auth_mode(self) -> u8 {
        let [high, _] = self.0.to_be_bytes();
        (high >> 2) & 3
    }
}
