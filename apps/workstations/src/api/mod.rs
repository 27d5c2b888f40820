//! Routes of the computer rooms. Each handler does four things: read, one call, answer; who may call it is declared here.

mod bodies;
mod live;
mod people;
mod sessions;
mod settings;
pub(crate) mod shapes;
mod workstations;

pub(crate) use people::input as people_input;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::MANAGE;

pub(crate) fn routes() -> Api {
    let operators = Access::WholeRight(MANAGE);
    Api::default()
        .add(operators, routes!(workstations::list, workstations::create))
        .add(operators, routes!(workstations::get, workstations::put, workstations::patch, workstations::delete))
        .add(operators, routes!(settings::show))
        .add(operators, routes!(sessions::list, sessions::create))
        // Its own check: the key of a seat, or what the configuration allows without.
        .add(Access::Public, routes!(sessions::validate_code))
        .add(operators, routes!(sessions::get))
        .add(operators, routes!(sessions::add_time))
        .add(operators, routes!(sessions::suspend))
        .add(operators, routes!(sessions::resume))
        .add(operators, routes!(sessions::terminate))
        .add(operators, routes!(sessions::move_to))
        .merge(live::routes())
        .merge(people::routes())
}
