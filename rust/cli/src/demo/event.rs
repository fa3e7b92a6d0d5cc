//! What happens to a phone, in the order of time.

use findmesh_proto::deployment::{format_company_id, format_uuid};
use findmesh_proto::{Address, AddressKind, Deployment};
use serde_json::{Value, json};

use crate::geo::Place;
use crate::output::value::Object;

/// One thing that happens.
pub(crate) struct PhoneEvent {
    /// Milliseconds since the demo began.
    pub(crate) t_ms: u64,
    /// What.
    pub(crate) what: Happening,
}

/// What can happen.
pub(crate) enum Happening {
    /// The radio heard an advert.
    Advert {
        /// The AD structures.
        data: Vec<u8>,
        /// Who sent it.
        address: Address,
        /// dBm.
        rssi: i8,
        /// Extended advertising.
        extended: bool,
    },
    /// The platform gave a fix.
    Fix {
        /// Where.
        place: Place,
        /// 68 % radius, metres.
        accuracy_m: f32,
    },
}

/// All that happens to one phone.
pub(crate) struct PhoneScript {
    /// In the order of time.
    pub(crate) events: Vec<PhoneEvent>,
    /// Until when it lives, milliseconds since the demo began.
    pub(crate) end_ms: u64,
}

impl PhoneScript {
    /// For a phone that runs elsewhere.
    pub(super) fn scenario(&self, relay: &str, deployment: &Deployment, begin_ms: i64) -> Value {
        let events: Vec<Value> = self.events.iter().map(|event| event.object(begin_ms)).collect();
        json!({
            "relay": relay,
            "deployment": {
                "service_uuid": format_uuid(&deployment.service_uuid),
                "company_id": deployment.company_id.map(format_company_id),
            },
            "begin_wall_ms": begin_ms,
            "events": events,
            "end_ms": self.end_ms,
        })
    }
}

impl PhoneEvent {
    fn object(&self, begin_ms: i64) -> Value {
        let object = Object::new()
            .with("t_ms", self.t_ms)
            .with("wall_ms", begin_ms.saturating_add_unsigned(self.t_ms));
        match &self.what {
            Happening::Advert { data, address, rssi, extended } => object
                .with("adv", hex::encode(data))
                .with("address", address.to_string())
                .with("address_type", if address.kind == AddressKind::Public { "public" } else { "random" })
                .with("rssi", *rssi)
                .with("extended", *extended),
            Happening::Fix { place, accuracy_m } => {
                let accuracy_m = (f64::from(*accuracy_m) * 10.0).round() / 10.0;
                object.with("fix", json!({"lat": place.lat, "lon": place.lon, "accuracy_m": accuracy_m}))
            }
        }
        .into()
    }
}
