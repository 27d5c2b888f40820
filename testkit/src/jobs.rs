//! What an action leaves to be done.

use preau_kernel::bus::Bus;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::DatabaseConfig;
use preau_kernel::db::{Db, Sql};
use preau_kernel::jobs;

use crate::app::TestApp;

impl TestApp {
    /// Runs what is due, and what that enqueues, until nothing is due; returns how many ran, failures included.
    pub async fn drain_jobs(&self) -> usize {
        jobs::drain(self.app()).await.unwrap()
    }
}

/// The kinds of jobs that are due and that a test has not run. It opens the database anew: the test's own runtime may
/// be gone.
pub(crate) async fn left_over(config: DatabaseConfig, now: Timestamp) -> Vec<String> {
    let db = Db::connect(&config, Bus::default()).await.unwrap();
    let due = "SELECT kind FROM jobs WHERE state = 'queued' AND run_at <= $1 ORDER BY id";
    let rows = db.read().all(due, vec![now.into()]).await.unwrap();
    let kinds = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    db.close().await;
    kinds
}
