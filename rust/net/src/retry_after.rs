//! `Retry-After` (RFC 9110 §10.2.3): seconds or a date.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::transport::HttpResponse;

/// Milliseconds from now; a date in the past is 0. None without the header or when it is neither form.
pub(crate) fn retry_after_ms(answer: &HttpResponse) -> Option<u64> {
    let value = answer.header("retry-after")?.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a u64 holds is as good as never.
        return (!value.is_empty()).then(|| value.parse().unwrap_or(u64::MAX).saturating_mul(1000));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let wait = until.duration_since(sender_time(answer)).unwrap_or_default();
    Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))
}

/// The relay's own clock counts: a phone's may be wrong.
fn sender_time(answer: &HttpResponse) -> SystemTime {
    let date = answer.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
    date.filter(|date| *date > UNIX_EPOCH).unwrap_or_else(SystemTime::now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(headers: &[(&str, &str)]) -> Option<u64> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        retry_after_ms(&HttpResponse { status: 503, headers, body: vec![] })
    }

    #[test]
    fn seconds() {
        assert_eq!(wait(&[("retry-after", "120")]), Some(120_000));
        assert_eq!(wait(&[("Retry-After", " 0 ")]), Some(0));
        assert_eq!(wait(&[("retry-after", "99999999999999999999999")]), Some(u64::MAX));
    }

    #[test]
    fn a_date_counts_from_the_relays_clock() {
        let date = ("date", "Sun, 22 Nov 2026 12:00:00 GMT");
        assert_eq!(wait(&[date, ("retry-after", "Sun, 22 Nov 2026 12:01:30 GMT")]), Some(90_000));
        assert_eq!(wait(&[date, ("retry-after", "Sun, 22 Nov 2026 11:00:00 GMT")]), Some(0));
        assert_eq!(wait(&[("retry-after", "Thu, 01 Jan 2015 00:00:00 GMT")]), Some(0));
    }

    #[test]
    fn anything_else_is_nothing() {
        for value in ["", "soon", "-5", "1.5", "Sun, 99 Nov"] {
            assert_eq!(wait(&[("retry-after", value)]), None, "{value}");
        }
        assert_eq!(wait(&[]), None);
    }
}
