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
use super::super::rooms::{count, open, operator};
use super::line::{Line, enrolled, seat, session, soon};

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
    }
}
