//! What the back office shows of the computer rooms.

mod people;
mod sessions;
mod workstations;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    let own = vec![workstations::entity(), sessions::entity()];
    own.into_iter().chain(people::entities()).collect()
}
