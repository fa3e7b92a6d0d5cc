//! The scans of one app, as the Bluetooth process knows them.

use std::collections::VecDeque;

use findmesh_core::Delivery;

use super::ask::{Forms, Mode, ScanAsk, Slot};
use super::ear::{Tuning, Wanted};
use super::rules::{Duty, ScanRules};

/// What the platform made of an old scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cap {
    Opportunistic,
    LowPower,
}

/// A registered scan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    pub(super) ask: ScanAsk,
    pub(super) since: u64,
    /// Its filters did not fit: every advert wakes the host.
    pub(super) all_pass: bool,
    cap: Option<Cap>,
    /// When it counts as too long.
    timeout: Option<u64>,
}

/// What depends on the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stage {
    pub(super) screen_on: bool,
    pub(super) service: bool,
    /// Another app's scan is on; whether its filters let tags through.
    pub(super) other: Option<bool>,
    pub(super) extended: bool,
}

/// How a scan is served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Served {
    /// By the radio setting that all share.
    Regular(Duty),
    /// By what others scan.
    Opportunistic,
    /// By the batching client.
    Batch(Duty),
    /// Put aside until the screen is on.
    Suspended,
}

/// Why a scan was not started, when it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// By the quota, in silence.
    Quota,
    /// An equal PendingIntent is registered: nothing happens.
    Ignored,
    /// With ScanCallback's code.
    Code(u8),
}

const ALREADY_STARTED: u8 = 1;
const FEATURE_UNSUPPORTED: u8 = 4;

#[derive(Debug, Default)]
pub(super) struct Scans {
    clients: [Option<Client>; 3],
    /// Beginnings of the scans that were stopped last.
    stopped: VecDeque<u64>,
}

impl Scans {
    pub(super) fn all(&self) -> impl Iterator<Item = &Client> {
        self.clients.iter().flatten()
    }

    pub(super) fn client(&self, slot: Slot) -> Option<&Client> {
        self.clients[slot as usize].as_ref()
    }

    /// Registers a scan on a phone that has `slots` filters and perhaps batches.
    pub(super) fn start(
        &mut self,
        ask: ScanAsk,
        rules: &ScanRules,
        (slots, batching): (u8, bool),
        now: u64,
    ) -> Result<(), Refusal> {
        self.admit(ask, rules, batching, now)?;
        let used: u32 =
            self.all().filter(|client| !client.all_pass).map(|it| u32::from(it.ask.filters)).sum();
        let all_pass = used + u32::from(ask.filters) > u32::from(slots);
        let timeout = timeout_of(&ask, all_pass, rules).map(|after| now + after);
        self.clients[ask.slot as usize] = Some(Client { ask, since: now, all_pass, cap: None, timeout });
        Ok(())
    }

    fn admit(&self, ask: ScanAsk, rules: &ScanRules, batching: bool, now: u64) -> Result<(), Refusal> {
        let standing = ask.slot.is_pending_intent();
        let unable = match ask.delivery {
            Delivery::Immediate => false,
            Delivery::Batched { .. } => !batching,
            Delivery::AutoBatch { delay_ms } => {
                !batching || rules.auto_batch.is_none() || delay_ms < rules.auto_batch_delay_min
            }
        };
        let registered = self.client(ask.slot).is_some();
        match () {
            () if registered && standing => Err(Refusal::Ignored),
            () if registered => Err(Refusal::Code(ALREADY_STARTED)),
            () if unable => Err(Refusal::Code(FEATURE_UNSUPPORTED)),
            () if (!standing || rules.quota_checks_standing) && self.too_frequent(rules, now) => {
                Err(Refusal::Quota)
            }
            () => Ok(()),
        }
    }

    /// The oldest of the last stopped scans began too short a while ago.
    fn too_frequent(&self, rules: &ScanRules, now: u64) -> bool {
        let nth = self.stopped.len().checked_sub(rules.quota.max(1));
        let oldest = nth.and_then(|nth| self.stopped.get(nth));
        oldest.is_some_and(|began| now < began + rules.quota_window)
    }

    /// Unregisters a scan; false where there was none.
    pub(super) fn stop(&mut self, slot: Slot) -> bool {
        let Some(client) = self.clients[slot as usize].take() else {
            return false;
        };
        self.stopped.push_back(client.since);
        if self.stopped.len() > 16 {
            let _ = self.stopped.pop_front();
        }
        true
    }

    /// The Bluetooth process forgets everything; how many scans are lost.
    pub(super) fn lose(&mut self) -> u32 {
        self.stopped.clear();
        let lost = self.clients.iter_mut().filter_map(Option::take).count();
        u32::try_from(lost).unwrap_or(u32::MAX)
    }

    pub(super) fn due(&self) -> Option<u64> {
        self.all().filter_map(|client| client.timeout).min()
    }

    /// Caps the scans that are too long by now.
    pub(super) fn cap(&mut self, rules: &ScanRules, now: u64) {
        for slot in &mut self.clients {
            let Some(client) = slot.as_mut().filter(|client| client.timeout.is_some_and(|at| at <= now))
            else {
                continue;
            };
            client.timeout = None;
            let whole = client.ask.filters == 0 || client.all_pass;
            client.cap = Some(if whole { Cap::Opportunistic } else { Cap::LowPower });
            if !whole && rules.timeout_filtered_ends {
                *slot = None;
            }
        }
    }
}

