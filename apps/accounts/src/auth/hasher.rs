//! Password hashing in a bounded queue. All running hashes together take at most `auth.hash_memory_mib`; the permit
//! moves into the work, so that a client that hangs up does not free it early.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use preau_kernel::{Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::hash_threads::HashThreads;
use crate::config::AuthConfig;
use crate::domain::hashing::{self, Argon2Cost, Memory};

#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    cost: Argon2Cost,
    /// One permit is one MiB.
    memory: Arc<Semaphore>,
    total_mib: u32,
    /// One permit is one core: more hashes at once would only take time from each other and from requests.
    cores: Arc<Semaphore>,
    threads: HashThreads,
    waiting: AtomicUsize,
    queue: usize,
    made: AtomicU64,
}

impl Hasher {
    pub fn new(config: &AuthConfig) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let cost = Argon2Cost {
            memory_kib: config.argon2_memory_kib,
            passes: config.argon2_passes,
            lanes: config.argon2_lanes,
        };
        Self(Arc::new(Inner {
            cost,
            memory: Arc::new(Semaphore::new(config.hash_memory_mib as usize)),
            total_mib: config.hash_memory_mib,
            cores: Arc::new(Semaphore::new(cores)),
            threads: HashThreads::new(cores),
            waiting: AtomicUsize::new(0),
            queue: config.hash_queue,
            made: AtomicU64::new(0),
        }))
    }

    pub fn cost(&self) -> Argon2Cost {
        self.0.cost
    }

    /// How many hashes were begun since the start, checks included.
    pub fn made(&self) -> u64 {
        self.0.made.load(Ordering::SeqCst)
    }

    /// What the running hashes may take at this instant, in MiB.
    pub fn memory_in_use_mib(&self) -> u32 {
        self.0.total_mib - u32::try_from(self.0.memory.available_permits()).unwrap_or(self.0.total_mib)
    }

    /// A new hash at the configured cost.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String> {
        let password = password.to_owned();
        let cost = self.0.cost;
        self.run(cost.memory_kib, move |memory| hashing::hash(&password, &salt, cost, memory))
            .await?
            .map_err(|e| Error::internal(e.code()))
    }

    /// Whether the password belongs to the encoded hash, of whatever known scheme.
    pub async fn verify(&self, password: &str, encoded: &str) -> Result<bool> {
        let password = password.to_owned();
        let encoded = encoded.to_owned();
        let kib = hashing::memory_kib(&encoded);
        self.run(kib, move |memory| hashing::verify(&password, &encoded, memory)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        kib: u32,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T> {
        let permits = self.enter(kib).await?;
        self.0.made.fetch_add(1, Ordering::SeqCst);
        let is_usual = kib == self.0.cost.memory_kib;
        let work = move |kept: &mut Memory| {
            // Only memory of the usual cost is kept for the next hash.
            let out = if is_usual { work(kept) } else { work(&mut Memory::new()) };
            drop(permits);
            out
        };
        self.0.threads.run(work).await
    }

    async fn enter(&self, kib: u32) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let waiting = Waiting::enter(&self.0)?;
        // A hash that alone is larger than the bound runs alone.
        let mib = kib.div_ceil(1024).clamp(1, self.0.total_mib);
        let core = self.0.cores.clone().acquire_owned().await.map_err(Error::internal)?;
        let memory = self.0.memory.clone().acquire_many_owned(mib).await.map_err(Error::internal)?;
        drop(waiting);
        Ok((core, memory))
    }
}

/// Counts a log-in that waits, also when its client gives up meanwhile.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(inner: &'a Inner) -> Result<Self> {
        if inner.waiting.fetch_add(1, Ordering::SeqCst) >= inner.queue {
            inner.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::Unavailable("hash_queue_full"));
        }
        Ok(Self(&inner.waiting))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
