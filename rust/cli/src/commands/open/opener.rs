//! Opening with one private key of any network, many reports at once.

use findmesh_crypto::{apple, fhn, native, p256, parallel};
use findmesh_proto::Network;

use super::opened::Opened;
use crate::commands::private_keys;
use crate::failure::Failure;

/// Reports that one thread opens at a time.
const PIECE: usize = 32;

/// A private key.
pub(super) enum Opener {
    Native { private_key: native::PrivateKey, service_uuid: [u8; 16] },
    Apple(apple::PrivateKey),
    Fhn(fhn::PrivateKey),
}

impl Opener {
    pub(super) fn new(network: Network, digits: &str, service_uuid: [u8; 16]) -> Result<Self, Failure> {
        Ok(match network {
            Network::Native => Self::Native { private_key: private_keys::native(digits)?, service_uuid },
            Network::Apple => Self::Apple(private_keys::apple(digits)?),
            Network::Fhn => Self::Fhn(private_keys::fhn(digits)?),
        })
    }

    /// On all cores; the answers stand in the order of the bodies.
    pub(super) fn open(&self, bodies: &[&[u8]]) -> Vec<Result<Opened, String>> {
        match self {
            Self::Native { private_key, service_uuid } => parallel::map(bodies, PIECE, |bodies| {
                let open = |body: &&[u8]| native::open(p256::backend(), private_key, body, service_uuid);
                bodies.iter().map(open).map(|opened| told(opened, Opened::Native)).collect()
            }),
            Self::Apple(private_key) => {
                let reports: Vec<_> = bodies.iter().map(|body| (private_key, *body)).collect();
                apple::open_batch(&reports).into_iter().map(|opened| told(opened, Opened::Apple)).collect()
            }
            Self::Fhn(private_key) => {
                let reports: Vec<_> = bodies.iter().map(|body| (private_key, *body)).collect();
                fhn::open_batch(&reports).into_iter().map(|opened| told(opened, Opened::Fhn)).collect()
            }
        }
    }

    /// Under which a relay keeps the reports that this key opens.
    pub(super) fn lookup_id(&self) -> Vec<u8> {
        match self {
            Self::Native { private_key, .. } => native::lookup_id(private_key.key()).to_vec(),
            Self::Apple(private_key) => apple::lookup_id(private_key.key()).to_vec(),
            Self::Fhn(private_key) => private_key.eid().lookup_id().to_vec(),
        }
    }
}

fn told<R, E: std::fmt::Display>(opened: Result<R, E>, kind: fn(R) -> Opened) -> Result<Opened, String> {
    opened.map(kind).map_err(|error| error.to_string())
}
