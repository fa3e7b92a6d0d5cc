//! What stands in a classes.dex; the layout is that of the platform's "Dalvik executable format".

use std::ops::AddAssign;

const FILE_SIZE: usize = 0x20;
const METHOD_IDS: usize = 0x58;
const CLASS_DEFS: usize = 0x60;
const CLASS_DEFS_AT: usize = 0x64;
const CLASS_DEF_BYTES: usize = 32;
const CLASS_DATA_AT: usize = 24;

/// Sums over files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Of the files.
    pub(crate) bytes: u64,
    /// Classes in them.
    pub(crate) classes: u64,
    /// Methods with a place in a class of these files.
    pub(crate) defined: u64,
    /// Methods that are named in them, their own and those that they call: what counts towards 65 536.
    pub(crate) named: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.classes += other.classes;
        self.defined += other.defined;
        self.named += other.named;
    }
}

/// None for what is no whole dex file.
pub(crate) fn count(dex: &[u8]) -> Option<Counts> {
    if !dex.starts_with(b"dex\n") || usize::try_from(word(dex, FILE_SIZE)?).ok()? != dex.len() {
        return None;
    }
    let classes = usize::try_from(word(dex, CLASS_DEFS)?).ok()?;
    let first = usize::try_from(word(dex, CLASS_DEFS_AT)?).ok()?;
    let mut defined = 0;
    for number in 0..classes {
        defined += methods(dex, first + number * CLASS_DEF_BYTES)?;
    }
    let bytes = u64::try_from(dex.len()).ok()?;
    Some(Counts {
        bytes,
        classes: u64::try_from(classes).ok()?,
        defined,
        named: word(dex, METHOD_IDS)?.into(),
    })
}

/// Direct and virtual methods of the class whose definition is there.
fn methods(dex: &[u8], definition: usize) -> Option<u64> {
    let mut at = usize::try_from(word(dex, definition + CLASS_DATA_AT)?).ok()?;
    if at == 0 {
        return Some(0);
    }
    let [_static_fields, _fields, direct, r#virtual] =
        [leb128(dex, &mut at)?, leb128(dex, &mut at)?, leb128(dex, &mut at)?, leb128(dex, &mut at)?];
    Some(direct + r#virtual)
}

fn word(dex: &[u8], at: usize) -> Option<u32> {
    dex.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// Unsigned, of five bytes at most.
fn leb128(dex: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *dex.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two classes, one without members, one with 1 static field, 2 fields, 3 direct and 200 virtual methods.
    fn dex() -> Vec<u8> {
        let mut dex = vec![0; 0x70];
        dex[..8].copy_from_slice(b"dex\n035\0");
        let definitions = dex.len();
        dex.resize(definitions + 2 * CLASS_DEF_BYTES, 0);
        let data = dex.len();
        dex.extend([1, 2, 3, 0xC8, 0x01]);
        let size = dex.len();
        for (at, value) in [
            (FILE_SIZE, size),
            (METHOD_IDS, 321),
            (CLASS_DEFS, 2),
            (CLASS_DEFS_AT, definitions),
            (definitions + CLASS_DEF_BYTES + CLASS_DATA_AT, data),
        ] {
            dex[at..at + 4].copy_from_slice(&u32::try_from(value).unwrap().to_le_bytes());
        }
        dex
    }

    #[test]
    fn counts_classes_and_methods() {
        let dex = dex();
        let bytes = u64::try_from(dex.len()).unwrap();
        assert_eq!(count(&dex), Some(Counts { bytes, classes: 2, defined: 203, named: 321 }));
    }

    #[test]
    fn a_cut_file_is_none() {
        let dex = dex();
        for end in 0..dex.len() {
            assert_eq!(count(&dex[..end]), None, "{end} bytes");
        }
        assert_eq!(count(b"PK\x03\x04"), None);
    }
}
