//! What the entities of people have in common: SQL of a person's values, who may touch whom, whose rows a scope
//! reaches.

use preau_kernel::actor::{Actor, Role, Scope};
use preau_kernel::admin::{Narrowed, Row, Shows, Tone};

use crate::permissions::Rank;

/// Every role, as `roles` carries them.
pub(super) const ROLES: &[&str] = &["SCHOOL_MANAGER", "PROFESSOR", "COACH", "OPERATOR", "TUTOR", "STUDENT", "CLIENT"];

pub(super) const LANGS: &[&str] = &["fr", "en"];

/// What somebody is first of all, as `user_type` says it.
pub(super) const KIND: Shows = Shows::Badge(&[
    ("superuser", Tone::Wrong),
    ("staff", Tone::Warning),
    ("school_manager", Tone::Busy),
    ("professor", Tone::Good),
    ("nobody", Tone::Quiet),
]);

/// Where people are of the table or alias `$u`.
macro_rules! kind_sql {
    ($u:literal) => {
        concat!(
            "CASE WHEN ",
            $u,
            ".is_superuser THEN 'superuser' WHEN ",
            $u,
            ".is_staff THEN 'staff' \
             WHEN EXISTS (SELECT 1 FROM school_managers r WHERE r.user_id = ",
            $u,
            ".id) THEN 'school_manager' \
             WHEN EXISTS (SELECT 1 FROM professors r WHERE r.user_id = ",
            $u,
            ".id) THEN 'professor' \
             WHEN EXISTS (SELECT 1 FROM coaches r WHERE r.user_id = ",
            $u,
            ".id) THEN 'coach' \
             WHEN EXISTS (SELECT 1 FROM operators r WHERE r.user_id = ",
            $u,
            ".id) THEN 'operator' \
             WHEN EXISTS (SELECT 1 FROM tutors r WHERE r.user_id = ",
            $u,
            ".id) THEN 'tutor' \
             WHEN EXISTS (SELECT 1 FROM students r WHERE r.user_id = ",
            $u,
            ".id) THEN 'student' \
             WHEN EXISTS (SELECT 1 FROM clients r WHERE r.user_id = ",
            $u,
            ".id) THEN 'client' ELSE 'nobody' END"
        )
    };
}

/// Names of the roles of the person `t`, joined by commas.
pub(super) const ROLES_SQL: &str = "RTRIM(\
     CASE WHEN EXISTS (SELECT 1 FROM school_managers r WHERE r.user_id = t.id) THEN 'SCHOOL_MANAGER,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM professors r WHERE r.user_id = t.id) THEN 'PROFESSOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM coaches r WHERE r.user_id = t.id) THEN 'COACH,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM operators r WHERE r.user_id = t.id) THEN 'OPERATOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM tutors r WHERE r.user_id = t.id) THEN 'TUTOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM students r WHERE r.user_id = t.id) THEN 'STUDENT,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM clients r WHERE r.user_id = t.id) THEN 'CLIENT,' ELSE '' END, ',')";

/// Ids of the subjects of `$u`, joined by commas.
macro_rules! modules_sql {
    ($u:literal) => {
        concat!(
            "(SELECT string_agg(CAST(um.module_id AS TEXT), ',') FROM user_modules um WHERE um.user_id = ",
            $u,
            ".id)"
        )
    };
}

/// The link to the person `$u`, with the name.
macro_rules! link_sql {
    ($u:literal) => {
        concat!("CAST(", $u, ".id AS TEXT) || '|' || ", $u, ".first_name || ' ' || ", $u, ".last_name")
    };
}

pub(super) use {kind_sql, link_sql, modules_sql};

/// Nobody changes a person who stands above them; the list or page says what the person is by `kind`.
pub(super) fn is_in_reach(actor: &Actor, row: &Row) -> bool {
    let kind = [row.text("kind"), row.text("user.kind")].concat();
    let rank = match kind.as_str() {
        "superuser" => Rank::Superuser,
        "staff" => Rank::Staff,
        "school_manager" => Rank::Manager,
        _ => Rank::Person,
    };
    rank <= Rank::of(actor.is_superuser, actor.is_staff, &actor.roles)
}

/// Of `users`: one's own row, or all.
pub(super) fn own_person(actor: &Actor, scope: Scope) -> Narrowed {
    narrow("t.id = ?", actor, scope)
}

/// Of what hangs on a person by `user_id`: one's own, or all.
pub(super) fn own_rows(actor: &Actor, scope: Scope) -> Narrowed {
    narrow("t.user_id = ?", actor, scope)
}

/// Which people are of one's classes only the school knows.
fn narrow(own: &'static str, actor: &Actor, scope: Scope) -> Narrowed {
    match scope {
        Scope::All => Some(("TRUE", Vec::new())),
        Scope::Own => Some((own, vec![actor.user_id.into()])),
        Scope::OwnClasses => None,
    }
}

/// The roles that a form names; what is none is passed over (the form offers no other).
pub(super) fn roles_of(names: &[String]) -> Vec<Role> {
    names.iter().filter_map(|name| Role::parse(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_offered() {
        assert_eq!(ROLES, Role::ALL.map(Role::name));
    }
}
