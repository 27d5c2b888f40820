//! Préau with what the peer has: as many students and log entries, a coach, a seat with a session.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_workstations::Workstations;
use serde_json::{Value, json};

use super::{LOGS, PEOPLE, Side};
use crate::load::{self, Connection};
use crate::place::Place;
use crate::{Options, admin, lists};

const CLIENTS: i64 = 40;

pub(super) async fn place() -> Result<Place> {
    eprintln!("peer: filling");
    let modules: Vec<Arc<dyn preau_kernel::module::Module>> =
        vec![Arc::new(Calendar), Arc::new(Appointments), Arc::new(Workstations), Arc::new(Admin)];
    // As the peer does: whoever has a code may send it.
    let settings = [("workstations.open_validation", json!(true))];
    let place = Place::with(None, CLIENTS + 1, modules, &settings).await?;
    lists::fill_with(&place, PEOPLE, LOGS).await?;
    let coach = CLIENTS + 2;
    let sql = format!(
        "INSERT INTO coaches (user_id, headline, sort_name, search, row_version, created_at, updated_at) \
         VALUES ({coach}, '', 'coach', '', 1, 0, 0)"
    );
    let tx = place.app.db().write_tx().await?;
    tx.exec(&sql, vec![]).await?;
    tx.commit().await?;
    place.analyze().await?;
    Ok(place)
}

pub(super) async fn side(place: &Place) -> Result<Side> {
    let admin = place.access("admin@example.com").await?;
    let mut clients = Vec::new();
    for number in 1..=CLIENTS {
        clients.push(place.access(&format!("personne{number}@example.com")).await?);
    }
    let mut connection = Connection::open(place.address).await?;
    let mut make = async |path: &str, body: Value| -> Result<Value> {
        let (status, answer) = connection.post_as(path, &body.to_string(), &admin).await?;
        ensure!(status == 201, "{path}: {status} {answer}");
        Ok(serde_json::from_str(&answer)?)
    };
    let site = make("/api/sites/", json!({"name": "Centre"})).await?;
    let room = make("/api/rooms/", json!({"name": "Salle", "site": site["id"]})).await?;
    let seat = make("/api/workstations/", json!({"name": "Poste 1", "room": room["id"]})).await?;
    let visitor = make("/api/visitors/", json!({"first_name": "Ada", "last_name": "Lovelace"})).await?;
    let session = make("/api/sessions/", json!({"visitor": visitor["id"], "minutes": 600})).await?;
    let code = json!({"code": session["access_code"], "workstation": seat["id"]});
    let cookie = admin::log_in(place).await?;
    let admin = format!("Authorization: Bearer {admin}");
    Ok(Side { address: place.address, admin, cookie, code, clients })
}

pub(super) struct Program {
    process: tokio::process::Child,
    pub(super) address: SocketAddr,
}

impl Program {
    pub(super) fn id(&self) -> Result<u32> {
        self.process.id().context("a process")
    }
}

/// The program as it is run, over the same database and with the same key.
pub(super) async fn program(options: &Options, place: &Place) -> Result<Program> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let process = tokio::process::Command::new(std::fs::canonicalize(&options.program)?)
        .args(["serve", "--listen", &address.to_string(), "--database", place.app.db().url()])
        .env("PREAU_SECRET_KEY", crate::place::KEY)
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let began = Instant::now();
    let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    while load::once(address, request).await.is_err() {
        ensure!(began.elapsed() < Duration::from_secs(20), "no answer within 20 s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Program { process, address })
}
