//! The rows for people.

use findmesh_sim::day::{Outcome, Row};

use crate::failure::Failure;
use crate::output::Console;
use crate::output::table::{Side, Table};
use crate::output::units::{size, span};

const HEADINGS: [(&str, Side); 14] = [
    ("policy", Side::Left),
    ("mAh/day", Side::Right),
    ("radio s/h", Side::Right),
    ("wakes/h", Side::Right),
    ("starts/h", Side::Right),
    ("heard 60 s", Side::Right),
    ("reported", Side::Right),
    ("heard 10 s", Side::Right),
    ("reported", Side::Right),
    ("off by", Side::Right),
    ("95 %", Side::Right),
    ("lost tag after", Side::Right),
    ("reports/day", Side::Right),
    ("sent/day", Side::Right),
];

pub(super) fn print(outcomes: &[Outcome], console: &mut Console) -> Result<(), Failure> {
    let mut table = Table::new(&HEADINGS);
    for outcome in outcomes {
        table.push(cells(&outcome.row));
    }
    for line in table.lines(console.palette(), console.width()) {
        console.line(line)?;
    }
    print_energy(outcomes, console)
}

/// Where the energy goes.
fn print_energy(outcomes: &[Outcome], console: &mut Console) -> Result<(), Failure> {
    console.line("")?;
    let names = [
        "of mAh/day",
        "receiver",
        "wake-ups",
        "unfiltered",
        "wake locks",
        "fixes",
        "uploads",
        "on a charger",
    ];
    let sides = names.map(|name| (name, if name == names[0] { Side::Left } else { Side::Right }));
    let mut table = Table::new(&sides);
    for Outcome { row, energy, charging_mah, .. } in outcomes {
        let parts = [
            energy.receiver,
            energy.wakes,
            energy.all_pass,
            energy.awake,
            energy.fixes,
            energy.uploads,
            *charging_mah,
        ];
        let parts = parts.map(|part| format!("{part:.1}"));
        table.push(std::iter::once(row.policy.to_owned()).chain(parts).collect());
    }
    for line in table.lines(console.palette(), console.width()) {
        console.line(line)?;
    }
    Ok(())
}

fn cells(row: &Row) -> Vec<String> {
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    let metres = |metres: Option<f64>| metres.map_or("-".to_owned(), |metres| format!("{metres:.0} m"));
    vec![
        row.policy.to_owned(),
        format!("{:.1}", row.energy_mah_per_day),
        format!("{:.0}", row.radio_s_per_h),
        format!("{:.1}", row.wakeups_per_h),
        format!("{:.1}", row.scan_starts_per_h),
        share(row.heard_60s),
        share(row.reported_60s),
        share(row.heard_10s),
        share(row.reported_10s),
        metres(row.error_m_p50),
        metres(row.error_m_p95),
        row.lost_tag_first_report_s_p50.map_or("-".to_owned(), span),
        format!("{:.1}", row.reports_per_day),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of bytes")]
        size(row.bytes_per_day as u64),
    ]
}
