//! Who is connected to this node. A seat's connection is one task with a short queue; nothing else is kept of it. The bus
//! names seats that have new orders; one task of the node reads the orders of all that were named within a moment, in one
//! query, and hands them over.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use parking_lot::Mutex;
use preau_kernel::App;
use preau_kernel::Result;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::recorder::{self, Records};
use crate::State;
use crate::store::live::pending::{self, Open};

/// Named within it, seats are read together.
const GATHER: Duration = Duration::from_millis(20);
const AT_ONCE: usize = 500;
/// How often orders are looked for while other nodes are not heard.
const POLL: Duration = Duration::from_secs(2);
/// Batches of orders that wait for a slow seat; then it is asked to come again.
const QUEUE: usize = 4;

#[derive(Debug)]
pub(crate) enum ToSeat {
    Orders(Vec<Open>),
    /// Another connection of the same seat is there.
    Elsewhere,
    /// The key with which it came may be void: it is to come again.
    ComeAgain,
}

/// A connection as the hub knows it.
pub(crate) struct Connected {
    pub(crate) connection: Connection,
    pub(crate) orders: mpsc::Receiver<ToSeat>,
}

struct Handle {
    connection: Connection,
    queue: mpsc::Sender<ToSeat>,
}

/// Which of two connections of one seat is the newer: on one node by number (a node hears its own words again, late), on
/// two by the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Connection {
    node: String,
    number: u64,
    at: i64,
}

impl Connection {
    fn is_older_than(&self, other: &Self) -> bool {
        if self.node == other.node { self.number < other.number } else { self.at < other.at }
    }
}

#[derive(Clone, Default)]
pub struct Live(Arc<Inner>);

struct Inner {
    seats: Mutex<HashMap<i64, Handle>>,
    woken: Mutex<HashSet<i64>>,
    stirred: Notify,
    pub(super) records: Mutex<Records>,
    rooms: Mutex<HashMap<i64, watch::Sender<()>>>,
    people: watch::Sender<()>,
    is_running: AtomicBool,
    connections: AtomicU64,
    /// What this node calls itself.
    node: OnceLock<String>,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            seats: Mutex::default(),
            woken: Mutex::default(),
            stirred: Notify::new(),
            records: Mutex::default(),
            rooms: Mutex::default(),
            people: watch::Sender::new(()),
            is_running: AtomicBool::new(false),
            connections: AtomicU64::new(0),
            node: OnceLock::new(),
        }
    }
}

impl Live {
    /// A seat is connected from here on; the one that was there before is told to leave.
    pub(crate) fn connect(&self, app: &App, workstation: i64) -> Connected {
        self.run(app);
        let (queue, orders) = mpsc::channel(QUEUE);
        let node = self.0.node.get_or_init(|| hex::encode(app.chance().bytes::<8>())).clone();
        let number = self.0.connections.fetch_add(1, Ordering::Relaxed);
        let connection = Connection { node, number, at: app.now().0 };
        let before = self.0.seats.lock().insert(workstation, Handle { connection: connection.clone(), queue });
        if let Some(before) = before {
            let _ = before.queue.try_send(ToSeat::Elsewhere);
        }
        self.wake([workstation]);
        Connected { connection, orders }
    }

    pub(crate) fn disconnect(&self, workstation: i64, connection: &Connection) {
        let mut seats = self.0.seats.lock();
        if seats.get(&workstation).is_some_and(|handle| handle.connection == *connection) {
            seats.remove(&workstation);
        }
    }

    /// The seat's connection here, unless it is `newest` or newer; `None`: whichever it is.
    pub(super) fn end_older(&self, workstation: i64, newest: Option<&Connection>) {
        let mut seats = self.0.seats.lock();
        let is_old = |handle: &Handle| newest.is_none_or(|newest| handle.connection.is_older_than(newest));
        if seats.get(&workstation).is_some_and(is_old)
            && let Some(handle) = seats.remove(&workstation)
        {
            let why = if newest.is_some() { ToSeat::Elsewhere } else { ToSeat::ComeAgain };
            let _ = handle.queue.try_send(why);
        }
    }

    /// How many seats are connected to this node.
    pub fn connected(&self) -> usize {
        self.0.seats.lock().len()
    }

    /// Those of these seats that are here have new orders.
    pub(super) fn wake(&self, workstations: impl IntoIterator<Item = i64>) {
        let here: Vec<i64> = {
            let seats = self.0.seats.lock();
            workstations.into_iter().filter(|id| seats.contains_key(id)).collect()
        };
        if !here.is_empty() {
            self.0.woken.lock().extend(here);
            self.0.stirred.notify_one();
        }
    }

    pub(super) fn wake_all(&self) {
        let all: Vec<i64> = self.0.seats.lock().keys().copied().collect();
        self.0.woken.lock().extend(all);
        self.0.stirred.notify_one();
    }

    pub(super) fn records(&self) -> &Mutex<Records> {
        &self.0.records
    }

    /// What became of an order, or that a seat was heard; written soon.
    pub(crate) fn note(&self, note: impl FnOnce(&mut Records)) {
        note(&mut self.0.records.lock());
    }

    /// Changes of a room from now on.
    pub(crate) fn follow_room(&self, room: i64) -> watch::Receiver<()> {
        self.0.rooms.lock().entry(room).or_insert_with(|| watch::Sender::new(())).subscribe()
    }

    pub(crate) fn follow_people(&self) -> watch::Receiver<()> {
        self.0.people.subscribe()
    }

    pub(super) fn stir_room(&self, room: i64) {
        let mut rooms = self.0.rooms.lock();
        if let Some(sender) = rooms.get(&room)
            && sender.send(()).is_err()
        {
            rooms.remove(&room);
        }
    }

    pub(super) fn stir_rooms(&self) {
        self.0.rooms.lock().retain(|_, sender| sender.send(()).is_ok());
    }

    pub(super) fn stir_people(&self) {
        self.0.people.send_replace(());
    }

    /// The node's two tasks, from the first seat on.
    fn run(&self, app: &App) {
        if !self.0.is_running.swap(true, Ordering::SeqCst) {
            tokio::spawn(hand_over(app.clone()));
            tokio::spawn(recorder::run(app.clone()));
        }
    }
}

async fn hand_over(app: App) {
    let live = app.state::<State>().live.clone();
    let mut poll = interval(POLL);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.stop().cancelled() => return,
            () = live.0.stirred.notified() => sleep(GATHER).await,
            _ = poll.tick() => if !app.bus().is_hearing() {
                live.wake_all();
            },
        }
        let woken: Vec<i64> = std::mem::take(&mut *live.0.woken.lock()).into_iter().collect();
        for some in woken.chunks(AT_ONCE) {
            if let Err(error) = read(&app, &live, some).await {
                tracing::warn!(%error, "orders could not be read; again soon");
                live.0.woken.lock().extend(some);
                sleep(POLL).await;
                live.0.stirred.notify_one();
            }
        }
    }
}

async fn read(app: &App, live: &Live, workstations: &[i64]) -> Result<()> {
    let mut by_seat: HashMap<i64, Vec<Open>> = HashMap::new();
    for order in pending::open(app.db().read(), workstations).await? {
        by_seat.entry(order.workstation).or_default().push(order);
    }
    let mut seats = live.0.seats.lock();
    for (workstation, orders) in by_seat {
        let Some(handle) = seats.get(&workstation) else { continue };
        if handle.queue.try_send(ToSeat::Orders(orders)).is_err() {
            // It takes nothing any more: it goes, and reads everything when it is back.
            seats.remove(&workstation);
        }
    }
    Ok(())
}
