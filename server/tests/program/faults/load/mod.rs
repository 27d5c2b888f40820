//! People who go on while things break, each in a thread: log-ins, bookings, roll calls, codes of sessions, changes of a
//! profile, new students with their mails. What each was told stands in the ledger.

mod ledger;
mod people;
mod place;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

pub(super) use ledger::Ledger;
pub(super) use place::Place;

use crate::web::Web;

/// One thing that somebody does; `Err`: the program went away.
type Deed = fn(&Web, &Place, &Ledger) -> std::io::Result<()>;

const DEEDS: &[Deed] = &[
    people::enters,
    people::enters,
    people::books,
    people::calls_the_roll,
    people::gives_a_code,
    people::changes_a_profile,
    people::logs_in,
];

pub(super) struct Load {
    stop: Arc<AtomicBool>,
    people: Vec<JoinHandle<()>>,
}

impl Load {
    /// They go on until they are stopped, or the program goes away.
    pub(super) fn start(web: &Web, place: &Arc<Place>, ledger: &Arc<Ledger>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let people = DEEDS
            .iter()
            .map(|deed| {
                let (web, place, ledger, stop) = (web.clone(), place.clone(), ledger.clone(), stop.clone());
                std::thread::spawn(move || while !stop.load(Ordering::SeqCst) && deed(&web, &place, &ledger).is_ok() {})
            })
            .collect();
        Self { stop, people }
    }

    /// Once each has its answer, or knows that there is none.
    pub(super) fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.people.into_iter().for_each(|person| person.join().unwrap());
    }
}
