//! What happens in the room: codes, added time, rests, messages, ends, at whichever seat.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Report;
use super::place::Place;
use super::seats::{Room, Seat};
use crate::link::chance;
use crate::web::Entered;

const BETWEEN: Duration = Duration::from_millis(40);

struct Desk<'a> {
    place: &'a Place,
    report: Report,
    visitors: HashMap<i64, i64>,
}

pub(super) async fn play(place: &Place, room: &Room, until: Instant, stop: &CancellationToken) -> Report {
    let mut desk =
        Desk { place, report: Report { seats: room.seats.len(), ..Report::default() }, visitors: HashMap::new() };
    while Instant::now() < until && !stop.is_cancelled() {
        let at = usize::try_from(chance() % room.seats.len().max(1) as u64).unwrap_or(0);
        desk.act(&room.seats[at]).await;
        sleep(BETWEEN).await;
    }
    desk.report
}

impl Desk<'_> {
    async fn act(&mut self, seat: &Seat) {
        let id = seat.key.workstation();
        let view = seat.agent.view();
        let Some(session) = view.session else { return self.open(seat, id).await };
        let (path, body) = match chance() % 12 {
            0..=3 => (format!("/api/sessions/{session}/add_time/"), json!({"minutes": 1 + chance() % 5})),
            4 if view.state == "active" => (format!("/api/sessions/{session}/suspend/"), json!({})),
            5..=6 if view.state == "suspended" => (format!("/api/sessions/{session}/resume/"), json!({})),
            7..=8 => {
                (format!("/api/workstations/{id}/messages/"), json!({"text": format!("Message {}", chance() % 1_000)}))
            }
            9 => (format!("/api/sessions/{session}/terminate/"), json!({})),
            10 => {
                seat.agent.with(|seat, now| (seat.say("Bonjour", now).unwrap_or_default(), ()));
                return self.report.operations += 1;
            }
            11 if chance().is_multiple_of(4) => {
                seat.agent.with(|seat, now| (seat.end(now), ()));
                return self.report.operations += 1;
            }
            _ => return,
        };
        let answer = self.place.post(&path, &body).await.map(|(status, _)| status);
        self.note(matches!(answer, Ok(200 | 201)));
    }

    fn note(&mut self, is_taken: bool) {
        if is_taken {
            self.report.operations += 1;
        } else {
            self.report.refused += 1;
        }
    }

    /// A code, typed at the seat.
    async fn open(&mut self, seat: &Seat, id: i64) {
        let mut body = json!({"workstation": id, "minutes": 3 + chance() % 20});
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
        let code = match &answer {
            Ok((201, said)) => said["access_code"].as_str().map(str::to_owned),
            _ => None,
        };
        let Some(code) = code else { return self.note(false) };
        let entered = self.place.web.enter(&seat.key, &code, "fr").await;
        let is_open = matches!(&entered, Ok(Entered::Opened(session)) if *session != Value::Null);
        self.report.sessions += u64::from(is_open);
        self.note(is_open);
    }
}
