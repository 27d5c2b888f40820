//! What the back office shows of appointments.

mod appointments;
mod coaches;
mod deeds;
mod notes;
mod offers;
mod pictures;
mod site;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    vec![
        appointments::entity(),
        notes::entity(),
        offers::services(),
        coaches::rules(),
        coaches::exceptions(),
        offers::wishes(),
        site::pages(),
    ]
}
