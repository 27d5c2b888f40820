//! `/api/absences/`: what is known of absences, declaring one, deciding about one, thresholds.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_calendar::domain::wall;
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_kernel::place::Place;
use preau_kernel::web::body::parse_date;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};

use super::bodies::{AbsenceBody, AbsenceFilters, AlertsQuery, DecisionBody, WithdrawalBody};
use super::input::{End, bound, instant, instant_field};
use super::shapes::{AbsenceView, AbsencesBody, AlertView, AlertsBody, StatusCounts, View, WholeAbsence};
use crate::actions::absences::decide::{self as deciding, Decision};
use crate::actions::absences::declare::{self, Declared};
use crate::actions::absences::tell::{Month, of_month};
use crate::actions::absences::withdraw as withdrawing;
use crate::input::{TEXT, finished, version};
use crate::permissions::{ABSENCES, Reach};
use crate::store::absences::rows::{self, DECLARED, FOUND, Status};
use crate::store::absences::{alerts as told, documents, marks, scope};

/// Searched by the student's name. What was withdrawn is listed when it is asked for.
///
/// Permission: `school.absences`; a student's own, a tutor's students', a professor's students', all for managers and
/// staff.
#[utoipa::path(get, path = "/api/absences/", tag = "School", params(ListQuery, AbsenceFilters), responses((status = 200, body = AbsencesBody)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<AbsencesBody>> {
    let reach = Reach::of(&actor, ABSENCES)?;
    let zone = Place::load(&app).await?.zone;
    let mut conditions = Conditions::default();
    if let Some(student) = page.number("student")? {
        scope::student(app.db().read(), reach, student).await?;
        conditions.add("a.student_id = ?", [student.into()]);
    }
    if let Some(group) = page.number("group")? {
        scope::group(app.db().read(), reach, group).await?;
        rows::of_group(group, &mut conditions);
    }
    let known = || Refusal::new("unknown_absence_status").arg("known", Status::ALL.map(Status::name).join(", "));
    let named = |name| Status::parse(name).ok_or_else(|| Error::invalid("status", known()));
    let status = page.param("status").map(named).transpose()?;
    if let Some(origin) = page.param("origin") {
        let known = [DECLARED, FOUND].into_iter().find(|known| *known == origin);
        conditions.add("a.origin = ?", [known.ok_or_else(|| Error::invalid("origin", "wrong_value"))?.into()]);
    }
    if let Some(from) = bound(&page, zone, "from", End::First)? {
        conditions.add("a.to_at > ?", [from.into()]);
    }
    if let Some(to) = bound(&page, zone, "to", End::Last)? {
        conditions.add("a.from_at < ?", [to.into()]);
    }
    let conn = app.db().read();
    let found = rows::list(conn, reach, conditions.clone(), status, &page).await?;
    let counts = rows::counts(conn, reach, conditions, &page).await?;
    let view = View { actor: &actor, now: app.now() };
    Ok(Json(AbsencesBody { page: found.map(|one| view.absence(one)), counts: StatusCounts::of(&counts) }))
}

/// Permission: `school.absences`, within its reach.
#[utoipa::path(get, path = "/api/absences/{id}/", tag = "School", params(("id" = i64, Path)), responses((status = 200, body = WholeAbsence)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<WholeAbsence>> {
    let conn = app.db().read();
    let one = rows::get(conn, Reach::of(&actor, ABSENCES)?, id).await?;
    let (brought, covered) = (documents::of_absence(conn, id).await?, marks::covered(conn, id).await?);
    Ok(Json(View { actor: &actor, now: app.now() }.whole(one, brought, covered)))
}

/// Declares that somebody will be missing. Permission: `school.absences`, for whom it reaches; for the past only whoever
/// decides about absences.
#[utoipa::path(post, path = "/api/absences/", tag = "School", request_body = AbsenceBody, responses((status = 201, body = AbsenceView)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let zone = Place::load(&app).await?.zone;
    let mut fields = Fields::new(map);
    let student = fields.integer("student").unwrap_or(actor.user_id);
    let from = instant_field(&mut fields, zone, "from", End::First);
    let to = instant_field(&mut fields, zone, "to", End::Last);
    let reason = fields.text("reason", TEXT).unwrap_or_default().trim().to_owned();
    let declared = from.zip(to).map(|(from, to)| Declared { student, from, to, reason });
    let made = declare::declare(&app, &info, &actor, &finished(fields, declared)?).await?;
    let view = View { actor: &actor, now: app.now() };
    Ok((StatusCode::CREATED, Json(view.absence(made))).into_response())
}

