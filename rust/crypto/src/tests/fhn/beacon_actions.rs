//! Beacon Actions: the packets of another implementation, both sides of each exchange, and what is refused.

use super::{array, bytes, identity, rows, vectors};
use crate::fhn::{
    AccountKey, IdentityKey, RecoveryKey, RingKey, UnwantedTrackingKey,
    beacon_actions::{Accepted, Exchange, Key, Nonce, Refusal, RequestError, ResponseError},
};
use findmesh_proto::command::beacon_actions::{
    ActionError, BeaconParameters, Components, GattError, Operation, Packet, Protection, Provisioning,
    Request, Response, Ring, Ringing, Volume,
};
use serde_json::Value;

/// All that a tag of the vectors has.
struct Tag {
    file: Value,
    account: AccountKey,
    identity: IdentityKey,
    recovery: RecoveryKey,
    ring: RingKey,
    unwanted_tracking: UnwantedTrackingKey,
}

impl Tag {
    fn new() -> Self {
        let file = vectors("beacon-actions.json");
        let identity = IdentityKey::from_bytes(array(&file, "identity_key"));
        Self {
            account: AccountKey::from_bytes(array(&file, "account_key")),
            recovery: identity.recovery_key(),
            ring: identity.ring_key(),
            unwanted_tracking: identity.unwanted_tracking_key(),
            identity,
            file,
        }
    }

    /// The same nonce again: only tests do that.
    fn nonce(&self) -> Nonce {
        Nonce::read(&bytes(&self.file, "read")).expect("a challenge")
    }

    fn keys(&self) -> [Key<'_>; 4] {
        [
            Key::Account(&self.account),
            Key::Recovery(&self.recovery),
            Key::Ring(&self.ring),
            Key::UnwantedTracking(&self.unwanted_tracking),
        ]
    }

    fn key(&self, row: &Value) -> Key<'_> {
        let name = row["key"].as_str().expect("a key");
        let number =
            ["account", "recovery", "ring", "unwanted_tracking"].iter().position(|known| *known == name);
        self.keys()[number.expect("a known key")]
    }

    fn key_for(&self, operation: Operation) -> Key<'_> {
        self.keys().into_iter().find(|key| key.fits(operation)).expect("one fits")
    }

    fn request(&self, request: &Request<'_>) -> (Vec<u8>, Exchange<'_>) {
        self.nonce().request(self.key_for(request.operation()), request).expect("a request")
    }

    fn accept<'a>(&self, written: &'a [u8]) -> Result<Accepted<'a, '_>, Refusal> {
        self.nonce().accept(written, self.keys())
    }
}

#[test]
fn requests_are_those_of_the_other_implementation() {
    let tag = Tag::new();
    for row in rows(&tag.file["requests"]) {
        let written = bytes(row, "bytes");
        let packet = Packet::decode(&written).expect("a packet");
        let request = Request::decode(&packet).expect("a request");
        assert_eq!(packet.data, bytes(row, "data"), "{}", row["operation"]);

        let (made, _) = tag.nonce().request(tag.key(row), &request).expect("a request");
        assert_eq!(made, written, "{}", row["operation"]);
        let accepted = tag.accept(&written).expect("accepted");
        assert_eq!((accepted.request, accepted.key), (request, Some(tag.key(row))), "{}", row["operation"]);
    }
}

#[test]
fn responses_are_those_of_the_other_implementation() {
    let tag = Tag::new();
    for row in rows(&tag.file["responses"]) {
        let notified = bytes(row, "bytes");
        let packet = Packet::decode(&notified).expect("a packet");
        let response = Response::decode(&packet).expect("a response");
        assert_eq!(packet.data, bytes(row, "data"), "{}", row["operation"]);

        let exchange = exchange(&tag, packet.operation);
        assert_eq!(exchange.answer(&response), Ok(notified.clone()), "{}", row["operation"]);
        assert_eq!(exchange.response(&notified), Ok(response), "{}", row["operation"]);
    }
}

