//! The seat's end. Everything that it does follows from what it has [`Saved`]: an order is first written down with its
//! number, then acted upon, so that neither a cut nor a `kill -9` applies it twice or not at all.

mod saved;

use crate::countdown::Countdown;
use crate::lease::LeaseKey;
use crate::message::{
    Command, Event, EventKind, FromSeat, Hello, MAX_TEXT, Order, Outcome, Running, State, WarningReason, Welcome,
};
use crate::moment::Moment;

use saved::Held;
pub use saved::{Notice, Saved, Shown, View};

const MAX_OUTCOMES: usize = 64;
const MAX_EVENTS: usize = 64;
const MAX_MESSAGES: usize = 5;
/// Why a session ended that is over when the seat comes back.
const UNEXPLAINED: &str = "ended";
/// Minutes left of which a seat warns by itself when the server cannot.
const WARNINGS: [u32; 3] = [10, 5, 1];

/// What the program around it must do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write [`Seat::saved`] to the disk before going on.
    Save,
    Lock,
    Unlock,
    Reboot,
    /// When there is a connection; otherwise it is said again later.
    Send(FromSeat),
}

pub struct Seat {
    key: LeaseKey,
    saved: Saved,
    can_reboot: bool,
    /// The server's clock minus this machine's, in microseconds: never less than it is.
    ahead_us: Option<i64>,
    is_open: bool,
}

impl Seat {
    /// After a start of the program; the effects bring the screen to what it must be.
    pub fn start(key: LeaseKey, saved: Saved, can_reboot: bool, now: &Moment) -> (Self, Vec<Effect>) {
        let mut seat = Self { key, saved, can_reboot, ahead_us: None, is_open: false };
        if let Some(held) = &mut seat.saved.held {
            held.countdown = held.countdown.restored(now);
        }
        seat.run_out(now);
        seat.is_open = seat.may_be_used(now);
        let mut effects = vec![Effect::Save, if seat.is_open { Effect::Unlock } else { Effect::Lock }];
        match &seat.saved.reboot {
            Some(boot) if *boot == now.boot => effects.push(Effect::Reboot),
            _ => seat.saved.reboot = None,
        }
        (seat, effects)
    }

    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    pub fn hello(&self, agent: &str, now: &Moment) -> Hello {
        let held = self.saved.held.as_ref();
        Hello {
            agent: agent.to_owned(),
            boot: now.boot.clone(),
            last_order: self.saved.last_order,
            uplink: self.saved.acknowledged,
            session: held.map(|held| held.session),
            lease: self.saved.serial,
            left_ms: held.map(|held| held.left_ms(now)),
            key: None,
        }
    }

    /// The server's answer to the `hello` said at `said`. Its time was read after that, so its clock shows at most so much
    /// now: a lease that is held up on its way is worth what is really left of it, never more.
    pub fn welcomed(&mut self, welcome: &Welcome, said: &Moment, now: &Moment) -> Vec<Effect> {
        self.ahead_us = Some(welcome.server_time.saturating_sub(said.up_ms.saturating_mul(1_000)));
        self.forget_events(welcome.uplink);
        self.saved.next_event = self.saved.next_event.max(welcome.uplink.saturating_add(1));
        let has_ended = matches!(welcome.state, State::Free | State::Closed);
        if has_ended && self.let_go().is_some() {
            self.tell(Notice::Closed { reason: UNEXPLAINED.into() });
        }
        // The server knows that it is over: a lease that comes later is of another session, whatever its number. A
        // restored place gives numbers anew.
        if has_ended && !self.saved.events.iter().any(|event| event.kind == EventKind::EndedByVisitor) {
            self.saved.ended = None;
        }
        let mut effects = self.settled(now);
        effects.extend(self.unacknowledged());
        effects
    }

    /// Every event that the server may lack.
    pub fn unacknowledged(&self) -> Vec<Effect> {
        self.saved.events.iter().map(|event| Effect::Send(FromSeat::Event(event.clone()))).collect()
    }