/// Permission: `school.absences` over whole classes or all; nobody decides about their own.
#[utoipa::path(post, path = "/api/absences/{id}/decision/", tag = "School", params(("id" = i64, Path)), request_body = DecisionBody, responses((status = 200, body = AbsenceView)))]
pub(crate) async fn decide(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<AbsenceView>> {
    // Whoever may not decide is told so whatever they sent; what they do not reach is not there.
    rows::get(app.db().read(), crate::actions::absences::decides(&actor)?, id).await?;
    let zone = Place::load(&app).await?.zone;
    let mut fields = Fields::new(map);
    let accept = fields.boolean("accept");
    if accept.is_none() {
        fields.error_if_clean("accept", "required");
    }
    let reason = fields.text("reason", TEXT).unwrap_or_default().trim().to_owned();
    if accept == Some(false) && reason.is_empty() {
        fields.error_if_clean("reason", "required");
    }
    let deadline = fields.text("deadline", 40).filter(|text| !text.is_empty());
    let deadline = deadline.and_then(|text| {
        let read = instant(zone, &text, End::Last);
        if read.is_none() {
            fields.error("deadline", "not_an_instant");
        }
        read
    });
    let version = version(&mut fields, &headers);
    let decision = accept.map(|accept| Decision { accept, reason, deadline });
    let decision = finished(fields, decision)?;
    let decided = deciding::decide(&app, &info, &actor, id, &decision, version).await?;
    Ok(Json(View { actor: &actor, now: app.now() }.absence(decided)))
}

/// By whoever declared it, while nobody has decided and no register knows of it; it stays, and says nothing any more.
///
/// Permission: `school.absences`, within its reach; 403 for whoever did not declare it.
#[utoipa::path(post, path = "/api/absences/{id}/withdrawal/", tag = "School", params(("id" = i64, Path)), request_body = WithdrawalBody, responses((status = 200, body = AbsenceView)))]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<AbsenceView>> {
    let mut fields = Fields::new(map);
    let version = version(&mut fields, &headers);
    fields.finish()?;
    let withdrawn = withdrawing::withdraw(&app, &info, &actor, id, version).await?;
    Ok(Json(View { actor: &actor, now: app.now() }.absence(withdrawn)))
}

/// Who has passed a threshold in a month. Permission: `school.absences`, within its reach.
#[utoipa::path(get, path = "/api/absences/alerts/", tag = "School", params(AlertsQuery), responses((status = 200, body = AlertsBody)))]
pub(crate) async fn alerts(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<AlertsBody>> {
    let reach = Reach::of(&actor, ABSENCES)?;
    let place = Place::load(&app).await?;
    let today = wall::date_of(place.zone, app.now().seconds());
    let wrong = || Error::invalid("month", "not_a_month");
    let day = match page.param("month") {
        Some(text) => parse_date(&format!("{text}-01")).ok_or_else(wrong)?,
        None => today,
    };
    let month = Month::of(day)?;
    let config = &app.state::<crate::State>().config;
    let mut results = Vec::new();
    for alert in told::of_month(app.db().read(), reach, &month.name).await? {
        let (days, figures) = of_month(&app, &place, alert.student_id, &month).await?;
        let (value, limit, holds) = match alert.kind.as_str() {
            "absences" => (Some(days as f64), config.absences_per_month, days >= config.absences_per_month),
            _ => (figures.rate(), config.presence_percent, figures.is_under(config.presence_percent)),
        };
        let (student, student_name) = (alert.student_id, alert.student_name);
        results.push(AlertView {
            student,
            student_name,
            kind: alert.kind,
            value,
            limit,
            holds,
            told_at: alert.created_at,
        });
    }
    Ok(Json(AlertsBody { month: month.name, results }))
}
