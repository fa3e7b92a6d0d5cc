//! Reads a request's body: the right kind, one of the five sizes, in time, and never more than the largest.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use findmesh_proto::{MEDIA_TYPE, Problem, frame};
use http_body_util::BodyExt;
use prost::Message;

use crate::refusal::Refusal;

/// How much of a refused body is read and thrown away, so that its sender hears the answer instead of a
/// broken connection.
const DISCARDED: usize = 256 * 1024;
const DISCARD_TIME: Duration = Duration::from_secs(1);

/// The message in a request.
pub(super) async fn message<M: Message + Default>(
    request: Request<Body>,
    timeout: Duration,
) -> Result<M, Refusal> {
    let (parts, mut body) = request.into_parts();
    let checked = kind(&parts.headers).and_then(|()| announced_size(&parts.headers));
    if let Err(refusal) = checked {
        discard(&parts.headers, &mut body).await;
        return Err(refusal);
    }
    let bytes = tokio::time::timeout(timeout, bounded(&mut body)).await.map_err(|_| Refusal::Timeout)?;
    match bytes? {
        Some(bytes) => Ok(frame::decode(&bytes)?),
        None => {
            discard(&parts.headers, &mut body).await;
            Err(too_large())
        }
    }
}

fn kind(headers: &HeaderMap) -> Result<(), Refusal> {
    let encoding = headers.get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(Refusal::with_detail(Problem::BadMediaType, "the content encoding must be identity"));
    }
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(MEDIA_TYPE) {
        return Ok(());
    }
    Err(Refusal::Problem { problem: Problem::BadMediaType, detail: None, index: None })
}

/// A length that is announced is judged before a byte is read.
fn announced_size(headers: &HeaderMap) -> Result<(), Refusal> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match announced {
        Some(length) if !frame::SIZES.iter().any(|size| *size as u64 == length) => {
            let detail = format!("{length} bytes are not the size of a frame");
            Err(Refusal::with_detail(Problem::BadSize, detail))
        }
        _ => Ok(()),
    }
}

/// The whole body, or none when it is larger than the largest frame.
async fn bounded(body: &mut Body) -> Result<Option<Vec<u8>>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| broken())?;
        let Some(data) = frame.data_ref() else { continue };
        if bytes.len() + data.len() > frame::MAX_SIZE {
            return Ok(None);
        }
        bytes.extend_from_slice(data);
    }
    Ok(Some(bytes))
}

fn too_large() -> Refusal {
    Refusal::with_detail(Problem::BadSize, format!("more than {} bytes", frame::MAX_SIZE))
}

fn broken() -> Refusal {
    Refusal::with_detail(Problem::BadFrame, "the body ended early")
}

async fn discard(headers: &HeaderMap, body: &mut Body) {
    // A client that waits to be asked has not sent anything, and need not.
    if headers.contains_key(header::EXPECT) {
        return;
    }
    let _ = tokio::time::timeout(DISCARD_TIME, read_off(body)).await;
}

async fn read_off(body: &mut Body) {
    let mut left = DISCARDED;
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, |data| data.len());
        match left.checked_sub(length) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(media: &'static str, encoding: Option<&'static str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let _ = headers.insert(header::CONTENT_TYPE, media.parse().unwrap());
        if let Some(encoding) = encoding {
            let _ = headers.insert(header::CONTENT_ENCODING, encoding.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_media_type_is_ours() {
        assert!(kind(&headers(MEDIA_TYPE, None)).is_ok());
        assert!(kind(&headers("Application/Vnd.Findmesh+Protobuf; v=1", Some("identity"))).is_ok());
        assert!(kind(&headers("application/json", None)).is_err());
        assert!(kind(&headers(MEDIA_TYPE, Some("gzip"))).is_err());
        assert!(kind(&HeaderMap::new()).is_err());
    }
}
