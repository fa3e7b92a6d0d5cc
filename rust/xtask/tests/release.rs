//! .ci/release with stand-ins for an NDK, Gradle and phones: what it says is missing, what it does and in which order.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the script itself is made of.
const TOOLS: [&str; 6] = ["bash", "env", "dirname", "mkdir", "cat", "sh"];
const PROGRAMS: [&str; 5] = ["cargo", "rustup", "java", "gradle", "adb"];
const LIBRARIES: &str = "android/sdk/src/main/jniLibs";

/// A machine with some programs, each of which notes how it was called.
struct Machine {
    folder: PathBuf,
}

impl Machine {
    fn with(name: &str, programs: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::create_dir_all(folder.join("sdk/platforms")).unwrap();
        fs::create_dir_all(folder.join("ndk/toolchains/llvm/prebuilt/linux-x86_64/bin")).unwrap();
        for tool in TOOLS {
            let real =
                ["/bin", "/usr/bin"].map(|at| Path::new(at).join(tool)).into_iter().find(|at| at.exists());
            symlink(real.unwrap(), folder.join("bin").join(tool)).unwrap();
        }
        let machine = Self { folder };
        for program in programs {
            machine.program(program, "");
        }
        machine.program_if(
            "rustup",
            programs,
            "echo aarch64-linux-android armv7-linux-androideabi x86_64-linux-android",
        );
        machine.program_if("adb", programs, PHONES);
        machine
    }

    fn whole(name: &str) -> Self {
        Self::with(name, &PROGRAMS)
    }

    fn program_if(&self, program: &str, programs: &[&str], body: &str) {
        if programs.contains(&program) {
            self.program(program, body);
        }
    }

    fn program(&self, name: &str, body: &str) {
        let file = self.folder.join("bin").join(name);
        fs::write(&file, format!("#!/bin/sh\necho \"{name} $*\" >>\"$CALLS\"\n{body}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn run(&self, words: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.ci/release");
        Command::new(self.folder.join("bin/bash"))
            .arg(script)
            .args(words)
            .env_clear()
            .env("PATH", self.folder.join("bin"))
            .env("CALLS", self.folder.join("calls"))
            .env("FINDMESH_ANSWERS", self.folder.join("answers"))
            .env("ANDROID_HOME", self.folder.join("sdk"))
            .env("ANDROID_NDK_HOME", self.folder.join("ndk"))
            .output()
            .unwrap()
    }

    /// Calls that do something: looking round left out.
    fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        let looks = ["adb devices", "rustup target list --installed"];
        text.lines().filter(|call| !looks.contains(call)).map(str::to_owned).collect()
    }

    fn answer(&self, serial: &str, file: &str) -> String {
        fs::read_to_string(self.folder.join("answers").join(serial).join(file)).unwrap()
    }
}

/// Two phones that answer, and one that does not trust this machine.
const PHONES: &str = r#"
case "$*" in
  devices) printf 'List of devices attached\nA1\tdevice\nB2\tunauthorized\nC3\tdevice\n' ;;
  *"dumpsys alarm") echo "allow_while_idle_quota=72" ;;
  *"settings get global location_coarse_accuracy") echo 2000 ;;
  *"am instrument"*) echo "INSTRUMENTATION_RESULT: report={}" ;;
esac"#;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn everything_in_order_and_every_phone_that_trusts_us() {
    let machine = Machine::whole("order");
    let output = machine.run(&[]);
    assert!(output.status.success(), "{}", said(&output));
    let calls = machine.calls();
    let at = |wanted: &str| {
        calls
            .iter()
            .position(|call| call.starts_with(wanted))
            .unwrap_or_else(|| panic!("no {wanted}: {calls:#?}"))
    };
    let ndk = machine.folder.join("ndk");
    let answers = machine.folder.join("answers");
    let steps = [
        at(&format!("cargo xtask natives build {} {LIBRARIES}", ndk.display())),
        at(&format!("cargo xtask natives check {LIBRARIES}")),
        at("gradle -p android assembleRelease lintRelease publishReleasePublicationToLocalRepository"),
        at("adb -s A1 shell dumpsys alarm"),
        at("adb -s A1 install -r -g android/device-check/"),
        at("adb -s A1 shell am instrument -r -w dev.findmesh.devicecheck/.DeviceCheck"),
        at("adb -s A1 uninstall dev.findmesh.devicecheck"),
        at("adb -s C3 shell am instrument"),
        at(&format!("cargo xtask device-check {0}/A1 {0}/C3", answers.display())),
    ];
    assert!(steps.is_sorted(), "{steps:?} {calls:#?}");
    assert!(!calls.iter().any(|call| call.contains("-s B2")), "it does not trust this machine");
    assert_eq!(machine.answer("A1", "alarm.txt"), "allow_while_idle_quota=72\n");
    assert_eq!(machine.answer("C3", "instrument.txt"), "INSTRUMENTATION_RESULT: report={}\n");
    let settings = "location_background_throttle_interval_ms=\nlocation_coarse_accuracy=2000\n";
    assert_eq!(machine.answer("A1", "settings.txt"), settings);
}

