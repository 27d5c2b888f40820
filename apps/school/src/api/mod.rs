//! The routes of the school. Each handler does four things: read, one call, answer; who may call it is declared here and
//! in the folders.

mod absences;
mod attendance;
mod planning;
mod structure;

pub(crate) use planning::input as planning_input;
use preau_kernel::App;
use preau_kernel::web::Api;

pub(crate) fn routes(app: &App) -> Api {
    structure::routes().merge(planning::routes()).merge(attendance::routes()).merge(absences::routes(app))
}
