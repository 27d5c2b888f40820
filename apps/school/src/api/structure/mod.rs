//! The routes of years, terms, programmes, taught modules, groups and enrolments.

mod bodies;
mod enrolments;
mod groups;
mod kinds;
mod moves;
mod people;
mod sheets;
mod write;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use self::kinds::{enrolment_writes, group_writes, programmes, taught_modules, terms, years};
use crate::permissions::{REGISTER, STRUCTURE, VIEW};

pub(super) use write::accepting;

pub(super) fn routes() -> Api {
    Api::default()
        .add(Access::Right(VIEW), routes!(years::list))
        .add(Access::WholeRight(STRUCTURE), routes!(years::create))
        .add(Access::Right(VIEW), routes!(years::get))
        .add(Access::WholeRight(STRUCTURE), routes!(years::put, years::patch, years::delete))
        .add(Access::Right(VIEW), routes!(terms::list))
        .add(Access::WholeRight(STRUCTURE), routes!(terms::create))
        .add(Access::Right(VIEW), routes!(terms::get))
        .add(Access::WholeRight(STRUCTURE), routes!(terms::put, terms::patch, terms::delete))
        .add(Access::Right(VIEW), routes!(programmes::list))
        .add(Access::WholeRight(STRUCTURE), routes!(programmes::create))
        .add(Access::Right(VIEW), routes!(programmes::get))
        .add(Access::WholeRight(STRUCTURE), routes!(programmes::put, programmes::patch, programmes::delete))
        .add(Access::Right(VIEW), routes!(taught_modules::list))
        .add(Access::WholeRight(STRUCTURE), routes!(taught_modules::create))
        .add(Access::Right(VIEW), routes!(taught_modules::get))
        .add(Access::WholeRight(STRUCTURE), routes!(taught_modules::put, taught_modules::patch, taught_modules::delete))
        .add(Access::Right(VIEW), routes!(groups::list))
        .add(Access::WholeRight(STRUCTURE), routes!(group_writes::create))
        .add(Access::Right(VIEW), routes!(groups::get))
        .add(Access::WholeRight(STRUCTURE), routes!(group_writes::put, group_writes::patch, group_writes::delete))
        .add(Access::Right(REGISTER), routes!(groups::students))
        .add(Access::Right(VIEW), routes!(people::list))
        .add(Access::Right(VIEW), routes!(people::get))
        .add(Access::Right(VIEW), routes!(enrolments::list))
        .add(Access::WholeRight(STRUCTURE), routes!(enrolment_writes::create))
        .add(Access::Right(VIEW), routes!(enrolments::get))
        .add(
            Access::WholeRight(STRUCTURE),
            routes!(enrolment_writes::put, enrolment_writes::patch, enrolment_writes::delete),
        )
        .add(Access::WholeRight(STRUCTURE), routes!(moves::create))
        .merge(sheets::routes())
}
