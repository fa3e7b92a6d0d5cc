//! The tables, and the object that says the same.

use super::Stats;
use super::forms::{Form, FormIndex, median};
use super::senders::{Sender, seconds};
use crate::output::json::JsonBuffer;
use crate::output::style::Palette;
use crate::output::table::{Side, Table};
use crate::output::units::{grouped, span};
use crate::time::Moment;

/// A sender's life is known where it began and ended inside the capture: this share of it away from both ends.
const MARGIN: i64 = 20;
/// The same, nanoseconds at least.
const LEAST_MARGIN: i64 = 10_000_000_000;

const NETWORK_COLUMNS: [(&str, Side); 9] = [
    ("network", Side::Left),
    ("kind", Side::Left),
    ("adverts", Side::Right),
    ("share", Side::Right),
    ("addresses", Side::Right),
    ("separated", Side::Right),
    ("near owner", Side::Right),
    ("rotates every", Side::Right),
    ("address lives", Side::Right),
];

const SENDER_COLUMNS: [(&str, Side); 9] = [
    ("address", Side::Left),
    ("network", Side::Left),
    ("kind", Side::Left),
    ("adverts", Side::Right),
    ("dBm", Side::Right),
    ("first", Side::Left),
    ("last", Side::Left),
    ("identities", Side::Right),
    ("rotates every", Side::Right),
];

/// What is known at the end of a capture.
pub(super) struct Report {
    stats: Stats,
    forms: Vec<FormRow>,
    senders: Vec<Sender>,
}

/// A form and what its senders have in common.
struct FormRow {
    form: FormIndex,
    addresses: u64,
    /// Medians, seconds.
    rotation: Option<f32>,
    life: Option<f32>,
}

impl Report {
    pub(super) fn new(mut stats: Stats, top: usize) -> Self {
        let forms = stats.forms.by_adverts().iter().map(|(form, _)| *form).collect::<Vec<_>>();
        let forms = forms.into_iter().map(|form| FormRow::new(&mut stats, form)).collect();
        let senders = stats.senders.top(top);
        Self { stats, forms, senders }
    }

    fn rows(&self) -> impl Iterator<Item = (&FormRow, &Form)> {
        self.forms.iter().filter_map(|row| Some((row, self.stats.forms.get(row.form)?)))
    }

    fn adverts(&self) -> u64 {
        self.rows().map(|(_, form)| form.adverts).sum()
    }

    /// Lines of at most `width` characters.
    pub(super) fn text(&self, palette: Palette, width: Option<usize>) -> Vec<String> {
        let mut lines: Vec<String> =
            self.period().into_iter().flat_map(|line| [line, String::new()]).collect();
        if self.forms.is_empty() {
            return lines;
        }
        lines.extend(self.networks().lines(palette, width));
        if !self.senders.is_empty() {
            lines.push(String::new());
            lines.extend(self.table_of_senders().lines(palette, width));
            lines.extend(self.left_out());
        }
        lines
    }

    /// From when to when.
    fn period(&self) -> Option<String> {
        let (begin, end) = self.stats.times?;
        let [from, to] = [begin, end].map(|nanos| Moment::from_nanos(nanos).rfc3339());
        Some(format!("{from} to {to}, {}", span(seconds(end.saturating_sub(begin)).into())))
    }

    fn networks(&self) -> Table {
        let mut table = Table::new(&NETWORK_COLUMNS);
        let all = self.adverts();
        for (row, form) in self.rows() {
            table.push(vec![
                form.network.to_owned(),
                shown_kind((form.network, form.kind)),
                grouped(form.adverts),
                percent(form.adverts, all),
                grouped(row.addresses),
                unless_zero(form.separated),
                unless_zero(form.near_owner),
                shown_span(row.rotation),
                shown_span(row.life),
            ]);
        }
        table
    }

    fn table_of_senders(&self) -> Table {
        let mut table = Table::new(&SENDER_COLUMNS);
        for sender in &self.senders {
            let (network, kind) = self.form_of(sender);
            let clock = |nanos| Moment::from_nanos(nanos).clock_millis();
            let (first, last) = sender.times.unzip();
            table.push(vec![
                sender.address().to_string(),
                network.to_owned(),
                shown_kind((network, kind)),
                grouped(sender.adverts.into()),
                sender.mean_rssi().map(|dbm| dbm.to_string()).unwrap_or_default(),
                first.map(clock).unwrap_or_default(),
                last.map(clock).unwrap_or_default(),
                if sender.changes == 0 { String::new() } else { grouped(u64::from(sender.changes) + 1) },
                shown_span(sender.rotation()),
            ]);
        }
        table
    }

    fn form_of(&self, sender: &Sender) -> (&'static str, &'static str) {
        self.stats.forms.get(sender.form).map_or(("", ""), |form| (form.network, form.kind))
    }

    fn left_out(&self) -> Option<String> {
        let more = self.stats.senders.list().len().saturating_sub(self.senders.len()) as u64;
        let at_least = if self.stats.senders.had_more() { "at least " } else { "" };
        (more > 0).then(|| format!("and {at_least}{} more; --top shows more of them", grouped(more)))
    }

