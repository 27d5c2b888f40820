//! What operators order: a message to whoever sits there, locking, restarting the machine.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::tell::room_event;
use crate::store::live::channel;
use crate::store::live::enrolment::{Seat, get_locked};
use crate::store::live::messages::{self, New};
use crate::store::orders;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    Message(String),
    Lock,
    Reboot,
}

impl Command {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Lock => "lock",
            Self::Reboot => "reboot",
        }
    }

    pub(super) fn payload(&self) -> Value {
        match self {
            Self::Message(text) => json!({"text": text}),
            Self::Lock | Self::Reboot => json!({}),
        }
    }

    pub(super) fn audit_action(&self) -> &'static str {
        match self {
            Self::Message(_) => "seat_message_sent",
            Self::Lock | Self::Reboot => "seat_order_sent",
        }
    }
}

/// The number of the order; 409 for a seat that was never enrolled, which nobody would hear.
pub(crate) async fn order(app: &App, info: &RequestInfo, actor: &Actor, id: i64, command: &Command) -> Result<i64> {
    let now = app.now();
    let tx = app.db().write_tx().await?;
    let seat: Seat = get_locked(&tx, id).await?;
    let number = orders::push(&tx, id, command.kind(), &command.payload(), Some(actor.user_id), now).await?;
    let number = number.ok_or_else(|| Error::conflict("seat_not_enrolled"))?;
    if let Command::Message(text) = command {
        let session = channel::find(&*tx, id).await?.and_then(|seat| seat.session);
        let new = New {
            workstation: id,
            session,
            direction: messages::TO_SEAT,
            text,
            by: Some(actor.user_id),
            order: Some(number),
        };
        messages::insert(&tx, &new, now).await?;
    }
    room_event(&tx, seat.room_id, id);
    let entry = Entry::new(command.audit_action()).target("workstation", id, seat.name).meta("kind", command.kind());
    audit::record(&tx, app, info, entry.meta("order", number)).await?;
    tx.commit().await?;
    Ok(number)
}

/// An operator has read what the visitors of a seat wrote.
pub(crate) async fn read(app: &App, workstation: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let seat = get_locked(&tx, workstation).await?;
    if messages::mark_read(&tx, workstation, app.now()).await? > 0 {
        room_event(&tx, seat.room_id, workstation);
    }
    tx.commit().await
}