/// After some request of `operation`.
fn exchange(tag: &Tag, operation: Operation) -> Exchange<'_> {
    let mut requests = rows(&tag.file["requests"]).iter().map(|row| bytes(row, "bytes"));
    let written = requests.find(|written| written.first() == Some(&operation.id()));
    let written = written.unwrap_or_else(|| panic!("no request of {operation:?}"));
    tag.nonce().accept(&written, [tag.key_for(operation)]).expect("accepted").exchange
}

#[test]
fn nonces_and_proofs() {
    let tag = Tag::new();
    assert_eq!(tag.nonce().to_read().as_slice(), bytes(&tag.file, "read"));
    assert_eq!(tag.nonce().proof(&tag.identity), array(&tag.file, "proof"));
    let (_, exchange) = tag.request(&Request::ReadRingingState);
    assert!(exchange.proves(&tag.identity, &array(&tag.file, "proof")));
    assert!(!exchange.proves(&identity(1), &array(&tag.file, "proof")));
}

#[test]
fn parameters_travel_under_the_account_key() {
    let tag = Tag::new();
    let row = &tag.file["parameters"];
    let parameters = BeaconParameters::decode(&array(row, "block"));
    let wrapped = tag.account.wrap_parameters(&parameters);
    assert_eq!(tag.account.unwrap_parameters(&wrapped), parameters);
    assert_eq!(i64::from(parameters.calibrated_power), row["calibrated_power"].as_i64().expect("a number"));
    assert_eq!(u64::from(parameters.clock), row["clock"].as_u64().expect("a number"));
    assert_eq!((parameters.curve, parameters.ring_components, parameters.volume_selection), (0, 1, 1));
    let response = bytes(&tag.file["responses"][0], "data");
    assert_eq!(wrapped.as_slice(), response);
}

#[test]
fn a_tag_is_provisioned_and_cleared() {
    let tag = Tag::new();
    let fresh = IdentityKey::from_bytes(array(&tag.file, "new_identity_key"));
    let proof = tag.nonce().proof(&tag.identity);
    let request = Request::SetIdentityKey { encrypted: &tag.account.wrap(&fresh), proof: Some(&proof) };
    let (written, phone) = tag.request(&request);

    let accepted = tag.accept(&written).expect("accepted");
    let Request::SetIdentityKey { encrypted, proof: Some(proof) } = accepted.request else {
        panic!("{:?}", accepted.request)
    };
    assert!(accepted.exchange.proves(&tag.identity, proof));
    assert_eq!(tag.account.unwrap(encrypted), fresh);
    let notified = accepted.exchange.answer(&Response::IdentityKeySet).expect("an answer");
    assert_eq!(phone.response(&notified), Ok(Response::IdentityKeySet));
}

#[test]
fn one_ring_is_answered_when_it_starts_and_when_it_ends() {
    let tag = Tag::new();
    let ring = Ring { components: Components::ALL, deciseconds: 300, volume: Volume::High };
    let (written, phone) = tag.request(&Request::Ring(ring));
    let accepted = tag.accept(&written).expect("accepted");
    assert_eq!(accepted.request, Request::Ring(ring));
    for data in [[0, 1, 0x01, 0x2C], [2, 1, 0, 0]] {
        let packet = Packet { operation: Operation::Ring, authentication: [0; 8], data: &data };
        let response = Response::decode(&packet).expect("a response");
        let notified = accepted.exchange.answer(&response).expect("an answer");
        assert_eq!(phone.response(&notified), Ok(response));
    }
}

#[test]
fn while_protection_says_so_anybody_rings_and_does_nothing_else() {
    let tag = Tag::new();
    let (mut written, _) = tag.request(&Request::Ring(Ring::STOP));
    written[2..10].fill(0);
    assert_eq!(tag.accept(&written).map(|_| ()), Err(Refusal::Unauthenticated));
    let accepted = tag.nonce().accept_any_ring(&written, Key::Ring(&tag.ring)).expect("accepted");
    assert_eq!((accepted.request, accepted.key), (Request::Ring(Ring::STOP), None));
    let silent = Response::RingingState(Ringing { components: Components::NONE, deciseconds: 0 });
    assert!(accepted.exchange.answer(&silent).is_err());

    let (written, _) = tag.request(&Request::ReadRingingState);
    let refused = tag.nonce().accept_any_ring(&written, Key::Ring(&tag.ring));
    assert_eq!(refused.map(|_| ()), Err(Refusal::Unauthenticated));
}

