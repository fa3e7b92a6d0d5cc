//! The known answers of native-v1.json through every real part: advert in, place out.

use findmesh_e2e::{Owner, Phone, RelayProcess, command, world};
use findmesh_proto::{Address, AddressKind, Network, Query};
use findmesh_testkit::adverts::SampleAdvert;
use findmesh_testkit::vectors::{hex_bytes, read};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    day: u32,
    slot: u8,
    private_key: String,
    lookup_id: String,
    extended_advert: String,
    compact_address: String,
    compact_advert: String,
}

impl Case {
    fn all() -> Vec<Self> {
        read("native-v1.json", "/schedule/cases")
    }

    fn separated() -> Vec<Self> {
        let all = Self::all().into_iter();
        all.filter(|case| case.slot == 255).collect()
    }

    fn compact(&self) -> SampleAdvert {
        let address: Address = self.compact_address.parse().unwrap();
        SampleAdvert {
            data: hex_bytes(&self.compact_advert),
            address: Address::new(address.bytes, AddressKind::Random),
            extended_pdu: false,
        }
    }

    fn extended(&self) -> SampleAdvert {
        SampleAdvert {
            data: hex_bytes(&self.extended_advert),
            address: Address::new([0xC3, self.day as u8, self.slot, 4, 5, 6], AddressKind::Random),
            extended_pdu: true,
        }
    }

    /// Opens the only report under the lookup id with the private key, both as the vector has them.
    fn open(&self, relay: &RelayProcess) -> serde_json::Value {
        let query = Query::for_id(Network::Native, hex_bytes(&self.lookup_id), 0);
        let reports = relay.client().query(&query).unwrap().reports;
        assert_eq!(reports.len(), 1, "day {} slot {}", self.day, self.slot);
        let body = hex::encode(&reports[0].body);
        let arguments =
            ["open", "--network", "native", "--private-key", &self.private_key, "--body", &body, "--json"];
        let run = command::run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.objects().remove(0)
    }
}

/// The advert of each separated key goes to a phone and a relay of its own.
fn whole_way(advert: impl Fn(&Case) -> SampleAdvert, form: &str) {
    let secret: String = read("native-v1.json", "/schedule/tag_secret");
    let cases = Case::separated();
    assert!(cases.len() >= 2);
    for case in cases {
        let relay = RelayProcess::start();
        let mut phone = Phone::new(1, &relay.url());
        phone.sees(&[advert(&case)]);
        let seen = phone.wall_ms() / 1_000 - 1;
        phone.waits_out_delays();
        assert_eq!(phone.wakes().held, 1, "{:?}", phone.health());

        let opened = case.open(&relay);
        assert!((opened["lat"].as_f64().unwrap() - phone.place.latitude).abs() <= 1e-6, "{opened}");
        assert!((opened["lon"].as_f64().unwrap() - phone.place.longitude).abs() <= 1e-6, "{opened}");
        assert_eq!((&opened["form"], &opened["near_owner"]), (&form.into(), &false.into()));

        let fetched = Owner::new(&secret, world::yesterday() - case.day).fetch(&relay.url());
        let [read] = fetched.places.as_slice() else { panic!("{fetched:?}") };
        assert_eq!((read.time(), &read.0["day"]), (seen, &case.day.into()));
        // The vector's tag: battery low, moved.
        assert_eq!((read.text("battery"), &read.0["tag_moved"]), ("low", &true.into()), "{read:?}");
    }
}

#[test]
fn compact_adverts_of_the_vectors_come_back_as_places() {
    whole_way(Case::compact, "compact");
}

#[test]
fn extended_adverts_of_the_vectors_come_back_as_places() {
    whole_way(Case::extended, "extended");
}

#[test]
fn near_owner_adverts_of_the_vectors_go_nowhere() {
    let mut phone = Phone::new(1, "http://127.0.0.1:1");
    let near: Vec<Case> = Case::all().into_iter().filter(|case| case.slot != 255).collect();
    let adverts: Vec<_> = near.iter().flat_map(|case| [case.compact(), case.extended()]).collect();
    phone.sees(&adverts);
    phone.waits(45);
    assert_eq!((phone.queued(), phone.pending()), (0, 0));
    assert_eq!(phone.count("suppressed_near_owner"), adverts.len() as u64, "{:?}", phone.health());
}
