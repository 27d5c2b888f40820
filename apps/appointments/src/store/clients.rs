//! Clients as coach and staff see them: people with the role, and whoever has had an appointment (`client_files`). A coach
//! sees their own (`coach_clients`) and those of no coach.

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery, Part};
use sea_orm::{FromQueryResult, QueryResult};

use super::notes::Reach;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Client {
    /// Of the person.
    pub id: i64,
    pub name: String,
    #[schema(required)]
    pub email: Option<String>,
    pub phone: String,
    /// Of all coaches, cancelled ones left out.
    pub appointments: i64,
    pub notes: i64,
}

const LIST: List = List {
    select: "u.id, u.first_name || ' ' || u.last_name AS name, u.email, u.phone, \
        (SELECT COUNT(*) FROM appointments a WHERE a.client_id = u.id AND a.status <> 'cancelled') AS appointments, \
        (SELECT COUNT(*) FROM client_notes n WHERE n.client_id = u.id) AS notes",
    from: "client_files f JOIN users u ON u.id = f.id",
    alias: "f",
    search: Some("client_files"),
    orderings: &[Ordering { name: "name", column: "f.sort_name", kind: Kind::Text }],
    default_ordering: "name",
};

/// The `?` is the coach.
const IS_COACHS: &str =
    "(f.has_coach = FALSE OR EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = f.id AND k.coach_id = ?))";

pub async fn list(conn: &dyn Sql, reach: Reach, page: &PageQuery) -> Result<Page<Client>> {
    let mut conditions = Conditions::default();
    let Reach::OfCoach(coach) = reach else {
        return page.run(conn, &LIST, conditions, read).await;
    };
    if page.param("search").is_some() {
        // The matches lead, and each is asked whose client it is.
        conditions.add(IS_COACHS, [coach.into()]);
        return page.run(conn, &LIST, conditions, read).await;
    }
    let parts = [
        Part {
            from: "(SELECT k.client_id AS id, k.sort_name, k.coach_id FROM coach_clients k) f JOIN users u ON u.id = f.id",
            // Those who are gone have no name.
            condition: format!("f.coach_id = {coach} AND f.sort_name > ''"),
        },
        Part { from: LIST.from, condition: "f.has_coach = FALSE".to_owned() },
    ];
    page.run_parts(conn, &LIST, &parts, conditions, read).await
}

/// 404 for somebody of whom there is no file, or who is another coach's client.
pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Client> {
    let mut conditions = Conditions::default();
    conditions.add("f.id = ?", [id.into()]);
    if let Reach::OfCoach(coach) = reach {
        conditions.add(IS_COACHS, [coach.into()]);
    }
    let (condition, values) = conditions.into_parts();
    let List { select, from, .. } = LIST;
    read(&conn.get(&format!("SELECT {select} FROM {from} WHERE {condition}"), values).await?)
}

fn read(row: &QueryResult) -> Result<Client> {
    Ok(Client::from_query_result(row, "")?)
}
