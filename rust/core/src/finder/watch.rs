//! Health: what happened and, when nothing happens, why (docs/finder.md §5).

mod phone;
mod platform;

use super::Finder;
use crate::event::StoreTrouble;
use crate::health::{FinderState, GapStats, Health, QueueStats, Severity, counter};
use crate::moment::{Moment, Wall, span};
use crate::participation::Participation;
use crate::plan::ScanTrouble;
use crate::reason_code::ReasonCode;
use crate::reasons::Found;
use crate::time::Now;

/// `SCAN_FAILED_OUT_OF_HARDWARE_RESOURCES`.
const OUT_OF_HARDWARE: i32 = 5;
/// `SCAN_FAILED_SCANNING_TOO_FREQUENTLY`.
const TOO_FREQUENTLY: i32 = 6;

impl Finder {
    /// A snapshot by the clocks' reading `now`.
    pub fn health(&self, now: Now) -> Health {
        let open = (counter::RADIO_MS_ASKED, self.open_radio_ms(now));
        let moment = Moment::new(now);
        Health {
            today: self.counters.today_with(open),
            gaps: self.record.gaps.stats(moment, self.config.health.gap_days),
            ..self.snapshot(moment)
        }
    }

    /// What the finder is doing.
    pub fn state(&self) -> FinderState {
        if !self.restored {
            return FinderState::Starting;
        }
        if !self.enabled {
            return FinderState::Off;
        }
        if let Some(code) = self.reasons.first_blocking() {
            return FinderState::Blocked { reason: code.as_str().to_owned() };
        }
        match self.scan.running() {
            Some(plan) => FinderState::Listening { plan: plan.as_str().to_owned() },
            None => FinderState::Starting,
        }
    }

    /// Health without today's counters and the gaps, of which every advert changes one.
    pub(super) fn snapshot(&self, now: Moment) -> Health {
        Health {
            state: self.state(),
            reasons: self.reasons.list(),
            last_scan_wall_ms: self.marks.scan,
            last_sighting_wall_ms: self.marks.sighting,
            last_report_wall_ms: self.marks.report,
            last_upload_wall_ms: self.marks.upload,
            next_wake_wall_ms: self.wake.map(|at| now.wall_of(at)),
            queue: self.queue_stats(now),
            gaps: GapStats::default(),
            today: Vec::new(),
        }
    }

    fn queue_stats(&self, now: Moment) -> QueueStats {
        let next = self.next_due();
        QueueStats {
            reports: u32::try_from(self.queue.sealed()).unwrap_or(u32::MAX),
            bytes: self.queue.bytes(),
            pending: u32::try_from(self.tracks.waiting().count()).unwrap_or(u32::MAX),
            next_due_wall_ms: next.map(|at| now.wall_of(at)),
            oldest_wall_ms: self.queue.oldest_wall(),
        }
    }

    /// Looks for reasons.
    pub(super) fn watch(&mut self, now: Moment) {
        let mut found = Vec::new();
        self.find_wish(&mut found);
        self.find_phone(&mut found);
        self.find_platform(now, &mut found);
        self.find_storage(&mut found);
        self.find_scan(now, &mut found);
        self.find_fixes(now, &mut found);
        self.find_upload(now, &mut found);
        self.find_clock(&mut found);
        self.reasons.update(found, now.wall);
    }

    fn find_wish(&self, found: &mut Vec<Found>) {
        if !self.restored {
            return found.push(Found::new(ReasonCode::Starting));
        }
        if !self.may_report() {
            found.push(Found::new(ReasonCode::ConsentMissing));
        }
        if !self.enabled || self.participation == Participation::Off {
            found.push(Found::new(ReasonCode::PausedByUser));
        }
        if self.unconfirmed {
            found.push(Found::new(ReasonCode::VaultLost));
        }
    }

    fn find_storage(&self, found: &mut Vec<Found>) {
        if let Some(trouble) = self.storage.trouble() {
            found.push(Found::new(trouble_code(trouble.what)).since(trouble.since));
        } else if let Some((what, since)) = self.storage.incident().filter(|_| !self.unconfirmed) {
            found.push(Found::new(trouble_code(what)).degrading().since(since));
        }
    }

