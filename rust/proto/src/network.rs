//! The networks that a report or a key can belong to.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

/// The network of a report and of a key. (An advert's format has a name of its own:
/// [`crate::Advert::network`].)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Network {
    /// Our own.
    Native,
    /// Apple's offline finding.
    Apple,
    /// Google's Find Hub network.
    Fhn,
}

impl Network {
    /// All of them, by wire number.
    pub const ALL: [Self; 3] = [Self::Native, Self::Apple, Self::Fhn];

    /// The name in configuration, JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Apple => "apple",
            Self::Fhn => "fhn",
        }
    }

    /// The number in protobuf messages: 1, 2, 3 (docs/formats.md §4).
    pub const fn number(self) -> i32 {
        match self {
            Self::Native => 1,
            Self::Apple => 2,
            Self::Fhn => 3,
        }
    }

    /// The network with this number; `None` for 0 (unspecified) and numbers unknown to this version.
    pub fn from_number(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.number() == number)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The text names no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a network: native, apple or fhn")]
pub struct NetworkError;

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        Self::ALL.into_iter().find(|network| network.as_str() == text).ok_or(NetworkError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for network in Network::ALL {
            assert_eq!(network.as_str().parse(), Ok(network));
            assert_eq!(Network::from_number(network.number()), Some(network));
            let json = serde_json::to_string(&network).unwrap();
            assert_eq!(json.trim_matches('"'), network.as_str());
        }
        assert_eq!(Network::from_number(0), None);
        assert_eq!("Native".parse::<Network>(), Err(NetworkError));
    }
}
