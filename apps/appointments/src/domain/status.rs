//! The life of an appointment: booked, then held, missed or cancelled.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Booked,
    Held,
    NoShow,
    Cancelled,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Booked, Self::Held, Self::NoShow, Self::Cancelled];

    pub fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Held => "held",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether its time is taken: a cancelled one is kept without it.
    pub fn takes_time(self) -> bool {
        self != Self::Cancelled
    }
}

/// Why a client may not cancel or move an appointment any more; staff always may while it is booked.
pub fn is_too_late(start: i64, now: i64, cancel_minutes: i64) -> bool {
    now >= start || now > start.saturating_sub(cancel_minutes * 60)
}