#[test]
fn whatever_is_missing_is_said_at_once_with_what_installs_it_and_nothing_is_done() {
    let machine = Machine::with("bare", &["java"]);
    fs::remove_dir_all(machine.folder.join("ndk")).unwrap();
    fs::remove_dir_all(machine.folder.join("sdk")).unwrap();
    let output = machine.run(&[]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    let hints = [
        ("cargo", "https://rustup.rs"),
        ("Rust for Android", "rustup target add aarch64-linux-android"),
        ("gradle", "https://gradle.org/install"),
        ("ANDROID_HOME", "platforms;android-36"),
        ("ANDROID_NDK_HOME", "ndk;VERSION"),
        ("adb", "platform-tools"),
        ("a phone", "USB debugging"),
    ];
    for (what, install) in hints {
        let line = said.lines().find(|line| line.starts_with(&format!("missing: {what}:")));
        assert!(line.is_some_and(|line| line.contains(install)), "{what}: {said}");
    }
    assert_eq!(said.lines().count(), hints.len(), "{said}");
    assert!(machine.calls().is_empty());
}

#[test]
fn a_target_that_is_not_installed_is_missing() {
    let machine = Machine::whole("target");
    machine.program("rustup", "echo aarch64-linux-android x86_64-linux-android");
    let output = machine.run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("missing: Rust for Android"), "{}", said(&output));
    assert!(machine.calls().is_empty());
}

#[test]
fn a_dry_run_names_each_step_and_takes_none() {
    let machine = Machine::whole("dry");
    let output = machine.run(&["--dry-run"]);
    assert!(output.status.success(), "{}", said(&output));
    let said = said(&output);
    for step in [
        "== libraries",
        "== what is in the libraries",
        "== archives",
        "== phone A1",
        "== phone C3",
        "== phones",
    ] {
        assert!(said.contains(step), "{step}: {said}");
    }
    assert!(said.contains("gradle -p android assembleRelease"), "{said}");
    assert!(machine.calls().is_empty(), "{:?}", machine.calls());
    assert!(!machine.folder.join("answers").exists());
}

#[test]
fn a_dry_run_on_a_bare_machine_says_both_and_fails() {
    let machine = Machine::with("dry-bare", &["cargo"]);
    let output = machine.run(&["--dry-run"]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("missing: gradle:") && said.contains("== archives"), "{said}");
}

#[test]
fn a_step_that_fails_ends_the_release() {
    let machine = Machine::whole("fails");
    machine.program("gradle", "exit 3");
    let output = machine.run(&[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(!machine.calls().iter().any(|call| call.starts_with("adb")), "{:?}", machine.calls());
}

#[test]
fn a_phone_that_crashes_does_not_keep_the_others_from_answering() {
    let machine = Machine::whole("crash");
    let crashing = PHONES.replace(
        "*\"am instrument\"*) echo",
        "*\"-s A1 shell am instrument\"*) exit 1 ;;\n  *\"am instrument\"*) echo",
    );
    machine.program("adb", &crashing);
    let output = machine.run(&[]);
    assert!(said(&output).contains("A1: the instrumentation failed"), "{}", said(&output));
    assert_eq!(machine.answer("C3", "instrument.txt"), "INSTRUMENTATION_RESULT: report={}\n");
    assert!(machine.calls().iter().any(|call| call.starts_with("adb -s A1 uninstall")));
}

#[test]
fn other_words_are_refused() {
    let machine = Machine::whole("words");
    for words in [&["--force"][..], &["--dry-run", "now"]] {
        let output = machine.run(words);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("release [--dry-run]"));
    }
    assert!(machine.calls().is_empty());
}
