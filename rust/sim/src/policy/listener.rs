//! Carries out how a policy listens, on one phone.

use findmesh_core::{Event, ScanRequest, ScanSlot};

use super::cycle::Running;
use super::{EXTENDED_FILTERS, FILTERS, Listening, Policy};
use crate::platform::{Delivery, Forms, Mode, Phone, PhoneEvent, ScanAsk, Slot};

/// One phone's ears.
#[derive(Clone, Debug)]
pub(crate) struct Listener {
    policy: Policy,
    cycle: Option<Running>,
}

impl Listener {
    pub(crate) fn new(policy: Policy, seed: u64) -> Self {
        let cycle = match policy.listening() {
            Listening::Cycle(cycle) => Some(Running::new(cycle, seed)),
            Listening::Finder | Listening::Opportunistic => None,
        };
        Self { policy, cycle }
    }

    /// A process begins.
    pub(crate) fn process_started(&mut self, now: u64, phone: &mut Phone<'_>) {
        phone.listen_passively(self.policy.is_ours());
        match (&mut self.cycle, self.policy.listening()) {
            (Some(cycle), _) => cycle.process_started(now, phone),
            (None, Listening::Opportunistic) => {
                phone.stop_scan(Slot::Standing);
                phone.start_scan(opportunistic());
            }
            (None, _) if self.policy.keeps_service() => {
                let _ = phone.start_service();
            }
            _ => {}
        }
    }

    /// Something that the app perceives, before the finder is told.
    pub(crate) fn perceive(&mut self, event: &PhoneEvent, now: u64, phone: &mut Phone<'_>) {
        if let Some(cycle) = &mut self.cycle {
            return cycle.perceive(event, now, phone);
        }
        let may_start = matches!(event, PhoneEvent::ProfileConnected | PhoneEvent::Boot | PhoneEvent::Fix(_));
        if may_start && self.policy.keeps_service() && !phone.state().service_running {
            let _ = phone.start_service();
        }
    }

    /// The finder asks for a scan; what to tell it.
    pub(crate) fn start(&mut self, scan: &ScanRequest, phone: &mut Phone<'_>) -> Option<Event> {
        if matches!(self.policy.listening(), Listening::Finder) {
            for ask in asks(scan, phone.state().extended).into_iter().flatten() {
                phone.stop_scan(ask.slot);
                phone.start_scan(ask);
            }
        }
        Some(Event::ScanStarted { slot: scan.slot })
    }

    /// The finder asks for silence.
    pub(crate) fn stop(&mut self, asked: ScanSlot, phone: &mut Phone<'_>) {
        if matches!(self.policy.listening(), Listening::Finder) {
            slots(asked).iter().for_each(|slot| phone.stop_scan(*slot));
        }
    }

    /// The platform refused a scan: what to tell a finder that asked for it.
    pub(crate) fn scan_failed(&self, failed: Slot, code: u8) -> Option<Event> {
        let asked = matches!(self.policy.listening(), Listening::Finder);
        let slot = match failed {
            Slot::Callback => ScanSlot::Callback,
            Slot::Standing | Slot::StandingExtended => ScanSlot::Standing,
        };
        asked.then_some(Event::ScanFailed { slot, code: code.into() })
    }
}

/// A finder's request as the platform takes it. Extended adverts are never batched: where the chip has them, they are a
/// second PendingIntent's beside the standing scan.
fn asks(scan: &ScanRequest, extended: bool) -> [Option<ScanAsk>; 2] {
    let (mode, delivery) = (Mode::from(scan.mode), scan.delivery);
    if scan.slot == ScanSlot::Callback {
        let forms = if extended { Forms::Both } else { Forms::Legacy };
        return [Some(ScanAsk::new(Slot::Callback, mode, delivery, FILTERS).forms(forms)), None];
    }
    // What a batch needs BALANCED for, a scan of its own has with LOW_POWER.
    let beside = if delivery == Delivery::Immediate { mode } else { Mode::LowPower };
    let second = ScanAsk::new(Slot::StandingExtended, beside, Delivery::Immediate, EXTENDED_FILTERS);
    let first = ScanAsk::new(Slot::Standing, mode, delivery, FILTERS - EXTENDED_FILTERS);
    [Some(first), extended.then_some(second.forms(Forms::Extended))]
}

const fn slots(slot: ScanSlot) -> &'static [Slot] {
    match slot {
        ScanSlot::Standing => &[Slot::Standing, Slot::StandingExtended],
        ScanSlot::Callback => &[Slot::Callback],
    }
}

fn opportunistic() -> ScanAsk {
    ScanAsk::new(Slot::Standing, Mode::Opportunistic, Delivery::Immediate, FILTERS).forms(Forms::Both)
}
