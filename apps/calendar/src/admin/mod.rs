//! What the back office shows of the calendar.

mod claims;
mod closed_days;
mod rooms;
mod sites;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    vec![sites::entity(), rooms::entity(), closed_days::entity(), claims::entity()]
}
