//! What the back office shows of attendance.

use preau_kernel::admin::Entity;

pub(super) fn entities() -> Vec<Entity> {
    Vec::new()
}
