//! The routes of the timetable: series, lessons, weeks.

mod bodies;
mod history;
pub(crate) mod input;
mod lessons;
mod series;
mod shapes;
mod timetable;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::{PLAN, VIEW};

pub(super) fn routes() -> Api {
    Api::default()
        .add(Access::Right(VIEW), routes!(timetable::week))
        .add(Access::Right(VIEW), routes!(lessons::list))
        .add(Access::Right(PLAN), routes!(lessons::create))
        .add(Access::Right(PLAN), routes!(lessons::check))
        .add(Access::Right(VIEW), routes!(lessons::get))
        .add(Access::Right(VIEW), routes!(history::list))
        .add(Access::Right(PLAN), routes!(lessons::patch))
        .add(Access::Right(PLAN), routes!(lessons::cancel))
        .add(Access::Right(PLAN), routes!(lessons::substitute))
        .add(Access::Right(VIEW), routes!(series::list))
        .add(Access::Right(PLAN), routes!(series::create))
        .add(Access::Right(PLAN), routes!(series::check))
        .add(Access::Right(VIEW), routes!(series::get))
        .add(Access::Right(PLAN), routes!(series::put, series::patch, series::delete))
        .add(Access::Right(PLAN), routes!(series::cancel))
}
