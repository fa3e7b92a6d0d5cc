//! What every libfindmesh.so for Android must be like (docs/releasing.md).

use object::elf;

use super::elf::{Library, Segment};
use super::exports::Exports;
use super::imports::Imports;

/// Pages of 16 KiB: phones with Android 15 may have them, and then load nothing that is aligned to less.
const WIDE_PAGE: u64 = 16 * 1024;

/// What 32-bit phones have.
const PAGE: u64 = 4 * 1024;

const NAME: &str = "libfindmesh.so";

/// What a library is held against.
pub(super) struct Rules {
    pub(super) imports: Imports,
    pub(super) exports: Exports,
    /// Folders of the machine that builds; none of them may be named in the library.
    pub(super) private: Vec<String>,
}

impl Rules {
    /// Everything that is wrong with a library, a line each.
    pub(super) fn broken(&self, library: &Library) -> Vec<String> {
        let Some(abi) = library.abi else { return vec!["for a processor that no phone has".to_owned()] };
        let page = if abi == "armeabi-v7a" { PAGE } else { WIDE_PAGE };
        let mut wrong = identity(library);
        wrong.extend(pages(library, page));
        wrong.extend(protection(library));
        wrong.extend(self.needs(library, abi));
        wrong.extend(self.exports.broken(&library.exports));
        wrong.extend(self.paths(library));
        wrong
    }

    /// Names that are listed for the Rust of this library and that it does not import: no more, or never did.
    pub(super) fn stale(&self, library: &Library) -> Vec<String> {
        let listed = self.imports.linked_by_rust(library.abi.unwrap_or_default());
        let imported = |name: &str| library.imports.iter().any(|import| import.name == name);
        let stale = listed.into_values().flatten().filter(|name| !imported(name));
        stale.map(|name| format!("does not import {name}, which imports.toml lists")).collect()
    }

    fn needs(&self, library: &Library, abi: &str) -> Vec<String> {
        let known = self.imports.libraries();
        let strangers = library.needed.iter().filter(|name| !known.contains(*name));
        let mut wrong: Vec<String> = strangers.map(|name| format!("needs {name}")).collect();
        for import in &library.imports {
            match self.imports.allows(abi, &import.name) {
                None => wrong.push(format!("imports {}, which imports.toml does not list", import.name)),
                Some(true) if !import.weak => {
                    wrong.push(format!("imports {} for good: older phones lack it", import.name));
                }
                Some(_) => {}
            }
        }
        wrong
    }

    fn paths(&self, library: &Library) -> Vec<String> {
        let named = self.private.iter().filter_map(|folder| {
            let at = library.bytes.windows(folder.len()).position(|bytes| bytes == folder.as_bytes())?;
            Some(format!("names a folder of the machine it was built on: {}", printable(&library.bytes, at)))
        });
        named.collect()
    }
}

fn identity(library: &Library) -> Vec<String> {
    match library.name.as_deref() {
        Some(NAME) => Vec::new(),
        other => vec![format!("its name is {other:?}, not {NAME}")],
    }
}

fn pages(library: &Library, page: u64) -> Vec<String> {
    let mut wrong = Vec::new();
    if library.of_kind(elf::PT_LOAD).next().is_none() {
        wrong.push("nothing in it is loaded".to_owned());
    }
    for segment in library.of_kind(elf::PT_LOAD) {
        let (address, align) = (segment.address, segment.align);
        if align < page || address.abs_diff(segment.offset) % align != 0 {
            wrong.push(format!("the segment at {address:#x} is aligned to {align}, pages have {page}"));
        }
    }
    // The loader protects whole pages: what is writable may not share the last one.
    for relro in library.of_kind(elf::PT_GNU_RELRO) {
        let end = relro.address.saturating_add(relro.size);
        if end % page != 0 {
            wrong.push(format!(
                "what is read-only after relocation ends at {end:#x}, within a page of {page}"
            ));
        }
    }
    wrong
}

fn protection(library: &Library) -> Vec<String> {
    let executable = |segment: &Segment| segment.flags.0 & elf::PF_X.0 != 0;
    let writable = |segment: &Segment| segment.flags.0 & elf::PF_W.0 != 0;
    let stack: Vec<&Segment> = library.of_kind(elf::PT_GNU_STACK).collect();
    let checks = [
        (library.text_relocations, "text relocations: Android refuses to load it"),
        (
            library.of_kind(elf::PT_LOAD).any(|s| executable(s) && writable(s)),
            "a segment is writable and executable",
        ),
        (stack.is_empty(), "it says nothing about its stack, which so is executable"),
        (stack.iter().any(|s| executable(s)), "an executable stack"),
        (
            library.of_kind(elf::PT_GNU_RELRO).next().is_none(),
            "nothing is read-only after relocation (RELRO)",
        ),
        (!library.bound_at_load, "it is not bound at load (NOW), so the table of calls stays writable"),
        (
            library.of_kind(elf::PT_TLS).next().is_some(),
            "thread-local storage of ELF, which Android has from API 29 on",
        ),
    ];
    checks.into_iter().filter(|(broken, _)| *broken).map(|(_, what)| what.to_owned()).collect()
}

/// The readable text from a place on, at most a line.
fn printable(bytes: &[u8], at: usize) -> String {
    let text = bytes.iter().skip(at).take(120).take_while(|byte| byte.is_ascii_graphic());
    text.map(|byte| char::from(*byte)).collect()
}
