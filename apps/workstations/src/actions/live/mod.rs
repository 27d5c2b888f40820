//! The channel to the seats.
//!
//! Map: `hub` who is connected to this node, and how new orders reach them · `recorder` what became of orders and who was
//! heard, written for many seats at once · `presence` who falls silent and who comes back · `greet` how a connection
//! begins · `events` what seats tell · `enrol` keys · `command` what operators order · `together` of many seats at once ·
//! `wake`.

pub(crate) mod command;
pub(crate) mod enrol;
pub(crate) mod events;
pub(crate) mod greet;
mod hub;
pub(crate) mod presence;
mod recorder;
pub(crate) mod together;
pub(crate) mod wake;

use preau_kernel::audit::Action;
use preau_kernel::bus::{Event, RESUMED};
use preau_kernel::db::Tx;
use preau_kernel::{App, Result};
use serde_json::json;

use crate::actions::tell::TOPIC_ROOM;
use crate::store::orders::TOPIC as TOPIC_SEAT;
use crate::{State, operation, security};

pub use hub::Live;
pub(crate) use hub::{Connection, ToSeat};

pub(crate) const AUDIT: &[Action] = &[
    security("workstation_enrolled"),
    security("workstation_enrolment_code"),
    security("workstation_key_withdrawn"),
    security("seat_refused"),
    security("seat_order_refused"),
    operation("seat_message_sent"),
    operation("seat_message_received"),
    operation("seat_order_sent"),
    operation("seat_woken"),
];

/// A seat has connected to a node, or its key has changed: every other connection of it ends.
const TOPIC_CONNECTED: &str = "workstations.connected";

/// Hears what concerns the seats and rooms that are connected here.
pub(crate) async fn start(app: &App) -> Result<()> {
    let state = app.state::<State>();
    let live = state.live.clone();
    app.bus().on(TOPIC_SEAT, move |event| match serde_json::from_value::<Vec<i64>>(event.payload.clone()) {
        Ok(many) => live.wake(many),
        Err(_) => live.wake([event.id]),
    });
    let live = state.live.clone();
    app.bus().on(TOPIC_CONNECTED, move |event| {
        let newest = serde_json::from_value(event.payload.clone()).ok();
        live.end_older(event.id, newest.as_ref());
    });
    let live = state.live.clone();
    app.bus().on(TOPIC_ROOM, move |event| live.stir_room(event.id));
    let live = state.live.clone();
    app.bus().on(preau_accounts::auth::principal::TOPIC, move |_| live.stir_people());
    // What other nodes said meanwhile is not known.
    let live = state.live.clone();
    app.bus().on(RESUMED, move |_| {
        live.wake_all();
        live.stir_rooms();
    });
    Ok(())
}

/// Ends older connections of the seat on every node; `None`: all.
fn only(tx: &Tx, workstation: i64, newest: Option<&Connection>) {
    tx.publish(Event::new(TOPIC_CONNECTED, workstation).with(json!(newest)));
}
