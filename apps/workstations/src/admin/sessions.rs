//! Sessions: time left in colour and percent used, live; ended and lengthened in bulk. Whoever gives a code is filled in
//! by itself.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, On, RowAction, Shows, Tone, Verb, Writer,
};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value};

use crate::actions::sessions::{Change, Wanted, change, issue};
use crate::domain::life::{Reason, Status};
use crate::input;
use crate::state::State;
use crate::store::sessions;

const STATUSES: &[&str] = &["waiting", "active", "suspended", "ended", "expired"];
const BADGE: Shows = Shows::Badge(&[
    ("waiting", Tone::Warning),
    ("active", Tone::Good),
    ("suspended", Tone::Busy),
    ("ended", Tone::Quiet),
    ("expired", Tone::Quiet),
]);

/// As it is now, whether or not somebody wrote it (`domain::life`).
const STATUS: &str = "CASE WHEN (t.status = 'active' AND t.ends_at <= {now}) \
     OR (t.status IN ('waiting', 'suspended') AND t.code_expires_at <= {now}) THEN 'expired' ELSE t.status END";

/// Seconds used up to now.
macro_rules! used {
    () => {
        "CAST((SELECT COALESCE(SUM(COALESCE(i.ended_at, CASE WHEN {now} < i.started_at THEN i.started_at \
         WHEN {now} < t.ends_at THEN {now} ELSE t.ends_at END) - i.started_at), 0) FROM session_intervals i \
         WHERE i.session_id = t.id) AS BIGINT) / 1000000"
    };
}

const LEFT: &str =
    concat!("CASE WHEN t.status IN ('waiting', 'active', 'suspended') THEN t.duration_seconds - ", used!(), " END");
const PERCENT: &str = concat!(used!(), " * 100 / t.duration_seconds");

pub(super) fn entity() -> Entity {
    Entity {
        title: "'#' || CAST(t.id AS TEXT) || COALESCE(' ' || u.first_name || ' ' || u.last_name, '')",
        version: Some("t.row_version"),
        target: ("session", "t.id"),
        columns: columns(),
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(STATUSES)),
            Filter::new("workstation", "t.workstation_id", FilterKind::Relation("workstations")),
            Filter::new("visitor", "t.visitor_id", FilterKind::Relation("visitors")),
            Filter::new("operator", "t.operator_id", FilterKind::Relation("users")),
            Filter::new("batch", "t.batch_id", FilterKind::Relation("code_batches")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        search: true,
        ordering: "-created_at",
        fieldsets: fieldsets(),
        actions: vec![Arc::new(End), Arc::new(Lengthen(15)), Arc::new(Lengthen(30))],
        writer: Some(Arc::new(Sessions)),
        verbs: &[Verb::View, Verb::Add],
        ..Entity::new(
            "workstation_sessions",
            "rooms",
            "workstation_sessions",
            "workstation_sessions t LEFT JOIN visitors v ON v.id = t.visitor_id LEFT JOIN users u ON u.id = v.user_id \
             LEFT JOIN workstations w ON w.id = t.workstation_id LEFT JOIN users o ON o.id = t.operator_id",
        )
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("access_code", "t.access_code"),
        Column::new(
            "visitor",
            "CAST(v.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name",
            Shows::Link("visitors"),
        ),
        Column::new("workstation", "CAST(w.id AS TEXT) || '|' || w.name", Shows::Link("workstations")),
        Column::new("status", STATUS, BADGE),
        Column::new("time_left", LEFT, Shows::TimeLeft),
        Column::new("percent_used", PERCENT, Shows::Percent),
        Column::new("minutes", "t.duration_seconds / 60", Shows::Number),
        Column::instant("started_at", "t.started_at").by_number("COALESCE(t.started_at, 0)"),
        Column::instant("ends_at", "t.ends_at").extra(),
        Column::instant("ended_at", "t.ended_at").by_number("COALESCE(t.ended_at, 0)").extra(),
        Column::text("operator", "o.first_name || ' ' || o.last_name"),
        Column::instant("created_at", "t.created_at").by_number("t.created_at"),
    ]
}

fn fieldsets() -> Vec<Fieldset> {
    const REASONS: &[&str] =
        &["", "time_up", "closing", "code_unused", "not_resumed", "terminated", "by_visitor", "withdrawn"];
    let instant = |name, sql| Field::new(name, sql, FieldKind::Instant).shown();
    vec![
        Fieldset::new(
            "session",
            vec![
                Field::new("visitor", "t.visitor_id", FieldKind::Relation("visitors")).on(On::Add),
                Field::new("guest", "(t.visitor_id IS NULL)", FieldKind::Flag).on(On::Add),
                Field::new("workstation", "t.workstation_id", FieldKind::Relation("workstations")).on(On::Add),
                Field::new("minutes", "t.duration_seconds / 60", FieldKind::Number(1, input::MOST_MINUTES))
                    .required()
                    .on(On::Add)
                    .default("60"),
                Field::text("access_code", "t.access_code", 10).shown(),
                Field::new("status", STATUS, FieldKind::Choice(STATUSES)).shown(),
            ],
        ),
        Fieldset::new(
            "time",
            vec![
                Field::new("percent_used", PERCENT, FieldKind::Number(0, 100)).shown(),
                instant("started_at", "t.started_at"),
                instant("ends_at", "t.ends_at"),
                instant("ended_at", "t.ended_at"),
            ],
        ),
        Fieldset::folded(
            "details",
            vec![
                Field::new("operator", "t.operator_id", FieldKind::Relation("users")).shown(),
                Field::new("batch", "t.batch_id", FieldKind::Relation("code_batches")).shown(),
                Field::new("end_reason", "t.end_reason", FieldKind::Choice(REASONS)).shown(),
                instant("code_expires_at", "t.code_expires_at"),
                instant("suspended_at", "t.suspended_at"),
                instant("seat_kept_until", "t.seat_kept_until"),
                instant("closes_at", "t.closes_at"),
                instant("created_at", "t.created_at"),
            ],
        ),
    ]
}

struct Sessions;

#[async_trait]
impl Writer for Sessions {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let visitor = input::whose(&mut fields, cx.app.state::<State>().config.is_named());
        let workstation = fields.integer("workstation");
        let minutes = input::minutes(&mut fields);
        fields.finish()?;
        let wanted = Wanted { visitor, workstation, minutes, ..Wanted::default() };
        issue::issue(cx.tx, cx.app, cx.info, wanted).await
    }

    async fn update(&self, _: &Cx<'_>, _: i64, _: Map<String, Value>, _: Option<i64>) -> Result<()> {
        Err(Error::Forbidden(Refusal::new("forbidden")))
    }

    async fn delete(&self, _: &Cx<'_>, _: i64) -> Result<()> {
        Err(Error::Forbidden(Refusal::new("forbidden")))
    }
}

/// One that is over stays so.
struct End;

#[async_trait]
impl RowAction for End {
    fn name(&self) -> &'static str {
        "end"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let session = sessions::get(&**cx.tx, id).await?;
        if matches!(session.life.status_at(cx.app.now()), Status::Ended | Status::Expired) {
            return Ok(());
        }
        change::change_in(cx.tx, cx.app, cx.info, id, Change::Terminate(Reason::Terminated)).await
    }
}

/// By so many minutes.
struct Lengthen(i64);

#[async_trait]
impl RowAction for Lengthen {
    fn name(&self) -> &'static str {
        if self.0 == 15 { "add_15" } else { "add_30" }
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        change::change_in(cx.tx, cx.app, cx.info, id, Change::AddTime { minutes: self.0 }).await
    }
}