impl Client {
    /// How it is served at this moment.
    pub(super) fn served(&self, rules: &ScanRules, stage: Stage) -> Served {
        let mode = self.mode(rules, stage);
        match (self.ask.delivery, rules.auto_batch) {
            (Delivery::Batched { .. }, _) => return Served::Batch(rules.batched(self.ask.mode)),
            (Delivery::AutoBatch { .. }, Some(duty)) if !stage.screen_on => return Served::Batch(duty),
            _ => {}
        }
        if self.ask.filters == 0 && !stage.screen_on && mode != Mode::Opportunistic {
            return Served::Suspended;
        }
        let dark_low = !stage.screen_on && mode == Mode::LowPower;
        let duty = if dark_low { Some(rules.low_power_off) } else { rules.lit(mode) };
        duty.map_or(Served::Opportunistic, Served::Regular)
    }

    /// Its mode after caps and the downgrade of background apps.
    fn mode(&self, rules: &ScanRules, stage: Stage) -> Mode {
        let mode = match self.cap {
            Some(Cap::Opportunistic) => return Mode::Opportunistic,
            Some(Cap::LowPower) => self.ask.mode.min(Mode::LowPower),
            None => self.ask.mode,
        };
        let taken_for_system = self.ask.slot.is_pending_intent() && !rules.standing_downgraded;
        let background = !stage.service && !taken_for_system;
        if background && rules.background_downgrade { mode.min(Mode::LowPower) } else { mode }
    }

    /// What it takes of the air.
    pub(super) fn wanted(&self, served: Served, stage: Stage) -> Wanted {
        let batch = matches!(served, Served::Batch(_));
        Wanted {
            legacy: self.ask.forms != Forms::Extended,
            extended: self.ask.forms != Forms::Legacy && stage.extended && !batch,
        }
    }

    /// Report delay of a batch.
    pub(super) const fn delay(&self) -> u64 {
        match self.ask.delivery {
            Delivery::Immediate => 0,
            Delivery::Batched { delay_ms } | Delivery::AutoBatch { delay_ms } => delay_ms,
        }
    }
}

fn timeout_of(ask: &ScanAsk, all_pass: bool, rules: &ScanRules) -> Option<u64> {
    let batch = matches!(ask.delivery, Delivery::Batched { .. });
    if batch || ask.mode == Mode::Opportunistic {
        return None;
    }
    let after = if ask.filters == 0 || all_pass { rules.timeout_unfiltered } else { rules.timeout_filtered };
    (after > 0).then_some(after)
}

/// What all scans together make of the radio.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Setting {
    /// The shared setting of regular scans.
    pub(super) regular: Option<Tuning>,
    /// The batching client's.
    pub(super) batch: Option<Tuning>,
    /// Share of time that the receiver is on for us, others' scans not counted.
    pub(super) own_share: f64,
    /// Windows a second in which adverts of others wake the host, and their length in seconds.
    pub(super) all_pass: Option<(f64, f64)>,
    /// The batch storage takes adverts of others, this many a second.
    pub(super) batch_ambient_per_s: f64,
    /// Report delay of the batch.
    pub(super) delay: u64,
}

impl Scans {
    pub(super) fn setting(&self, rules: &ScanRules, stage: Stage) -> Setting {
        let mut setting = Setting::default();
        let mut own = Duty { share: 0.0, interval: 1 };
        let mut regular = (false, Wanted::default());
        for client in self.all() {
            let served = client.served(rules, stage);
            let wanted = client.wanted(served, stage);
            match served {
                Served::Suspended => {}
                Served::Batch(duty) => setting.add_batch(client, duty, wanted, rules),
                Served::Regular(duty) => {
                    own = if duty.share > own.share { duty } else { own };
                    regular = (true, regular.1.and(wanted));
                    setting.add_all_pass(client, duty, stage);
                }
                Served::Opportunistic if stage.other == Some(true) => {
                    regular = (true, regular.1.and(wanted));
                }
                Served::Opportunistic => {}
            }
        }
        setting.own_share = (own.share + setting.own_share).min(1.0);
        let shared = if stage.other.is_some() && rules.other.share > own.share { rules.other } else { own };
        setting.regular = regular.0.then(|| tuning(shared, regular.1)).filter(|it| it.window_us > 0);
        setting
    }
}

impl Wanted {
    const fn and(self, other: Self) -> Self {
        Self { legacy: self.legacy || other.legacy, extended: self.extended || other.extended }
    }
}

impl Setting {
    fn add_batch(&mut self, client: &Client, duty: Duty, wanted: Wanted, rules: &ScanRules) {
        self.own_share += duty.share;
        self.delay = if self.batch.is_some() { self.delay.min(client.delay()) } else { client.delay() };
        self.batch = Some(tuning(duty, wanted));
        if client.all_pass {
            self.batch_ambient_per_s = rules.ambient_per_s * duty.share;
        }
    }

    fn add_all_pass(&mut self, client: &Client, duty: Duty, stage: Stage) {
        if client.all_pass && !stage.screen_on {
            let seconds = duty.interval as f64 / 1000.0;
            self.all_pass = Some((1.0 / seconds, duty.share * seconds));
        }
    }
}

fn tuning(duty: Duty, wanted: Wanted) -> Tuning {
    let interval_us = duty.interval * 1000;
    let window_us = super::draw::millis((duty.share * interval_us as f64).round()).min(interval_us);
    Tuning { interval_us, window_us, wanted }
}
