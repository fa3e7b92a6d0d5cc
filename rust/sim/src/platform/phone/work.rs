//! Alarms and jobs, with their rations.

use std::collections::VecDeque;

use findmesh_core::phone::Connectivity;

use super::super::draw::{Purpose, bits, millis, unit};
use super::super::event::{PhoneEvent, WakeCause};
use super::super::ration::Ration;
use super::super::rules::{AlarmRules, JobRules};
use super::Phone;

/// A job that would get less than this waits for more.
const SHORTEST_RUN_MS: u64 = 10_000;

#[derive(Clone, Copy, Debug)]
struct Alarm {
    /// When it would come without any ration.
    wished: u64,
    due: u64,
    exact: bool,
}

/// The app's alarm.
#[derive(Debug, Default)]
pub(super) struct Alarms {
    set: Option<Alarm>,
    idle: Ration,
    bucket: Ration,
}

impl Alarms {
    pub(super) fn set(&mut self, rules: &AlarmRules, seed: u64, now: u64, at_ms: u64, exact: bool) {
        let at = at_ms.max(now + rules.futurity_min);
        let late = unit(bits(seed, Purpose::Alarm, at, 0)) * rules.window_min as f64;
        let wished = if exact { at } else { at + millis(late) };
        self.set = Some(Alarm { wished, due: wished, exact });
    }

    pub(super) fn cancel(&mut self) {
        self.set = None;
    }

    pub(super) fn due(&self) -> Option<u64> {
        self.set.map(|alarm| alarm.due)
    }

    /// What held it back may be gone.
    pub(super) fn reconsider(&mut self, now: u64) {
        if let Some(alarm) = &mut self.set {
            alarm.due = alarm.wished.max(now);
        }
    }
}

impl Phone<'_> {
    pub(super) fn alarm_due(&mut self) {
        let Some(alarm) = self.alarms.set else {
            return;
        };
        let free = self.alarm_free_at(alarm);
        if free > self.now {
            self.alarms.set = Some(Alarm { due: free, ..alarm });
            return;
        }
        self.alarms.set = None;
        self.alarms.idle.take(self.now);
        if !alarm.exact {
            self.alarms.bucket.take(self.now);
        }
        if self.wake(WakeCause::Alarm) {
            self.tally.alarms += 1;
            let allowed = if alarm.exact { self.rules.life.allow_exact } else { 0 };
            self.life.may_start_service(self.now + allowed);
            self.out.push_back(PhoneEvent::Alarm);
        }
    }

    /// When its rations let it come: at once for an exempt app; else the while-idle quota while idle, and the bucket's.
    fn alarm_free_at(&self, alarm: Alarm) -> u64 {
        let rules = &self.rules.alarm;
        let unlimited = self.view.exempt && rules.exempt_unlimited;
        let idle = if alarm.exact { rules.exact_idle } else { rules.inexact_idle };
        let mut at = self.now;
        if self.alarms_are_held() && !unlimited {
            at = at.max(self.alarms.idle.free_at(idle, self.now));
        }
        match rules.bucket {
            Some(quota) if !alarm.exact && !unlimited && self.rations_apply() => {
                at.max(self.alarms.bucket.free_at(quota, self.now))
            }
            _ => at,
        }
    }
}

/// A periodic job.
#[derive(Clone, Copy, Debug)]
struct Job {
    period: u64,
    /// Beginning of the period that it is to run in.
    from: u64,
    due: u64,
    /// It waits for the phone to come out of idle.
    held: bool,
}

/// The app's job and what its bucket has left.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    set: Option<Job>,
    sessions: Ration,
    /// Runs, by beginning and end.
    runs: VecDeque<(u64, u64)>,
    expedited_ms: u64,
}

impl Jobs {
    pub(super) fn schedule(&mut self, rules: &JobRules, seed: u64, now: u64, period_ms: u64) {
        let period = period_ms.max(rules.period_min);
        self.set = Some(Job { period, from: now, due: place(seed, now, period), held: false });
    }

    pub(super) fn cancel(&mut self) {
        self.set = None;
    }

    pub(super) fn due(&self) -> Option<u64> {
        self.set.filter(|job| !job.held).map(|job| job.due)
    }

    /// What held it back may be gone.
    pub(super) fn reconsider(&mut self, now: u64) {
        if let Some(job) = &mut self.set {
            job.due = if job.held { now.max(job.due) } else { job.due };
            job.held = false;
        }
    }

    /// A run ends earlier than it might have.
    pub(super) fn ended(&mut self, now: u64) {
        if let Some((_, end)) = self.runs.back_mut() {
            *end = now.min(*end);
        }
    }

    /// Run time of a job that begins now.
    fn left(&self, rules: &JobRules, now: u64) -> u64 {
        let since = now.saturating_sub(rules.sessions.window_ms);
        let used: u64 = self.runs.iter().map(|(from, to)| to.saturating_sub(since.max(*from))).sum();
        rules.run_a_window.saturating_sub(used).min(rules.run_max)
    }

    /// When so much has left the window that a job may run.
    fn time_free_at(&self, rules: &JobRules, now: u64) -> u64 {
        if self.left(rules, now) >= SHORTEST_RUN_MS {
            return now;
        }
        let ends = self.runs.iter().map(|(_, to)| to + rules.sessions.window_ms);
        ends.filter(|at| *at > now).min().unwrap_or(now)
    }

    /// Expedited run time; `limit` is the day's, none where there is no limit.
    pub(super) fn expedite(&mut self, limit: Option<u64>, ms: u64) -> u64 {
        let granted = limit.map_or(ms, |limit| ms.min(limit.saturating_sub(self.expedited_ms)));
        self.expedited_ms += granted;
        granted
    }
}

/// Somewhere in a period.
fn place(seed: u64, from: u64, period: u64) -> u64 {
    from + millis(unit(bits(seed, Purpose::Job, from, period)) * period as f64)
}

impl Phone<'_> {
    pub(super) fn job_due(&mut self) {
        let Some(job) = self.jobs.set else {
            return;
        };
        if self.is_held() {
            self.jobs.set = Some(Job { held: true, ..job });
            return;
        }
        let free = self.job_free_at();
        if free > self.now {
            self.jobs.set = Some(Job { due: free, ..job });
            return;
        }
        self.run_job(job);
    }

    fn job_free_at(&self) -> u64 {
        if !self.rations_apply() {
            return self.now;
        }
        let sessions = self.jobs.sessions.free_at(self.rules.job.sessions, self.now);
        sessions.max(self.jobs.time_free_at(&self.rules.job, self.now))
    }

    fn run_job(&mut self, job: Job) {
        let left = self.jobs.left(&self.rules.job, self.now);
        let length = if self.rations_apply() { left } else { self.rules.job.run_max };
        let from = job.from + job.period * (1 + (self.now - job.from) / job.period);
        let due = place(self.seed, from, job.period);
        self.jobs.set = Some(Job { from, due, held: false, ..job });
        if self.wake(WakeCause::Job) {
            let until_ms = self.now + length;
            self.jobs.sessions.take(self.now);
            self.jobs.runs.push_back((self.now, until_ms));
            self.life.runs_until(until_ms);
            self.tally.jobs += 1;
            let network = self.view.connectivity != Connectivity::Offline;
            self.out.push_back(PhoneEvent::Job { network, until_ms });
        }
    }
}
