//! Saved views: the query of a list under a name, for oneself or for everybody of a role.

use std::sync::Arc;

use preau_kernel::actor::{Actor, Role};
use preau_kernel::admin::Entity;
use preau_kernel::app::App;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Refusal, Result};
use sea_orm::{QueryResult, Value};

use crate::state::State;

/// Views of one entity that a person keeps, or a role.
const MAX_VIEWS: i64 = 50;
/// Characters of a name, and of a query.
pub(crate) const LONGEST_NAME: usize = 80;
const LONGEST_QUERY: usize = 4000;

pub(crate) struct View {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) query: String,
    /// Whose it is; `None`: one's own.
    pub(crate) role: Option<Role>,
    pub(crate) is_default: bool,
}

/// Whose a view is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Mine,
    Of(Role),
}

/// One's own views and those of one's roles, of all roles for staff, who keep them.
pub(crate) async fn list(app: &App, actor: &Actor, entity: &Entity) -> Result<Arc<[View]>> {
    let key = format!("{} {} {} {:?}", entity.name, actor.user_id, actor.is_admin(), actor.roles);
    app.state::<State>().lately.views.of(app.db(), key, find(app.db().read(), actor, entity)).await
}

async fn find(conn: &dyn Sql, actor: &Actor, entity: &Entity) -> Result<Arc<[View]>> {
    let mut values: Vec<Value> = vec![entity.name.into(), actor.user_id.into()];
    let roles = if actor.is_admin() { &Role::ALL[..] } else { &actor.roles };
    let places: Vec<_> = roles
        .iter()
        .map(|role| {
            values.push(role.name().into());
            format!("${}", values.len())
        })
        .collect();
    let of_roles = if places.is_empty() { String::new() } else { format!(" OR role IN ({})", places.join(", ")) };
    let sql = format!(
        "SELECT id, name, query, role, is_default FROM admin_views \
         WHERE entity = $1 AND (user_id = $2{of_roles}) ORDER BY role IS NOT NULL, name, id"
    );
    conn.all(&sql, values).await?.iter().map(read).collect()
}

/// What the list opens with: one's own default, else that of a role one has.
pub(crate) fn default_of<'a>(views: &'a [View], actor: &Actor) -> Option<&'a View> {
    let mine = views.iter().find(|view| view.is_default && view.role.is_none());
    let of_role = || views.iter().find(|view| view.is_default && view.role.is_some_and(|role| actor.has_role(role)));
    mine.or_else(of_role)
}

/// Keeps a query under a name; a view of that name takes the new one.
pub(crate) async fn save(tx: &Tx, app: &App, actor: &Actor, entity: &Entity, whose: Whose, new: New<'_>) -> Result<()> {
    let name = new.name.trim();
    let problem = match name.chars().count() {
        0 => Some(Refusal::new("required")),
        _ if name.chars().any(char::is_control) => Some(Refusal::new("control_characters")),
        LONGEST_NAME.. if name.chars().count() > LONGEST_NAME => {
            Some(Refusal::new("too_long").arg("max", LONGEST_NAME))
        }
        _ => None,
    };
    if let Some(problem) = problem {
        return Err(Error::invalid("name", problem));
    }
    if new.query.len() > LONGEST_QUERY {
        return Err(Error::invalid("query", Refusal::new("too_long").arg("max", LONGEST_QUERY)));
    }
    let (user_id, role) = owner(actor, whose)?;
    let own = "entity = $1 AND (user_id = $2 OR role = $3)";
    let key: Vec<Value> = vec![entity.name.into(), user_id.into(), role.map(Role::name).into()];
    if new.is_default {
        let sql = format!("UPDATE admin_views SET is_default = FALSE WHERE {own}");
        tx.exec(&sql, key.clone()).await?;
    }
    let sql = format!("DELETE FROM admin_views WHERE {own} AND name = $4");
    tx.exec(&sql, with(&key, [name.into()])).await?;
    if tx.number(&format!("SELECT COUNT(*) FROM admin_views WHERE {own}"), key.clone()).await? >= MAX_VIEWS {
        return Err(Error::invalid("name", Refusal::new("too_many_views").arg("max", MAX_VIEWS)));
    }
    let sql = "INSERT INTO admin_views (entity, user_id, role, name, query, is_default, created_by, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let rest: [Value; 5] =
        [name.into(), new.query.into(), new.is_default.into(), actor.user_id.into(), app.now().into()];
    tx.exec(sql, with(&key, rest)).await.map(drop)
}

/// What is to be kept.
pub(crate) struct New<'a> {
    pub(crate) name: &'a str,
    pub(crate) query: &'a str,
    pub(crate) is_default: bool,
}

/// 404 for a view that is not one's own to change.
pub(crate) async fn delete(tx: &Tx, actor: &Actor, entity: &Entity, id: i64) -> Result<()> {
    own(tx, actor, entity, id).await?;
    tx.exec("DELETE FROM admin_views WHERE id = $1", vec![id.into()]).await.map(drop)
}

/// Makes it the one that the list opens with, or no longer.
pub(crate) async fn set_default(tx: &Tx, actor: &Actor, entity: &Entity, id: i64, is_default: bool) -> Result<()> {
    let view = own(tx, actor, entity, id).await?;
    let user_id = view.role.is_none().then_some(actor.user_id);
    tx.exec(
        "UPDATE admin_views SET is_default = (id = $4 AND $5) WHERE entity = $1 AND (user_id = $2 OR role = $3)",
        vec![entity.name.into(), user_id.into(), view.role.map(Role::name).into(), id.into(), is_default.into()],
    )
    .await
    .map(drop)
}

async fn own(tx: &Tx, actor: &Actor, entity: &Entity, id: i64) -> Result<View> {
    let sql = "SELECT id, name, query, role, is_default FROM admin_views \
               WHERE id = $1 AND entity = $2 AND (user_id = $3 OR (role IS NOT NULL AND $4))";
    let values = vec![id.into(), entity.name.into(), actor.user_id.into(), actor.is_admin().into()];
    read(&tx.get(sql, values).await?)
}

/// 403 for a role's view by anybody but staff.
fn owner(actor: &Actor, whose: Whose) -> Result<(Option<i64>, Option<Role>)> {
    match whose {
        Whose::Mine => Ok((Some(actor.user_id), None)),
        Whose::Of(role) if actor.is_admin() => Ok((None, Some(role))),
        Whose::Of(_) => Err(Error::forbidden()),
    }
}

fn with(key: &[Value], rest: impl IntoIterator<Item = Value>) -> Vec<Value> {
    key.iter().cloned().chain(rest).collect()
}

fn read(row: &QueryResult) -> Result<View> {
    let role: Option<String> = row.try_get("", "role")?;
    Ok(View {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        query: row.try_get("", "query")?,
        role: role.as_deref().and_then(Role::parse),
        is_default: row.try_get("", "is_default")?,
    })
}
