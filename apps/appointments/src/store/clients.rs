//! Clients as coach and staff see them: people with the role, and whoever has had an appointment.

use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::notes::{IS_CLIENT, Reach};

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
    from: "users u",
    alias: "u",
    search: Some("users"),
    orderings: &[Ordering { name: "name", column: "u.sort_name", kind: Kind::Text }],
    default_ordering: "name",
};

pub async fn list(conn: &impl ConnectionTrait, reach: Reach, page: &PageQuery) -> Result<Page<Client>> {
    let mut conditions = Conditions::default();
    conditions.add(
        "u.tombstone_at IS NULL AND (EXISTS (SELECT 1 FROM clients c WHERE c.user_id = u.id) \
         OR EXISTS (SELECT 1 FROM appointments p WHERE p.client_id = u.id))",
        [],
    );
    if let Reach::OfCoach(coach) = reach {
        conditions.add(&IS_CLIENT.replace("{client}", "u.id"), [coach.into(), coach.into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Client::from_query_result(row, "")?)).await
}
