//! Routes of absences, statistics and what the office asks.
//!
//! Map: `list` absences, declaring, deciding, alerts · `documents` · `statistics` and `lessons` behind them, as JSON or as
//! a `table` · `office` now and messages · `sheet` a page to print, `sheet_link` to it · `shapes` answers · `bodies` and `input` requests.

mod bodies;
mod documents;
mod input;
mod lessons;
mod list;
mod office;
mod shapes;
mod sheet;
mod sheet_link;
mod statistics;
mod table;

use preau_kernel::App;
use preau_kernel::routes;
use preau_kernel::web::{Access, Api, page};

use crate::domain::absences::document::LIMIT;
use crate::permissions::{ABSENCES, PLAN, REGISTER, STATISTICS};

/// Several documents at once, and what a form has beside them.
const UPLOADS: usize = 2 * LIMIT;

pub(super) fn routes(app: &App) -> Api {
    Api::default()
        .add(Access::Right(ABSENCES), routes!(list::list, list::create))
        .add(Access::Right(ABSENCES), routes!(list::alerts))
        .add(Access::Right(ABSENCES), routes!(list::get))
        .add(Access::Right(ABSENCES), routes!(list::decide))
        .add(Access::Right(ABSENCES), routes!(list::withdraw))
        .add_with_limit(Access::Right(ABSENCES), UPLOADS, routes!(documents::justify))
        .add(Access::Right(ABSENCES), routes!(documents::get))
        .add(Access::Right(STATISTICS), routes!(statistics::rows))
        .add(Access::Right(STATISTICS), routes!(lessons::list))
        .add(Access::WholeRight(ABSENCES), routes!(office::now))
        .add(Access::Right(PLAN), routes!(office::message))
        .add(Access::Right(PLAN), routes!(office::recipients))
        .add(Access::Right(REGISTER), routes!(sheet_link::create))
        .pages(page::routes(app, sheet::routes()))
}
