//! Each rule bites, on a library that is wrong in that respect alone.

use object::elf;

use super::elf::Library;
use super::exports::Exports;
use super::fixture::{EXECUTE, Fixture, READ, WRITE};
use super::imports::Imports;
use super::rules::Rules;

const IMPORTS: &str = r#"
[[groups]]
reason = "memory"
library = "libc"
names = ["malloc"]
[[groups]]
reason = "the log"
library = "liblog"
abis = ["armeabi-v7a"]
names = ["__android_log_write"]
[[groups]]
reason = "randomness, where the phone has it"
library = "libc"
weak = true
names = ["getrandom"]
[[groups]]
reason = "files"
library = "libc"
by_ndk = true
names = ["pread64"]
[sqlite]
names = ["sqlite3_open"]
"#;

fn rules() -> Rules {
    Rules {
        imports: Imports::parse(IMPORTS).unwrap(),
        exports: Exports::of(&["JNI_OnLoad"]),
        private: vec!["/home/builder/".to_owned()],
    }
}

fn wrong(change: impl FnOnce(&mut Fixture)) -> Vec<String> {
    let mut fixture = Fixture::good();
    change(&mut fixture);
    rules().broken(&Library::read(fixture.bytes()).unwrap())
}

#[test]
fn nothing_is_wrong_with_a_good_library() {
    assert_eq!(wrong(|_| ()), Vec::<String>::new());
}

#[test]
fn what_is_read_is_what_was_written() {
    let library = Library::read(Fixture::good().bytes()).unwrap();
    assert_eq!((library.abi, library.name.as_deref()), (Some("arm64-v8a"), Some("libfindmesh.so")));
    assert_eq!(library.needed, ["libc.so", "liblog.so"]);
    assert_eq!(
        library.imports.iter().map(|i| (i.name.as_str(), i.weak)).collect::<Vec<_>>(),
        [("malloc", false), ("getrandom", true)]
    );
    assert_eq!(library.exports, ["JNI_OnLoad"]);
    assert_eq!(library.segments.len(), 6);
}

#[test]
fn segments_of_small_pages() {
    let small = wrong(|f| f.segments[1].4 = 0x1000);
    assert_eq!(small, ["the segment at 0x4000 is aligned to 4096, pages have 16384"]);
    assert_eq!(wrong(|f| f.segments[2].4 = 0)[0], "the segment at 0x8000 is aligned to 0, pages have 16384");
    let none = wrong(|f| f.segments.retain(|segment| segment.0 != elf::PT_LOAD));
    assert_eq!(none, ["nothing in it is loaded"]);
    let narrow = wrong(|f| {
        f.machine = elf::EM_ARM;
        f.segments[1].4 = 0x1000;
    });
    assert!(narrow.is_empty(), "32-bit phones have small pages: {narrow:?}");
}

#[test]
fn protection_that_ends_within_a_wide_page() {
    let within = wrong(|f| f.segments[3].3 = 0x1000);
    assert_eq!(within, ["what is read-only after relocation ends at 0x9000, within a page of 16384"]);
}

#[test]
fn text_relocations_by_tag_and_by_flag() {
    let refused = ["text relocations: Android refuses to load it"];
    assert_eq!(wrong(|f| f.dynamic.push((elf::DT_TEXTREL, 0))), refused);
    let both = elf::DF_BIND_NOW.0 | elf::DF_TEXTREL.0;
    assert_eq!(wrong(|f| f.dynamic = vec![(elf::DT_FLAGS, both)]), refused);
}

#[test]
fn executable_stacks_and_writable_code() {
    assert_eq!(wrong(|f| f.segments[4].1 |= EXECUTE), ["an executable stack"]);
    let silent = wrong(|f| f.segments.truncate(4));
    assert_eq!(silent, ["it says nothing about its stack, which so is executable"]);
    let both = wrong(|f| f.segments[1].1 = READ | WRITE | EXECUTE);
    assert_eq!(both, ["a segment is writable and executable"]);
}

#[test]
fn tables_that_stay_writable() {
    let bare = wrong(|f| f.segments.retain(|segment| segment.0 != elf::PT_GNU_RELRO));
    assert_eq!(bare, ["nothing is read-only after relocation (RELRO)"]);
    let lazy = wrong(|f| f.dynamic.clear());
    assert_eq!(lazy, ["it is not bound at load (NOW), so the table of calls stays writable"]);
    assert!(wrong(|f| f.dynamic = vec![(elf::DT_FLAGS_1, elf::DF_1_NOW.0)]).is_empty());
}

