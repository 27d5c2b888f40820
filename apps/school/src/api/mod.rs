//! The routes of the school. Each handler does four things: read, one call, answer; who may call it is declared here.

mod absences;
mod attendance;

use preau_kernel::web::Api;

pub(crate) fn routes() -> Api {
    Api::default().merge(attendance::routes()).merge(absences::routes())
}
