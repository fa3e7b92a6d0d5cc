//! The deployment that a command works for.

use clap::Args;
use findmesh_proto::Deployment;
use findmesh_proto::deployment::{parse_company_id, parse_uuid};

/// Names one operator's network.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Deployment")]
pub(crate) struct DeploymentArguments {
    /// Service UUID of the deployment
    #[arg(long, value_name = "UUID", default_value = "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f",
        value_parser = parse_service_uuid, hide_default_value = true)]
    service_uuid: ServiceUuid,
    /// Bluetooth company id of its compact adverts, four hex digits
    #[arg(long, value_name = "HEX", default_value = "ffff", value_parser = parse_company_id)]
    company_id: u16,
}

/// A UUID, big endian.
#[derive(Clone, Copy, Debug)]
struct ServiceUuid([u8; 16]);

impl DeploymentArguments {
    /// The deployment.
    pub(crate) const fn deployment(&self) -> Deployment {
        Deployment { service_uuid: self.service_uuid.0, company_id: Some(self.company_id) }
    }

    /// Its company id; the command line always names one.
    pub(crate) const fn company_id(&self) -> u16 {
        self.company_id
    }

    /// Its service UUID, big endian.
    pub(crate) const fn service_uuid(&self) -> [u8; 16] {
        self.service_uuid.0
    }
}

fn parse_service_uuid(text: &str) -> Result<ServiceUuid, String> {
    parse_uuid(text).map(ServiceUuid).map_err(|error| error.to_string())
}
