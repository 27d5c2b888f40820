//! What is said, either way. Every frame also carries `v`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::lease::SignedLease;

/// Characters of a text from one person to another.
pub const MAX_TEXT: usize = 500;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromSeat {
    Hello(Hello),
    Heartbeat {},
    /// All orders up to this one are with the seat.
    Received {
        number: u64,
    },
    Done {
        number: u64,
        outcome: Outcome,
    },
    Event(Event),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Which program, in which version.
    pub agent: String,
    /// Which start of the machine.
    pub boot: String,
    /// The last order that is with the seat.
    pub last_order: u64,
    /// The last event that was acknowledged.
    pub uplink: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<i64>,
    /// The serial of the last lease.
    #[serde(default)]
    pub lease: u64,
    /// What is left of that session, as the seat counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_ms: Option<i64>,
    /// The seat's key, from where no header can be set (a browser).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Applied,
    /// A lease that does not hold, a session that was ended here.
    Refused,
    /// The seat does not know such an order.
    Unsupported,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Refused => "refused",
            Self::Unsupported => "unsupported",
        }
    }
}

/// Something that happened at the seat; told until it is acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub number: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<i64>,
    #[serde(flatten)]
    pub kind: EventKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    UserMessage { text: String },
    EndedByVisitor,
    Unlocked,
    Locked,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromServer {
    Welcome(Welcome),
    Order(Order),
    /// All events up to this one are applied.
    Acknowledged {
        uplink: u64,
    },
    /// And the connection ends.
    Refused {
        code: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Microseconds since 1970.
    pub server_time: i64,
    /// The last event that was applied.
    pub uplink: u64,
    /// What the seat is called, to be shown.
    #[serde(default)]
    pub name: String,
    /// Whether a session runs here; its lease comes with an order.
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Free,
    Active,
    Suspended,
    /// Not to be used now.
    Closed,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub number: u64,
    /// The order before it; a seat that lacks it waits.
    pub after: u64,
    pub kind: String,
    #[serde(default)]
    pub payload: Value,
}

/// An order that is understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum Command {
    /// This session runs here now, under this lease.
    Session(Running),
    Warning {
        minutes: u32,
        reason: WarningReason,
    },
    /// As `session`, and the person is told.
    TimeAdded {
        #[serde(flatten)]
        running: Running,
    },
    Suspended {
        session: i64,
        /// What was left at that instant; only shown, going on takes a lease.
        #[serde(default)]
        remaining_ms: Option<i64>,
    },
    /// The session is over, or has moved to another seat.
    Closed {
        session: i64,
        reason: String,
    },
    Lock {},
    Message {
        text: String,
    },
    Reboot {},
}

impl Command {
    pub fn of(order: &Order) -> Option<Self> {
        let payload = if order.payload.is_null() { Value::Object(Default::default()) } else { order.payload.clone() };
        serde_json::from_value(serde_json::json!({"kind": order.kind, "payload": payload})).ok()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub session: i64,
    /// Missing only where a seat without a key is let in (`workstations.open_validation`); the agent never takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<SignedLease>,
    /// What is left, for who cannot check a lease (a page in a browser).
    #[serde(default)]
    pub remaining_ms: i64,
    #[serde(default)]
    pub duration_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningReason {
    #[serde(alias = "time_up")]
    Time,
    Closing,
}
