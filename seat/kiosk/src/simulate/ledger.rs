//! What was asked of the server and what it took, as the operator of the simulated room knows it: the end is judged by it.
//! Of a request that broke off nobody knows whether it was taken, so what it asked for may be so or not.

use std::collections::{BTreeMap, HashMap};

use crate::failure::Failure;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Yes,
    No,
    /// The server went away meanwhile.
    Unknown,
}

impl Taken {
    pub(super) fn of<T>(answer: &Result<(u16, T), Failure>) -> Self {
        match answer {
            Ok((200 | 201, _)) => Self::Yes,
            Ok((400..=499, _)) => Self::No,
            Ok(_) | Err(_) => Self::Unknown,
        }
    }
}

/// A number that is known, but for requests that broke off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) sure: i64,
    pub(super) perhaps: i64,
}

impl Count {
    fn add(&mut self, taken: Taken, many: i64) {
        match taken {
            Taken::Yes => self.sure += many,
            Taken::No => {}
            Taken::Unknown => self.perhaps += many,
        }
    }

    pub(super) fn allows(self, found: i64) -> bool {
        (self.sure..=self.sure + self.perhaps).contains(&found)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) seat: i64,
    /// Seconds, added time included.
    pub(super) seconds: Count,
    /// Rests, ways back from them and ends, each of which a seat may learn of late.
    pub(super) turns: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) is_sure: bool,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) sessions: BTreeMap<i64, Given>,
    /// By seat: what the operator wrote, what the visitor wrote, how often the machine was told to restart.
    pub(super) written: HashMap<i64, Vec<Text>>,
    pub(super) said: HashMap<i64, Vec<Text>>,
    pub(super) reboots: HashMap<i64, Count>,
    texts: u64,
}

impl Ledger {
    /// A text that no other run or seat has.
    pub(super) fn text(&mut self, run: &str) -> String {
        self.texts += 1;
        format!("{run}-{}", self.texts)
    }

    pub(super) fn gave(&mut self, session: i64, seat: i64, minutes: i64) {
        let seconds = Count { sure: minutes * 60, perhaps: 0 };
        self.sessions.insert(session, Given { seat, seconds, turns: 0 });
    }

    pub(super) fn lengthened(&mut self, session: i64, minutes: i64, taken: Taken) {
        if let Some(given) = self.sessions.get_mut(&session) {
            given.seconds.add(taken, minutes * 60);
        }
    }

    pub(super) fn turned(&mut self, session: i64) {
        if let Some(given) = self.sessions.get_mut(&session) {
            given.turns += 1;
        }
    }

    pub(super) fn wrote(&mut self, seat: i64, text: String, taken: Taken) {
        if taken != Taken::No {
            self.written.entry(seat).or_default().push(Text { text, is_sure: taken == Taken::Yes });
        }
    }

    pub(super) fn heard(&mut self, seat: i64, text: String) {
        self.said.entry(seat).or_default().push(Text { text, is_sure: true });
    }

    pub(super) fn restarted(&mut self, seat: i64, taken: Taken) {
        self.reboots.entry(seat).or_default().add(taken, 1);
    }
}
