//! The layer between SQLite and its own file layer.
//!
//! SQLite's interface for this is one of C structures with function pointers; nothing else in the repository is
//! written like that, and nothing that ships uses it.
#![allow(unsafe_code, reason = "SQLite takes a file layer only as C structures")]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::OnceLock;

use rusqlite::ffi::{
    SQLITE_OK, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find,
    sqlite3_vfs_register,
};

use super::log::{self, FileId, Log, Operation};

/// An open file; SQLite's own `sqlite3_file` lies behind it in the same memory.
#[repr(C)]
struct Watched {
    methods: *const sqlite3_io_methods,
    file: FileId,
    /// Owned; made in [`open`], freed in [`close`].
    folder: *mut PathBuf,
}

/// SQLite's own layer, the default one before ours.
struct Below(*mut sqlite3_vfs);

// SAFETY: the pointer is to a static of SQLite's that nobody writes after it was registered.
unsafe impl Send for Below {}
// SAFETY: as above.
unsafe impl Sync for Below {}

static BELOW: OnceLock<Below> = OnceLock::new();

/// Version 1: without shared memory, which a store that owns its file alone does not use.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Makes the layer SQLite's default, once a process.
pub(super) fn install() {
    let _ = BELOW.get_or_init(|| {
        // SAFETY: SQLite gives its default layer, which lives for ever; the copy with our functions in it does, too.
        unsafe {
            let below = sqlite3_vfs_find(ptr::null());
            assert!(!below.is_null(), "SQLite has a file layer");
            let mut ours = *below;
            ours.szOsFile += c_int::try_from(size_of::<Watched>()).unwrap_or(0);
            ours.pNext = ptr::null_mut();
            ours.zName = c"power".as_ptr();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            assert_eq!(sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1), SQLITE_OK);
            Below(below)
        }
    });
}

fn below() -> *mut sqlite3_vfs {
    BELOW.get().map_or(ptr::null_mut(), |below| below.0)
}

/// The file of the layer below, in the memory behind ours.
unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: `szOsFile` asked for both; a `Watched` has the alignment of a pointer, as SQLite's file has.
    unsafe { file.cast::<Watched>().add(1).cast() }
}

/// Calls a function of the layer below on its part of the file.
macro_rules! below_of {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let real = real($file);
        match (*(*real).pMethods).$method {
            Some(method) => method(real $(, $argument)*),
            None => SQLITE_OK,
        }
    }};
}

/// Name as a path; `None` for a file without a name.
unsafe fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names end with a zero.
    let name = unsafe { CStr::from_ptr(name) };
    Some(PathBuf::from(name.to_string_lossy().into_owned()))
}

fn folder_of(path: &Path) -> Option<PathBuf> {
    path.parent()?.canonicalize().ok()
}

unsafe extern "C" fn open(
    _vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite hands over memory of `szOsFile` bytes; the layer below gets the part that it asked for.
    unsafe {
        let Some(open_below) = (*below()).xOpen else { return rusqlite::ffi::SQLITE_CANTOPEN };
        let path = path_of(name);
        let folder = path.as_deref().and_then(folder_of);
        let (Some(path), Some(folder)) = (path, folder.filter(|f| log::with(f, |_| ()).is_some())) else {
            return open_below(below(), name, file, flags, out_flags);
        };
        let done = open_below(below(), name, real(file), flags, out_flags);
        let watched = file.cast::<Watched>();
        (*watched).methods = ptr::null();
        if done == SQLITE_OK {
            (*watched).file = log::with(&folder, |log| log.opened(&path)).unwrap_or_default();
            (*watched).folder = Box::into_raw(Box::new(folder));
            (*watched).methods = &raw const METHODS;
        }
        done
    }
}

unsafe extern "C" fn delete(_vfs: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: the layer below lives for ever; the name is SQLite's.
    unsafe {
        let done = (*below()).xDelete.map_or(SQLITE_OK, |delete| delete(below(), name, sync_folder));
        if let (SQLITE_OK, Some(path)) = (done, path_of(name)) {
            let folder = folder_of(&path).unwrap_or_default();
            let _ = log::with(&folder, |log| log.removed(&path, sync_folder != 0));
        }
        done
    }
}

/// Writes down what was done well.
unsafe fn note(file: *mut sqlite3_file, done: c_int, what: impl FnOnce(&mut Log, FileId)) -> c_int {
    if done == SQLITE_OK {
        // SAFETY: `open` filled it in, nobody else holds it.
        let (id, folder) = unsafe {
            let watched = &*file.cast::<Watched>();
            (watched.file, &*watched.folder)
        };
        let _ = log::with(folder, |log| what(log, id));
    }
    done
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once, and does not use it after.
    unsafe {
        let done = below_of!(file, xClose);
        drop(Box::from_raw((*file.cast::<Watched>()).folder));
        done
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite owns `length` bytes at `from`.
    unsafe {
        let done = below_of!(file, xWrite, from, length, at);
        let bytes =
            std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(length).unwrap_or(0)).to_vec();
        let at = at.unsigned_abs();
        note(file, done, |log, file| log.operations.push(Operation::Write { file, at, bytes }))
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        let done = below_of!(file, xTruncate, length);
        let length = length.unsigned_abs();
        note(file, done, |log, file| log.operations.push(Operation::Truncate { file, length }))
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        let done = below_of!(file, xSync, flags);
        note(file, done, Log::synced)
    }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xRead, to, length, at) }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xFileSize, size) }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xLock, level) }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xUnlock, level) }
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, held: *mut c_int) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xCheckReservedLock, held) }
}

unsafe extern "C" fn file_control(file: *mut sqlite3_file, what: c_int, argument: *mut c_void) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xFileControl, what, argument) }
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xSectorSize) }
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { below_of!(file, xDeviceCharacteristics) }
}
