//! What the back office shows of absences: they are decided about here too; documents, alerts and messages are looked at.

mod absences;
mod told;

use preau_kernel::admin::Entity;

pub(super) fn entities() -> Vec<Entity> {
    vec![absences::absences(), absences::documents(), told::alerts(), told::messages()]
}
