//! What runs by itself. Map: here what time does to sessions and seats · `people`.

mod people;

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::jobs::Periodic;

use crate::actions::{live, sessions};

pub(crate) fn periodic() -> Vec<Periodic> {
    let own = vec![
        Periodic {
            name: "workstations.settle",
            every: Span::seconds(5),
            run: |app| async move { sessions::settle::all(&app).await.map(drop) }.boxed(),
        },
        Periodic {
            name: "workstations.warn",
            every: Span::seconds(5),
            run: |app| async move { sessions::warn::all(&app).await.map(drop) }.boxed(),
        },
        Periodic {
            name: "workstations.mark_silent",
            every: Span::seconds(10),
            run: |app| async move { live::presence::mark_silent(&app).await }.boxed(),
        },
    ];
    own.into_iter().chain(people::periodic()).collect()
}
