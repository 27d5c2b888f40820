//! What the back office shows of attendance: registers, marks, check-ins.

mod marks;
mod registers;

use preau_kernel::admin::Entity;

pub(super) fn entities() -> Vec<Entity> {
    vec![registers::registers(), marks::marks(), registers::check_ins()]
}
