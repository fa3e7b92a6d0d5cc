//! One function a check.

use std::path::Path;

use findmesh_core::StoreTrouble;
use findmesh_crypto::native::{self, PrivateKey};
use findmesh_crypto::p256::{self, Backend, P256};
use findmesh_net::{NetError, RelayUrl};
use findmesh_proto::deployment::{format_company_id, format_uuid};
use findmesh_proto::{API_VERSION, Deployment, Descriptor, FixSource, Form, Report};
use serde_json::{Value, json};

use super::reasons;
use crate::client;
use crate::failure::Failure;
use crate::output::value::plural;
use crate::phone::Look;
use crate::random;

/// What one look found.
pub(super) struct Check {
    /// Stable name.
    pub(super) name: &'static str,
    /// Nothing is wrong.
    pub(super) ok: bool,
    /// For people.
    pub(super) detail: String,
    /// For programs.
    pub(super) facts: Option<Value>,
}

impl Check {
    fn good(name: &'static str, detail: impl Into<String>, facts: Value) -> Self {
        Self { name, ok: true, detail: detail.into(), facts: Some(facts) }
    }

    fn bad(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, ok: false, detail: detail.into(), facts: None }
    }
}

pub(super) fn version() -> Check {
    let version = env!("CARGO_PKG_VERSION");
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let facts = json!({"findmesh": version, "relay_api": API_VERSION, "os": os, "arch": arch});
    Check::good("version", format!("findmesh {version}, relay API {API_VERSION}, {os} {arch}"), facts)
}

/// What the fast backend asks of a processor, and which of it is there.
pub(super) fn processor() -> Check {
    let features = features();
    let there: Vec<&str> = features.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
    let missing: Vec<&str> = features.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    let mut detail = format!("has {}", if there.is_empty() { "none".to_owned() } else { there.join(", ") });
    if !missing.is_empty() {
        detail.push_str(&format!("; lacks {}", missing.join(", ")));
    }
    Check::good("processor", detail, json!({"features": there, "missing": missing}))
}

#[cfg(target_arch = "x86_64")]
fn features() -> Vec<(&'static str, bool)> {
    macro_rules! features {
        ($($name:tt)*) => { vec![$(($name, std::arch::is_x86_feature_detected!($name))),*] };
    }
    features!("aes" "adx" "avx" "avx2" "bmi1" "bmi2" "pclmulqdq" "sha" "ssse3")
}

#[cfg(target_arch = "aarch64")]
fn features() -> Vec<(&'static str, bool)> {
    macro_rules! features {
        ($($name:tt)*) => { vec![$(($name, std::arch::is_aarch64_feature_detected!($name))),*] };
    }
    features!("neon" "aes" "pmull" "sha2")
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> Vec<(&'static str, bool)> {
    Vec::new()
}

pub(super) fn backend() -> Check {
    let names: Vec<&str> = available().map(P256::name).collect();
    let chosen = p256::backend().name();
    let detail = format!("P-256 by {chosen}, of {}", names.join(", "));
    Check::good("crypto_backend", detail, json!({"chosen": chosen, "available": names}))
}

fn available() -> impl Iterator<Item = &'static dyn P256> {
    Backend::ALL.into_iter().filter_map(p256::backend_named)
}

/// Every backend opens what every backend sealed.
pub(super) fn cryptography() -> Check {
    match self_test() {
        Ok(pairs) => Check::good(
            "crypto_self_test",
            format!("sealed and opened a report, {pairs} pairs of backends"),
            json!({"pairs": pairs}),
        ),
        Err(error) => Check::bad("crypto_self_test", error.to_string()),
    }
}

fn self_test() -> Result<usize, Box<dyn std::error::Error>> {
    let uuid = Deployment::COMMON.service_uuid;
    let mut pairs = 0;
    for sealer in available() {
        for opener in available() {
            let private_key = PrivateKey::from_bytes_with(opener, &[7; 32])?;
            let body = native::seal(sealer, private_key.key(), &SAMPLE, &uuid, &[9; 32])?;
            if native::open(opener, &private_key, &body, &uuid)? != SAMPLE {
                return Err(format!("{} does not read what {} wrote", opener.name(), sealer.name()).into());
            }
            pairs += 1;
        }
    }
    Ok(pairs)
}

const SAMPLE: Report = Report {
    time: 1_790_000_000,
    lat_e7: 442_000_000,
    lon_e7: -285_000_000,
    accuracy_dm: 100,
    altitude_m: 5,
    header: 0x10,
    status: 0,
    rssi: -60,
    tx_power: 0,
    fix_age_s: 0,
    source: FixSource::Fixed,
    moving: false,
    form: Form::Extended,
};

