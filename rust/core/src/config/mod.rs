//! The finder's numbers (docs/finder.md); data, so that a host can change them.

use findmesh_proto::deployment::Deployment;
use findmesh_proto::network::Network;
use serde::{Deserialize, Serialize};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// Everything that the finder's policy depends on; `default()` is docs/finder.md.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinderConfig {
    /// The network's operator.
    pub deployment: Deployment,
    /// Networks whose tags are reported; others are counted as `network_not_enabled`. This version seals
    /// for [`Network::Native`] alone: a tag of another network is counted so even where it is listed
    /// ([`FinderConfig::check`] says so).
    pub networks: Vec<Network>,
    /// Fix matching (§2).
    pub fixes: FixLimits,
    /// Dedupe (§2).
    pub dedupe: DedupeLimits,
    /// Flood and rotation (§2).
    pub flood: FloodLimits,
    /// Queue (§3).
    pub queue: QueueLimits,
    /// Upload (§3).
    pub upload: UploadLimits,
}

impl Default for FinderConfig {
    fn default() -> Self {
        Self {
            deployment: Deployment::COMMON,
            networks: vec![Network::Native],
            fixes: FixLimits::default(),
            dedupe: DedupeLimits::default(),
            flood: FloodLimits::default(),
            queue: QueueLimits::default(),
            upload: UploadLimits::default(),
        }
    }
}

/// A configuration that no finder can work by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct ConfigError {
    /// The field, as a path.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl FinderConfig {
    /// Refuses what cannot be meant; a finder made of it all the same does no harm, but not what was asked.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn check(&self) -> Result<(), ConfigError> {
        let accuracy = (50.0..=2_000.0).contains(&self.fixes.max_accuracy_m);
        let native_only = self.networks.iter().all(|network| *network == Network::Native);
        let spacing = self.upload.min_spacing_ms <= self.upload.max_spacing_ms;
        let backoff =
            self.upload.backoff_base_ms > 0 && self.upload.backoff_base_ms <= self.upload.backoff_max_ms;
        let share = (0.0..=1.0).contains(&self.dedupe.accuracy_share);
        let rules = [
            (native_only, "networks", "this version reports for native alone"),
            (accuracy, "fixes.max_accuracy_m", "must be 50 to 2000"),
            (self.fixes.pending_ms <= self.fixes.ring_ms, "fixes.pending_ms", "must not be beyond ring_ms"),
            (share, "dedupe.accuracy_share", "must be 0 to 1"),
            (self.queue.max_reports > 0, "queue.max_reports", "must not be 0"),
            (spacing, "upload.min_spacing_ms", "must not be beyond max_spacing_ms"),
            (backoff, "upload.backoff_base_ms", "must be 1 to backoff_max_ms"),
        ];
        match rules.into_iter().find(|(fine, ..)| !fine) {
            Some((_, field, reason)) => Err(ConfigError { field, reason }),
            None => Ok(()),
        }
    }
}

/// How a sighting gets its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FixLimits {
    /// The ring of fixes reaches back this far.
    pub ring_ms: u64,
    /// A sighting waits this long for a fix.
    pub pending_ms: u64,
    /// Two enclosing fixes this close in time are interpolated, whatever their distance.
    pub enclose_short_ms: u64,
    /// Two enclosing fixes this close in time are interpolated if `enclose_radius_m` apart at most.
    pub enclose_long_ms: u64,
    /// See `enclose_long_ms`.
    pub enclose_radius_m: f64,
    /// Otherwise the nearest fix within this time is taken.
    pub nearest_ms: u64,
    /// Assumed speed where none is known, metres a second.
    pub default_speed_mps: f64,
    /// An interpolation that implies more is refused.
    pub max_speed_mps: f64,
    /// Worst effective accuracy that is reported, metres (50 to 2 000).
    pub max_accuracy_m: f64,
    /// An effective accuracy that is not waited on to become better, metres.
    pub good_accuracy_m: f64,
    /// A fix is asked for at most this often while a sighting waits; the host adds the platform's rations.
    pub request_ms: u64,
    /// A waiting sighting is written again when a closer one came by this much, dB …
    pub rewrite_gain_db: u8,
    /// … and at most this often.
    pub rewrites: u8,
}

impl Default for FixLimits {
    fn default() -> Self {
        Self {
            ring_ms: 60 * MINUTE,
            pending_ms: 40 * MINUTE,
            enclose_short_ms: 60 * SECOND,
            enclose_long_ms: 40 * MINUTE,
            enclose_radius_m: 150.0,
            nearest_ms: 10 * MINUTE,
            default_speed_mps: 1.5,
            max_speed_mps: 90.0,
            max_accuracy_m: 500.0,
            good_accuracy_m: 100.0,
            request_ms: MINUTE,
            rewrite_gain_db: 6,
            rewrites: 3,
        }
    }
}

