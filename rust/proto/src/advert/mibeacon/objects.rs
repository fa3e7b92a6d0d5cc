//! The objects of a MiBeacon: what a sensor or a button tells.

/// One object: id, then data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Object<'a> {
    /// What it tells; the table is the maker's.
    pub id: u16,
    /// At most 255 bytes, laid out as the id says.
    pub data: &'a [u8],
}

impl core::fmt::Debug for Object<'_> {
    /// Without the data: it may tell of a home and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Object({:#06x}, {} bytes)", self.id, self.data.len())
    }
}

/// The objects of a frame, one after the other: id (two bytes, little endian), length, data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Objects<'a> {
    bytes: &'a [u8],
}

impl core::fmt::Debug for Objects<'_> {
    /// Without the bytes: they may tell of a home and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Objects({} bytes)", self.bytes.len())
    }
}

impl<'a> Objects<'a> {
    /// Objects as a frame holds them, clear or decrypted.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Those that are whole, in order: the first that is cut ends them.
    pub const fn iter(&self) -> Iter<'a> {
        Iter { rest: self.bytes }
    }

    /// Whether bytes follow the last whole object: of one that is cut, or of none at all.
    pub fn is_truncated(&self) -> bool {
        let mut objects = self.iter();
        while objects.next().is_some() {}
        !objects.rest.is_empty()
    }
}

impl<'a> IntoIterator for Objects<'a> {
    type Item = Object<'a>;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// Walks [`Objects`].
#[derive(Clone)]
pub struct Iter<'a> {
    rest: &'a [u8],
}

impl core::fmt::Debug for Iter<'_> {
    /// Without the bytes: they may tell of a home and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Iter({} bytes left)", self.rest.len())
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = Object<'a>;

    fn next(&mut self) -> Option<Object<'a>> {
        let ([low, high, length], rest) = self.rest.split_first_chunk::<3>()?;
        let (data, rest) = rest.split_at_checked(usize::from(*length))?;
        self.rest = rest;
        Some(Object { id: u16::from_le_bytes([*low, *high]), data })
    }
}
