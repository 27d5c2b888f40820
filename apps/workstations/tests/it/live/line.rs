//! A seat as a test has it: enrolled, connected, saying what it likes.

use std::net::SocketAddr;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use preau_kernel::db::Sql;
use preau_seat_protocol::{Effect, LeaseKey, Moment, Order, Saved, Seat, SeatKey};
use preau_testkit::{Client, TestApp};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

/// A seat, written as a row; its id.
pub(super) async fn seat(test: &TestApp, name: &str) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let id = tx
        .number(
            "INSERT INTO workstations (room_id, name, name_key, location, ip_address, mac_address, admin_state, is_online, \
             last_uplink, next_order, sessions_count, used_micros, notes, sort_name, search, row_version, \
             created_at, updated_at) VALUES (1, $1, $2, '', '', '0a:bc:de:01:02:03', 'available', FALSE, 0, 1, 0, 0, '', \
             $2, '  ', 1, 0, 0) RETURNING id",
            vec![name.into(), name.to_lowercase().into()],
        )
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) async fn code(operator: &Client, seat: i64) -> String {
    let answer = operator.post(&format!("/api/workstations/{seat}/enrolment/")).json(json!({})).send().await;
    answer.expect(201).json()["code"].as_str().unwrap().to_owned()
}

/// The key of a seat that is enrolled now.
pub(super) async fn enrolled(test: &TestApp, operator: &Client, seat: i64) -> String {
    let code = code(operator, seat).await;
    let answer = test.anonymous().post("/api/workstations/enrol/").json(json!({"code": code})).send().await;
    answer.expect(200).json()["key"].as_str().unwrap().to_owned()
}

/// A session that runs at the seat, written as rows; its id.
pub(super) async fn session(test: &TestApp, seat: i64, minutes: i64) -> i64 {
    let now = test.now();
    let tx = test.db().write_tx().await.unwrap();
    let id = tx
        .number(
            "INSERT INTO workstation_sessions (workstation_id, access_code, status, duration_seconds, code_expires_at, \
             started_at, end_reason, ends_at, search, row_version, created_at, updated_at) VALUES \
             ($1, $2, 'active', $3, $4, $5, '', $4, '', 1, $5, $5) RETURNING id",
            vec![
                seat.into(),
                format!("CODE{seat:02}").into(),
                (minutes * 60).into(),
                (now.0 + minutes * 60_000_000).into(),
                now.into(),
            ],
        )
        .await
        .unwrap();
    tx.exec(
        "INSERT INTO session_intervals (session_id, workstation_id, started_at) VALUES ($1, $2, $3)",
        vec![id.into(), seat.into(), now.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) async fn order(test: &TestApp, seat: i64, kind: &str, payload: Value) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let pushed = preau_workstations::store::orders::push(&tx, seat, kind, &payload, None, test.now()).await;
    tx.commit().await.unwrap();
    pushed.unwrap().unwrap()
}

pub(super) struct Line(pub(super) WebSocketStream<TcpStream>);

impl Line {
    pub(super) async fn open(address: SocketAddr, seat: i64, key: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("ws://localhost/ws/workstations/{seat}/").into_client_request().unwrap();
        if let Some(key) = key {
            request.headers_mut().insert("authorization", format!("Workstation {key}").parse().unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Connected and welcomed; the welcome.
    pub(super) async fn begin(address: SocketAddr, seat: i64, key: &str, last_order: u64) -> (Self, Value) {
        let mut line = Self::open(address, seat, Some(key)).await.unwrap();
        line.hello(last_order).await;
        let welcome = line.text().await;
        assert_eq!(welcome["type"], "welcome", "{welcome}");
        (line, welcome)
    }

    pub(super) async fn hello(&mut self, last_order: u64) {
        self.say(json!({"v": 1, "type": "hello", "agent": "test", "boot": "b", "last_order": last_order, "uplink": 0}))
            .await;
    }

    pub(super) async fn say(&mut self, what: Value) {
        self.0.send(Message::text(what.to_string())).await.unwrap();
    }

    /// The next text; `Err` with the code of the end.
    pub(super) async fn get(&mut self) -> Result<Value, u16> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await.expect("a message");
            match next {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    pub(super) async fn text(&mut self) -> Value {
        self.get().await.expect("a text")
    }

    /// The next order.
    pub(super) async fn order(&mut self) -> Order {
        let text = self.text().await;
        assert_eq!(text["type"], "order", "{text}");
        serde_json::from_value(text).unwrap()
    }

    /// The code of the refusal and that of the end.
    pub(super) async fn refused(&mut self) -> (String, u16) {
        let mut code = String::new();
        loop {
            match self.get().await {
                Ok(text) if text["type"] == "refused" => code = text["code"].as_str().unwrap().to_owned(),
                Ok(_) => {}
                Err(end) => return (code, end),
            }
        }
    }

    pub(super) async fn done(&mut self, number: u64) {
        self.say(json!({"v": 1, "type": "received", "number": number})).await;
        self.say(json!({"v": 1, "type": "done", "number": number, "outcome": "applied"})).await;
    }
}

/// What the agent makes of what comes.
pub(super) struct Machine {
    pub(super) seat: Seat,
    pub(super) up_ms: i64,
}

impl Machine {
    pub(super) fn new(key: &str) -> Self {
        let key = LeaseKey::of(&SeatKey::parse(key).unwrap());
        let (seat, _) = Seat::start(key, Saved::default(), false, &moment(0));
        Self { seat, up_ms: 0 }
    }

    pub(super) fn now(&self) -> Moment {
        moment(self.up_ms)
    }

    pub(super) fn welcomed(&mut self, welcome: &Value) {
        let welcome = serde_json::from_value(welcome.clone()).unwrap();
        let now = self.now();
        self.seat.welcomed(&welcome, &now, &now);
    }

    pub(super) fn order(&mut self, order: &Order) -> Vec<Effect> {
        let now = self.now();
        self.seat.order(order, &now)
    }
}

fn moment(up_ms: i64) -> Moment {
    Moment { boot: "b".into(), up_ms, wall_ms: up_ms }
}

/// Until it is so; what is gathered in memory is written within some hundred milliseconds.
pub(super) async fn soon(test: &TestApp, from: &str, expected: i64) {
    for _ in 0..200 {
        if super::super::rooms::count(test, from).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{from}: {} rows, {expected} expected", super::super::rooms::count(test, from).await);
}