/// When a key is reported again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DedupeLimits {
    /// Not again before this, unless the accuracy improved.
    pub again_ms: u64,
    /// After `again_ms`: again when this far away …
    pub again_m: f64,
    /// … or after this long.
    pub again_still_ms: u64,
    /// Sooner when the accuracy improved to this share.
    pub accuracy_share: f64,
    /// Reports a key in any 24 hours (a wall clock that jumps opens no new day).
    pub per_key_day: u32,
    /// An encounter ends after this long unheard.
    pub encounter_end_ms: u64,
}

impl Default for DedupeLimits {
    fn default() -> Self {
        Self {
            again_ms: 10 * MINUTE,
            again_m: 100.0,
            again_still_ms: 2 * HOUR,
            accuracy_share: 1.0 / 3.0,
            per_key_day: 12,
            encounter_end_ms: 15 * MINUTE,
        }
    }
}

/// What keeps a made-up crowd of keys from flooding the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FloodLimits {
    /// Keys an address within `address_window_ms`.
    pub keys_per_address: usize,
    /// See `keys_per_address`.
    pub address_window_ms: u64,
    /// Reports an address in any 24 hours.
    pub reports_per_address_day: u32,
    /// New keys within `new_keys_window_ms`.
    pub new_keys: usize,
    /// See `new_keys`.
    pub new_keys_window_ms: u64,
    /// Reports within an hour.
    pub reports_per_hour: usize,
}

impl Default for FloodLimits {
    fn default() -> Self {
        Self {
            keys_per_address: 2,
            address_window_ms: 15 * MINUTE,
            reports_per_address_day: 12,
            new_keys: 30,
            new_keys_window_ms: 10 * MINUTE,
            reports_per_hour: 120,
        }
    }
}

/// What the queue may hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueLimits {
    /// Reports.
    pub max_reports: usize,
    /// Bytes of lookup ids and bodies.
    pub max_bytes: u64,
    /// Older ones go.
    pub max_age_ms: u64,
}

impl Default for QueueLimits {
    fn default() -> Self {
        Self { max_reports: 10_000, max_bytes: 4 * 1024 * 1024, max_age_ms: 72 * HOUR }
    }
}

/// When reports leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadLimits {
    /// Each report's own uniform delay ends at most here.
    pub max_delay_ms: u64,
    /// Shortest pause between two reports of one window.
    pub min_spacing_ms: u64,
    /// Longest pause between two reports of one window.
    pub max_spacing_ms: u64,
    /// First backoff.
    pub backoff_base_ms: u64,
    /// Longest backoff.
    pub backoff_max_ms: u64,
    /// Bytes a UTC day over metered networks.
    pub metered_bytes_per_day: u64,
    /// What one connection costs beside the body, bytes: handshake, certificates, headers (an estimate,
    /// for the metered budget).
    pub connection_bytes: u64,
    /// Background wakes a UTC day that may start the cellular radio for an upload alone.
    pub cellular_wakes_per_day: u64,
    /// What the relay refused as a whole waits this long before it is tried again.
    pub park_ms: u64,
    /// A longer `Retry-After` is cut to this.
    pub max_retry_after_ms: u64,
}

impl Default for UploadLimits {
    fn default() -> Self {
        Self {
            max_delay_ms: 30 * MINUTE,
            min_spacing_ms: 30 * SECOND,
            max_spacing_ms: 300 * SECOND,
            backoff_base_ms: 10 * SECOND,
            backoff_max_ms: 6 * HOUR,
            metered_bytes_per_day: 256 * 1024,
            connection_bytes: 4 * 1024,
            cellular_wakes_per_day: 20,
            park_ms: 6 * HOUR,
            max_retry_after_ms: 24 * HOUR,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_fine() {
        assert_eq!(FinderConfig::default().check(), Ok(()));
    }

    #[test]
    fn what_cannot_be_meant_is_named() {
        let fixes = FixLimits { max_accuracy_m: f64::NAN, ..FixLimits::default() };
        let wrong = FinderConfig { fixes, ..FinderConfig::default() };
        assert_eq!(wrong.check().map_err(|error| error.field), Err("fixes.max_accuracy_m"));
        let foreign = FinderConfig { networks: vec![Network::Fhn], ..FinderConfig::default() };
        assert_eq!(foreign.check().map_err(|error| error.field), Err("networks"));
    }
}
