//! Where a relay is.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use thiserror::Error;

/// Address of a relay: https, or plain http to a loopback address and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RelayUrl {
    /// `scheme://host[:port][/path]` without a slash at the end.
    base: String,
}

/// Why a text is not the URL of a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RelayUrlError {
    /// Neither `https://` nor `http://`.
    #[error("a relay URL begins with https://")]
    Scheme,
    /// No host, or one that cannot be.
    #[error("not a valid host")]
    Host,
    /// Not a number from 1 to 65535.
    #[error("not a valid port")]
    Port,
    /// A user name or password.
    #[error("a relay URL holds no user name")]
    UserInfo,
    /// Characters that a path cannot hold, a query or a fragment.
    #[error("not a valid path; a relay URL has no query and no fragment")]
    Path,
    /// Plain http to another machine.
    #[error("plain http is for loopback addresses only, such as http://127.0.0.1:8787; use https")]
    PlainHttp,
}

impl RelayUrl {
    /// Checks and normalises a URL.
    pub fn parse(text: &str) -> Result<Self, RelayUrlError> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(RelayUrlError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let (host, port) = split_port(authority)?;
        let host = host.to_ascii_lowercase();
        check_host(&host)?;
        check_path(path)?;
        match scheme.as_str() {
            "https" => {}
            "http" if is_loopback(&host) => {}
            "http" => return Err(RelayUrlError::PlainHttp),
            _ => return Err(RelayUrlError::Scheme),
        }
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self { base: format!("{scheme}://{host}{port}{}", path.trim_end_matches('/')) })
    }

    /// The URL of a call; `path` begins with a slash.
    #[must_use]
    pub fn call(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The URL itself, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.base
    }
}

impl fmt::Display for RelayUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.base)
    }
}

impl FromStr for RelayUrl {
    type Err = RelayUrlError;

    fn from_str(text: &str) -> Result<Self, RelayUrlError> {
        Self::parse(text)
    }
}

/// The host, brackets of an IPv6 address included, and the port.
fn split_port(authority: &str) -> Result<(&str, Option<u16>), RelayUrlError> {
    if authority.contains('@') {
        return Err(RelayUrlError::UserInfo);
    }
    let (host, port) = match authority.rsplit_once(':') {
        // The last colon of `[::1]` belongs to the address.
        Some((_, rest)) if rest.ends_with(']') => (authority, None),
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let number = |port: &str| port.parse().ok().filter(|port| *port != 0).ok_or(RelayUrlError::Port);
    Ok((host, port.map(number).transpose()?))
}

fn check_host(host: &str) -> Result<(), RelayUrlError> {
    let valid = match bracketed(host) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_name(host),
    };
    if valid { Ok(()) } else { Err(RelayUrlError::Host) }
}

/// Letters, digits, hyphens and dots: a name in its ASCII form, or an IPv4 address.
fn is_name(host: &str) -> bool {
    let label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}

fn check_path(path: &str) -> Result<(), RelayUrlError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte);
    if path.bytes().all(allowed) { Ok(()) } else { Err(RelayUrlError::Path) }
}

/// An address, not a name: what `localhost` means is up to the machine.
fn is_loopback(host: &str) -> bool {
    let address = bracketed(host).unwrap_or(host);
    address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

fn bracketed(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_relay_url_is() {
        for (text, base) in [
            ("https://relay.example", "https://relay.example"),
            (" HTTPS://Relay.Example:8443/mesh/ ", "https://relay.example:8443/mesh"),
            ("https://192.0.2.7/", "https://192.0.2.7"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
            ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:8787/", "http://[::1]:8787"),
        ] {
            let url = RelayUrl::parse(text).unwrap();
            assert_eq!(url.as_str(), base);
            assert_eq!(url.call("/v1/query"), format!("{base}/v1/query"));
        }
    }

    #[test]
    fn what_it_is_not() {
        use RelayUrlError::{Host, Path, PlainHttp, Port, Scheme, UserInfo};
        for (text, error) in [
            ("relay.example", Scheme),
            ("ftp://relay.example", Scheme),
            ("https://", Host),
            ("https:///path", Host),
            ("https://re lay.example", Host),
            ("https://relay..example", Host),
            ("https://[::1", Host),
            ("https://relay.example?x", Host),
            ("https://relay.example:0", Port),
            ("https://relay.example:70000", Port),
            ("https://relay.example:", Port),
            ("https://user@relay.example", UserInfo),
            ("https://relay.example/a?b=c", Path),
            ("https://relay.example/a#b", Path),
            ("https://relay.example/a\r\nx: y", Path),
            ("http://relay.example", PlainHttp),
            ("http://localhost:8787", PlainHttp),
            ("http://192.168.1.2", PlainHttp),
            ("http://127.0.0.1.evil.example", PlainHttp),
            ("http://[2001:db8::1]", PlainHttp),
        ] {
            assert_eq!(RelayUrl::parse(text), Err(error), "{text}");
        }
    }
}
