//! The finder's numbers (docs/finder.md, docs/configuration.md); data, so that a host can change them.

#[macro_use]
mod limit;

mod dedupe;
mod deployment_text;
mod error;
mod fixes;
mod flood;
mod health;
mod keep;
mod places;
mod queue;
mod scan;
mod upload;

use findmesh_proto::deployment::Deployment;
use findmesh_proto::network::Network;
use serde::{Deserialize, Serialize};

pub use dedupe::DedupeLimits;
pub use error::{ConfigError, ConfigProblem};
pub use fixes::FixLimits;
pub use flood::FloodLimits;
pub use health::HealthLimits;
pub use keep::KeepLimits;
pub use limit::{Amount, Limit, Rule, Unit};
pub use places::PlaceLimits;
pub use queue::QueueLimits;
pub use scan::{FinderMode, ScanLimits};
pub use upload::UploadLimits;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// Declares the whole from its sections, each of which `limits!` made.
macro_rules! sections {
    ($($(#[doc = $about:literal])+ $section:ident: $limits:ident,)+) => {
        /// Everything that the finder's policy depends on; `default()` is docs/finder.md.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct FinderConfig {
            /// The network's operator.
            #[serde(with = "deployment_text")]
            pub deployment: Deployment,
            /// Networks whose tags are reported; others are counted as `network_not_enabled`.
            pub networks: Vec<Network>,
            /// What kind of app the finder lives in (§1).
            pub mode: FinderMode,
            /// Listens at half the duty while the screen is off, where the phone can (AUTO_BATCH, API 34).
            pub saving: bool,
            $($(#[doc = $about])+ pub $section: $limits,)+
        }

        impl Default for FinderConfig {
            fn default() -> Self {
                Self {
                    deployment: Deployment::COMMON,
                    networks: vec![Network::Native],
                    mode: FinderMode::default(),
                    saving: false,
                    $($section: $limits::default(),)+
                }
            }
        }

        impl FinderConfig {
            /// Refuses what cannot be meant; a finder made of it all the same does no harm, but not what was asked.
            ///
            /// # Errors
            /// The first field that is wrong, and why.
            pub fn check(&self) -> Result<(), ConfigError> {
                self.check_networks()?;
                $(self.$section.check()?;)+
                Ok(())
            }

            /// Sets one number by its path in docs/configuration.md; `false`: there is none of this path. What two numbers
            /// say of each other [`check`](Self::check) knows.
            ///
            /// # Errors
            /// The value lies outside of its range, or counts whole things and is not whole: nothing changes.
            pub fn set(&mut self, path: &str, value: f64) -> Result<bool, ConfigError> {
                $(if self.$section.set(path, value)? {
                    return Ok(true);
                })+
                Ok(false)
            }

            /// Every number with its default, range, unit and meaning, in the order of docs/configuration.md. For tools:
            /// the texts take room that an app does not have.
            pub fn limits(&self) -> Vec<Limit> {
                [$(self.$section.limits()),+].concat()
            }

            /// Which numbers must not be above which.
            pub fn rules() -> Vec<Rule> {
                [$($limits::rules()),+].concat()
            }

            /// Paths and values of the numbers that are not as by default; what an app can afford to tell.
            pub fn changed(&self) -> Vec<(&'static str, Amount)> {
                let mut changed = Vec::new();
                $(changed.extend(self.$section.changed());)+
                changed
            }
        }
    };
}

sections! {
    /// When to listen (§1).
    scan: ScanLimits,
    /// Fix matching (§2).
    fixes: FixLimits,
    /// Dedupe (§2).
    dedupe: DedupeLimits,
    /// Flood and rotation (§2).
    flood: FloodLimits,
    /// Private zones and learnt places (§2).
    places: PlaceLimits,
    /// Queue (§3).
    queue: QueueLimits,
    /// Upload (§3).
    upload: UploadLimits,
    /// Retention (§4).
    keep: KeepLimits,
    /// Health (§5).
    health: HealthLimits,
}

impl FinderConfig {
    fn check_networks(&self) -> Result<(), ConfigError> {
        let twice = |network: &Network| self.networks.iter().filter(|other| *other == network).count() > 1;
        match self.networks.iter().any(twice) {
            true => Err(ConfigError { field: "networks", problem: ConfigProblem::Twice }),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
