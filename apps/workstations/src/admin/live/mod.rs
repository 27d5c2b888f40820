//! What the back office shows of this part.

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    Vec::new()
}
