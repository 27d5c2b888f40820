//! What an action leaves to be done. The ONE place to connect to the kernel's queue once it is merged.

use preau_kernel::config::DatabaseConfig;

use crate::app::TestApp;

impl TestApp {
    /// Runs what is due, and what that enqueues, until nothing is due; returns how many ran.
    pub async fn drain_jobs(&self) -> usize {
        unreachable!("the queue is not merged yet: connect it here")
    }
}

/// The names of jobs that a test has enqueued and not run. It opens the database anew: the test's own runtime may be
/// gone.
pub(crate) async fn left_over(_config: DatabaseConfig) -> Vec<String> {
    Vec::new()
}
