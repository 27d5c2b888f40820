//! What visitors, queue and reservations do by themselves.

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::jobs::Periodic;

use crate::actions::people::{extend, queue, reservations, retention};

pub(super) fn periodic() -> Vec<Periodic> {
    vec![
        Periodic {
            name: "workstations.extend",
            every: Span::seconds(20),
            run: |app| async move { extend::all(&app).await }.boxed(),
        },
        Periodic {
            name: "workstations.reservations",
            every: Span::seconds(60),
            run: |app| async move { reservations::close_due(&app).await }.boxed(),
        },
        Periodic {
            name: "workstations.queue",
            every: Span::hours(1),
            run: |app| async move { queue::close_old(&app).await }.boxed(),
        },
        Periodic {
            name: "workstations.retention",
            every: Span::hours(6),
            run: |app| async move { retention::run(&app).await }.boxed(),
        },
    ]
}
