//! What the back office shows of visitors and what concerns them.
//!
//! Map: `visitors` with `photo` and `consents` · `simple` categories and texts of the consent · `traces` batches,
//! reservations, tickets, and orders to seats.

mod consents;
mod photo;
mod simple;
mod traces;
mod visitors;

use preau_kernel::admin::Entity;

/// The heading under which they stand.
const GROUP: &str = "rooms";

pub(crate) fn entities() -> Vec<Entity> {
    let mut entities = vec![visitors::entity(), consents::entity()];
    entities.extend(simple::entities());
    entities.extend(traces::entities());
    entities
}