pub(super) fn randomness() -> Check {
    match (random::bytes::<32>(), random::bytes::<32>()) {
        (Ok(a), Ok(b)) if a != b => Check::good("randomness", "the system gives fresh bytes", json!({})),
        (Err(error), _) | (_, Err(error)) => Check::bad("randomness", error.to_string()),
        _ => Check::bad("randomness", "the system repeats itself"),
    }
}

/// What lies in the folder of a finder.
pub(super) fn database(folder: &Path, look: &Result<Option<Look>, Failure>) -> Check {
    let look = match look {
        Ok(Some(look)) => look,
        Ok(None) => {
            let detail = format!("none yet in {}", folder.display());
            return Check::good("database", detail, json!({"exists": false}));
        }
        Err(error) => return Check::bad("database", error.to_string()),
    };
    let (queue, counters) = (look.health.queue, look.counters);
    let incident = match (look.incident, look.has_key) {
        (Some(StoreTrouble::VaultLost), false) => {
            Some("vault.key is not there: what it sealed does not open")
        }
        (incident, _) => incident.map(incident_text),
    };
    let facts =
        json!({"exists": true, "queued": queue.reports, "pending": queue.pending, "incident": incident});
    let detail = format!(
        "{} queued, {} for a fix, {}",
        plural(queue.reports.into(), "report"),
        if queue.pending == 1 {
            "1 sighting waits".to_owned()
        } else {
            format!("{} sightings wait", queue.pending)
        },
        plural(counters as u64, "counter")
    );
    match incident {
        None => Check::good("database", detail, facts),
        Some(what) => Check { facts: Some(facts), ..Check::bad("database", format!("{detail}; {what}")) },
    }
}

/// As a finder would meet it; here it is a copy that is opened.
const fn incident_text(trouble: StoreTrouble) -> &'static str {
    match trouble {
        StoreTrouble::DiskFull => "the disk is full",
        StoreTrouble::Corrupt => "the file is damaged: a finder sets it aside and begins a new one",
        StoreTrouble::VaultLost => "the key is lost: what it sealed does not open",
        StoreTrouble::Io => "the file system refuses",
    }
}

/// Whether anything that is nobody's wish keeps the finder from its work.
pub(super) fn finder(look: &Look) -> Check {
    let unwished = look.health.reasons.iter().filter(|reason| reasons::is_trouble(reason));
    let unwished: Vec<&str> = unwished.map(|reason| reason.code.as_str()).collect();
    let state = if look.is_on() { "switched on" } else { "switched off" };
    let codes: Vec<&str> = look.health.reasons.iter().map(|reason| reason.code.as_str()).collect();
    let facts = json!({"on": look.is_on(), "reasons": codes});
    match &unwished[..] {
        [] => Check::good("finder", state, facts),
        some => Check { facts: Some(facts), ..Check::bad("finder", format!("{state}; {}", some.join(", "))) },
    }
}

pub(super) fn relay(url: &RelayUrl, deployment: &Deployment) -> Check {
    match client::client(url).descriptor() {
        Ok(descriptor) => relay_found(&descriptor, deployment),
        Err(error) => Check::bad("relay", relay_failed(&error)),
    }
}

fn relay_failed(error: &NetError) -> String {
    match error {
        NetError::Transport(why) => format!("not reached: {why}"),
        other => other.to_string(),
    }
}

fn relay_found(found: &Descriptor, deployment: &Deployment) -> Check {
    let networks: Vec<&str> = found.networks.iter().map(|rule| rule.network.as_str()).collect();
    let detail = format!(
        "reached; takes {}, {} a request, keeps them {} days",
        networks.join(", "),
        found.max_reports,
        found.retention_days
    );
    let facts = json!({
        "versions": found.versions,
        "service_uuid": format_uuid(&found.service_uuid),
        "company_id": found.company_id.map(format_company_id),
        "networks": networks,
        "max_reports": found.max_reports,
        "retention_days": found.retention_days,
    });
    let wrong = if !found.versions.contains(&API_VERSION) {
        Some(format!("it does not speak version {API_VERSION}"))
    } else if found.service_uuid != deployment.service_uuid {
        Some(format!("it serves deployment {}", format_uuid(&found.service_uuid)))
    } else {
        None
    };
    match wrong {
        None => Check::good("relay", detail, facts),
        Some(why) => Check { facts: Some(facts), ..Check::bad("relay", format!("{detail}; {why}")) },
    }
}
