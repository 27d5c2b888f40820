//! The routes of years, terms, programmes, taught modules, groups and enrolments.

mod bodies;
mod enrolments;
mod groups;
mod programmes;
mod sheets;
mod taught_modules;
mod terms;
mod write;
mod years;

use preau_kernel::web::{Access, Api};
use utoipa_axum::routes;

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
        .add(Access::WholeRight(STRUCTURE), routes!(groups::create))
        .add(Access::Right(VIEW), routes!(groups::get))
        .add(Access::WholeRight(STRUCTURE), routes!(groups::put, groups::patch, groups::delete))
        .add(Access::Right(REGISTER), routes!(groups::students))
        .add(Access::Right(VIEW), routes!(enrolments::list))
        .add(Access::WholeRight(STRUCTURE), routes!(enrolments::create))
        .add(Access::Right(VIEW), routes!(enrolments::get))
        .add(Access::WholeRight(STRUCTURE), routes!(enrolments::put, enrolments::patch, enrolments::delete))
        .merge(sheets::routes())
}
