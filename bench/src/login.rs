//! Log-ins per second beside the machine's raw Argon2id rate at the same parameters.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use preau_accounts::domain::hashing::{self, Argon2Cost};
use serde_json::json;

use crate::place::{PASSWORD, Place};
use crate::table::{Table, median};
use crate::{Options, load};

/// Log-ins at once.
const CLIENTS: usize = 8;

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("login");
    let place = Place::new(None, 64, vec![]).await?;
    let (mut logins, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        logins.push(login_rate(&place, options.seconds).await?);
        let seconds = options.seconds;
        raw.push(tokio::task::spawn_blocking(move || raw_rate(seconds)).await?);
    }
    let ratio = median(logins.iter().zip(&raw).map(|(a, b)| a / b).collect());
    let behind = format!("{:.1}/s to {:.1}/s, SQLite synchronous FULL", median(logins), median(raw));
    table.row("log-in / raw Argon2id", format!("{ratio:.2}"), "≥ 0.9", behind);
    Ok(())
}

async fn login_rate(place: &Place, seconds: u64) -> Result<f64> {
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let address = place.address;
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            tokio::spawn(async move {
                let mut connection = load::Connection::open(address).await?;
                let mut done = 0u32;
                while Instant::now() < until {
                    let email = format!("personne{}@example.com", 1 + (client * 8 + done as usize % 8) % 64);
                    let body = json!({"email": email, "password": PASSWORD}).to_string();
                    let (status, answer) = connection.post("/api/token/", &body).await?;
                    ensure!(status == 200, "{status}: {answer}");
                    done += 1;
                }
                anyhow::Ok(done)
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await??;
    }
    Ok(f64::from(done) / start.elapsed().as_secs_f64())
}

/// One thread per core, each with its own memory, as the queue has it.
fn raw_rate(seconds: u64) -> f64 {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let threads: Vec<_> = (0..cores)
        .map(|_| {
            let thread = std::thread::Builder::new().name("raw-hash".to_owned());
            thread.spawn(move || {
                let mut memory = Vec::new();
                let mut done = 0u32;
                while Instant::now() < until {
                    if hashing::hash(PASSWORD, &[7; 16], Argon2Cost::default(), &mut memory).is_ok() {
                        done += 1;
                    }
                }
                done
            })
        })
        .collect();
    let done: u32 = threads.into_iter().flatten().filter_map(|thread| thread.join().ok()).sum();
    f64::from(done) / start.elapsed().as_secs_f64()
}
