//! What a finder did of late, and why it does nothing, from what it keeps.

use findmesh_core::Reason;
use findmesh_engine::DayUsage;
use serde_json::{Map, Value, json};

use super::reasons::{severity, words};
use crate::failure::Failure;
use crate::output::Console;
use crate::output::table::{Side, Table};
use crate::output::units::{grouped, size, span};
use crate::output::value::{Object, counts, plural};
use crate::phone::Look;
use crate::time::{DAY, Moment};

/// Days of usage for people; programs get all.
const DAYS: usize = 7;

/// One object of health and one a day of usage, or pages for people.
pub(super) fn print(look: &Look, console: &mut Console) -> Result<(), Failure> {
    if console.is_json() {
        console.line(Value::from(Object::new().with("health", health(look))))?;
        let mut days = look.usage.iter();
        return days.try_for_each(|day| console.line(Value::from(Object::new().with("usage", usage(day)))));
    }
    for line in [reasons(look), moments(look), queue(look), gaps(look)].into_iter().flatten() {
        console.line(line)?;
    }
    print_usage(look, console)
}

fn health(look: &Look) -> Object {
    let health = &look.health;
    let (queue, gaps) = (&health.queue, &health.gaps);
    let reasons: Vec<Value> = health.reasons.iter().map(|reason| object(look, reason).into()).collect();
    Object::new()
        .with("time", time(Some(look.wall_ms)))
        .with("on", look.is_on())
        .with("participation", look.participation.as_str())
        .with("granted", look.granted())
        .with("reasons", reasons)
        .with("last_scan", time(health.last_scan_wall_ms))
        .with("last_sighting", time(health.last_sighting_wall_ms))
        .with("last_report", time(health.last_report_wall_ms))
        .with("last_upload", time(health.last_upload_wall_ms))
        .with(
            "queue",
            json!({
                "reports": queue.reports,
                "bytes": queue.bytes,
                "pending": queue.pending,
                "oldest": time(queue.oldest_wall_ms),
                "next_due": time(queue.next_due_wall_ms),
            }),
        )
        .with(
            "gaps",
            json!({
                "days": look.gap_days,
                "count": gaps.count,
                "p50_s": gaps.p50_ms / 1_000,
                "p90_s": gaps.p90_ms / 1_000,
                "p99_s": gaps.p99_ms / 1_000,
                "longest_s": gaps.longest_ms / 1_000,
            }),
        )
}

fn object(look: &Look, reason: &Reason) -> Object {
    let detail = reason.detail.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    Object::new()
        .with("code", reason.code.as_str())
        .with("severity", severity(reason.severity))
        .with("since", time(look.since(reason)))
        .with("words", words(&reason.code))
        .with("detail", detail.collect::<Map<_, _>>())
}

fn usage(day: &DayUsage) -> Object {
    Object::new()
        .with("day", date(day.day))
        .with("scans", day.scans)
        .with("radio_s_asked", day.radio_s_asked)
        .with("keys_heard", day.keys_heard)
        .with("new_keys", day.new_keys)
        .with("tag_adverts", day.tag_adverts)
        .with("reported", day.reported)
        .with("uploaded", day.uploaded)
        .with("suppressed", counts(day.suppressed.iter().map(|(reason, count)| (reason.as_str(), *count))))
        .with("bytes_sent", day.bytes_sent)
        .with("wakes", day.wakes)
}

fn time(wall_ms: Option<i64>) -> Value {
    wall_ms.map_or(Value::Null, |wall_ms| Moment::from_millis(wall_ms).rfc3339().into())
}

fn date(day: i64) -> String {
    Moment::at(day.saturating_mul(DAY)).date()
}

fn reasons(look: &Look) -> Vec<String> {
    let mut lines = vec![String::new(), "Why it does not work, or less than it might".to_owned()];
    if look.health.reasons.is_empty() {
        lines.push(
            "  nothing in the folder speaks against it; what the phone itself forbids is not kept there"
                .to_owned(),
        );
    }
    for reason in &look.health.reasons {
        let since = look.since(reason).map_or(String::new(), |since| format!(", since {}", ago(look, since)));
        lines.push(format!(
            "  {}{} ({}{since})",
            words(&reason.code),
            detail(reason),
            severity(reason.severity)
        ));
    }
    let granted = look.granted();
    let granted = if granted.is_empty() { "nothing".to_owned() } else { granted.join(", ") };
    lines.push(format!("  agreed to: {granted}; takes part: {}", look.participation.as_str()));
    lines
}

