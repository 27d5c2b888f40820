//! `/api/enrolments/`: who is in which group, from when until when.

use axum::extract::State;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, ListQuery, Me, Path};
use preau_kernel::{App, Result};

use super::bodies::EnrolmentFilters;
use crate::actions::claiming::today;
use crate::input::query_date;
use crate::permissions::{Reach, VIEW};
use crate::store::absences::scope;
use crate::store::structure::enrolments::{self, Asked, Enrolment};

/// Searched by the student's name. A student, group or module that the asker does not reach is not found.
///
/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/enrolments/", tag = "Enrolment", params(ListQuery, EnrolmentFilters), responses((status = 200, body = Page<Enrolment>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Enrolment>>> {
    let (conn, reach) = (app.db().read(), Reach::of(&actor, VIEW)?);
    let current = match page.flag("current")? {
        Some(current) => Some((today(&app).await?, current)),
        None => None,
    };
    let asked = Asked { on: query_date("on", page.param("on"))?, current, module: page.number("module")? };
    if let Some(student) = page.number("student")? {
        scope::student(conn, reach, student).await?;
    }
    if let Some(group) = page.number("group")? {
        scope::group(conn, reach, group).await?;
    }
    if let Some(module) = asked.module {
        scope::module(conn, reach, module).await?;
    }
    Ok(Json(enrolments::list(conn, reach, &page, asked).await?))
}

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/enrolments/{id}/", tag = "Enrolment", params(("id" = i64, Path)), responses((status = 200, body = Enrolment)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Enrolment>> {
    Ok(Json(enrolments::get(app.db().read(), Reach::of(&actor, VIEW)?, id).await?))
}
