//! One advert, without an engine.

use findmesh_engine::Reading;
use findmesh_proto::{Address, Frame};

use crate::error::NativeError;
use crate::types::advert::{AddressType, DecodedAdvert};
use crate::types::config::deployment;

/// What an advert is: for an app that shows what is around. Needs no engine and may be called from any thread.
///
/// `advert` is the AD structures of one PDU, without its header; Android's `ScanRecord.getBytes()` may have zeros
/// behind. `address` is `AA:BB:CC:DD:EE:FF`, none where the platform does not tell it; formats that keep a part of the
/// key in it then give no key. `service_uuid` and `company_id` name the deployment, as in `EngineConfig`.
#[uniffi::export]
pub fn decode_advert(
    advert: Vec<u8>,
    address: Option<String>,
    address_type: AddressType,
    service_uuid: Option<String>,
    company_id: Option<i32>,
) -> Result<DecodedAdvert, NativeError> {
    let address = address.map(|text| text.parse::<Address>()).transpose();
    let address = address.map_err(|error| NativeError::argument("address", &error.to_string()))?;
    let address = address.map(|address| address.with_kind(address_type.into()));
    let deployment = deployment(service_uuid.as_deref(), company_id)?;
    Ok(Reading::of(&Frame { data: &advert, address }, &deployment).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::advert::{BatteryLevel, OwnerState};

    const NEARBY: [u8; 8] = [7, 0xFF, 0x4C, 0, 0x12, 2, 0x60, 2];

    fn decode(address: &str, company_id: Option<i32>) -> Result<DecodedAdvert, NativeError> {
        decode_advert(NEARBY.to_vec(), Some(address.to_owned()), AddressType::Random, None, company_id)
    }

    #[test]
    fn a_tag_arrives_with_its_fields() {
        let tag = decode("C0:01:02:03:04:05", None).unwrap();
        assert_eq!((tag.network.as_str(), tag.kind.as_str()), ("apple", "nearby"));
        assert_eq!((tag.state, tag.battery), (OwnerState::NearOwner, Some(BatteryLevel::Medium)));
        let prefix = tag.fields.iter().find(|field| field.name == "key_prefix");
        assert_eq!(prefix.map(|field| field.value.as_str()), Some("800102030405"));
        assert_eq!(
            format!("{tag:?} {:?}", tag.fields),
            "DecodedAdvert(apple nearby, None) [status, device_kind, key_prefix]"
        );
    }

    #[test]
    fn an_argument_that_cannot_be_used_is_named() {
        let name = |error: NativeError| match error {
            NativeError::InvalidArgument { argument, .. }
            | NativeError::InvalidConfig { setting: argument, .. } => argument,
            other => panic!("{other:?}"),
        };
        assert_eq!(name(decode("C0:01", None).unwrap_err()), "address");
        assert_eq!(name(decode("C0:01:02:03:04:05", Some(-1)).unwrap_err()), "company_id");
    }
}
