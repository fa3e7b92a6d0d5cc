//! A crate imports only what stands left of it (docs/decisions/0001-crates-and-arrows.md).

use crate::policy::{CrateRule, Policy};
use crate::run::Done;

use super::tree::{self, Node};

/// Every crate of the policy against its rule.
pub(crate) fn check() -> Done {
    let mut broken = Vec::new();
    for (folder, rule) in &Policy::load()?.crates {
        broken.extend(violations(folder, rule, &tree::normal(&format!("findmesh-{folder}"), "all")?));
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn violations(folder: &str, rule: &CrateRule, tree: &[Node]) -> Vec<String> {
    let mut found: Vec<String> = tree.iter().filter_map(|node| violation(folder, rule, node)).collect();
    found.sort();
    found.dedup();
    found
}

fn violation(folder: &str, rule: &CrateRule, node: &Node) -> Option<String> {
    if rule.never.contains(&node.name) {
        return Some(format!("{folder} must never reach {}", node.name));
    }
    let member = node.name.strip_prefix("findmesh-")?;
    let stranger = node.depth == 1 && !rule.members.iter().any(|m| m == member);
    stranger.then(|| format!("{folder} may not depend on {member}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core_rule() -> CrateRule {
        Policy::load().unwrap().crates.remove("core").unwrap()
    }

    fn tree(lines: &[&str]) -> Vec<Node> {
        lines.iter().map(|l| tree::parse(l).unwrap()).collect()
    }

    #[test]
    fn core_may_not_gain_io() {
        for name in ["tokio", "rusqlite", "ureq", "reqwest", "hyper", "jni", "uniffi"] {
            let deep = tree(&[
                "0 findmesh-core v0.1.0 |x|",
                "1 innocent v1.0.0 |x|",
                &format!("2 {name} v1.0.0 |x|"),
            ]);
            assert_eq!(violations("core", &core_rule(), &deep), [format!("core must never reach {name}")]);
        }
    }

    #[test]
    fn core_may_not_look_right() {
        let right = tree(&["0 findmesh-core v0.1.0 |x|", "1 findmesh-store v0.1.0 |x|"]);
        assert_eq!(violations("core", &core_rule(), &right), ["core may not depend on store"]);
    }

    #[test]
    fn core_stands_on_proto_and_crypto() {
        let fine = tree(&[
            "0 findmesh-core v0.1.0 |x|",
            "1 findmesh-proto v0.1.0 |x|",
            "1 findmesh-crypto v0.1.0 |x|",
        ]);
        assert!(violations("core", &core_rule(), &fine).is_empty());
    }
}
