//! What changes absences: one write, one function, one transaction.

pub(crate) mod person;

use preau_kernel::audit::Action;

pub(crate) const AUDIT: &[Action] = &[];
