//! A deployment in a configuration: UUID and company id as people write them.

use findmesh_proto::deployment::{Deployment, format_company_id, format_uuid, parse_company_id, parse_uuid};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Each field is read by itself, so that an error has the place of the field.
#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Text {
    #[serde(serialize_with = "write_uuid", deserialize_with = "read_uuid")]
    service_uuid: [u8; 16],
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_id",
        deserialize_with = "read_id"
    )]
    company_id: Option<u16>,
}

impl From<&Deployment> for Text {
    fn from(deployment: &Deployment) -> Self {
        Self { service_uuid: deployment.service_uuid, company_id: deployment.company_id }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from(&Deployment::COMMON)
    }
}

fn write_uuid<S: Serializer>(uuid: &[u8; 16], to: S) -> Result<S::Ok, S::Error> {
    format_uuid(uuid).serialize(to)
}

fn read_uuid<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
    parse_uuid(&String::deserialize(from)?).map_err(D::Error::custom)
}

fn write_id<S: Serializer>(id: &Option<u16>, to: S) -> Result<S::Ok, S::Error> {
    id.map(format_company_id).serialize(to)
}

fn read_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u16>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.as_deref().map(parse_company_id).transpose().map_err(D::Error::custom)
}

pub(super) fn serialize<S: Serializer>(deployment: &Deployment, to: S) -> Result<S::Ok, S::Error> {
    Text::from(deployment).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Deployment, D::Error> {
    let Text { service_uuid, company_id } = Text::deserialize(from)?;
    Ok(Deployment { service_uuid, company_id })
}
