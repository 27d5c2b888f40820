//! `/api/waiting-list/`: wishes for a time that somebody gives back, and the offers made to them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{WishBody, WishFilters};
use super::input;
use super::shapes::clock;
use crate::actions::book::client_of;
use crate::actions::wishes as actions;
use crate::exceptions_input::time_of_day;
use crate::permissions::seen;
use crate::schedule::{Schedule, Whom};
use crate::store::waiting::{self as rows, New, Wish};

/// A time that is kept for the one who waits: booked with `hold`, declined by deleting the hold or the wish.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferBody {
    hold: i64,
    #[schema(format = "date")]
    date: String,
    start: String,
    end: String,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WishAnswer {
    id: i64,
    client: i64,
    client_name: String,
    coach: i64,
    coach_name: String,
    service: i64,
    service_name: String,
    #[schema(format = "date")]
    first_day: String,
    #[schema(format = "date")]
    last_day: String,
    #[schema(required)]
    from_time: Option<String>,
    #[schema(required)]
    to_time: Option<String>,
    /// waiting, offered, booked or ended.
    status: String,
    #[schema(required)]
    offer: Option<OfferBody>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    row_version: i64,
}

/// Permission: logged in; one's own, a coach's, all for staff.
#[utoipa::path(get, path = "/api/waiting-list/", tag = "Appointment", params(ListQuery, WishFilters), responses((status = 200, body = Page<WishAnswer>)))]
pub(crate) async fn list(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Json<Page<WishAnswer>>> {
    let zone = Place::load(&app).await?.zone;
    let (found, now) = (rows::list(app.db().read(), seen(&actor), &page).await?, app.now());
    Ok(Json(found.map(|wish| shape(wish, zone, info.lang(), now))))
}

/// Permission: logged in; one's own, a coach's, all for staff.
#[utoipa::path(get, path = "/api/waiting-list/{id}/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = WishAnswer)))]
pub(crate) async fn get(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<WishAnswer>> {
    let zone = Place::load(&app).await?.zone;
    Ok(Json(shape(rows::get(app.db().read(), seen(&actor), id).await?, zone, info.lang(), app.now())))
}

/// Permission: logged in; `client` needs `appointments.manage`.
#[utoipa::path(post, path = "/api/waiting-list/", tag = "Appointment", request_body = WishBody, responses((status = 201, body = WishAnswer)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let zone = Place::load(&app).await?.zone;
    let today = wall::date_of(zone, app.now().seconds());
    let mut fields = Fields::new(map);
    let first = fields.date("first_day").flatten();
    if first.is_none() {
        fields.error_if_clean("first_day", "required");
    }
    let last = fields.date("last_day").flatten().or(first);
    if last.is_some_and(|last| last < today || first.is_some_and(|first| last < first)) {
        fields.error_if_clean("last_day", "day_is_over");
    }
    let (from, to) = (time_of_day(&mut fields, "from_time"), time_of_day(&mut fields, "to_time"));
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        fields.error_if_clean("to_time", "before_from_time");
    }
    let (coach, service) = (fields.integer("coach"), fields.integer("service"));
    let client = fields.integer("client");
    let (first, last) = input::finished(fields, first.zip(last))?;
    let schedule =
        Schedule::load(&app, app.db().read(), zone, Whom::Offered { coach, service }, (first, first)).await?;
    let new = New {
        client: client_of(app.db().read(), &actor, client).await?,
        coach: schedule.coach.id,
        service: schedule.service.id,
        first_day: first.to_string(),
        last_day: last.to_string(),
        from_time: from.map(|time| time.to_string()),
        to_time: to.map(|time| time.to_string()),
    };
    let made = actions::create_for(&app, &info, &actor, &schedule, &new).await?;
    Ok((StatusCode::CREATED, Json(shape(made, zone, info.lang(), app.now()))).into_response())
}

/// Permission: logged in; one's own, a coach's, all for staff.
#[utoipa::path(delete, path = "/api/waiting-list/{id}/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    actions::end(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shape(wish: Wish, zone: Tz, lang: Lang, now: Timestamp) -> WishAnswer {
    let times = wish.offer_starts_at.zip(wish.offer_ends_at).zip(wish.offer_expires_at);
    let live = wish.hold_id.zip(times).filter(|(_, (_, expires_at))| *expires_at > now);
    let offer = live.map(|(hold, ((starts_at, ends_at), expires_at))| OfferBody {
        hold,
        date: wall::wall(zone, starts_at.seconds()).date().to_string(),
        start: clock(zone, starts_at.seconds()),
        end: clock(zone, ends_at.seconds()),
        expires_at,
    });
    let service_name = wish.service_name(lang).to_owned();
    WishAnswer {
        id: wish.id,
        client: wish.client_id,
        client_name: wish.client_name,
        coach: wish.coach_id,
        coach_name: wish.coach_name,
        service: wish.service_id,
        service_name,
        first_day: wish.first_day,
        last_day: wish.last_day,
        from_time: wish.from_time,
        to_time: wish.to_time,
        status: wish.status,
        offer,
        created_at: wish.created_at,
        row_version: wish.row_version,
    }
}
