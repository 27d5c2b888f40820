//! At the end: every seat shows what the server says, every session lasted as long as it was given, every order had its
//! effect once.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::Report;
use super::ledger::{Given, Ledger, Text};
use super::place::Place;
use super::seats::{Room, Seat};

/// Seconds by which what is left may differ: one is asked after the other.
const TOLERANCE: i64 = 3;
/// Milliseconds that a seat may learn late of a start, a rest or an end while the server is away.
const LATE_MS: i64 = 12_000;
/// The server shows so many of its newest messages and orders; older ones cannot be compared.
const SHOWN: usize = 100;
/// How long an order may take, cuts included, before it counts as lost.
const ON_ITS_WAY: Duration = Duration::from_secs(10);

/// What was looked at, in numbers.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    pub sessions: usize,
    pub lost: usize,
    /// Milliseconds by which a seat was open longer, or less long, than the server counted; the furthest of all.
    pub longer_ms: i64,
    pub shorter_ms: i64,
    pub orders: usize,
    pub applied: usize,
    pub refused: usize,
    /// What the operator wrote, and how often it came up on the screens.
    pub written: usize,
    pub shown: usize,
    /// What visitors wrote, and how much of it the operator has.
    pub said: usize,
    pub heard: usize,
    pub reboots_asked: i64,
    pub reboots: i64,
}

pub(super) async fn compare(place: &Place, room: &Room, ledger: &Ledger, report: &mut Report) {
    for seat in &room.seats {
        let id = seat.key.workstation();
        let mut wrong = Vec::new();
        if !seat.agent.is_online() {
            wrong.push("is not back".to_owned());
        }
        if let Err(why) = session(place, seat, id).await {
            wrong.push(why);
        }
        if let Err(why) = orders(place, id, &mut report.checked, &mut wrong).await {
            wrong.push(why);
        }
        written(room, id, ledger, &mut report.checked, &mut wrong);
        if let Err(why) = said(place, id, ledger, &mut report.checked, &mut wrong).await {
            wrong.push(why);
        }
        reboots(seat, id, ledger, &mut report.checked, &mut wrong);
        report.wrong.extend(wrong.into_iter().map(|why| format!("seat {id}: {why}")));
    }
    for (session, given) in &ledger.sessions {
        if let Err(why) = lasted(place, room, *session, given, &mut report.checked).await {
            report.wrong.push(format!("session {session} at seat {}: {why}", given.seat));
        }
    }
}

/// What the seat shows of its session now.
async fn session(place: &Place, seat: &Seat, id: i64) -> Result<(), String> {
    let found = place.get(&format!("/api/workstations/{id}/")).await.map_err(|failure| failure.to_string())?;
    let view = seat.agent.view();
    let session = found["active_session"]["id"].as_i64();
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

/// The session is there, as long as it was given, and the seat was open for what the server counted.
async fn lasted(place: &Place, room: &Room, id: i64, given: &Given, checked: &mut Checked) -> Result<(), String> {
    checked.sessions += 1;
    let found = match place.get(&format!("/api/sessions/{id}/")).await {
        Ok(found) => found,
        Err(failure) => {
            checked.lost += 1;
            return Err(format!("lost: {failure}"));
        }
    };
    let open = room.witness.lock().open.get(&id).copied().unwrap_or(Duration::ZERO);
    let open_ms = i64::try_from(open.as_millis()).unwrap_or(i64::MAX);
    let number = |key: &str| found[key].as_i64().ok_or_else(|| format!("no {key}"));
    let (duration, elapsed, left) =
        (number("duration_seconds")?, number("elapsed_seconds")?, number("remaining_seconds")?);
    if !given.seconds.allows(duration) {
        return Err(format!("lasts {duration} s, {:?} were given", given.seconds));
    }
    if elapsed + left != duration || elapsed < 0 || left < 0 {
        return Err(format!("{elapsed} s and {left} s are not {duration} s"));
    }
    let more_ms = open_ms - elapsed * 1_000;
    checked.longer_ms = checked.longer_ms.max(more_ms);
    checked.shorter_ms = checked.shorter_ms.max(-more_ms);
    if more_ms.abs() > LATE_MS * i64::from(1 + given.turns) {
        return Err(format!("open for {open_ms} ms, {elapsed} s are counted, {} turns", given.turns));
    }
    Ok(())
}

async fn orders(place: &Place, id: i64, checked: &mut Checked, wrong: &mut Vec<String>) -> Result<(), String> {
    let path = format!("/api/workstations/{id}/orders/");
    let begun = Instant::now();
    let mut orders = place.get(&path).await.map_err(|failure| failure.to_string())?;
    // The place gives orders by itself (warnings, the end of a time): one of a moment ago is still on its way.
    while open_in(&orders) > 0 && begun.elapsed() < ON_ITS_WAY {
        sleep(Duration::from_millis(200)).await;
        orders = place.get(&path).await.map_err(|failure| failure.to_string())?;
    }
    let open = open_in(&orders);
    let orders: Vec<&Value> = orders.as_array().into_iter().flatten().collect();
    let of = |outcome: &str| orders.iter().filter(|order| order["outcome"] == outcome).count();
    checked.orders += orders.len();
    checked.applied += of("applied");
    checked.refused += of("refused");
    if open > 0 {
        wrong.push(format!("{open} orders are not done"));
    }
    if of("unsupported") > 0 {
        wrong.push("orders that it should know are unsupported".to_owned());
    }
    Ok(())
}

fn open_in(orders: &Value) -> usize {
    orders.as_array().into_iter().flatten().filter(|order| order["done_at"].is_null()).count()
}

fn written(room: &Room, id: i64, ledger: &Ledger, checked: &mut Checked, wrong: &mut Vec<String>) {
    let seen = room.witness.lock();
    for Text { text, is_sure } in ledger.written.get(&id).into_iter().flatten() {
        let times = seen.texts.get(&(id, text.clone())).copied().unwrap_or(0);
        checked.written += usize::from(*is_sure || times > 0);
        checked.shown += times as usize;
        if times > 1 || (*is_sure && times == 0) {
            wrong.push(format!("the text {text} came up {times} times"));
        }
    }
}

async fn said(
    place: &Place,
    id: i64,
    ledger: &Ledger,
    checked: &mut Checked,
    wrong: &mut Vec<String>,
) -> Result<(), String> {
    let path = format!("/api/workstations/{id}/messages/");
    let messages = place.get(&path).await.map_err(|failure| failure.to_string())?;
    let messages: Vec<&Value> = messages.as_array().into_iter().flatten().collect();
    for Text { text, .. } in ledger.said.get(&id).into_iter().flatten() {
        let times = messages.iter().filter(|message| message["text"] == text.as_str()).count();
        if times == 0 && messages.len() >= SHOWN {
            continue;
        }
        checked.said += 1;
        checked.heard += times;
        if times != 1 {
            wrong.push(format!("what its visitor wrote, {text}, arrived {times} times"));
        }
    }
    Ok(())
}

fn reboots(seat: &Seat, id: i64, ledger: &Ledger, checked: &mut Checked, wrong: &mut Vec<String>) {
    let asked = ledger.reboots.get(&id).copied().unwrap_or_default();
    let times = i64::from(seat.agent.wanted().borrow().reboots);
    checked.reboots_asked += asked.sure;
    checked.reboots += times;
    if !asked.allows(times) {
        wrong.push(format!("restarted {times} times, {asked:?} were asked for"));
    }
}
