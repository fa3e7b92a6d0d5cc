//! Lets tests set the clock of engines from Kotlin (`dev.findmesh.internal.TestClock`) and walk all reasons
//! (`dev.findmesh.internal.TestReasons`). Absent from releases.
// JNI's entry points are unsafe by their nature.
#![allow(unsafe_code)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use findmesh_core::{Now, ReasonCode};
use findmesh_engine::{Clock, SystemClock, VirtualClock};
use jni::EnvUnowned;
use jni::errors::ThrowRuntimeExAndDefault;
use jni::objects::{JClass, JString};
use jni::sys::jlong;
use tokio::sync::watch;

static CLOCK: LazyLock<Arc<TestClock>> = LazyLock::new(Arc::default);

/// The clock of all engines of this build.
pub(crate) fn clock() -> Arc<dyn Clock> {
    CLOCK.clone()
}

/// Sets the clock of all engines of this build: time stands still here until it is set again.
pub fn set(now: Now) {
    CLOCK.set(now);
}

/// The machine's clock until it is set; then it stands still.
struct TestClock {
    fixed: VirtualClock,
    active: AtomicBool,
}

impl Default for TestClock {
    fn default() -> Self {
        Self { fixed: VirtualClock::new(SystemClock.now()), active: AtomicBool::new(false) }
    }
}

impl TestClock {
    fn set(&self, now: Now) {
        self.active.store(true, Ordering::SeqCst);
        self.fixed.set(now);
    }

    fn clear(&self) {
        self.active.store(false, Ordering::SeqCst);
        self.fixed.advance(0);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Now {
        if self.runs() { SystemClock.now() } else { self.fixed.now() }
    }

    fn runs(&self) -> bool {
        !self.active.load(Ordering::SeqCst)
    }

    fn changes(&self) -> Option<watch::Receiver<u64>> {
        self.fixed.changes()
    }
}

/// `set(bootMillis, wallMillis)`: [`set`] for Kotlin.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_TestClock_set<'l>(
    _env: EnvUnowned<'l>,
    _class: JClass<'l>,
    boot_ms: jlong,
    wall_ms: jlong,
) {
    set(Now { boot_ms: boot_ms.max(0).cast_unsigned(), wall_ms });
}

/// `clear()`: back to the machine's clock.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_TestClock_clear<'l>(
    _env: EnvUnowned<'l>,
    _class: JClass<'l>,
) {
    CLOCK.clear();
}

/// `codes(): String`: every reason that the engine can give, joined by commas.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_TestReasons_codes<'l>(
    mut env: EnvUnowned<'l>,
    _class: JClass<'l>,
) -> JString<'l> {
    let codes: Vec<&str> = ReasonCode::ALL.iter().map(|code| code.as_str()).collect();
    env.with_env(|env| env.new_string(codes.join(","))).resolve::<ThrowRuntimeExAndDefault>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_still_while_set() {
        let clock = TestClock::default();
        assert!(clock.runs());
        let now = Now { boot_ms: 5, wall_ms: 7 };
        clock.set(now);
        assert_eq!((clock.now(), clock.runs()), (now, false));
        clock.clear();
        assert!(clock.runs() && clock.now() != now);
    }
}
