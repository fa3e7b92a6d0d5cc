//! What relay and phone exchange: messages, and the documents beside them.

use alloc::vec::Vec;

use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Target;
use crate::{Descriptor, ProblemDocument, Query, QueryResult, UploadBatch, frame};

/// All of them.
pub const TARGETS: [Target; 5] = [
    ("message_upload", upload),
    ("message_query", query),
    ("message_result", result),
    ("document_descriptor", descriptor),
    ("document_problem", problem),
];

/// Reports on their way to the relay.
pub fn upload(data: &[u8]) {
    check_message::<UploadBatch>(data);
}

/// An owner's question.
pub fn query(data: &[u8]) {
    check_message::<Query>(data);
}

/// The relay's answer.
pub fn result(data: &[u8]) {
    check_message::<QueryResult>(data);
}

/// What a relay says of itself.
pub fn descriptor(data: &[u8]) {
    check_document::<Descriptor>(data);
}

/// A refusal.
pub fn problem(data: &[u8]) {
    check_document::<ProblemDocument>(data);
}

/// A body that is a frame is the frame that its message is written as, unless it holds fields or encodings of another
/// kind. The message alone is tried, too: few bytes are frames.
fn check_message<M: Message + Default + PartialEq>(data: &[u8]) {
    if let Ok(message) = M::decode(data) {
        check_frame(&message);
    }
    if let Ok(message) = frame::decode::<M>(data) {
        check_frame(&message);
    }
}

fn check_frame<M: Message + Default + PartialEq>(message: &M) {
    let Ok(written) = frame::encode(message) else {
        return;
    };
    assert!(frame::SIZES.contains(&written.len()));
    assert!(frame::decode::<M>(&written).is_ok_and(|again| again == *message));
}

/// What is read is written and read as the same.
fn check_document<D: DeserializeOwned + Serialize + PartialEq>(data: &[u8]) {
    let Ok(document) = serde_json::from_slice::<D>(data) else {
        return;
    };
    let written: Vec<u8> = serde_json::to_vec(&document).unwrap_or_default();
    assert!(serde_json::from_slice::<D>(&written).is_ok_and(|again| again == document));
}
