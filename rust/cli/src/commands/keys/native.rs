//! Keys of a findmesh tag.

use clap::{ArgGroup, Args};
use findmesh_crypto::native::{
    EpochKey, SECONDS_PER_SLOT, SEPARATED_SLOT, SLOTS_PER_DAY, mask_header, mask_status,
};
use findmesh_proto::advert::findmesh::{compact_advert, extended_advert};
use serde_json::Value;

use super::{people, schedule};
use crate::args::OutputArguments;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::output::Console;
use crate::output::value::Object;
use crate::time::{DAY, Moment};

/// Days after provisioning that keys are derived for, 273 years: each day costs a step of the chain, and a
/// slip of the keyboard would keep the command busy for hours.
const MOST_DAYS: u32 = 100_000;

/// Keys of a findmesh tag: one line a slot of 15 minutes, and one for the separated slot (255) of each day.
#[derive(Args)]
#[command(group = ArgGroup::new("range").required(true).args(["from", "day"]))]
#[command(after_help = "Examples:\n  \
    findmesh keys native --secret 000102…1e1f --provisioned 2026-11-01 --day 7 --slot 255\n  \
    findmesh keys native --secret 000102…1e1f --provisioned 2026-11-01 \\\n    \
    --from 2026-11-22T08:00:00Z --to 2026-11-22T09:00:00Z --json")]
pub(super) struct NativeArguments {
    /// The tag's secret, 64 hex digits
    #[arg(long, value_name = "HEX")]
    secret: String,
    /// When tag and owner met; days count from that UTC day
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, allow_hyphen_values = true)]
    provisioned: Moment,
    /// First moment of the keys
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, requires = "to", conflicts_with = "day")]
    from: Option<Moment>,
    /// End of the keys
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, requires = "from")]
    to: Option<Moment>,
    /// One day, counted from the day of provisioning
    #[arg(long, value_name = "K", requires = "slot", allow_hyphen_values = true)]
    day: Option<u32>,
    /// One slot: 0 to 95, or 255 for the separated one
    #[arg(long, value_name = "S", requires = "day", allow_hyphen_values = true)]
    slot: Option<u8>,
    /// The status byte before masking, for the adverts
    #[arg(long, value_name = "HEX", default_value = "00", value_parser = hex_value::byte)]
    status: u8,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(super) fn run(arguments: &NativeArguments) -> Result<(), Failure> {
    let mut schedule = schedule(&arguments.secret, arguments.provisioned)?;
    let mut console = Console::new(arguments.output.json);
    for (day, slot) in wanted(arguments, schedule.provisioned_day())? {
        let epoch = schedule.epoch(day, slot).map_err(|e| Failure::about("--slot", e))?;
        let line = line(arguments, (day, slot), &epoch);
        console.either(&line, || people(heading(schedule.provisioned_day(), (day, slot)), &NAMES, &line))?;
    }
    console.flush()
}

/// Day and slot of every key that is asked for, in the order of time; a day's separated key comes first.
fn wanted(
    arguments: &NativeArguments,
    provisioned_day: u32,
) -> Result<Box<dyn Iterator<Item = (u32, u8)>>, Failure> {
    if let (Some(day), Some(slot)) = (arguments.day, arguments.slot) {
        within_reach("--day", day.into())?;
        return Ok(Box::new(std::iter::once((day, slot))));
    }
    let (Some(from), Some(to)) = (arguments.from, arguments.to) else {
        return Err(Failure::about("keys", "--day and --slot, or --from and --to are needed"));
    };
    if to < from {
        return Err(Failure::about("--to", "earlier than --from"));
    }
    let origin = i64::from(provisioned_day) * DAY;
    let first = slot_since(from.seconds - origin);
    // A range of no length means the moment itself.
    let last = slot_since((to.seconds - origin - 1).max(from.seconds - origin));
    let first =
        u64::try_from(first).map_err(|_| Failure::about("--from", "before the day of provisioning"))?;
    let last = u64::try_from(last).map_err(|_| Failure::about("--to", "before the day of provisioning"))?;
    within_reach("--to", last / u64::from(SLOTS_PER_DAY))?;
    Ok(Box::new((first..=last).flat_map(move |number| slots_from(number, first))))
}

fn within_reach(argument: &str, day: u64) -> Result<(), Failure> {
    if day <= u64::from(MOST_DAYS) {
        return Ok(());
    }
    let text = format!("day {day} after provisioning; keys are derived for {MOST_DAYS} days");
    Err(Failure::about(argument, text))
}

/// Number of the slot that holds a second, counted from the first slot of the day of provisioning.
const fn slot_since(second: i64) -> i64 {
    second.div_euclid(SECONDS_PER_SLOT.cast_signed())
}

/// The slot with this number; before it the separated one where the day, or the range, begins.
fn slots_from(number: u64, first: u64) -> impl Iterator<Item = (u32, u8)> {
    let per_day = u64::from(SLOTS_PER_DAY);
    let day = u32::try_from(number / per_day).unwrap_or(u32::MAX);
    let slot = u8::try_from(number % per_day).unwrap_or(0);
    let separated = (number == first || slot == 0).then_some((day, SEPARATED_SLOT));
    separated.into_iter().chain(std::iter::once((day, slot)))
}

fn line(arguments: &NativeArguments, (day, slot): (u32, u8), epoch: &EpochKey) -> Value {
    let near_owner = slot != SEPARATED_SLOT;
    let extended = extended_advert(
        &arguments.deployment.service_uuid(),
        &epoch.key,
        mask_status(arguments.status, epoch.mask),
        near_owner,
    );
    let header = mask_header(compact_bits(arguments.status, near_owner), epoch.mask);
    let (address, compact) = compact_advert(arguments.deployment.company_id(), &epoch.key, header);
    Object::new()
        .with("network", "native")
        .with("day", day)
        .with("slot", slot)
        .with("private_key", hex::encode(*epoch.private_key.expose()))
        .with("key", hex::encode(epoch.key))
        .with("lookup_id", hex::encode(epoch.lookup_id))
        .with("mask", hex::encode(epoch.mask))
        .with("near_owner", near_owner)
        .with("address", address.to_string())
        .with("advert", hex::encode(compact))
        .with("extended_advert", hex::encode(extended))
        .into()
}

/// Bits 3-0 of the compact header from a status byte: moved, battery, near its owner (docs/formats.md §2).
const fn compact_bits(status: u8, near_owner: bool) -> u8 {
    (status >> 5 & 1) << 3 | (status >> 6) << 1 | near_owner as u8
}

/// The members that people read.
const NAMES: [&str; 7] = ["private_key", "key", "lookup_id", "mask", "address", "advert", "extended_advert"];

fn heading(provisioned_day: u32, (day, slot): (u32, u8)) -> String {
    let begin = i64::from(provisioned_day.saturating_add(day)) * DAY;
    if slot == SEPARATED_SLOT {
        return format!("day {day}, separated, {}", Moment::at(begin).date());
    }
    let at = begin + i64::from(slot) * SECONDS_PER_SLOT.cast_signed();
    format!("day {day}, slot {slot}, from {}", Moment::at(at).rfc3339())
}
