//! The first run: a place without any superuser gets its first one, from the page of the first-run link.

use preau_kernel::app::App;
use preau_kernel::audit::Entry;
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result, place};

use super::change_password::check_rules_for;
use super::superuser;
use crate::State;
use crate::store::users::{self, Person, Values};

pub struct FirstPerson {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub password: String,
    /// A fresh place can have its coach at once.
    pub is_coach: bool,
    pub lang: Lang,
}

/// Whether the place still waits for its first superuser. One who is inactive counts: a link of long ago must not open
/// a place whose owner is away.
pub async fn is_due(app: &App) -> Result<bool> {
    Ok(!users::has_superuser(app.db().read()).await?)
}

/// 404 once there is a superuser; of two at the same instant, one is created.
pub async fn create(app: &App, info: &RequestInfo, new: FirstPerson) -> Result<Person> {
    check_rules_for("password", &new.password, &[&new.first_name, &new.last_name, &new.email])?;
    let encoded = app.state::<State>().hasher.hash(&new.password, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    place::lock(&tx).await?;
    if users::has_superuser(&*tx).await? {
        return Err(Error::NotFound);
    }
    let values = Values {
        email: Some(new.email),
        first_name: new.first_name,
        last_name: new.last_name,
        lang: Some(new.lang.code().to_owned()),
        is_active: true,
        is_staff: true,
        is_superuser: true,
        // Who holds the link runs the machine; no mail may be set up yet.
        email_verified_at: Some(app.now()),
        ..Values::default()
    };
    let entry = |person: &Person| Entry::new("user_created").by(person.id, person.name()).meta("how", "first_run");
    let person = superuser::insert(&tx, app, info, &values, &encoded, new.is_coach, entry).await?;
    tx.commit().await?;
    Ok(person)
}
