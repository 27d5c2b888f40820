//! The rights that accounts declares, and the booleans of seed 001 that every login answers.

use preau_kernel::actor::{Permission, Role, Scope};
use serde_json::{Map, Value};

/// Create, read, change and delete people and their roles.
pub const PEOPLE_MANAGE: &str = "people.manage";
/// Keep the list of subjects.
pub const MODULES_MANAGE: &str = "modules.manage";

pub const ALL: &[Permission] = &[
    Permission { name: PEOPLE_MANAGE, roles: &[(Role::SchoolManager, Scope::All)] },
    Permission { name: MODULES_MANAGE, roles: &[(Role::SchoolManager, Scope::All)] },
];

/// The booleans of one role, exactly as `shared/api-contract.md` lists them.
fn flags_of(role: Role) -> &'static [&'static str] {
    match role {
        Role::SchoolManager => &[
            "is_school_manager",
            "can_manage_users",
            "can_view_planning",
            "can_create_planning",
            "can_manage_absences",
            "can_view_statistics",
        ],
        Role::Professor => {
            &["is_professor", "can_view_planning", "can_create_planning", "can_manage_absences", "can_view_statistics"]
        }
        Role::Coach => &["is_coach", "can_manage_appointments", "can_write_notes"],
        Role::Operator => &["is_operator", "can_manage_workstations", "can_manage_visitors"],
        Role::Tutor => &["is_tutor", "can_view_planning", "can_view_absences"],
        Role::Student => &["is_student", "can_view_planning", "can_check_in", "can_view_absences"],
        Role::Client => &["is_client", "can_book_appointments"],
    }
}

const ADMIN_FLAGS: &[&str] = &[
    "is_admin",
    "can_manage_users",
    "can_view_planning",
    "can_create_planning",
    "can_manage_absences",
    "can_view_statistics",
    "can_manage_system",
];

/// `permissions`: only the true ones, joined over all roles.
pub fn flags(is_admin: bool, roles: &[Role]) -> Value {
    let admin = if is_admin { ADMIN_FLAGS } else { &[] };
    let all = admin.iter().chain(roles.iter().flat_map(|role| flags_of(*role)));
    all.map(|flag| ((*flag).to_owned(), Value::Bool(true))).collect::<Map<_, _>>().into()
}

/// `user_type`: the first of superuser, staff, then the roles in the order of [`Role::ALL`]; somebody without any
/// role is a `client` in name only.
pub fn user_type(is_superuser: bool, is_staff: bool, roles: &[Role]) -> &'static str {
    if is_superuser {
        "superuser"
    } else if is_staff {
        "staff"
    } else {
        Role::ALL.iter().find(|role| roles.contains(role)).map_or("client", |role| role.user_type())
    }
}

/// Who may change whom: nobody changes a person who stands above them, so that no right is gained by taking over an
/// account (superuser > staff > school manager > everyone else).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Person,
    Manager,
    Staff,
    Superuser,
}

impl Rank {
    pub fn of(is_superuser: bool, is_staff: bool, roles: &[Role]) -> Self {
        if is_superuser {
            Self::Superuser
        } else if is_staff {
            Self::Staff
        } else if roles.contains(&Role::SchoolManager) {
            Self::Manager
        } else {
            Self::Person
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_roles_join_their_permissions() {
        let both = flags(false, &[Role::Tutor, Role::Client]);
        let names: Vec<_> = both.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
        assert_eq!(names, ["can_book_appointments", "can_view_absences", "can_view_planning", "is_client", "is_tutor"]);
        assert_eq!(user_type(false, false, &[Role::Client, Role::Tutor]), "tutor");
        assert_eq!(user_type(true, true, &[Role::Student]), "superuser");
    }

    #[test]
    fn administrators_have_the_seven_flags_of_seed_001() {
        assert_eq!(flags(true, &[]).as_object().map(Map::len), Some(7));
    }
}
