//! A phone in this process: the engine as it runs on a phone, in virtual time.

use std::collections::BTreeMap;

use findmesh_core::health::counter;
use findmesh_core::{Fix, Now};
use findmesh_net::RelayClient;
use findmesh_proto::{FixSource, Frame};

use super::dice::derived;
use super::event::{Happening, PhoneEvent, PhoneScript};
use super::result::PhoneResult;
use super::scene::{Scene, Walker};
use crate::failure::Failure;
use crate::phone::{Batch, DeskPhone, DeskSetup, Heard, Tally, counters_of};

/// Since the phone was switched on, milliseconds.
const BOOT: u64 = 3 * 3_600_000;
/// The controller hands over what it heard at most so late, milliseconds.
const BATCHING: u64 = 120_000;
/// The platform grants a moment for an upload this often, milliseconds.
const JOB_EVERY: u64 = 15 * 60_000;

/// Plays a script to the engine; `relay` takes what it uploads.
pub(crate) fn run_here(
    scene: &Scene,
    walker: &Walker,
    script: &PhoneScript,
    relay: RelayClient,
) -> Result<PhoneResult, Failure> {
    let mut phone = Run {
        phone: DeskPhone::open(DeskSetup {
            config: scene.config(),
            start: Now { boot_ms: BOOT, wall_ms: scene.begin_ms() },
            state: None,
            relay: Some(relay),
            seed: Some(derived(scene.seed, &format!("engine of {}", walker.name))),
            consent: "findmesh demo",
        })?,
        tally: Tally::new(scene.deployment),
        batch: Batch::default(),
        next_job: BOOT + JOB_EVERY,
    };
    for event in &script.events {
        phone.play(event)?;
    }
    phone.finish(BOOT + script.end_ms)
}

/// A phone on its way.
struct Run {
    phone: DeskPhone,
    tally: Tally,
    batch: Batch,
    next_job: u64,
}

impl Run {
    fn play(&mut self, event: &PhoneEvent) -> Result<(), Failure> {
        let at = BOOT + event.t_ms;
        self.go_to(at)?;
        match &event.what {
            Happening::Advert { data, address, rssi, extended } => {
                let frame = Frame { data, address: Some(*address) };
                self.tally.hear(&frame);
                let rssi = Some(*rssi);
                self.batch.add(&Heard { frame, rssi, tx_power: None, extended_pdu: *extended, boot_ms: at });
                Ok(())
            }
            Happening::Fix { place, accuracy_m } => self.phone.fix(Fix {
                latitude: place.lat,
                longitude: place.lon,
                accuracy_m: *accuracy_m,
                altitude_m: None,
                speed_mps: None,
                source: FixSource::Gnss,
                mock: false,
                boot_ms: at,
            }),
        }
    }

    /// Lets time pass, with deliveries and jobs at their times.
    fn go_to(&mut self, boot_ms: u64) -> Result<(), Failure> {
        loop {
            let next = self.batch.due_ms(BATCHING).into_iter().chain([self.next_job]).min();
            let Some(next) = next.filter(|next| *next <= boot_ms) else {
                break;
            };
            self.phone.go_to(next)?;
            if self.batch.is_due(next, BATCHING) {
                self.deliver()?;
            }
            if self.next_job <= next {
                let _ = self.phone.upload_one()?;
                self.next_job += JOB_EVERY;
            }
        }
        self.phone.go_to(boot_ms)
    }

    fn deliver(&mut self) -> Result<(), Failure> {
        self.batch.take().map_or(Ok(()), |packed| self.phone.hear(packed))
    }

    /// At home: what is left is delivered and uploaded, each report after its own delay.
    fn finish(mut self, end_ms: u64) -> Result<PhoneResult, Failure> {
        self.deliver()?;
        let _ = self.phone.upload(end_ms.saturating_sub(self.phone.boot_ms()))?;
        let counters = self.phone.counters()?;
        let count = |name: &str| counters.get(name).copied().unwrap_or(0);
        let owned = |(name, n): (&str, u64)| (name.to_owned(), n);
        let suppressed: BTreeMap<_, _> =
            counters_of(&counters, "suppressed_").into_iter().map(owned).collect();
        Ok(PhoneResult {
            phone: "desk".to_owned(),
            sighted: self.tally.networks().into_iter().map(owned).collect(),
            sealed: count(counter::REPORTED),
            uploaded: count(counter::UPLOADED),
            suppressed,
            screen: None,
            screens: Vec::new(),
        })
    }
}
