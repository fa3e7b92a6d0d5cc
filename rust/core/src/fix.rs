//! Where the phone was, as the platform said.

use core::fmt;

use findmesh_proto::report::FixSource;
use serde::{Deserialize, Serialize};

/// One location fix.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Degrees, WGS 84, −90 to 90.
    pub latitude: f64,
    /// Degrees, WGS 84, −180 to 180.
    pub longitude: f64,
    /// Horizontal accuracy in metres, 68 % radius.
    pub accuracy_m: f32,
    /// Metres above the WGS 84 ellipsoid.
    pub altitude_m: Option<f32>,
    /// Metres a second, where the platform knows it.
    pub speed_mps: Option<f32>,
    /// What produced it.
    pub source: FixSource,
    /// The platform says that an app made it up; such a fix is never used.
    pub mock: bool,
    /// When it was taken, in boot time.
    pub boot_ms: u64,
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fix")
            .field("source", &self.source)
            .field("boot_ms", &self.boot_ms)
            .finish_non_exhaustive()
    }
}
