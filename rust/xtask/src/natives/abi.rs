//! The processors that we build for.

use object::Architecture;

/// One of them, under its names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Abi {
    /// Android's.
    pub(crate) name: &'static str,
    /// Rust's.
    pub(crate) target: &'static str,
    /// The NDK's, in the names of its compilers.
    pub(super) compiler: &'static str,
    pub(super) architecture: Architecture,
}

pub(crate) const ARM64: Abi = Abi {
    name: "arm64-v8a",
    target: "aarch64-linux-android",
    compiler: "aarch64-linux-android",
    architecture: Architecture::Aarch64,
};

/// Old and cheap phones.
pub(crate) const ARM32: Abi = Abi {
    name: "armeabi-v7a",
    target: "armv7-linux-androideabi",
    compiler: "armv7a-linux-androideabi",
    architecture: Architecture::Arm,
};

/// Emulators and Chromebooks.
pub(crate) const X86_64: Abi = Abi {
    name: "x86_64",
    target: "x86_64-linux-android",
    compiler: "x86_64-linux-android",
    architecture: Architecture::X86_64,
};

pub(crate) const ALL: [&Abi; 3] = [&ARM64, &ARM32, &X86_64];

impl Abi {
    /// The target as environment variables of Cargo's have it.
    pub(super) fn in_variables(&self) -> String {
        self.target.to_uppercase().replace('-', "_")
    }
}
