//! Stand-ins for a phone's libraries and for C that is not compiled here: names from imports.toml and nothing behind
//! them. Good for a link that shows what is asked for, never for a phone.

use std::fs;
use std::path::{Path, PathBuf};

use object::write::{Object, SectionId, StandardSection, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, SymbolFlags, SymbolKind, SymbolScope};

use super::abi::Abi;
use super::imports::Imports;
use crate::run::{Done, output, program};

/// What the NDK's own start-up object and unwinder would define inside the library.
const BY_NDK: [&str; 17] = [
    "__dso_handle",
    "_Unwind_Backtrace",
    "_Unwind_DeleteException",
    "_Unwind_FindEnclosingFunction",
    "_Unwind_GetCFA",
    "_Unwind_GetDataRelBase",
    "_Unwind_GetIP",
    "_Unwind_GetIPInfo",
    "_Unwind_GetLanguageSpecificData",
    "_Unwind_GetRegionStart",
    "_Unwind_GetTextRelBase",
    "_Unwind_RaiseException",
    "_Unwind_Resume",
    "_Unwind_SetGR",
    "_Unwind_SetIP",
    "_Unwind_VRS_Get",
    "_Unwind_VRS_Set",
];

/// Archives that rustc names for Android; what they would hold is in [`BY_NDK`].
const ARCHIVES: [&str; 2] = ["libunwind.a", "libgcc.a"];

/// Writes them for an ABI; the answer is the object that has to be linked in.
pub(super) fn write(folder: &Path, abi: &Abi, imports: &Imports, linker: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for (library, names) in imports.linked_by_rust(abi.name) {
        let object = folder.join(format!("{library}.o"));
        save(&object, &defining(abi.architecture, &names, SymbolScope::Dynamic)?)?;
        let shared = format!("{library}.so");
        let mut link = program(&linker.to_string_lossy());
        let _ = link.args(["-shared", "-soname", &shared, "-o"]).arg(folder.join(&shared)).arg(object);
        let _ = output(&format!("link the stand-in of {shared}"), &mut link)?;
    }
    for archive in ARCHIVES {
        save(&folder.join(archive), b"!<arch>\n")?;
    }
    let missing = folder.join("missing.o");
    let sqlite = imports.sqlite().iter().map(String::as_str);
    let names: Vec<&str> = BY_NDK.into_iter().chain(sqlite).collect();
    save(&missing, &defining(abi.architecture, &names, SymbolScope::Linkage)?)?;
    Ok(missing)
}

/// An object file that defines the names as functions of no use.
fn defining(architecture: Architecture, names: &[&str], scope: SymbolScope) -> Result<Vec<u8>, String> {
    let mut object = Object::new(BinaryFormat::Elf, architecture, Endianness::Little);
    let text = object.section_id(StandardSection::Text);
    for name in names {
        define(&mut object, text, name, scope);
    }
    object.write().map_err(|e| format!("a stand-in: {e}"))
}

fn define(object: &mut Object<'_>, text: SectionId, name: &str, scope: SymbolScope) {
    let value = object.append_section_data(text, &[0; 4], 4);
    let _ = object.add_symbol(Symbol {
        name: name.as_bytes().to_vec(),
        value,
        size: 4,
        kind: SymbolKind::Text,
        scope,
        weak: false,
        section: SymbolSection::Section(text),
        flags: SymbolFlags::None,
    });
}

fn save(file: &Path, bytes: &[u8]) -> Done {
    fs::write(file, bytes).map_err(|e| format!("{}: {e}", file.display()))
}
