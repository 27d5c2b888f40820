//! What was acknowledged, kept by those who asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::web::Answer;

/// The last number that was sent, and the last that was acknowledged: what is there lies between.
#[derive(Default)]
pub(in super::super) struct Numbered {
    sent: AtomicU64,
    acknowledged: AtomicU64,
}

impl Numbered {
    pub(super) fn next(&self) -> u64 {
        self.sent.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(super) fn acknowledge(&self, number: u64) {
        self.acknowledged.fetch_max(number, Ordering::SeqCst);
    }

    pub(in super::super) fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    #[track_caller]
    pub(in super::super) fn holds(&self, what: &str, found: u64) {
        let (least, most) = (self.acknowledged(), self.sent.load(Ordering::SeqCst));
        assert!((least..=most).contains(&found), "{what}: {found} is there, {least} was acknowledged, {most} was sent");
    }
}

#[derive(Default)]
pub(in super::super) struct Ledger {
    /// Address and person of each new student.
    pub(in super::super) students: Mutex<BTreeMap<String, i64>>,
    pub(in super::super) booked: Mutex<BTreeSet<i64>>,
    pub(in super::super) cancelled: Mutex<BTreeSet<i64>>,
    /// Appointments whose cancelling was asked, answered or not.
    pub(in super::super) cancelling: Mutex<BTreeSet<i64>>,
    /// Sessions of a seat: their codes.
    pub(in super::super) codes: Mutex<BTreeMap<i64, String>>,
    pub(in super::super) started: Mutex<BTreeSet<i64>>,
    pub(in super::super) ended: Mutex<BTreeSet<i64>>,
    /// Access tokens that were given out.
    pub(in super::super) logins: Mutex<Vec<String>>,
    pub(in super::super) roll_calls: Numbered,
    pub(in super::super) profile: Numbered,
    pub(super) emails: AtomicU64,
    pub(super) slots: AtomicUsize,
    /// How often somebody was told to come again.
    pub(in super::super) put_off: AtomicU64,
    /// What should not have been answered.
    pub(in super::super) wrong: Mutex<Vec<String>>,
}

impl Ledger {
    /// Whether the answer has this status. A refusal for now is what a place may say while something is away; anything
    /// else is wrong.
    pub(super) fn is(&self, what: &str, answer: &Answer, status: u16) -> bool {
        if answer.status == 503 {
            self.put_off.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(50));
        } else if answer.status != status {
            self.wrong.lock().unwrap().push(format!("{what}: {} {}", answer.status, answer.body));
        }
        answer.status == status
    }

    pub(in super::super) fn writes(&self) -> usize {
        let of = |set: &Mutex<BTreeSet<i64>>| set.lock().unwrap().len();
        self.students.lock().unwrap().len()
            + self.codes.lock().unwrap().len()
            + self.logins.lock().unwrap().len()
            + of(&self.booked)
            + of(&self.cancelled)
            + of(&self.started)
            + of(&self.ended)
            + (self.roll_calls.acknowledged() + self.profile.acknowledged()) as usize
    }

    pub(in super::super) fn told(&self) -> String {
        let of = |set: &Mutex<BTreeSet<i64>>| set.lock().unwrap().len();
        format!(
            "{} acknowledged writes: {} students, {} bookings, {} cancellations, {} codes, {} sessions begun, {} ended, \
             {} roll calls, {} changes of a profile, {} log-ins; {} times put off",
            self.writes(),
            self.students.lock().unwrap().len(),
            of(&self.booked),
            of(&self.cancelled),
            self.codes.lock().unwrap().len(),
            of(&self.started),
            of(&self.ended),
            self.roll_calls.acknowledged(),
            self.profile.acknowledged(),
            self.logins.lock().unwrap().len(),
            self.put_off.load(Ordering::SeqCst),
        )
    }
}
