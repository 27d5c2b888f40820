//! What happens in the room: codes, added time, rests, messages, restarts, ends, at whichever seat.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Report;
use super::ledger::{Ledger, Taken};
use super::place::Place;
use super::seats::{Room, Seat};
use crate::link::chance;
use crate::web::Entered;

const BETWEEN: Duration = Duration::from_millis(40);

struct Desk<'a> {
    place: &'a Place,
    report: Report,
    ledger: Ledger,
    visitors: HashMap<i64, i64>,
    /// In every text, so that those of an earlier run are told apart.
    run: String,
}

pub(super) async fn play(place: &Place, room: &Room, until: Instant, stop: &CancellationToken) -> (Report, Ledger) {
    let report = Report { seats: room.seats.len(), ..Report::default() };
    let run = format!("{:x}", chance());
    let mut desk = Desk { place, report, ledger: Ledger::default(), visitors: HashMap::new(), run };
    while Instant::now() < until && !stop.is_cancelled() {
        let at = usize::try_from(chance() % room.seats.len().max(1) as u64).unwrap_or(0);
        desk.act(&room.seats[at]).await;
        sleep(BETWEEN).await;
    }
    (desk.report, desk.ledger)
}

impl Desk<'_> {
    async fn act(&mut self, seat: &Seat) {
        let view = seat.agent.view();
        let Some(session) = view.session else { return self.open(seat).await };
        match chance() % 13 {
            0..=3 => self.lengthen(session).await,
            4 if view.state == "active" => self.turn(session, "suspend").await,
            5..=6 if view.state == "suspended" => self.turn(session, "resume").await,
            7..=8 => self.write(seat).await,
            9 => self.turn(session, "terminate").await,
            10 => self.say(seat),
            11 if chance().is_multiple_of(4) => {
                seat.agent.with(|seat, now| (seat.end(now), ()));
                self.ledger.turned(session);
                self.report.operations += 1;
            }
            12 => self.restart(seat).await,
            _ => {}
        }
    }

    async fn ask(&mut self, path: &str, body: &Value) -> Taken {
        let taken = Taken::of(&self.place.post(path, body).await);
        self.note(taken == Taken::Yes);
        taken
    }

    fn note(&mut self, is_taken: bool) {
        if is_taken {
            self.report.operations += 1;
        } else {
            self.report.refused += 1;
        }
    }

    async fn lengthen(&mut self, session: i64) {
        let minutes = 1 + i64::try_from(chance() % 5).unwrap_or(0);
        let taken = self.ask(&format!("/api/sessions/{session}/add_time/"), &json!({"minutes": minutes})).await;
        self.ledger.lengthened(session, minutes, taken);
    }

    async fn turn(&mut self, session: i64, how: &str) {
        if self.ask(&format!("/api/sessions/{session}/{how}/"), &json!({})).await != Taken::No {
            self.ledger.turned(session);
        }
    }

    async fn write(&mut self, seat: &Seat) {
        let (id, text) = (seat.key.workstation(), self.ledger.text(&self.run));
        let taken = self.ask(&format!("/api/workstations/{id}/messages/"), &json!({"text": text})).await;
        self.ledger.wrote(id, text, taken);
    }

    async fn restart(&mut self, seat: &Seat) {
        let id = seat.key.workstation();
        let taken = self.ask(&format!("/api/workstations/{id}/reboot/"), &json!({})).await;
        self.ledger.restarted(id, taken);
    }

    /// The visitor writes; too many unread ones are refused by the seat itself.
    fn say(&mut self, seat: &Seat) {
        let text = self.ledger.text(&self.run);
        let is_taken = seat.agent.with(|seat, now| {
            let effects = seat.say(&text, now);
            let is_taken = effects.is_some();
            (effects.unwrap_or_default(), is_taken)
        });
        if is_taken {
            self.ledger.heard(seat.key.workstation(), text);
        }
        self.note(is_taken);
    }

    /// A code, typed at the seat. Some are for one minute, so that time runs out too.
    async fn open(&mut self, seat: &Seat) {
        let id = seat.key.workstation();
        let minutes = if chance().is_multiple_of(3) { 1 } else { 3 + i64::try_from(chance() % 20).unwrap_or(0) };
        let answer = self.code(id, minutes).await;
        let (Some(session), Some(code)) = (answer["id"].as_i64(), answer["access_code"].as_str()) else {
            return self.note(false);
        };
        self.ledger.gave(session, id, minutes);
        let entered = self.place.web.enter(&seat.key, code, "fr").await;
        let is_open = matches!(&entered, Ok(Entered::Opened(session)) if *session != Value::Null);
        self.report.sessions += u64::from(is_open);
        self.note(is_open);
    }

    /// A session that waits for its code, of a visitor where sessions must be somebody's; `null`: there is none.
    async fn code(&mut self, id: i64, minutes: i64) -> Value {
        let mut body = json!({"workstation": id, "minutes": minutes});
        if let Some(visitor) = self.visitors.get(&id) {
            body["visitor"] = (*visitor).into();
        }
        let answer = self.place.post("/api/sessions/", &body).await;
        let is_nobodys = matches!(&answer, Ok((400, said)) if !said["errors"]["visitor"].is_null());
        let answer = if is_nobodys && let Ok(visitor) = self.place.visitor(id).await {
            self.visitors.insert(id, visitor);
            body["visitor"] = visitor.into();
            self.place.post("/api/sessions/", &body).await
        } else {
            answer
        };
        match answer {
            Ok((201, said)) => said,
            _ => Value::Null,
        }
    }
}
