//! What the back office shows of the school. Map: `structure` · `lessons` · `attendance` · `absences`.

mod absences;
mod attendance;
mod lessons;
mod structure;

use preau_kernel::admin::Entity;

pub(crate) fn entities() -> Vec<Entity> {
    let planned = [lessons::lessons(), lessons::series()];
    structure::entities().into_iter().chain(planned).chain(attendance::entities()).chain(absences::entities()).collect()
}
