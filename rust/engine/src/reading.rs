//! What one advert is, in words: for hosts that show what is around.

use std::fmt;

use findmesh_crypto::LookupId;
use findmesh_proto::advert::{self, FieldValue};
use findmesh_proto::{Advert, Battery, Deployment, Frame, Rejection, State};

/// An advert as docs/cli.md names its parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading {
    /// The format: `findmesh`, `apple`, … or `unknown`.
    pub network: &'static str,
    /// Tells the frames of one network apart; `unknown` where the network is.
    pub kind: &'static str,
    /// Whether the tag is away from its owner.
    pub state: State,
    /// The battery level, where the advert states one that can be believed.
    pub battery: Option<Battery>,
    /// The key on the air, where the format has one and all of it is there.
    pub key: Option<Vec<u8>>,
    /// Under which relays keep reports about that key.
    pub lookup_id: Option<Vec<u8>>,
    /// Everything else that the advert says, by name.
    pub fields: Vec<(&'static str, String)>,
    /// Code of the rule by which a format refused the advert; none where nobody claims it.
    pub rejection: Option<&'static str>,
}

impl fmt::Debug for Reading {
    /// Without key and fields: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Reading({} {}, {:?})", self.network, self.kind, self.rejection)
    }
}

impl Reading {
    /// Reads one advert for a deployment.
    pub fn of(frame: &Frame<'_>, deployment: &Deployment) -> Self {
        match advert::decode(frame, deployment) {
            Ok(Some(advert)) => Self::known(&advert),
            Ok(None) => Self::unknown(None),
            Err(rejection) => Self::unknown(Some(rejection)),
        }
    }

    fn known(advert: &Advert<'_>) -> Self {
        Self {
            network: advert.network(),
            kind: advert.kind(),
            state: advert.state(),
            battery: advert.battery(),
            key: advert.key().map(<[u8]>::to_vec),
            lookup_id: LookupId::of(advert).map(|id| id.as_slice().to_vec()),
            fields: fields(advert),
            rejection: None,
        }
    }

    fn unknown(rejection: Option<Rejection>) -> Self {
        Self {
            network: "unknown",
            kind: "unknown",
            state: State::Unknown,
            battery: None,
            key: None,
            lookup_id: None,
            fields: Vec::new(),
            rejection: rejection.map(Rejection::code),
        }
    }
}

fn fields(advert: &Advert<'_>) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
        fields.push((name, value.to_string()))
    });
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_proto::{Address, AddressKind};
    use findmesh_testkit::vectors::hex_bytes;

    fn read(data: &str, address: Option<&str>) -> Reading {
        let address = address.map(|text| text.parse::<Address>().unwrap().with_kind(AddressKind::Random));
        Reading::of(&Frame { data: &hex_bytes(data), address }, &Deployment::COMMON)
    }

    #[test]
    fn a_tag_is_told_in_words() {
        let tag = read("07ff4c0012026002", Some("C0:01:02:03:04:05"));
        assert_eq!((tag.network, tag.kind, tag.state), ("apple", "nearby", State::NearOwner));
        assert_eq!((tag.battery, tag.key, tag.lookup_id), (Some(Battery::Medium), None, None));
        let fields = [("status", "60"), ("device_kind", "find_my"), ("key_prefix", "800102030405")];
        assert_eq!(tag.fields, fields.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn a_key_has_its_lookup_id() {
        let eid = "e6cec9ca5505f86e82781bcbe75984acb3ce5e03";
        let tag = read(&format!("1816aafe40{eid}"), None);
        let id = hex_bytes("e6cec9ca5505f86e8278");
        assert_eq!((tag.key, tag.lookup_id), (Some(hex_bytes(eid)), Some(id)));
    }

    #[test]
    fn what_nobody_claims_and_what_is_refused_differ() {
        assert_eq!(read("020106", None).rejection, None);
        let refused = read("0201", None);
        assert_eq!((refused.network, refused.rejection), ("unknown", Some("ad_truncated")));
    }

    #[test]
    fn nothing_printed_identifies_a_tag() {
        let text = format!("{:?}", read("07ff4c0012026002", Some("C0:01:02:03:04:05")));
        assert_eq!(text, "Reading(apple nearby, None)");
    }
}
