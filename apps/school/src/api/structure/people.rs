//! `/api/school/people/`: whose timetable one may ask for, to choose from.

use axum::extract::State;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, Me, Path};
use preau_kernel::{App, Error, Refusal, Result};

use super::bodies::PeopleFilters;
use crate::actions::claiming::today;
use crate::permissions::{Reach, VIEW};
use crate::store::people::{self, Kind, Listed};

const LIMIT: u64 = 20;
const MOST: u64 = 50;

/// Whom the asker may see in the timetable, by name: everybody for managers and staff, their students and all colleagues
/// for professors, theirs for tutors, themselves for students.
///
/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/school/people/", tag = "School", params(PeopleFilters), responses((status = 200, body = Page<Listed>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Listed>>> {
    let reach = Reach::of(&actor, VIEW)?;
    let kind = match page.param("kind") {
        Some(name) => Some(Kind::parse(name).ok_or_else(|| Error::invalid("kind", "wrong_value"))?),
        None => None,
    };
    let limit = limit(&page)?;
    let page = page.sized(limit);
    Ok(Json(people::list(app.db().read(), reach, kind, today(&app).await?, &page).await?))
}

/// One of them, for a page that is opened by its address.
///
/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/school/people/{id}/", tag = "School", params(("id" = i64, Path)), responses((status = 200, body = Listed)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Listed>> {
    let reach = Reach::of(&actor, VIEW)?;
    Ok(Json(people::one(app.db().read(), reach, id, today(&app).await?).await?))
}

fn limit(page: &PageQuery) -> Result<u64> {
    match page.number("limit")? {
        None => Ok(LIMIT),
        Some(limit) => u64::try_from(limit)
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| Error::invalid("limit", Refusal::new("not_between").arg("min", 1).arg("max", MOST))),
    }
}
