//! Routes of visitors and what concerns them.

mod batches;
mod board;
mod bodies;
mod categories;
pub(crate) mod input;
mod lookup;
mod photo;
mod print;
mod queue;
mod reservations;
mod shapes;
mod statistics;
mod table;
mod texts;
mod visitor_file;
mod visitors;

use preau_accounts::actions::photo::LIMIT;
use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::{MANAGE, VISITORS};

pub(crate) fn routes() -> Api {
    let operators = Access::WholeRight(MANAGE);
    Api::default()
        .merge(of_visitors())
        .add(operators, routes!(batches::list, batches::create))
        .add(operators, routes!(batches::get))
        .add(operators, routes!(batches::void))
        .add(operators, routes!(queue::list, queue::join))
        .add(operators, routes!(queue::get))
        .add(operators, routes!(queue::call))
        .add(operators, routes!(queue::seat))
        .add(operators, routes!(queue::leave))
        .add(operators, routes!(queue::back))
        .add(Access::Public, routes!(board::show))
        .add(operators, routes!(reservations::list, reservations::create))
        .add(operators, routes!(reservations::get, reservations::patch))
        .add(operators, routes!(reservations::cancel))
        .add(operators, routes!(statistics::rows))
        .pages(print::routes())
}

fn of_visitors() -> Api {
    let keepers = Access::WholeRight(VISITORS);
    let operators = Access::WholeRight(MANAGE);
    Api::default()
        .add(keepers, routes!(visitors::list, visitors::create))
        .add(keepers, routes!(lookup::find))
        .add(keepers, routes!(visitors::get, visitors::put, visitors::patch, visitors::delete))
        .add_with_limit(keepers, LIMIT, routes!(photo::set))
        .add(keepers, routes!(photo::show, photo::remove))
        .add(keepers, routes!(visitor_file::consents, visitor_file::consent, visitor_file::withdraw))
        .add(keepers, routes!(visitor_file::merge))
        .add(keepers, routes!(visitor_file::export))
        .add(keepers, routes!(visitor_file::hold))
        .add(keepers, routes!(visitor_file::sessions))
        .add(operators, routes!(categories::list))
        .add(operators, routes!(categories::get))
        .add(keepers, routes!(categories::create))
        .add(keepers, routes!(categories::put, categories::patch, categories::delete))
        .add(operators, routes!(texts::list))
        .add(operators, routes!(texts::current))
        .add(operators, routes!(texts::get))
        .add(keepers, routes!(texts::create))
        .add(keepers, routes!(texts::put, texts::patch, texts::delete))
        .add(keepers, routes!(texts::publish))
        .add(keepers, routes!(texts::consents))
}
