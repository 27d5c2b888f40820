//! `/api/slots/`: which starts there are, which are free, and why one is not.

use axum::extract::State;
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::opening::Why;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Json, Me, Query};
use preau_kernel::{App, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::input;
use crate::domain::slots::{Frame, Taken};
use crate::domain::why;
use crate::permissions::{MANAGE, acts_for, seen};
use crate::schedule::{Asked, Asker, DayRange, Schedule, Whom, zone};

const MOST_DAYS: u64 = 92;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SlotsQuery {
    /// Today unless it says otherwise.
    #[param(format = "date")]
    date: Option<String>,
    coach: Option<i64>,
    service: Option<i64>,
    /// From that date; the answer is then `days`.
    days: Option<u64>,
    /// For whom coach or staff look.
    client: Option<i64>,
    /// One's appointment that would be moved: it is not in its own way.
    moving: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlotBody {
    #[schema(example = "09:00")]
    start: String,
    #[schema(example = "09:45")]
    end: String,
    available: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DaySlots {
    #[schema(format = "date")]
    date: String,
    slots: Vec<SlotBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlotsBody {
    /// Of one day, when `days` was not asked for.
    #[serde(flatten)]
    day: Option<DaySlots>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<DaySlots>>,
    /// Where the clock hangs: an IANA name.
    zone: String,
    coach: i64,
    service: i64,
    /// The client has as many coming appointments as the coach allows.
    limit_reached: bool,
    /// The last bookable day.
    #[schema(format = "date")]
    last_day: String,
}

/// Permission: logged in.
#[utoipa::path(get, path = "/api/slots/", tag = "Appointment", params(SlotsQuery), responses((status = 200, body = SlotsBody)))]
pub(crate) async fn list(
    State(app): State<App>,
    Me(actor): Me,
    Query(query): Query<SlotsQuery>,
) -> Result<Json<SlotsBody>> {
    let zone = zone(&app).await?;
    let today = wall::date_of(zone, app.now().seconds());
    let first = input::date("date", query.date.as_deref())?.unwrap_or(today);
    let count = query.days.unwrap_or(1);
    if !(1..=MOST_DAYS).contains(&count) {
        return Err(Error::invalid("days", "wrong_value"));
    }
    let last = first.checked_add_days(Days::new(count - 1)).unwrap_or(first);
    let asked = ask(&app, &actor, zone, &query, (first, last)).await?;
    let (schedule, taken) = (&asked.schedule, &asked.taken);
    let frame = schedule.frame();
    let mut days: Vec<_> =
        first.iter_days().take_while(|date| *date <= last).map(|date| of_day(&frame, date, taken)).collect();
    let (day, days) = if query.days.is_some() { (None, Some(days)) } else { (days.pop(), None) };
    Ok(Json(SlotsBody {
        day,
        days,
        zone: schedule.zone.name().to_owned(),
        coach: schedule.coach.id,
        service: schedule.service.id,
        limit_reached: schedule.rules.most_active.is_some_and(|most| taken.active >= most),
        last_day: frame.last_day().to_string(),
    }))
}

/// For whom coach or staff look is theirs to say; whether they act for this coach is seen when it is known who that is.
async fn ask(app: &App, actor: &Actor, zone: Tz, query: &SlotsQuery, days: DayRange) -> Result<Asked> {
    let whom = Whom::Offered { coach: query.coach, service: query.service };
    let own = Asker::of(actor.user_id);
    let asker = match query.moving {
        Some(id) => own_moving(app, actor, id).await?,
        None => None,
    };
    let other =
        query.client.map(|client| Asker::of(client).by(actor.user_id)).filter(|_| actor.scope(MANAGE).is_some());
    let asker = asker.or(other).unwrap_or(own);
    let asked = Schedule::ask(app, app.db().read(), zone, whom, &asker, days).await?;
    if asker.moving.is_none() && asker.client != actor.user_id && !acts_for(actor, asked.schedule.coach.id) {
        return Schedule::ask(app, app.db().read(), zone, whom, &own, days).await;
    }
    Ok(asked)
}

/// A stranger's appointment is in the way, and not told apart from any other.
async fn own_moving(app: &App, actor: &Actor, id: i64) -> Result<Option<Asker>> {
    match crate::store::appointments::get(app.db().read(), seen(actor), id).await {
        Ok(one) => Ok(Some(Asker::of(one.client_id).moving(id).by(actor.user_id))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn of_day(frame: &Frame<'_>, date: NaiveDate, taken: &Taken) -> DaySlots {
    let slots = frame.listed(date, taken).into_iter().map(|(slot, state)| SlotBody {
        start: slot.start.to_string(),
        end: slot.end.to_string(),
        available: state.is_ok(),
    });
    DaySlots { date: date.to_string(), slots: slots.collect() }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhyQuery {
    #[param(format = "date")]
    date: String,
    #[param(example = "09:00")]
    start: String,
    coach: Option<i64>,
    service: Option<i64>,
    client: Option<i64>,
    /// An appointment that would be moved there: it is not in its own way, and it is asked for its client.
    moving: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhyBody {
    free: bool,
    /// The code with which a booking would be refused.
    #[schema(required)]
    code: Option<&'static str>,
    /// What of the rules decides: rule, exception, closed_day, holiday or outside_hours, with its own words.
    #[schema(value_type = Object)]
    opening: Value,
    /// What takes the time: from, to, by what (appointment, hold, lesson…) with its id, and whose it is (`coach`, or
    /// `client` where it takes theirs only); `busy_feed` without an id: the coach's calendar elsewhere.
    #[schema(value_type = Vec<Object>)]
    claims: Vec<Value>,
    past: bool,
    beyond_horizon: bool,
    within_notice: bool,
}

/// Permission: `appointments.manage`; a coach's own times, all for staff.
#[utoipa::path(get, path = "/api/slots/why/", tag = "Appointment", params(WhyQuery), responses((status = 200, body = WhyBody)))]
pub(crate) async fn why(
    State(app): State<App>,
    Me(actor): Me,
    info: preau_kernel::web::RequestInfo,
    Query(query): Query<WhyQuery>,
) -> Result<Json<WhyBody>> {
    let date = input::date("date", Some(&query.date))?.ok_or_else(|| Error::invalid("date", "required"))?;
    let start = WallTime::parse(&query.start).ok_or_else(|| Error::invalid("start", "wrong_time"))?;
    let whom = Whom::Offered { coach: query.coach, service: query.service };
    let moving = match query.moving {
        Some(id) => own_moving(&app, &actor, id).await?,
        None => None,
    };
    // Nobody: what holds for everybody.
    let asker = moving.unwrap_or(Asker::of(query.client.unwrap_or(0)));
    let asked = Schedule::ask(&app, app.db().read(), zone(&app).await?, whom, &asker, (date, date)).await?;
    if !acts_for(&actor, asked.schedule.coach.id) {
        return Err(Error::NotFound);
    }
    let people = why::Claims { coach: &asked.busy, client: &asked.busy_of_client };
    let answer = why::why(&asked.schedule.frame(), date, start, people, &asked.taken);
    let at = Timestamp::from_seconds;
    let claims = answer.claims.iter().map(|(whose, claim)| {
        json!({"from": at(claim.interval.from()), "to": at(claim.interval.to()), "by": claim.source.kind,
            "id": claim.source.id, "whose": whose.name()})
    });
    let busy = answer.busy.iter().map(
        |time| json!({"from": at(time.from()), "to": at(time.to()), "by": "busy_feed", "id": null, "whose": "coach"}),
    );
    Ok(Json(WhyBody {
        free: answer.refused.is_none(),
        code: answer.refused.map(crate::domain::slots::Refused::code),
        opening: opening(&app, info.lang(), &answer.opening),
        claims: claims.chain(busy).collect(),
        past: answer.is_past,
        beyond_horizon: answer.is_beyond_horizon,
        within_notice: answer.is_within_notice,
    }))
}

fn opening(app: &App, lang: preau_kernel::i18n::Lang, why: &Why) -> Value {
    use preau_calendar::domain::holidays::HolidayName;
    let open = why.is_open();
    match why {
        Why::Rule(rule) => {
            let (from, to) = (rule.from().to_string(), rule.to().to_string());
            json!({"by": "rule", "open": open, "from": from, "to": to})
        }
        Why::Exception(exception) => json!({"by": "exception", "open": open, "reason": exception.reason}),
        Why::ClosedDay(name) => json!({"by": "closed_day", "open": open, "name": name}),
        Why::Holiday(HolidayName::Own(name)) => json!({"by": "holiday", "open": open, "name": name}),
        Why::Holiday(HolidayName::Legal(day)) => {
            let name = app.l10n().text(lang, &format!("holiday-{}", day.key()));
            json!({"by": "holiday", "open": open, "name": name})
        }
        Why::OutsideHours => json!({"by": "outside_hours", "open": open}),
    }
}
