//! Computer rooms with real processes at both ends: servers that are killed, agents that are killed, a place that is
//! restored. Where every second counts, nothing else runs beside them (`.config/nextest.toml`).

mod agent;
mod forwarder;
mod killed;
mod restored;
mod seat;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::{Home, PASSWORD, PATIENCE};
use super::web::Web;

const CHIEF: &str = "chef@salle.example";

/// Sessions of nobody, so that a code needs no visitor.
fn home() -> Home {
    Home::new().with_cheap_hashes().set("PREAU_WORKSTATIONS_IDENTITY", "none")
}

/// An address that nobody else is given meanwhile: below the ports that the system hands out, so that neither a client
/// nor another server takes it while its own server is dead.
fn address_that_stays() -> String {
    let first = 20_000 + std::process::id() % 9_000;
    let free = (first..32_000).find(|port| std::net::TcpListener::bind(("127.0.0.1", *port as u16)).is_ok());
    format!("127.0.0.1:{}", free.unwrap())
}

/// One site with one room, by the superuser, who is logged in from here on.
fn with_a_room(web: Web) -> Web {
    let chief = web.logged_in(CHIEF);
    let site = chief.post("/api/sites/", &json!({"name": "Centre"})).expect(201).json();
    chief.post("/api/rooms/", &json!({"site": site["id"], "name": "Multimédia"})).expect(201);
    chief
}

/// A token that outlives log-ins.
fn token(web: &Web) -> String {
    let body = json!({"username": CHIEF, "password": PASSWORD});
    web.post("/api-token-auth/", &body).expect(200).json()["token"].as_str().unwrap().to_owned()
}

/// Until `found` says yes to what `path` answers.
#[track_caller]
fn until(web: &Web, path: &str, found: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = web.get(path).expect(200).json();
        if found(&answer) {
            return answer;
        }
        assert!(Instant::now() < deadline, "{path}: {answer}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
