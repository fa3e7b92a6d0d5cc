//! The Maven build, which tests, and the Gradle build, which ships, are of the same thing: classes, dependencies, levels,
//! manifest.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Done, output, step};
use crate::{aar, gradle, maven, outputs, paths};

type Lines = BTreeSet<String>;

/// What only the Gradle build knows: the version, and what Debian's aapt2 cannot read (android/test-support).
const OF_GRADLE_ALONE: [&str; 4] =
    ["manifest android:version", "manifest package=", "manifest/queries", "android:extractNativeLibs="];

const LIBRARIES: [&str; 3] = ["sdk", "testing", "ui"];

/// Compares what both builds left; both must have run.
pub(crate) fn check() -> Done {
    compile()?;
    for module in LIBRARIES {
        same(&format!("{module}: classes"), &maven_classes(module)?, &gradle_classes(module)?)?;
        same(
            &format!("{module}: dependencies"),
            &maven_dependencies(module)?,
            &gradle_dependencies(module)?,
        )?;
    }
    for module in ["sample", "finder-service"] {
        same(&format!("{module}: manifest and levels"), &maven_manifest(module)?, &gradle_manifest(module)?)?;
    }
    eprintln!("   classes, dependencies, levels and manifests of both builds are the same");
    Ok(())
}

/// From nothing: a class that no source makes any more would stay. Tests with it: the screens are compiled against the
/// SDK's, which Maven takes from the same run only then.
fn compile() -> Done {
    for module in LIBRARIES {
        let folder = android(module).join("target/classes");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
    }
    step("compile with Maven", maven::command()?.args(["-pl", &LIBRARIES.join(","), "test-compile"]))
}

fn same(what: &str, maven: &Lines, gradle: &Lines) -> Done {
    if maven.is_empty() {
        return Err(format!("{what}: nothing to compare: run `cargo xtask test kotlin` first"));
    }
    let one_sided =
        |a: &Lines, b: &Lines| a.difference(b).take(10).cloned().collect::<Vec<String>>().join("\n    ");
    if maven == gradle {
        return Ok(());
    }
    Err(format!(
        "{what} differ\n  Maven alone:\n    {}\n  Gradle alone:\n    {}",
        one_sided(maven, gradle),
        one_sided(gradle, maven)
    ))
}

fn maven_classes(module: &str) -> Result<Lines, String> {
    let folder = android(module).join("target/classes");
    let mut found = Lines::new();
    class_files(&folder, &folder, &mut found)?;
    Ok(found)
}

fn class_files(root: &Path, folder: &Path, found: &mut Lines) -> Done {
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            class_files(root, &path, found)?;
        } else if path.extension().is_some_and(|e| e == "class") {
            let name = path.strip_prefix(root).map_err(|e| e.to_string())?.display().to_string();
            if !is_resources(&name) {
                let _ = found.insert(name);
            }
        }
    }
    Ok(())
}

/// `R` and its parts, which an AAR carries as R.txt: the app that takes it makes the classes.
fn is_resources(class: &str) -> bool {
    let name = class.rsplit('/').next().unwrap_or(class);
    name == "R.class" || name.starts_with("R$")
}

fn gradle_classes(module: &str) -> Result<Lines, String> {
    let jar = paths::target().join("parity").join(module).join("classes.jar");
    outputs::take(&aar::published(module, ".aar")?, "classes.jar", &jar)?;
    let names = outputs::entries(&jar)?.into_keys();
    Ok(names.filter(|n| n.ends_with(".class")).collect())
}

/// `group:artefact:version` of what an app gets with the module, as `cargo xtask aar` asked Maven.
fn maven_dependencies(module: &str) -> Result<Lines, String> {
    let file = android(module).join("target/dependencies.txt");
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(text.lines().filter_map(maven_dependency).collect())
}

/// `   g:a:jar:1.0:compile` and what may follow.
fn maven_dependency(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().next()?.split(':').collect();
    match words.as_slice() {
        [group, artefact, _, version, _] => Some(format!("{group}:{artefact}:{version}")),
        _ => None,
    }
}

fn gradle_dependencies(module: &str) -> Result<Lines, String> {
    let file = aar::published(module, ".pom")?;
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(text.split("<dependency>").skip(1).filter_map(pom_dependency).collect())
}

fn pom_dependency(text: &str) -> Option<String> {
    let tag = |name: &str| Some(text.split_once(&format!("<{name}>"))?.1.split_once('<')?.0.to_owned());
    Some(format!("{}:{}:{}", tag("groupId")?, tag("artifactId")?, tag("version")?))
}

fn maven_manifest(module: &str) -> Result<Lines, String> {
    manifest(&android(module).join("target/AndroidManifest.xml"))
}

fn gradle_manifest(module: &str) -> Result<Lines, String> {
    manifest(
        &android(module).join(
            "build/intermediates/merged_manifest/release/processReleaseMainManifest/AndroidManifest.xml",
        ),
    )
}

fn manifest(file: &Path) -> Result<Lines, String> {
    let text = output("read a manifest", gradle::tool("Manifest").arg(file))?;
    let ours = |l: &&str| !OF_GRADLE_ALONE.iter().any(|known| l.contains(known));
    Ok(text.lines().filter(ours).map(str::to_owned).collect())
}

fn android(module: &str) -> PathBuf {
    paths::root().join("android").join(module)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &[&str]) -> Lines {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn classes_of_resources_are_the_apps() {
        let names = [
            "dev/findmesh/ui/R.class",
            "dev/findmesh/ui/R$string.class",
            "dev/findmesh/Reason.class",
            "R2.class",
        ];
        assert_eq!(names.map(is_resources), [true, true, false, false]);
    }

    #[test]
    fn a_difference_on_either_side_is_told() {
        assert_eq!(same("x", &lines(&["a"]), &lines(&["a"])), Ok(()));
        assert!(
            same("x", &lines(&["a"]), &lines(&["a", "b"]))
                .is_err_and(|e| e.ends_with("Gradle alone:\n    b"))
        );
        assert!(
            same("x", &lines(&["a", "c"]), &lines(&["a"])).is_err_and(|e| e.contains("Maven alone:\n    c"))
        );
        assert!(same("x", &lines(&[]), &lines(&[])).is_err());
    }

    #[test]
    fn dependencies_are_read_from_both() {
        let line = "   net.java.dev.jna:jna:jar:5.19.1:compile -- module com.sun.jna";
        assert_eq!(maven_dependency(line), Some("net.java.dev.jna:jna:5.19.1".to_owned()));
        assert_eq!(maven_dependency("The following files have been resolved:"), None);
        let pom = "\n<groupId>net.java.dev.jna</groupId>\n<artifactId>jna</artifactId>\n<version>5.19.1</version></dependency>";
        assert_eq!(pom_dependency(pom), Some("net.java.dev.jna:jna:5.19.1".to_owned()));
    }
}
