//! A host and a platform that keeps account of what it is asked.

use findmesh_core::config::{FinderMode, ScanLimits};
use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::persist::Restored;
use findmesh_core::phone::{PhoneState, WakeCause};
use findmesh_core::{
    Change, Effect, Event, EventRecord, Finder, FinderConfig, Fix, Now, ScanMode, ScanPermit, ScanPlan,
    ScanRequest, ScanSlot, Seed,
};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::advert::Frame;
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::{Address, AddressKind, Deployment, FixSource, PackedSighting, PackedWriter};

pub const SECOND: u64 = 1_000;
pub const MINUTE: u64 = 60 * SECOND;
pub const HOUR: u64 = 60 * MINUTE;
const START_WALL: i64 = 1_800_000_000_000;

/// Something that the platform was asked, at a boot time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    pub at: u64,
    /// Number of the event that it came of.
    pub event: usize,
    /// A person looked.
    pub looks: bool,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    Start(ScanRequest),
    Stop(ScanSlot),
    /// The platform ended it.
    Ended(ScanSlot),
    /// The host started a scan of its own.
    HostStart,
}

/// A process, and what outlives it.
pub struct Host {
    pub finder: Finder,
    pub config: FinderConfig,
    pub phone: PhoneState,
    pub now: Now,
    /// What the platform was asked since the phone started.
    pub asked: Vec<Asked>,
    /// Ticks of planner and finder.
    pub ticks: Vec<u64>,
    /// The platform's side: what runs in each slot.
    pub standing: Option<ScanRequest>,
    pub callback: Option<ScanRequest>,
    pub wake: Option<u64>,
    pub records: Vec<(EventRecord, Vec<Effect>)>,
    /// Moments at which a person looked.
    looks: Vec<u64>,
    /// The platform says whether a scan started.
    pub answers: bool,
    kept: Restored,
    seeds: u64,
    events: usize,
    /// Moments at which the finder knew that it listened.
    pub listens: Vec<u64>,
    tickets: u64,
}

impl Host {
    /// A phone whose person agreed, with this kind of app.
    pub fn new(mode: FinderMode, phone: PhoneState) -> Self {
        Self::with(FinderConfig { mode, ..config() }, phone)
    }

    pub fn with(config: FinderConfig, phone: PhoneState) -> Self {
        let mut host = Self {
            finder: finder(&config),
            config,
            phone,
            now: Now { boot_ms: HOUR, wall_ms: START_WALL },
            asked: Vec::new(),
            ticks: Vec::new(),
            standing: None,
            callback: None,
            wake: None,
            records: Vec::new(),
            looks: Vec::new(),
            answers: true,
            kept: Restored { consent: vec![consent()], ..Restored::default() },
            seeds: 0,
            events: 0,
            listens: Vec::new(),
            tickets: 0,
        };
        host.kept.settings.push(("enabled".to_owned(), vec![1]));
        host.begin();
        host
    }

    pub fn limits(&self) -> &ScanLimits {
        &self.config.scan
    }

    /// A new process reads its store and looks at the phone.
    fn begin(&mut self) {
        self.finder = finder(&self.config);
        self.records.clear();
        self.event(Event::Restored(Box::new(self.kept.clone())));
        self.event(Event::Phone(self.phone.clone()));
    }

    /// Handles an event and carries out what comes of it.
    pub fn event(&mut self, event: Event) -> Vec<Effect> {
        let record = EventRecord { now: self.now, seed: self.seed(), event };
        self.events += 1;
        if matches!(record.event, Event::ScanStarted { .. } | Event::Ingest { .. }) {
            self.listens.push(self.now.boot_ms);
        }
        let effects = self.finder.handle(&record.event, record.now, record.seed);
        self.records.push((record, effects.clone()));
        let mut answers = Vec::new();
        for effect in &effects {
            self.carry_out(effect, &mut answers);
        }
        for answer in answers {
            self.event(answer);
        }
        effects
    }

