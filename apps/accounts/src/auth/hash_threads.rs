//! The threads that hash passwords: one per core, below the others in priority, so that requests and the database are
//! answered at once while all cores hash. (Without it a log-in's dozen hand-overs between threads each wait behind a
//! hash: measured, a fifth fewer log-ins per second, and every other request late by milliseconds.)

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use preau_kernel::{Error, Result};

use crate::domain::hashing::Memory;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// On Linux each step gives a thread about a fifth less than its rivals: seven are a third of a share.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

pub(super) struct HashThreads {
    count: usize,
    /// Started at the first hash: a program that only reads has none.
    started: OnceLock<Sender<Work>>,
}

impl HashThreads {
    pub(super) fn new(count: usize) -> Self {
        Self { count, started: OnceLock::new() }
    }

    /// Runs `work` as soon as a thread is free. It runs to its end even when nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let work: Work = Box::new(move |memory| drop(answer.send(work(memory))));
        self.started.get_or_init(|| start(self.count)).send(work).map_err(|_| Error::internal("no hash thread"))?;
        answered.await.map_err(|_| Error::internal("a hash panicked"))
    }
}

fn start(count: usize) -> Sender<Work> {
    let (sender, receiver) = channel::<Work>();
    let receiver = Arc::new(Mutex::new(receiver));
    for number in 0..count {
        let receiver = receiver.clone();
        let thread = std::thread::Builder::new().name(format!("hash-{number}"));
        if let Err(error) = thread.spawn(move || serve(&receiver)) {
            tracing::error!(%error, "a hash thread could not be started");
        }
    }
    sender
}

/// Until the hasher is dropped.
fn serve(receiver: &Mutex<Receiver<Work>>) {
    step_back();
    // Kept for the next hash.
    let mut memory = Memory::new();
    loop {
        let Ok(work) = receiver.lock().recv() else { return };
        if catch_unwind(AssertUnwindSafe(|| work(&mut memory))).is_err() {
            memory = Memory::new();
        }
    }
}

/// This thread alone: for Linux, zero names the thread that asks.
#[cfg(target_os = "linux")]
fn step_back() {
    if let Err(error) = rustix::process::setpriority_process(None, NICE) {
        tracing::warn!(%error, "the hash threads keep the priority of the others");
    }
}

#[cfg(not(target_os = "linux"))]
fn step_back() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_ends_one_hash_and_no_thread() {
        let threads = HashThreads::new(1);
        assert!(threads.run(|_| panic!("as a defect would")).await.map(|(): ()| ()).is_err());
        assert_eq!(threads.run(|_| "the next").await.unwrap(), "the next");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_threads_stand_back_and_nobody_else() {
        let of_this_thread = || rustix::process::getpriority_process(None).unwrap();
        let before = of_this_thread();
        let there = HashThreads::new(2).run(move |_| of_this_thread()).await.unwrap();
        assert_eq!((there, of_this_thread()), (before.max(NICE), before));
    }
}
