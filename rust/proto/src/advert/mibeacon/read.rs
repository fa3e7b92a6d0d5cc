//! Reading a frame's parts one after the other.

use super::{Advert, Content, FrameControl, Objects, Rejection, Sealed, VERSIONS};
use crate::{Address, AddressKind};

/// The first version whose encrypted frames can be checked.
const FIRST_WITH_MIC: u8 = 4;
/// Bit 5 of the capability byte: a byte about input and output follows.
const HAS_IO: u8 = 0x20;

/// Service data after its UUID.
pub(super) fn frame(data: &[u8]) -> Result<Advert<'_>, Rejection> {
    let (header, mut rest) = data.split_first_chunk::<5>().ok_or(Rejection::Short)?;
    let [low, high, ..] = header;
    let control = FrameControl::from_le_bytes([*low, *high]);
    if !VERSIONS.contains(&control.version()) {
        return Err(Rejection::Version);
    }
    let mac = control.has_mac().then(|| take(&mut rest)).transpose()?;
    let capability = control.has_capability().then(|| take_byte(&mut rest)).transpose()?;
    let has_io = capability.is_some_and(|capability| capability & HAS_IO != 0);
    let io_capability = has_io.then(|| take_byte(&mut rest)).transpose()?;
    let mac = mac.map(|mac| Address::from_le_bytes(*mac, AddressKind::Unknown));
    Ok(Advert { header, mac, capability, io_capability, content: content(control, rest)? })
}

fn content(control: FrameControl, rest: &[u8]) -> Result<Content<'_>, Rejection> {
    if !control.has_object() {
        return Ok(Content::None);
    }
    if !control.is_encrypted() {
        return Ok(Content::Clear(Objects::new(rest)));
    }
    let objects = if control.version() < FIRST_WITH_MIC { legacy(rest) } else { sealed(rest) };
    objects.map(Content::Sealed).ok_or(Rejection::Cut)
}

fn sealed(rest: &[u8]) -> Option<Sealed<'_>> {
    let (rest, mic) = rest.split_last_chunk()?;
    let (ciphertext, extended_counter) = rest.split_last_chunk()?;
    Some(Sealed { ciphertext, extended_counter, mic: Some(mic) })
}

fn legacy(rest: &[u8]) -> Option<Sealed<'_>> {
    let (_, rest) = rest.split_last()?;
    let (ciphertext, extended_counter) = rest.split_last_chunk()?;
    Some(Sealed { ciphertext, extended_counter, mic: None })
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], Rejection> {
    let (taken, left) = rest.split_first_chunk().ok_or(Rejection::Cut)?;
    *rest = left;
    Ok(taken)
}

fn take_byte(rest: &mut &[u8]) -> Result<u8, Rejection> {
    let [byte] = *take(rest)?;
    Ok(byte)
}
