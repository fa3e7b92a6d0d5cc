//! One advert of a capture and what is known about it.

use findmesh_crypto::mibeacon::{self, OpenError, Opened};
use findmesh_proto::advert::{FieldValue, FieldVisitor};
use findmesh_proto::capture::CaptureItem;
use findmesh_proto::{Advert, Deployment, Rejection, State};

/// The name of what no format claims, and of what breaks its format's rules.
pub(super) const UNKNOWN: &str = State::Unknown.as_str();

/// An advert and what its format's decoder says.
pub(super) struct Seen<'a> {
    pub(super) item: &'a CaptureItem,
    decoded: Result<Option<Advert<'a>>, Rejection>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(item: &'a CaptureItem, deployment: &Deployment) -> Self {
        Self { item, decoded: findmesh_proto::advert::decode(&item.frame(), deployment) }
    }

    /// What a format made of it.
    pub(super) fn advert(&self) -> Option<&Advert<'a>> {
        self.decoded.as_ref().ok()?.as_ref()
    }

    /// The format; `unknown` for none and for frames that break their format's rules.
    pub(super) fn network(&self) -> &'static str {
        self.advert().map_or(UNKNOWN, Advert::network)
    }

    pub(super) fn kind(&self) -> &'static str {
        self.advert().map_or(UNKNOWN, Advert::kind)
    }

    pub(super) fn state(&self) -> State {
        self.advert().map_or(State::Unknown, Advert::state)
    }

    /// Why a format refused it.
    pub(super) fn rejection(&self) -> Option<Rejection> {
        self.decoded.as_ref().err().copied()
    }

    /// Every field of the advert, and those that its bind key opens.
    pub(super) fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        let Some(advert) = self.advert() else { return };
        advert.visit_fields(visitor);
        if let (Advert::Mibeacon(sealed), Some(key)) = (advert, &self.item.bind_key) {
            visit_opened(mibeacon::open(sealed, self.item.address, key), visitor);
        }
    }
}

/// A key that could not be tried says nothing. Without a code to check, objects are shown where they are whole: under a
/// wrong key they rarely are.
fn visit_opened(opened: Result<Opened, OpenError>, visitor: &mut dyn FieldVisitor) {
    match opened {
        Ok(opened) if opened.mic_valid().is_some() || !opened.objects().is_truncated() => {
            if let Some(valid) = opened.mic_valid() {
                visitor.field("mic_valid", FieldValue::Bool(valid));
            }
            visitor.field("objects", FieldValue::Objects(opened.objects()));
            if opened.objects().is_truncated() {
                visitor.field("object_truncated", FieldValue::Bool(true));
            }
        }
        Err(OpenError::Mic) => visitor.field("mic_valid", FieldValue::Bool(false)),
        Ok(_) | Err(_) => {}
    }
}
