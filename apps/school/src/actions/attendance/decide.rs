//! The professor's tap about a check-in: it is them, or it is not. It can be taken back by the other one.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::mark::say;
use super::{changed, check_in, check_open, reach};
use crate::domain::attendance::mark::Said;
use crate::domain::attendance::status::Voice;
use crate::store::attendance::marks::{self, Telling};
use crate::store::attendance::{check_ins, lessons};

/// 404 for somebody who has not checked in.
pub(crate) async fn decide(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    (id, student): (i64, i64),
    accept: bool,
) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach(actor)?, id).await?;
    check_open(&lesson)?;
    let claim = check_ins::find(&*tx, id, student).await?.ok_or(Error::NotFound)?;
    if claim.accepted == Some(accept) {
        return Ok(());
    }
    let now = app.now();
    check_ins::decide(&tx, claim.id, accept, actor.user_id, now).await?;
    let kept = marks::find(&*tx, id, student).await?;
    let claimed = kept.as_ref().and_then(|kept| kept.mark.student);
    if let Some(status) = claimed {
        let (_, minutes) = check_in::arrival(app, &lesson, claim.at);
        let said = Said { confirmed: accept, ..Said::new(Voice::Student, Some(status)).minutes(minutes, 0) };
        let telling = Telling { actor: Some(actor.user_id), reason: "", now };
        say(&tx, (id, lesson.starts_at), student, kept.as_ref(), &said, telling).await?;
    }
    changed(&tx, id).await?;
    let entry = Entry::new("check_in_decided").target("lesson", id, lesson.name());
    audit::record(&tx, app, info, entry.meta("student", student).meta("accepted", accept)).await?;
    tx.commit().await
}
