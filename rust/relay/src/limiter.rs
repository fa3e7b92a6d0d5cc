//! Requests a minute a peer: a bucket of tokens each, in memory only.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Buckets held at most; past that, full ones go, then all.
const MAX_PEERS: usize = 100_000;

/// Limits peers by their address. Addresses are never stored or logged.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    per_minute: f64,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    at: Duration,
}

impl RateLimiter {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute: per_minute.into(), buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request of a peer at a monotonic time; when there is none left, says in how many seconds
    /// there will be.
    pub(crate) fn take(&self, peer: IpAddr, now: Duration) -> Result<(), u32> {
        let Some(peer) = limited(peer) else { return Ok(()) };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_PEERS {
            self.make_room(&mut buckets, now);
        }
        let bucket = buckets.entry(peer).or_insert(Bucket { tokens: self.per_minute, at: now });
        *bucket = self.refilled(*bucket, now);
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        Err(self.seconds_to_next(bucket.tokens))
    }

    fn refilled(&self, bucket: Bucket, now: Duration) -> Bucket {
        let gained = now.saturating_sub(bucket.at).as_secs_f64() * self.per_minute / 60.0;
        Bucket { tokens: (bucket.tokens + gained).min(self.per_minute), at: now }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and 60: at least one request a minute is configured"
    )]
    fn seconds_to_next(&self, tokens: f64) -> u32 {
        ((1.0 - tokens) * 60.0 / self.per_minute).ceil().clamp(1.0, 60.0) as u32
    }

    fn make_room(&self, buckets: &mut HashMap<IpAddr, Bucket>, now: Duration) {
        buckets.retain(|_, bucket| self.refilled(*bucket, now).tokens < self.per_minute);
        if buckets.len() >= MAX_PEERS {
            buckets.clear();
        }
    }
}

/// The address that is counted: none for loopback, the /64 of an IPv6 address, since a peer has all of it.
fn limited(peer: IpAddr) -> Option<IpAddr> {
    match peer.to_canonical() {
        peer if peer.is_loopback() => None,
        IpAddr::V6(v6) => Some(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64))),
        peer => Some(peer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_minute_is_counted_for_each_peer() {
        let limiter = RateLimiter::new(120);
        let start = Duration::from_secs(1000);
        for _ in 0..120 {
            assert_eq!(limiter.take(peer("192.0.2.1"), start), Ok(()));
        }
        assert_eq!(limiter.take(peer("192.0.2.1"), start), Err(1));
        assert_eq!(limiter.take(peer("192.0.2.2"), start), Ok(()));
        let later = start + Duration::from_secs(30);
        for _ in 0..60 {
            assert_eq!(limiter.take(peer("192.0.2.1"), later), Ok(()));
        }
        assert_eq!(limiter.take(peer("192.0.2.1"), later), Err(1));
    }

    #[test]
    fn a_slow_limit_names_its_wait() {
        let limiter = RateLimiter::new(2);
        let now = Duration::ZERO;
        assert_eq!(
            (limiter.take(peer("192.0.2.1"), now), limiter.take(peer("192.0.2.1"), now)),
            (Ok(()), Ok(()))
        );
        assert_eq!(limiter.take(peer("192.0.2.1"), now), Err(30));
    }

    #[test]
    fn loopback_is_not_limited() {
        let limiter = RateLimiter::new(1);
        for address in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            for _ in 0..3 {
                assert_eq!(limiter.take(peer(address), Duration::ZERO), Ok(()));
            }
        }
    }

    #[test]
    fn a_peer_has_its_whole_ipv6_network() {
        let limiter = RateLimiter::new(1);
        assert_eq!(limiter.take(peer("2001:db8::1"), Duration::ZERO), Ok(()));
        assert!(limiter.take(peer("2001:db8::2"), Duration::ZERO).is_err());
        assert_eq!(limiter.take(peer("2001:db8:0:1::2"), Duration::ZERO), Ok(()));
    }

    #[test]
    fn memory_is_bounded() {
        let limiter = RateLimiter::new(1);
        for number in 0..=100_000u32 {
            let _ = limiter.take(IpAddr::V4(number.wrapping_add(0x0a00_0000).into()), Duration::ZERO);
        }
        assert!(limiter.buckets.lock().unwrap().len() <= MAX_PEERS);
    }
}