/// " status 403, network apple".
fn detail(reason: &Reason) -> String {
    let parts: Vec<String> = reason.detail.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if parts.is_empty() { String::new() } else { format!(" {}", parts.join(", ")) }
}

fn moments(look: &Look) -> Vec<String> {
    let health = &look.health;
    let named = [
        ("listened", health.last_scan_wall_ms),
        ("heard a tag", health.last_sighting_wall_ms),
        ("reported", health.last_report_wall_ms),
        ("the relay took one", health.last_upload_wall_ms),
    ];
    let line = |(name, wall_ms): (&str, Option<i64>)| {
        format!("  {name:<19} {}", wall_ms.map_or("never".to_owned(), |wall_ms| ago(look, wall_ms)))
    };
    let mut lines = vec![String::new(), "Last moments".to_owned()];
    lines.extend(named.map(line));
    lines
}

/// "2026-11-23 02:10 UTC (50 min ago)".
fn ago(look: &Look, wall_ms: i64) -> String {
    let moment = Moment::from_millis(wall_ms);
    let passed = look.wall_ms.saturating_sub(wall_ms);
    let said = span(seconds(passed.unsigned_abs()));
    let relation = if passed < 0 { format!("in {said}") } else { format!("{said} ago") };
    format!("{} {} UTC ({relation})", moment.date(), moment.clock())
}

#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1_000.0
}

fn queue(look: &Look) -> Vec<String> {
    let queue = &look.health.queue;
    let reports = format!("{} of {}", plural(queue.reports.into(), "report"), size(queue.bytes));
    let mut parts = vec![reports];
    parts.extend(queue.oldest_wall_ms.map(|oldest| format!("the oldest of {}", ago(look, oldest))));
    parts.extend(queue.next_due_wall_ms.map(|due| format!("the next may leave {}", ago(look, due))));
    let pending = plural(queue.pending.into(), "sighting");
    vec![
        String::new(),
        "Queue".to_owned(),
        format!("  {}", parts.join(", ")),
        format!("  {pending} without a fix yet"),
    ]
}

fn gaps(look: &Look) -> Vec<String> {
    let gaps = &look.health.gaps;
    let said = |ms: u64| span(seconds(ms));
    let line = if gaps.count == 0 {
        "  none of a minute or more".to_owned()
    } else {
        format!(
            "  {}: half of them at most {}, nine of ten {}, 99 of 100 {}, the longest {}",
            plural(gaps.count.into(), "gap"),
            said(gaps.p50_ms),
            said(gaps.p90_ms),
            said(gaps.p99_ms),
            said(gaps.longest_ms)
        )
    };
    vec![String::new(), format!("Time between listens, last {}", plural(look.gap_days.into(), "day")), line]
}

fn print_usage(look: &Look, console: &mut Console) -> Result<(), Failure> {
    console.line("\nUsage by UTC day")?;
    if look.usage.is_empty() {
        return console.line("  none yet");
    }
    let names =
        ["day", "scans", "radio asked", "keys heard", "reported", "uploaded", "suppressed", "sent", "wakes"];
    let sides = names.map(|name| (name, if name == "day" { Side::Left } else { Side::Right }));
    let mut table = Table::new(&sides);
    for day in look.usage.iter().take(DAYS) {
        table.push(vec![
            date(day.day),
            grouped(day.scans),
            span(seconds(day.radio_s_asked.saturating_mul(1_000))),
            grouped(day.keys_heard),
            grouped(day.reported),
            grouped(day.uploaded),
            grouped(day.suppressed_total()),
            size(day.bytes_sent),
            grouped(day.wakes),
        ]);
    }
    let lines = table.lines(console.palette(), console.width().map(|width| width.saturating_sub(2)));
    lines.iter().try_for_each(|line| console.line(format_args!("  {line}")))
}
