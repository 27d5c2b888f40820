//! The consent of a visitor: to a published text, by themselves, or by a guardian under 15.

use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::audit;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::about;
use crate::domain::people::consent::{GivenBy, check, holds};
use crate::store::people::consents::{self, New};
use crate::store::people::{texts, visitors};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub given_by: GivenBy,
    pub guardian_name: String,
    /// `None`: the text to sign now.
    pub text_version: Option<String>,
}

/// Takes the place of one that held. Fields of the refusals are `given_by`, `guardian_name`, `text_version`.
pub async fn give(tx: &Tx, app: &App, info: &RequestInfo, visitor: i64, given: &Given) -> Result<()> {
    let file = visitors::get_locked(tx, visitor).await?;
    let now = app.now();
    let today = wall::date_of(zone(tx, app).await?, now.seconds());
    check(given.given_by, &given.guardian_name, file.birth(), today)
        .map_err(|wrong| Error::invalid(wrong.field(), wrong.code()))?;
    let version = match &given.text_version {
        Some(version) if texts::is_published(&**tx, version).await? => version.clone(),
        Some(version) => {
            return Err(Error::invalid("text_version", Refusal::new("no_such_text").arg("version", version)));
        }
        None => texts::current(&**tx).await?.ok_or_else(|| Error::conflict("no_consent_text"))?,
    };
    consents::withdraw(tx, visitor, now).await?;
    let new = New {
        visitor,
        text_version: &version,
        given_at: now,
        given_by: given.given_by,
        guardian_name: given.guardian_name.trim(),
        recorded_by: info.maybe_actor().map(|actor| actor.user_id),
    };
    consents::insert(tx, &new).await?;
    visitors::touch(tx, visitor, now).await?;
    let entry = about("consent_given", &file)
        .meta("text_version", version)
        .meta("given_by", given.given_by.name())
        .personal("guardian_name", given.guardian_name.trim());
    audit::record(tx, app, info, entry).await.map(drop)
}

/// 409 `no_consent` when none holds.
pub async fn withdraw(tx: &Tx, app: &App, info: &RequestInfo, visitor: i64, reason: &str) -> Result<()> {
    let file = visitors::get_locked(tx, visitor).await?;
    if !consents::withdraw(tx, visitor, app.now()).await? {
        return Err(Error::conflict("no_consent"));
    }
    visitors::touch(tx, visitor, app.now()).await?;
    let entry = about("consent_withdrawn", &file)
        .meta("text_version", file.consent_text.clone())
        .meta("reason", reason.to_owned());
    audit::record(tx, app, info, entry).await.map(drop)
}

/// A consent that turns out to have been given by somebody too young does not hold.
pub(super) async fn check_again(tx: &Tx, app: &App, info: &RequestInfo, visitor: i64) -> Result<()> {
    let file = visitors::get(&**tx, visitor).await?;
    let Some((given_at, by)) = file.consent_given_at.zip(file.consent_given_by.as_deref().and_then(GivenBy::parse))
    else {
        return Ok(());
    };
    let given_on = wall::date_of(zone(tx, app).await?, Timestamp::seconds(given_at));
    if holds(by, file.birth(), given_on) { Ok(()) } else { withdraw(tx, app, info, visitor, "guardian_required").await }
}

async fn zone(tx: &Tx, app: &App) -> Result<Tz> {
    Ok(Place::load_within(app, tx).await?.zone)
}
