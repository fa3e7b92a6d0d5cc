//! Tells the observer: phone effects at once, health seldom.

use std::sync::Arc;
use std::time::Duration;

use findmesh_core::Health;
use tokio::time::Instant;

use crate::observer::{EngineObserver, PhoneEffect};
use crate::threads::contained;

pub(super) struct Announcer {
    observer: Arc<dyn EngineObserver>,
    /// Shortest time between two healths; the host's own time, whatever the engine's clock says.
    pause: Duration,
    told: Option<Instant>,
    /// Something changed since.
    changed: bool,
}

impl Announcer {
    pub(super) fn new(observer: Arc<dyn EngineObserver>, pause: Duration) -> Self {
        Self { observer, pause, told: None, changed: false }
    }

    pub(super) fn phone(&self, effects: &[PhoneEffect]) {
        for effect in effects {
            let _ = contained("observer", || self.observer.on_phone_effect(*effect));
        }
    }

    pub(super) const fn health_changed(&mut self) {
        self.changed = true;
    }

    /// When health is to be told, none when nothing changed.
    pub(super) fn due(&self) -> Option<Instant> {
        self.changed.then(|| self.told.map_or_else(Instant::now, |told| told + self.pause))
    }

    pub(super) fn tell(&mut self, health: Health) {
        self.changed = false;
        self.told = Some(Instant::now());
        let _ = contained("observer", || self.observer.on_health(health));
    }
}
