//! What a director asks: who is missing now, and a message to groups.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::place::Place;
use preau_kernel::web::{Fields, Json, JsonBody, Me, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{MessageBody, RecipientsQuery};
use crate::actions::absences::message::{self as sending, Written};
use crate::input::{NAME, finished};
use crate::store::absences::office::{self, Counts, Running};
use crate::store::lessons::details;

const TEXT: usize = 10_000;
const GROUPS: usize = 50;
/// A register is missing when so much of the lesson is over.
const GRACE: i64 = 15 * 60;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NowBody {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Lessons that run.
    lessons: Vec<NowLesson>,
    /// Who is missing from them.
    absent: Vec<NowAbsent>,
    /// Of today: begun a quarter of an hour ago or more, and not closed.
    registers_missing: Vec<NowLesson>,
    /// Of all, also of what the lists leave out.
    counts: Counts,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NowLesson {
    id: i64,
    title: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    #[schema(required)]
    room: Option<String>,
    professors: Vec<String>,
    groups: Vec<String>,
    register: String,
    /// When its professors were last reminded of the register.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    reminded_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NowAbsent {
    student: i64,
    student_name: String,
    /// Where they are enrolled today.
    groups: Vec<String>,
    lesson: i64,
    /// Of the absence that covers it, and its status.
    #[schema(required)]
    absence: Option<i64>,
    #[schema(required)]
    absence_status: Option<String>,
}

/// Permission: `school.absences` over everything.
#[utoipa::path(get, path = "/api/school/now/", tag = "School", responses((status = 200, body = NowBody)))]
pub(crate) async fn now(State(app): State<App>) -> Result<Json<NowBody>> {
    let (conn, at) = (app.db().read(), app.now());
    let zone = Place::load(&app).await?.zone;
    let today = wall::day(zone, wall::date_of(zone, at.seconds()));
    let from = Timestamp::from_seconds(today.map_or(at.seconds(), |day| day.from()));
    let until = Timestamp::from_seconds(at.seconds() - GRACE);
    let (running, missing) = (office::running(conn, at).await?, office::without_register(conn, from, until).await?);
    let ids: Vec<i64> = running.iter().chain(&missing).map(|lesson| lesson.id).collect();
    // One that runs and whose register is missing stands in both lists.
    let of_lessons = details(conn, &ids).await?;
    let shape = |lesson: Running| NowLesson {
        professors: of_lessons.get(&lesson.id).map(|one| names(&one.professors, |one| &one.name)).unwrap_or_default(),
        groups: of_lessons.get(&lesson.id).map(|one| names(&one.groups, |one| &one.name)).unwrap_or_default(),
        reminded_at: lesson.reminded_at,
        id: lesson.id,
        title: lesson.title,
        starts_at: lesson.starts_at,
        ends_at: lesson.ends_at,
        room: lesson.room,
        register: lesson.register_state,
    };
    let absent = office::missing(conn, at).await?;
    let students: Vec<i64> = absent.iter().map(|one| one.student_id).collect::<BTreeSet<_>>().into_iter().collect();
    let mut groups = BTreeMap::<i64, Vec<String>>::new();
    for (student, name) in office::groups(conn, &students, &wall::date_of(zone, at.seconds()).to_string()).await? {
        groups.entry(student).or_default().push(name);
    }
    let absent = absent.into_iter().map(|one| NowAbsent {
        groups: groups.get(&one.student_id).cloned().unwrap_or_default(),
        student: one.student_id,
        student_name: one.student_name.trim().to_owned(),
        lesson: one.lesson_id,
        absence: one.absence_id,
        absence_status: one.absence_status,
    });
    let counts = office::counts(conn, at, from, until).await?;
    Ok(Json(NowBody {
        at,
        counts,
        absent: absent.collect(),
        lessons: running.into_iter().map(shape).collect(),
        registers_missing: missing.into_iter().map(shape).collect(),
    }))
}

/// Each once.
fn names<T>(of: &[T], name: impl Fn(&T) -> &String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in of.iter().map(|one| name(one).trim()) {
        if names.iter().all(|known| known != one) {
            names.push(one.to_owned());
        }
    }
    names
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipientsBody {
    /// People with an address, each once.
    count: i64,
}

/// How many people a message would reach. A group to which the asker may not write is not found.
///
/// Permission: `school.plan`, as for the message itself.
#[utoipa::path(get, path = "/api/school/messages/recipients/", tag = "School", params(RecipientsQuery), responses((status = 200, body = RecipientsBody)))]
pub(crate) async fn recipients(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<RecipientsBody>> {
    let wrong = || Error::invalid("groups", "not_a_number");
    let read = |text: &str| text.trim().parse::<i64>().map_err(|_| wrong());
    let asked = page.param("groups").ok_or_else(|| Error::invalid("groups", "required"))?;
    let groups = asked.split(',').map(read).collect::<Result<Vec<i64>>>()?;
    if groups.len() > GROUPS {
        return Err(Error::invalid("groups", Refusal::new("too_many_groups").arg("most", GROUPS)));
    }
    let with_tutors = page.flag("tutors")?.unwrap_or(false);
    Ok(Json(RecipientsBody { count: sending::count(&app, &actor, &groups, with_tutors).await? }))
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentBody {
    id: i64,
    subject: String,
    text: String,
    /// How many people it goes to.
    recipients: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// Permission: `school.plan`; managers and staff to every group, professors to those that they give lessons to,
/// and those within them.
#[utoipa::path(post, path = "/api/school/messages/", tag = "School", request_body = MessageBody, responses((status = 201, body = SentBody)))]
pub(crate) async fn message(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let groups = fields.ids("groups", GROUPS).unwrap_or_default();
    if groups.is_empty() {
        fields.error_if_clean("groups", "required");
    }
    let subject = fields.required_text("subject", NAME).trim().to_owned();
    let text = fields.required_text("text", TEXT).trim().to_owned();
    let with_tutors = fields.boolean("tutors").unwrap_or(false);
    let written = finished(fields, Some(Written { groups, with_tutors, subject, text }))?;
    let sent = sending::send(&app, &info, &actor, &written).await?;
    let body = SentBody {
        id: sent.id,
        subject: sent.subject,
        text: sent.body,
        recipients: sent.recipients,
        created_at: sent.created_at,
    };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
