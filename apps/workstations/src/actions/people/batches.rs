//! Codes in a batch, for guests: printed, cut apart, handed out.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::actions::sessions::change::change;
use crate::actions::sessions::{Change, Wanted, issue};
use crate::domain::life::Reason;
use crate::store::people::batches;

/// Of one batch; more is another one.
pub const MOST_CODES: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    pub label: String,
    pub minutes: i64,
    pub count: i64,
}

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, new: &New) -> Result<i64> {
    let by = info.maybe_actor().map(|actor| actor.user_id);
    let id = batches::insert(tx, &new.label, new.minutes, new.count, by, app.now()).await?;
    for _ in 0..new.count {
        let wanted = Wanted { minutes: new.minutes, batch: Some(id), ..Wanted::default() };
        issue::issue(tx, app, info, wanted).await?;
    }
    let entry = Entry::new("batch_made")
        .target("code_batch", id, &new.label)
        .meta("count", new.count)
        .meta("minutes", new.minutes);
    audit::record(tx, app, info, entry).await?;
    Ok(id)
}

/// Codes that nobody has used are void from now on.
pub async fn make_void(app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let now = app.now();
    let codes = batches::codes(app.db().read(), id).await?;
    for code in codes.iter().filter(|code| batches::is_unused(code, now)) {
        match change(app, info, code.id, Change::Terminate(Reason::Withdrawn), None).await {
            // It lapsed meanwhile.
            Err(Error::Conflict(_)) => {}
            other => other?,
        }
    }
    Ok(())
}

/// Its codes were shown.
pub async fn note_shown(app: &App, info: &RequestInfo, id: i64, label: &str) -> Result<()> {
    let tx = app.db().write_tx().await?;
    audit::record(&tx, app, info, Entry::new("batch_printed").target("code_batch", id, label)).await?;
    tx.commit().await
}
