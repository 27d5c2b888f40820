//! The two requests that are no messages: a code, and an enrolment.

use std::time::Duration;

use preau_seat_protocol::SeatKey;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::AGENT;
use crate::failure::{Failure, OrFail};

const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Web {
    base: String,
    client: reqwest::Client,
}

/// What the server says to a code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entered {
    Opened(Value),
    /// In the visitor's language.
    Refused(String),
}

#[derive(Deserialize)]
struct Enrolled {
    key: String,
}

impl Web {
    pub(crate) fn new(base: &str, tls: &rustls::ClientConfig) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.clone())
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(AGENT)
            .build()
            .or_fail("HTTP")?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), client })
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Result<(u16, Value), Failure> {
        let mut request = self.client.post(format!("{}{path}", self.base)).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.body(body.to_string()).send().await.or_fail(&self.base)?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.or_fail(&self.base)?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<(u16, Value), Failure> {
        let mut request = self.client.get(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.or_fail(&self.base)?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.or_fail(&self.base)?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    /// # Errors
    /// When the server cannot be reached or cannot say.
    pub(crate) async fn enter(&self, key: &SeatKey, code: &str, languages: &str) -> Result<Entered, Failure> {
        let known = format!("Workstation {}", key.reveal());
        let body = json!({"code": code, "workstation": key.workstation()});
        let headers = [("authorization", known.as_str()), ("accept-language", languages)];
        let (status, mut said) = self.post("/api/sessions/validate_code/", &body, &headers).await?;
        match status {
            200 => Ok(Entered::Opened(said["session"].take())),
            400..=499 => Ok(Entered::Refused(said["message"].as_str().unwrap_or_default().to_owned())),
            _ => Err(Failure::new(format!("{}: status {status}", self.base))),
        }
    }

    pub(crate) async fn enrol(&self, code: &str) -> Result<SeatKey, Failure> {
        let (status, said) = self.post("/api/workstations/enrol/", &json!({"code": code}), &[]).await?;
        if status != 200 && status != 201 {
            let why = said["message"].as_str().unwrap_or_default();
            return Err(Failure::new(format!("{} ({status}): {why}", self.base)));
        }
        let enrolled: Enrolled = serde_json::from_value(said).or_fail(&self.base)?;
        SeatKey::parse(&enrolled.key).or_fail(&self.base)
    }
}
