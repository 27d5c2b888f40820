//! `/api/groups/`: class groups, a tree.

use axum::extract::State;
use preau_kernel::actor::Actor;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, ListQuery, Me, Path};
use preau_kernel::{App, Result};

use super::bodies::{GroupFilters, MembersOn};
use crate::actions::claiming::today;
use crate::input::query_date;
use crate::permissions::{REGISTER, Reach, VIEW};
use crate::store::structure::groups::{self, Group, Member};

/// What groups are called: professors, who plan for them, read all of them; who is in them is another matter.
fn names(actor: &Actor) -> Result<Reach> {
    let reach = Reach::of(actor, VIEW)?;
    Ok(if reach.is_professor() { Reach::Everything } else { reach })
}

/// Permission: `school.view`; professors all of them, others those within reach.
#[utoipa::path(get, path = "/api/groups/", tag = "Group", params(ListQuery, GroupFilters), responses((status = 200, body = Page<Group>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Group>>> {
    Ok(Json(groups::list(app.db().read(), names(&actor)?, &page).await?))
}

/// Permission: `school.view`; professors all of them, others those within reach.
#[utoipa::path(get, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), responses((status = 200, body = Group)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Group>> {
    Ok(Json(groups::get(app.db().read(), names(&actor)?, id).await?))
}

/// The students of a group and of those within it, on a day (today unless it says otherwise).
///
/// Permission: `school.register`; of groups within reach.
#[utoipa::path(get, path = "/api/groups/{id}/students/", tag = "Group", params(("id" = i64, Path), ListQuery, MembersOn), responses((status = 200, body = Page<Member>)))]
pub(crate) async fn students(
    State(app): State<App>,
    Me(actor): Me,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<Member>>> {
    let reach = Reach::of(&actor, REGISTER)?.as_professor();
    groups::get(app.db().read(), reach, id).await?;
    let on = match query_date("on", page.param("on"))? {
        Some(on) => on,
        None => today(&app).await?,
    };
    Ok(Json(groups::members(app.db().read(), id, on, &page).await?))
}
