//! Why a query or a descriptor was not had.

use findmesh_proto::frame::FrameError;
use thiserror::Error;

use crate::refusal::Refusal;
use crate::transport::TransportError;

/// What can go wrong between an owner and the relay.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NetError {
    /// No answer.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The relay said no, or sent elsewhere.
    #[error("the relay refuses: {0}")]
    Refused(Refusal),
    /// The answer is not what the relay's API says.
    #[error("not a relay's answer: {0}")]
    BadAnswer(BadAnswer),
    /// The question does not fit a frame.
    #[error("the question is too long: {0}")]
    Question(FrameError),
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadAnswer {
    /// Another media type.
    #[error("another media type")]
    MediaType,
    /// Not a frame.
    #[error("{0}")]
    Frame(FrameError),
    /// Not a descriptor.
    #[error("not a descriptor")]
    Descriptor,
}
