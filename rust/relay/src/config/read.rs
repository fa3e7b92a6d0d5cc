//! From a TOML file to a checked configuration.

use std::path::{Path, PathBuf};
use std::time::Duration;

use findmesh_proto::deployment::{parse_company_id, parse_uuid};
use findmesh_proto::{BodyRule, Network};
use thiserror::Error;
use toml::Table;

use super::RelayConfig;
use super::fields::{Complaint, FieldError, Fields};
use crate::admission::AdmissionTable;

/// Why a configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("not valid TOML: {message}")]
    Syntax {
        /// Where and why, several lines.
        message: String,
    },
    /// One field is wrong.
    #[error("{field}: {error}")]
    Field {
        /// The field by its name in the file, such as `networks[1].id_length`.
        field: String,
        /// What is wrong with it.
        error: FieldError,
    },
}

impl From<Complaint> for ConfigError {
    fn from((field, error): Complaint) -> Self {
        Self::Field { field, error }
    }
}

impl RelayConfig {
    /// Reads a TOML file; what it leaves out keeps its default.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::from_toml(&text)
    }

    /// As [`Self::from_file`], from the text itself.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| ConfigError::Syntax { message: error.to_string() })?;
        let mut fields = Fields::new(table, "");
        let mut config = Self::default();
        config.take_place(&mut fields)?;
        config.take_deployment(&mut fields)?;
        config.take_limits(&mut fields)?;
        config.take_times(&mut fields)?;
        fields.finish()?;
        Ok(config)
    }

    fn take_place(&mut self, fields: &mut Fields) -> Result<(), Complaint> {
        if let Some(text) = fields.text("listen")? {
            self.listen = text.parse().map_err(|_| {
                let expected = "an address with a port, such as \"127.0.0.1:8787\" or \"[::]:8787\"";
                fields.complain("listen", FieldError::Malformed { expected })
            })?;
        }
        if let Some(text) = fields.text("data_dir")? {
            self.data_dir = PathBuf::from(text);
        }
        Ok(())
    }

    fn take_deployment(&mut self, fields: &mut Fields) -> Result<(), Complaint> {
        if let Some(text) = fields.text("service_uuid")? {
            self.service_uuid = parse_uuid(&text).map_err(|_| {
                let expected = "a UUID, such as \"2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f\"";
                fields.complain("service_uuid", FieldError::Malformed { expected })
            })?;
        }
        if let Some(text) = fields.text("company_id")? {
            self.company_id = Some(parse_company_id(&text).map_err(|_| {
                fields.complain("company_id", FieldError::Malformed { expected: "four hex digits" })
            })?);
        }
        if let Some(rules) = fields.tables("networks")? {
            let rules = rules.into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
            self.admission = AdmissionTable::new(rules);
        }
        Ok(())
    }

    fn take_limits(&mut self, fields: &mut Fields) -> Result<(), Complaint> {
        set(&mut self.max_reports, fields.number("max_reports", 1..=256)?);
        set(&mut self.prefix_bits, fields.number("prefix_bits", 0..=16)?);
        set(&mut self.retention_days, fields.number("retention_days", 1..=365)?);
        set(&mut self.hourly_cap, fields.number("hourly_cap", 1..=1000)?);
        set(&mut self.rate_limit_per_minute, fields.number("rate_limit_per_minute", 1..=1_000_000)?);
        set(&mut self.page_reports, fields.number("page_reports", 1..=1000)?);
        set(&mut self.max_connections, fields.number("max_connections", 1..=100_000)?);
        Ok(())
    }

    fn take_times(&mut self, fields: &mut Fields) -> Result<(), Complaint> {
        let millis = |number: u32| Duration::from_millis(number.into());
        let seconds = |number: u32| Duration::from_secs(number.into());
        set(&mut self.commit_window, fields.number("commit_window_ms", 0..=1000)?.map(millis));
        set(&mut self.sweep_interval, fields.number("sweep_interval_s", 1..=86_400)?.map(seconds));
        set(&mut self.request_timeout, fields.number("request_timeout_s", 1..=300)?.map(seconds));
        set(&mut self.shutdown_grace, fields.number("shutdown_grace_s", 0..=300)?.map(seconds));
        Ok(())
    }
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

