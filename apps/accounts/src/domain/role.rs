//! The roles a person may hold. Names: `api-contract.md`, accounts; a visitor has no login, hence no role here.

use serde::{Deserialize, Serialize};

/// What a person is in the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Teaches modules.
    Professor,
    /// Follows modules.
    Student,
    /// Looks after students.
    Tutor,
    /// Runs the school.
    SchoolManager,
    /// Receives clients by appointment.
    Coach,
    /// Books appointments.
    Client,
    /// Runs the computer room.
    Operator,
}

impl Role {
    /// Every role, in the order of the contract.
    pub const ALL: [Self; 7] = [
        Self::Professor,
        Self::Student,
        Self::Tutor,
        Self::SchoolManager,
        Self::Coach,
        Self::Client,
        Self::Operator,
    ];

    /// The name on the wire, `PROFESSOR`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Professor => "PROFESSOR",
            Self::Student => "STUDENT",
            Self::Tutor => "TUTOR",
            Self::SchoolManager => "SCHOOL_MANAGER",
            Self::Coach => "COACH",
            Self::Client => "CLIENT",
            Self::Operator => "OPERATOR",
        }
    }

    /// The role of this exact name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_one_name_everywhere() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
            assert_eq!(serde_json::json!(role), role.code());
        }
        assert_eq!(Role::parse("professor"), None);
    }
}