#[test]
fn thread_local_storage_that_old_phones_lack() {
    let storage = wrong(|f| f.segments.push((elf::PT_TLS, READ, 0x8000, 8, 8)));
    assert_eq!(storage, ["thread-local storage of ELF, which Android has from API 29 on"]);
}

#[test]
fn other_libraries_and_other_imports() {
    assert_eq!(wrong(|f| f.needed.push("libssl.so")), ["needs libssl.so"]);
    let stranger = wrong(|f| f.symbols.push(("execve", elf::STB_GLOBAL, false)));
    assert_eq!(stranger, ["imports execve, which imports.toml does not list"]);
    let elsewhere = wrong(|f| f.symbols.push(("__android_log_write", elf::STB_GLOBAL, false)));
    assert_eq!(elsewhere, ["imports __android_log_write, which imports.toml does not list"]);
    assert!(wrong(|f| f.symbols.push(("pread64", elf::STB_GLOBAL, false))).is_empty());
    let strong = wrong(|f| f.symbols[1].1 = elf::STB_GLOBAL);
    assert_eq!(strong, ["imports getrandom for good: older phones lack it"]);
}

#[test]
fn names_that_nobody_imports_any_more() {
    let mut fixture = Fixture::good();
    assert_eq!(rules().stale(&Library::read(fixture.bytes()).unwrap()), Vec::<String>::new());
    let _ = fixture.symbols.remove(0);
    let less = rules().stale(&Library::read(fixture.bytes()).unwrap());
    assert_eq!(less, ["does not import malloc, which imports.toml lists"]);
}

#[test]
fn exports_that_are_missing_or_too_many() {
    assert_eq!(wrong(|f| f.symbols.truncate(2)), ["does not export JNI_OnLoad"]);
    let more = wrong(|f| f.symbols.push(("sqlite3_open", elf::STB_GLOBAL, true)));
    assert_eq!(more, ["exports sqlite3_open, which bindings/api does not list"]);
    assert!(wrong(|f| f.symbols.push(("ffi_findmesh_rustbuffer_free", elf::STB_GLOBAL, true))).is_empty());
}

#[test]
fn another_name_another_processor_another_kind_of_file() {
    assert_eq!(wrong(|f| f.name = None), ["its name is None, not libfindmesh.so"]);
    assert_eq!(wrong(|f| f.machine = elf::EM_MIPS), ["for a processor that no phone has"]);
    assert!(Library::read(b"MZ\0\0".to_vec()).is_err());
    assert!(Library::read(Fixture::good().bytes()[..200].to_vec()).is_err());
}

#[test]
fn folders_of_the_machine_it_was_built_on() {
    let named = wrong(|f| f.text = "panicked at /home/builder/findmesh/rust/core/src/lib.rs\0more");
    let folder = "names a folder of the machine it was built on: /home/builder/findmesh/rust/core/src/lib.rs";
    assert_eq!(named, [folder]);
}

#[test]
fn lists_without_reasons_are_refused() {
    assert!(Imports::parse(&IMPORTS.replace("\"memory\"", "\" \"")).is_err());
    assert!(Imports::parse(&IMPORTS.replace("[\"malloc\"]", "[]")).is_err());
    assert!(Imports::parse(&IMPORTS.replace("abis", "abi")).is_err());
}

#[test]
fn the_checked_in_list_says_what_each_link_may_find() {
    let imports = Imports::load().unwrap();
    let arm64 = imports.linked_by_rust("arm64-v8a");
    assert!(arm64["libc"].contains(&"malloc"));
    assert!(!imports.sqlite().is_empty());
    assert!(imports.libraries().contains("liblog.so"));
}

#[test]
fn every_abi_that_is_missing_is_named() {
    let missing = super::shipped(std::path::Path::new("/nowhere")).unwrap_err();
    for abi in ["arm64-v8a", "armeabi-v7a", "x86_64"] {
        assert!(missing.contains(&format!("/nowhere/{abi}/libfindmesh.so")), "{missing}");
    }
}
