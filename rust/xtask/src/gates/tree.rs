//! `cargo tree` as data.

use crate::run::{cargo, output};

/// One crate in a dependency tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node {
    /// Steps from the root, which is 0.
    pub(crate) depth: usize,
    /// Crate name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence expression.
    pub(crate) licence: String,
}

/// The normal dependencies of one crate, built alone (so that no other crate's features leak in), on one target or `all`.
pub(crate) fn normal(package: &str, target: &str) -> Result<Vec<Node>, String> {
    let mut tree = cargo();
    let _ = tree
        .args([
            "tree",
            "--locked",
            "-e",
            "normal,no-proc-macro",
            "--target",
            target,
            "--prefix",
            "depth",
            "--no-dedupe",
        ])
        .args(["-f", " {p} |{l}|", "-p", package]);
    Ok(output("cargo tree", &mut tree)?.lines().filter_map(parse).collect())
}

/// `2 name v1.2.3 (…) |MIT|`.
pub(crate) fn parse(line: &str) -> Option<Node> {
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let (depth, rest) = line.split_at_checked(digits)?;
    let (package, licence) = rest.trim_start().split_once('|')?;
    let mut words = package.split_whitespace();
    Some(Node {
        depth: depth.parse().ok()?,
        name: words.next()?.to_owned(),
        version: words.next()?.trim_start_matches('v').to_owned(),
        licence: licence.trim_end_matches('|').to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let node = parse("2 tokio v1.54.1 |MIT|").unwrap();
        assert_eq!((node.depth, node.name.as_str(), node.version.as_str()), (2, "tokio", "1.54.1"));
        let own = parse("0 findmesh-core v0.1.0 (/somewhere) |Apache-2.0|").unwrap();
        assert_eq!((own.name.as_str(), own.licence.as_str()), ("findmesh-core", "Apache-2.0"));
    }
}