    fn seed(&mut self) -> Seed {
        self.seeds += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seeds.to_be_bytes());
        Seed(seed)
    }

    fn carry_out(&mut self, effect: &Effect, answers: &mut Vec<Event>) {
        match effect {
            Effect::StartScan { scan } => {
                self.note(What::Start(*scan));
                let runs = self.slot(scan.slot).replace(*scan);
                assert_eq!(runs, None, "the platform ignores a start of what runs");
                if self.answers {
                    answers.push(Event::ScanStarted { slot: scan.slot });
                }
            }
            Effect::StopScan { slot } => {
                self.note(What::Stop(*slot));
                *self.slot(*slot) = None;
            }
            Effect::Persist { changes } => changes.iter().for_each(|change| self.keep(change)),
            Effect::WakeAt { boot_ms, listen_boot_ms } => {
                assert!(*boot_ms > self.now.boot_ms, "a wake in the past");
                assert!(listen_boot_ms.is_none_or(|at| at >= *boot_ms), "a listen before the wake");
                self.wake = Some(*boot_ms);
            }
            _ => {}
        }
    }

    fn note(&mut self, what: What) {
        let (at, event, looks) = (self.now.boot_ms, self.events, self.phone.app_visible);
        self.asked.push(Asked { at, event, looks, what });
    }

    /// The platform ends what runs in a slot.
    pub fn end(&mut self, slot: ScanSlot) {
        if self.slot(slot).take().is_some() {
            self.note(What::Ended(slot));
        }
    }

    fn slot(&mut self, slot: ScanSlot) -> &mut Option<ScanRequest> {
        match slot {
            ScanSlot::Standing => &mut self.standing,
            ScanSlot::Callback => &mut self.callback,
        }
    }

    /// Of all that a store keeps, what the planner needs.
    fn keep(&mut self, change: &Change) {
        if let Change::PutSetting { name, value } = change {
            self.kept.settings.retain(|(known, _)| known != name);
            self.kept.settings.push((name.clone(), value.clone()));
        }
    }

    /// Time passes; the finder is woken when it asked for it.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now.boot_ms + ms;
        let before = self.ticks.len();
        while let Some(at) = self.wake.filter(|at| *at <= end) {
            self.wake = None;
            self.go_to(at);
            self.ticks.push(at);
            self.event(Event::Tick);
            assert!(((self.ticks.len() - before) as u64) < 100 + ms / SECOND, "it spins");
        }
        self.go_to(end);
    }

    fn go_to(&mut self, boot_ms: u64) {
        let ms = boot_ms.saturating_sub(self.now.boot_ms);
        self.now.boot_ms += ms;
        self.now.wall_ms += ms.cast_signed();
    }

    /// The process ends, its callback scan with it; the next one begins, for `cause`.
    pub fn kill(&mut self, cause: WakeCause) {
        self.end(ScanSlot::Callback);
        self.wake = None;
        self.go_to(self.now.boot_ms + 500);
        self.begin();
        self.event(Event::Woken { cause });
    }

    /// The phone restarts: no scan survives.
    pub fn reboot(&mut self) {
        self.standing = None;
        self.callback = None;
        self.now.wall_ms += 40_000;
        self.now.boot_ms = 5_000;
        (self.asked, self.ticks, self.listens, self.looks) = Default::default();
        self.kill(WakeCause::Boot);
    }

    /// The phone changes.
    pub fn change(&mut self, change: impl FnOnce(&mut PhoneState)) -> Vec<Effect> {
        change(&mut self.phone);
        if self.phone.app_visible {
            self.looks.push(self.now.boot_ms);
        }
        self.event(Event::Phone(self.phone.clone()))
    }

    pub fn woken(&mut self, cause: WakeCause) -> Vec<Effect> {
        self.event(Event::Woken { cause })
    }

    /// One separated tag is heard now.
    pub fn hear(&mut self, tag: u8) -> Vec<Effect> {
        let mut writer = PackedWriter::new();
        let data = extended_advert(&config().deployment.service_uuid, &[tag; 32], 0, false);
        let address = Address::new([0xC0, 0, 0, 0, 0, tag], AddressKind::Random);
        let sighting = PackedSighting {
            frame: Frame { data: &data, address: Some(address) },
            rssi: -70,
            tx_power: 127,
            extended_pdu: true,
            elapsed_nanos: self.now.boot_ms * 1_000_000,
        };
        writer.push(&sighting).unwrap();
        self.tickets += 1;
        self.event(Event::Ingest { ticket: self.tickets, packed: writer.finish() })
    }

    /// A fix so many metres north of where the phone began.
    pub fn fix(&mut self, north_m: f64) {
        let boot_ms = self.now.boot_ms;
        self.event(Event::Fix(Fix {
            latitude: 48.0 + (north_m / 6_371_008.8).to_degrees(),
            longitude: 11.0,
            accuracy_m: 10.0,
            altitude_m: None,
            speed_mps: None,
            source: FixSource::Gnss,
            mock: false,
            boot_ms,
        }));
    }

    /// The host wants to scan, and does where it may.
    pub fn reserve(&mut self) -> ScanPermit {
        let effects = self.event(Event::ReserveScanStart);
        let permits: Vec<_> = effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::ScanPermit(permit) => Some(*permit),
                _ => None,
            })
            .collect();
        assert_eq!(permits.len(), 1, "one answer to one question");
        if permits[0] == ScanPermit::Granted {
            self.note(What::HostStart);
        }
        permits[0]
    }

    pub fn starts(&self) -> impl Iterator<Item = (u64, ScanRequest)> {
        self.asked.iter().filter_map(|asked| match asked.what {
            What::Start(scan) => Some((asked.at, scan)),
            _ => None,
        })
    }

    /// Bursts: when they began, and when they ended or a person looked.
    pub fn bursts(&self) -> Vec<(u64, u64)> {
        let mut bursts = Vec::new();
        for (index, asked) in self.asked.iter().enumerate() {
            let What::Start(scan) = asked.what else { continue };
            if scan.slot == ScanSlot::Callback && scan.plan != ScanPlan::Visible {
                assert_eq!(scan.mode, ScanMode::LowLatency);
                let ends = [What::Stop(ScanSlot::Callback), What::Ended(ScanSlot::Callback)];
                let ended = self.asked[index..].iter().find(|later| ends.contains(&later.what));
                let ended = ended.map_or(self.now.boot_ms, |ended| ended.at);
                let looked = self.looks.iter().copied().find(|at| *at >= asked.at);
                bursts.push((asked.at, looked.map_or(ended, |looked| looked.min(ended))));
            }
        }
        bursts
    }

    pub fn reasons(&self) -> Vec<String> {
        self.finder.health(self.now).reasons.into_iter().map(|reason| reason.code).collect()
    }

    pub fn count(&self, name: &str) -> u64 {
        let today = self.finder.health(self.now).today;
        today.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
    }
}

pub fn finder(config: &FinderConfig) -> Finder {
    Finder::new(config.clone(), HashKey::from_bytes([9; 32]))
}

pub fn config() -> FinderConfig {
    FinderConfig { deployment: Deployment::COMMON.with_company_id(0xFFFF), ..FinderConfig::default() }
}

fn consent() -> ConsentEntry {
    ConsentEntry {
        purpose: Purpose::CrowdReporting,
        decision: Decision::Granted,
        text_version: "1".to_owned(),
        locale: "en".to_owned(),
        wall_ms: START_WALL,
        how: "test".to_owned(),
    }
}
