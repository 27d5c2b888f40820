//! All that decides the starts of a coach on some days, and what is taken then, in ONE question: it is asked for every
//! list of free times and for every booking. Nothing of it is kept in memory, so that it is right on every node at once;
//! what has many rows comes as one value each (`Engine::json_rows`).

use chrono::NaiveDate;
use preau_calendar::domain::claim::Busy;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::weekly::{ClosedDays, Exception};
use preau_calendar::store::{claims, closed_days};
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Engine, Sql};
use sea_orm::{FromQueryResult, QueryResult, Value};

use super::busy_feeds;
use super::coaches::Coach;
use super::exceptions;
use super::holds::{self, Hold};
use super::rules::{self, CoachRules};
use super::services::{self, Service};

/// Whose starts, and of which service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// What can be booked: the coach that is named, or the only one; the service that is named, or the coach's first.
    Offered { coach: Option<i64>, service: Option<i64> },
    /// Whether they are offered still or not: an appointment keeps both.
    Known { coach: i64, service: i64 },
}

/// For whom it is asked what is taken.
#[derive(Debug, Clone, Copy)]
pub struct For {
    pub client: i64,
    /// Their appointment that would be moved.
    pub moving: Option<i64>,
    /// Who looks for them: what they hold meanwhile is not in the way.
    pub holder: i64,
    pub range: Interval,
}

pub struct Found {
    pub coach: Coach,
    /// `None`: this coach does not offer it.
    pub service: Option<Service>,
    pub rules: CoachRules,
    pub exceptions: Vec<Exception>,
    /// When the coach's calendar elsewhere says busy; none when nobody asked what is taken.
    pub elsewhere: Vec<Interval>,
    /// Of the whole place.
    pub closed_days: Vec<ClosedDays>,
    pub of_coach: Vec<Busy>,
    pub of_client: Vec<Busy>,
    /// What the client holds, and who looks for them.
    pub holds: Vec<Hold>,
    /// Coming appointments of the client with the coach; 0 when the coach does not limit them.
    pub active: i64,
}

/// `Err` with how many coaches there are when it is not one.
pub async fn ask(
    conn: &dyn Sql,
    whom: Whom,
    (first, last): (NaiveDate, NaiveDate),
    asker: Option<For>,
    now: Timestamp,
) -> Result<std::result::Result<Found, usize>> {
    let mut question = Question { engine: conn.engine(), values: Vec::new() };
    let (who, service) = question.whom(whom);
    let (first, last) = (question.bind(first.to_string()), question.bind(last.to_string()));
    let taken = asker.map(|asker| question.taken(asker, now)).unwrap_or_else(|| {
        "'[]' AS of_coach, '[]' AS of_client, '[]' AS holds, '[]' AS elsewhere, CAST(0 AS BIGINT) AS active".to_owned()
    });
    let (services, rules) = (services::COLUMNS, rules::COLUMNS);
    let sql = format!(
        "WITH who AS ({who}) SELECT who.coach, who.name, who.headline, {services}, {rules}, {exceptions} AS exceptions, \
         {closed} AS closed_days, {taken} \
         FROM who LEFT JOIN services s ON s.id = {service} LEFT JOIN coach_rules r ON r.coach_id = who.coach",
        exceptions = exceptions::within_as_value(question.engine, "who.coach", (&first, &last)),
        closed = closed_days::within_as_value(question.engine, &first, &last),
    );
    let rows = conn.all(&sql, question.values).await?;
    match &rows[..] {
        [row] => read(row).map(Ok),
        rows => Ok(Err(rows.len())),
    }
}

struct Question {
    engine: Engine,
    values: Vec<Value>,
}

impl Question {
    /// Its place in the text.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The query of the coach, and the id of the service.
    fn whom(&mut self, whom: Whom) -> (String, String) {
        const NAMED: &str = "u.first_name || ' ' || u.last_name AS name";
        match whom {
            Whom::Known { coach, service } => {
                let coach = self.bind(coach);
                let who = format!(
                    "SELECT u.id AS coach, {NAMED}, COALESCE(c.headline, '') AS headline FROM users u \
                     LEFT JOIN coaches c ON c.user_id = u.id WHERE u.id = {coach}"
                );
                (who, self.bind(service))
            }
            Whom::Offered { coach, service } => {
                let named = coach.map(|id| format!(" AND c.user_id = {}", self.bind(id))).unwrap_or_default();
                let who = format!(
                    "SELECT c.user_id AS coach, {NAMED}, c.headline FROM coaches c JOIN users u ON u.id = c.user_id \
                     WHERE u.is_active = TRUE{named} ORDER BY c.id LIMIT 2"
                );
                let named = service.map(|id| format!(" AND o.id = {}", self.bind(id))).unwrap_or_default();
                let service = format!(
                    "(SELECT o.id FROM services o WHERE o.is_active = TRUE AND (o.coach_id IS NULL OR o.coach_id = who.coach)\
                     {named} ORDER BY (o.coach_id IS NULL), o.position, o.id LIMIT 1)"
                );
                (who, service)
            }
        }
    }

    fn taken(&mut self, asker: For, now: Timestamp) -> String {
        let (client, moving) = (self.bind(asker.client), self.bind(asker.moving.unwrap_or(0)));
        let holder = self.bind(asker.holder);
        let (from, to) = (self.bind(asker.range.from()), self.bind(asker.range.to()));
        let now = self.bind(now.0);
        let busy = |person| claims::busy_of_person(self.engine, person, (&from, &to), &now);
        format!(
            "{of_coach} AS of_coach, {of_client} AS of_client, {holds} AS holds, {elsewhere} AS elsewhere, \
             CASE WHEN r.most_active IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM appointments a WHERE a.client_id = {client} \
             AND a.coach_id = who.coach AND a.status = 'booked' AND a.starts_at > {now} AND a.id <> {moving}) END AS active",
            of_coach = busy("who.coach"),
            of_client = busy(&client),
            holds = holds::of_asker_as_value(self.engine, (&client, &holder), &now),
            elsewhere = busy_feeds::times_as_value(self.engine, "who.coach", (&from, &to)),
        )
    }
}

fn read(row: &QueryResult) -> Result<Found> {
    let text = |column: &str| row.try_get::<String>("", column);
    let coach = Coach { id: row.try_get("", "coach")?, name: text("name")?, headline: text("headline")? };
    let has_service = row.try_get::<Option<i64>>("", "id")?.is_some();
    let has_rules = row.try_get::<Option<i64>>("", "row_version")?.is_some();
    Ok(Found {
        coach,
        service: if has_service { Some(Service::from_query_result(row, "")?) } else { None },
        rules: if has_rules { rules::read(row)? } else { CoachRules::default() },
        exceptions: exceptions::read_within(&text("exceptions")?)?,
        closed_days: closed_days::read_within(&text("closed_days")?)?,
        of_coach: claims::read_busy(&text("of_coach")?)?,
        of_client: claims::read_busy(&text("of_client")?)?,
        elsewhere: busy_feeds::read_times(&text("elsewhere")?)?,
        holds: holds::read_of_asker(&text("holds")?)?,
        active: row.try_get("", "active")?,
    })
}
