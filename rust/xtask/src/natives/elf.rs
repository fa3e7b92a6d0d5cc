//! What Android's loader finds in a shared library.

use object::elf::{self, FileHeader32, FileHeader64};
use object::read::elf::{ElfFile, FileHeader, ProgramHeader};
use object::{Endianness, FileKind, Object, ObjectSymbol};

/// A shared library, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Library {
    /// Android's name of the processor it is for; none for a processor that no phone has.
    pub(super) abi: Option<&'static str>,
    pub(super) segments: Vec<Segment>,
    /// DT_SONAME.
    pub(super) name: Option<String>,
    /// DT_NEEDED.
    pub(super) needed: Vec<String>,
    /// Code is to be patched at load: DT_TEXTREL or DF_TEXTREL.
    pub(super) text_relocations: bool,
    /// Everything is bound before the first call: DF_BIND_NOW or DF_1_NOW.
    pub(super) bound_at_load: bool,
    pub(super) imports: Vec<Import>,
    pub(super) exports: Vec<String>,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// A program header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) kind: elf::ProgramType,
    pub(super) flags: elf::ProgramFlags,
    pub(super) offset: u64,
    pub(super) address: u64,
    /// Bytes in memory.
    pub(super) size: u64,
    pub(super) align: u64,
}

/// A name that another library has to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) name: String,
    /// The library also loads where nobody has it.
    pub(super) weak: bool,
}

impl Library {
    /// Reads a file; an error says why it is no shared library.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, String> {
        let kind = FileKind::parse(bytes.as_slice()).map_err(|e| e.to_string())?;
        let read = match kind {
            FileKind::Elf32 => of::<FileHeader32<Endianness>>(&bytes),
            FileKind::Elf64 => of::<FileHeader64<Endianness>>(&bytes),
            other => return Err(format!("{other:?}, not ELF")),
        };
        let library = read.map_err(|e| e.to_string())?;
        if library.segments.iter().all(|segment| segment.kind != elf::PT_DYNAMIC) {
            return Err("it has no dynamic segment: no shared library".to_owned());
        }
        Ok(Self { bytes, ..library })
    }

    /// The segments of a kind.
    pub(super) fn of_kind(&self, kind: elf::ProgramType) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(move |segment| segment.kind == kind)
    }
}

fn of<Elf: FileHeader<Endian = Endianness>>(bytes: &[u8]) -> object::Result<Library> {
    let file = ElfFile::<Elf>::parse(bytes)?;
    let endian = file.endian();
    let segment = |header: &Elf::ProgramHeader| Segment {
        kind: header.p_type(endian),
        flags: header.p_flags(endian),
        offset: header.p_offset(endian).into(),
        address: header.p_vaddr(endian).into(),
        size: header.p_memsz(endian).into(),
        align: header.p_align(endian).into(),
    };
    let mut library = Library {
        abi: abi(file.elf_header().e_machine(endian)),
        segments: file.elf_program_headers().iter().map(segment).collect(),
        ..Library::default()
    };
    dynamic(&file, &mut library)?;
    symbols(&file, &mut library)?;
    Ok(library)
}

fn abi(machine: elf::Machine) -> Option<&'static str> {
    match machine {
        elf::EM_AARCH64 => Some("arm64-v8a"),
        elf::EM_ARM => Some("armeabi-v7a"),
        elf::EM_X86_64 => Some("x86_64"),
        _ => None,
    }
}

fn dynamic<Elf: FileHeader<Endian = Endianness>>(
    file: &ElfFile<'_, Elf>,
    library: &mut Library,
) -> object::Result<()> {
    let table = file.elf_dynamic_table()?;
    for entry in table.iter() {
        let text = || table.string(entry).map(|text| String::from_utf8_lossy(text).into_owned());
        let has = |flag: u64| entry.val & flag != 0;
        match entry.tag {
            elf::DT_SONAME => library.name = Some(text()?),
            elf::DT_NEEDED => library.needed.push(text()?),
            elf::DT_TEXTREL => library.text_relocations = true,
            elf::DT_BIND_NOW => library.bound_at_load = true,
            elf::DT_FLAGS => {
                library.text_relocations |= has(elf::DF_TEXTREL.0);
                library.bound_at_load |= has(elf::DF_BIND_NOW.0);
            }
            elf::DT_FLAGS_1 => library.bound_at_load |= has(elf::DF_1_NOW.0),
            _ => {}
        }
    }
    Ok(())
}

fn symbols<Elf: FileHeader<Endian = Endianness>>(
    file: &ElfFile<'_, Elf>,
    library: &mut Library,
) -> object::Result<()> {
    for symbol in file.dynamic_symbols() {
        let name = symbol.name()?.to_owned();
        if symbol.is_undefined() {
            library.imports.push(Import { name, weak: symbol.is_weak() });
        } else if symbol.is_global() && !name.is_empty() {
            library.exports.push(name);
        }
    }
    library.imports.retain(|import| !import.name.is_empty());
    Ok(())
}
