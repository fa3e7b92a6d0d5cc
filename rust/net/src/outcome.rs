//! What an answer to an upload means for the queue (docs/finder.md §3).

use findmesh_core::UploadOutcome;
use findmesh_proto::Problem;

use crate::refusal::Refusal;
use crate::transport::{HttpResponse, TransportError};

/// The class of an answer, or of its absence.
///
/// * 2xx: held
/// * `invalid_report`, `bad_frame`: this report, or the one of several that the relay names, will never be taken
/// * `unlisted_network`: this network waits
/// * 408, 425, 429, 5xx, no answer: again later
/// * anything else, redirects included, since they are never followed: the queue waits
#[must_use]
pub fn upload_outcome(answer: &Result<HttpResponse, TransportError>) -> UploadOutcome {
    let Ok(answer) = answer else {
        return UploadOutcome::Retry { status: None, after_ms: None };
    };
    let Some(refusal) = Refusal::of(answer) else {
        return UploadOutcome::Held;
    };
    let status = refusal.status;
    match (status, refusal.problem) {
        (408 | 425 | 429 | 500..=599, _) => {
            UploadOutcome::Retry { status: Some(status), after_ms: refusal.retry_after_ms }
        }
        (400..=499, Some(Problem::InvalidReport | Problem::BadFrame)) => {
            UploadOutcome::Rejected { status, index: refusal.index }
        }
        (400..=499, Some(Problem::UnlistedNetwork)) => UploadOutcome::NetworkUnlisted,
        _ => UploadOutcome::Refused { status },
    }
}

#[cfg(test)]
mod tests {
    use findmesh_proto::ProblemDocument;

    use super::*;
    use crate::transport::UnreachableReason;

    fn answer(status: u16, body: &str) -> UploadOutcome {
        let headers = vec![("retry-after".to_owned(), "7".to_owned())];
        upload_outcome(&Ok(HttpResponse { status, headers, body: body.as_bytes().to_vec() }))
    }

    fn problem(problem: Problem) -> UploadOutcome {
        answer(problem.status(), &serde_json::to_string(&ProblemDocument::new(problem)).unwrap())
    }

    #[test]
    fn every_answer_has_its_class() {
        assert_eq!(answer(204, ""), UploadOutcome::Held);
        assert_eq!(answer(200, "a receipt"), UploadOutcome::Held);
        for status in [408, 425, 429, 500, 502, 503, 599] {
            let retry = UploadOutcome::Retry { status: Some(status), after_ms: Some(7000) };
            assert_eq!(answer(status, "<html>"), retry);
        }
        for status in [301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 410, 413, 415, 422, 451] {
            assert_eq!(answer(status, "<html>"), UploadOutcome::Refused { status });
        }
    }

    #[test]
    fn every_problem_has_its_class() {
        for each in Problem::ALL {
            let status = each.status();
            let expected = match each {
                Problem::InvalidReport | Problem::BadFrame => UploadOutcome::Rejected { status, index: None },
                Problem::UnlistedNetwork => UploadOutcome::NetworkUnlisted,
                Problem::RateLimited => UploadOutcome::Retry { status: Some(429), after_ms: Some(7000) },
                _ => UploadOutcome::Refused { status },
            };
            assert_eq!(problem(each), expected);
        }
    }

    #[test]
    fn the_report_that_the_relay_names_is_told() {
        let document = r#"{"type":"/problems/invalid_report","index":3}"#;
        assert_eq!(answer(422, document), UploadOutcome::Rejected { status: 422, index: Some(3) });
        let absurd = r#"{"type":"/problems/invalid_report","index":-3}"#;
        assert_eq!(answer(422, absurd), UploadOutcome::Refused { status: 422 });
    }

    #[test]
    fn a_failing_server_never_costs_a_report() {
        let document = serde_json::to_string(&ProblemDocument::new(Problem::InvalidReport)).unwrap();
        assert!(matches!(answer(500, &document), UploadOutcome::Retry { .. }));
        assert_eq!(answer(302, &document), UploadOutcome::Refused { status: 302 });
    }

    #[test]
    fn no_answer_is_tried_again() {
        for error in [
            TransportError::Timeout,
            TransportError::Unreachable(UnreachableReason::Refused),
            TransportError::Tls("unknown issuer".to_owned()),
            TransportError::AnswerTooLarge,
            TransportError::Other("host exception".to_owned()),
        ] {
            assert_eq!(upload_outcome(&Err(error)), UploadOutcome::Retry { status: None, after_ms: None });
        }
    }
}
