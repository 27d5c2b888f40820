//! A message to groups, by mail.

use chrono::TimeDelta;
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::throttle;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use crate::jobs::absences as jobs;
use crate::permissions::{PLAN, Reach};
use crate::store::absences::messages::{self, Message, New};
use crate::store::absences::scope;

/// Of one sender in an hour.
const MOST: i64 = 20;
/// Mails written by one job.
const BATCH: usize = 100;

#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) groups: Vec<i64>,
    pub(crate) with_tutors: bool,
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// How many people a message to these groups would reach; 404 for a group to which the asker may not write.
pub(crate) async fn count(app: &App, actor: &Actor, groups: &[i64], with_tutors: bool) -> Result<i64> {
    let reach = Reach::of(actor, PLAN)?.as_professor();
    let conn = app.db().read();
    for group in groups {
        scope::taught_group(conn, reach, *group).await?;
    }
    let zone = Place::load(app).await?.zone;
    messages::count(conn, groups, with_tutors, &wall::date_of(zone, app.now().seconds()).to_string()).await
}

pub(crate) async fn send(app: &App, info: &RequestInfo, actor: &Actor, written: &Written) -> Result<Message> {
    let reach = Reach::of(actor, PLAN)?.as_professor();
    let zone = Place::load(app).await?.zone;
    let today = wall::date_of(zone, app.now().seconds()).to_string();
    let tx = app.db().write_tx().await?;
    for group in &written.groups {
        scope::taught_group(&*tx, reach, *group).await.map_err(|error| match error {
            Error::NotFound => Error::invalid("groups", Refusal::new("unknown_message_group").arg("id", *group)),
            other => other,
        })?;
    }
    let key = format!("school.message:{}", actor.user_id);
    let hour = TimeDelta::hours(1);
    if throttle::hit(&tx, &key, app.now(), hour).await? > MOST {
        let [counter] = throttle::read(&*tx, [(key.as_str(), hour)], app.now()).await?;
        let waits = hour - app.now().since(counter.last);
        let retry_after_seconds = u64::try_from(waits.num_seconds()).unwrap_or(1);
        return Err(Error::TooMany { code: "too_many_messages", retry_after_seconds });
    }
    let to = messages::recipients(&*tx, &written.groups, written.with_tutors, &today).await?;
    let new = New {
        sender: actor.user_id,
        subject: written.subject.clone(),
        body: written.text.clone(),
        groups: written.groups.clone(),
        recipients: i64::try_from(to.len()).map_err(Error::internal)?,
    };
    let id = messages::insert(&tx, &new, app.now()).await?;
    for people in to.chunks(BATCH) {
        jobs::send_message(&tx, app, id, people).await?;
    }
    let entry = Entry::new("group_message_sent").target("group_message", id, written.subject.as_str());
    let entry = entry.meta("groups", written.groups.clone()).meta("recipients", new.recipients);
    audit::record(&tx, app, info, entry).await?;
    let sent = messages::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(sent)
}
