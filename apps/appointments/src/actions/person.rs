//! What becomes of a person's appointments, wishes and notes.

use preau_calendar::claims;
use preau_calendar::domain::claim::Source;
use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use super::cancel::cancel_in;
use crate::schedule::HOLD;
use crate::store::{appointments, busy_feeds, exceptions, holds, notes, proposals, rules, waiting};

/// What a client may read of themselves: their appointments, and the notes that were shared with them. Private notes are
/// the coach's working papers; whoever asks for them is answered by a person.
pub async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let booked = appointments::all_of_client(conn, user).await?;
    let booked: Vec<_> = booked
        .iter()
        .map(|one| {
            json!({"starts_at": one.starts_at, "ends_at": one.ends_at, "coach": one.coach_name, "status": one.status,
                "service": one.service_fr, "message": one.message, "cancel_reason": one.cancel_reason})
        })
        .collect();
    let shared = notes::shared_with(conn, user).await?;
    let shared: Vec<_> = shared
        .iter()
        .map(|note| json!({"text": note.text, "author": note.author_name, "created_at": note.created_at}))
        .collect();
    Ok(json!({"appointments": booked, "notes": shared, "busy_feed": busy_feed(app, user).await?}))
}

/// A coach's calendar elsewhere and what was read of it; the address itself only they know.
async fn busy_feed(app: &App, coach: i64) -> Result<Value> {
    let conn = app.db().read();
    let Some(feed) = busy_feeds::find_of_coach(conn, coach).await? else { return Ok(Value::Null) };
    let ever = Interval::new(i64::MIN, i64::MAX).ok_or_else(|| Error::internal("no time"))?;
    let times = busy_feeds::times(conn, coach, ever).await?;
    let at = Timestamp::from_seconds;
    let times: Vec<_> = times.iter().map(|time| json!({"from": at(time.from()), "to": at(time.to())})).collect();
    Ok(json!({"url": feed.shown, "created_at": feed.created_at, "checked_at": feed.checked_at, "problem": feed.problem,
        "times": times}))
}

/// Coming appointments are cancelled, words and notes go; that there were appointments stays, for the numbers.
pub async fn erase(app: &App, tx: &Tx, user: i64) -> Result<()> {
    let info = RequestInfo::internal("erasure");
    for coming in appointments::coming_of(&**tx, user, app.now()).await? {
        cancel_in(tx, app, &info, &coming, None, "").await?;
    }
    for hold in holds::of_client(&**tx, user, app.now()).await? {
        claims::release_source(tx, &Source::new(HOLD, hold.id)).await?;
        holds::delete(tx, hold.id).await?;
    }
    waiting::delete_of_client(tx, user).await?;
    notes::delete_of_client(tx, user).await?;
    appointments::forget_words(tx, user).await?;
    appointments::forget_mails(tx, user).await?;
    proposals::delete_of_client(tx, user).await?;
    busy_feeds::delete_of_coach(tx, user).await?;
    exceptions::delete_of_coach(tx, user).await?;
    rules::delete(tx, user).await
}

pub async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    appointments::hand_over(tx, from, into).await?;
    notes::hand_over(tx, from, into).await?;
    waiting::hand_over(tx, from, into).await?;
    exceptions::hand_over(tx, from, into).await?;
    busy_feeds::hand_over(tx, from, into).await?;
    rules::hand_over(tx, from, into).await
}

/// History refers to whoever had an appointment, or wrote or is in a note.
pub async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    Ok(appointments::has_any(&**tx, user).await? || notes::has_any(&**tx, user).await?)
}
