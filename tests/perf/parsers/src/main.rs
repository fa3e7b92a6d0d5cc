//! Walks and decodes of the same street by ours and by other Rust parsers, in turns.

#[path = "../../src/measure.rs"]
mod measure;
#[path = "../../src/street.rs"]
mod street;

use std::hint::black_box;
use std::path::Path;

use findmesh_proto::advert::ad::AdStructures;
use measure::{Case, in_turns};
use street::{Heard, classes, street, taken};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let checkout = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."));
    let mixed = street(&classes(checkout)?);
    let count = u32::try_from(mixed.len())?;
    let timings = in_turns(vec![
        Case::new("findmesh-proto, walk", || ours(&mixed)).of(count),
        Case::new("trouble-host 0.8.0, walk", || trouble(&mixed)).of(count),
        Case::new("findmesh-proto, walk and decode", || taken(&mixed)).of(count),
    ]);
    println!("whole structures: ours {}, trouble-host {}", ours(&mixed), trouble(&mixed));
    for timing in timings {
        println!("{:<34} {:>8.1} ns an advert (best {:.1})", timing.name, timing.median, timing.best);
    }
    Ok(())
}

fn ours(adverts: &[Heard]) -> usize {
    let structures = adverts.iter().flat_map(|heard| AdStructures::new(heard.frame().data));
    structures.filter(|structure| black_box(structure).is_ok()).count()
}

fn trouble(adverts: &[Heard]) -> usize {
    let structures =
        adverts.iter().flat_map(|heard| trouble_host::advertise::AdStructure::decode(heard.frame().data));
    structures.filter(|structure| black_box(structure).is_ok()).count()
}
