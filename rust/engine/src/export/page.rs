//! The export for people: one page that needs no network, no script and no other file.

use findmesh_core::consent::Decision;
use findmesh_core::{Now, export as kept};

use super::Material;
use super::text::{escaped, grouped, hex, size, span, words};
use crate::calendar::{date, moment};
use crate::json::{degrees, metres};
use crate::usage::DayUsage;

const STYLE: &str = include_str!("page.css");
/// Rows of a table that grows without end; the data have all.
const MOST_ROWS: usize = 200;

pub(super) fn write(material: &Material) -> String {
    let mut page = Page(String::new());
    page.head(material);
    page.tiles(material);
    page.days(material);
    page.suppressed(&material.usage);
    page.reasons(material);
    page.consent(material);
    page.queue(material);
    page.places(material);
    page.others(material);
    page.0.push_str("<footer>data.json beside this page holds the same, and all rows, for programs. Times are UTC.</footer></main></html>\n");
    page.0
}

struct Page(String);

/// "1 day", "14 days".
fn plural(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A column: its heading, and whether it holds numbers.
type Column = (&'static str, bool);

impl Page {
    fn head(&mut self, material: &Material) {
        self.0.push_str("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>What this phone keeps</title><style>");
        self.0.push_str(STYLE);
        self.0.push_str("</style><main><h1>What this phone keeps</h1>");
        self.text(&format!(
            "Everything that the finder on this phone has stored, as of {} UTC. It never left the phone; whoever has this \
             file can read it.",
            moment(material.wall_ms)
        ));
    }

    fn tiles(&mut self, material: &Material) {
        let days = &material.usage;
        let sum = |of: fn(&DayUsage) -> u64| days.iter().map(of).sum::<u64>();
        let tiles = [
            (grouped(sum(|day| day.keys_heard)), "keys of tags in range"),
            (grouped(sum(|day| day.reported)), "reports sealed"),
            (grouped(sum(|day| day.uploaded)), "reports sent"),
            (grouped(sum(DayUsage::suppressed_total)), "adverts not reported"),
            (span(sum(|day| day.radio_s_asked)), "of listening asked for"),
            (size(sum(|day| day.bytes_sent)), "sent"),
        ];
        self.0.push_str("<div class=\"tiles\">");
        for (number, what) in tiles {
            self.0.push_str(&format!("<div class=\"tile\"><b>{number}</b><span>{what}</span></div>"));
        }
        self.0.push_str("</div>");
    }

    fn days(&mut self, material: &Material) {
        let Material { usage: days, retention, .. } = material;
        let kept = plural(retention.counter_days);
        self.title("Day by day", &format!("Counts of the last {kept}; older ones are deleted. Listening is what the platform was asked for: it may have served less."));
        self.chart(days);
        let columns = [
            ("Day", false),
            ("Scans", true),
            ("Listening", true),
            ("Keys heard", true),
            ("Reported", true),
            ("Sent", true),
            ("Not reported", true),
            ("Bytes", true),
            ("Wakes", true),
        ];
        self.table(
            &columns,
            days.iter().map(|day| {
                let counts =
                    [day.keys_heard, day.reported, day.uploaded, day.suppressed_total()].map(grouped);
                let mut row = vec![date(day.day), grouped(day.scans), span(day.radio_s_asked)];
                row.extend(counts);
                row.extend([size(day.bytes_sent), grouped(day.wakes)]);
                row
            }),
        );
    }

    /// Reports of each day, oldest first.
    fn chart(&mut self, days: &[DayUsage]) {
        let (Some(newest), Some(most)) = (days.first(), days.iter().map(|day| day.reported).max()) else {
            return;
        };
        self.0.push_str("<svg viewBox=\"0 0 640 130\" role=\"img\" aria-label=\"Reports a day\"><line x1=\"20\" x2=\"620\" y1=\"105.5\" y2=\"105.5\"/>");
        for day in days {
            let ago = u64::try_from(newest.day - day.day).unwrap_or(u64::MAX);
            let height = day.reported * 80 / most.max(1);
            if ago < 30 {
                let (x, y, height) = (602 - 20 * ago, 105 - height.max(1), height.max(1));
                self.0.push_str(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"16\" height=\"{height}\" rx=\"2\"><title>{}: {}</title></rect>", date(day.day), day.reported));
            }
        }
        let label = format!(
            "<text x=\"20\" y=\"17\">reports a day, at most {}</text><text x=\"620\" y=\"122\" text-anchor=\"end\">{}</text></svg>",
            grouped(most),
            date(newest.day)
        );
        self.0.push_str(&label);
    }

    fn suppressed(&mut self, days: &[DayUsage]) {
        self.title(
            "Why adverts were not reported",
            "Most adverts are none: their owner is near, or the tag was reported already.",
        );
        let mut sums: Vec<(&str, u64)> = Vec::new();
        for (reason, count) in days.iter().flat_map(|day| &day.suppressed) {
            match sums.iter_mut().find(|(known, _)| known == reason) {
                Some((_, sum)) => *sum += count,
                None => sums.push((reason, *count)),
            }
        }
        sums.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
        let most = sums.first().map_or(1, |(_, count)| (*count).max(1));
        self.table(
            &[("Reason", false), ("Adverts", true)],
            sums.iter().map(|(reason, count)| {
                vec![
                    format!(
                        "{}<br><span class=\"bar\" style=\"width:calc(min(24rem,45vw)*{}/100)\"></span>",
                        escaped(&words(reason)),
                        count * 100 / most
                    ),
                    grouped(*count),
                ]
            }),
        );
    }

    fn reasons(&mut self, material: &Material) {
        self.title("What stands in the way now", "");
        let gaps = material.health.gaps;
        if gaps.count > 0 {
            let [half, most, longest] =
                [gaps.p50_ms, gaps.p90_ms, gaps.longest_ms].map(|ms| span(ms / 1_000));
            self.text(&format!(
                "Gaps of a minute or more in the last {}: {}. Half of them lasted at most {half}, nine of ten {most}, the \
                 longest {longest}.",
                plural(material.gap_days),
                grouped(gaps.count.into())
            ));
        }
        let reasons = material.health.reasons.iter().map(|reason| {
            let detail: Vec<String> =
                reason.detail.iter().map(|(name, value)| format!("{name} {value}")).collect();
            vec![escaped(&words(&reason.code)), moment(reason.since_wall_ms), escaped(&detail.join(", "))]
        });
        self.table(&[("What", false), ("Since", false), ("", false)], reasons);
    }

    fn consent(&mut self, material: &Material) {
        self.title("What you agreed to", "Each decision, oldest first. Lines are never changed.");
        let rows = material.ledger.iter().map(|entry| {
            let decision = match entry.decision {
                Decision::Granted => "<span class=\"yes\">granted</span>",
                Decision::Withdrawn => "<span class=\"no\">withdrawn</span>",
            };
            let text = format!("{} ({})", entry.text_version, entry.locale);
            let texts = [words(entry.purpose.as_str()), moment(entry.wall_ms), text, entry.how.clone()];
            let mut row: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
            row.insert(1, decision.to_owned());
            row
        });
        self.table(
            &[("Purpose", false), ("", false), ("When", false), ("Text", false), ("How", false)],
            rows,
        );
    }

    fn queue(&mut self, material: &Material) {
        self.title(
            "Reports that wait to be sent",
            "They are sealed: only the owner of the tag can read them.",
        );
        let rows = material.kept.queue.iter().map(|entry| {
            vec![
                entry.network.as_str().to_owned(),
                moment(entry.queued_wall_ms),
                moment(entry.due_wall_ms),
                entry.attempts.to_string(),
                size(entry.size.into()),
            ]
        });
        self.table(
            &[("Network", false), ("Sealed", false), ("Not before", false), ("Failed", true), ("Size", true)],
            rows,
        );
        self.title("Sightings that wait for a place", "");
        let rows = material.kept.pending.iter().map(|waiting| {
            let sighting = &waiting.sighting;
            vec![
                moment(sighting.seen_wall_ms),
                sighting.key.network().as_str().to_owned(),
                hex(sighting.key.bytes()),
            ]
        });
        self.table(&[("Seen", false), ("Network", false), ("Key", false)], rows);
    }

    fn places(&mut self, material: &Material) {
        let now = Now { boot_ms: material.boot_ms, wall_ms: material.wall_ms };
        self.title("Private zones", "Nothing is reported from inside.");
        let zones = material.kept.zones.iter().map(|zone| {
            let radius = format!("{} m", metres(zone.radius_m));
            vec![escaped(&zone.label), degrees(zone.latitude), degrees(zone.longitude), radius]
        });
        self.table(&[("Name", false), ("Latitude", true), ("Longitude", true), ("Radius", true)], zones);
        self.title(
            "Where the phone often stayed",
            &format!("Learnt on the phone, kept for {} at most, to leave your own places out. It never leaves the phone.", plural(material.retention.dwell_days)),
        );
        let stays = material.kept.dwell.iter().flat_map(|day| kept::stays(day, now)).map(|stay| {
            let seconds = u64::try_from(stay.ms / 1_000).unwrap_or(0);
            vec![date(stay.day), degrees(stay.latitude), degrees(stay.longitude), span(seconds)]
        });
        self.table(&[("Day", false), ("Latitude", true), ("Longitude", true), ("Time", true)], stays);
    }

    fn others(&mut self, material: &Material) {
        let now = Now { boot_ms: material.boot_ms, wall_ms: material.wall_ms };
        self.title("Tags that were reported", &format!("Of each key a hash that only this phone can make, and where it was last; kept for {} at most, so that nothing is reported twice.", plural(material.retention.sighting_days)));
        let rows = material.kept.seen.iter().map(|seen| {
            let mut row = vec![date(seen.day), hex(&seen.key_hash)];
            match kept::remembered(seen, now) {
                Some(past) => row.extend([
                    past.reports.len().to_string(),
                    degrees(past.latitude),
                    degrees(past.longitude),
                ]),
                None => row.resize(5, String::new()),
            }
            row
        });
        self.table(
            &[
                ("Day", false),
                ("Hash of the key", false),
                ("Reports", true),
                ("Latitude", true),
                ("Longitude", true),
            ],
            rows,
        );
        self.title("Your own tags", "What was learnt of their clocks, to find them again.");
        let rows =
            material.learnt.iter().map(|learnt| vec![hex(&learnt.tag.0), size(learnt.state.len() as u64)]);
        self.table(&[("Tag", false), ("Kept", true)], rows);
    }

    fn title(&mut self, title: &str, text: &str) {
        self.0.push_str(&format!("<h2>{title}</h2>"));
        if !text.is_empty() {
            self.text(text);
        }
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(&format!("<p>{text}</p>"));
    }

    /// Cells are escaped already.
    fn table(&mut self, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return self.text("Nothing.");
        }
        let cell = |tag: &str, (at, text): (usize, &str)| {
            let class = if columns.get(at).is_some_and(|(_, number)| *number) { " class=\"n\"" } else { "" };
            format!("<{tag}{class}>{text}</{tag}>")
        };
        self.0.push_str("<div class=\"wrap\"><table><thead><tr>");
        self.0.extend(columns.iter().enumerate().map(|(at, (name, _))| cell("th", (at, name))));
        self.0.push_str("</tr></thead>");
        let mut left_out = 0_u64;
        for (number, row) in rows.enumerate() {
            if number >= MOST_ROWS {
                left_out += 1;
                continue;
            }
            self.0.push_str("<tr>");
            self.0.extend(row.iter().enumerate().map(|(at, text)| cell("td", (at, text))));
            self.0.push_str("</tr>");
        }
        self.0.push_str("</table></div>");
        if left_out > 0 {
            self.text(&format!("{} more in data.json.", grouped(left_out)));
        }
    }
}
