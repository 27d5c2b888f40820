//! Right codes from seats with their keys, beside bare transactions that change one row of the same file: what is counted
//! before it is judged, begun, and given back are three transactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Result, ensure};
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_workstations::Workstations;
use serde_json::json;

use crate::load::Connection;
use crate::place::Place;
use crate::seats::fill::{self, Session};
use crate::table::{Table, median};

/// Each is one code, which is good once.
const SEATS: usize = 6_000;
/// Of each round; the first warms up.
const CODES: usize = 1_000;
/// At once and from one network, of which 30 may be wrong.
const CLIENTS: usize = 16;

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    eprintln!("codes");
    let place = Arc::new(Place::new(None, 0, vec![Arc::new(Calendar), Arc::new(Workstations)]).await?);
    let keys: Vec<String> = fill::fill(&place, SEATS, Session::Waiting).await?.iter().map(|key| key.text()).collect();
    place.analyze().await?;
    let keys = Arc::new(keys);
    let (mut rates, mut raw, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..SEATS / CODES {
        let codes = rate(round, &place, |place, numbers| enter(place, keys.clone(), numbers)).await?;
        let bare = rate(round, &place, change).await?;
        if round > 0 {
            rates.push(codes);
            raw.push(bare);
            ratios.push(codes / bare);
        }
    }
    let behind = format!("{:.0}/s to {:.0}/s, {CLIENTS} clients, synchronous FULL", median(rates), median(raw));
    table.row("a right code / bare transaction (SQLite)", format!("{:.2}", median(ratios)), "shown", behind);
    Ok(())
}

/// Per second, of the codes of one round, whoever takes the next.
async fn rate<F, D>(round: usize, place: &Arc<Place>, client: F) -> Result<f64>
where
    F: Fn(Arc<Place>, Arc<Numbers>) -> D,
    D: Future<Output = Result<()>> + Send + 'static,
{
    let numbers = Arc::new(Numbers { next: AtomicUsize::new(round * CODES), end: (round + 1) * CODES });
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(client(place.clone(), numbers.clone()))).collect();
    for client in clients {
        client.await??;
    }
    Ok(CODES as f64 / start.elapsed().as_secs_f64())
}

struct Numbers {
    next: AtomicUsize,
    end: usize,
}

impl Numbers {
    /// `None`: the round is over.
    fn take(&self) -> Option<usize> {
        Some(self.next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < self.end)
    }
}

async fn enter(place: Arc<Place>, keys: Arc<Vec<String>>, numbers: Arc<Numbers>) -> Result<()> {
    let mut connection = Connection::open(place.address).await?;
    while let Some(number) = numbers.take() {
        let body = json!({"code": fill::code(number as i64 + 1)}).to_string();
        let known = format!("Authorization: Workstation {}\r\n", keys[number]);
        let (status, answer) = connection.post_with("/api/sessions/validate_code/", &body, &known).await?;
        ensure!(status == 200, "a code answered {status}: {answer}");
    }
    Ok(())
}

async fn change(place: Arc<Place>, numbers: Arc<Numbers>) -> Result<()> {
    while let Some(number) = numbers.take() {
        let tx = place.app.db().write_tx().await?;
        tx.exec("UPDATE workstations SET location = 'x' WHERE id = $1", vec![(number as i64 + 1).into()]).await?;
        tx.commit().await?;
    }
    Ok(())
}
