//! A deployment: one operator's network, as tags name it on the air.

use alloc::string::String;

use serde::{Deserialize, Serialize};

/// What names one operator's network on the air (docs/formats.md, preamble).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deployment {
    /// The service UUID, big endian: the order in which it is written.
    pub service_uuid: [u8; 16],
    /// The Bluetooth company id of compact adverts; without one only the extended form exists.
    pub company_id: Option<u16>,
}

/// Text that names no deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeploymentError {
    /// Not a UUID in its dashed form.
    #[error("not a UUID of the form 2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f")]
    ServiceUuid,
    /// Not a company id.
    #[error("not a company id of four hex digits")]
    CompanyId,
}

impl Deployment {
    /// The common network. It has no company id of its own yet.
    pub const COMMON: Self = Self {
        service_uuid: [
            0x2f, 0x9a, 0xc1, 0xfc, 0x42, 0x04, 0x4d, 0xfa, 0x9f, 0xc0, 0xfc, 0x78, 0x5b, 0x09, 0xcc, 0x2f,
        ],
        company_id: None,
    };

    /// The company id for tests and demos. A finder accepts it only where its configuration names it.
    pub const TEST_COMPANY_ID: u16 = 0xFFFF;

    /// The same network with this company id.
    pub const fn with_company_id(self, company_id: u16) -> Self {
        Self { company_id: Some(company_id), ..self }
    }
}

impl Default for Deployment {
    fn default() -> Self {
        Self::COMMON
    }
}

/// Characters of a UUID in its dashed form.
pub const UUID_TEXT_LENGTH: usize = 36;

/// Places of the dashes in the text of a UUID.
const DASHES: [usize; 4] = [8, 13, 18, 23];

/// Reads a UUID in its dashed form, digits of either case, into big-endian bytes.
pub fn parse_uuid(text: &str) -> Result<[u8; 16], DeploymentError> {
    let dashes = text.char_indices().filter(|(_, c)| *c == '-').map(|(at, _)| at);
    if !dashes.eq(DASHES) {
        return Err(DeploymentError::ServiceUuid);
    }
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    let mut uuid = [0; 16];
    hex::decode_to_slice(digits, &mut uuid).map_err(|_| DeploymentError::ServiceUuid)?;
    Ok(uuid)
}

/// Writes a UUID in its dashed lower-case form.
pub fn format_uuid(uuid: &[u8; 16]) -> String {
    String::from(write_uuid(uuid, &mut [0; UUID_TEXT_LENGTH]))
}

/// Writes a UUID in its dashed lower-case form into `buffer`.
pub fn write_uuid<'b>(uuid: &[u8; 16], buffer: &'b mut [u8; UUID_TEXT_LENGTH]) -> &'b str {
    let mut digits = [0; 32];
    // 16 bytes have 32 digits.
    let _ = hex::encode_to_slice(uuid, &mut digits);
    let mut digits = digits.into_iter();
    for (at, to) in buffer.iter_mut().enumerate() {
        *to = if DASHES.contains(&at) { b'-' } else { digits.next().unwrap_or(b'0') };
    }
    core::str::from_utf8(buffer).unwrap_or_default()
}

/// Reads a company id of four hex digits, of either case.
pub fn parse_company_id(text: &str) -> Result<u16, DeploymentError> {
    let mut bytes = [0; 2];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| DeploymentError::CompanyId)?;
    Ok(u16::from_be_bytes(bytes))
}

/// Writes a company id as four lower-case hex digits.
pub fn format_company_id(company_id: u16) -> String {
    alloc::format!("{company_id:04x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_uuid_goes_both_ways() {
        let text = "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f";
        assert_eq!(parse_uuid(text), Ok(Deployment::COMMON.service_uuid));
        assert_eq!(parse_uuid(&text.to_uppercase()), Ok(Deployment::COMMON.service_uuid));
        assert_eq!(format_uuid(&Deployment::COMMON.service_uuid), text);
    }

    #[test]
    fn misplaced_dashes_and_digits_are_refused() {
        for text in [
            "",
            "2f9ac1fc42044dfa9fc0fc785b09cc2f",
            "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2",
            "2f9ac1f-c4204-4dfa-9fc0-fc785b09cc2f",
            "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2g",
            "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f-",
        ] {
            assert_eq!(parse_uuid(text), Err(DeploymentError::ServiceUuid), "{text}");
        }
    }

    #[test]
    fn a_company_id_has_four_digits() {
        assert_eq!(parse_company_id("FFff"), Ok(Deployment::TEST_COMPANY_ID));
        assert_eq!(format_company_id(0x4C), "004c");
        for text in ["", "4c", "0x4c", "0004c"] {
            assert_eq!(parse_company_id(text), Err(DeploymentError::CompanyId), "{text}");
        }
    }
}
