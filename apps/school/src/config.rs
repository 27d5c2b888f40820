//! `[school]`: when people are told of things.

use preau_kernel::config::Span;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolConfig {
    /// Changes of the timetable are gathered for so long before those concerned get one mail of them all.
    pub digest_delay: Span,
    /// No mail about absences goes out from this time of day…
    pub quiet_from: String,
    /// …to this one, on the place's clock.
    pub quiet_to: String,
    /// From so many absences in a month on, they are shown and mailed once.
    pub absences_per_month: i64,
    /// Under this rate of presence, in percent, a student is shown and mailed once.
    pub presence_percent: i64,
    /// So long a found absence can be justified.
    pub justify_within: Span,
    /// So long before a lesson its check-in can be opened.
    pub check_in_ahead: Span,
    /// Whoever checks in so long after the lesson began is late.
    pub late_after: Span,
    /// So long after a lesson its professors are reminded of a register that is not closed.
    pub remind_after: Span,
    /// So long it is remembered with which device and from which network somebody checked in, to judge the next time.
    pub forget_devices_after: Span,
}

impl Default for SchoolConfig {
    fn default() -> Self {
        Self {
            digest_delay: Span::seconds(300),
            quiet_from: "20:00".to_owned(),
            quiet_to: "07:00".to_owned(),
            absences_per_month: 3,
            presence_percent: 80,
            justify_within: Span::days(7),
            check_in_ahead: Span::seconds(900),
            late_after: Span::seconds(300),
            remind_after: Span::seconds(1800),
            forget_devices_after: Span::days(30),
        }
    }
}
