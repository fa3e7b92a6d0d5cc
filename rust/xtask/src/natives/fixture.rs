//! Small shared libraries for tests, written byte by byte: good ones, and bad ones in one respect.

use object::elf;

/// A library that is to be written; every field may be made wrong.
pub(super) struct Fixture {
    pub(super) machine: elf::Machine,
    /// Kind, flags, address (and offset), bytes in memory, alignment.
    pub(super) segments: Vec<(elf::ProgramType, u32, u64, u64, u64)>,
    pub(super) name: Option<&'static str>,
    pub(super) needed: Vec<&'static str>,
    /// Tags and values beside names.
    pub(super) dynamic: Vec<(elf::DynamicTag, u64)>,
    /// Name, binding, whether it is defined here.
    pub(super) symbols: Vec<(&'static str, elf::SymbolBind, bool)>,
    pub(super) text: &'static str,
}

pub(super) const READ: u32 = 4;
pub(super) const WRITE: u32 = 2;
pub(super) const EXECUTE: u32 = 1;

impl Fixture {
    /// A library for arm64 with which nothing is wrong by the rules of these tests.
    pub(super) fn good() -> Self {
        Self {
            machine: elf::EM_AARCH64,
            segments: vec![
                (elf::PT_LOAD, READ, 0, 0x900, 0x4000),
                (elf::PT_LOAD, READ | EXECUTE, 0x4000, 0x900, 0x4000),
                (elf::PT_LOAD, READ | WRITE, 0x8000, 0x4900, 0x4000),
                (elf::PT_GNU_RELRO, READ, 0x8000, 0x4000, 1),
                (elf::PT_GNU_STACK, READ | WRITE, 0, 0, 0),
            ],
            name: Some("libfindmesh.so"),
            needed: vec!["libc.so", "liblog.so"],
            dynamic: vec![(elf::DT_FLAGS, elf::DF_BIND_NOW.0)],
            symbols: vec![
                ("malloc", elf::STB_GLOBAL, false),
                ("getrandom", elf::STB_WEAK, false),
                ("JNI_OnLoad", elf::STB_GLOBAL, true),
            ],
            text: "relay",
        }
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (strings, offsets) = self.strings();
        let symbols = self.symbol_table(&offsets);
        let dynamic = self.dynamic_table(&offsets);
        let headers = 64 + 56 * (self.segments.len() as u64 + 1);
        let at_strings = headers + symbols.len() as u64;
        let at_dynamic = at_strings + strings.len() as u64;
        let at_text = at_dynamic + dynamic.len() as u64;
        let at_sections = at_text + self.text.len() as u64;
        let mut file = self.header(at_sections);
        for (kind, flags, address, size, align) in &self.segments {
            words(&mut file, &[kind.0, *flags]);
            longs(&mut file, &[*address, *address, *address, *size, *size, *align]);
        }
        words(&mut file, &[elf::PT_DYNAMIC.0, READ]);
        longs(
            &mut file,
            &[at_dynamic, at_dynamic, at_dynamic, dynamic.len() as u64, dynamic.len() as u64, 8],
        );
        for part in [&symbols, &strings, &dynamic] {
            file.extend_from_slice(part);
        }
        file.extend_from_slice(self.text.as_bytes());
        section(&mut file, elf::SHT_NULL, [0; 4], 0);
        section(&mut file, elf::SHT_DYNSYM, [headers, symbols.len() as u64, 2, 24], 1);
        section(&mut file, elf::SHT_STRTAB, [at_strings, strings.len() as u64, 0, 0], 0);
        section(&mut file, elf::SHT_DYNAMIC, [at_dynamic, dynamic.len() as u64, 2, 16], 0);
        file
    }

    fn header(&self, at_sections: u64) -> Vec<u8> {
        let mut file = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        halves(&mut file, &[elf::ET_DYN.0, self.machine.0]);
        words(&mut file, &[1]);
        longs(&mut file, &[0, 64, at_sections]);
        words(&mut file, &[0]);
        let segments = u16::try_from(self.segments.len()).unwrap() + 1;
        halves(&mut file, &[64, 56, segments, 64, 4, 2]);
        file
    }

    /// The string table, and where in it the names begin: own name, needed libraries, symbols.
    fn strings(&self) -> (Vec<u8>, Vec<u32>) {
        let names = self.name.iter().chain(&self.needed).copied();
        let (mut table, mut offsets) = (vec![0], Vec::new());
        for name in names.chain(self.symbols.iter().map(|(name, ..)| *name)) {
            offsets.push(u32::try_from(table.len()).unwrap());
            table.extend_from_slice(name.as_bytes());
            table.push(0);
        }
        (table, offsets)
    }

    fn symbol_table(&self, offsets: &[u32]) -> Vec<u8> {
        let mut table = vec![0; 24];
        let first = offsets.len() - self.symbols.len();
        for ((_, bind, defined), name) in self.symbols.iter().zip(&offsets[first..]) {
            words(&mut table, &[*name]);
            table.extend_from_slice(&[(bind.0 << 4) | elf::STT_FUNC.0, 0]);
            halves(&mut table, &[u16::from(*defined)]);
            longs(&mut table, &[u64::from(*defined) * 0x4000, 0]);
        }
        table
    }

    fn dynamic_table(&self, offsets: &[u32]) -> Vec<u8> {
        let names = self.name.iter().map(|_| elf::DT_SONAME);
        let tags = names.chain(self.needed.iter().map(|_| elf::DT_NEEDED));
        let mut entries: Vec<_> = tags.zip(offsets.iter().map(|at| u64::from(*at))).collect();
        entries.extend(&self.dynamic);
        entries.push((elf::DT_NULL, 0));
        let mut table = Vec::new();
        for (tag, value) in entries {
            longs(&mut table, &[tag.0.cast_unsigned(), value]);
        }
        table
    }
}

/// A section header: `place` is offset, bytes, the section it refers to, bytes of an entry.
fn section(file: &mut Vec<u8>, kind: elf::SectionType, place: [u64; 4], info: u32) {
    let [offset, size, link, entry] = place;
    words(file, &[0, kind.0]);
    longs(file, &[0, offset, offset, size]);
    words(file, &[u32::try_from(link).unwrap(), info]);
    longs(file, &[1, entry]);
}

fn halves(to: &mut Vec<u8>, values: &[u16]) {
    to.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn words(to: &mut Vec<u8>, values: &[u32]) {
    to.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn longs(to: &mut Vec<u8>, values: &[u64]) {
    to.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}
