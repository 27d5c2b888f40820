//! New tokens for a refresh token, over and over, beside bare transactions that turn the generation of a log-in; beside
//! Django, which writes the old token on its black list; and with few log-ins and many.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use preau_kernel::db::Sql;
use serde_json::{Value, json};

use crate::load::Connection;
use crate::peer::django;
use crate::place::{self, PASSWORD, Place};
use crate::race::{beside, ratio};
use crate::raw;
use crate::reads::PEER;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

/// Who refresh at once, each on a connection of their own.
const CLIENTS: usize = 16;
/// Of log-ins that are only there.
const FIRST: i64 = 1_000_000;

/// Log-ins of the students, by the thousand.
pub(crate) async fn fill(place: &Place, rows: i64) -> Result<()> {
    let now = place.app.now().0;
    let later = now + 90 * 86_400_000_000;
    let tx = place.app.db().write_tx().await?;
    let sql = format!(
        "INSERT INTO auth_sessions (id, user_id, kind, device, ip_address, hmac_key, generation, confirmed_generation, \
         rotated_at, given_at, created_at, last_seen_at, idle_expires_at, expires_at) \
         SELECT {FIRST} + s.n, 1000 + s.n, 'jwt', '', '192.0.2.1', x'00', 1, 1, {now}, {now}, {now}, {now}, {later}, {later} \
         FROM (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $1) SELECT n FROM s) s"
    );
    tx.exec(&sql, vec![rows.into()]).await?;
    Ok(tx.commit().await?)
}

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("refresh");
    let pair = stage.pair().await?;
    let [few, many] = stage.ends().await?;
    let mut logins = Vec::new();
    for place in [&few.place, &many.place, &pair.place] {
        logins.push(LogIns::new(place.address, "/api/token/", |n| format!("personne{n}@example.com"), PASSWORD).await?);
    }
    if let Some((_, keys)) = &pair.theirs {
        let email = |n| format!("user{n:05}@example.com");
        logins.push(LogIns::new(keys.address, django::LOG_IN, email, django::PASSWORD).await?);
    }
    let (mut rates, mut raw) = (vec![Vec::new(); logins.len()], Vec::new());
    for round in 0..=stage.options.rounds {
        // The first warms up.
        let seconds = if round == 0 { stage.options.seconds / 3.0 } else { stage.options.seconds };
        for (logins, rates) in logins.iter_mut().zip(&mut rates) {
            rates.push(logins.rate(seconds).await?);
        }
        raw.push(turn_for(&few.place, seconds).await?);
    }
    for rates in rates.iter_mut().chain([&mut raw]) {
        rates.remove(0);
    }
    let behind = format!("{}, {CLIENTS} clients, synchronous FULL", beside(&rates[0], &raw));
    let row = Row::new("refresh / bare transaction").ceiling(ratio(&rates[0], &raw), Asked::Shown, behind);
    let behind = format!("{} with {} and {} log-ins", beside(&rates[0], &rates[1]), few.rows, many.rows);
    let row = row.growth(ratio(&rates[0], &rates[1]), Asked::Shown, behind);
    table.add(match &rates[2..] {
        [ours, theirs] => {
            let behind = format!("{} Django, both synchronous NORMAL", beside(ours, theirs));
            row.peer(ratio(ours, theirs), PEER, behind)
        }
        _ => row,
    });
    Ok(())
}

struct LogIns {
    address: SocketAddr,
    /// The refresh token that each client holds.
    held: Vec<String>,
}

impl LogIns {
    async fn new(address: SocketAddr, path: &str, email: impl Fn(usize) -> String, password: &str) -> Result<Self> {
        let mut held = Vec::new();
        for number in 1..=CLIENTS {
            held.push(place::tokens(address, path, &email(number), password).await?.1);
        }
        Ok(Self { address, held })
    }

    async fn rate(&mut self, seconds: f64) -> Result<f64> {
        let start = Instant::now();
        let until = start + Duration::from_secs_f64(seconds);
        let clients: Vec<_> =
            self.held.drain(..).map(|token| tokio::spawn(refresh(self.address, token, until))).collect();
        let mut done = 0;
        for client in clients {
            let (token, refreshed) = client.await??;
            self.held.push(token);
            done += refreshed;
        }
        Ok(f64::from(done) / start.elapsed().as_secs_f64())
    }
}

/// The last token, and how many there were.
async fn refresh(address: SocketAddr, mut token: String, until: Instant) -> Result<(String, u32)> {
    let mut connection = Connection::open(address).await?;
    let mut done = 0;
    while Instant::now() < until {
        let body = json!({"refresh_token": token}).to_string();
        let (status, answer) = connection.post("/auth/refresh/", &body).await?;
        ensure!(status == 200, "refresh answered {status}: {answer}");
        let mut answer: Value = serde_json::from_str(&answer)?;
        let next = answer["refresh_token"].take();
        token = next.as_str().context("a refresh token")?.to_owned();
        done += 1;
    }
    Ok((token, done))
}

/// What a refresh changes, by a statement that is prepared, one after another.
async fn turn_for(place: &Place, seconds: f64) -> Result<f64> {
    const TURN: &str = "UPDATE auth_sessions SET generation = generation + 1, confirmed_generation = $2, rotated_at = $3, \
                        given_at = $3, last_seen_at = $3, idle_expires_at = $4 WHERE id = $1 AND revoked_at IS NULL";
    let now = place.app.now().0;
    raw::rate(place, seconds, async |raw, number| {
        let id = FIRST + 1 + number % 1000;
        let turn = sqlx::query(TURN).bind(id).bind(number).bind(now + number).bind(now + 86_400_000_000);
        ensure!(turn.execute(raw).await?.rows_affected() == 1, "log-in {id} is there");
        Ok(())
    })
    .await
}
