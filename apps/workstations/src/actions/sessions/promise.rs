//! A seat that is promised to somebody else is not given without a word: its operator learns for whom it is kept.

use preau_calendar::domain::wall;
use preau_calendar::store::sites;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use super::issue::Wanted;
use crate::store::people::reservations;
use crate::store::seats::{self, Promise, Seat};

/// 409 `seat_promised` while the seat is shown as reserved for somebody else, or held for whoever was called from the
/// queue.
pub(super) async fn require_none(tx: &Tx, app: &App, seat: &Seat, wanted: &Wanted) -> Result<()> {
    let now = app.now();
    if seat.reserved_from.is_none() && seat.held.is_none() {
        return Ok(());
    }
    match seats::find_promise(&**tx, seat.id, wanted.visitor.unwrap_or(0), now).await? {
        Some(promise) => Err(Error::conflict(refusal(tx, app, seat, promise, now).await?)),
        None => Ok(()),
    }
}

/// The seat of a reservation for which a code is given; 400 for one that is over or of another seat.
pub(super) async fn seat_of(tx: &Tx, app: &App, reservation: i64, workstation: Option<i64>) -> Result<i64> {
    let wrong = |code: &'static str| Error::invalid("reservation", Refusal::new(code).arg("id", reservation));
    let booked = match reservations::get_locked(tx, reservation).await {
        Err(Error::NotFound) => return Err(wrong("no_such_reservation")),
        found => found?,
    };
    if booked.status != "booked" || booked.ends_at <= app.now() {
        return Err(wrong("reservation_is_over"));
    }
    if workstation.is_some_and(|seat| seat != booked.workstation) {
        return Err(wrong("reservation_of_another_seat"));
    }
    Ok(booked.workstation)
}

async fn refusal(tx: &Tx, app: &App, seat: &Seat, promise: Promise, now: Timestamp) -> Result<Refusal> {
    let zone = sites::get(&**tx, seat.site).await?.clock(Place::load_within(app, tx).await?.zone);
    let today = wall::date_of(zone, now.seconds());
    let clock = |at: Timestamp| {
        let is_today = wall::date_of(zone, at.seconds()) == today;
        wall::wall(zone, at.seconds()).format(if is_today { "%H:%M" } else { "%d/%m %H:%M" }).to_string()
    };
    let names = [promise.label.trim(), promise.visitor_name.as_deref().unwrap_or_default()];
    let whom = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ");
    let kind = match promise.reservation {
        None => "held",
        Some(_) if whom.is_empty() => "reserved",
        Some(_) => "named",
    };
    Ok(Refusal::new("seat_promised")
        .arg("kind", kind)
        .arg("name", &seat.name)
        .arg("number", promise.number.unwrap_or_default())
        .arg("from", clock(promise.starts_at))
        .arg("until", clock(promise.ends_at))
        .arg("whom", whom)
        .extra(
            "promise",
            json!({
                "reservation": promise.reservation,
                "held_for": promise.number,
                "label": promise.label,
                "visitor_name": promise.visitor_name,
                "starts_at": promise.starts_at,
                "ends_at": promise.ends_at,
            }),
        ))
}
