//! Plays a capture to a phone: adverts in small deliveries, fixes when they were taken.

use std::path::PathBuf;

use findmesh_core::{FinderConfig, Now};
use findmesh_net::RelayClient;
use findmesh_proto::capture::CaptureItem;

use super::Arguments;
use super::fixes::Fixes;
use super::summary::Played;
use crate::capture::CaptureVisitor;
use crate::client;
use crate::failure::Failure;
use crate::phone::{Batch, DeskPhone, DeskSetup, Heard, Tally};
use crate::time::Moment;

/// An advert is delivered at most this much later, milliseconds.
const DELIVERY: u64 = 1_000;
/// After the last advert: as long as a sighting waits for its fix, and this much, milliseconds.
const AFTERWARDS: u64 = 60_000;
/// A window for uploads, milliseconds.
const WINDOW: u64 = 3_600_000;

/// The phone and what is on its way to it.
pub(super) struct Player {
    config: FinderConfig,
    relay: Option<RelayClient>,
    state: Option<PathBuf>,
    fixes: Fixes,
    tally: Tally,
    batch: Batch,
    phone: Option<Started>,
}

/// A phone whose time has begun.
struct Started {
    phone: DeskPhone,
    start: Now,
}

impl Started {
    /// Boot time of a wall time; the beginning for what lies before it.
    fn boot_of(&self, wall_ms: i64) -> u64 {
        self.start.boot_ms.saturating_add_signed(wall_ms - self.start.wall_ms)
    }

    /// Wall time of a boot time.
    fn wall_of(&self, boot_ms: u64) -> i64 {
        self.start.wall_of_boot(boot_ms)
    }
}

impl Player {
    pub(super) fn new(arguments: &Arguments, config: FinderConfig, fixes: Fixes) -> Self {
        let tally = Tally::new(config.deployment);
        Self {
            config,
            relay: arguments.relay.as_ref().map(client::client),
            state: arguments.state.clone(),
            fixes,
            tally,
            batch: Batch::default(),
            phone: None,
        }
    }

    /// Begins with the first advert's time; adverts without one are heard when the one before was.
    fn started(&mut self, item: &CaptureItem) -> Result<&mut Started, Failure> {
        if self.phone.is_none() {
            let wall = item.time.map_or_else(Moment::now, Moment::from_nanos);
            self.fixes.begin(wall.millis());
            self.phone = Some(self.open(wall.millis())?);
        }
        self.phone.as_mut().ok_or_else(|| Failure::about("replay", "no phone"))
    }

    fn open(&self, wall_ms: i64) -> Result<Started, Failure> {
        // Earlier fixes have room before it.
        let start = Now { boot_ms: 2 * self.config.fixes.ring_ms, wall_ms };
        let phone = DeskPhone::open(DeskSetup {
            config: self.config.clone(),
            start,
            state: self.state.as_deref(),
            relay: self.relay.clone(),
            seed: None,
            consent: "findmesh replay",
        })?;
        Ok(Started { phone, start })
    }

    /// Delivers everything that comes until `boot_ms`, in its order.
    fn play_until(&mut self, boot_ms: u64) -> Result<(), Failure> {
        let Some(started) = &mut self.phone else {
            return Ok(());
        };
        let (begin, remembered) = (started.phone.boot_ms(), self.config.fixes.ring_ms);
        loop {
            let fix = self.fixes.next_ms().map(|wall_ms| started.boot_of(wall_ms));
            let batch = self.batch.due_ms(DELIVERY);
            let Some(next) = fix.into_iter().chain(batch).min().filter(|at| *at <= boot_ms) else {
                break;
            };
            started.phone.go_to(next)?;
            if batch == Some(next) {
                deliver(&mut self.batch, &mut started.phone)?;
            } else if let Some(fix) = self.fixes.take() {
                started.phone.fix(fix.at_boot(started.boot_of(fix.wall_ms)))?;
            }
            // In a long pause of the capture: what waited when it began has its fixes now.
            if next.saturating_sub(begin) > remembered {
                self.fixes.pass_to(started.wall_of(boot_ms), remembered);
            }
        }
        started.phone.go_to(boot_ms)
    }

    /// Lets pass what the phone still waits for, uploads, and tells what came of it all.
    pub(super) fn finish(mut self) -> Result<Played, Failure> {
        let end = self.phone.as_ref().map(|started| started.phone.boot_ms());
        let afterwards = self.config.fixes.pending_ms + AFTERWARDS;
        self.play_until(end.unwrap_or(0).saturating_add(afterwards))?;
        let Some(Started { mut phone, .. }) = self.phone else {
            return Ok(Played::nothing(self.tally));
        };
        // A wake of its own might have to wait for the budget of its hour.
        phone.look()?;
        // As long as the queue keeps a report, and one more.
        let windows = self.config.queue.max_age_ms / WINDOW + 1;
        let undelivered = if self.relay.is_some() { upload(&mut phone, windows)? } else { 0 };
        Played::of(self.tally, &mut phone, undelivered)
    }
}

fn deliver(batch: &mut Batch, phone: &mut DeskPhone) -> Result<(), Failure> {
    batch.take().map_or(Ok(()), |packed| phone.hear(packed))
}

/// Gives so many windows, or until the queue is empty; how many reports stay when the relay takes none of them.
fn upload(phone: &mut DeskPhone, windows: u64) -> Result<u32, Failure> {
    for _ in 0..windows {
        if phone.waiting().0 == 0 {
            break;
        }
        let summary = phone.upload(WINDOW)?;
        if summary.failed > 0 && summary.held == 0 {
            return Ok(summary.remaining);
        }
    }
    Ok(phone.waiting().0)
}

impl CaptureVisitor for Player {
    fn advert(&mut self, item: &CaptureItem) -> Result<(), Failure> {
        self.tally.hear(&item.frame());
        let started = self.started(item)?;
        let now = started.phone.boot_ms();
        let at = item.time.map_or(now, |nanos| started.boot_of(nanos.div_euclid(1_000_000))).max(now);
        if self.batch.is_due(at, DELIVERY) {
            let due = self.batch.due_ms(DELIVERY).unwrap_or(at).min(at);
            self.play_until(due)?;
            // A full batch does not wait for its time.
            if let (true, Some(started)) = (self.batch.is_due(at, DELIVERY), &mut self.phone) {
                deliver(&mut self.batch, &mut started.phone)?;
            }
        }
        self.play_until(at)?;
        let (rssi, tx_power) = (item.rssi, item.tx_power);
        let frame = item.frame();
        self.batch.add(&Heard { frame, rssi, tx_power, extended_pdu: item.extended_pdu, boot_ms: at });
        Ok(())
    }

    fn caught_up(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}
