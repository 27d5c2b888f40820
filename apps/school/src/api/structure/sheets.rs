//! `/api/school/import/` and `/api/school/export/`: all of it as CSV.

use preau_kernel::web::Api;

pub(super) fn routes() -> Api {
    Api::default()
}
