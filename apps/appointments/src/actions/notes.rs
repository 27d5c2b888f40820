//! Notes about clients. What they said before is kept.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::check_version;
use crate::permissions;
use crate::store::appointments::{self, Reach as AppointmentReach};
use crate::store::notes::{self as rows, New, Note, Reach};
use crate::store::people;

/// What changes of one.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub text: Option<String>,
    pub shared: Option<bool>,
    /// `Some(None)`: about no session any more.
    pub appointment: Option<Option<i64>>,
}

pub async fn create(app: &App, info: &RequestInfo, actor: &Actor, new: &New) -> Result<Note> {
    let tx = app.db().write_tx().await?;
    let id = create_in(&tx, app, info, permissions::notes(actor)?, new).await?;
    let made = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(made)
}

/// As [`create`], in the caller's transaction.
pub async fn create_in(tx: &Tx, app: &App, info: &RequestInfo, reach: Reach, new: &New) -> Result<i64> {
    let unknown = || Error::invalid("client", Refusal::new("unknown_person").arg("id", new.client));
    people::find(&**tx, new.client).await?.ok_or_else(unknown)?;
    if let Reach::OfCoach(coach) = reach
        && !rows::is_client_of(&**tx, coach, new.client).await?
    {
        return Err(unknown());
    }
    require_own(tx, new.client, new.appointment).await?;
    let id = rows::insert(tx, new, app.now()).await?;
    let entry = Entry::new("note_written").target("client_note", id, "").meta("client", new.client);
    audit::record(tx, app, info, entry.meta("shared", new.shared)).await?;
    Ok(id)
}

/// A note names an appointment of its client only, not a stranger's.
async fn require_own(tx: &Tx, client: i64, appointment: Option<i64>) -> Result<()> {
    let Some(id) = appointment else { return Ok(()) };
    match appointments::get(&**tx, AppointmentReach::OfClient(client), id).await {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(Error::invalid("appointment", Refusal::new("unknown_appointment").arg("id", id))),
        Err(other) => Err(other),
    }
}

pub async fn update(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    change: &Change,
    version: Option<i64>,
) -> Result<Note> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, permissions::notes(actor)?, id).await?;
    check_version(version, old.row_version)?;
    update_in(&tx, app, info, actor, &old, change).await?;
    let now = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(now)
}

/// As [`update`], of a row that is locked.
pub async fn update_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    old: &Note,
    change: &Change,
) -> Result<()> {
    let text = change.text.as_deref().unwrap_or(&old.text);
    let shared = change.shared.unwrap_or(old.shared);
    let appointment = change.appointment.filter(|appointment| *appointment != old.appointment);
    let is_said_anew = text != old.text || shared != old.shared;
    if !is_said_anew && appointment.is_none() {
        return Ok(());
    }
    if is_said_anew {
        rows::update(tx, old, text, shared, actor.user_id, app.now()).await?;
    }
    if let Some(appointment) = appointment {
        require_own(tx, old.client, appointment).await?;
        rows::set_appointment(tx, old.id, appointment, app.now()).await?;
    }
    let entry = Entry::new("note_changed").target("client_note", old.id, "").meta("client", old.client);
    audit::record(tx, app, info, entry.meta("shared", shared)).await.map(drop)
}

pub async fn delete(app: &App, info: &RequestInfo, actor: &Actor, id: i64, version: Option<i64>) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, permissions::notes(actor)?, id).await?;
    check_version(version, old.row_version)?;
    delete_in(&tx, app, info, &old).await?;
    tx.commit().await
}

/// As [`delete`], of a row that is locked. Its history goes with it; that it was deleted stays in the trail.
pub async fn delete_in(tx: &Tx, app: &App, info: &RequestInfo, old: &Note) -> Result<()> {
    rows::delete(tx, old.id).await?;
    let entry = Entry::new("note_deleted").target("client_note", old.id, "").meta("client", old.client);
    audit::record(tx, app, info, entry).await.map(drop)
}
