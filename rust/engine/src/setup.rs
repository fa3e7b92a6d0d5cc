//! What an engine is made of.

use std::sync::Arc;

use findmesh_core::{EventRecord, FinderConfig, OwnTags, StoreTrouble};
use findmesh_store::{Entropy, Store};

use crate::random::system_entropy;

/// Is handed every event with its clocks and seed, before it is handled: replayed, they give the same effects. The
/// records hold locations and keys; a host that keeps them answers for them. [`EventRecord`] says what reading them back
/// from JSON takes.
pub type Recorder = Box<dyn FnMut(&EventRecord) + Send>;

/// What a [`Driver`](crate::Driver) and an [`Engine`](crate::Engine) are made of.
pub struct Setup {
    pub(crate) config: FinderConfig,
    pub(crate) store: Box<dyn Store>,
    pub(crate) entropy: Entropy,
    pub(crate) incident: Option<StoreTrouble>,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) own_tags: Option<Box<dyn OwnTags>>,
}

impl Setup {
    /// With the operating system's randomness, and nothing recorded.
    pub fn new(config: FinderConfig, store: Box<dyn Store>) -> Self {
        Self { config, store, entropy: system_entropy(), incident: None, recorder: None, own_tags: None }
    }

    /// Takes its randomness from here: tests and demos repeat themselves.
    #[must_use]
    pub fn entropy(mut self, entropy: Entropy) -> Self {
        self.entropy = entropy;
        self
    }

    /// What happened to the store when it was opened.
    #[must_use]
    pub fn incident(mut self, incident: Option<StoreTrouble>) -> Self {
        self.incident = incident;
        self
    }

    /// Hands every event to `recorder`.
    #[must_use]
    pub fn record(mut self, recorder: impl FnMut(&EventRecord) + Send + 'static) -> Self {
        self.recorder = Some(Box::new(recorder));
        self
    }

    /// Tags that `tags` recognises are not reported, from the first event on; whoever replays the events gives the finder
    /// the same.
    #[must_use]
    pub fn own_tags(mut self, tags: Box<dyn OwnTags>) -> Self {
        self.own_tags = Some(tags);
        self
    }

    /// Randomness that starts from `seed` and always goes the same way. Not for anything that leaves a test.
    #[must_use]
    pub fn repeatable(self, seed: [u8; 32]) -> Self {
        use rand_core::Rng;
        let rng = std::sync::Mutex::new(findmesh_core::Seed(seed).rng());
        self.entropy(Arc::new(move |buffer: &mut [u8]| {
            rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(buffer);
        }))
    }
}
