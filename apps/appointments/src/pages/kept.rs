//! Pages that are the same for everybody who is not logged in are made once, and sent again until something is written.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use preau_kernel::Result;
use preau_kernel::db::Db;
use preau_kernel::web::Cached;

/// What another node has written is seen after so long.
const STANDS: Duration = Duration::from_secs(10);
/// Pages in two languages, and the files for robots.
const MOST: usize = 300;

#[derive(Default)]
pub(crate) struct Kept(Mutex<HashMap<String, Page>>);

struct Page {
    page: Cached,
    /// [`Db::writes`] when it was made.
    writes: u64,
    until: Instant,
}

impl Kept {
    /// The page of that name, made anew when it may have changed. One that has not keeps what it was compressed to.
    pub(crate) async fn page(&self, db: &Db, name: &str, make: impl Future<Output = Result<Cached>>) -> Result<Cached> {
        let (writes, now) = (db.writes(), Instant::now());
        if let Some(page) = self.lock().get(name).filter(|page| page.writes == writes && now < page.until) {
            return Ok(page.page.clone());
        }
        let made = make.await?;
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        let page = match all.remove(name) {
            Some(old) if old.page.bytes() == made.bytes() => old.page,
            _ => made,
        };
        all.insert(name.to_owned(), Page { page: page.clone(), writes, until: now + STANDS });
        Ok(page)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
