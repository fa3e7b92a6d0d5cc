//! Places of one's own, as the person whose phone learnt them may see them (docs/finder.md §2).

use core::fmt;

/// A place where the phone often stays. It never leaves the phone.
#[derive(Clone, PartialEq)]
pub struct FamiliarPlace {
    /// Its middle, degrees, WGS 84.
    pub latitude: f64,
    /// Degrees, WGS 84.
    pub longitude: f64,
    /// Metres around the middle that count for it.
    pub radius_m: f64,
    /// How long the phone stayed there, milliseconds, on the days that are remembered.
    pub stayed_ms: u64,
    /// The one with the longest stay, long enough to be home: private whatever the person chose.
    pub home: bool,
}

impl fmt::Debug for FamiliarPlace {
    /// Without the place: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FamiliarPlace").field("home", &self.home).finish_non_exhaustive()
    }
}
