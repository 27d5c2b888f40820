//! Rights given beyond those that roles carry from the start.

use preau_kernel::Result;
use preau_kernel::actor::{Role, Scope};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Grant {
    pub id: i64,
    /// The person, when it is not for a role.
    pub user_id: Option<i64>,
    pub role: Option<String>,
    pub permission: String,
    pub scope: String,
}

impl Grant {
    pub fn scope(&self) -> Option<Scope> {
        parse_scope(&self.scope)
    }
}

pub fn parse_scope(text: &str) -> Option<Scope> {
    [Scope::Own, Scope::OwnClasses, Scope::All].into_iter().find(|scope| scope_name(*scope) == text)
}

pub fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "own",
        Scope::OwnClasses => "own_classes",
        Scope::All => "all",
    }
}

/// What a person was given, by name or through their roles.
pub async fn list_for(conn: &dyn Sql, user: i64, roles: &[Role]) -> Result<Vec<Grant>> {
    // Role names are ours, never input.
    let names: Vec<_> = roles.iter().map(|role| format!("'{}'", role.name())).collect();
    let by_role = if names.is_empty() { String::new() } else { format!(" OR role IN ({})", names.join(", ")) };
    let sql =
        format!("SELECT id, user_id, role, permission, scope FROM grants WHERE user_id = $1{by_role} ORDER BY id");
    let rows = conn.all(&sql, vec![user.into()]).await?;
    rows.iter().map(|row| Ok(Grant::from_query_result(row, "")?)).collect()
}

/// All of them: they are few.
pub async fn list(conn: &dyn Sql) -> Result<Vec<Grant>> {
    let rows =
        conn.all("SELECT id, user_id, role, permission, scope FROM grants ORDER BY id DESC LIMIT 1000", vec![]).await?;
    rows.iter().map(|row| Ok(Grant::from_query_result(row, "")?)).collect()
}

/// `None`: this right is given to them already.
pub async fn insert(
    tx: &Tx,
    user: Option<i64>,
    role: Option<Role>,
    permission: &str,
    scope: Scope,
    now: Timestamp,
) -> Result<Option<i64>> {
    let sql = "INSERT INTO grants (user_id, role, permission, scope, created_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT DO NOTHING RETURNING id";
    let role = role.map(|r| r.name().to_owned());
    let values = vec![user.into(), role.into(), permission.into(), scope_name(scope).into(), now.into()];
    let row = tx.find(sql, values).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// A right as it was given to a person or a role, held until the transaction ends.
pub async fn get_locked(tx: &Tx, user: Option<i64>, role: Option<Role>, permission: &str) -> Result<Grant> {
    let (condition, to) = match (user, role) {
        (Some(user), _) => ("user_id = $1", user.into()),
        (None, role) => ("role = $1", role.map(|role| role.name().to_owned()).into()),
    };
    let lock = tx.engine().for_update();
    let sql =
        format!("SELECT id, user_id, role, permission, scope FROM grants WHERE {condition} AND permission = $2{lock}");
    Ok(Grant::from_query_result(&tx.get(&sql, vec![to, permission.into()]).await?, "")?)
}

pub async fn set_scope(tx: &Tx, id: i64, scope: Scope) -> Result<()> {
    tx.exec("UPDATE grants SET scope = $1 WHERE id = $2", vec![scope_name(scope).into(), id.into()]).await.map(drop)
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Grant> {
    let row =
        conn.get("SELECT id, user_id, role, permission, scope FROM grants WHERE id = $1", vec![id.into()]).await?;
    Ok(Grant::from_query_result(&row, "")?)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM grants WHERE id = $1", vec![id.into()]).await.map(drop)
}
