//! The rights that the computer rooms declare: operators and staff have them over everything.

use preau_kernel::actor::{Permission, Role, Scope};

/// Keep seats, give and end sessions.
pub const MANAGE: &str = "workstations.manage";
/// Keep the visitors, their consent and their files.
pub const VISITORS: &str = "visitors.manage";

const OPERATOR: (Role, Scope) = (Role::Operator, Scope::All);

pub const ALL: &[Permission] =
    &[Permission { name: MANAGE, roles: &[OPERATOR] }, Permission { name: VISITORS, roles: &[OPERATOR] }];
