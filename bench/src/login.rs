//! Log-ins per second beside the machine's raw Argon2id rate at the same parameters, and with few people and with many.
//! Django is not asked: it is bound by the same hash.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use preau_accounts::domain::hashing::{self, Argon2Cost, Memory};
use serde_json::json;

use crate::load;
use crate::place::PASSWORD;
use crate::race::{beside, ratio};
use crate::stage::{KNOWN, Stage};
use crate::table::{Asked, Row, Table};

/// Log-ins at once.
const CLIENTS: usize = 8;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("login");
    let options = stage.options;
    let [few, many] = stage.ends().await?;
    let (mut logins, mut raw, mut raw_ours, mut grown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        logins.push(login_rate(few.place.address, options.seconds).await?);
        let seconds = options.seconds;
        raw.push(tokio::task::spawn_blocking(move || raw_rate(seconds, plain)).await?);
        raw_ours.push(tokio::task::spawn_blocking(move || raw_rate(seconds, ours)).await?);
        grown.push(login_rate(many.place.address, options.seconds).await?);
    }
    let behind = format!(
        "{}, SQLite synchronous FULL; {:.2} of the rate in large pages, as Préau hashes",
        beside(&logins, &raw),
        ratio(&logins, &raw_ours)
    );
    let row = Row::new("log-in / raw Argon2id").ceiling(ratio(&logins, &raw), Asked::Least(0.9), behind);
    let behind = format!("{} with {} and {} people", beside(&logins, &grown), few.rows, many.rows);
    table.add(row.growth(ratio(&logins, &grown), Asked::Shown, behind));
    Ok(())
}

pub(crate) async fn login_rate(address: SocketAddr, seconds: f64) -> Result<f64> {
    let start = Instant::now();
    let until = start + Duration::from_secs_f64(seconds);
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            tokio::spawn(async move {
                let mut connection = load::Connection::open(address).await?;
                let mut done = 0u32;
                while Instant::now() < until {
                    let email =
                        format!("personne{}@example.com", 1 + (client * 8 + done as usize % 8) % KNOWN as usize);
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

/// One thread per core, each with its own memory, as the queue has it. `Lone` makes one hash after the other.
fn raw_rate<Lone: FnMut() -> bool>(seconds: f64, lone: impl Fn() -> Lone + Copy + Send + 'static) -> f64 {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let start = Instant::now();
    let until = start + Duration::from_secs_f64(seconds);
    let threads: Vec<_> = (0..cores)
        .map(|_| {
            let thread = std::thread::Builder::new().name("raw-hash".to_owned());
            thread.spawn(move || {
                let mut lone = lone();
                let mut done = 0u32;
                while Instant::now() < until {
                    done += u32::from(lone());
                }
                done
            })
        })
        .collect();
    let done: u32 = threads.into_iter().flatten().filter_map(|thread| thread.join().ok()).sum();
    f64::from(done) / start.elapsed().as_secs_f64()
}

/// What any program has of the crate: memory as the allocator gives it.
fn plain() -> impl FnMut() -> bool {
    let Argon2Cost { memory_kib, passes, lanes } = Argon2Cost::default();
    let hasher = Params::new(memory_kib, passes, lanes, Some(32)).map(|params| {
        (vec![Block::new(); params.block_count()], Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    });
    let mut hasher = hasher.ok();
    move || {
        let Some((memory, argon2)) = &mut hasher else { return false };
        argon2.hash_password_into_with_memory(PASSWORD.as_bytes(), &[7; 16], &mut [0; 32], memory).is_ok()
    }
}

/// As Préau hashes.
fn ours() -> impl FnMut() -> bool {
    let mut memory = Memory::new();
    move || hashing::hash(PASSWORD, &[7; 16], Argon2Cost::default(), &mut memory).is_ok()
}
