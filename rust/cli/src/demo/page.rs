//! The page of the demo: one file, no network, light and dark.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::reading::{TagReading, median, place};
use super::result::PhoneResult;
use super::scene::{Scene, Walker};
use crate::failure::Failure;
use crate::page::{STYLE, escape, fill, png};
use crate::time::{DAY, Moment};

/// Width of the map in its own units; twice its metres would be too fine for phones.
const MAP_WIDTH: f64 = 1120.0;
/// Error that fills a bar, metres.
const FULL_BAR: f64 = 60.0;

/// Writes `index.html` into the folder; where it lies.
pub(crate) fn write_page(
    scene: &Scene,
    phones: &[PhoneResult],
    tags: &[TagReading<'_>],
    out: &Path,
) -> Result<PathBuf, Failure> {
    let path = out.join("index.html");
    let page = page(scene, phones, tags)?;
    std::fs::write(&path, page).map_err(|e| Failure::about(path.display(), e))?;
    Ok(path)
}

fn page(scene: &Scene, phones: &[PhoneResult], tags: &[TagReading<'_>]) -> Result<String, Failure> {
    let sum = |of: fn(&PhoneResult) -> u64| phones.iter().map(of).sum::<u64>().to_string();
    let screen = screen(scene, phones)?;
    let values = [
        ("style", STYLE.to_owned()),
        ("own_style", include_str!("page.css").to_owned()),
        ("town", escape(&scene.town.name)),
        ("date", Moment::at(scene.day * DAY).date()),
        ("seed", scene.seed.to_string()),
        ("adverts", sum(|phone| phone.sighted.values().sum())),
        ("sealed", sum(|phone| phone.sealed)),
        ("uploaded", sum(|phone| phone.uploaded)),
        ("median", median_error(tags)),
        ("map", map(scene, tags)),
        ("ways", ways(scene)),
        ("tags", tag_rows(tags)),
        ("phones", phone_cards(scene, phones)),
        ("phones_class", if screen.is_empty() { String::new() } else { "with-screen".to_owned() }),
        ("screen", screen),
        ("screens", screens(phones)?),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(fill(include_str!("page.html"), &values))
}

fn median_error(tags: &[TagReading<'_>]) -> String {
    let mut errors: Vec<f64> = tags.iter().flat_map(TagReading::errors).collect();
    errors.sort_by(f64::total_cmp);
    median(&errors).map_or_else(|| "none".to_owned(), |metres| format!("{metres:.0} m"))
}

fn map(scene: &Scene, tags: &[TagReading<'_>]) -> String {
    let mut canvas = scene.town.draw(MAP_WIDTH);
    for (n, phone) in scene.phones.iter().enumerate() {
        let way: Vec<_> = phone.track.points().iter().map(|point| point.place).collect();
        canvas.line(&format!("track phone-{n}"), &way);
    }
    scene.town.draw_names(&mut canvas);
    for (n, reading) in tags.iter().enumerate() {
        for fix in reading.fixes() {
            let title = format!("{}, {}", reading.tag.name, time(fix.report.time).rfc3339());
            let radius = fix.report.accuracy_metres().unwrap_or(0.0);
            canvas.circle(&format!("accuracy tag-{n}"), place(fix), radius, &title);
            canvas.line(&format!("miss tag-{n}"), &[place(fix), reading.tag.place]);
            canvas.dot(&format!("fix tag-{n}"), place(fix), 4.6, &title);
        }
    }
    for (n, reading) in tags.iter().enumerate() {
        let tag = reading.tag;
        canvas.dot(&format!("pin tag-{n}"), tag.place, 7.0, tag.name);
        if tag.secret.is_some() {
            canvas.dot(&format!("pin-heart tag-{n}"), tag.place, 2.6, tag.name);
        }
        canvas.text(
            if tag.secret.is_some() { "label" } else { "label other" },
            tag.place,
            (13.0, -11.0),
            tag.name,
        );
    }
    canvas.scale_bar();
    canvas.finish(&format!(
        "Map of {} with the ways of the phones, the tags and what was read",
        scene.town.name
    ))
}

fn ways(scene: &Scene) -> String {
    let item = |(n, phone): (usize, &Walker)| {
        format!(
            "<li><svg viewBox=\"0 0 30 16\"><path class=\"track phone-{n}\" d=\"M1 8h28\"/></svg>{} {}</li>",
            escape(phone.name),
            escape(phone.what)
        )
    };
    scene.phones.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn tag_rows(tags: &[TagReading<'_>]) -> String {
    tags.iter().enumerate().fold(String::new(), |rows, (n, reading)| rows + &rows_of_tag(n, reading))
}

fn rows_of_tag(n: usize, reading: &TagReading<'_>) -> String {
    let head = format!(
        "<span class=\"who\"><span class=\"swatch tag-{n}\"></span>{}</span><br><span class=\"sub\">{}</span>",
        escape(reading.tag.name),
        escape(reading.tag.what)
    );
    if reading.fixes().is_empty() {
        let why = if reading.tag.secret.is_some() {
            "Nobody passed by."
        } else {
            "Heard and counted, never sealed: its network is not enabled here."
        };
        return format!("<tr><td>{head}</td><td colspan=\"4\" class=\"never\">{why}</td></tr>\n");
    }
    let mut rows = String::new();
    for (i, fix) in reading.fixes().iter().enumerate() {
        let error = reading.error_m(fix);
        let head = (i == 0).then(|| format!("<td rowspan=\"{}\">{head}</td>", reading.fixes().len()));
        let accuracy =
            fix.report.accuracy_metres().map_or_else(|| "unknown".to_owned(), |m| format!("±{m:.0} m"));
        // Writing into a string does not fail.
        let _ = writeln!(
            rows,
            "<tr>{}<td class=\"nowrap\">{}</td><td class=\"nowrap wide\">{:.5}, {:.5}</td><td class=\"number wide\">{accuracy}</td>\
            <td class=\"number\">{error:.0} m<span class=\"bar tag-{n}\"><i style=\"width:{:.0}%\"></i></span></td></tr>",
            head.unwrap_or_default(),
            time(fix.report.time).clock(),
            fix.report.latitude(),
            fix.report.longitude(),
            (error / FULL_BAR * 100.0).clamp(4.0, 100.0),
        );
    }
    rows
}

fn phone_cards(scene: &Scene, phones: &[PhoneResult]) -> String {
    let card = |(n, (walker, phone)): (usize, (&Walker, &PhoneResult))| {
        let numbers = [("sealed", phone.sealed), ("uploaded", phone.uploaded)];
        let numbers = numbers.map(|(name, n)| format!("<div><dt>{name}</dt><dd>{n}</dd></div>")).concat();
        format!(
            "<li class=\"phone\"><div class=\"phone-head\"><h3><span class=\"swatch phone-{n}\"></span>{}</h3>\
            <span class=\"sub\">{}; {}</span></div><dl class=\"numbers\">{numbers}</dl>\
            <dl class=\"counts\"><dt>heard</dt><dd>{}</dd><dt>not reported</dt><dd>{}</dd></dl></li>\n",
            escape(walker.name),
            escape(walker.what),
            escape(engine_name(&phone.phone)),
            chips(&phone.sighted),
            chips(&phone.suppressed),
        )
    };
    scene.phones.iter().zip(phones).enumerate().map(card).collect()
}

fn engine_name(phone: &str) -> &str {
    match phone {
        "desk" => "engine in this process",
        "android" => "Android sample app",
        other => other,
    }
}

fn chips(counts: &BTreeMap<String, u64>) -> String {
    let chip = |(name, n): (&String, &u64)| {
        format!("<span class=\"chip\"><b>{n}</b> {}</span>", escape(&name.replace('_', " ")))
    };
    format!("<div class=\"chips\">{}</div>", counts.iter().map(chip).collect::<String>())
}

/// The first picture of a screen that a phone left.
fn screen(scene: &Scene, phones: &[PhoneResult]) -> Result<String, Failure> {
    let with_screen =
        scene.phones.iter().zip(phones).find_map(|(walker, phone)| Some((walker, phone.screen.as_ref()?)));
    let Some((walker, path)) = with_screen else {
        return Ok(String::new());
    };
    let uri = picture(path)?;
    let name = escape(walker.name);
    Ok(format!(
        "<figure class=\"device\"><span class=\"body\"><img alt=\"The sample app on {name}'s phone\" src=\"{uri}\"></span>\
        <figcaption>The sample app on {name}'s phone</figcaption></figure>"
    ))
}

/// The other screens of the phones that left pictures of them, side by side.
fn screens(phones: &[PhoneResult]) -> Result<String, Failure> {
    let mut figures = String::new();
    for path in phones.iter().flat_map(|phone| &phone.screens) {
        let uri = picture(path)?;
        let _ = write!(
            figures,
            "<figure class=\"device\"><span class=\"body\"><img alt=\"Another screen of the sample app\" src=\"{uri}\"></span></figure>"
        );
    }
    Ok(if figures.is_empty() { figures } else { format!("<div class=\"screens\">{figures}</div>") })
}

/// A picture as the page holds it.
fn picture(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::about(path.display(), e))?;
    png(&bytes).ok_or_else(|| Failure::about(path.display(), "no PNG"))
}

fn time(seconds: u32) -> Moment {
    Moment::at(i64::from(seconds))
}
