//! The routes that are the same for every kind of row: the writes of all of them, and the reads of those that everybody
//! who sees the timetable may read whole. The attributes name paths and shapes, so they are written by macros.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{
    EnrolmentBody, GroupBody, ProgrammeBody, TaughtModuleBody, TaughtModuleFilters, TermBody, TermFilters, YearBody,
    YearFilters,
};
use super::write;
use crate::store::structure as rows;
use crate::store::structure::enrolments::{Enrolment, Enrolments};
use crate::store::structure::groups::{Group, Groups};
use crate::store::structure::programmes::{Programme, Programmes};
use crate::store::structure::taught_modules::{TaughtModule, TaughtModules};
use crate::store::structure::terms::{Term, Terms};
use crate::store::structure::years::{SchoolYear, Years};

/// `list` and `get` of a kind that is nobody's in particular.
macro_rules! reads {
    ($name:ident, $all:literal, $one:literal, $tag:literal, $kind:ident, $row:ident $(, $filters:ident)?) => {
        /// Permission: `school.view`.
        #[utoipa::path(get, path = $all, tag = $tag, params(ListQuery $(, $filters)?), responses((status = 200, body = Page<$row>)))]
        pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<$row>>> {
            Ok(Json(rows::$name::list(app.db().read(), &page).await?))
        }

        /// Permission: `school.view`.
        #[utoipa::path(get, path = $one, tag = $tag, params(("id" = i64, Path)), responses((status = 200, body = $row)))]
        pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<$row>> {
            Ok(Json(rows::get::<$kind>(app.db().read(), id).await?))
        }
    };
}

/// `create`, `put`, `patch` and `delete`.
macro_rules! writes {
    ($all:literal, $one:literal, $tag:literal, $kind:ident, $row:ident, $body:ident) => {
        /// Permission: `school.structure`.
        #[utoipa::path(post, path = $all, tag = $tag, request_body = $body, responses((status = 201, body = $row)))]
        pub(crate) async fn create(
            State(app): State<App>,
            Me(actor): Me,
            info: RequestInfo,
            JsonBody(map): JsonBody,
        ) -> Result<Response> {
            write::create::<$kind>(&app, &actor, &info, map).await
        }

        /// Permission: `school.structure`.
        #[utoipa::path(put, path = $one, tag = $tag, params(("id" = i64, Path)), request_body = $body, responses((status = 200, body = $row)))]
        pub(crate) async fn put(
            State(app): State<App>,
            Me(actor): Me,
            info: RequestInfo,
            headers: HeaderMap,
            Path(id): Path<i64>,
            JsonBody(map): JsonBody,
        ) -> Result<Json<$row>> {
            write::put::<$kind>(&app, &actor, &info, &headers, id, map).await
        }

        /// Permission: `school.structure`.
        #[utoipa::path(patch, path = $one, tag = $tag, params(("id" = i64, Path)), request_body = $body, responses((status = 200, body = $row)))]
        pub(crate) async fn patch(
            State(app): State<App>,
            Me(actor): Me,
            info: RequestInfo,
            headers: HeaderMap,
            Path(id): Path<i64>,
            JsonBody(map): JsonBody,
        ) -> Result<Json<$row>> {
            write::patch::<$kind>(&app, &actor, &info, &headers, id, map).await
        }

        /// One that others refer to stays: 409.
        ///
        /// Permission: `school.structure`.
        #[utoipa::path(delete, path = $one, tag = $tag, params(("id" = i64, Path)), responses((status = 204)))]
        pub(crate) async fn delete(
            State(app): State<App>,
            Me(actor): Me,
            info: RequestInfo,
            Path(id): Path<i64>,
        ) -> Result<StatusCode> {
            write::delete::<$kind>(&app, &actor, &info, id).await
        }
    };
}

pub(super) mod years {
    use super::*;
    reads!(years, "/api/school-years/", "/api/school-years/{id}/", "School year", Years, SchoolYear, YearFilters);
    writes!("/api/school-years/", "/api/school-years/{id}/", "School year", Years, SchoolYear, YearBody);
}

pub(super) mod terms {
    use super::*;
    reads!(terms, "/api/terms/", "/api/terms/{id}/", "Term", Terms, Term, TermFilters);
    writes!("/api/terms/", "/api/terms/{id}/", "Term", Terms, Term, TermBody);
}

pub(super) mod programmes {
    use super::*;
    reads!(programmes, "/api/programmes/", "/api/programmes/{id}/", "Programme", Programmes, Programme);
    writes!("/api/programmes/", "/api/programmes/{id}/", "Programme", Programmes, Programme, ProgrammeBody);
}

/// How much of a subject a programme has in a year.
pub(super) mod taught_modules {
    use super::*;
    reads!(
        taught_modules,
        "/api/taught-modules/",
        "/api/taught-modules/{id}/",
        "Taught module",
        TaughtModules,
        TaughtModule,
        TaughtModuleFilters
    );
    writes!(
        "/api/taught-modules/",
        "/api/taught-modules/{id}/",
        "Taught module",
        TaughtModules,
        TaughtModule,
        TaughtModuleBody
    );
}

/// What `super::groups` reads.
pub(super) mod group_writes {
    use super::*;
    writes!("/api/groups/", "/api/groups/{id}/", "Group", Groups, Group, GroupBody);
}

/// What `super::enrolments` reads.
pub(super) mod enrolment_writes {
    use super::*;
    writes!("/api/enrolments/", "/api/enrolments/{id}/", "Enrolment", Enrolments, Enrolment, EnrolmentBody);
}
