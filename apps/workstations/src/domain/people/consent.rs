//! Who may give the consent of a visitor.

use chrono::NaiveDate;
use serde::Serialize;

use super::age::needs_guardian;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GivenBy {
    Myself,
    Guardian,
}

/// What is wrong with a consent, by the field that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The visitor is too young to give it.
    GuardianRequired,
    /// A guardian without a name.
    NameRequired,
    /// A name although the visitor gives it.
    NoGuardianHere,
}

impl GivenBy {
    pub const NAMES: [&'static str; 2] = ["self", "guardian"];

    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "self" => Some(Self::Myself),
            "guardian" => Some(Self::Guardian),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Myself => "self",
            Self::Guardian => "guardian",
        }
    }
}

impl Wrong {
    pub fn field(self) -> &'static str {
        match self {
            Self::GuardianRequired => "given_by",
            Self::NameRequired | Self::NoGuardianHere => "guardian_name",
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::GuardianRequired => "guardian_required",
            Self::NameRequired => "required",
            Self::NoGuardianHere => "no_guardian_here",
        }
    }
}

/// On the day it is given.
pub fn check(given_by: GivenBy, guardian: &str, birth: Option<NaiveDate>, on: NaiveDate) -> Result<(), Wrong> {
    match given_by {
        GivenBy::Myself if needs_guardian(birth, on) => Err(Wrong::GuardianRequired),
        GivenBy::Myself if !guardian.is_empty() => Err(Wrong::NoGuardianHere),
        GivenBy::Guardian if guardian.trim().is_empty() => Err(Wrong::NameRequired),
        _ => Ok(()),
    }
}

/// Whether a consent that was recorded holds, now that the birth date is known to be this.
pub fn holds(given_by: GivenBy, birth: Option<NaiveDate>, given_on: NaiveDate) -> bool {
    given_by == GivenBy::Guardian || !needs_guardian(birth, given_on)
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::super::age::{GUARDIAN_UNDER, age};
    use super::*;

    proptest! {
        #[test]
        fn nobody_under_15_consents_alone(days in 0..12_000_u64, guardian in "( |[A-Z][a-z]{2,8})?", by_self: bool) {
            let today: NaiveDate = "2026-11-23".parse().unwrap();
            let birth = today - Days::new(days);
            let given_by = if by_self { GivenBy::Myself } else { GivenBy::Guardian };
            let accepted = check(given_by, &guardian, Some(birth), today).is_ok();
            if accepted && by_self {
                prop_assert!(age(birth, today).unwrap() >= GUARDIAN_UNDER);
            }
            if accepted && !by_self {
                prop_assert!(!guardian.trim().is_empty());
            }
            // What was accepted holds, and one that is old enough or has a guardian is never turned away.
            prop_assert!(!accepted || holds(given_by, Some(birth), today));
            if holds(given_by, Some(birth), today) && by_self == guardian.is_empty() && (by_self || !guardian.trim().is_empty()) {
                prop_assert!(accepted);
            }
        }
    }

    #[test]
    fn names_are_those_of_the_contract() {
        for name in GivenBy::NAMES {
            assert_eq!(GivenBy::parse(name).map(GivenBy::name), Some(name));
        }
        assert_eq!(GivenBy::parse("operator"), None);
    }
}
