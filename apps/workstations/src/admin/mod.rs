//! What the back office shows of the computer rooms.

mod live;
mod people;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    [live::entities(), people::entities()].concat()
}
