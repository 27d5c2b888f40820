//! The peer's process, from its own `run.sh`.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{LOGS, PEOPLE, Side};
use crate::admin::cookies;
use crate::load;

/// Of everybody there.
pub(super) const PASSWORD: &str = "motdepasse";
/// Its packages are fetched and its database is filled at the first start.
const PATIENCE: Duration = Duration::from_secs(300);
const CLIENTS: usize = 40;

pub(super) struct Django {
    process: tokio::process::Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

/// `None`: it cannot be started here.
pub(super) async fn start(peer: &Path) -> Result<Option<Django>> {
    let folder = tempfile::tempdir()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut process = tokio::process::Command::new(std::fs::canonicalize(peer.join("run.sh"))?)
        .args([&port.to_string(), folder.path().join("peer.db").to_str().context("a path")?, "2"])
        .env("USERS", PEOPLE.to_string())
        .env("LOGS", LOGS.to_string())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let began = Instant::now();
    while load::once(address, &load::post("/token/", "{}")).await.is_err() {
        if process.try_wait()?.is_some() || began.elapsed() > PATIENCE {
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(Some(Django { process, address, _folder: folder }))
}

impl Django {
    pub(super) async fn side(&self) -> Result<Side> {
        let admin = format!("Authorization: Bearer {}", self.token("admin@example.com").await?);
        let mut clients = Vec::new();
        for number in 1..=CLIENTS {
            clients.push(self.token(&format!("user{number:05}@example.com")).await?);
        }
        let asked = json!({"utilisateur": 1, "poste": 1, "duree_minutes": 600}).to_string();
        let asked = load::post("/api/sessions/", &asked).replacen("\r\n", &format!("\r\n{admin}\r\n"), 1);
        let (status, made) = load::once(self.address, &asked).await?;
        ensure!(status == 201, "a session: {status} {made}");
        let made: Value = serde_json::from_str(&made)?;
        let code = json!({"code": made["code_acces"]});
        Ok(Side { address: self.address, admin, cookie: self.log_in().await?, code, clients })
    }

    async fn token(&self, email: &str) -> Result<String> {
        let body = json!({"email": email, "password": PASSWORD}).to_string();
        let (status, answer) = load::once(self.address, &load::post("/token/", &body)).await?;
        ensure!(status == 200, "{email}: {status} {answer}");
        let answer: Value = serde_json::from_str(&answer)?;
        Ok(answer["access"].as_str().context("an access token")?.to_owned())
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

    /// Of the master and its workers; what they share is counted once.
    pub(super) fn proportional_mib(&self) -> Result<f64> {
        let master = self.process.id().context("a process")?;
        let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
        let mut kib = 0.0;
        for process in std::iter::once(master.to_string()).chain(children.split_whitespace().map(str::to_owned)) {
            let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
            let line = rollup.lines().find(|line| line.starts_with("Pss:")).context("Pss")?;
            kib += line.split_whitespace().nth(1).context("a number")?.parse::<f64>()?;
        }
        Ok(kib / 1024.0)
    }
}
