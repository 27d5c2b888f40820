//! `/booking/{id}/{tag}/event.ics`: the appointment as a file for the calendar of its client, with the UID and SEQUENCE of
//! the mails, so that a calendar which has it already changes it.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use preau_calendar::domain::ical::event::{Method, Status as EventStatus};
use preau_calendar::domain::ical::write;
use preau_kernel::Result;
use preau_kernel::web::{Path, Visit};

use super::link::{address, of_link};
use crate::domain::status::Status;
use crate::mails;
use crate::store::people;

/// Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((id, tag)): Path<(i64, String)>) -> Result<Response> {
    let app = visit.app();
    let one = of_link(app, id, &tag).await?;
    let coach = people::find(app.db().read(), one.coach_id).await?;
    let mut event = mails::event(app, visit.place(), &one, false, visit.lang())?;
    event.url = address(app, &one);
    event.organizer = mails::organizer(coach.as_ref(), visit.place());
    // Published, not requested: whoever opens it answers nobody.
    if one.status()? == Status::Cancelled {
        event.status = EventStatus::Cancelled;
    }
    let text = write::calendar(Method::Publish, "", &[event]);
    let name = visit.text("pages-booking-file");
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.ics\"")),
    ];
    Ok((headers, text).into_response())
}
