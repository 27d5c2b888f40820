//! The rights that appointments declare, and how far they reach.

use preau_kernel::Result;
use preau_kernel::actor::{Actor, Permission, Role, Scope};

use crate::store::{appointments, notes};

/// See and change appointments, one's own as a coach or all; the rules and exceptions of the coach.
pub const MANAGE: &str = "appointments.manage";
/// Read and write notes about clients.
pub const NOTES: &str = "appointments.notes";

pub const ALL: &[Permission] = &[
    Permission { name: MANAGE, roles: &[(Role::Coach, Scope::Own)] },
    Permission { name: NOTES, roles: &[(Role::Coach, Scope::Own)] },
];

/// Of the list for coach and staff.
pub fn managed(actor: &Actor) -> Result<appointments::Reach> {
    Ok(match actor.require(MANAGE)? {
        Scope::All => appointments::Reach::Everything,
        Scope::Own | Scope::OwnClasses => appointments::Reach::OfCoach(actor.user_id),
    })
}

/// Of one appointment or wish: a client's own, a coach's own, all for staff.
pub fn seen(actor: &Actor) -> appointments::Reach {
    match actor.scope(MANAGE) {
        Some(Scope::All) => appointments::Reach::Everything,
        Some(_) => appointments::Reach::OfEither(actor.user_id),
        None => appointments::Reach::OfClient(actor.user_id),
    }
}

/// Whether somebody acts for this coach, and is not bound by what binds clients.
pub fn acts_for(actor: &Actor, coach: i64) -> bool {
    match actor.scope(MANAGE) {
        Some(Scope::All) => true,
        Some(_) => actor.user_id == coach,
        None => false,
    }
}

pub fn notes(actor: &Actor) -> Result<notes::Reach> {
    Ok(match actor.require(NOTES)? {
        Scope::All => notes::Reach::Everything,
        Scope::Own | Scope::OwnClasses => notes::Reach::OfCoach(actor.user_id),
    })
}
