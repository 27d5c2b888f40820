//! Refusals take the time of the slowest password scheme present, so that time does not tell an imported account
//! from an unknown one.
//!
//! While all hashes have the configured cost nothing is padded: an unknown account is checked against a sample of the
//! same cost. Once slower schemes are there (a Django import), each is measured once and every refusal is answered
//! at a multiple of the slowest.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use preau_kernel::app::App;
use preau_kernel::db::Sql;
use preau_kernel::{Error, Result};

use super::hasher::Hasher;

/// How long the list of schemes present is believed.
const FRESH: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct Padding(Mutex<State>);

#[derive(Default)]
struct State {
    /// By sample hash.
    measured: HashMap<String, Duration>,
    slowest: Duration,
    checked: Option<Instant>,
}

impl Padding {
    /// Waits until `since` plus a whole number of the slowest scheme's times.
    pub async fn wait(&self, app: &App, hasher: &Hasher, since: Instant) -> Result<()> {
        let step = self.slowest(app, hasher).await?;
        if !step.is_zero() {
            tokio::time::sleep(remaining(since.elapsed(), step)).await;
        }
        Ok(())
    }

    /// Looks at the schemes anew at the next refusal (after an import).
    pub fn forget(&self) {
        self.0.lock().checked = None;
    }

    async fn slowest(&self, app: &App, hasher: &Hasher) -> Result<Duration> {
        {
            let state = self.0.lock();
            if state.checked.is_some_and(|at| at.elapsed() < FRESH) {
                return Ok(state.slowest);
            }
        }
        let rows = app
            .db()
            .read()
            .all("SELECT DISTINCT foreign_scheme AS s FROM credentials WHERE foreign_scheme IS NOT NULL", vec![])
            .await?;
        let mut slowest = Duration::ZERO;
        for row in rows {
            let sample: String = row.try_get("", "s").map_err(Error::from)?;
            let known = self.0.lock().measured.get(&sample).copied();
            let taken = match known {
                Some(taken) => taken,
                None => {
                    let taken = measure(hasher, &sample).await?;
                    self.0.lock().measured.insert(sample, taken);
                    taken
                }
            };
            slowest = slowest.max(taken);
        }
        let mut state = self.0.lock();
        state.slowest = slowest;
        state.checked = Some(Instant::now());
        Ok(slowest)
    }
}

/// One check against a sample of the scheme, with a quarter more for the noise of a busy machine.
async fn measure(hasher: &Hasher, sample: &str) -> Result<Duration> {
    let start = Instant::now();
    hasher.verify("a password that is not this one", sample).await?;
    Ok(start.elapsed() * 5 / 4)
}

fn remaining(elapsed: Duration, step: Duration) -> Duration {
    let steps = elapsed.as_nanos() / step.as_nanos().max(1) + 1;
    step.saturating_mul(u32::try_from(steps).unwrap_or(u32::MAX)).saturating_sub(elapsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_falls_on_a_multiple_of_the_step() {
        let ms = Duration::from_millis;
        assert_eq!(remaining(ms(20), ms(300)), ms(280));
        assert_eq!(remaining(ms(310), ms(300)), ms(290));
    }
}
