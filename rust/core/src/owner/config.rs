//! The resolver's numbers.

/// How far from where they should be tags are looked for. All clocks but native ones, whose window is fixed by
/// docs/formats.md §1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolverConfig {
    /// Half width of the window around the clock of a tag of which nothing was learnt, seconds; 12 h.
    pub drift_seconds: u32,
    /// What a clock may gain or lose, parts in a million; 100, which is 8.6 s a day.
    pub drift_ppm: u32,
    /// A tag that was not recognised for so long is looked for in the wide window, seconds; 24 h.
    pub widen_after_seconds: u32,
    /// How far the wide window reaches into the past, days; 30. A clock cannot have lost more than the time since
    /// it was last known, so the window is no wider than that.
    pub widen_back_days: u16,
}

impl Default for ResolverConfig {
    fn default() -> Self {
        Self { drift_seconds: 43_200, drift_ppm: 100, widen_after_seconds: 86_400, widen_back_days: 30 }
    }
}
