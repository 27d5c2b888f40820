//! The peer's process, from its own `run.sh`.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{CLIENTS, Keys, LOGS, PEOPLE};
use crate::admin::cookies;
use crate::process::Used;
use crate::{Options, load, place};

/// Of everybody there.
pub(crate) const PASSWORD: &str = "motdepasse";
pub(crate) const LOG_IN: &str = "/token/";
/// Its packages are fetched and its database is filled at the first start.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) struct Django {
    process: tokio::process::Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

/// `None`: it cannot be started here.
pub(super) async fn start(options: &Options) -> Result<Option<Django>> {
    let folder = tempfile::tempdir()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut process = tokio::process::Command::new(std::fs::canonicalize(options.peer.join("run.sh"))?)
        .args([&port.to_string(), folder.path().join("peer.db").to_str().context("a path")?, "2"])
        .env("USERS", PEOPLE.to_string())
        .env("LOGS", options.small(LOGS).to_string())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let began = Instant::now();
    while load::once(address, &load::post(LOG_IN, "{}")).await.is_err() {
        if process.try_wait()?.is_some() || began.elapsed() > PATIENCE {
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(Some(Django { process, address, _folder: folder }))
}

impl Django {
    pub(super) async fn keys(&self) -> Result<Keys> {
        let admin = format!("Authorization: Bearer {}", self.token("admin@example.com").await?);
        let mut clients = Vec::new();
        for number in 1..=CLIENTS {
            clients.push(self.token(&format!("user{number:05}@example.com")).await?);
        }
        let session = |number: i64| json!({"utilisateur": number, "poste": number, "duree_minutes": 600});
        let asked = load::post("/api/sessions/", &session(1).to_string());
        let asked = asked.replacen("\r\n", &format!("\r\n{admin}\r\n"), 1);
        let (status, made) = load::once(self.address, &asked).await?;
        ensure!(status == 201, "a session: {status} {made}");
        let made: Value = serde_json::from_str(&made)?;
        let code = json!({"code": made["code_acces"]});
        Ok(Keys { address: self.address, admin, cookie: self.log_in().await?, code, session: session(2), clients })
    }

    async fn token(&self, email: &str) -> Result<String> {
        Ok(place::tokens(self.address, LOG_IN, email, PASSWORD).await?.0)
    }

    /// The superuser's cookies in Django's own admin, as a header.
    async fn log_in(&self) -> Result<String> {
        let ask = "GET /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\n\r\n";
        let page = String::from_utf8(load::whole(self.address, ask).await?)?;
        let form = cookies(&page);
        let (_, rest) = page.split_once("name=\"csrfmiddlewaretoken\" value=\"").context("the form's token")?;
        let token = rest.split('"').next().unwrap_or_default();
        let pairs = [("username", "admin@example.com"), ("password", PASSWORD), ("csrfmiddlewaretoken", token)];
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let send = format!(
            "POST /admin/login/?next=/admin/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\n\
             Cookie: {form}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = String::from_utf8(load::whole(self.address, &send).await?)?;
        ensure!(answer.starts_with("HTTP/1.1 302"), "{answer}");
        Ok(format!("Cookie: {}", cookies(&answer)))
    }

    /// Of the master and its workers.
    pub(crate) fn used(&self) -> Result<Used> {
        let mut used = Used::of(self.process.id().context("a process")?)?;
        for worker in self.workers()? {
            used = used + Used::of(worker)?;
        }
        Ok(used)
    }

    fn workers(&self) -> Result<Vec<u32>> {
        let master = self.process.id().context("a process")?;
        let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
        children.split_whitespace().map(|worker| Ok(worker.parse()?)).collect()
    }
}

/// A master that is killed leaves its workers behind.
impl Drop for Django {
    fn drop(&mut self) {
        let workers = self.workers().unwrap_or_default();
        let _ = self.process.start_kill();
        for worker in workers.into_iter().filter_map(|worker| Pid::from_raw(worker.cast_signed())) {
            let _ = kill_process(worker, Signal::KILL);
        }
    }
}
