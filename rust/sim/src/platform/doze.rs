//! Doze, light and deep.

use super::rules::DozeRules;
use super::view::Doze;

/// The state machine of a phone that may sleep.
#[derive(Debug)]
pub(super) struct DozeClock {
    rules: DozeRules,
    state: Doze,
    /// Next step of the phase it is in.
    step: Option<u64>,
    /// When deep idle begins, while it has not.
    deep_at: Option<u64>,
    light_length: u64,
    deep_length: u64,
    window_length: u64,
}

impl DozeClock {
    pub(super) fn new(rules: DozeRules) -> Self {
        let (light_length, deep_length, window_length) =
            (rules.light_first, rules.deep_first, rules.deep_window);
        Self {
            rules,
            state: Doze::Awake,
            step: None,
            deep_at: None,
            light_length,
            deep_length,
            window_length,
        }
    }

    pub(super) fn state(&self) -> Doze {
        self.state
    }

    /// The screen went dark and no charger is there: the way to idle begins.
    pub(super) fn rest(&mut self, now: u64, moving: bool, saver: bool) {
        *self = Self::new(self.rules.clone());
        self.step = Some(now + self.rules.light_after);
        self.deep_at = match (saver, moving) {
            (true, _) => Some(now + self.rules.quick_after),
            (false, false) => Some(now + self.rules.deep_after),
            (false, true) => None,
        };
    }

    /// Screen on or charger in.
    pub(super) fn wake(&mut self) {
        *self = Self::new(self.rules.clone());
    }

    /// Significant motion began or ended.
    pub(super) fn motion(&mut self, now: u64, moving: bool, saver: bool) {
        if self.step.is_none() {
            return;
        }
        match (moving, self.is_deep()) {
            (true, true) => self.rest(now, true, saver),
            (true, false) if !saver => self.deep_at = None,
            (false, false) if self.deep_at.is_none() => self.deep_at = Some(now + self.rules.deep_after),
            _ => {}
        }
    }

    fn is_deep(&self) -> bool {
        matches!(self.state, Doze::Deep | Doze::DeepWindow)
    }

    pub(super) fn due(&self) -> Option<u64> {
        [self.step, self.deep_at].into_iter().flatten().min()
    }

    /// Its moment came.
    pub(super) fn tick(&mut self, now: u64) {
        if self.deep_at.is_some_and(|at| at <= now) {
            self.deep_at = None;
            self.state = Doze::DeepWindow;
        }
        let (state, length) = match self.state {
            Doze::Awake | Doze::LightWindow => (Doze::Light, self.light_length),
            Doze::Light => (Doze::LightWindow, self.rules.light_window),
            Doze::DeepWindow => (Doze::Deep, self.deep_length),
            Doze::Deep => (Doze::DeepWindow, self.window_length),
        };
        match state {
            Doze::Light => self.light_length = (2 * self.light_length).min(self.rules.light_max),
            Doze::Deep => self.deep_length = (2 * self.deep_length).min(self.rules.deep_max),
            Doze::DeepWindow => self.window_length = (2 * self.window_length).min(self.rules.deep_window_max),
            Doze::Awake | Doze::LightWindow => {}
        }
        self.state = state;
        self.step = Some(now + length);
    }
}
