//! How a seat is shown: it follows from three facts that are stored apart.

use serde::Serialize;

/// What an operator set.
pub const ADMIN_STATES: &[&str] = &["available", "in_use", "maintenance", "offline"];
/// What is shown.
pub const SHOWN: &[&str] = &["available", "in_use", "maintenance", "offline", "reserved"];
/// A seat is shown reserved so many minutes before a reservation begins.
pub const RESERVED_AHEAD_MINUTES: i64 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = SeatStatus)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Available,
    InUse,
    Maintenance,
    Offline,
    Reserved,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    pub admin_state: &'a str,
    pub is_enrolled: bool,
    pub is_online: bool,
    pub has_open_session: bool,
    pub is_reserved: bool,
}

/// Maintenance > offline > in use > reserved > available. A seat that was never enrolled is not offline.
pub fn shown(facts: Facts<'_>) -> Shown {
    match facts.admin_state {
        "maintenance" => Shown::Maintenance,
        "offline" => Shown::Offline,
        _ if facts.is_enrolled && !facts.is_online => Shown::Offline,
        "in_use" => Shown::InUse,
        _ if facts.has_open_session => Shown::InUse,
        _ if facts.is_reserved => Shown::Reserved,
        _ => Shown::Available,
    }
}

impl Shown {
    pub fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::InUse => "in_use",
            Self::Maintenance => "maintenance",
            Self::Offline => "offline",
            Self::Reserved => "reserved",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_fact_is_shown() {
        let all = Facts {
            admin_state: "maintenance",
            is_enrolled: true,
            is_online: false,
            has_open_session: true,
            is_reserved: true,
        };
        assert_eq!(shown(all), Shown::Maintenance);
        assert_eq!(shown(Facts { admin_state: "offline", is_online: true, ..all }), Shown::Offline);
        let available = Facts { admin_state: "available", ..all };
        assert_eq!(shown(available), Shown::Offline);
        let online = Facts { is_online: true, ..available };
        assert_eq!(shown(online), Shown::InUse);
        let never_enrolled = Facts { is_enrolled: false, has_open_session: false, ..available };
        assert_eq!(shown(never_enrolled), Shown::Reserved);
        assert_eq!(shown(Facts { is_reserved: false, ..never_enrolled }), Shown::Available);
        assert_eq!(shown(Facts { admin_state: "in_use", ..never_enrolled }), Shown::InUse);
    }
}
