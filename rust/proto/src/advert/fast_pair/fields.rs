//! The fields of a Fast Pair frame: a byte of length and type, then as many bytes.

use super::Content;

/// Type of an account key filter with which a phone may show a notification.
const FILTER_SHOWN: u8 = 0x0;
/// Type of an account key filter with which it may not.
const FILTER_HIDDEN: u8 = 0x2;
/// Type of a model id in a frame of fields.
const MODEL_ID: u8 = 0x7;

/// One field: a type below 16 and up to 15 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// 0 and 2: account key filter; 1: salt; 3 and 4: battery levels; 7: model id; 8: capabilities.
    pub kind: u8,
    /// What follows.
    pub data: &'a [u8],
}

impl<'a> Field<'a> {
    /// What it makes of a frame, where it is one that does.
    pub(super) const fn content(self) -> Option<Content<'a>> {
        match self.kind {
            FILTER_SHOWN | FILTER_HIDDEN => Some(Content::AccountKeyFilter(self.data)),
            MODEL_ID => Some(Content::ModelId(self.data)),
            _ => None,
        }
    }
}

impl core::fmt::Debug for Field<'_> {
    /// Without the bytes: they may identify the device and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Field(type {:#x}, {} bytes)", self.kind, self.data.len())
    }
}

/// Walks the fields of a frame, in order; a field that is cut ends the walk, those before it stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) const fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let (head, rest) = self.rest.split_first()?;
        let (data, rest) = rest.split_at_checked(usize::from(head >> 4))?;
        self.rest = rest;
        Some(Field { kind: head & 0x0F, data })
    }
}

impl core::fmt::Debug for Fields<'_> {
    /// Without the bytes: they may identify the device and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Fields({} bytes left)", self.rest.len())
    }
}
