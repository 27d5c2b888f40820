//! What becomes of a person's enrolments and lessons; marks and absences in their folders.

use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use super::claiming::{LESSON, zone};
use super::{absences, attendance};
use crate::store::structure::enrolments;
use crate::store::{lessons, notices};

/// What a person may read of themselves here: where they were and are enrolled, what they gave and give, their marks and
/// absences.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let enrolled = enrolments::of_student(conn, user).await?;
    let enrolled: Vec<_> = enrolled
        .iter()
        .map(|one| json!({"group": one.group_name, "first_day": one.first_day, "last_day": one.last_day}))
        .collect();
    let given = lessons::given_by(conn, user).await?;
    let given: Vec<_> = given
        .iter()
        .map(|one| json!({"title": one.shown_title(), "starts_at": one.starts_at, "ends_at": one.ends_at, "status": one.status}))
        .collect();
    Ok(json!({
        "enrolments": enrolled,
        "lessons_given": given,
        "attendance": attendance::person::export(app, user).await?,
        "absences": absences::person::export(app, user).await?,
    }))
}

/// Enrolments end today and the time of lessons to come is given back; that there were lessons stays, for the numbers.
pub(crate) async fn erase(app: &App, tx: &Tx, user: i64) -> Result<()> {
    let today = wall::date_of(zone(app).await?, app.now().seconds());
    enrolments::end_of(tx, user, today, app.now()).await?;
    release_coming(tx, user, app.now()).await?;
    notices::delete_of(tx, user).await?;
    attendance::person::erase(app, tx, user).await?;
    absences::person::erase(app, tx, user).await
}

/// A lesson to come loses whoever is gone; it stays, for somebody else to give.
async fn release_coming(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    let sql = "DELETE FROM time_claims WHERE subject_kind = 'person' AND subject_id = $1 AND source_kind = $2 AND starts > $3";
    tx.exec(sql, vec![user.into(), LESSON.into(), now.seconds().into()]).await?;
    lessons::forget_coming_professor(tx, user, now).await
}

pub(crate) async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    enrolments::hand_over(tx, from, into).await?;
    lessons::hand_over(tx, from, into).await?;
    notices::delete_of(tx, from).await?;
    attendance::person::merge(tx, from, into).await?;
    absences::person::merge(tx, from, into).await
}

/// History refers to whoever was enrolled or gave a lesson, and to whom a mark or absence names.
pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    Ok(enrolments::has_any(&**tx, user).await?
        || lessons::gives_any(&**tx, user).await?
        || attendance::person::is_remembered(tx, user).await?
        || absences::person::is_remembered(tx, user).await?)
}
