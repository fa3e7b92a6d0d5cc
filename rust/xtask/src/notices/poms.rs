//! What the AARs depend on, as the POMs of Maven's local repository say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Part;
use crate::paths;

/// Modules that ship.
const OURS: [&str; 3] = ["android/pom.xml", "android/sdk/pom.xml", "android/ui/pom.xml"];

/// `group`, `artifact`, `version`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Coordinates {
    group: String,
    artifact: String,
    version: String,
}

/// Others' libraries that an app gets with ours, by name; of several versions the newest, as Gradle takes it.
pub(super) fn shipped() -> Result<Vec<Part>, String> {
    let versions = read(&paths::root().join("android/pom.xml"))?;
    let mut open = Vec::new();
    for pom in OURS {
        open.extend(dependencies(&read(&paths::root().join(pom))?, &versions)?);
    }
    let mut newest: BTreeMap<String, (Coordinates, Part)> = BTreeMap::new();
    while let Some(next) = open.pop() {
        let name = format!("{}:{}", next.group, next.artifact);
        let known = newest.get(&name).is_some_and(|(old, _)| order(&old.version) >= order(&next.version));
        if next.group == "dev.findmesh" || known {
            continue;
        }
        let pom = read(&pom_of(&next)?)?;
        open.extend(dependencies(&pom, &pom)?);
        let part = Part {
            name: name.clone(),
            version: next.version.clone(),
            licence: licence(&pom).ok_or_else(|| format!("{name} names no licence"))?,
            home: first(&pom, "url").unwrap_or_default().to_owned(),
            holders: Vec::new(),
        };
        let _ = newest.insert(name, (next, part));
    }
    Ok(newest.into_values().map(|(_, part)| part).collect())
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file)
        .map_err(|e| format!("{}: {e} (cargo xtask test kotlin fetches it)", file.display()))
}

fn pom_of(what: &Coordinates) -> Result<PathBuf, String> {
    let home = std::env::var_os("HOME").ok_or("HOME is not set")?;
    let Coordinates { group, artifact, version } = what;
    let folder = format!("{}/{artifact}/{version}/{artifact}-{version}.pom", group.replace('.', "/"));
    Ok(PathBuf::from(home).join(".m2/repository").join(folder))
}

/// Direct ones that an app gets too. @param versions the POM whose properties stand for versions.
fn dependencies(pom: &str, versions: &str) -> Result<Vec<Coordinates>, String> {
    let own = without(without(without(pom.to_owned(), "dependencyManagement"), "build"), "parent");
    let mut found = Vec::new();
    for block in blocks(&own, "dependency") {
        let scope = first(block, "scope").unwrap_or("compile");
        if !["compile", "runtime"].contains(&scope) || first(block, "optional") == Some("true") {
            continue;
        }
        let field = |tag: &str| first(block, tag).map(str::to_owned);
        let missing = || format!("a dependency that names too little: {block}");
        let version = resolve(first(block, "version").ok_or_else(missing)?, versions);
        let (group, artifact) = field("groupId").zip(field("artifactId")).ok_or_else(missing)?;
        found.push(Coordinates { group, artifact, version });
    }
    Ok(found)
}

fn resolve(version: &str, pom: &str) -> String {
    let name = version.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.and_then(|name| first(pom, name)).unwrap_or(version).to_owned()
}

/// SPDX of what it may be used under, any of several.
fn licence(pom: &str) -> Option<String> {
    let licences = blocks(pom, "license");
    let names: Vec<&str> = licences.iter().filter_map(|block| first(block, "name")).map(spdx).collect();
    (!names.is_empty()).then(|| names.join(" OR "))
}

fn spdx(name: &str) -> &str {
    if name.contains("Apache") && name.contains('2') { "Apache-2.0" } else { name }
}

/// Numbers of a version, to say which is newer.
fn order(version: &str) -> Vec<u32> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// What stands in the first element of this name.
fn first<'a>(xml: &'a str, tag: &str) -> Option<&'a str> {
    blocks(xml, tag).first().copied().map(str::trim)
}

/// What stands in each element of this name; attributes are not expected.
fn blocks<'a>(xml: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    xml.split(&open).skip(1).filter_map(|rest| rest.split_once(&close)).map(|(inner, _)| inner).collect()
}

fn without(xml: String, tag: &str) -> String {
    let Some((before, rest)) = xml.split_once(&format!("<{tag}>")) else { return xml };
    let after = rest.rsplit_once(&format!("</{tag}>")).map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const POM: &str = "<project><properties><version.a>1.2</version.a></properties>
        <dependencyManagement><dependency><groupId>x</groupId></dependency></dependencyManagement>
        <licenses><license><name>LGPL-2.1-or-later</name></license>
          <license><name>The Apache Software License, Version 2.0</name></license></licenses>
        <dependencies>
          <dependency><groupId>g.h</groupId><artifactId>a</artifactId><version>${version.a}</version></dependency>
          <dependency><groupId>g</groupId><artifactId>t</artifactId><version>1</version><scope>test</scope></dependency>
          <dependency><groupId>g</groupId><artifactId>o</artifactId><version>1</version><optional>true</optional></dependency>
        </dependencies>
        <build><plugin><dependency><groupId>p</groupId></dependency></plugin></build></project>";

    #[test]
    fn only_what_an_app_gets_counts() {
        let a = Coordinates { group: "g.h".into(), artifact: "a".into(), version: "1.2".into() };
        assert_eq!(dependencies(POM, POM).unwrap(), std::slice::from_ref(&a));
        assert!(pom_of(&a).unwrap().ends_with(".m2/repository/g/h/a/1.2/a-1.2.pom"));
    }

    #[test]
    fn licences_are_named_as_spdx_names_them() {
        assert_eq!(licence(POM).unwrap(), "LGPL-2.1-or-later OR Apache-2.0");
        assert_eq!(licence("<project/>"), None);
    }

    #[test]
    fn newer_is_newer() {
        assert!(order("23.0.0") > order("13.0"));
        assert!(order("2.4.21") > order("2.4.3"));
    }
}
