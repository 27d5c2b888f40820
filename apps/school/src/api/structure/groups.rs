//! `/api/groups/`: class groups, a tree.

use axum::extract::State;
use preau_kernel::actor::Actor;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, ListQuery, Me, Path};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

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

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupShown {
    #[serde(flatten)]
    group: Group,
    /// Who is enrolled in it, or within it, today; null for students and tutors.
    #[schema(required)]
    students: Option<i64>,
}

async fn shown(app: &App, names: Reach, found: Vec<Group>) -> Result<Vec<GroupShown>> {
    let ids: Vec<i64> = found.iter().map(|group| group.id).collect();
    let sizes = match names.is_everything() {
        true => Some(groups::sizes(app.db().read(), &ids, today(app).await?).await?),
        false => None,
    };
    let students = |id: i64| sizes.as_ref().map(|sizes| sizes.get(&id).copied().unwrap_or_default());
    Ok(found.into_iter().map(|group| GroupShown { students: students(group.id), group }).collect())
}

/// `taught`: only groups to which the asker gives lessons, and those within them; all for managers and staff.
///
/// Permission: `school.view`; professors all of them, others those within reach.
#[utoipa::path(get, path = "/api/groups/", tag = "Group", params(ListQuery, GroupFilters), responses((status = 200, body = Page<GroupShown>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<GroupShown>>> {
    let names = names(&actor)?;
    let taught_by = match page.flag("taught")? {
        Some(true) => Some(Reach::of(&actor, VIEW)?),
        _ => None,
    };
    let Page { count, next, previous, results } = groups::list(app.db().read(), names, taught_by, &page).await?;
    Ok(Json(Page { count, next, previous, results: shown(&app, names, results).await? }))
}

/// Permission: `school.view`; professors all of them, others those within reach.
#[utoipa::path(get, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), responses((status = 200, body = GroupShown)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<GroupShown>> {
    let names = names(&actor)?;
    let group = groups::get(app.db().read(), names, id).await?;
    shown(&app, names, vec![group]).await?.pop().map(Json).ok_or(Error::NotFound)
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
