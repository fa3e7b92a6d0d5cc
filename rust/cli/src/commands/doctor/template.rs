//! A configuration file with every default, for people to change.

use findmesh_core::FinderConfig;
use findmesh_core::config::{FinderMode, Limit, Rule};
use findmesh_proto::Network;
use findmesh_proto::deployment::format_uuid;

use super::words::range;

/// The file. Values stand as comments: what is not changed follows the defaults of later versions.
pub(super) fn template() -> String {
    let config = FinderConfig::default();
    let mut file = head(&config);
    let mut section = "";
    for limit in config.limits() {
        let (of, name) = limit.path.split_once('.').unwrap_or(("", limit.path));
        if of != section {
            file += &format!("\n[{of}]\n");
            section = of;
        }
        file += &format!("# {} ({})\n", limit.meaning, hints(&limit));
        file += &format!("#{name} = {}\n", toml_number(&limit));
    }
    file
}

fn head(config: &FinderConfig) -> String {
    let networks = Network::ALL.map(Network::as_str).join(", ");
    let modes = FinderMode::ALL.map(FinderMode::as_str).join(", ");
    let uuid = format_uuid(&config.deployment.service_uuid);
    format!(
        "# Configuration of a finder. Every line that is a value shows its default; remove the # to change it.\n\
         # Times are in milliseconds. `findmesh doctor --config FILE` explains what a file comes to.\n\n\
         # Networks whose tags are reported, of: {networks}\n#networks = [\"native\"]\n\n\
         # The kind of app that the finder lives in, of: {modes}\n#mode = \"{}\"\n\n\
         # Listens at half the duty while the screen is off, where the phone can\n#saving = {}\n\n\
         [deployment]\n# Names the operator's network on the air\n#service_uuid = \"{uuid}\"\n\
         # Bluetooth company id of its compact adverts; without one only the extended form is heard\n\
         #company_id = \"ffff\"\n",
        config.mode.as_str(),
        config.saving,
    )
}

/// The range, and what it must not be above.
fn hints(limit: &Limit) -> String {
    let mut hints = range(limit);
    for Rule { path, at_most } in FinderConfig::rules() {
        if path == limit.path {
            hints += &format!(", at most {at_most}");
        }
    }
    hints
}

/// As TOML reads it: a number with decimals keeps its point, and all of its decimals.
fn toml_number(limit: &Limit) -> String {
    let value = limit.value.value();
    if limit.whole { format!("{value:.0}") } else { format!("{value:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_the_defaults_as_it_is_and_with_every_comment_removed() {
        let file = template();
        assert_eq!(toml::from_str::<FinderConfig>(&file).unwrap(), FinderConfig::default());
        let bare: String = file
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        let config: FinderConfig = toml::from_str(&bare).unwrap();
        let deployment = FinderConfig::default().deployment.with_company_id(0xFFFF);
        assert_eq!(config, FinderConfig { deployment, ..FinderConfig::default() });
        assert_eq!(config.check(), Ok(()));
        assert!(file.lines().filter(|line| line.contains(" = ")).count() > config.limits().len());
    }
}
