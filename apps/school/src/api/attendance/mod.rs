//! Routes of attendance.

use preau_kernel::web::Api;

pub(super) fn routes() -> Api {
    Api::default()
}
