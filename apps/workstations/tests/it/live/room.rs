//! The live room of operators, and seats that fall silent.

use chrono::TimeDelta;
use futures::{SinkExt, StreamExt};
use preau_testkit::{TestApp, TestEngine, both_engines, serve};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::super::place::pair;
use super::super::rooms::{admin, count, open, operator};
use super::line::{Line, enrolled, order, seat, session, soon};

struct Room(WebSocketStream<TcpStream>);

impl Room {
    async fn open(address: std::net::SocketAddr, room: i64, first: Value) -> Self {
        let request = format!("ws://localhost/ws/rooms/{room}/").into_client_request().unwrap();
        let stream = TcpStream::connect(address).await.unwrap();
        let mut socket = tokio_tungstenite::client_async(request, stream).await.unwrap().0;
        socket.send(Message::text(first.to_string())).await.unwrap();
        Self(socket)
    }

    async fn get(&mut self) -> Result<Value, u16> {
        loop {
            let next =
                tokio::time::timeout(std::time::Duration::from_secs(20), self.0.next()).await.expect("a message");
            match next {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    /// The next state of one seat.
    async fn seat(&mut self) -> Value {
        let told = self.get().await.expect("changes");
        assert_eq!(told["type"], "changes", "{told}");
        assert_eq!(told["seats"].as_array().unwrap().len(), 1, "{told}");
        told["seats"][0].clone()
    }

    /// Skipping what changes on the way.
    async fn until(&mut self, what: impl Fn(&Value) -> bool) -> Value {
        loop {
            let seat = self.seat().await;
            if what(&seat) {
                return seat;
            }
        }
    }
}

async fn token(test: &TestApp, email: &str) -> Value {
    json!({"token": pair(test, email).await.0})
}

both_engines! {
    async fn a_room_is_seen_live(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, _two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let mut room = Room::open(address, 1, token(&test, "operateur@example.com").await).await;
        let list = room.get().await.unwrap();
        assert_eq!((list["type"].as_str(), list["n"].as_i64(), list["seats"].as_array().map(Vec::len)), (Some("list"), Some(1), Some(2)));
        assert_eq!(list["seats"][0]["status"], "available");
        let key = enrolled(&test, &operator, one).await;
        assert_eq!(room.until(|seat| seat["is_enrolled"] == true).await["status"], "offline");
        let (mut line, _) = Line::begin(address, one, &key, 0).await;
        assert_eq!(room.until(|seat| seat["is_online"] == true).await["status"], "available");
        let id = session(&test, one, 30).await;
        line.say(json!({"v": 1, "type": "event", "number": 1, "kind": "user_message", "text": "Bonjour"})).await;
        let seat = room.until(|seat| seat["unread"] == 1).await;
        assert_eq!((seat["status"].as_str(), seat["session"]["id"].as_i64()), (Some("in_use"), Some(id)));
        // Nobody says that a session is over: the clock does.
        test.advance(TimeDelta::minutes(30));
        assert_eq!(room.until(|seat| seat["session"].is_null()).await["status"], "available");
    }

    async fn a_room_says_when_it_closes_and_what_is_reserved(engine: TestEngine) {
        let test = open(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        let (address, _serving) = serve(&test).await;
        let one = seat(&test, "Poste 1").await;
        let asked = async || desk.get("/api/rooms/1/live/").send().await.expect(200).json();
        let now = asked().await;
        assert_eq!((&now["is_open"], &now["closes_at"], &now["now"]), (&json!(true), &json!(null), &json!("2026-11-23T08:00:00.000000Z")));
        // 9:00 to 12:30 in Paris, Mondays and Wednesdays.
        let hours = json!({"opening_hours": [{"day": 1, "opens": "09:00", "closes": "12:30"}, {"day": 3, "opens": "09:00", "closes": "12:30"}]});
        staff.patch("/api/place/").json(hours).send().await.expect(200);
        let body = json!({"workstation": one, "starts_at": "2026-11-23T08:05:00Z", "ends_at": "2026-11-23T09:00:00Z"});
        desk.post("/api/reservations/").json(body).send().await.expect(201);
        let mut room = Room::open(address, 1, token(&test, "operateur@example.com").await).await;
        let list = room.get().await.unwrap();
        assert_eq!((&list["is_open"], &list["closes_at"]), (&json!(true), &json!("2026-11-23T11:30:00.000000Z")));
        let shown = &list["seats"][0];
        assert_eq!((&shown["status"], &shown["reserved_from"]), (&json!("reserved"), &json!("2026-11-23T08:05:00.000000Z")));
        let mut same = asked().await;
        assert_eq!((&same["seats"], &same["closes_at"]), (&list["seats"], &list["closes_at"]), "both ways say the same");
        assert!(same["n"].take().is_null());
        // It closes by the clock alone.
        test.advance(TimeDelta::hours(4));
        let told = room.get().await.unwrap();
        assert_eq!((&told["type"], &told["is_open"], &told["closes_at"]), (&json!("changes"), &json!(false), &json!(null)));
        test.advance(TimeDelta::hours(45));
        let desk = operator(&test).await;
        let wednesday = desk.get("/api/rooms/1/live/").send().await.expect(200).json();
        assert_eq!(wednesday["closes_at"], "2026-11-25T11:30:00.000000Z");
        admin(&test).await.post("/api/closed-days/").json(json!({"first_day": "2026-11-25", "last_day": "2026-11-25", "name": "Inventaire"})).send().await.expect(201);
        let closed = desk.get("/api/rooms/1/live/").send().await.expect(200).json();
        assert_eq!((&closed["is_open"], &closed["closes_at"]), (&json!(false), &json!(null)));
        desk.get("/api/rooms/77/live/").send().await.expect(404);
    }

    async fn who_wrote_and_who_ordered_is_named(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        line.say(json!({"v": 1, "type": "event", "number": 1, "kind": "user_message", "text": "Bonjour"})).await;
        assert_eq!(line.text().await["uplink"], 1);
        test.advance(TimeDelta::seconds(1));
        let path = format!("/api/workstations/{seat}");
        operator.post(&format!("{path}/messages/")).json(json!({"text": "J’arrive"})).send().await.expect(201);
        order(&test, seat, "lock", json!({})).await;
        let messages = operator.get(&format!("{path}/messages/")).send().await.expect(200).json();
        let name = messages[0]["sent_by_name"].as_str().unwrap();
        assert!(!name.trim().is_empty() && messages[0]["sent_by"] == 8, "{messages}");
        assert_eq!((&messages[1]["sent_by"], &messages[1]["sent_by_name"]), (&json!(null), &json!(null)), "a visitor");
        let orders = operator.get(&format!("{path}/orders/")).send().await.expect(200).json();
        assert_eq!((&orders[0]["kind"], &orders[0]["created_by_name"]), (&json!("lock"), &json!(null)), "the program itself");
        assert_eq!((&orders[1]["kind"], &orders[1]["created_by"], &orders[1]["created_by_name"]), (&json!("message"), &json!(8), &json!(name)));
        assert_eq!(operator.get(&format!("{path}/")).send().await.json()["unread"], 1);
        let listed = operator.get("/api/workstations/").send().await.expect(200).json();
        assert_eq!(listed["results"][0]["unread"], 1);
        operator.post(&format!("{path}/messages/read/")).send().await.expect(204);
        assert_eq!(operator.get(&format!("{path}/")).send().await.json()["unread"], 0);
    }

    async fn only_operators_see_a_room(engine: TestEngine) {
        let test = open(engine).await;
        let (address, _serving) = serve(&test).await;
        for (first, code, end) in [
            (token(&test, "etudiant@example.com").await, "forbidden", 4403),
            (json!({"token": "rubbish"}), "token_not_valid", 4401),
            (json!([]), "not_authenticated", 4401),
        ] {
            let mut room = Room::open(address, 1, first).await;
            assert_eq!(room.get().await.unwrap()["code"], code);
            assert_eq!(room.get().await.err(), Some(end));
        }
        let mut room = Room::open(address, 77, token(&test, "operateur@example.com").await).await;
        assert_eq!(room.get().await.unwrap()["code"], "not_found");
        assert_eq!(room.get().await.err(), Some(4404));
    }

    async fn a_silent_seat_is_offline_until_it_speaks(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (line, _) = Line::begin(address, seat, &key, 0).await;
        soon(&test, "workstations WHERE is_online = TRUE", 1).await;
        test.advance(TimeDelta::seconds(59));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.mark_silent").await.unwrap();
        assert_eq!(count(&test, "workstations WHERE is_online = TRUE").await, 1);
        test.advance(TimeDelta::seconds(1));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.mark_silent").await.unwrap();
        assert_eq!(count(&test, "workstations WHERE is_online = TRUE").await, 0);
        drop(line);
        let (_line, _) = Line::begin(address, seat, &key, 0).await;
        soon(&test, "workstations WHERE is_online = TRUE", 1).await;
        preau_kernel::jobs::run_periodic(test.app(), "workstations.mark_silent").await.unwrap();
        let told = |cause: &str| format!("audit_entries WHERE action = 'workstation_status_changed' AND target_id = {seat} \
            AND actor_id IS NULL AND metadata LIKE '%\"{cause}\"%'");
        assert_eq!((count(&test, &told("silence")).await, count(&test, &told("return")).await), (1, 2));
    }
}
