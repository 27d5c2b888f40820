//! The workers of one node: a loop that claims as many due jobs as there are free slots, woken by the bus at the
//! commit that enqueued them, and by itself each second for those that fall due.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{lease, schedule};
use crate::app::App;

const POLL_EVERY: Duration = Duration::from_secs(1);
/// Of the slots, unless there is one only: a mail server that does not answer holds each of its mails for half a minute,
/// and other work goes on meanwhile.
const KEPT_FROM_MAILS: usize = 1;

/// The running workers and the scheduler; dropped, they stop without waiting.
pub struct Workers {
    app: App,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
    _guard: DropGuard,
}

/// Starts `jobs.workers` slots and the periodic tasks; with 0 this node runs neither. They also stop with `app.stop()`.
pub fn start(app: &App) -> Workers {
    let stop = app.stop().child_token();
    let tasks = if app.config().jobs.workers == 0 {
        Vec::new()
    } else {
        vec![tokio::spawn(work(app.clone(), stop.clone())), tokio::spawn(schedule::run(app.clone(), stop.clone()))]
    };
    Workers { app: app.clone(), _guard: stop.clone().drop_guard(), stop, tasks }
}

impl Workers {
    /// Claims nothing more and waits for what runs, at most `server.shutdown_timeout`; what is cut off then goes back
    /// to the queue.
    pub async fn finish(mut self) {
        self.stop.cancel();
        let patience = self.app.config().server.shutdown_timeout.duration();
        let mut tasks = std::mem::take(&mut self.tasks);
        let ended = tokio::time::timeout(patience, futures::future::join_all(tasks.iter_mut())).await;
        if ended.is_ok() {
            return;
        }
        for task in &tasks {
            task.abort();
        }
        futures::future::join_all(tasks.into_iter().filter(|task| !task.is_finished())).await;
        let released = match lease::release_all(&self.app).await {
            Ok(jobs) => schedule::release_all(&self.app).await.map(|tasks| jobs + tasks),
            Err(error) => Err(error),
        };
        match released {
            Ok(count) => tracing::warn!(count, "jobs were cut off by the shutdown and will run again"),
            Err(error) => tracing::error!(%error, "leases could not be handed back; they end by themselves"),
        }
    }
}

async fn work(app: App, stop: CancellationToken) {
    let slots = app.config().jobs.workers;
    let mails = Arc::new(Semaphore::new(slots.saturating_sub(KEPT_FROM_MAILS).max(1)));
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        while running.try_join_next().is_some() {}
        let free = slots - running.len();
        match lease::claim(&app, free, mails.available_permits()).await {
            Ok(leases) => {
                for lease in leases {
                    let place = if lease.is_mail() { mails.clone().try_acquire_owned().ok() } else { None };
                    let work = lease::run(app.clone(), lease);
                    running.spawn(async move {
                        work.await;
                        drop(place);
                    });
                }
            }
            Err(error) => tracing::warn!(%error, "no job could be claimed"),
        }
        let full = running.len() >= slots;
        tokio::select! {
            () = stop.cancelled() => break,
            _ = running.join_next(), if !running.is_empty() => {}
            () = app.queue().wake.notified(), if !full => {}
            () = tokio::time::sleep(POLL_EVERY), if !full => {}
        }
    }
    while running.join_next().await.is_some() {}
}
