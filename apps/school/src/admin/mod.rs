//! What the back office shows of the school.

mod absences;
mod attendance;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    let own = Vec::new();
    own.into_iter().chain(attendance::entities()).chain(absences::entities()).collect()
}
