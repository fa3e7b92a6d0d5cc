//! Shares, rates and lengths of the city in one place: what is published, with its source by name, and what is assumed.
//!
//! Sources, by the names used below:
//! * MiD 2017: "Mobilität in Deutschland", results for metropolises
//! * HETUS: Harmonised European Time Use Surveys, Eurostat
//! * Bohannon 1997: "Comfortable and maximum walking speed of adults", Age and Ageing 26
//! * HCM: Highway Capacity Manual, signal timing; TCQSM: Transit Capacity and Quality of Service Manual (TCRP 165)
//! * Falaki 2010: "Diversity in smartphone usage", MobiSys
//! * Ferreira 2011: "Understanding human-smartphone concerns: a study of battery life", Pervasive

use findmesh_proto::Network;

/// Simulated people a square kilometre, averaged over the city: a finder on one phone in twenty of a European city, where
/// three to five thousand people live on a square kilometre.
pub const PEOPLE_PER_KM2: f64 = 180.0;
/// Least side of the city, metres.
pub const LEAST_SIDE_M: f64 = 2_500.0;

/// Share of people who do not leave home on a day (MiD 2017: 15 %).
pub const STAYS_HOME: f64 = 0.15;
/// Share of people who go to work, if they leave home at all (Eurostat: three quarters of those aged 20 to 64 are
/// employed; small children have no phone and are not here).
pub const WORKS: f64 = 0.5;
/// Share of people who go to school.
pub const LEARNS: f64 = 0.16;

/// Walking speed, metres a second: mean and spread over people (Bohannon 1997: 1.3 to 1.45 comfortable, less for the old).
pub const WALK_MPS: (f64, f64) = (1.32, 0.17);
/// Cycling speed, metres a second: 15 km/h in a city.
pub const BIKE_MPS: (f64, f64) = (4.2, 0.6);
/// Speed of cars between lights, metres a second: 32 km/h.
pub const CAR_MPS: f64 = 9.0;

/// Share of people who have a bike at hand, and a car (MiD 2017, metropolises: 42 % of households without a car).
pub const HAS_BIKE: f64 = 0.5;
/// See [`HAS_BIKE`].
pub const HAS_CAR: f64 = 0.4;

/// Cycle of a traffic light, milliseconds (HCM: 60 to 120 s).
pub const LIGHT_MS: u64 = 80_000;
/// Green of each direction within it.
pub const LIGHT_GREEN_MS: u64 = 32_000;
/// Share of crossings on a way that people cross against the light or find without one.
pub const LIGHT_IGNORED: f64 = 0.15;

/// One network's tags.
#[derive(Clone, Copy, Debug)]
pub struct NetworkShare {
    /// Which.
    pub network: Network,
    /// Its share of all tags.
    pub share: f64,
    /// Time from one advert of a tag to the next, milliseconds. Ours: docs/formats.md §2. Apple: 2 s (Heinrich et al.,
    /// PoPETs 2021). Find Hub: at most 2 s (accessory specification 1.3).
    pub interval_ms: u32,
    /// Share that uses extended advertising: of ours, phones as tags; of Find Hub's, those on P-256.
    pub extended: f64,
    /// After how many minutes without its owner a tag says that it is separated: least and most. Ours: 30 to 45
    /// (docs/formats.md §1). The others do not publish theirs: assumed.
    pub separates_after_min: (f64, f64),
}

/// Tags by network: what is assumed of a city in which a network of its own runs beside the two large ones.
pub const NETWORKS: [NetworkShare; 3] = [
    NetworkShare {
        network: Network::Native,
        share: 0.5,
        interval_ms: 2_000,
        extended: 0.2,
        separates_after_min: (30.0, 45.0),
    },
    NetworkShare {
        network: Network::Apple,
        share: 0.3,
        interval_ms: 2_000,
        extended: 0.0,
        separates_after_min: (15.0, 30.0),
    },
    NetworkShare {
        network: Network::Fhn,
        share: 0.2,
        interval_ms: 2_000,
        extended: 0.1,
        separates_after_min: (30.0, 60.0),
    },
];

/// Share of simulated people with a tag on their keys or in their bag.
pub const KEY_TAGS: f64 = 0.12;
/// Share of bikes with a tag.
pub const BIKE_TAGS: f64 = 0.15;
/// Share of cars with a tag in them.
pub const CAR_TAGS: f64 = 0.12;
/// Parked tags of people who are not simulated, for each one who is.
pub const STRANGERS_PARKED: f64 = 0.15;
/// Lost tags for each simulated person: in streets, at stops, in cafés and shops, in trains.
pub const LOST: f64 = 0.02;
/// Tags that somebody carries who is not their owner, for each simulated person.
pub const CARRIED_AWAY: f64 = 0.002;
