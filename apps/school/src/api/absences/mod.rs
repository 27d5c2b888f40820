//! Routes of absences.

use preau_kernel::web::Api;

pub(super) fn routes() -> Api {
    Api::default()
}
