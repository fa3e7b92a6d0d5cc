//! Starts a phone's process and kills it at a moment of the killer's choice.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use findmesh_testkit::mortal::Mortal;
use rand_core::Rng;

use crate::phone::Phone;
use crate::told::Told;

/// A process that tells nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(30);
/// With which a process is started that lives as this phone.
pub(crate) const PHONE: &str = "FINDMESH_TORTURE_PHONE";
/// The test that such a process runs.
pub(crate) const CHILD: &str = "child_lives_until_it_is_killed";

/// What a process is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// From before the store is opened until the finder runs; a migration is in it.
    Open,
    /// Putting keys under a new wrapper.
    Rewrap,
    /// From before a batch is handed over until its commit is reported.
    Ingest,
    /// From before a fix is handed over until what waited for it is sealed.
    Seal,
    /// From before a window is given until what came of it is committed.
    Upload,
    /// Housekeeping and timers.
    Between,
}

impl Phase {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Open, Self::Rewrap, Self::Ingest, Self::Seal, Self::Upload, Self::Between];

    /// What a process is in the middle of after it told this.
    pub(crate) fn after(told: Told) -> Option<Self> {
        match told {
            Told::Opening => Some(Self::Open),
            Told::Rewrapping => Some(Self::Rewrap),
            Told::Heard(..) => Some(Self::Ingest),
            Told::Sealing => Some(Self::Seal),
            Told::Uploading => Some(Self::Upload),
            Told::Sent(_) | Told::Answered(..) | Told::Unanswered(_) | Told::Clock(_) => None,
            Told::Opened | Told::Acknowledged(_) | Told::Sealed | Told::Uploaded => Some(Self::Between),
        }
    }
}

/// When to kill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The line after which time begins to run: the so-and-so-many-th of these.
    after: fn(&Told) -> bool,
    times: u32,
    /// From then on.
    pause: Duration,
}

impl Moment {
    /// Any moment of a life, of which the parts that are short and matter come more often than by time.
    pub(crate) fn any(rng: &mut impl Rng, phone: &Phone) -> Self {
        let times = 1 + rng.next_u32() % 6;
        let (after, times, most_us): (fn(&Told) -> bool, u32, u32) = match rng.next_u32() % 10 {
            _ if phone.migrates() => (|told| *told == Told::Opening, 1, 5_000),
            _ if phone.rewraps() => (|told| *told == Told::Rewrapping, 1, 5_000),
            0 => (|told| *told == Told::Opening, 1, 15_000),
            1..=3 => (|told| matches!(told, Told::Heard(..)), times, 6_000),
            4 | 5 => (|told| *told == Told::Sealing, times, 6_000),
            6 => (|told| matches!(told, Told::Sent(_)), times, 12_000),
            7 | 8 => (|told| matches!(told, Told::Answered(..)), times, 4_000),
            _ => (|told| matches!(told, Told::Clock(_)), times * 4, 30_000),
        };
        Self { after, times, pause: Duration::from_micros(u64::from(rng.next_u32() % most_us)) }
    }
}

/// All that the process told before it was killed with SIGKILL.
pub(crate) fn live_and_die(phone: &Phone, moment: Moment) -> Vec<Told> {
    let mut child = start(phone);
    let heard = follow(&mut child.0);
    let mut told = Vec::new();
    let mut left = moment.times;
    while left > 0 {
        let next = heard.recv_timeout(PATIENCE);
        let next = next.unwrap_or_else(|error| panic!("{error}: the process told {told:?}"));
        left -= u32::from((moment.after)(&next));
        told.push(next);
    }
    thread::sleep(moment.pause);
    assert!(child.0.try_wait().unwrap().is_none(), "the process ended by itself: {told:?}");
    child.kill();
    told.extend(heard);
    told
}

fn start(phone: &Phone) -> Mortal {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--nocapture", "--test-threads=1"])
        .env(PHONE, phone.words())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    Mortal(child.unwrap())
}

/// Passes on what the process tells, until it is dead.
fn follow(child: &mut Child) -> Receiver<Told> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|length| length > 0) {
            Told::read(&line).map(|told| sender.send(told));
            line.clear();
        }
    });
    receiver
}
