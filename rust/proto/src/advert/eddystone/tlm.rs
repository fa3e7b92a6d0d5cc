//! Eddystone's telemetry: how a beacon is, in the clear (version 0) or encrypted for its owner (version 1).

use super::super::{FieldValue, FieldVisitor};
use super::{Advert, Rejection};

const CLEAR: u8 = 0;
const ENCRYPTED: u8 = 1;

/// Telemetry in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlm {
    /// Voltage of the battery, mV; `None` where the beacon has none or does not measure it.
    pub battery_mv: Option<u16>,
    /// Temperature in 1/256 °C; `None` where the beacon does not measure it.
    pub temperature: Option<i16>,
    /// Adverts since power-on or reboot.
    pub adv_count: u32,
    /// Time since power-on or reboot, in tenths of a second.
    pub uptime_ds: u32,
}

/// Encrypted telemetry (EAX, under the beacon's identity key).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EncryptedTlm<'a> {
    /// The fields of [`Tlm`], encrypted.
    pub encrypted: &'a [u8; 12],
    /// A random part of the nonce.
    pub salt: &'a [u8; 2],
    /// The message integrity check, cut to 16 bits.
    pub mic: &'a [u8; 2],
}

impl core::fmt::Debug for EncryptedTlm<'_> {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("EncryptedTlm")
    }
}

/// Reads what follows the frame type.
pub(super) fn read(content: &[u8]) -> Result<Advert<'_>, Rejection> {
    match content {
        [CLEAR, content @ ..] => Tlm::read(content).map(Advert::Tlm).ok_or(Rejection::Length),
        [ENCRYPTED, content @ ..] => {
            EncryptedTlm::read(content).map(Advert::EncryptedTlm).ok_or(Rejection::Length)
        }
        [_, ..] => Err(Rejection::TlmVersion),
        [] => Err(Rejection::Length),
    }
}

impl Tlm {
    /// 0 mV and -128 °C stand for "not measured".
    fn read(content: &[u8]) -> Option<Self> {
        let &[a, b, c, d, ref rest @ ..] = <&[u8; 12]>::try_from(content).ok()?;
        let (adv_count, uptime) = rest.split_first_chunk()?;
        let temperature = i16::from_be_bytes([c, d]);
        Some(Self {
            battery_mv: Some(u16::from_be_bytes([a, b])).filter(|millivolts| *millivolts != 0),
            temperature: Some(temperature).filter(|temperature| *temperature != i16::MIN),
            adv_count: u32::from_be_bytes(*adv_count),
            uptime_ds: u32::from_be_bytes(uptime.try_into().ok()?),
        })
    }

    pub(super) fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        let battery = self.battery_mv.map_or(FieldValue::Null, |mv| FieldValue::Number(mv.into()));
        let celsius = |fixed| FieldValue::Decimal(f64::from(fixed) / 256.0);
        visitor.field("battery_mv", battery);
        visitor.field("temperature_c", self.temperature.map_or(FieldValue::Null, celsius));
        visitor.field("adv_count", FieldValue::Number(self.adv_count.into()));
        visitor.field("uptime_s", FieldValue::Decimal(f64::from(self.uptime_ds) / 10.0));
    }
}

impl<'a> EncryptedTlm<'a> {
    fn read(content: &'a [u8]) -> Option<Self> {
        let (encrypted, content) = content.split_first_chunk()?;
        let (salt, mic) = content.split_first_chunk()?;
        Some(Self { encrypted, salt, mic: mic.try_into().ok()? })
    }

    pub(super) fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("encrypted", FieldValue::Hex(self.encrypted));
        visitor.field("salt", FieldValue::Hex(self.salt));
        visitor.field("mic", FieldValue::Hex(self.mic));
    }
}
