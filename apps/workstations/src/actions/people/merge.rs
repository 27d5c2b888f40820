//! Two files of one visitor become one.

use preau_accounts::actions::merge::merge_in;
use preau_kernel::actor::Actor;
use preau_kernel::audit;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::about;
use crate::store::locks;
use crate::store::people::{hand_over, visitors};

/// `into` keeps what it says and takes what it lacks. 409 `person_has_login` for a file whose person logs in: that is
/// for whoever manages people; `visitor_busy` when both have an open session.
pub async fn merge(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, from: i64, into: i64) -> Result<()> {
    if from == into {
        return Err(Error::invalid("into", "same_person"));
    }
    // In the order of their ids, as any two merges.
    for id in [from.min(into), from.max(into)] {
        if !locks::visitor(tx, id).await? {
            let unknown = || Error::invalid("into", Refusal::new("no_such_visitor").arg("id", id));
            return Err(if id == from { Error::NotFound } else { unknown() });
        }
    }
    let (old, kept) = (visitors::get(&**tx, from).await?, visitors::get(&**tx, into).await?);
    if old.has_login {
        return Err(Error::conflict("person_has_login"));
    }
    merge_in(tx, app, info, actor, old.user_id, kept.user_id).await?;
    let entry = about("visitor_merged", &kept).meta("from", from).personal("from", old.name());
    audit::record(tx, app, info, entry).await.map(drop)
}

/// What every module is asked for when two people are one.
pub(super) async fn of_people(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let Some(old) = visitors::find_of_user(&**tx, from).await? else { return Ok(()) };
    match visitors::find_of_user(&**tx, into).await? {
        None => hand_over::give(tx, old.id, into).await,
        Some(kept) => {
            hand_over::merge(tx, old.id, kept.id).await?;
            visitors::delete(tx, old.id).await
        }
    }
}
