//! Adverts on the air of a test.

use findmesh_core::{Delivery, Effect, ScanMode, ScanPlan, ScanRequest, ScanSlot};
use findmesh_proto::advert::Frame;
use findmesh_proto::advert::findmesh::{compact_advert, extended_advert};
use findmesh_proto::{Address, AddressKind, Deployment, PackedSighting, PackedWriter};

pub const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// One advert, ready to be packed.
#[derive(Clone, Debug)]
pub struct Heard {
    pub data: Vec<u8>,
    pub address: Option<Address>,
    pub rssi: i8,
    pub at_ms: u64,
}

impl Heard {
    fn new(data: Vec<u8>, address: Option<Address>) -> Self {
        Self { data, address, rssi: -60, at_ms: 0 }
    }

    pub fn rssi(self, rssi: i8) -> Self {
        Self { rssi, ..self }
    }

    pub fn at(self, at_ms: u64) -> Self {
        Self { at_ms, ..self }
    }

    pub fn under_address(self, last: u8) -> Self {
        Self { address: Some(address(last)), ..self }
    }
}

pub fn key(n: u8) -> [u8; 32] {
    [n; 32]
}

fn address(last: u8) -> Address {
    Address::new([0xC0, 0, 0, 0, 0, last], AddressKind::Random)
}

/// A separated tag in the extended form, under an address of its own.
pub fn extended(n: u8) -> Heard {
    Heard::new(extended_advert(&DEPLOYMENT.service_uuid, &key(n), 0x5A, false), Some(address(n)))
}

/// The same near its owner.
pub fn near_owner(n: u8) -> Heard {
    Heard::new(extended_advert(&DEPLOYMENT.service_uuid, &key(n), 0x5A, true), Some(address(n)))
}

/// A separated tag in the compact form.
pub fn compact(n: u8) -> Heard {
    let (address, data) = compact_advert(Deployment::TEST_COMPANY_ID, &key(n), 0);
    Heard::new(data.to_vec(), Some(address))
}

/// An Apple tag away from its owner.
pub fn apple(n: u8) -> Heard {
    let mut data = vec![0x1E, 0xFF, 0x4C, 0x00, 0x12, 0x19, 0x10];
    data.extend([n; 22]);
    data.extend([0, 0]);
    Heard::new(data, Some(address(n)))
}

/// An Apple tag near its owner.
pub fn apple_nearby(n: u8) -> Heard {
    Heard::new(vec![0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x10, n], Some(address(n)))
}

/// A tag of the Find Hub network away from its owner.
pub fn find_hub(n: u8) -> Heard {
    let mut data = vec![0x18, 0x16, 0xAA, 0xFE, 0x41];
    data.extend([n; 20]);
    Heard::new(data, Some(address(n)))
}

/// A beacon, which nobody lost.
pub fn beacon() -> Heard {
    let mut data = vec![0x1A, 0xFF, 0x4C, 0x00, 0x02, 0x15];
    data.extend([7; 21]);
    Heard::new(data, Some(address(251)))
}

/// Something of nobody we know.
pub fn foreign() -> Heard {
    Heard::new(vec![0x03, 0x03, 0x0F, 0x18], Some(address(250)))
}

/// One of ours of another version.
pub fn other_version(n: u8) -> Heard {
    let mut heard = extended(n);
    let header = heard.data.iter().rposition(|byte| *byte == 0x10).unwrap();
    heard.data[header] = 0x20;
    heard
}

pub fn pack(heard: &[Heard]) -> Vec<u8> {
    let mut writer = PackedWriter::new();
    for one in heard {
        let frame = Frame { data: &one.data, address: one.address };
        let sighting = PackedSighting {
            frame,
            rssi: one.rssi,
            tx_power: 127,
            extended_pdu: true,
            elapsed_nanos: one.at_ms * 1_000_000,
        };
        writer.push(&sighting).unwrap();
    }
    writer.finish()
}

/// The scan of a finder in the background.
pub fn standing() -> Effect {
    let (plan, slot) = (ScanPlan::Background, ScanSlot::Standing);
    Effect::StartScan {
        scan: ScanRequest {
            plan,
            slot,
            mode: ScanMode::LowPower,
            delivery: Delivery::Batched { delay_ms: 120_000 },
        },
    }
}

/// The scan while a person looks.
pub fn visible() -> Effect {
    let (plan, slot) = (ScanPlan::Visible, ScanSlot::Callback);
    Effect::StartScan {
        scan: ScanRequest { plan, slot, mode: ScanMode::LowLatency, delivery: Delivery::Immediate },
    }
}
