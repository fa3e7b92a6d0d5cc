//! A phone's process is killed with SIGKILL at any moment of opening, migrating, hearing, sealing, uploading and
//! rewrapping its keys, again and again: nothing that it acknowledged is lost, and nothing is sent again once the relay's
//! answer and the removal of the report were committed.
//!
//! `FINDMESH_TORTURE_KILLS` says how often, 100 times otherwise; `cargo xtask torture` sets it.
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::print_stdout, unused_results)]

mod chain;
mod document;
mod finder;
mod killer;
mod ledger;
mod phone;
mod power;
mod told;
mod vault;

use std::collections::BTreeMap;
use std::time::Instant;

use findmesh_e2e::RelayProcess;
use findmesh_testkit::SeedSequence;

use chain::Chain;
use killer::{PHONE, Phase};
use ledger::Counts;

/// Kills of a run of all tests.
const KILLS: u32 = 100;
/// Of one phone, before it delivers what is left and is looked at for the last time.
const KILLS_OF_A_PHONE: u32 = 10;

/// The child's part: does nothing unless this process was started as one.
#[test]
fn child_lives_until_it_is_killed() {
    if let Ok(words) = std::env::var(PHONE) {
        phone::live(phone::Phone::of_words(&words));
    }
}

fn kills_wanted() -> u32 {
    std::env::var("FINDMESH_TORTURE_KILLS").map_or(KILLS, |kills| kills.parse().unwrap())
}

#[derive(Default)]
struct Sum {
    kills: u32,
    phases: BTreeMap<Phase, u32>,
    migrations: u32,
    rewrapped: u32,
    owed: usize,
    held: u32,
    counts: Counts,
}

impl Sum {
    fn add(&mut self, chain: &Chain) {
        self.kills += chain.phases.len() as u32;
        chain.phases.iter().for_each(|phase| *self.phases.entry(*phase).or_default() += 1);
        self.migrations += chain.killed_before_migrated;
        self.rewrapped += chain.rewrapped;
        self.owed += chain.ledger.owed();
        self.held += chain.held;
        let (sum, new) = (&mut self.counts, chain.ledger.counts);
        sum.acknowledged += new.acknowledged;
        sum.sent += new.sent;
        sum.again_before_commit += new.again_before_commit;
        sum.again_unanswered += new.again_unanswered;
        sum.again_settled += new.again_settled;
        sum.answers_lost += new.answers_lost;
        sum.without_fix += new.without_fix;
    }
}

#[test]
fn killed_phones_lose_nothing_acknowledged_and_send_nothing_twice() {
    let (wanted, started) = (kills_wanted(), Instant::now());
    let relay = RelayProcess::start();
    let mut seeds = SeedSequence::new(u64::from(std::process::id()));
    let mut sum = Sum::default();
    for number in 0..wanted.div_ceil(KILLS_OF_A_PHONE) {
        let mut chain = Chain::new(number, &relay);
        for _ in 0..KILLS_OF_A_PHONE.min(wanted - sum.kills) {
            chain.kill(&mut seeds.seed().rng());
        }
        chain.close();
        sum.add(&chain);
    }
    report(&sum, started);
    assert_eq!((sum.kills, sum.counts.again_settled), (wanted, 0));
    for phase in Phase::ALL.into_iter().filter(|_| wanted >= KILLS) {
        assert!(sum.phases.contains_key(&phase), "nobody was killed in the phase {phase:?}");
    }
    assert!(sum.counts.acknowledged > wanted, "the processes were killed too early to mean anything");
}

fn report(sum: &Sum, started: Instant) {
    let counts = &sum.counts;
    println!("{} kills in {} s: {:?}", sum.kills, started.elapsed().as_secs(), sum.phases);
    println!(
        "killed before a migration was done: {}; keys put under a new wrapper: {}",
        sum.migrations, sum.rewrapped
    );
    println!(
        "sightings acknowledged: {}; of kept files: {}",
        counts.acknowledged,
        sum.owed as u32 - counts.acknowledged
    );
    println!("at the relay, each once: {}; counted as without a fix: {}", sum.held, counts.without_fix);
    println!("requests: {}; again after answer and commit: {}", counts.sent, counts.again_settled);
    println!(
        "again after an answer, before its commit: {}; such answers: {}",
        counts.again_before_commit, counts.answers_lost
    );
    println!("again because no answer was heard: {}", counts.again_unanswered);
}
