//! What the channel to the seats does by itself.

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::jobs::{JobKind, Periodic};

use crate::actions::live::silence;

pub(crate) fn kinds() -> Vec<JobKind> {
    Vec::new()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    vec![Periodic {
        name: "workstations.silent_seats",
        every: Span::seconds(15),
        run: |app| async move { silence::mark(&app).await }.boxed(),
    }]
}