fn rule(mut fields: Fields) -> Result<BodyRule, Complaint> {
    let network = fields.text("network")?.ok_or_else(|| fields.complain("network", FieldError::Missing))?;
    let network = network.parse::<Network>().map_err(|_| {
        let expected = "\"native\", \"apple\" or \"fhn\"";
        fields.complain("network", FieldError::Malformed { expected })
    })?;
    let body_version = required(&mut fields, "body_version", 0..=255)?;
    let rule = BodyRule {
        network,
        body_version: u8::try_from(body_version).unwrap_or(u8::MAX),
        id_length: required(&mut fields, "id_length", 4..=64)? as usize,
        min_length: required(&mut fields, "min_length", 1..=1024)? as usize,
        max_length: required(&mut fields, "max_length", 1..=1024)? as usize,
    };
    if rule.min_length > rule.max_length {
        let expected = "at least min_length";
        return Err(fields.complain("max_length", FieldError::Malformed { expected }));
    }
    fields.finish()?;
    Ok(rule)
}

fn required(fields: &mut Fields, name: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, Complaint> {
    fields.number(name, range)?.ok_or_else(|| fields.complain(name, FieldError::Missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        RelayConfig::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(RelayConfig::from_toml("").unwrap(), RelayConfig::default());
    }

    #[test]
    fn every_field_can_be_set() {
        let config = RelayConfig::from_toml(
            r#"
            listen = "[::1]:9000"
            data_dir = "/var/lib/findmesh"
            service_uuid = "00112233-4455-6677-8899-aabbccddeeff"
            company_id = "ffff"
            max_reports = 4
            prefix_bits = 12
            retention_days = 14
            hourly_cap = 3
            rate_limit_per_minute = 60
            page_reports = 100
            max_connections = 10
            commit_window_ms = 0
            sweep_interval_s = 60
            request_timeout_s = 5
            shutdown_grace_s = 0
            [[networks]]
            network = "fhn"
            body_version = 1
            id_length = 10
            min_length = 55
            max_length = 71
            "#,
        )
        .unwrap();
        assert_eq!(config.listen.port(), 9000);
        assert_eq!(config.service_uuid[..3], [0x00, 0x11, 0x22]);
        assert_eq!(config.company_id, Some(0xffff));
        assert_eq!(config.prefix_bits, 12);
        assert_eq!(config.shutdown_grace, Duration::ZERO);
        let rules: Vec<_> = config.admission.rules().to_vec();
        assert_eq!(rules.len(), 1);
        assert_eq!((rules[0].network, rules[0].id_length, rules[0].max_length), (Network::Fhn, 10, 71));
    }

    #[test]
    fn a_complaint_names_its_field() {
        assert_eq!(complaint("retention = 3"), "retention: no such field");
        assert_eq!(complaint("retention_days = 0"), "retention_days: must be 1 to 365, is 0");
        assert_eq!(complaint("prefix_bits = \"8\""), "prefix_bits: must be a whole number, is string");
        assert_eq!(complaint("company_id = \"fff\""), "company_id: must be four hex digits");
        assert!(complaint("listen = \"localhost\"").starts_with("listen: must be an address with a port"));
        assert!(complaint("service_uuid = \"xyz\"").starts_with("service_uuid: must be a UUID"));
        assert!(complaint("listen = ").starts_with("not valid TOML"));
    }

    #[test]
    fn a_complaint_about_a_network_names_its_place() {
        let start = "[[networks]]\nnetwork = \"native\"\nbody_version = 1\nmin_length = 73\n";
        assert_eq!(complaint(start), "networks[0].id_length: required, and not given");
        let text = format!("{start}id_length = 16\nmax_length = 72\n");
        assert_eq!(complaint(&text), "networks[0].max_length: must be at least min_length");
        let text = format!("{start}id_length = 16\nmax_length = 73\nextra = 1\n");
        assert_eq!(complaint(&text), "networks[0].extra: no such field");
        assert_eq!(
            complaint("[[networks]]\nnetwork = \"tile\""),
            "networks[0].network: must be \"native\", \"apple\" or \"fhn\""
        );
    }
}
