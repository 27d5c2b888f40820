//! At the end: every seat shows what the server says, every order is done.

use super::Report;
use super::place::Place;
use super::seats::{Room, Seat};

/// Seconds by which what is left may differ: one is asked after the other.
const TOLERANCE: i64 = 3;

pub(super) async fn compare(place: &Place, room: &Room, report: &mut Report) {
    for seat in &room.seats {
        let id = seat.key.workstation();
        if !seat.agent.is_online() {
            report.wrong.push(format!("seat {id} is not back"));
        }
        if let Err(wrong) = session(place, seat, id).await {
            report.wrong.push(format!("seat {id}: {wrong}"));
        }
        match place.get(&format!("/api/workstations/{id}/orders/")).await {
            Ok(orders) => {
                let open = orders.as_array().into_iter().flatten().filter(|order| order["done_at"].is_null()).count();
                if open > 0 {
                    report.wrong.push(format!("seat {id}: {open} orders are not done"));
                }
            }
            Err(failure) => report.wrong.push(format!("seat {id}: {failure}")),
        }
    }
}

async fn session(place: &Place, seat: &Seat, id: i64) -> Result<(), String> {
    let found = place.get(&format!("/api/workstations/{id}/")).await.map_err(|failure| failure.to_string())?;
    let view = seat.agent.view();
    let active = &found["active_session"];
    let session = active.as_i64().or_else(|| active["id"].as_i64());
    // One whose last second is running may be over on one side.
    if session != view.session && view.left_ms > TOLERANCE * 1_000 {
        return Err(format!("session {session:?} there, {:?} here", view.session));
    }
    let Some(session) = session.filter(|_| view.session == session) else { return Ok(()) };
    let found = place.get(&format!("/api/sessions/{session}/")).await.map_err(|failure| failure.to_string())?;
    let (status, left) = (found["status"].as_str().unwrap_or_default(), found["remaining_seconds"].as_i64());
    let shown = seat.agent.view();
    let left = left.ok_or("nothing is said of what is left")?;
    if (left - shown.left_ms / 1_000).abs() > TOLERANCE {
        return Err(format!("{left} s left there, {} s here", shown.left_ms / 1_000));
    }
    if status != shown.state && left > TOLERANCE {
        return Err(format!("{status} there, {} here", shown.state));
    }
    Ok(())
}
