//! The channel to the seats.

use preau_kernel::audit::Action;
use preau_kernel::{App, Result};

use crate::{operation, security};

pub(crate) const AUDIT: &[Action] = &[
    security("workstation_enrolled"),
    security("workstation_enrolment_code"),
    security("seat_refused"),
    operation("seat_message_sent"),
    operation("seat_order_sent"),
    operation("seat_woken"),
];

/// Who is connected to this node.
#[derive(Default)]
pub struct Live {}

/// Hears what concerns the seats and rooms that are connected here.
pub(crate) async fn start(_app: &App) -> Result<()> {
    Ok(())
}