    pub fn acknowledged(&mut self, uplink: u64) -> Vec<Effect> {
        if self.forget_events(uplink) { vec![Effect::Save] } else { Vec::new() }
    }

    fn forget_events(&mut self, uplink: u64) -> bool {
        let before = self.saved.events.len();
        self.saved.events.retain(|event| event.number > uplink);
        self.saved.acknowledged = self.saved.acknowledged.max(uplink);
        before != self.saved.events.len()
    }

    pub fn order(&mut self, order: &Order, now: &Moment) -> Vec<Effect> {
        let last = self.saved.last_order;
        if order.number > last && order.after > last {
            // Something is missing before it, and will be said again.
            return vec![Effect::Send(FromSeat::Received { number: last })];
        }
        let mut effects = Vec::new();
        if order.number > last {
            self.saved.last_order = order.number;
            let (outcome, then) = self.apply(order, now);
            self.saved.outcomes.push_back((order.number, outcome));
            if self.saved.outcomes.len() > MAX_OUTCOMES {
                self.saved.outcomes.pop_front();
            }
            effects = self.settled(now);
            effects.extend(then);
        }
        let known = self.saved.outcomes.iter().find(|(number, _)| *number == order.number);
        let outcome = known.map_or(Outcome::Applied, |(_, outcome)| *outcome);
        let received = FromSeat::Received { number: self.saved.last_order };
        let done = FromSeat::Done { number: order.number, outcome };
        // Before a restart of the machine, as after it nobody is there to say so.
        let at = effects.iter().position(|effect| *effect == Effect::Reboot).unwrap_or(effects.len());
        effects.splice(at..at, [Effect::Send(received), Effect::Send(done)]);
        effects
    }

    fn apply(&mut self, order: &Order, now: &Moment) -> (Outcome, Option<Effect>) {
        let Some(command) = Command::of(order) else { return (Outcome::Unsupported, None) };
        let outcome = match command {
            Command::Session(running) => self.take(&running, now),
            Command::TimeAdded { running } => self.lengthen(&running, now),
            Command::Warning { minutes, reason } => self.warn(minutes, reason),
            Command::Suspended { session, remaining_ms } => match self.held(session) {
                Some(held) => {
                    held.suspended_ms = Some(remaining_ms.unwrap_or_else(|| held.left_ms(now)).max(0));
                    self.tell(Notice::Suspended);
                    Outcome::Applied
                }
                None => Outcome::Refused,
            },
            Command::Closed { session, reason } => {
                // Every lease of it was numbered before this.
                if self.saved.ended == Some(session) {
                    self.saved.ended = None;
                }
                let is_held = self.held(session).is_some();
                if is_held {
                    self.let_go();
                }
                // At the welcome it was known that it is over, and not why.
                let is_unexplained = self.saved.notice == Some(Notice::Closed { reason: UNEXPLAINED.into() });
                if is_held || is_unexplained {
                    self.tell(Notice::Closed { reason });
                }
                Outcome::Applied
            }
            Command::Lock {} => {
                if let Some(held) = &mut self.saved.held {
                    held.is_locked = true;
                }
                Outcome::Applied
            }
            Command::Message { text } => {
                let text = text.chars().take(MAX_TEXT).collect();
                self.saved.messages.push_back(Shown { id: order.number, text });
                if self.saved.messages.len() > MAX_MESSAGES {
                    self.saved.messages.pop_front();
                }
                Outcome::Applied
            }
            Command::Reboot {} if self.can_reboot => {
                self.saved.reboot = Some(now.boot.clone());
                return (Outcome::Applied, Some(Effect::Reboot));
            }
            Command::Reboot {} => Outcome::Unsupported,
        };
        (outcome, None)
    }

