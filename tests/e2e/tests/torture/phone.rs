//! The process that is killed: a finder over a file and a real HTTP client, which hears, seals and uploads for ever.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use findmesh_core::Now;
use findmesh_crypto::hash::sha256;
use findmesh_crypto::native::{EpochKey, SEPARATED_SLOT, Schedule, TagSecret, mask_header};
use findmesh_e2e::{MINUTE, Place};
use findmesh_engine::{Clock, VirtualClock};
use findmesh_net::{
    HttpRequest, HttpResponse, HttpTransport, RelayClient, RelayUrl, TransportError, UreqTransport,
};
use findmesh_proto::Deployment;
use findmesh_proto::advert::findmesh::{compact_advert, compact_header};
use findmesh_proto::frame;
use findmesh_proto::wire::{SealedReport, UploadBatch};
use findmesh_store::{Opened, SqliteStore};
use findmesh_testkit::adverts::SampleAdvert;
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::seeded_entropy;

use crate::finder::{Finder, Kind};
use crate::told::{Told, digest};
use crate::vault::SharedVault;

/// Tags of a batch, each heard for the first time.
pub(crate) const TAGS: u32 = 3;

/// A phone, as its next process finds it.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    /// Tells phones apart.
    pub(crate) number: u32,
    pub(crate) folder: PathBuf,
    pub(crate) relay: String,
    pub(crate) kind: Kind,
    /// Version of the file that it began with; none: a new phone.
    pub(crate) kept: Option<u32>,
    /// Processes before this one.
    pub(crate) starts: u64,
    /// The batch to hear next, and when it was heard the last time it was offered.
    pub(crate) next: (u32, Option<u64>),
    pub(crate) now: Now,
}

impl Phone {
    /// As words that a process can be started with.
    pub(crate) fn words(&self) -> String {
        let kind = if self.kind == Kind::Driver { "driver" } else { "engine" };
        let heard = self.next.1.map_or("-".to_owned(), |boot_ms| boot_ms.to_string());
        let Self { number, starts, next: (next, _), now: Now { boot_ms, wall_ms }, relay, folder, .. } = self;
        let folder = folder.display();
        format!("{number} {kind} {starts} {next} {heard} {boot_ms} {wall_ms} {relay} {folder}")
    }

    /// Back from those words.
    pub(crate) fn of_words(words: &str) -> Self {
        let words: Vec<&str> = words.splitn(9, ' ').collect();
        Self {
            number: words[0].parse().unwrap(),
            kind: if words[1] == "driver" { Kind::Driver } else { Kind::Engine },
            kept: None,
            starts: words[2].parse().unwrap(),
            next: (words[3].parse().unwrap(), words[4].parse().ok()),
            now: Now { boot_ms: words[5].parse().unwrap(), wall_ms: words[6].parse().unwrap() },
            relay: words[7].to_owned(),
            folder: words[8].into(),
        }
    }

    /// Every fifth process puts the keys under a new wrapper first.
    pub(crate) const fn rewraps(&self) -> bool {
        self.starts % 5 == 4
    }

    /// The first processes of a phone with a kept file die while it opens.
    pub(crate) const fn migrates(&self) -> bool {
        self.kept.is_some() && self.starts < 4
    }

    /// The store of this phone, in its folder or in a copy of it.
    pub(crate) fn open_store(&self, folder: &Path) -> Opened {
        let vault = Arc::new(SharedVault::of(folder));
        let entropy = seeded_entropy(u64::from(self.number) << 32 | self.starts);
        SqliteStore::open(&folder.join("findmesh.db"), vault, entropy, self.now.wall_ms).unwrap()
    }

    /// A tag of a batch; the key that it is away from its owner with.
    pub(crate) fn key(&self, batch: u32, tag: u32) -> EpochKey {
        let name = [self.number.to_be_bytes(), batch.to_be_bytes(), tag.to_be_bytes()].concat();
        let mut schedule = Schedule::new(TagSecret::from_bytes(sha256(&name)), 20_000);
        schedule.epoch(0, SEPARATED_SLOT).unwrap()
    }

    fn advert(&self, batch: u32, tag: u32) -> SampleAdvert {
        let epoch = self.key(batch, tag);
        let header = mask_header(compact_header(&epoch.key, 0, false), epoch.mask);
        let (address, data) = compact_advert(Deployment::TEST_COMPANY_ID, &epoch.key, header);
        SampleAdvert { data: data.to_vec(), address, extended_pdu: false }
    }

