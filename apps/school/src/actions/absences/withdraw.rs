//! Withdrawing an absence: whoever declared it takes it back, while nobody has decided and no register knows of it.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::actions::check_version;
use crate::jobs::absences as jobs;
use crate::permissions::{ABSENCES, Reach};
use crate::store::absences::rows::{self, Absence, Status};

pub(crate) async fn withdraw(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    version: Option<i64>,
) -> Result<Absence> {
    let reach = Reach::of(actor, ABSENCES)?;
    let tx = app.db().write_tx().await?;
    let student = rows::get(&*tx, reach, id).await?.student_id;
    // A register that is closed at this moment finds it, or finds that it is gone.
    rows::lock_student(&tx, student).await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    if old.declared_by != Some(actor.user_id) {
        return Err(Error::forbidden());
    }
    check_version(version, old.row_version)?;
    match old.status()? {
        Status::Withdrawn => return Err(Error::conflict("absence_withdrawn")),
        Status::Accepted | Status::Refused => return Err(Error::conflict("absence_decided")),
        Status::Declared | Status::Justified => {}
    }
    if old.lessons > 0 {
        return Err(Error::conflict("absence_in_registers"));
    }
    rows::withdraw(&tx, id, app.now()).await?;
    let entry = Entry::new("absence_withdrawn").target("absence", id, "").on_behalf_of(student);
    audit::record(&tx, app, info, entry).await?;
    jobs::tell_withdrawn(&tx, app, id).await?;
    let now = rows::get(&*tx, reach, id).await?;
    tx.commit().await?;
    Ok(now)
}

/// Whether [`withdraw`] would let this person do it.
pub(crate) fn may(actor: &Actor, absence: &Absence) -> bool {
    let is_open = matches!(absence.status(), Ok(Status::Declared | Status::Justified));
    is_open && absence.lessons == 0 && absence.declared_by == Some(actor.user_id)
}
