//! One advert, as a line.

use findmesh_crypto::hash::sha256;
use findmesh_crypto::native;
use findmesh_proto::advert::{FieldValue, mibeacon};
use findmesh_proto::capture::CaptureItem;
use findmesh_proto::{AddressKind, Advert, Network, Rejection, State};
use serde_json::{Map, Value, json};

use crate::output::style::Palette;
use crate::output::value::Object;
use crate::time::Moment;

/// Above the lines for people.
pub(super) const HEADING: &str =
    "     n  time                         address            rssi  advert              state       details";

/// An advert and what its format's decoder says.
pub(super) struct AdvertLine<'a> {
    pub(super) item: &'a CaptureItem,
    pub(super) decoded: Result<Option<Advert<'a>>, Rejection>,
}

impl AdvertLine<'_> {
    /// The format; `unknown` for none and for frames that break their format's rules.
    pub(super) fn network(&self) -> &'static str {
        self.advert().map_or(UNKNOWN, Advert::network)
    }

    fn kind(&self) -> &'static str {
        self.advert().map_or(UNKNOWN, Advert::kind)
    }

    fn advert(&self) -> Option<&Advert<'_>> {
        self.decoded.as_ref().ok()?.as_ref()
    }

    /// Why a format refused it.
    pub(super) fn rejection(&self) -> Option<Rejection> {
        self.decoded.as_ref().err().copied()
    }

    /// For programs (docs/cli.md, `decode`).
    pub(super) fn object(&self) -> Value {
        let item = self.item;
        let mut object = Object::new()
            .with("n", item.n)
            .with_some("part", item.part)
            .with_some("time", self.time())
            .with_some("address", item.address.map(|address| address.to_string()))
            .with_some("address_type", item.address.and_then(|address| address_type(address.kind)))
            .with_some("rssi", item.rssi)
            .with_some("tx_power", item.tx_power)
            .with("network", self.network())
            .with("kind", self.kind());
        if let Some(advert) = self.advert() {
            object = object
                .with("state", advert.state().as_str())
                .with_some("key", advert.key().map(hex::encode))
                .with_some("lookup_id", lookup_id(advert))
                .with_some("battery", advert.battery().map(|battery| battery.as_str()));
        }
        object
            .with_some("rejected", self.rejection().map(Rejection::code))
            .with("fields", self.fields())
            .into()
    }

    /// For people.
    pub(super) fn text(&self, palette: Palette) -> String {
        let item = self.item;
        let number = item.part.map_or_else(|| item.n.to_string(), |part| format!("{}.{part}", item.n));
        let name = match self.advert() {
            Some(advert) => format!("{} {}", advert.network(), advert.kind()),
            None => UNKNOWN.to_owned(),
        };
        let line = format!(
            "{number:>6}  {:<27}  {:<17}  {:>4}  {name:<18}  {:<10}  {}",
            self.time().unwrap_or_default(),
            item.address.map(|address| address.to_string()).unwrap_or_default(),
            item.rssi.map(|dbm| dbm.to_string()).unwrap_or_default(),
            self.advert().map_or("", |advert| advert.state().as_str()),
            self.details(),
        );
        let line = line.trim_end();
        match &self.decoded {
            Ok(Some(_)) => line.to_owned(),
            Ok(None) => palette.faint(line).to_string(),
            Err(_) => palette.warn(line).to_string(),
        }
    }

    fn time(&self) -> Option<String> {
        self.item.time.map(|nanos| Moment::from_nanos(i128::from(nanos)).rfc3339())
    }

    fn fields(&self) -> Value {
        let mut fields = Map::new();
        if let Some(advert) = self.advert() {
            advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
                let _ = fields.insert(name.to_owned(), field_value(value));
            });
        }
        fields.into()
    }

    fn details(&self) -> String {
        let Some(advert) = self.advert() else {
            return self.rejection().map(|rejection| format!("refused: {rejection}")).unwrap_or_default();
        };
        let mut parts: Vec<String> =
            advert.key().map(|key| format!("key {}", hex::encode(key))).into_iter().collect();
        parts.extend(advert.battery().map(|battery| format!("battery {}", battery.as_str())));
        advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
            let value = field_value(value);
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            parts.push(format!("{} {shown}", name.replace('_', " ")));
        });
        parts.join(", ")
    }
}

const UNKNOWN: &str = State::Unknown.as_str();

fn address_type(kind: AddressKind) -> Option<&'static str> {
    match kind {
        AddressKind::Public => Some("public"),
        AddressKind::Random => Some("random"),
        AddressKind::Unknown => None,
    }
}

/// Under which a relay keeps reports about this key (docs/formats.md §1, §3).
fn lookup_id(advert: &Advert<'_>) -> Option<String> {
    let key = advert.key()?;
    match advert.reports_to()? {
        Network::Native => Some(hex::encode(native::lookup_id(key.try_into().ok()?))),
        Network::Apple => Some(hex::encode(sha256(key))),
        Network::Fhn => key.get(..10).map(hex::encode),
    }
}

fn field_value(value: FieldValue<'_>) -> Value {
    match value {
        FieldValue::Null => Value::Null,
        FieldValue::Bool(yes) => yes.into(),
        FieldValue::Number(number) => number.into(),
        FieldValue::Decimal(number) => number.into(),
        FieldValue::Text(text) => text.into(),
        FieldValue::Hex(bytes) => hex::encode(bytes).into(),
        FieldValue::Address(address) => address.to_string().into(),
        FieldValue::Objects(objects) => objects.iter().map(object_value).collect(),
    }
}

/// An object of a MiBeacon: id and data.
fn object_value(object: mibeacon::Object<'_>) -> Value {
    json!({"id": object.id, "data": hex::encode(object.data)})
}