    /// One line: `{"stats":{…}}`.
    pub(super) fn object(&self) -> JsonBuffer {
        let mut out = JsonBuffer::default();
        out.open();
        out.name("stats");
        out.open();
        if let Some((begin, end)) = self.stats.times {
            write_times(("begin", "end"), (begin, end), &mut out);
        }
        self.write_networks(&mut out);
        self.write_senders(&mut out);
        out.close();
        out.close();
        out.end_line();
        out
    }

    fn write_networks(&self, out: &mut JsonBuffer) {
        let all = self.adverts();
        out.name("networks");
        out.open_list();
        for (row, form) in self.rows() {
            out.open();
            write_form((form.network, form.kind), out);
            out.name("adverts");
            out.count(form.adverts);
            out.name("share");
            out.decimal(share(form.adverts, all));
            out.name("addresses");
            out.count(row.addresses);
            out.name("states");
            write_states(form, out);
            out.name("identity_changes");
            out.count(form.changes);
            write_seconds("rotation_s", row.rotation, out);
            write_seconds("address_life_s", row.life, out);
            out.close();
        }
        out.close_list();
    }

    fn write_senders(&self, out: &mut JsonBuffer) {
        out.name("senders_seen");
        out.count(self.stats.senders.list().len() as u64);
        if self.stats.senders.had_more() {
            out.name("senders_at_least");
            out.bool(true);
        }
        out.name("senders");
        out.open_list();
        for sender in &self.senders {
            out.open();
            out.name("address");
            out.plain(sender.address());
            write_form(self.form_of(sender), out);
            out.name("adverts");
            out.number(sender.adverts);
            if let Some(times) = sender.times {
                write_times(("first", "last"), times, out);
            }
            if let Some(dbm) = sender.mean_rssi() {
                out.name("rssi_mean");
                out.number(dbm);
            }
            out.name("identity_changes");
            out.number(sender.changes);
            write_seconds("rotation_s", sender.rotation(), out);
            out.close();
        }
        out.close_list();
    }
}

impl FormRow {
    fn new(stats: &mut Stats, form: FormIndex) -> Self {
        let inside = stats.times.and_then(|(begin, end)| {
            let margin = (end.saturating_sub(begin) / MARGIN).max(LEAST_MARGIN);
            Some((begin.checked_add(margin)?, end.checked_sub(margin)?))
        });
        let mut addresses = 0;
        let mut lives = Vec::new();
        for sender in stats.senders.list().iter().filter(|sender| sender.form == form) {
            addresses += 1;
            lives.extend(inside.zip(sender.times).and_then(|(inside, times)| life(inside, times)));
        }
        let rotation = stats.forms.get(form).and_then(|form| median(&mut form.intervals.clone()));
        Self { form, addresses, rotation, life: median(&mut lives) }
    }
}

/// Seconds from first to last, where both lie well inside the capture and are not the same.
fn life((begin, end): (i64, i64), (first, last): (i64, i64)) -> Option<f32> {
    (first > begin && last < end && last > first).then(|| seconds(last - first))
}

fn write_form((network, kind): (&'static str, &'static str), out: &mut JsonBuffer) {
    out.name("network");
    out.word(network);
    out.name("kind");
    out.word(kind);
}

fn write_states(form: &Form, out: &mut JsonBuffer) {
    out.open();
    let unknown = form.adverts - form.separated - form.near_owner;
    for (state, n) in [("separated", form.separated), ("near_owner", form.near_owner), ("unknown", unknown)] {
        if n > 0 {
            out.name(state);
            out.count(n);
        }
    }
    out.close();
}

fn write_times(names: (&'static str, &'static str), times: (i64, i64), out: &mut JsonBuffer) {
    for (name, nanos) in [(names.0, times.0), (names.1, times.1)] {
        out.name(name);
        out.plain_with(|bytes| Moment::from_nanos(nanos).write_rfc3339(bytes));
    }
}

/// Null where the capture does not show it.
fn write_seconds(name: &'static str, seconds: Option<f32>, out: &mut JsonBuffer) {
    out.name(name);
    match seconds {
        Some(seconds) => out.decimal((f64::from(seconds) * 1000.0).round() / 1000.0),
        None => out.null(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "four digits are shown")]
fn share(n: u64, all: u64) -> f64 {
    (n as f64 / all.max(1) as f64 * 10_000.0).round() / 10_000.0
}

fn percent(n: u64, all: u64) -> String {
    format!("{:.1} %", share(n, all) * 100.0)
}

/// Nothing where the network has one kind only.
fn shown_kind((network, kind): (&str, &str)) -> String {
    if kind == network || kind == "advert" { String::new() } else { kind.to_owned() }
}

fn unless_zero(n: u64) -> String {
    if n == 0 { String::new() } else { grouped(n) }
}

fn shown_span(seconds: Option<f32>) -> String {
    seconds.map(|seconds| span(seconds.into())).unwrap_or_default()
}
