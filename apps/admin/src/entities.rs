//! The admin's own entities, over the kernel's tables: mails that leave and jobs that wait.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, RowAction, Shows, Tone};
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result, jobs, mail};

use crate::shell::SYSTEM;

pub(crate) fn all() -> Vec<Entity> {
    vec![mails(), job_entity()]
}

/// The outbox. The text of a mail with a secret is gone once it was sent, but where the console delivers.
fn mails() -> Entity {
    const STATE: Shows = Shows::Badge(&[("sent", Tone::Good), ("queued", Tone::Busy), ("failed", Tone::Wrong)]);
    let number = FieldKind::Number(0, i64::MAX);
    let text = |name, sql| Field::new(name, sql, FieldKind::LongText(usize::MAX)).shown();
    Entity {
        title: "t.subject || ' · ' || t.recipient",
        target: ("mail", "t.id"),
        columns: vec![
            Column::text("recipient", "t.recipient"),
            Column::text("subject", "t.subject"),
            Column::new("state", "t.state", STATE),
            Column::instant("created", "t.created_at").by_number("t.created_at"),
            Column::instant("sent", "t.sent_at"),
            Column::new("attempts", "t.attempts", Shows::Number),
            Column::text("error", "t.error").extra(),
        ],
        filters: vec![
            Filter::new("state", "t.state", FilterKind::Choices(&["queued", "sent", "failed"])),
            Filter::new("created", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created",
        fieldsets: vec![
            Fieldset::new(
                "envelope",
                vec![
                    Field::text("recipient", "t.recipient", 254).shown(),
                    Field::text("recipient_name", "t.recipient_name", 200).shown(),
                    Field::text("subject", "t.subject", 998).shown(),
                    Field::new("created", "t.created_at", FieldKind::Instant).shown(),
                ],
            ),
            Fieldset::new("content", vec![text("text", "t.text")]),
            Fieldset::new(
                "delivery",
                vec![
                    Field::new("state", "t.state", FieldKind::Choice(&["queued", "sent", "failed"])).shown(),
                    Field::new("sent", "t.sent_at", FieldKind::Instant).shown(),
                    Field::new("attempts", "t.attempts", number).shown(),
                    text("error", "t.error"),
                ],
            ),
        ],
        actions: vec![Arc::new(Resend)],
        ..Entity::new("mails", SYSTEM, "mails", "mails t")
    }
}

/// The queue; what is done leaves it.
fn job_entity() -> Entity {
    const STATE: Shows = Shows::Badge(&[("queued", Tone::Busy), ("dead", Tone::Wrong)]);
    let number = FieldKind::Number(0, i64::MAX);
    let text = |name, sql| Field::new(name, sql, FieldKind::LongText(usize::MAX)).shown();
    Entity {
        title: "t.kind || ' ' || CAST(t.id AS TEXT)",
        target: ("job", "t.id"),
        columns: vec![
            Column::text("kind", "t.kind"),
            Column::new("state", "t.state", STATE),
            Column::instant("run_at", "t.run_at").by_number("t.run_at"),
            Column::new("attempts", "t.attempts", Shows::Number),
            Column::text("last_error", "t.last_error"),
            Column::instant("created", "t.created_at").extra(),
        ],
        filters: vec![
            Filter::new("state", "t.state", FilterKind::Choices(&["queued", "dead"])),
            Filter::new("run_at", "t.run_at", FilterKind::Days),
        ],
        ordering: "-run_at",
        fieldsets: vec![Fieldset::new(
            "job",
            vec![
                Field::text("kind", "t.kind", 100).shown(),
                Field::new("state", "t.state", FieldKind::Choice(&["queued", "dead"])).shown(),
                Field::new("run_at", "t.run_at", FieldKind::Instant).shown(),
                Field::new("created", "t.created_at", FieldKind::Instant).shown(),
                Field::new("attempts", "t.attempts", number).shown(),
                text("payload", "t.payload"),
                text("last_error", "t.last_error"),
            ],
        )],
        actions: vec![Arc::new(Settle("retry")), Arc::new(Settle("discard"))],
        ..Entity::new("jobs", SYSTEM, "jobs", "jobs t")
    }
}

/// Sends a mail again that failed for good.
struct Resend;

#[async_trait]
impl RowAction for Resend {
    fn name(&self) -> &'static str {
        "resend"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        if !mail::retry(cx.tx, cx.app, id).await? {
            return Err(Error::refused("mail_not_failed"));
        }
        let row = cx.tx.get("SELECT subject FROM mails WHERE id = $1", vec![id.into()]).await?;
        let entry = Entry::new("mail_resent").target("mail", id, row.try_get::<String>("", "subject")?);
        audit::record(cx.tx, cx.app, cx.info, entry).await.map(drop)
    }
}

/// Tries a job again that failed for good (`retry`), or drops it (`discard`).
struct Settle(&'static str);

#[async_trait]
impl RowAction for Settle {
    fn name(&self) -> &'static str {
        self.0
    }

    fn is_dangerous(&self) -> bool {
        self.0 == "discard"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        settle_job(cx.app, cx.tx, cx.info, id, self.0).await
    }
}

/// As [`Settle`] does it to one job, with its entry in the trail.
pub(crate) async fn settle_job(app: &App, tx: &Tx, info: &RequestInfo, id: i64, what: &str) -> Result<()> {
    let found = tx.find("SELECT kind FROM jobs WHERE id = $1 AND state = 'dead'", vec![id.into()]).await?;
    let kind: String = found.ok_or_else(|| Error::refused("job_not_dead"))?.try_get("", "kind")?;
    let action = match what {
        "retry" => jobs::retry(tx, app, id).await.map(|()| "job_retried")?,
        _ => jobs::discard(tx, id).await.map(|()| "job_discarded")?,
    };
    let entry = Entry::new(action).target("job", id, kind.clone()).meta("kind", kind);
    audit::record(tx, app, info, entry).await.map(drop)
}
