//! Adverts as tags send them, and the tags that send them.

use findmesh_crypto::native::{EpochKey, SEPARATED_SLOT, Schedule, TagSecret, mask_header, mask_status};
use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::{Address, AddressKind, Deployment, Frame};

/// An advert with the address it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleAdvert {
    /// AD structures.
    pub data: Vec<u8>,
    /// Random static, as every tag's.
    pub address: Address,
    /// In an extended advertising PDU.
    pub extended_pdu: bool,
}

impl SampleAdvert {
    /// As a decoder takes it.
    pub fn frame(&self) -> Frame<'_> {
        Frame { data: &self.data, address: Some(self.address) }
    }
}

/// The deployment of tests: the common UUID with the company id for tests, so that both forms exist.
pub fn test_deployment() -> Deployment {
    Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID)
}

/// A native tag; its secret follows from its number.
#[derive(Debug)]
pub struct SampleTag {
    schedule: Schedule,
    deployment: Deployment,
    number: u8,
}

impl SampleTag {
    /// Tag `number`, provisioned on UTC day `provisioned_day`, of [`test_deployment`].
    pub fn new(number: u8, provisioned_day: u32) -> Self {
        let schedule = Schedule::new(TagSecret::from_bytes(Self::secret(number)), provisioned_day);
        Self { schedule, deployment: test_deployment(), number }
    }

    /// The secret that tag `number` shares with its owner.
    pub fn secret(number: u8) -> [u8; 32] {
        std::array::from_fn(|at| number.wrapping_mul(31) ^ u8::try_from(at).unwrap_or(0))
    }

    /// Keys of `slot` on the `day_index`-th day after provisioning (255: away from its owner).
    ///
    /// # Panics
    /// For a reserved slot.
    pub fn epoch(&mut self, day_index: u32, slot: u8) -> EpochKey {
        self.schedule.epoch(day_index, slot).unwrap_or_else(|error| panic!("slot {slot}: {error}"))
    }

    /// Away from its owner, legacy advertising, status bits all 0 before masking.
    pub fn compact(&mut self, day_index: u32) -> SampleAdvert {
        let epoch = self.epoch(day_index, SEPARATED_SLOT);
        let header = mask_header(compact_header(&epoch.key, 0, false), epoch.mask);
        let company_id = self.deployment.company_id.unwrap_or(Deployment::TEST_COMPANY_ID);
        let (address, data) = compact_advert(company_id, &epoch.key, header);
        SampleAdvert { data: data.to_vec(), address, extended_pdu: false }
    }

    /// Away from its owner, extended advertising, status byte 0 before masking.
    pub fn extended(&mut self, day_index: u32) -> SampleAdvert {
        self.extended_of(day_index, SEPARATED_SLOT, false)
    }

    /// Near its owner in a quarter of an hour of the day (0 to 95), extended advertising.
    pub fn near_owner(&mut self, day_index: u32, slot: u8) -> SampleAdvert {
        self.extended_of(day_index, slot, true)
    }

    fn extended_of(&mut self, day_index: u32, slot: u8, near_owner: bool) -> SampleAdvert {
        let epoch = self.epoch(day_index, slot);
        let status = mask_status(0, epoch.mask);
        let data = extended_advert(&self.deployment.service_uuid, &epoch.key, status, near_owner);
        let address = random_static([self.number, slot, 3, 4, 5, 6]);
        SampleAdvert { data, address, extended_pdu: true }
    }
}

/// An Apple tag away from its owner; the key follows from `number`.
pub fn apple_separated(number: u8) -> SampleAdvert {
    let key: [u8; 28] = std::array::from_fn(|at| number ^ u8::try_from(at).unwrap_or(0));
    let [first, second, third, fourth, fifth, sixth, tail @ ..] = key;
    let mut data = vec![0x1E, 0xFF, 0x4C, 0x00, 0x12, 0x19, 0x10];
    data.extend(tail);
    data.extend([first >> 6, 0]);
    let address = random_static([first, second, third, fourth, fifth, sixth]);
    SampleAdvert { data, address, extended_pdu: false }
}

/// An Apple tag near its owner.
pub fn apple_nearby(number: u8) -> SampleAdvert {
    let data = vec![0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x10, number & 3];
    SampleAdvert { data, address: random_static([number, 2, 3, 4, 5, 6]), extended_pdu: false }
}

fn random_static(bytes: [u8; 6]) -> Address {
    let [first, rest @ ..] = bytes;
    let [second, third, fourth, fifth, sixth] = rest;
    Address::new([first | 0xC0, second, third, fourth, fifth, sixth], AddressKind::Random)
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_proto::advert::{Advert, State, decode};

    fn decoded(advert: &SampleAdvert) -> (State, Option<Vec<u8>>) {
        let deployment = test_deployment();
        let frame = advert.frame();
        let found: Advert<'_> = decode(&frame, &deployment).unwrap().unwrap();
        (found.state(), found.key().map(<[u8]>::to_vec))
    }

    #[test]
    fn native_samples_carry_the_key_of_their_slot() {
        let mut tag = SampleTag::new(3, 20_000);
        let separated = tag.epoch(2, SEPARATED_SLOT).key.to_vec();
        assert_eq!(decoded(&tag.compact(2)), (State::Separated, Some(separated.clone())));
        assert_eq!(decoded(&tag.extended(2)), (State::Separated, Some(separated)));
        let near = tag.epoch(2, 17).key.to_vec();
        assert_eq!(decoded(&tag.near_owner(2, 17)), (State::NearOwner, Some(near)));
    }

    #[test]
    fn apple_samples_are_apple_adverts() {
        let key: Vec<u8> = (0..28).map(|at| 0x95 ^ at).collect();
        assert_eq!(decoded(&apple_separated(0x95)), (State::Separated, Some(key)));
        assert_eq!(decoded(&apple_nearby(1)), (State::NearOwner, None));
    }
}
