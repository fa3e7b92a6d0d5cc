//! What the world does to the phone.

use findmesh_core::phone::Connectivity;

use crate::world::{Bucket, Change};

use super::super::draw::{Purpose, bits, unit};
use super::super::event::{PhoneEvent, WakeCause};
use super::super::view::Doze;
use super::Phone;

impl Phone<'_> {
    pub(super) fn next_change(&self) -> Option<u64> {
        self.day.changes.get(self.changed).map(|(at, _)| *at)
    }

    pub(super) fn change(&mut self) {
        let Some((_, change)) = self.day.changes.get(self.changed) else {
            return;
        };
        self.changed += 1;
        match *change {
            Change::Screen(on) => self.screen(on),
            Change::Charging(on) => self.charging(on),
            Change::Connectivity(network) => self.network(network),
            Change::Moving(moving) => self.motion(moving),
            Change::Bluetooth(on) => self.bluetooth(on),
            Change::Reboot => self.reboot(),
            Change::SwipedAway => self.swiped_away(),
            Change::BatterySaver(on) => self.battery_saver(on),
            Change::ProfileConnected => self.profile_connected(),
            Change::OtherAppFix { accuracy_m } => self.other_fix(accuracy_m),
            Change::OtherAppScan(on) => self.other_scan(on),
            Change::RadioUp => self.radio_up(self.now + self.rules.energy.tail),
        }
    }

    fn screen(&mut self, on: bool) {
        if self.view.screen_on == on {
            return;
        }
        self.view.screen_on = on;
        self.dark_since = (!on).then_some(self.now);
        self.host_sleeps();
        self.rest_or_wake();
        self.retune();
        self.tell();
    }

    fn charging(&mut self, on: bool) {
        self.view.charging = on;
        self.rest_or_wake();
        self.tell();
    }

    fn network(&mut self, network: Connectivity) {
        self.view.connectivity = network;
        self.tell();
    }

    fn motion(&mut self, moving: bool) {
        self.moving = moving;
        self.doze.motion(self.now, moving, self.view.battery_saver);
        self.idle_changed();
        if self.view.service_running {
            self.tell();
        }
    }

    fn battery_saver(&mut self, on: bool) {
        self.view.battery_saver = on;
        self.rest_or_wake();
        self.tell();
    }

    /// Doze begins where the screen is dark and no charger is there, and ends otherwise.
    pub(super) fn rest_or_wake(&mut self) {
        if self.view.screen_on || self.view.charging {
            self.doze.wake();
        } else {
            self.doze.rest(self.now, self.moving, self.view.battery_saver);
        }
        self.idle_changed();
    }

    pub(super) fn doze_step(&mut self) {
        self.doze.tick(self.now);
        self.idle_changed();
    }

    /// What was held back may run now.
    fn idle_changed(&mut self) {
        self.see();
        self.alarms.reconsider(self.now);
        self.jobs.reconsider(self.now);
    }

    /// Jobs and network are held back from the app.
    pub(super) fn is_held(&self) -> bool {
        !self.view.exempt && (self.doze.state().is_idle() || self.view.battery_saver && !self.view.charging)
    }

    /// Alarms are held back but for the while-idle quota.
    pub(super) fn alarms_are_held(&self) -> bool {
        let saver = self.view.battery_saver && !self.view.charging;
        self.doze.state() == Doze::Deep || saver
    }

    /// The buckets' rations apply.
    pub(super) fn rations_apply(&self) -> bool {
        !self.view.exempt && (!self.view.charging || self.view.bucket == Bucket::Restricted)
    }

    fn bluetooth(&mut self, on: bool) {
        if on == self.view.bluetooth && self.bluetooth_back_at.is_none() {
            return;
        }
        self.bluetooth_back_at = None;
        if on { self.bluetooth_back() } else { self.bluetooth_lost() }
    }

    /// The adapter is gone, and every scan with it.
    pub(super) fn bluetooth_lost(&mut self) {
        self.view.bluetooth = false;
        self.tally.scans_lost += self.scans.lose();
        self.batch = None;
        self.retune();
        self.tell();
    }

    /// The adapter is back: a living process hears it, a dead one does not.
    pub(super) fn bluetooth_back(&mut self) {
        self.bluetooth_back_at = None;
        self.view.bluetooth = true;
        let life = &self.rules.life;
        let hears = if self.life.is_alive() { life.living_hears_on } else { life.dead_hears_on };
        if hears && self.wake(WakeCause::BluetoothOn) {
            self.life.may_start_service(self.now + self.rules.life.allow_exact);
            self.out.push_back(PhoneEvent::BluetoothOn);
        }
    }

    fn profile_connected(&mut self) {
        if self.view.bluetooth && self.wake(WakeCause::ProfileConnected) {
            self.life.may_start_service(self.now + self.rules.life.allow_bluetooth);
            self.out.push_back(PhoneEvent::ProfileConnected);
        }
    }

    fn other_scan(&mut self, on: bool) {
        let luck = unit(bits(self.seed, Purpose::OtherScan, self.now, 0));
        self.other = on.then_some(luck < self.rules.scan.other_unfiltered);
        self.retune();
    }

    fn reboot(&mut self) {
        self.kill();
        self.alarms.cancel();
        if self.view.bluetooth || self.bluetooth_back_at.is_some() {
            self.bluetooth_lost();
            self.bluetooth_back_at = Some(self.now + self.rules.scan.reboot_lasts);
        }
        self.boot_at = Some(self.now + self.rules.scan.reboot_lasts);
    }

    /// The phone is up again: the app is told, unless it was stopped.
    pub(super) fn booted(&mut self) {
        self.boot_at = None;
        self.announce_boot();
    }

    fn announce_boot(&mut self) {
        if self.wake(WakeCause::Boot) {
            self.life.may_start_service(self.now + self.rules.life.allow_boot);
            self.out.push_back(PhoneEvent::Boot);
        }
    }

    /// A new version of the app: the process and its PendingIntents are replaced, and it is told as after a boot.
    pub(super) fn updated(&mut self) {
        self.update_at = self.next_chance(Purpose::Update, self.rules.scan.updates);
        self.kill();
        self.tally.scans_lost += self.scans.lose();
        self.alarms.cancel();
        self.batch = None;
        self.retune();
        self.announce_boot();
    }

    /// A vendor's power keeper takes the app off the exemption list, and tells nobody.
    pub(super) fn allow_list_lost(&mut self) {
        self.allow_list_lost_at = None;
        self.view.exempt = false;
    }

    fn swiped_away(&mut self) {
        let profile = &self.day.profile;
        let tight = profile.oem_tight && self.rules.life.force_stop_on_swipe;
        match () {
            () if profile.locked_in_recents => {}
            () if tight => self.force_stop(),
            () if self.view.service_running => {}
            () => self.kill(),
        }
    }
}
