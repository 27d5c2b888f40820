//! Everything that the place holds about one person, for them to read (GDPR article 15).

use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use serde_json::{Map, Value, json};

use crate::api::shapes;
use crate::store::{grants, profiles, sessions, tokens, users};

/// One member per module.
pub async fn export_all(app: &App, info: &RequestInfo, user: i64) -> Result<Value> {
    let person = users::get(app.db().read(), user).await?;
    let mut out = Map::new();
    for module in app.modules() {
        let part = module.export_person(app, user).await?;
        if !part.is_null() {
            out.insert(module.name().to_owned(), part);
        }
    }
    let tx = app.db().write_tx().await?;
    audit::record(&tx, app, info, Entry::new("user_exported").target("user", user, person.name())).await?;
    tx.commit().await?;
    Ok(out.into())
}

/// What accounts holds.
pub async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let person = users::get(conn, user).await?;
    let mut roles = Map::new();
    for role in person.roles() {
        let kind = profiles::kind_of(role);
        if let Some(profile) = profiles::find_of_user(conn, kind, user).await? {
            roles.insert(role.name().to_owned(), shapes::own_fields(&profile));
        }
    }
    let logins: Vec<Value> = sessions::list_alive(conn, user, app.now())
        .await?
        .iter()
        .map(|s| json!({"device": s.device, "ip_address": s.ip_address, "created_at": s.created_at, "last_seen_at": s.last_seen_at}))
        .collect();
    let tokens: Vec<Value> = tokens::list_alive(conn, user)
        .await?
        .iter()
        .map(|t| json!({"name": t.name, "created_at": t.created_at}))
        .collect();
    Ok(json!({
        "user": shapes::full_user(&person),
        "email_verified_at": person.email_verified_at,
        "roles": roles,
        "rights": grants::list_for(conn, user, &[]).await?,
        "logins": logins,
        "api_tokens": tokens,
    }))
}
