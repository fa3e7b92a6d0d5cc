//! The libraries that ship: built in the release profile by an Android NDK, one for each ABI.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::{ALL, Abi};
use super::privacy;
use crate::paths;
use crate::run::{Done, cargo, program, step};

/// The oldest Android that the library loads on: minSdk.
const API: u32 = 26;

/// Builds every ABI into `out`, as an Android module's jniLibs; the unstripped ones stay in target/TARGET/release.
pub(super) fn build(ndk: &Path, out: &Path) -> Done {
    let tools = tools(ndk)?;
    ALL.into_iter().try_for_each(|abi| {
        step(&format!("release build for {}", abi.name), &mut compile(&tools, abi))?;
        let folder = out.join(abi.name);
        fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        step(&format!("strip {}", abi.name), &mut strip(&tools, abi, &folder))
    })
}

/// The folder of an NDK's compilers.
fn tools(ndk: &Path) -> Result<PathBuf, String> {
    let hosts = ndk.join("toolchains/llvm/prebuilt");
    let host = fs::read_dir(&hosts).ok().and_then(|mut folders| folders.next()?.ok());
    host.map(|host| host.path().join("bin")).ok_or_else(|| {
        format!("no NDK in {}: sdkmanager --install 'ndk;VERSION', 28 or later", ndk.display())
    })
}

fn compile(tools: &Path, abi: &Abi) -> Command {
    let compiler = tools.join(format!("{}{API}-clang", abi.compiler));
    let mut build = cargo();
    let _ = build
        .env(format!("CC_{}", abi.target.replace('-', "_")), &compiler)
        .env(format!("AR_{}", abi.target.replace('-', "_")), tools.join("llvm-ar"))
        .env(format!("CARGO_TARGET_{}_LINKER", abi.in_variables()), &compiler)
        .args(["rustc", "--locked", "--release", "-p", "findmesh-ffi", "--lib", "--crate-type", "cdylib"])
        .args(["--target", abi.target, "--config", &privacy::flags(abi, &[])]);
    build
}

fn strip(tools: &Path, abi: &Abi, folder: &Path) -> Command {
    let mut strip = program(&tools.join("llvm-strip").to_string_lossy());
    let _ = strip.args(["--strip-unneeded", "-o"]).arg(folder.join("libfindmesh.so"));
    let _ = strip.arg(paths::target().join(abi.target).join("release/libfindmesh.so"));
    strip
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::natives::abi::{ARM32, ARM64};

    fn variable(command: &Command, name: &str) -> String {
        let value = command.get_envs().find(|(key, _)| *key == name).and_then(|(_, value)| value);
        value.unwrap_or_else(|| panic!("no {name}")).to_string_lossy().into_owned()
    }

    #[test]
    fn each_abi_has_the_compiler_of_the_oldest_android() {
        let build = compile(Path::new("/ndk/bin"), &ARM64);
        let compiler = "/ndk/bin/aarch64-linux-android26-clang";
        assert_eq!(variable(&build, "CC_aarch64_linux_android"), compiler);
        assert_eq!(variable(&build, "CARGO_TARGET_AARCH64_LINUX_ANDROID_LINKER"), compiler);
        assert_eq!(variable(&build, "AR_aarch64_linux_android"), "/ndk/bin/llvm-ar");
        let narrow = compile(Path::new("/ndk/bin"), &ARM32);
        let compiler = "/ndk/bin/armv7a-linux-androideabi26-clang";
        assert_eq!(variable(&narrow, "CARGO_TARGET_ARMV7_LINUX_ANDROIDEABI_LINKER"), compiler);
        assert!(compile(Path::new("/ndk/bin"), &ARM64).get_args().any(|word| word == "--release"));
    }

    #[test]
    fn a_folder_without_an_ndk_says_what_to_install() {
        let missing = build(Path::new("/nowhere"), Path::new("/nowhere")).unwrap_err();
        assert_eq!(missing, "no NDK in /nowhere: sdkmanager --install 'ndk;VERSION', 28 or later");
    }
}
