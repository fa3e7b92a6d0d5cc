//! A deployment in a configuration: UUID and company id as people write them.

use findmesh_proto::deployment::{Deployment, format_company_id, format_uuid, parse_company_id, parse_uuid};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Text {
    service_uuid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_id: Option<String>,
}

impl From<&Deployment> for Text {
    fn from(deployment: &Deployment) -> Self {
        Self {
            service_uuid: format_uuid(&deployment.service_uuid),
            company_id: deployment.company_id.map(format_company_id),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from(&Deployment::COMMON)
    }
}

pub(super) fn serialize<S: Serializer>(deployment: &Deployment, to: S) -> Result<S::Ok, S::Error> {
    Text::from(deployment).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Deployment, D::Error> {
    let text = Text::deserialize(from)?;
    let service_uuid = parse_uuid(&text.service_uuid).map_err(D::Error::custom)?;
    let company_id = text.company_id.as_deref().map(parse_company_id).transpose();
    Ok(Deployment { service_uuid, company_id: company_id.map_err(D::Error::custom)? })
}
