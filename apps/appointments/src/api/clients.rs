//! `/api/clients/`: of whom notes can be read and for whom can be booked ("voir notes utilisateurs").

use axum::extract::State;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, ListQuery, Me, Path};
use preau_kernel::{App, Result};

use crate::permissions;
use crate::store::clients::{self as rows, Client};

/// Permission: `appointments.notes`; a coach's own clients, all for staff.
#[utoipa::path(get, path = "/api/clients/", tag = "Note", params(ListQuery), responses((status = 200, body = Page<Client>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Client>>> {
    Ok(Json(rows::list(app.db().read(), permissions::notes(&actor)?, &page).await?))
}

/// Permission: `appointments.notes`; a coach's own clients, all for staff.
#[utoipa::path(get, path = "/api/clients/{id}/", tag = "Note", params(("id" = i64, Path)), responses((status = 200, body = Client)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Client>> {
    Ok(Json(rows::get(app.db().read(), permissions::notes(&actor)?, id).await?))
}
