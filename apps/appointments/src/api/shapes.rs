//! What answers hold.

use chrono::TimeDelta;
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::hit::MOST;
use crate::domain::status::{Status, is_too_late};
use crate::permissions::acts_for;
use crate::store::appointments::{Appointment, Proposed};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppointmentBody {
    id: i64,
    /// As calendars name it; the same for ever.
    uid: String,
    /// On the place's clock.
    #[schema(format = "date")]
    date: String,
    #[schema(example = "09:00")]
    start: String,
    #[schema(example = "09:45")]
    end: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    /// The id of the person.
    coach: i64,
    coach_name: String,
    service: i64,
    service_name: String,
    /// The id of the person.
    client: i64,
    client_name: String,
    /// For the coach and staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_email: Option<String>,
    /// For the coach and staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_phone: Option<String>,
    /// booked, held, no_show or cancelled.
    status: String,
    message: String,
    cancel_reason: String,
    location: String,
    video_url: String,
    /// Until when its client may cancel or move it.
    #[schema(value_type = String, format = DateTime)]
    cancel_until: Timestamp,
    /// Whether who asks may cancel or move it now.
    may_change: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Its page, for whoever has the address: no login is needed there. With `event.ics` behind it, the appointment for a
    /// calendar.
    link: String,
    /// How often it was moved or cancelled, as calendars count.
    sequence: i64,
    /// Other times that wait for its client's answer.
    #[schema(required)]
    proposal: Option<PendingProposal>,
    row_version: i64,
}

/// Other times that were proposed for an appointment; they are not held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PendingProposal {
    #[schema(value_type = String, format = DateTime)]
    sent_at: Timestamp,
    message: String,
    /// Those that have not gone by.
    times: Vec<TimeBody>,
    /// The page on which its client chooses: no login is needed there.
    link: String,
}

/// On the place's clock.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookedTime)]
pub(crate) struct TimeBody {
    #[schema(format = "date")]
    pub(crate) date: String,
    #[schema(example = "09:00")]
    pub(crate) start: String,
    #[schema(example = "09:45")]
    pub(crate) end: String,
}

/// Coming appointments that a change of a coach's times meets. They stay booked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitBody {
    /// At most 200 of them.
    hit: Vec<AppointmentBody>,
    hit_count: usize,
}

impl HitBody {
    pub(crate) fn of(view: &View<'_>, hit: &[Appointment]) -> Self {
        Self { hit: hit.iter().take(MOST).map(|one| view.appointment(one)).collect(), hit_count: hit.len() }
    }
}

/// Who looks, where the clock hangs, what time it is.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) app: &'a App,
    pub(crate) actor: &'a Actor,
    pub(crate) zone: Tz,
    pub(crate) lang: Lang,
    pub(crate) now: Timestamp,
}

impl View<'_> {
    pub(crate) fn appointment(&self, one: &Appointment) -> AppointmentBody {
        let (start, end) = (one.starts_at.seconds(), one.ends_at.seconds());
        let is_keeper = acts_for(self.actor, one.coach_id);
        let is_booked = one.status == Status::Booked.name();
        let is_late = is_too_late(start, self.now.seconds(), one.cancel_minutes);
        AppointmentBody {
            id: one.id,
            uid: one.uid.clone(),
            date: wall::wall(self.zone, start).date().to_string(),
            start: clock(self.zone, start),
            end: clock(self.zone, end),
            starts_at: one.starts_at,
            ends_at: one.ends_at,
            coach: one.coach_id,
            coach_name: one.coach_name.clone(),
            service: one.service_id,
            service_name: one.service_name(self.lang).to_owned(),
            client: one.client_id,
            client_name: one.client_name.clone(),
            client_email: one.client_email.clone().filter(|_| is_keeper),
            client_phone: is_keeper.then(|| one.client_phone.clone()),
            status: one.status.clone(),
            message: one.message.clone(),
            cancel_reason: one.cancel_reason.clone(),
            location: one.location.clone(),
            video_url: one.video_url.clone(),
            cancel_until: one.starts_at.minus(TimeDelta::minutes(one.cancel_minutes)),
            may_change: is_booked && (is_keeper || !is_late),
            created_at: one.created_at,
            link: crate::pages::address(self.app, one),
            sequence: one.sequence,
            proposal: self.proposal(one),
            row_version: one.row_version,
        }
    }

    fn proposal(&self, one: &Appointment) -> Option<PendingProposal> {
        let Proposed { sent_at, message, times } = one.proposed(self.now)?;
        let time = |time: &Interval| TimeBody {
            date: wall::wall(self.zone, time.from()).date().to_string(),
            start: clock(self.zone, time.from()),
            end: clock(self.zone, time.to()),
        };
        let link = crate::pages::proposal_address(self.app, one, self.zone, None);
        Some(PendingProposal { sent_at, message, times: times.iter().map(time).collect(), link })
    }
}

/// `09:00`
pub(crate) fn clock(zone: Tz, at: i64) -> String {
    wall::wall(zone, at).format("%H:%M").to_string()
}

/// A view of somebody who asks now.
pub(crate) async fn view<'a>(
    app: &'a App,
    info: &preau_kernel::web::RequestInfo,
    actor: &'a Actor,
) -> Result<View<'a>> {
    let zone = preau_kernel::place::Place::load(app).await?.zone;
    Ok(View { app, actor, zone, lang: info.lang(), now: app.now() })
}
