//! The end of a visitor's file: sessions stay, for the numbers, and are nobody's any more.

use std::sync::Arc;

use preau_accounts::actions::delete_person;
use preau_accounts::store::users;
use preau_calendar::claims;
use preau_calendar::domain::claim::Source;
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::audit;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::reservations::SOURCE;
use super::{about, hold};
use crate::actions::sessions::Change;
use crate::actions::sessions::change::change_in;
use crate::domain::life::Reason;
use crate::store::people::visitors::{self, Visitor};
use crate::store::people::{hand_over, reservations};

/// Deletes a file, and the person with it when nothing else keeps them. 409 `legal_hold`.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, visitor: i64) -> Result<()> {
    let file = visitors::get_locked(tx, visitor).await?;
    hold::require_none(tx, app, &file).await?;
    audit::record(tx, app, info, about("visitor_deleted", &file)).await?;
    let person = users::get_locked(tx, file.user_id).await?;
    let is_only_a_visitor = !file.has_login && person.roles().is_empty() && !person.is_staff && !person.is_superuser;
    if is_only_a_visitor {
        // Every module forgets the person, this one too.
        return delete_person::erase_in(tx, app, info, &place_itself(), file.user_id).await;
    }
    part_of(tx, app, info, &file).await
}

/// What the rooms hold of a visitor. 409 `legal_hold`.
pub(super) async fn part_of(tx: &Tx, app: &App, info: &RequestInfo, file: &Visitor) -> Result<()> {
    hold::require_none(tx, app, file).await?;
    for session in hand_over::unfinished(tx, file.id).await? {
        match change_in(tx, app, info, session, Change::Terminate(Reason::Withdrawn)).await {
            // It is over, and only nobody wrote that down yet.
            Err(Error::Conflict(refusal)) if refusal.code == "wrong_state" => {}
            other => other?,
        }
    }
    for coming in reservations::coming_of(&**tx, file.id, app.now()).await? {
        claims::release_source(tx, &Source::new(SOURCE, coming.id)).await?;
        reservations::set_status(tx, coming.id, "cancelled", app.now()).await?;
    }
    hand_over::forget(tx, file.id, app.now()).await?;
    visitors::delete(tx, file.id).await
}

/// Who acts when nobody does: the clocks of retention.
fn place_itself() -> Actor {
    Actor {
        user_id: 0,
        name: String::new(),
        roles: Vec::new(),
        is_staff: true,
        is_superuser: true,
        rights: Arc::default(),
        credential: Credential::System,
        lang: None,
        gate: None,
    }
}
