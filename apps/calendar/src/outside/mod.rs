//! Reading somebody's outside calendar over the network. Its address was typed by a person: it may lead anywhere, and what
//! answers may be hostile.
//!
//! Map: here what is asked, answered and can go wrong · `address` which machines are nobody's business · `web` the asking.

mod address;
mod web;

pub use address::is_public;
pub use web::{Resolver, Web};

use crate::domain::ical::busy::FeedProblem;

/// Bytes that are read of an answer.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// What is asked for, and what of it was seen before.
#[derive(Clone, Default)]
pub struct Asked {
    /// A secret: whoever has it reads the calendar.
    pub url: String,
    pub etag: Option<String>,
    pub modified: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// What was seen before still is so.
    Unchanged,
    New {
        bytes: Vec<u8>,
        etag: Option<String>,
        modified: Option<String>,
    },
}

/// Why a calendar could not be read. It never quotes the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    WrongAddress,
    NotHttps,
    /// It leads into a network that is not everybody's.
    PrivateAddress,
    UnknownHost,
    Unreachable,
    TooManyRedirects,
    Forbidden,
    Gone,
    ServerFailed,
    TooLarge,
    TooSlow,
    NoCalendar,
    TooMany,
}

impl Problem {
    pub const ALL: [Self; 13] = [
        Self::WrongAddress,
        Self::NotHttps,
        Self::PrivateAddress,
        Self::UnknownHost,
        Self::Unreachable,
        Self::TooManyRedirects,
        Self::Forbidden,
        Self::Gone,
        Self::ServerFailed,
        Self::TooLarge,
        Self::TooSlow,
        Self::NoCalendar,
        Self::TooMany,
    ];

    /// Stable: stored and shown to programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongAddress => "wrong_address",
            Self::NotHttps => "not_https",
            Self::PrivateAddress => "private_address",
            Self::UnknownHost => "unknown_host",
            Self::Unreachable => "unreachable",
            Self::TooManyRedirects => "too_many_redirects",
            Self::Forbidden => "forbidden",
            Self::Gone => "gone",
            Self::ServerFailed => "server_failed",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::NoCalendar => "no_calendar",
            Self::TooMany => "too_many",
        }
    }
}

impl From<FeedProblem> for Problem {
    fn from(problem: FeedProblem) -> Self {
        match problem {
            FeedProblem::TooLarge => Self::TooLarge,
            FeedProblem::NoCalendar => Self::NoCalendar,
            FeedProblem::TooMany => Self::TooMany,
        }
    }
}
