//! What a relay says about itself at `GET /.well-known/findmesh` (docs/formats.md §4).

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{BodyRule, Deployment};

/// Path of the descriptor.
pub const PATH: &str = "/.well-known/findmesh";

/// The descriptor. Fields that are not known here are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Descriptor {
    /// Versions of the API that it serves.
    pub versions: Vec<u32>,
    /// Its deployment's service UUID, big endian; text in JSON.
    #[serde(with = "uuid_text")]
    pub service_uuid: [u8; 16],
    /// Its deployment's company id; four hex digits or null in JSON.
    #[serde(with = "company_text")]
    pub company_id: Option<u16>,
    /// The bodies that it takes.
    pub networks: Vec<BodyRule>,
    /// Sizes of frames, in bytes.
    pub sizes: Vec<usize>,
    /// Most reports in one upload.
    pub max_reports: usize,
    /// Bits of the prefix that owners may ask for; 0: whole ids only.
    pub prefix_bits: u32,
    /// Days that reports are held.
    pub retention_days: u32,
    /// What uploads must carry besides; empty in version 1.
    pub require: Vec<String>,
}

impl Descriptor {
    /// The deployment that it serves.
    pub const fn deployment(&self) -> Deployment {
        Deployment { service_uuid: self.service_uuid, company_id: self.company_id }
    }
}

mod uuid_text {
    use alloc::string::String;

    use serde::{Deserialize, Deserializer, Serializer, de};

    use crate::deployment::{format_uuid, parse_uuid};

    pub(super) fn serialize<S: Serializer>(uuid: &[u8; 16], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format_uuid(uuid))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
        parse_uuid(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

mod company_text {
    use alloc::string::String;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::deployment::{format_company_id, parse_company_id};

    pub(super) fn serialize<S: Serializer>(company_id: &Option<u16>, to: S) -> Result<S::Ok, S::Error> {
        company_id.map(format_company_id).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u16>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| parse_company_id(&text).map_err(de::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;

    const JSON: &str = concat!(
        r#"{"versions":[1],"service_uuid":"2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f","company_id":"ffff","#,
        r#""networks":[{"network":"native","body_version":1,"id_length":16,"min_length":73,"max_length":73}],"#,
        r#""sizes":[512,1024,4096,16384,65536],"max_reports":1,"prefix_bits":0,"retention_days":7,"require":[]}"#
    );

    fn descriptor() -> Descriptor {
        Descriptor {
            versions: vec![1],
            service_uuid: Deployment::COMMON.service_uuid,
            company_id: Some(Deployment::TEST_COMPANY_ID),
            networks: vec![BodyRule::ALL[0]],
            sizes: crate::frame::SIZES.to_vec(),
            max_reports: 1,
            prefix_bits: 0,
            retention_days: 7,
            require: vec![],
        }
    }

    #[test]
    fn json_goes_both_ways() {
        assert_eq!(serde_json::to_string(&descriptor()).unwrap(), JSON);
        assert_eq!(serde_json::from_str::<Descriptor>(JSON).unwrap(), descriptor());
    }

    #[test]
    fn no_company_id_is_null() {
        let none = Descriptor { company_id: None, ..descriptor() };
        let json = serde_json::to_string(&none).unwrap();
        assert!(json.contains(r#""company_id":null"#));
        assert_eq!(serde_json::from_str::<Descriptor>(&json).unwrap(), none);
    }

    #[test]
    fn later_fields_are_ignored_and_bad_values_refused() {
        let later = JSON.replacen('{', r#"{"receipts":true,"#, 1);
        assert_eq!(serde_json::from_str::<Descriptor>(&later).unwrap(), descriptor());
        assert!(serde_json::from_str::<Descriptor>(&JSON.replace("ffff", "fff")).is_err());
        assert!(serde_json::from_str::<Descriptor>(&JSON.replace("2f9ac1fc-", "2f9ac1fc")).is_err());
    }
}