    /// A lease is taken only if it is for this seat, signed, newer than the last, and not of a session ended here.
    fn take(&mut self, running: &Running, now: &Moment) -> Outcome {
        let (Some(signed), Some(ahead_us)) = (&running.lease, self.ahead_us) else { return Outcome::Refused };
        let Ok(lease) = self.key.open(signed, self.saved.serial) else { return Outcome::Refused };
        if lease.session != running.session || self.saved.ended == Some(lease.session) {
            return Outcome::Refused;
        }
        self.saved.serial = lease.serial;
        let server_now = now.up_ms.saturating_mul(1_000).saturating_add(ahead_us);
        // Rounded up: what has gone by is never too little.
        let gone_ms = (server_now.saturating_sub(lease.granted_at).max(0).saturating_add(999)) / 1_000;
        let left_ms = lease.allowed_ms().saturating_sub(gone_ms).max(0);
        let passed = WARNINGS.into_iter().filter(|minutes| left_ms <= i64::from(*minutes) * 60_000).min();
        if self.saved.held.as_ref().is_none_or(|held| held.session != lease.session) {
            self.let_go();
            self.saved.notice = None;
        }
        self.saved.held = Some(Held {
            session: lease.session,
            duration_ms: running.duration_ms.max(left_ms),
            countdown: Countdown::new(left_ms, now.clone()),
            suspended_ms: None,
            is_locked: false,
            warned: passed,
        });
        Outcome::Applied
    }

    /// As [`Self::take`], and the person is told. While the session rests there is no lease: only what is shown changes.
    fn lengthen(&mut self, running: &Running, now: &Moment) -> Outcome {
        let before = self.held(running.session).map(|held| held.duration_ms);
        let resting = self.held(running.session).filter(|held| held.suspended_ms.is_some());
        let outcome = match resting {
            Some(held) if running.lease.is_none() => {
                held.suspended_ms = Some(running.remaining_ms.max(0));
                held.duration_ms = running.duration_ms;
                Outcome::Applied
            }
            _ => self.take(running, now),
        };
        let more_ms = before.map_or(0, |before| running.duration_ms.saturating_sub(before));
        if outcome == Outcome::Applied && more_ms > 0 {
            self.tell(Notice::TimeAdded {
                minutes: u32::try_from(more_ms.saturating_add(30_000) / 60_000).unwrap_or(u32::MAX),
            });
        }
        outcome
    }

    fn warn(&mut self, minutes: u32, reason: WarningReason) -> Outcome {
        let Some(held) = &mut self.saved.held else { return Outcome::Refused };
        let is_known = reason == WarningReason::Time && held.warned.is_some_and(|warned| warned <= minutes);
        if reason == WarningReason::Time && !is_known {
            held.warned = Some(minutes);
        }
        let is_shown = matches!(&self.saved.notice, Some(Notice::Warning { minutes: shown, .. }) if *shown <= minutes);
        if !(is_known && is_shown) {
            self.tell(Notice::Warning { minutes, reason });
        }
        Outcome::Applied
    }

    /// Once a second: locks when the time is over, warns when nobody else has, keeps the disk up to date.
    pub fn tick(&mut self, now: &Moment) -> Vec<Effect> {
        let mut must_save = self.run_out(now) || self.may_be_used(now) != self.is_open;
        if let Some(held) = &mut self.saved.held
            && held.suspended_ms.is_none()
        {
            let left_ms = held.countdown.left_ms(now);
            let passed = WARNINGS.into_iter().filter(|minutes| left_ms <= i64::from(*minutes) * 60_000).min();
            let is_new = passed.is_some_and(|minutes| held.warned.is_none_or(|warned| minutes < warned));
            must_save |= held.countdown.is_stale(now);
            if let Some(minutes) = passed.filter(|_| is_new) {
                held.warned = Some(minutes);
                self.tell(Notice::Warning { minutes, reason: WarningReason::Time });
                must_save = true;
            }
        }
        if must_save { self.settled(now) } else { Vec::new() }
    }

    /// Whether the time has run out just now.
    fn run_out(&mut self, now: &Moment) -> bool {
        let is_over = |held: &Held| held.left_ms(now) == 0;
        let over = self.saved.held.as_ref().is_some_and(is_over);
        if over {
            self.let_go();
            self.tell(Notice::Closed { reason: "expired".into() });
        }
        over
    }

