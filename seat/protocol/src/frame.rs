//! From a text of JSON to a message and back.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::VERSION;

/// Bytes of one frame, either way.
pub const MAX_FRAME: usize = 16 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameError {
    TooLarge,
    Malformed,
    UnknownVersion,
}

impl FrameError {
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::UnknownVersion => "unknown_version",
        }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for FrameError {}

/// A [`crate::FromSeat`] or [`crate::FromServer`]. Unknown fields are passed over, unknown kinds of message are malformed.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, FrameError> {
    if text.len() > MAX_FRAME {
        return Err(FrameError::TooLarge);
    }
    let mut said: Value = serde_json::from_str(text).map_err(|_| FrameError::Malformed)?;
    let fields = said.as_object_mut().ok_or(FrameError::Malformed)?;
    let version = fields.remove("v").ok_or(FrameError::Malformed)?;
    if version.as_u64().ok_or(FrameError::Malformed)? != u64::from(VERSION) {
        return Err(FrameError::UnknownVersion);
    }
    serde_json::from_value(said).map_err(|_| FrameError::Malformed)
}

pub fn encode<T: Serialize>(message: &T) -> String {
    let mut said = serde_json::to_value(message).unwrap_or_default();
    if let Some(fields) = said.as_object_mut() {
        fields.insert("v".into(), VERSION.into());
    }
    said.to_string()
}
