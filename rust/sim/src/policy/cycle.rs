//! Listening in turns: an alarm, a callback scan of a fixed length, a pause, and again.

use crate::platform::{AlarmKind, Delivery, Forms, Mode, Phone, PhoneEvent, ScanAsk, Slot};

use super::FILTERS;
use crate::chance;

/// What an expedited job is asked for beyond its scan, milliseconds.
const GRACE: u64 = 2_000;

/// The constants of a cycle, all in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Mode that it asks for.
    pub mode: Mode,
    /// Length of a scan.
    pub scan_ms: u64,
    /// From the end of one scan to the beginning of the next: uniform between the two.
    pub pause_ms: (u64, u64),
    /// It keeps a foreground service.
    pub service: bool,
    /// It asks for a fix with every scan and keeps the phone awake for it so long; 0: it does not.
    pub fix_wait_ms: u64,
}

/// A cycle as it runs.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    cycle: Cycle,
    /// The scan ends then.
    scan_until: Option<u64>,
    /// The phone is kept awake for a fix until then at most.
    fix_until: Option<u64>,
    draws: u64,
    seed: u64,
}

impl Running {
    pub(crate) const fn new(cycle: Cycle, seed: u64) -> Self {
        Self { cycle, scan_until: None, fix_until: None, draws: 0, seed }
    }

    /// A process begins: what the one before had under way is gone.
    pub(crate) fn process_started(&mut self, now: u64, phone: &mut Phone<'_>) {
        (self.scan_until, self.fix_until) = (None, None);
        if self.cycle.service {
            let _ = phone.start_service();
        }
        let pause = self.pause();
        phone.set_alarm(now + pause, AlarmKind::Exact);
    }

    /// Something that the app perceives.
    pub(crate) fn perceive(&mut self, event: &PhoneEvent, now: u64, phone: &mut Phone<'_>) {
        match event {
            PhoneEvent::Alarm => self.begin(now, phone),
            PhoneEvent::Timer => self.timer(now, phone),
            PhoneEvent::Fix(_) | PhoneEvent::NoFix if self.fix_until.take().is_some() => {
                self.keep_awake(now, phone);
            }
            _ => {}
        }
    }

    fn begin(&mut self, now: u64, phone: &mut Phone<'_>) {
        if self.cycle.service && !phone.state().service_running {
            let _ = phone.start_service();
        }
        let until = now + self.cycle.scan_ms;
        self.scan_until = Some(until);
        let ask = ScanAsk::new(Slot::Callback, self.cycle.mode, Delivery::Immediate, FILTERS);
        phone.start_scan(ask.forms(Forms::Both));
        if !self.cycle.service {
            let _ = phone.expedite(self.cycle.scan_ms + GRACE);
        }
        if self.cycle.fix_wait_ms > 0 {
            self.fix_until = Some(now + self.cycle.fix_wait_ms);
            phone.request_fix();
        }
        let pause = self.pause();
        phone.set_alarm(until + pause, AlarmKind::Exact);
        self.keep_awake(now, phone);
    }

    fn timer(&mut self, now: u64, phone: &mut Phone<'_>) {
        if self.scan_until.take_if(|until| *until <= now).is_some() {
            phone.stop_scan(Slot::Callback);
        }
        let _ = self.fix_until.take_if(|until| *until <= now);
        self.keep_awake(now, phone);
    }

    /// Until the scan ends; then until the fix is there; both end with the process's time.
    fn keep_awake(&mut self, now: u64, phone: &mut Phone<'_>) {
        if let Some(until) = self.scan_until.or(self.fix_until) {
            let granted = phone.stay_awake(until.max(now));
            let cut = |until: u64| if granted < until { granted } else { until };
            self.scan_until = self.scan_until.map(cut);
            self.fix_until = self.fix_until.filter(|_| granted > now);
        }
    }

    fn pause(&mut self) -> u64 {
        let (low, high) = self.cycle.pause_ms;
        self.draws += 1;
        low + chance::below(self.seed, self.draws, high - low + 1)
    }
}
