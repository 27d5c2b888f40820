//! Opening and closing check-in, and the codes of an open window.

use chrono::TimeDelta;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::secrets::Purpose;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{changed, check_open, reach, register};
use crate::State;
use crate::domain::attendance::code::Codes;
use crate::store::attendance::lessons::{self, Lesson};
use crate::store::attendance::windows::{self, New, Window};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    /// Whether two codes that follow one another are asked for.
    pub(crate) proof: bool,
    pub(crate) minutes: i64,
}

/// Opens check-in, or changes the window that is open already. True: it is new.
pub(crate) async fn open(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    opening: Opening,
) -> Result<(Window, bool)> {
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach(actor)?, id).await?;
    check_open(&lesson)?;
    let now = app.now();
    check_time(app, &lesson)?;
    let mode = if opening.proof { windows::PROOF } else { "code" };
    let closes_at = now.plus(TimeDelta::minutes(opening.minutes)).min(lesson.ends_at);
    let known = windows::open_at(&*tx, id, now).await?;
    match &known {
        Some(window) => windows::change(&tx, window.id, mode, closes_at).await?,
        None => {
            let (salt, network) = (app.chance().bytes(), network(app, info));
            let (opened_by, lesson) = (actor.user_id, id);
            let new = New { lesson, mode, salt, opened_by, closes_at, network_hash: &network };
            windows::insert(&tx, &new, now).await?;
        }
    }
    register::open(&tx, app, &lesson, actor.user_id).await?;
    changed(&tx, id).await?;
    let entry = Entry::new("check_in_opened").target("lesson", id, lesson.name()).meta("mode", mode);
    audit::record(&tx, app, info, entry.meta("closes_at", closes_at.to_string())).await?;
    let window = windows::open_at(&*tx, id, now).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok((window, known.is_none()))
}

/// Harmless when none is open.
pub(crate) async fn close(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach(actor)?, id).await?;
    if windows::end(&tx, id, app.now()).await? == 0 {
        return Ok(());
    }
    changed(&tx, id).await?;
    audit::record(&tx, app, info, Entry::new("check_in_ended").target("lesson", id, lesson.name())).await?;
    tx.commit().await
}

/// From some minutes before the lesson until its end.
pub(super) fn check_time(app: &App, lesson: &Lesson) -> Result<()> {
    let now = app.now();
    if now < lesson.starts_at.minus(app.state::<State>().config.check_in_ahead.delta()) {
        return Err(Error::conflict("lesson_not_begun"));
    }
    if now >= lesson.ends_at {
        return Err(Error::conflict("lesson_over"));
    }
    Ok(())
}

/// The codes of a window: nothing that is stored gives them away.
pub(crate) fn codes(app: &App, window: &Window) -> Codes {
    let (lesson, id) = (window.lesson_id.to_le_bytes(), window.id.to_le_bytes());
    Codes::new(app.secrets().mac(Purpose::OneTime, &[b"check-in", &lesson, &id, &window.salt]), window.opens_at)
}

/// As check-ins and windows keep the asker's network: comparable, not readable.
pub(super) fn network(app: &App, info: &RequestInfo) -> String {
    hashed(app, b"check-in network", &info.network())
}

pub(super) fn hashed(app: &App, label: &[u8], text: &str) -> String {
    hex::encode(&app.secrets().mac(Purpose::Device, &[label, text.as_bytes()])[..16])
}
