//! Work of the calendar that runs by itself.

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::jobs::Periodic;

use crate::actions::claims;

pub(crate) fn periodic() -> Vec<Periodic> {
    vec![Periodic {
        name: "calendar.remove_expired",
        every: Span::seconds(60),
        run: |app| async move { claims::remove_expired(&app).await }.boxed(),
    }]
}
