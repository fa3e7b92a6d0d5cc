//! Framing of relay messages: `uvarint length ‖ message ‖ zero bytes` in one of five sizes, so that a
//! body's length says little about its content (docs/formats.md §4).

use alloc::vec;
use alloc::vec::Vec;

use prost::Message;

/// The sizes of a frame, in bytes. A message travels in the smallest that holds it.
pub const SIZES: [usize; 5] = [512, 1024, 4096, 16 * 1024, 64 * 1024];

/// Most bytes of a frame.
pub const MAX_SIZE: usize = 64 * 1024;

/// Most bytes of the length in front of a message.
const MAX_PREFIX: usize = 3;

/// A body that is no frame, or a message that fits none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not one of [`SIZES`], or not the smallest of them that holds the message. The relay answers 413.
    #[error("{0} bytes are not the size of a frame")]
    BadSize(usize),
    /// The content is not well formed. The relay answers 400.
    #[error("not a frame: {0}")]
    BadFrame(BadFrame),
}

/// What is wrong inside a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFrame {
    /// The length is longer than three bytes or not in its shortest form.
    #[error("malformed length")]
    Length,
    /// The message does not fit into the frame.
    #[error("the message is longer than the frame")]
    Overrun,
    /// A byte after the message is not zero.
    #[error("padding that is not zero")]
    Padding,
    /// The message is not valid protobuf of its type.
    #[error("malformed message")]
    Message,
}

/// Frames a message.
pub fn encode(message: &impl Message) -> Result<Vec<u8>, FrameError> {
    let content = message.encode_length_delimited_to_vec();
    let size = fitting(content.len()).ok_or(FrameError::BadSize(content.len()))?;
    let mut body = vec![0; size];
    let (start, _) = body.split_at_mut_checked(content.len()).ok_or(FrameError::BadSize(content.len()))?;
    start.copy_from_slice(&content);
    Ok(body)
}

/// Reads a frame: the whole body, nothing before or after it. Fields that the message type does not have
/// are ignored.
pub fn decode<M: Message + Default>(body: &[u8]) -> Result<M, FrameError> {
    if !SIZES.contains(&body.len()) {
        return Err(FrameError::BadSize(body.len()));
    }
    let (prefix, length) = read_length(body)?;
    let used = prefix + length;
    let (content, padding) = body.split_at_checked(used).ok_or(FrameError::BadFrame(BadFrame::Overrun))?;
    if fitting(used) != Some(body.len()) {
        return Err(FrameError::BadSize(body.len()));
    }
    if padding.iter().any(|byte| *byte != 0) {
        return Err(FrameError::BadFrame(BadFrame::Padding));
    }
    let (_, message) = content.split_at_checked(prefix).ok_or(FrameError::BadFrame(BadFrame::Length))?;
    M::decode(message).map_err(|_| FrameError::BadFrame(BadFrame::Message))
}

/// The smallest size that holds so many bytes.
fn fitting(bytes: usize) -> Option<usize> {
    SIZES.into_iter().find(|size| *size >= bytes)
}

/// How many bytes the length takes, and the length.
fn read_length(body: &[u8]) -> Result<(usize, usize), FrameError> {
    let mut length = 0;
    for (at, byte) in body.iter().take(MAX_PREFIX).enumerate() {
        length |= usize::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            let shortest = *byte != 0 || at == 0;
            return if shortest { Ok((at + 1, length)) } else { Err(FrameError::BadFrame(BadFrame::Length)) };
        }
    }
    Err(FrameError::BadFrame(BadFrame::Length))
}
