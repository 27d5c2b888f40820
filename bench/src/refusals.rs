//! Whether time tells why a log-in was refused: unknown, wrong, empty password, disabled, no password at all; and
//! among those held back, known and unknown. The measure is the probability that an answer of one kind takes longer
//! than one of another (0.5: time tells nothing).

use std::time::Instant;

use anyhow::{Result, ensure};
use preau_kernel::db::Sql;
use serde_json::json;

use crate::load;
use crate::place::{PASSWORD, Place};
use crate::table::{Table, median};

/// Attempts of each kind.
const ATTEMPTS: usize = 400;

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    eprintln!("refusals");
    let place = Place::new(None, 4 * ATTEMPTS as i64 + 20, vec![]).await?;
    let a = ATTEMPTS as i64;
    let tx = place.app.db().write_tx().await?;
    // Ids: 1 is the superuser, personne N is N + 1.
    tx.exec("UPDATE users SET is_active = FALSE WHERE id > $1 AND id <= $2", vec![(1 + a).into(), (1 + 2 * a).into()])
        .await?;
    tx.exec(
        "UPDATE credentials SET password = '' WHERE user_id > $1 AND user_id <= $2",
        vec![(1 + 2 * a).into(), (1 + 3 * a).into()],
    )
    .await?;
    tx.commit().await?;

    let mut times: Vec<Vec<f64>> = vec![Vec::new(); 5];
    for i in 1..=a {
        // One attempt per account: nothing is ever held back here. The kinds come in turns.
        let kinds = [
            (format!("inconnue{i}@example.com"), PASSWORD),
            (format!("personne{i}@example.com"), "un-autre-mot-de-passe"),
            (format!("personne{}@example.com", a + i), PASSWORD),
            (format!("personne{}@example.com", 2 * a + i), PASSWORD),
            (format!("personne{}@example.com", 3 * a + i), ""),
        ];
        for (kind, (email, password)) in kinds.iter().enumerate() {
            times[kind].push(attempt(&place, email, password, 401).await?);
        }
        if i % 100 == 0 {
            // The budget of wrong attempts of one network is not what is measured.
            let tx = place.app.db().write_tx().await?;
            tx.exec("DELETE FROM throttles", vec![]).await?;
            tx.commit().await?;
        }
    }
    let names = ["unknown", "wrong", "disabled", "no password", "empty"];
    let mut worst = (0.5, String::new());
    for i in 0..names.len() {
        for j in 0..i {
            let p = longer(&times[i], &times[j]);
            if (p - 0.5_f64).abs() >= (worst.0 - 0.5_f64).abs() {
                worst = (p, format!("{} against {}", names[i], names[j]));
            }
        }
    }
    let medians: Vec<String> =
        names.iter().zip(&times).map(|(name, t)| format!("{name} {:.2} ms", median(t.clone()))).collect();
    table.row(
        "refused log-ins told apart by time",
        format!("{:.3}", worst.0),
        "0.5 ± noise",
        format!("{}; {}", worst.1, medians.join(", ")),
    );
    held_back(&place, table).await
}

async fn held_back(place: &Place, table: &mut Table) -> Result<()> {
    let known = format!("personne{}@example.com", 4 * ATTEMPTS + 10);
    for email in [known.as_str(), "personne-inconnue@example.com"] {
        for _ in 0..6 {
            let body = json!({"email": email, "password": "faux-mot-de-passe"}).to_string();
            load::once(place.address, &load::post("/api/token/", &body)).await?;
        }
    }
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..ATTEMPTS {
        a.push(attempt(place, &known, PASSWORD, 429).await?);
        b.push(attempt(place, "personne-inconnue@example.com", PASSWORD, 429).await?);
    }
    let p = longer(&a, &b);
    let behind = format!("known {:.2} ms, unknown {:.2} ms", median(a), median(b));
    table.row("held back (429), known against unknown", format!("{p:.3}"), "0.5 ± noise", behind);
    Ok(())
}

/// Milliseconds until the answer.
async fn attempt(place: &Place, email: &str, password: &str, expected: u16) -> Result<f64> {
    let request = load::post("/api/token/", &json!({"email": email, "password": password}).to_string());
    let start = Instant::now();
    let (status, body) = load::once(place.address, &request).await?;
    ensure!(status == expected, "{email}: {status} {body}");
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// The share of pairs in which `a` took longer (Mann and Whitney's U over its maximum).
fn longer(a: &[f64], b: &[f64]) -> f64 {
    let wins: usize = a.iter().map(|x| b.iter().filter(|y| x > y).count()).sum();
    wins as f64 / (a.len() * b.len()) as f64
}
