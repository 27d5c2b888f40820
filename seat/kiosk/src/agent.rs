//! The seat and what it makes happen: what it says is written down first, then the screen follows, then the server is told.

use std::sync::Arc;

use parking_lot::Mutex;
use preau_seat_protocol::{Effect, FromSeat, LeaseKey, Moment, Seat, SeatKey, View};
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use crate::disk::Disk;
use crate::failure::Failure;
use crate::platform::Clock;

/// Frames that wait for the connection; more means that it is stuck, and it is made anew.
const WAITING: usize = 256;

pub struct Agent {
    clock: Arc<dyn Clock>,
    disk: Disk,
    inner: Mutex<Inner>,
    /// What the screen is to be.
    wanted: watch::Sender<Wanted>,
}

struct Inner {
    seat: Seat,
    line: Option<mpsc::Sender<FromSeat>>,
    name: String,
    is_welcomed: bool,
    /// The disk takes nothing: the seat locks, and confirms nothing, until it does again.
    is_unsaved: bool,
    is_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) is_open: bool,
    /// Rises with each restart of the machine that is asked for.
    pub(crate) reboots: u32,
}

/// As the page is told.
#[derive(Serialize)]
pub struct Told {
    #[serde(flatten)]
    view: View,
    name: String,
    is_online: bool,
}

impl Agent {
    pub fn start(key: &SeatKey, disk: Disk, can_reboot: bool, clock: Arc<dyn Clock>) -> Result<Arc<Self>, Failure> {
        let (seat, effects) = Seat::start(LeaseKey::of(key), disk.load()?, can_reboot, &clock.now());
        let inner =
            Inner { seat, line: None, name: String::new(), is_welcomed: false, is_unsaved: false, is_open: false };
        let wanted = watch::Sender::new(Wanted { is_open: false, reboots: 0 });
        let agent = Arc::new(Self { clock, disk, inner: Mutex::new(inner), wanted });
        agent.carry_out(&mut agent.inner.lock(), effects);
        Ok(agent)
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn wanted(&self) -> watch::Receiver<Wanted> {
        self.wanted.subscribe()
    }

    pub fn is_open(&self) -> bool {
        self.wanted.borrow().is_open
    }

    /// Something happens to the seat, and its effects with it.
    pub fn with<T>(&self, happens: impl FnOnce(&mut Seat, &Moment) -> (Vec<Effect>, T)) -> T {
        let mut inner = self.inner.lock();
        let now = self.clock.now();
        let (effects, answer) = happens(&mut inner.seat, &now);
        self.carry_out(&mut inner, effects);
        answer
    }

    /// Once a second.
    pub fn tick(&self) {
        let mut inner = self.inner.lock();
        let now = self.clock.now();
        let mut effects = inner.seat.tick(&now);
        if inner.is_unsaved && !effects.contains(&Effect::Save) {
            effects.insert(0, Effect::Save);
        }
        self.carry_out(&mut inner, effects);
    }

    fn carry_out(&self, inner: &mut Inner, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save => self.save(inner),
                Effect::Lock => inner.is_open = false,
                Effect::Unlock => inner.is_open = true,
                Effect::Reboot if !inner.is_unsaved => self.wanted.send_modify(|wanted| wanted.reboots += 1),
                Effect::Send(frame) if !inner.is_unsaved => {
                    // A line that takes no more is given up; everything is said again over the next one.
                    if inner.line.as_ref().is_some_and(|line| line.try_send(frame).is_err()) {
                        inner.line = None;
                    }
                }
                Effect::Reboot | Effect::Send(_) => {}
            }
        }
        let is_open = inner.is_open && !inner.is_unsaved;
        self.wanted.send_if_modified(|wanted| std::mem::replace(&mut wanted.is_open, is_open) != is_open);
    }

    fn save(&self, inner: &mut Inner) {
        match self.disk.save(inner.seat.saved()) {
            Ok(()) if inner.is_unsaved => {
                tracing::info!("what the seat knows is on the disk again");
                inner.is_unsaved = false;
            }
            Ok(()) => {}
            Err(failure) => {
                if !inner.is_unsaved {
                    tracing::error!(%failure, "what the seat knows cannot be written down; it locks");
                }
                inner.is_unsaved = true;
            }
        }
    }

    /// What the seat has to say from now on.
    pub(crate) fn attach(&self) -> mpsc::Receiver<FromSeat> {
        let (line, said) = mpsc::channel(WAITING);
        self.inner.lock().line = Some(line);
        said
    }

    pub(crate) fn detach(&self) {
        let mut inner = self.inner.lock();
        (inner.line, inner.is_welcomed) = (None, false);
    }

    /// The server knows the seat, and says what it is called.
    pub(crate) fn call(&self, name: &str) {
        let mut inner = self.inner.lock();
        name.clone_into(&mut inner.name);
        inner.is_welcomed = true;
    }

    pub fn is_online(&self) -> bool {
        let inner = self.inner.lock();
        inner.is_welcomed && inner.line.is_some()
    }

    pub fn view(&self) -> View {
        self.inner.lock().seat.view(&self.clock.now())
    }

    pub fn told(&self) -> Told {
        let inner = self.inner.lock();
        let view = inner.seat.view(&self.clock.now());
        Told { view, name: inner.name.clone(), is_online: inner.is_welcomed && inner.line.is_some() }
    }
}
