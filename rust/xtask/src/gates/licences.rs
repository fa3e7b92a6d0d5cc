//! Licences of all that is linked, and second versions of a crate in what ships. Works offline.

use std::collections::{BTreeMap, BTreeSet};

use spdx::{Expression, LicenseReq, ParseMode};

use crate::notices;
use crate::policy::{Licences, Policy};
use crate::run::Done;

use super::tree::{self, Node};

/// What people get, and on what: the library, and the command (which holds the relay).
const SHIPPED: [(&str, &str); 4] = [
    ("findmesh-ffi", "aarch64-linux-android"),
    ("findmesh-ffi", "armv7-linux-androideabi"),
    ("findmesh-cli", "x86_64-unknown-linux-gnu"),
    ("findmesh-cli", "aarch64-apple-darwin"),
];

/// Both checks, and that people are told of what they get.
pub(crate) fn check() -> Done {
    let policy = Policy::load()?;
    let mut wrong = Vec::new();
    for (package, target) in SHIPPED {
        let tree = tree::normal(package, target)?;
        wrong.extend(unlicensed(&tree, &policy.licences));
        wrong.extend(twice(&tree, &policy.duplicates).into_iter().map(|line| format!("{package}: {line}")));
    }
    wrong.sort();
    wrong.dedup();
    wrong.extend(notices::check().err());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn unlicensed(tree: &[Node], licences: &Licences) -> Vec<String> {
    let distinct: BTreeSet<(&str, &str)> =
        tree.iter().map(|n| (n.name.as_str(), n.licence.as_str())).collect();
    let refused = distinct.into_iter().filter(|(name, licence)| {
        !licences.exceptions.contains_key(*name) && !acceptable(licence, &licences.allowed)
    });
    refused.map(|(name, licence)| format!("{name} comes under '{licence}'")).collect()
}

fn acceptable(licence: &str, allowed: &[String]) -> bool {
    let listed = |req: &LicenseReq| req.license.id().is_some_and(|id| allowed.iter().any(|a| a == id.name));
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| expression.evaluate(listed))
}

fn twice(tree: &[Node], excused: &BTreeMap<String, String>) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for node in tree {
        let _ = versions.entry(&node.name).or_default().insert(&node.version);
    }
    let several = versions.into_iter().filter(|(name, v)| v.len() > 1 && !excused.contains_key(*name));
    several.map(|(name, v)| format!("{name} in versions {v:?}, no reason given in policy.toml")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> Vec<String> {
        Policy::load().unwrap().licences.allowed
    }

    #[test]
    fn expressions_are_understood() {
        for good in ["MIT", "MIT OR GPL-3.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "MIT/Apache-2.0"] {
            assert!(acceptable(good, &allowed()), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND AGPL-3.0-only", "", "Proprietary"] {
            assert!(!acceptable(bad, &allowed()), "{bad}");
        }
    }

    #[test]
    fn second_versions_need_a_reason() {
        let tree: Vec<Node> =
            ["1 a v1.0.0 |MIT|", "1 a v2.0.0 |MIT|"].iter().map(|l| tree::parse(l).unwrap()).collect();
        assert_eq!(twice(&tree, &BTreeMap::new()).len(), 1);
        assert!(twice(&tree, &BTreeMap::from([("a".to_owned(), "why".to_owned())])).is_empty());
    }
}