    /// The same for the same time, so that a batch that nobody acknowledged can be offered again.
    fn batch(&self, batch: u32, boot_ms: u64) -> Vec<u8> {
        let heard = |builder: BatchBuilder, tag| builder.heard(&self.advert(batch, tag), -60, boot_ms);
        (0..TAGS).fold(BatchBuilder::new(), heard).build()
    }
}

/// Lives until it is killed.
pub(crate) fn live(phone: Phone) -> ! {
    let mut life = Life::over_http(phone);
    loop {
        life.hear();
        (0..=TAGS).for_each(|_| life.upload());
    }
}

/// Lives until all it has is delivered; what its counters say then.
pub(crate) fn drain(phone: Phone) -> BTreeMap<String, u64> {
    let mut life = Life::over_http(phone);
    for _ in 0..2_000 {
        let queue = life.finder.health().queue;
        if queue.reports + queue.pending == 0 {
            return life.finder.counts();
        }
        life.upload();
    }
    panic!("it is never empty: {:?}", life.finder.health());
}

/// How often the keys of a phone came under a new wrapper.
pub(crate) fn wrappings(phone: &Phone) -> u32 {
    SharedVault::of(&phone.folder).newest() - 1
}

/// One process of a phone.
pub(crate) struct Life {
    phone: Phone,
    clock: Arc<VirtualClock>,
    finder: Finder,
}

impl Life {
    /// Over a real HTTP client, overheard.
    fn over_http(phone: Phone) -> Self {
        Self::begin(phone, Arc::new(Overheard(UreqTransport::new())))
    }

    /// Opens the store and the finder over it.
    pub(crate) fn begin(phone: Phone, transport: Arc<dyn HttpTransport>) -> Self {
        Told::Opening.tell();
        let Opened { store, incident } = phone.open_store(&phone.folder);
        assert_eq!(incident, None);
        let clock = Arc::new(VirtualClock::new(phone.now));
        let relay = RelayClient::new(RelayUrl::parse(&phone.relay).unwrap(), transport);
        let relay = relay.with_timeout(Duration::from_secs(20));
        let seed = (u64::from(phone.number) << 32 | phone.starts) + (1 << 60);
        let mut finder = Finder::open(phone.kind, Box::new(store), incident, clock.clone(), relay, seed);
        if phone.rewraps() {
            Told::Rewrapping.tell();
            finder.renew_keys();
        }
        Told::Opened.tell();
        Self { phone, clock, finder }
    }

    fn pass(&mut self, ms: u64) {
        self.clock.advance(ms);
        Told::Clock(self.clock.now().boot_ms).tell();
        self.finder.wake();
    }

    /// Every other batch has its fix at once; the others wait for one that comes too late for the moment.
    pub(crate) fn hear(&mut self) {
        let (batch, before) = self.phone.next;
        let boot_ms = before.unwrap_or(self.clock.now().boot_ms);
        let place = place(batch);
        if batch.is_multiple_of(2) {
            self.finder.fix(place.fix(boot_ms));
        }
        let packed = self.phone.batch(batch, boot_ms);
        Told::Heard(batch, boot_ms).tell();
        self.finder.ingest(packed);
        Told::Acknowledged(batch).tell();
        self.phone.next = (batch + 1, None);
        if !batch.is_multiple_of(2) {
            self.pass(MINUTE / 2);
            Told::Sealing.tell();
            self.finder.fix(place.fix(self.clock.now().boot_ms));
            self.pass(11 * MINUTE);
            Told::Sealed.tell();
        }
    }

    /// Which it is.
    pub(crate) const fn phone(&self) -> &Phone {
        &self.phone
    }

    /// Time passes, and a background wake follows.
    pub(crate) fn upload(&mut self) {
        self.pass(4 * MINUTE);
        Told::Uploading.tell();
        self.finder.upload();
        Told::Uploaded.tell();
    }
}

/// Kilometres apart, and never the same again: no place is learnt, no sighting is a repeat.
fn place(batch: u32) -> Place {
    Place::number(batch % 900)
}

/// Tells what leaves and what comes back.
struct Overheard(UreqTransport);

impl HttpTransport for Overheard {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let report = digest(&report_in(request).body);
        Told::Sent(report).tell();
        let answer = self.0.send(request);
        match &answer {
            Ok(response) => Told::Answered(report, response.status).tell(),
            Err(_) => Told::Unanswered(report).tell(),
        }
        answer
    }
}

/// The one report of a request.
pub(crate) fn report_in(request: &HttpRequest) -> SealedReport {
    let mut batch: UploadBatch = frame::decode(&request.body).unwrap();
    assert_eq!(batch.reports.len(), 1, "one report a request");
    batch.reports.remove(0)
}
