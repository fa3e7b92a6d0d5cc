//! The service that every tag offers people who do not own it: they can make it sound and ask what it is.
//!
//! Source: draft-ietf-dult-accessory-protocol-00 (2024-11-04), "Accessory non-owner service" and "Sound". A message
//! is an opcode and its operand, little endian, written to one characteristic; answers come as indications of it,
//! whole, so that the connection needs an MTU of [`MTU_MIN`]. A tag answers only while it is away from its owner.

mod category;
mod opcode;
mod response;
mod values;

pub use category::Category;
pub use opcode::{Opcode, Status};
pub use response::Response;
pub use values::{BatteryLevel, BatteryType, Capabilities, Name, NameError, Version};

/// The service, `15190001-12F4-C226-88ED-2AC5579F2A85`, big endian.
pub const SERVICE_UUID: [u8; 16] = 0x1519_0001_12F4_C226_88ED_2AC5_579F_2A85_u128.to_be_bytes();

/// Its characteristic, `8E0C0001-1D68-FB92-BF61-48377421680E`, big endian: written to, indicates.
pub const CHARACTERISTIC_UUID: [u8; 16] = 0x8E0C_0001_1D68_FB92_BF61_4837_7421_680E_u128.to_be_bytes();

/// The MTU that holds the longest answer, a name of 64 bytes.
pub const MTU_MIN: u16 = 69;

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Not even an opcode.
    #[error("a message of {length} bytes has no opcode")]
    Short {
        /// Bytes given.
        length: usize,
    },
    /// Not an opcode of this direction.
    #[error("opcode {opcode:#06x} is not known here")]
    UnknownOpcode {
        /// The opcode.
        opcode: u16,
    },
    /// The operand is shorter or longer than this opcode has it.
    #[error("an operand of {length} bytes under opcode {opcode:#06x}")]
    OperandLength {
        /// The opcode.
        opcode: u16,
        /// Bytes of the operand.
        length: usize,
    },
    /// A name that is not UTF-8.
    #[error("the name under opcode {opcode:#06x} is not UTF-8")]
    NotText {
        /// The opcode.
        opcode: u16,
    },
}

/// Opcode and operand of a message.
fn split(message: &[u8]) -> Result<(Opcode, &[u8]), DecodeError> {
    let short = DecodeError::Short { length: message.len() };
    let (opcode, operand) = message.split_first_chunk().ok_or(short)?;
    Ok((Opcode::from_code(u16::from_le_bytes(*opcode)), operand))
}

/// What is written to a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// Asks for the product data.
    ProductData,
    /// Asks for the manufacturer's name.
    ManufacturerName,
    /// Asks for the model's name.
    ModelName,
    /// Asks for the category.
    AccessoryCategory,
    /// Asks for the version of this protocol.
    ProtocolVersion,
    /// Asks for the capabilities.
    Capabilities,
    /// Asks for the network.
    NetworkId,
    /// Asks for the firmware's version.
    FirmwareVersion,
    /// Asks for the kind of battery; optional.
    BatteryType,
    /// Asks for the battery's level; optional.
    BatteryLevel,
    /// Asks for the version of the network's protocol; optional.
    NetworkVersion,
    /// Starts the sound, which then ends by itself.
    SoundStart,
    /// Stops the sound.
    SoundStop,
    /// Asks for the identifier, which a tag gives for five minutes after its button was pressed; optional.
    Identifier,
}

impl Request {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::ProductData,
        Self::ManufacturerName,
        Self::ModelName,
        Self::AccessoryCategory,
        Self::ProtocolVersion,
        Self::Capabilities,
        Self::NetworkId,
        Self::FirmwareVersion,
        Self::BatteryType,
        Self::BatteryLevel,
        Self::NetworkVersion,
        Self::SoundStart,
        Self::SoundStop,
        Self::Identifier,
    ];

    /// The opcode.
    pub const fn opcode(self) -> Opcode {
        match self {
            Self::ProductData => Opcode::GetProductData,
            Self::ManufacturerName => Opcode::GetManufacturerName,
            Self::ModelName => Opcode::GetModelName,
            Self::AccessoryCategory => Opcode::GetAccessoryCategory,
            Self::ProtocolVersion => Opcode::GetProtocolVersion,
            Self::Capabilities => Opcode::GetCapabilities,
            Self::NetworkId => Opcode::GetNetworkId,
            Self::FirmwareVersion => Opcode::GetFirmwareVersion,
            Self::BatteryType => Opcode::GetBatteryType,
            Self::BatteryLevel => Opcode::GetBatteryLevel,
            Self::NetworkVersion => Opcode::GetNetworkVersion,
            Self::SoundStart => Opcode::SoundStart,
            Self::SoundStop => Opcode::SoundStop,
            Self::Identifier => Opcode::GetIdentifier,
        }
    }

    /// The message: no request has an operand.
    pub const fn encode(self) -> [u8; 2] {
        self.opcode().code().to_le_bytes()
    }

    /// Reads what was written to a tag.
    ///
    /// # Errors
    /// [`DecodeError::Short`], [`DecodeError::UnknownOpcode`] and [`DecodeError::OperandLength`].
    pub fn decode(message: &[u8]) -> Result<Self, DecodeError> {
        let (opcode, operand) = split(message)?;
        let unknown = DecodeError::UnknownOpcode { opcode: opcode.code() };
        let request = Self::ALL.into_iter().find(|request| request.opcode() == opcode).ok_or(unknown)?;
        let length = DecodeError::OperandLength { opcode: opcode.code(), length: operand.len() };
        operand.is_empty().then_some(request).ok_or(length)
    }
}
