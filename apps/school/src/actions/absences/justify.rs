//! Bringing what excuses an absence: documents, or words.

use bytes::Bytes;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::files::{self, NewFile};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use tokio::sync::Semaphore;

use super::decides;
use crate::domain::absences::document::{self, LIMIT};
use crate::permissions::{ABSENCES, Reach};
use crate::store::absences::documents::{self, New};
use crate::store::absences::rows::{self, Absence, Status};

/// Documents of one absence.
const MOST: i64 = 5;
/// Large pictures take hundreds of megabytes while they are read.
static READING: Semaphore = Semaphore::const_new(2);

/// As it was sent.
#[derive(Debug, Clone)]
pub(crate) struct Brought {
    pub(crate) files: Vec<(String, Bytes)>,
    pub(crate) reason: Option<String>,
}

pub(crate) async fn justify(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    brought: Brought,
) -> Result<Absence> {
    let reach = Reach::of(actor, ABSENCES)?;
    let count = i64::try_from(brought.files.len()).map_err(Error::internal)?;
    // Asked before anything is read, and again once it is.
    check(app, actor, &rows::get(app.db().read(), reach, id).await?, count)?;
    let mut prepared = Vec::with_capacity(brought.files.len());
    for (name, bytes) in brought.files {
        prepared.push(prepare(app, id, &name, bytes).await?);
    }
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    check(app, actor, &old, count)?;
    for (file, mut new) in prepared {
        new.by = actor.user_id;
        new.file = files::put(&tx, app, file).await?.as_str().to_owned();
        documents::insert(&tx, &new, app.now()).await?;
    }
    let reason = brought.reason.as_deref().unwrap_or(&old.reason);
    rows::justify(&tx, id, reason, app.now()).await?;
    let entry = Entry::new("absence_justified").target("absence", id, "").on_behalf_of(old.student_id);
    audit::record(&tx, app, info, entry.meta("documents", count).personal("reason", reason)).await?;
    let now = rows::get(&*tx, reach, id).await?;
    tx.commit().await?;
    Ok(now)
}

/// After a decision only what was asked for is taken, as long as it was asked for; the office is bound by no deadline.
fn check(app: &App, actor: &Actor, absence: &Absence, files: i64) -> Result<()> {
    let is_over = absence.deadline.is_some_and(|deadline| app.now() > deadline);
    match absence.status()? {
        Status::Withdrawn => return Err(Error::conflict("absence_withdrawn")),
        Status::Accepted => return Err(Error::conflict("absence_decided")),
        Status::Refused if absence.deadline.is_none() => return Err(Error::conflict("absence_decided")),
        _ if is_over && decides(actor).is_err() => return Err(Error::conflict("deadline_passed")),
        _ => {}
    }
    if absence.documents + files > MOST {
        return Err(Error::conflict(Refusal::new("too_many_documents").arg("most", MOST)));
    }
    Ok(())
}

/// Before the transaction: what is no document is 400 on `file`.
async fn prepare(app: &App, absence: i64, name: &str, bytes: Bytes) -> Result<(files::Prepared, New)> {
    if bytes.len() > LIMIT {
        return Err(Error::TooLarge { limit_bytes: LIMIT });
    }
    let turn = READING.acquire().await.map_err(Error::internal)?;
    let document = tokio::task::spawn_blocking(move || document::prepare(&bytes)).await.map_err(Error::internal)?;
    drop(turn);
    let document = document.map_err(|unfit| Error::invalid("file", unfit.code()))?;
    let name = document::name(name, document.kind);
    let content_type = document.kind.content_type();
    let size = i64::try_from(document.bytes.len()).map_err(Error::internal)?;
    let file = NewFile {
        owner_kind: "absence",
        owner_id: absence,
        name: name.clone(),
        content_type: content_type.to_owned(),
        bytes: document.bytes.into(),
    };
    let new = New { absence, file: String::new(), name, content_type, size, by: 0 };
    Ok((files::prepare(app, file).await?, new))
}
