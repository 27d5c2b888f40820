//! The operator's requests. A server that is killed meanwhile is asked again where that is harmless.

use std::time::Duration;

use preau_seat_protocol::SeatKey;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::Wishes;
use crate::failure::{Failure, OrFail};
use crate::tls;
use crate::web::Web;

const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_millis(500);

pub(super) struct Place {
    pub(super) base: String,
    pub(super) web: Web,
    pub(super) tls: std::sync::Arc<rustls::ClientConfig>,
    authorization: String,
}

impl Place {
    pub(super) fn new(wishes: &Wishes) -> Result<Self, Failure> {
        let tls = tls::client(None)?;
        let base = wishes.server.trim_end_matches('/').to_owned();
        let web = Web::new(&base, &tls)?;
        Ok(Self { base, web, tls, authorization: format!("Token {}", wishes.token) })
    }

    fn headers(&self) -> [(&str, &str); 1] {
        [("authorization", &self.authorization)]
    }

    /// Once; `Err`: nobody answered.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<(u16, Value), Failure> {
        self.web.post(path, body, &self.headers()).await
    }

    /// Until somebody answers.
    pub(super) async fn get(&self, path: &str) -> Result<Value, Failure> {
        let mut last = Failure::new(path);
        for _ in 0..TRIES {
            match self.web.get(path, &self.headers()).await {
                Ok((200, found)) => return Ok(found),
                Ok((status @ 400..=499, said)) => return Err(Failure::new(format!("{path}: {status} {said}"))),
                Ok((status, _)) => last = Failure::new(format!("{path}: {status}")),
                Err(failure) => last = failure,
            }
            sleep(PAUSE).await;
        }
        Err(last)
    }

    /// So many seats, enrolled anew.
    pub(super) async fn prepare(&self, count: usize) -> Result<Vec<SeatKey>, Failure> {
        let mut keys = Vec::with_capacity(count);
        for number in 1..=count {
            let id = self.seat(&format!("Simulation {number:04}")).await?;
            let (status, said) = self.post(&format!("/api/workstations/{id}/enrolment/"), &json!({})).await?;
            let code = said["code"].as_str().ok_or_else(|| Failure::new(format!("enrolment: {status} {said}")))?;
            keys.push(self.web.enrol(code).await?);
        }
        Ok(keys)
    }

    async fn seat(&self, name: &str) -> Result<i64, Failure> {
        let (status, said) = self.post("/api/workstations/", &json!({"name": name, "location": "Simulation"})).await?;
        if status == 201 {
            return said["id"].as_i64().ok_or_else(|| Failure::new("a seat without an id"));
        }
        let search = name.replace(' ', "%20");
        let found = self.get(&format!("/api/workstations/?search={search}")).await?;
        let mut rows = found["results"].as_array().into_iter().flatten();
        let found = rows.find(|row| row["name"] == name).and_then(|row| row["id"].as_i64());
        found.ok_or_else(|| Failure::new(format!("{name}: {status} {said}")))
    }

    /// One visitor for each seat, when sessions must be somebody's; the one of an earlier run is there already.
    pub(super) async fn visitor(&self, number: i64) -> Result<i64, Failure> {
        let body = json!({"first_name": "Simulation", "last_name": format!("Visiteur {number}")});
        let (status, said) = self.post("/api/visitors/", &body).await?;
        let known = if status == 409 { &said["doubles"][0]["id"] } else { &said["id"] };
        known.as_i64().or_fail_status(status, &said)
    }
}

trait OrFailStatus<T> {
    fn or_fail_status(self, status: u16, said: &Value) -> Result<T, Failure>;
}

impl<T> OrFailStatus<T> for Option<T> {
    fn or_fail_status(self, status: u16, said: &Value) -> Result<T, Failure> {
        self.ok_or("an id is missing").or_fail(format!("{status} {said}"))
    }
}
