//! What a calendar says of one event.

use chrono::NaiveDate;

use super::super::interval::Interval;

/// What the receiver is to do with it (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Look at it: a feed.
    Publish,
    /// Enter it, or change what is entered.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// As `METHOD` says, and the `method` of the media type of a mail part.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Confirmed,
    Tentative,
    Cancelled,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Time(Interval),
    /// Whole days, both counted.
    Days(NaiveDate, NaiveDate),
}

/// Who calls or comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for ever, over all changes.
    pub uid: String,
    /// Rises with every change that the receiver should notice.
    pub sequence: i64,
    /// When this was said: seconds since 1970.
    pub stamp: i64,
    pub when: When,
    pub summary: String,
    pub description: String,
    pub location: String,
    /// Empty: none.
    pub url: String,
    pub status: Status,
    /// Whether it takes the time (a public holiday does not).
    pub is_busy: bool,
    pub organizer: Option<Party>,
    pub attendees: Vec<Party>,
}

impl Event {
    pub fn new(uid: impl Into<String>, stamp: i64, when: When, summary: impl Into<String>) -> Self {
        Self {
            uid: uid.into(),
            sequence: 0,
            stamp,
            when,
            summary: summary.into(),
            description: String::new(),
            location: String::new(),
            url: String::new(),
            status: Status::Confirmed,
            is_busy: true,
            organizer: None,
            attendees: Vec::new(),
        }
    }
}
