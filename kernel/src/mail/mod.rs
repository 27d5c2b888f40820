//! Mails: queued in the transaction of what they tell about, delivered by a job, kept for thirty days.
//!
//! Map: here queuing and delivering · `letter` the layout that gives a mail its text and HTML · `message` the message
//! of RFC 5322 · `transport` console, file, SMTP, memory. A mail that is delivered twice (the program ended between
//! the delivery and its note) carries the same Message-ID.

mod letter;
mod message;
mod transport;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::jobs;

pub use letter::{Letter, Paragraph};
pub use transport::Mailbox;
pub(crate) use transport::Post;

pub(crate) const DELIVER_JOB: &str = "kernel.deliver_mail";
/// Over a day, ten minutes apart at last, so that a mail server may be down for a night.
pub(crate) const MAX_ATTEMPTS: i64 = 150;
const KEPT: TimeDelta = TimeDelta::days(30);

/// What a calendar program makes of a mail (RFC 6047): the text of a calendar, in a part of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// `REQUEST` or `CANCEL`, as the text itself says it.
    pub method: String,
    pub text: String,
}

/// A mail to queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub to_name: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// It carries a password or a link that logs in: its body is blanked once it is delivered.
    pub sensitive: bool,
    pub calendar: Option<Invitation>,
    /// Whom an answer reaches; nobody reads those to the sender's address.
    pub reply_to: Option<String>,
}

/// A mail on its way, as the transports see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub to: String,
    pub to_name: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub calendar: Option<Invitation>,
    pub reply_to: Option<String>,
    /// With its angle brackets; the same at every attempt.
    pub message_id: String,
    /// When it was queued.
    pub date: Timestamp,
}

/// Queues a mail in the caller's transaction and returns its id; it leaves after the commit.
pub async fn queue(tx: &Tx, app: &App, mail: Mail) -> Result<i64> {
    let message_id = format!("<{}@{}>", hex::encode(app.chance().bytes::<16>()), app.post().domain());
    let (method, calendar) = mail.calendar.map(|part| (part.method, part.text)).unzip();
    let id = tx
        .number(
            "INSERT INTO mails (recipient, recipient_name, subject, text, html, message_id, state, sensitive, attempts, \
             created_at, calendar_method, calendar, reply_to) VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, 0, $8, $9, \
             $10, $11) RETURNING id",
            vec![
                mail.to.trim().into(),
                one_line(&mail.to_name).into(),
                one_line(&mail.subject).into(),
                mail.text.into(),
                mail.html.into(),
                message_id.into(),
                mail.sensitive.into(),
                app.now().into(),
                method.into(),
                calendar.into(),
                mail.reply_to.map(|address| address.trim().to_owned()).into(),
            ],
        )
        .await?;
    jobs::enqueue(tx, app, DELIVER_JOB, json!({ "mail": id })).await?;
    Ok(id)
}

/// Gives a mail that failed for good all its attempts again; false when it is none.
pub async fn retry(tx: &Tx, app: &App, id: i64) -> Result<bool> {
    let sql = "UPDATE mails SET state = 'queued', attempts = 0 WHERE id = $1 AND state = 'failed'";
    let is_failed = tx.exec(sql, vec![id.into()]).await? > 0;
    if is_failed {
        jobs::enqueue(tx, app, DELIVER_JOB, json!({ "mail": id })).await?;
    }
    Ok(is_failed)
}

/// The job: delivers one mail, unless it was delivered before.
pub(crate) async fn deliver(app: App, payload: Value) -> Result<()> {
    let id = payload["mail"].as_i64().ok_or_else(|| Error::internal("no mail id"))?;
    let sql = "SELECT recipient, recipient_name, subject, text, html, message_id, sensitive, created_at, attempts, \
               calendar_method, calendar, reply_to FROM mails WHERE id = $1 AND state <> 'sent'";
    let Some(row) = app.db().read().find(sql, vec![id.into()]).await? else { return Ok(()) };
    let (method, calendar) = (row.try_get("", "calendar_method")?, row.try_get("", "calendar")?);
    let mail = Outgoing {
        calendar: Option::zip(method, calendar).map(|(method, text)| Invitation { method, text }),
        reply_to: row.try_get("", "reply_to")?,
        to: row.try_get("", "recipient")?,
        to_name: row.try_get("", "recipient_name")?,
        subject: row.try_get("", "subject")?,
        text: row.try_get("", "text")?,
        html: row.try_get("", "html")?,
        message_id: row.try_get("", "message_id")?,
        date: row.try_get("", "created_at")?,
    };
    match app.post().deliver(mail).await {
        Ok(()) => sent(&app, id, row.try_get("", "sensitive")?).await,
        Err(error) => {
            let is_last = row.try_get::<i64>("", "attempts")? + 1 >= MAX_ATTEMPTS;
            failed(&app, id, is_last || matches!(error, Error::Refused(_)), &error).await?;
            Err(error)
        }
    }
}

async fn sent(app: &App, id: i64, sensitive: bool) -> Result<()> {
    // The console is where an administrator without a mail server reads the first passwords, and again here.
    let blank = if sensitive && !app.post().is_console() { ", text = '', html = '', calendar = NULL" } else { "" };
    let tx = app.db().write_tx().await?;
    let sql = format!(
        "UPDATE mails SET state = 'sent', sent_at = $2, error = NULL, attempts = attempts + 1{blank} WHERE id = $1"
    );
    tx.exec(&sql, vec![id.into(), app.now().into()]).await?;
    tx.commit().await
}

async fn failed(app: &App, id: i64, for_good: bool, error: &Error) -> Result<()> {
    let state = if for_good { "failed" } else { "queued" };
    let text: String = error.to_string().chars().take(1000).collect();
    let tx = app.db().write_tx().await?;
    let sql = "UPDATE mails SET state = $2, error = $3, attempts = attempts + 1 WHERE id = $1 AND state <> 'sent'";
    tx.exec(sql, vec![id.into(), state.into(), text.into()]).await?;
    tx.commit().await
}

/// Forgets mails older than thirty days.
pub(crate) async fn purge(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.exec("DELETE FROM mails WHERE created_at < $1", vec![now.minus(KEPT).into()]).await
}

/// Forgets every mail to an address whose holder is erased, sent or not.
pub async fn erase(tx: &Tx, address: &str) -> Result<u64> {
    tx.exec("UPDATE mails SET reply_to = NULL WHERE reply_to = $1", vec![address.into()]).await?;
    tx.exec("DELETE FROM mails WHERE recipient = $1", vec![address.into()]).await
}

/// Headers are one line: what would begin another is a space.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
