//! Changing a visitor's file.

use preau_accounts::actions::person::{self as people, Change, require_rank};
use preau_accounts::store::users;
use preau_kernel::actor::Actor;
use preau_kernel::audit;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::json;

use super::consent;
use super::{about, require_category};
use crate::actions::{changed, changes, check_version};
use crate::store::people::visitors::{self, Values, Visitor};

/// `old` is the file as it was locked. Whoever logs in keeps their own identity: 409 `person_has_login`.
pub async fn change(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    old: &Visitor,
    (person, values): (&Change, &Values),
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    require_category(tx, values.category).await?;
    let changes = changes([
        ("category", json!(old.category), json!(values.category)),
        ("notes", json!(old.notes), json!(values.notes)),
    ]);
    if !changes.is_empty() {
        visitors::update(tx, old.id, values, app.now()).await?;
        audit::record(tx, app, info, changed(about("visitor_updated", old), changes)).await?;
    }
    if !says_anything_new(old, person) {
        return Ok(());
    }
    if old.has_login {
        return Err(Error::conflict("person_has_login"));
    }
    let known = users::get_locked(tx, old.user_id).await?;
    require_rank(actor, &known)?;
    people::change_person(tx, app, info, actor, &known, person, "").await.map_err(field_of_person)?;
    let entry = about("visitor_updated", old).meta("fields", fields_of(old, person));
    audit::record(tx, app, info, entry).await?;
    consent::check_again(tx, app, info, old.id).await
}

/// Errors about the person stand at the visitor's own fields.
fn field_of_person(error: Error) -> Error {
    error.on_duplicate(&[("users.email", "email")])
}

fn fields_of(old: &Visitor, change: &Change) -> Vec<&'static str> {
    let mut fields = Vec::new();
    let mut note = |name: &'static str, is_new: bool| {
        if is_new {
            fields.push(name);
        }
    };
    note("first_name", change.first_name.as_ref().is_some_and(|name| *name != old.first_name));
    note("last_name", change.last_name.as_ref().is_some_and(|name| *name != old.last_name));
    note("email", change.email.as_ref().is_some_and(|email| *email != old.email));
    note("phone", change.phone.as_ref().is_some_and(|phone| *phone != old.phone));
    note("birth_date", change.birth_date.is_some_and(|date| date != old.birth()));
    note("lang", change.lang.as_ref().is_some_and(|lang| *lang != old.lang));
    fields
}

fn says_anything_new(old: &Visitor, change: &Change) -> bool {
    !fields_of(old, change).is_empty()
}