    fn find_scan(&self, now: Moment, found: &mut Vec<Found>) {
        match self.scan.trouble() {
            Some(ScanTrouble::Refused { code, since }) => found.push(self.refused(code, now).since(since)),
            Some(ScanTrouble::Lost { since }) => found.push(Found::new(ReasonCode::ScanLost).since(since)),
            None => {}
        }
        if let Some(until) = self.scan.throttled(now.boot) {
            found.push(self.throttled(now.wall_of(until)));
        }
        if self.scan.is_suspected_blocked() {
            found.push(Found::new(ReasonCode::ScanSuspectedBlocked));
        }
    }

    /// A refusal by Android's numbers.
    fn refused(&self, code: i32, now: Moment) -> Found {
        match code {
            OUT_OF_HARDWARE => Found::new(ReasonCode::ScannerExhausted),
            TOO_FREQUENTLY => {
                let until = self.scan.retry().map_or(now.wall, |at| now.wall_of(at));
                self.throttled(until)
            }
            code => Found::new(ReasonCode::ScanFailed).with("code", code),
        }
    }

    /// The one reason for which nothing is heard, until then, where no scan runs that could.
    fn throttled(&self, until: Wall) -> Found {
        let severity = if self.scan.waits() { Severity::Blocking } else { Severity::Degrading };
        Found::new(ReasonCode::ScanThrottled).severity(severity).with("until", until)
    }

    fn find_fixes(&self, now: Moment, found: &mut Vec<Found>) {
        let since = self.tracks.waiting().map(|(_, waiting)| waiting.since).min();
        let waited = since.is_some_and(|since| now.boot - since >= span(self.config.health.no_fix_ms));
        let reach = now.boot - span(self.config.fixes.nearest_ms);
        if waited && self.fixes.newest().is_none_or(|newest| newest < reach) {
            found.push(Found::new(ReasonCode::NoFix));
        }
        if self.here_is_secret(now).is_some() {
            found.push(Found::new(ReasonCode::InPrivatePlace));
        }
    }

    fn find_upload(&self, now: Moment, found: &mut Vec<Found>) {
        if self.is_offline() {
            found.push(Found::new(ReasonCode::Offline));
        }
        if self.is_data_saved() {
            found.push(Found::new(ReasonCode::DataSaver));
        }
        if self.budget_is_spent() {
            found.push(Found::new(ReasonCode::MeteredBudgetSpent));
        }
        if self.queue.is_full(&self.config.queue) {
            found.push(Found::new(ReasonCode::QueueFull));
        }
        self.find_relay(now, found);
    }

    fn find_relay(&self, now: Moment, found: &mut Vec<Found>) {
        if let Some(since) = self.uploads.backoff.since_wall {
            let reason = Found::new(ReasonCode::RelayUnreachable).since(since);
            let status = self.uploads.backoff.status;
            found.push(if status == 0 { reason } else { reason.with("status", status) });
        }
        let parking = &self.uploads.parking;
        if let Some(parked) = parking.whole {
            let reason = Found::new(ReasonCode::RelayRefused).since(parked.since_wall);
            found.push(reason.with("status", parked.status));
        } else if let Some((network, parked)) = parking.networks.iter().find(|(_, p)| p.until > now.boot) {
            let reason = Found::new(ReasonCode::RelayRefused).since(parked.since_wall);
            found.push(reason.with("status", parked.status).with("network", network.as_str()));
        }
    }

    fn find_clock(&self, found: &mut Vec<Found>) {
        if let Some(jump) = self.clock.jump() {
            let seconds = jump.by_ms / 1000;
            found.push(Found::new(ReasonCode::ClockJumped).with("seconds", seconds).since(jump.since_wall()));
        }
    }
}

const fn trouble_code(trouble: StoreTrouble) -> ReasonCode {
    match trouble {
        StoreTrouble::DiskFull => ReasonCode::DiskFull,
        StoreTrouble::Corrupt => ReasonCode::StorageCorrupt,
        StoreTrouble::VaultLost => ReasonCode::VaultLost,
        StoreTrouble::Io => ReasonCode::StorageFailed,
    }
}
