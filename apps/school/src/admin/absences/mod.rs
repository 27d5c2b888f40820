//! What the back office shows of absences: they are decided about here too; documents, alerts and messages are looked at.

mod decided;
mod told;

use preau_kernel::admin::Entity;

pub(super) fn entities() -> Vec<Entity> {
    vec![decided::absences(), decided::documents(), told::alerts(), told::messages()]
}
