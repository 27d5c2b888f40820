//! Routes of this part.

use preau_kernel::web::Api;

pub(crate) fn routes() -> Api {
    Api::default()
}
