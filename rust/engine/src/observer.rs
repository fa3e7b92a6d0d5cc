//! Who hears what an engine has to say.

use findmesh_core::{Health, ScanRequest, ScanSlot};

/// What the phone carries out for the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneEffect {
    /// Start, or replace, the scan of its slot; `Event::ScanStarted { slot: findmesh_core::ScanSlot::Standing }` or `Event::ScanFailed` answers.
    StartScan {
        /// How to listen.
        scan: ScanRequest,
    },
    /// Stop it.
    StopScan {
        /// Which.
        slot: ScanSlot,
    },
    /// Ask the platform for a fix where its rations allow; `Event::Fix` answers.
    RequestFix,
    /// Be awake at this time at the latest; replaces the wish before. A process that lives needs to do nothing
    /// about it, one that may be stopped sets an alarm or a job.
    WakeAt {
        /// Boot time in milliseconds.
        boot_ms: u64,
        /// The same moment in wall time, milliseconds since the Unix epoch.
        wall_ms: i64,
        /// When the scan needs it, boot time: worth an alarm, where everything else can wait for a job. None: it needs
        /// nothing.
        listen_boot_ms: Option<u64>,
    },
}

/// Hears what an engine has to say; called on its thread, in order. A panic in here is contained.
pub trait EngineObserver: Send + Sync {
    /// Something that the phone has to do.
    fn on_phone_effect(&self, effect: PhoneEffect);

    /// Health changed; an [`Engine`](crate::Engine) tells at most one a second, and the newest always.
    fn on_health(&self, health: Health);
}

/// An observer that does nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl EngineObserver for Quiet {
    fn on_phone_effect(&self, _: PhoneEffect) {}
    fn on_health(&self, _: Health) {}
}