#[test]
fn another_key_another_nonce_or_a_changed_byte_is_refused() {
    let tag = Tag::new();
    let other = AccountKey::from_bytes([9; 16]);
    for row in rows(&tag.file["requests"]) {
        let written = bytes(row, "bytes");
        assert_eq!(
            tag.nonce().accept(&written, [Key::Account(&other)]).map(|_| ()),
            Err(Refusal::Unauthenticated)
        );
        let stale = Nonce::from_bytes([9; 8]).accept(&written, tag.keys());
        assert_eq!(stale.map(|_| ()), Err(Refusal::Unauthenticated));
        for index in 0..written.len() {
            let mut changed = written.clone();
            changed[index] ^= 1;
            let refusal = tag.accept(&changed).expect_err("accepted");
            assert_eq!(refusal == Refusal::Unauthenticated, Packet::decode(&changed).is_ok());
        }
    }
}

#[test]
fn of_several_account_keys_the_right_one_is_found() {
    let tag = Tag::new();
    let other = AccountKey::from_bytes([9; 16]);
    let (written, _) = tag.request(&Request::ReadProvisioningState);
    let keys = [Key::Account(&other), Key::Account(&tag.account)];
    let accepted = tag.nonce().accept(&written, keys).expect("accepted");
    assert_eq!(accepted.key, Some(Key::Account(&tag.account)));
}

#[test]
fn responses_that_are_not_the_tags_are_not_believed() {
    let tag = Tag::new();
    let (written, phone) = tag.request(&Request::ReadProvisioningState);
    // A request is no response, though it is of the same shape.
    assert_eq!(phone.response(&written), Err(ResponseError::Unauthenticated));
    let eid = [7; 20];
    let state = Response::ProvisioningState(Provisioning { state: 3, eid: Some(&eid) });
    let notified = phone.answer(&state).expect("an answer");
    assert_eq!(phone.response(&notified), Ok(state));
    for index in 2..notified.len() {
        let mut changed = notified.clone();
        changed[index] ^= 0x80;
        assert_eq!(phone.response(&changed), Err(ResponseError::Unauthenticated));
    }
    let (_, ringing) = tag.request(&Request::ReadRingingState);
    let expected = Operation::ReadRingingState;
    let got = Operation::ReadProvisioningState;
    assert_eq!(ringing.response(&notified), Err(ResponseError::OtherOperation { expected, got }));
    let cut = ActionError::Cut { length: 3 };
    assert_eq!(phone.response(&notified[..3]), Err(ResponseError::Invalid(cut)));
}

#[test]
fn a_key_of_another_kind_makes_no_request() {
    let tag = Tag::new();
    let request = Request::ActivateProtection(Protection::SKIP_RING_AUTHENTICATION);
    for key in tag.keys() {
        let made = tag.nonce().request(key, &request).map(|_| ());
        let operation = Operation::ActivateProtection;
        let expected = if key.fits(operation) { Ok(()) } else { Err(RequestError::WrongKey { operation }) };
        assert_eq!(made, expected, "{key:?}");
    }
    let long = [0; 248];
    let made = tag.nonce().request(Key::Account(&tag.account), &Request::RangingCapability(&long));
    assert_eq!(made.map(|_| ()), Err(RequestError::Packet(ActionError::TooLong { length: 248 })));
}

#[test]
fn a_tag_answers_refusals_with_their_gatt_error() {
    let tag = Tag::new();
    assert_eq!(Refusal::Unauthenticated.gatt_error(), GattError::Unauthenticated);
    let refusal = tag.accept(&[5]).map(|_| ()).expect_err("accepted");
    assert_eq!(refusal.gatt_error(), GattError::InvalidValue);
}

#[test]
fn nothing_prints_a_secret() {
    let tag = Tag::new();
    let (written, exchange) = tag.request(&Request::ReadProvisioningState);
    let accepted = tag.accept(&written).expect("accepted");
    let text = format!("{exchange:?}{accepted:?}{:?}", tag.nonce());
    assert!(!text.contains("01, ") && !text.to_lowercase().contains("deadbeef"), "{text}");
    assert_eq!(text.matches("redacted").count(), 4, "{text}");
}
