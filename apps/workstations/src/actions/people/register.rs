//! Registering a visitor, after a look-up: somebody who is probably there already is named first.

use preau_accounts::actions::person::{Change, require_rank};
use preau_accounts::store::users::{self, Person, Values as PersonValues};
use preau_kernel::actor::Actor;
use preau_kernel::audit;
use preau_kernel::db::{Tx, search};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::{Value, json};

use super::consent::{self, Given};
use super::{about, require_category, require_named};
use crate::domain::people::double::{Known, reasons};
use crate::store::people::doubles::{self, Found};
use crate::store::people::visitors::{self, Values};

/// What is asked of somebody who comes for the first time.
#[derive(Debug, Clone)]
pub struct Registration {
    pub person: Change,
    pub values: Values,
    pub consent: Option<Given>,
    /// Somebody whom the place knows already, by the id of their person.
    pub user: Option<i64>,
    /// The operator looked and it is somebody else.
    pub accept_double: bool,
}

/// 409 `probable_double` with who it may be.
pub async fn register(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, new: &Registration) -> Result<i64> {
    require_named(app)?;
    require_category(tx, new.values.category).await?;
    if !new.accept_double {
        refuse_double(tx, new).await?;
    }
    let user = match new.user {
        Some(user) => known(tx, actor, user, &new.person).await?.id,
        None => insert_person(tx, app, &new.person).await?,
    };
    let by = Some(actor.user_id).filter(|id| *id > 0);
    let id = visitors::insert(tx, user, &new.values, by, app.now()).await?;
    let made = visitors::get(&**tx, id).await?;
    audit::record(tx, app, info, about("visitor_created", &made)).await?;
    if let Some(given) = &new.consent {
        consent::give(tx, app, info, id, given).await?;
    }
    Ok(id)
}

fn describe(change: &Change) -> Known<'_> {
    Known {
        first_name: change.first_name.as_deref().unwrap_or_default(),
        last_name: change.last_name.as_deref().unwrap_or_default(),
        birth: change.birth_date.flatten(),
        email: change.email.as_ref().and_then(|email| email.as_deref()),
        phone: change.phone.as_deref(),
    }
}

async fn refuse_double(tx: &Tx, new: &Registration) -> Result<()> {
    let asked = describe(&new.person);
    let found = doubles::probable(&**tx, asked, None).await?;
    if found.is_empty() {
        return Ok(());
    }
    let shown: Value = found.iter().map(|found| shown(asked, found)).collect();
    Err(Error::conflict(Refusal::new("probable_double").arg("count", found.len()).extra("doubles", shown)))
}

fn shown(asked: Known<'_>, found: &Found) -> Value {
    json!({"id": found.visitor, "first_name": found.first_name, "last_name": found.last_name,
        "reasons": reasons(asked, found.known()), "birth_date": found.birth().map(|date| date.to_string()), "last_visit_at": found.last_visit_at})
}

/// Whoever names a person of the place must know how they are called; that there is one is told to nobody else.
async fn known(tx: &Tx, actor: &Actor, user: i64, said: &Change) -> Result<Person> {
    let unknown = || Error::invalid("user", Refusal::new("unknown_person").arg("id", user));
    let person = match users::get_locked(tx, user).await {
        Err(Error::NotFound) => return Err(unknown()),
        other => other?,
    };
    let key = |first: &str, last: &str| search::fold(&format!("{last} {first}"));
    let said = describe(said);
    if key(said.first_name, said.last_name) != key(&person.first_name, &person.last_name) {
        return Err(unknown());
    }
    require_rank(actor, &person)?;
    Ok(person)
}

async fn insert_person(tx: &Tx, app: &App, change: &Change) -> Result<i64> {
    let values = PersonValues {
        email: change.email.clone().flatten(),
        first_name: change.first_name.clone().unwrap_or_default(),
        last_name: change.last_name.clone().unwrap_or_default(),
        phone: change.phone.clone().unwrap_or_default(),
        birth_date: change.birth_date.flatten(),
        lang: change.lang.clone().flatten(),
        is_active: true,
        ..PersonValues::default()
    };
    users::insert(tx, &values, app.now()).await.map_err(|error| error.on_duplicate(&[("users.email", "email")]))
}