    /// The session, if there was one, is over here; what was written to its visitor is not for the next.
    fn let_go(&mut self) -> Option<Held> {
        let held = self.saved.held.take();
        if held.is_some() {
            self.saved.messages.clear();
        }
        held
    }

    /// The visitor wants no more.
    pub fn end(&mut self, now: &Moment) -> Vec<Effect> {
        let Some(held) = self.let_go() else { return Vec::new() };
        self.saved.ended = Some(held.session);
        self.tell(Notice::Closed { reason: "ended_by_visitor".into() });
        self.note(Some(held.session), EventKind::EndedByVisitor);
        let mut effects = self.settled(now);
        effects.extend(self.unacknowledged());
        effects
    }

    /// A message to the operator; `None`: it is empty, or too many wait to be delivered.
    pub fn say(&mut self, text: &str, now: &Moment) -> Option<Vec<Effect>> {
        let text: String = text.trim().chars().take(MAX_TEXT).collect();
        if text.is_empty() || self.saved.events.len() >= MAX_EVENTS / 2 {
            return None;
        }
        self.note(self.saved.held.as_ref().map(|held| held.session), EventKind::UserMessage { text });
        let mut effects = self.settled(now);
        effects.extend(self.unacknowledged());
        Some(effects)
    }

    /// The visitor has read a message.
    pub fn put_away(&mut self, message: u64, now: &Moment) -> Vec<Effect> {
        self.saved.messages.retain(|shown| shown.id != message);
        self.settled(now)
    }

    /// What follows from a change: it is written down, then the screen follows.
    fn settled(&mut self, now: &Moment) -> Vec<Effect> {
        let is_open = self.may_be_used(now);
        let has_turned = is_open != self.is_open;
        self.is_open = is_open;
        if has_turned {
            let session = self.saved.held.as_ref().map(|held| held.session);
            self.note(session, if is_open { EventKind::Unlocked } else { EventKind::Locked });
        }
        if let Some(held) = self.saved.held.as_mut().filter(|held| held.suspended_ms.is_none()) {
            held.countdown = held.countdown.renewed(now);
        }
        let mut effects = vec![Effect::Save];
        if has_turned {
            effects.push(if is_open { Effect::Unlock } else { Effect::Lock });
            effects.extend(self.saved.events.back().map(|event| Effect::Send(FromSeat::Event(event.clone()))));
        }
        effects
    }

    fn may_be_used(&self, now: &Moment) -> bool {
        let held = self.saved.held.as_ref();
        held.is_some_and(|held| held.suspended_ms.is_none() && !held.is_locked && held.left_ms(now) > 0)
    }

    /// Numbered without gaps; what is least worth telling is left out when too much waits.
    fn note(&mut self, session: Option<i64>, kind: EventKind) {
        let is_minor = matches!(kind, EventKind::Locked | EventKind::Unlocked);
        if is_minor && self.saved.events.len() >= MAX_EVENTS {
            return;
        }
        let number = self.saved.next_event.max(self.saved.acknowledged.saturating_add(1));
        self.saved.next_event = number.saturating_add(1);
        self.saved.events.push_back(Event { number, session, kind });
    }

    fn tell(&mut self, notice: Notice) {
        self.saved.notice = Some(notice);
        self.saved.notices += 1;
    }

    fn held(&mut self, session: i64) -> Option<&mut Held> {
        self.saved.held.as_mut().filter(|held| held.session == session)
    }

    pub fn view(&self, now: &Moment) -> View {
        let held = self.saved.held.as_ref();
        let state = match held {
            Some(held) if held.suspended_ms.is_some() => "suspended",
            Some(_) if self.may_be_used(now) => "active",
            _ => "locked",
        };
        View {
            state,
            session: held.map(|held| held.session),
            left_ms: held.map_or(0, |held| held.left_ms(now)),
            duration_ms: held.map_or(0, |held| held.duration_ms),
            notice: self.saved.notice.clone(),
            notices: self.saved.notices,
            messages: self.saved.messages.iter().cloned().collect(),
        }
    }
}
