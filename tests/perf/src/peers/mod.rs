//! Side by side with the tools that people use today: same inputs, same process tree, turns A B A B.

mod inputs;
mod ours;
mod picture;
mod python;

use std::path::Path;
use std::time::{Duration, Instant};

use findmesh_crypto::hash::sha256;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use self::inputs::Made;
use self::ours::{Body, Results};
use self::python::Python;

/// Anything that ends the comparison.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A turn takes at least this long.
const TURN: Duration = Duration::from_millis(150);
/// Turns of which the median counts.
const TURNS: usize = 7;

/// What is compared: the case, words for it, the tool, how the results relate, and the ratio to reach.
struct Subject {
    case: &'static str,
    title: &'static str,
    tool: &'static str,
    /// Otherwise they are reports with ephemeral keys of their own: we open the first of theirs instead.
    same_results: bool,
    /// All cores against the tool; 0 where the design names none.
    target: f64,
}

const SUBJECTS: [Subject; 9] = [
    subject("apple_decode", "Apple advert decoded", "FindMy.py", 0.0),
    subject("gap", "unseen advert parsed", "bluetooth-data-tools", 0.0),
    subject("mibeacon", "MiBeacon decrypted", "xiaomi-ble", 0.0),
    subject("apple_keys", "Apple keys, 512 in a row", "FindMy.py", 10.0),
    subject("apple_year", "Apple keys, an unaligned year", "FindMy.py", 10.0),
    subject("apple_open", "Apple report opened", "FindMy.py", 10.0),
    subject("fhn_eids", "Find Hub EID derived", "python-ecdsa", 100.0),
    Subject { same_results: false, ..subject("fhn_seal", "Find Hub report sealed", "python-ecdsa", 100.0) },
    subject("fhn_open", "Find Hub report opened", "python-ecdsa", 100.0),
];

const fn subject(case: &'static str, title: &'static str, tool: &'static str, target: f64) -> Subject {
    Subject { case, title, tool, same_results: true, target }
}

/// Nanoseconds an operation.
struct Row {
    title: &'static str,
    tool: &'static str,
    target: f64,
    one_core: f64,
    all_cores: f64,
    theirs: f64,
}

impl Row {
    fn ratio_one(&self) -> f64 {
        self.theirs / self.one_core
    }

    fn ratio_all(&self) -> f64 {
        self.theirs / self.all_cores
    }
}

/// Compares everything, prints a table and writes the picture.
pub(crate) fn run(interpreter: &Path, script: &Path, picture: &Path) -> Result<(), Failure> {
    let inputs = inputs::inputs()?;
    let mut python = Python::start(interpreter, script)?;
    let made: Made = python.exchange(&inputs)?;
    let cases = ours::cases(&inputs, &made)?;
    println(&format!(
        "{:<32} {:>14} {:>14} {:>14} {:>9} {:>9}  against",
        "operations a second", "one core", "all cores", "the tool", "× one", "× all"
    ));
    let mut rows = Vec::new();
    for subject in &SUBJECTS {
        let ours = cases.get(subject.case).ok_or("a case that we do not have")?;
        let operations = f64::from(*made.operations.get(subject.case).ok_or("a case that they do not have")?);
        compare_results(subject, ours, &mut python)?;
        let row = time(subject, ours, &mut python, operations)?;
        println(&line(&row));
        rows.push(row);
    }
    Ok(std::fs::write(picture, picture::draw(&rows))?)
}

fn line(row: &Row) -> String {
    let target = if row.target > 0.0 { format!(", target {}×", row.target) } else { String::new() };
    format!(
        "{:<32} {:>14.0} {:>14.0} {:>14.0} {:>9.1} {:>9.1}  {}{target}",
        row.title,
        1e9 / row.one_core,
        1e9 / row.all_cores,
        1e9 / row.theirs,
        row.ratio_one(),
        row.ratio_all(),
        row.tool
    )
}

/// Both sides must have done the same work.
fn compare_results(subject: &Subject, ours: &Body, python: &mut Python) -> Result<(), Failure> {
    let answer = python.ask(subject.case, 1)?;
    let results = ours()?;
    if subject.same_results {
        let digest = hex::encode(sha256(&results));
        return if digest == answer.digest { Ok(()) } else { Err(differ(subject.case)) };
    }
    let opens = ours::opens_first(&hex::decode(&answer.first)?)?;
    if opens { Ok(()) } else { Err(differ(subject.case)) }
}

fn differ(case: &str) -> Failure {
    format!("{case}: the two sides come to different results").into()
}

fn time(subject: &Subject, ours: &Body, python: &mut Python, operations: f64) -> Result<Row, Failure> {
    let everywhere = sched_getaffinity(None)?;
    let one = first_of(&everywhere);
    let mut samples = [const { Vec::new() }; 3];
    let [one_core, all_cores, theirs] = &mut samples;
    let our_calls = calls(&mut || timed(ours, 1))?;
    let their_calls = calls(&mut || Ok(Duration::from_nanos(python.ask(subject.case, 1)?.nanos)))?;
    for _ in 0..turns(their_calls) {
        sched_setaffinity(None, &one)?;
        let alone = timed(ours, our_calls);
        sched_setaffinity(None, &everywhere)?;
        one_core.push(alone?.as_secs_f64() / f64::from(our_calls));
        all_cores.push(timed(ours, our_calls)?.as_secs_f64() / f64::from(our_calls));
        let answer = python.ask(subject.case, their_calls)?;
        theirs.push(Duration::from_nanos(answer.nanos).as_secs_f64() / f64::from(their_calls));
    }
    let nanos = |samples: &mut Vec<f64>| median(samples) * 1e9 / operations;
    Ok(Row {
        title: subject.title,
        tool: subject.tool,
        target: subject.target,
        one_core: nanos(one_core),
        all_cores: nanos(all_cores),
        theirs: nanos(theirs),
    })
}

/// A case that takes them seconds gets fewer turns.
const fn turns(their_calls: u32) -> usize {
    if their_calls > 1 { TURNS } else { 3 }
}

/// How many calls fill a turn.
fn calls(one: &mut dyn FnMut() -> Result<Duration, Failure>) -> Result<u32, Failure> {
    let took = one()?.min(one()?).max(Duration::from_nanos(100));
    let calls = TURN.as_nanos().div_ceil(took.as_nanos());
    Ok(u32::try_from(calls).unwrap_or(u32::MAX).max(1))
}

fn timed(body: &Body, calls: u32) -> Result<Duration, Failure> {
    let start = Instant::now();
    for _ in 0..calls {
        let results: Results = std::hint::black_box(body());
        drop(results?);
    }
    Ok(start.elapsed())
}

fn median(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The lowest of the CPUs that we may run on.
fn first_of(set: &CpuSet) -> CpuSet {
    let mut one = CpuSet::new();
    if let Some(cpu) = (0..CpuSet::MAX_CPU).find(|cpu| set.is_set(*cpu)) {
        one.set(cpu);
    }
    one
}

fn println(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
