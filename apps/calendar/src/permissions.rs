//! The right that the calendar declares.

use preau_kernel::actor::{Permission, Role, Scope};

/// Keep sites, rooms and closed days.
pub const MANAGE: &str = "calendar.manage";

pub const ALL: &[Permission] = &[Permission { name: MANAGE, roles: &[(Role::SchoolManager, Scope::All)] }];
