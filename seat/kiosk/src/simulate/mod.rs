//! `preau simulate-room`: a room full of seats against a server, with cuts, losses, doubled and late messages, and an operator
//! who gives codes, adds time and writes. The server may be killed meanwhile. At the end everything is compared: what the
//! operator asked for, what seats showed, what the server says.
//!
//! Map: `place` the operator's requests · `seats` the room · `operator` what happens there, `ledger` what came of it ·
//! `witness` what the seats showed · `compare` at the end.

mod compare;
mod ledger;
mod operator;
mod place;
mod seats;
mod witness;

use std::fmt;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

pub use compare::Checked;

use crate::failure::Failure;
use crate::link::Faults;

/// For the last seat to be back, and for the last order to be done.
const SETTLE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub struct Wishes {
    pub server: String,
    /// An API token of an operator.
    pub token: String,
    pub workstations: usize,
    pub duration: Duration,
    /// Each line breaks after so long, about; zero: never.
    pub cut_every: Duration,
    /// Thousandths of all messages that are lost, doubled, late.
    pub trouble: u64,
}

impl Wishes {
    fn faults(&self) -> Faults {
        let cut_after = (!self.cut_every.is_zero()).then_some(self.cut_every);
        Faults { lose: self.trouble, double: self.trouble, hold_back: self.trouble, cut_after }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Report {
    pub seats: usize,
    pub sessions: u64,
    pub operations: u64,
    /// Requests that the server did not take; while it is down, all of them.
    pub refused: u64,
    pub cuts: usize,
    /// How long seats were away, in milliseconds: half of them, nearly all, the longest.
    pub away_ms: [u64; 3],
    pub checked: Checked,
    /// What does not agree at the end, in words.
    pub wrong: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seats, sessions, operations, refused, cuts, away_ms: [half, most, longest], checked, wrong } = self;
        let Checked { lost, longer_ms, shorter_ms, orders, applied, written, shown, said, heard, .. } = checked;
        writeln!(f, "seats {seats}, sessions {sessions}, operations {operations}, not taken {refused}")?;
        writeln!(f, "cuts {cuts}, away p50 {half} ms, p99 {most} ms, longest {longest} ms")?;
        writeln!(
            f,
            "sessions checked {}, lost {lost}; at most {longer_ms} ms longer at the seat than counted, {shorter_ms} ms shorter",
            checked.sessions
        )?;
        writeln!(f, "orders checked {orders}, applied {applied}, refused {}", checked.refused)?;
        writeln!(
            f,
            "texts written {written}, shown {shown}; said {said}, heard {heard}; restarts asked {}, done {}",
            checked.reboots_asked, checked.reboots
        )?;
        match wrong.len() {
            0 => write!(f, "all seats, sessions and orders agree with the server"),
            count => write!(f, "{count} wrong:\n{}", wrong.join("\n")),
        }
    }
}

/// Plays until the time is over or `stop`; `opened` is called once every seat is there.
pub async fn run(wishes: &Wishes, stop: CancellationToken, opened: impl FnOnce()) -> Result<Report, Failure> {
    let place = place::Place::new(wishes)?;
    let keys = place.prepare(wishes.workstations).await?;
    let room = seats::Room::open(&place, keys, wishes.faults(), &stop)?;
    room.until_all_are_here(SETTLE * 3).await?;
    opened();
    let until = Instant::now() + wishes.duration;
    let (mut report, ledger) = operator::play(&place, &room, until, &stop).await;
    // Quiet, so that what is under way arrives.
    room.calm();
    let begun = Instant::now();
    while !room.is_whole() && begun.elapsed() < SETTLE {
        sleep(Duration::from_millis(100)).await;
    }
    let back_after = begun.elapsed();
    sleep(SETTLE.saturating_sub(back_after)).await;
    compare::compare(&place, &room, &ledger, &mut report).await;
    if report.sessions == 0 && !wishes.duration.is_zero() {
        report.wrong.push("no session ever began: nothing was tried".to_owned());
    }
    {
        let seen = room.witness.lock();
        (report.cuts, report.away_ms) = (seen.cuts(), seen.away_ms());
    }
    stop.cancel();
    Ok(report)
}
