//! The guide, tried as a new user would: an empty folder, the AARs, the code of the page (android/test-support/newcomer).

use std::fs;
use std::path::{Path, PathBuf};

use crate::outputs::{entries, must_hold, take, verify};
use crate::run::{Done, step};
use crate::{aar, gradle, maven, paths};

/// Copied as they are: name there, name in the app's folder.
const FILES: [(&str, &str); 5] = [
    ("settings.gradle", "settings.gradle"),
    ("build.gradle", "build.gradle"),
    ("pom.xml", "pom.xml"),
    ("AndroidManifest.xml", "src/main/AndroidManifest.xml"),
    ("RunTest.kt", "src/test/kotlin/RunTest.kt"),
];

/// What stands in for parts of a phone, and for what Robolectric links to.
const STAND_INS: [&str; 2] = ["dev/findmesh/testing/FakeAndroidKeyStore.kt", "shim"];

/// Makes the app, builds its release APK, runs its tests; `cargo xtask aar` must have run.
pub(crate) fn run() -> Done {
    let app = paths::target().join("newcomer");
    let _ = fs::remove_dir_all(&app);
    for (from, to) in FILES {
        copy(&paths::root().join("android/test-support/newcomer").join(from), &app.join(to))?;
    }
    let guide = paths::root().join("docs/guide-android.md");
    let guide = fs::read_to_string(&guide).map_err(|e| format!("{}: {e}", guide.display()))?;
    for block in blocks(&guide) {
        write(&app.join(block.folder()).join(&block.file), &block.text)?;
    }
    step("the newcomer's release APK", gradle::command(&app)?.arg("assembleRelease"))?;
    let apk = app.join("build/outputs/apk/release/newcomer-release.apk");
    must_hold(
        "the newcomer's APK",
        &entries(&apk)?,
        &["AndroidManifest.xml", "classes.dex", "resources.arsc"],
    )?;
    verify(&apk)?;
    test(&app)
}

fn test(app: &Path) -> Done {
    for module in ["sdk", "testing"] {
        take(
            &aar::published(module, ".aar")?,
            "classes.jar",
            &app.join("libs").join(format!("{module}.jar")),
        )?;
    }
    let sources = paths::root().join("android/sdk/src/test/kotlin");
    for stand_in in STAND_INS {
        for file in kotlin_files(&sources.join(stand_in)) {
            let name = file.strip_prefix(&sources).map_err(|e| e.to_string())?;
            copy(&file, &app.join("src/test/kotlin").join(name))?;
        }
    }
    write(&app.join("src/test/resources/com/android/tools/test_config.properties"), &test_config(app))?;
    maven::test_library()?;
    let mut mvn = maven::over(&app.join("pom.xml"))?;
    step("the newcomer's tests", mvn.args(["-Drobolectric.sdks=34", "-Dtest=RunTest,FinderTest", "test"]))
}

/// Where Robolectric finds what the plugin merged and linked, as the plugin's own unit tests would tell it.
fn test_config(app: &Path) -> String {
    let made = app.join("build/intermediates");
    let (task, linked) = ("processReleaseManifest", "linked-resources-binary-format-release.ap_");
    let manifest = made.join("merged_manifests/release").join(task).join("AndroidManifest.xml");
    let resources = made.join("linked_resources_binary_format/release/processReleaseResources").join(linked);
    format!(
        "android_merged_manifest={}\nandroid_resource_apk={}\nandroid_custom_package=org.example.finder\n",
        manifest.display(),
        resources.display()
    )
}

/// One file of the guide.
#[derive(Debug, PartialEq)]
struct Block {
    file: String,
    text: String,
}

impl Block {
    fn folder(&self) -> &'static str {
        match self.file.as_str() {
            name if name.ends_with("Test.kt") => "src/test/kotlin",
            name if name.ends_with(".java") => "src/main/java",
            _ => "src/main/kotlin",
        }
    }
}

/// Blocks of code with the file's name before them: `` `App.kt`: ``, an empty line, the block.
fn blocks(guide: &str) -> Vec<Block> {
    let fences = guide.split("\n```").collect::<Vec<&str>>();
    let named = fences.windows(2).filter_map(|pair| {
        let [before, block] = pair else { return None };
        let file = before.trim_end().lines().last()?.strip_prefix('`')?.strip_suffix("`:")?;
        let (language, text) = block.split_once('\n')?;
        let known = language == "kotlin" || language == "java";
        known.then(|| Block { file: file.to_owned(), text: format!("{text}\n") })
    });
    named.collect()
}

/// The file itself, or those in the folder.
fn kotlin_files(path: &Path) -> Vec<PathBuf> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|e| e.path()).collect(),
        Err(_) => vec![path.to_owned()],
    }
}

fn copy(from: &Path, to: &Path) -> Done {
    let text = fs::read_to_string(from).map_err(|e| format!("{}: {e}", from.display()))?;
    write(to, &text)
}

fn write(to: &Path, text: &str) -> Done {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(to, text))
        .map_err(|e| format!("{}: {e}", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_blocks_of_code_are_files() {
        let guide = "a\n\n```groovy\nx\n```\n\n`App.kt`:\n\n```kotlin\nclass App\n```\n\n`FinderTest.kt`:\n\n```kotlin\nclass T\n\nval x\n```\nend";
        let found = blocks(guide);
        let files: Vec<(&str, &str)> = found.iter().map(|b| (b.file.as_str(), b.text.as_str())).collect();
        assert_eq!(files, [("App.kt", "class App\n"), ("FinderTest.kt", "class T\n\nval x\n")]);
        assert_eq!(
            found.iter().map(Block::folder).collect::<Vec<_>>(),
            ["src/main/kotlin", "src/test/kotlin"]
        );
    }

    #[test]
    fn the_guide_has_the_files_that_an_app_needs() {
        let guide = fs::read_to_string(paths::root().join("docs/guide-android.md")).unwrap();
        let names: Vec<String> = blocks(&guide).into_iter().map(|b| b.file).collect();
        for name in ["App.kt", "FinderActivity.kt", "Screen.java", "FinderTest.kt"] {
            assert!(names.iter().any(|n| n == name), "{name} of {names:?}");
        }
    }
}
