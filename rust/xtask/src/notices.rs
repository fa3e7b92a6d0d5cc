//! What is in what Android apps get, and under which licences: one small file, which the screen "about" shows.

mod crates;
mod poms;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use spdx::{Expression, LicenseReq, ParseMode};

use crate::policy::Policy;
use crate::run::Done;
use crate::{maven, paths};

/// What the AAR may carry of it, bytes.
const MOST: usize = 60_000;

/// Between the half that cargo knows and the half that Maven knows.
const ANDROID: &str = "# Android";

/// Where one licence would do, the first of these that does; our own first.
const PREFERRED: [&str; 8] =
    ["Apache-2.0", "MIT", "MIT-0", "ISC", "Zlib", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0"];

/// One thing that somebody else made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    /// Crate, Maven coordinates, or what people call it.
    pub(crate) name: String,
    /// Empty where nobody says.
    pub(crate) version: String,
    /// SPDX expression.
    pub(crate) licence: String,
    /// Where its sources are.
    pub(crate) home: String,
    /// Who holds the copyright, as its licence files say.
    pub(crate) holders: Vec<String>,
}

/// `cargo xtask notices [--write]`.
pub(crate) fn run(words: &[String]) -> Done {
    match words {
        [] => check(),
        [flag] if flag == "--write" => {
            let file = file();
            fs::write(&file, generate()?).map_err(|e| format!("{}: {e}", file.display()))
        }
        _ => Err("notices takes nothing or --write".to_owned()),
    }
}

/// The file says what is true now.
pub(crate) fn check() -> Done {
    let now = generate()?;
    if now.len() > MOST {
        return Err(format!("notices take {} bytes, {MOST} are the most", now.len()));
    }
    if now == kept() {
        return Ok(());
    }
    Err(format!("{} is not what ships: cargo xtask notices --write", file().display()))
}

fn file() -> PathBuf {
    paths::root().join("android/ui/src/main/res/raw/findmesh_notices.txt")
}

fn kept() -> String {
    fs::read_to_string(file()).unwrap_or_default()
}

fn generate() -> Result<String, String> {
    let policy = Policy::load()?;
    let mut rust = crates::shipped()?;
    rust.extend(policy.notices.into_iter().map(|(name, part)| Part {
        name,
        version: String::new(),
        licence: part.licence,
        home: part.home,
        holders: vec![part.holders],
    }));
    rust.sort_by_key(|part| part.name.to_lowercase());
    let mut taken = BTreeSet::new();
    let mut text = format!("findmesh {}\n# Native\n", env!("CARGO_PKG_VERSION"));
    text.push_str(&lines(&rust, &mut taken)?);
    let android = android(&mut taken)?;
    text.push_str(&format!("{ANDROID}\n{android}"));
    for id in taken {
        let licence =
            spdx::license_id(&id).ok_or_else(|| format!("no licence '{id}' in the list of SPDX"))?;
        text.push_str(&format!("= {id}\t{}\n{}\n", licence.full_name, licence.text().trim()));
    }
    Ok(text)
}

/// Maven's half; as it stands in the file where there is no Maven.
fn android(taken: &mut BTreeSet<String>) -> Result<String, String> {
    if maven::missing().is_none() {
        return lines(&poms::shipped()?, taken);
    }
    eprintln!("   notices: without Maven its half is taken as it stands");
    let kept = kept();
    let half = kept.split_once(ANDROID).map_or("", |(_, rest)| rest.trim_start());
    let half: String =
        half.lines().take_while(|l| !l.starts_with("= ")).map(|line| format!("{line}\n")).collect();
    let licences = half.lines().filter_map(|line| line.split('\t').nth(2));
    taken.extend(licences.map(str::to_owned));
    Ok(half)
}

fn lines(parts: &[Part], taken: &mut BTreeSet<String>) -> Result<String, String> {
    let mut text = String::new();
    for part in parts {
        let ids = chosen(&part.licence).ok_or_else(|| {
            format!("{} comes under '{}', which is not understood", part.name, part.licence)
        })?;
        let holders = part.holders.join("; ");
        text.push_str(&format!(
            "{}\t{}\t{}\t{}\t{holders}\n",
            part.name,
            part.version,
            ids.join(" AND "),
            part.home
        ));
        taken.extend(ids);
    }
    Ok(text)
}

/// The licences that we take of an expression: one that does alone, else all that it names.
fn chosen(licence: &str) -> Option<Vec<String>> {
    let expression = Expression::parse_mode(licence, ParseMode::LAX).ok()?;
    let alone = |id: &str| {
        let does = |req: &LicenseReq| req.license.id().is_some_and(|known| known.name == id);
        expression.evaluate(does)
    };
    if let Some(id) = PREFERRED.iter().find(|id| alone(id)) {
        return Some(vec![(*id).to_owned()]);
    }
    let ids: Option<Vec<String>> =
        expression.requirements().map(|r| r.req.license.id().map(|id| id.name.to_owned())).collect();
    ids.filter(|ids| !ids.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_licence_is_taken_where_one_does() {
        for (licence, taken) in [
            ("MIT OR Apache-2.0", "Apache-2.0"),
            ("MIT/Apache-2.0", "Apache-2.0"),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", "Apache-2.0"),
            ("Unlicense OR MIT", "MIT"),
            ("MPL-2.0", "MPL-2.0"),
            ("blessing", "blessing"),
        ] {
            assert_eq!(chosen(licence), Some(vec![taken.to_owned()]), "{licence}");
        }
        assert_eq!(chosen("MIT AND Unicode-3.0"), Some(vec!["MIT".to_owned(), "Unicode-3.0".to_owned()]));
        assert_eq!(chosen("whatever I like"), None);
    }

    #[test]
    fn a_line_holds_what_the_screen_shows() {
        let part = Part {
            name: "a".into(),
            version: "1.0".into(),
            licence: "MIT".into(),
            home: "https://a".into(),
            holders: vec!["2020 A".into(), "2021 B".into()],
        };
        let mut taken = BTreeSet::new();
        assert_eq!(lines(&[part], &mut taken).unwrap(), "a\t1.0\tMIT\thttps://a\t2020 A; 2021 B\n");
        assert_eq!(taken, BTreeSet::from(["MIT".to_owned()]));
    }
}
