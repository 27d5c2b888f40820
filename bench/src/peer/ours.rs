//! Préau with what the peer has: as many students and log entries, a coach, a seat with a session.

use std::sync::Arc;

use anyhow::{Result, ensure};
use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_kernel::module::Module;
use preau_workstations::Workstations;
use serde_json::{Value, json};

use super::{CLIENTS, Keys, LOGS, PEOPLE};
use crate::load::Connection;
use crate::place::Place;
use crate::profile::Bare;
use crate::{Options, admin, lists, refresh};

pub(super) async fn place(options: &Options) -> Result<Place> {
    eprintln!("filling the place beside it");
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Calendar), Arc::new(Appointments), Arc::new(Workstations), Arc::new(Admin), Arc::new(Bare)];
    let settings = [
        // As the peer has it: what is written outlives the program, and the power at the next checkpoint.
        ("database.sqlite_synchronous", json!("normal")),
        // As the peer does: whoever has a code may send it.
        ("workstations.open_validation", json!(true)),
        // Codes are counted before they are judged, and thirty-two at once are more than the thirty that may be wrong:
        // they are counted here too, to a limit that is not met.
        ("workstations.wrong_codes_per_seat", json!(1_000_000)),
        ("workstations.wrong_codes_per_network", json!(1_000_000)),
        ("workstations.wrong_codes_per_site", json!(1_000_000)),
        // No day without free times is met.
        ("calendar.holidays", json!("none")),
    ];
    let clients = CLIENTS as i64;
    let place = Place::with(None, clients + 1, modules, &settings).await?;
    lists::fill_with(&place, PEOPLE, options.small(LOGS)).await?;
    refresh::fill(&place, PEOPLE).await?;
    let coach = clients + 2;
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

pub(super) async fn keys(place: &Place) -> Result<Keys> {
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
    let other = make("/api/workstations/", json!({"name": "Poste 2", "room": room["id"]})).await?;
    let visitor = make("/api/visitors/", json!({"first_name": "Ada", "last_name": "Lovelace"})).await?;
    let another = make("/api/visitors/", json!({"first_name": "Grace", "last_name": "Hopper"})).await?;
    let session = make("/api/sessions/", json!({"visitor": visitor["id"], "minutes": 600})).await?;
    let code = json!({"code": session["access_code"], "workstation": seat["id"]});
    let cookie = admin::log_in(place).await?;
    let admin = format!("Authorization: Bearer {admin}");
    let session = json!({"visitor": another["id"], "workstation": other["id"], "minutes": 600});
    Ok(Keys { address: place.address, admin, cookie, code, session, clients })
}
