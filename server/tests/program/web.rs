//! HTTP as plainly as it can be: one connection per request, JSON in and out.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use super::process::{PASSWORD, Program};

/// A client of one address, with the token it holds.
#[derive(Clone)]
pub(crate) struct Web {
    host: String,
    token: Option<String>,
    /// One more line of the head.
    line: String,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        self.headers(wanted).next()
    }

    /// Every line of this name.
    pub(crate) fn headers(&self, wanted: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    }

    /// A refusal with this status and code, in the shape of every refusal.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Self {
        let refused = self.expect(status);
        assert_eq!(refused.json()["code"], code, "{}", refused.body);
        refused
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Program {
    /// A visitor of it.
    pub(crate) fn web(&self) -> Web {
        Web::at(&self.address)
    }
}

impl Web {
    pub(crate) fn at(address: &str) -> Self {
        Self {
            host: address.trim_start_matches("http://").trim_end_matches('/').to_owned(),
            token: None,
            line: String::new(),
        }
    }

    #[must_use]
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    #[must_use]
    pub(crate) fn without_token(mut self) -> Self {
        self.token = None;
        self
    }

    /// An API token, as `/api-token-auth/` gives it.
    #[must_use]
    pub(crate) fn with_api_token(self, token: &str) -> Self {
        self.without_token().with_line(&format!("Authorization: Token {token}"))
    }

    /// `X-Kiosk: 1`
    #[must_use]
    pub(crate) fn with_line(mut self, line: &str) -> Self {
        self.line = format!("{line}\r\n");
        self
    }

    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// Logs in by `/api/token/`.
    #[track_caller]
    pub(crate) fn logged_in(self, login: &str) -> Self {
        self.logged_in_with(login, PASSWORD)
    }

    #[track_caller]
    pub(crate) fn logged_in_with(self, login: &str, password: &str) -> Self {
        let answer = self.post("/api/token/", &json!({"email": login, "password": password})).expect(200);
        self.with_token(answer.json()["access"].as_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_send("GET", path, None).unwrap()
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_send("POST", path, Some(body)).unwrap()
    }

    #[track_caller]
    pub(crate) fn patch(&self, path: &str, body: &Value) -> Answer {
        self.try_send("PATCH", path, Some(body)).unwrap()
    }

    /// Every row of a list, page by page.
    #[track_caller]
    pub(crate) fn every(&self, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut path = format!("{path}{}page_size=200", if path.contains('?') { '&' } else { '?' });
        loop {
            let page = self.get(&path).expect(200).json();
            rows.extend(page["results"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => path = format!("/api/{}", next.split_once("/api/").unwrap().1),
                None => return rows,
            }
        }
    }

    /// `Err`: the program went away.
    pub(crate) fn try_send(&self, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<Answer> {
        let body = body.map(ToString::to_string).unwrap_or_default();
        let mut stream = self.connect()?;
        stream.write_all(self.head(method, path, body.len()).as_bytes())?;
        stream.write_all(body.as_bytes())?;
        read(&mut stream)
    }

    pub(crate) fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(stream)
    }

    pub(crate) fn head(&self, method: &str, path: &str, length: usize) -> String {
        let token = self.token.as_ref().map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{token}{}Content-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n",
            self.host, self.line
        )
    }
}

/// Reads to the end of the connection; one that ends before its answer is whole is an error.
pub(crate) fn read(stream: &mut TcpStream) -> std::io::Result<Answer> {
    let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    if length.is_some_and(|length| body.len() < length) {
        return Err(cut());
    }
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}
