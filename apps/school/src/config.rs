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
        }
    }
}
