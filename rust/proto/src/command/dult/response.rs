//! What a tag answers, and what it says unasked.

use alloc::vec::Vec;
use core::fmt;

use super::{
    BatteryLevel, BatteryType, Capabilities, Category, DecodeError, Name, Opcode, Status, Version, split,
};

/// An indication of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Response<'a> {
    /// What the product is, in a registry of the network.
    ProductData([u8; 8]),
    /// The manufacturer's name.
    ManufacturerName(Name<'a>),
    /// The model's name.
    ModelName(Name<'a>),
    /// The category.
    AccessoryCategory {
        /// Byte 0.
        category: Category,
        /// The seven bytes after it, which have no meaning yet.
        reserved: [u8; 7],
    },
    /// The version of this protocol.
    ProtocolVersion(Version),
    /// The capabilities.
    Capabilities(Capabilities),
    /// The network: 1 Apple, 2 Google.
    NetworkId(u8),
    /// The firmware's version.
    FirmwareVersion(Version),
    /// The kind of battery.
    BatteryType(BatteryType),
    /// The battery's level.
    BatteryLevel(BatteryLevel),
    /// The version of the network's protocol.
    NetworkVersion(Version),
    /// How a command ended, or why a question has no answer.
    Command {
        /// Of the request.
        opcode: Opcode,
        /// How it ended.
        status: Status,
    },
    /// The sound came to its end.
    SoundCompleted,
    /// The identifier, sealed for the network's server.
    Identifier(&'a [u8]),
}

impl<'a> Response<'a> {
    /// The opcode.
    pub const fn opcode(&self) -> Opcode {
        match self {
            Self::ProductData(_) => Opcode::ProductData,
            Self::ManufacturerName(_) => Opcode::ManufacturerName,
            Self::ModelName(_) => Opcode::ModelName,
            Self::AccessoryCategory { .. } => Opcode::AccessoryCategory,
            Self::ProtocolVersion(_) => Opcode::ProtocolVersion,
            Self::Capabilities(_) => Opcode::Capabilities,
            Self::NetworkId(_) => Opcode::NetworkId,
            Self::FirmwareVersion(_) => Opcode::FirmwareVersion,
            Self::BatteryType(_) => Opcode::BatteryType,
            Self::BatteryLevel(_) => Opcode::BatteryLevel,
            Self::NetworkVersion(_) => Opcode::NetworkVersion,
            Self::Command { .. } => Opcode::CommandResponse,
            Self::SoundCompleted => Opcode::SoundCompleted,
            Self::Identifier(_) => Opcode::Identifier,
        }
    }

    /// The message; names without padding.
    pub fn encode(&self) -> Vec<u8> {
        let mut message = self.opcode().code().to_le_bytes().to_vec();
        match self {
            Self::ProductData(data) => message.extend(data),
            Self::ManufacturerName(name) | Self::ModelName(name) => message.extend(name.as_str().as_bytes()),
            Self::AccessoryCategory { category, reserved } => {
                message.push(category.code());
                message.extend(reserved);
            }
            Self::ProtocolVersion(version)
            | Self::FirmwareVersion(version)
            | Self::NetworkVersion(version) => {
                message.extend(version.to_bytes());
            }
            Self::Capabilities(capabilities) => message.extend(capabilities.0.to_le_bytes()),
            Self::NetworkId(network) => message.push(*network),
            Self::BatteryType(battery) => message.push(battery.code()),
            Self::BatteryLevel(level) => message.push(level.code()),
            Self::Command { opcode, status } => {
                message.extend(opcode.code().to_le_bytes());
                message.extend(status.code().to_le_bytes());
            }
            Self::SoundCompleted => {}
            Self::Identifier(payload) => message.extend(*payload),
        }
        message
    }

    /// Reads an indication; zeros at the end of a name are padding.
    ///
    /// # Errors
    /// Every variant of [`DecodeError`].
    pub fn decode(message: &'a [u8]) -> Result<Self, DecodeError> {
        let (opcode, operand) = split(message)?;
        let operand = Operand { opcode, bytes: operand };
        Ok(match opcode {
            Opcode::ProductData => Self::ProductData(operand.exact()?),
            Opcode::ManufacturerName => Self::ManufacturerName(operand.name()?),
            Opcode::ModelName => Self::ModelName(operand.name()?),
            Opcode::AccessoryCategory => {
                let [category, reserved @ ..] = operand.exact::<8>()?;
                Self::AccessoryCategory { category: Category::from_code(category), reserved }
            }
            Opcode::ProtocolVersion => Self::ProtocolVersion(operand.version()?),
            Opcode::Capabilities => Self::Capabilities(Capabilities(u32::from_le_bytes(operand.exact()?))),
            Opcode::NetworkId => Self::NetworkId(operand.byte()?),
            Opcode::FirmwareVersion => Self::FirmwareVersion(operand.version()?),
            Opcode::BatteryType => Self::BatteryType(BatteryType::from_code(operand.byte()?)),
            Opcode::BatteryLevel => Self::BatteryLevel(BatteryLevel::from_code(operand.byte()?)),
            Opcode::NetworkVersion => Self::NetworkVersion(operand.version()?),
            Opcode::CommandResponse => operand.command()?,
            Opcode::SoundCompleted => operand.exact().map(|[]| Self::SoundCompleted)?,
            Opcode::Identifier => Self::Identifier(operand.bytes),
            other => return Err(DecodeError::UnknownOpcode { opcode: other.code() }),
        })
    }
}

impl fmt::Debug for Response<'_> {
    /// Without product data and identifier, which tell tags apart and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Response").field(&self.opcode()).finish()
    }
}

struct Operand<'a> {
    opcode: Opcode,
    bytes: &'a [u8],
}

impl<'a> Operand<'a> {
    fn exact<const N: usize>(&self) -> Result<[u8; N], DecodeError> {
        self.bytes.try_into().map_err(|_| self.wrong_length())
    }

    fn byte(&self) -> Result<u8, DecodeError> {
        self.exact().map(|[byte]| byte)
    }

    fn version(&self) -> Result<Version, DecodeError> {
        self.exact().map(Version::from_bytes)
    }

    fn command(&self) -> Result<Response<'a>, DecodeError> {
        let [a, b, c, d] = self.exact()?;
        let opcode = Opcode::from_code(u16::from_le_bytes([a, b]));
        Ok(Response::Command { opcode, status: Status::from_code(u16::from_le_bytes([c, d])) })
    }

    fn name(&self) -> Result<Name<'a>, DecodeError> {
        if self.bytes.len() > Name::LENGTH_MAX {
            return Err(self.wrong_length());
        }
        let not_text = DecodeError::NotText { opcode: self.opcode.code() };
        let text = core::str::from_utf8(self.bytes).map_err(|_| not_text)?;
        Name::new(text.trim_end_matches('\0')).map_err(|_| self.wrong_length())
    }

    fn wrong_length(&self) -> DecodeError {
        DecodeError::OperandLength { opcode: self.opcode.code(), length: self.bytes.len() }
    }
}
