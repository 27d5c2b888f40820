//! What the program does by itself, once across all nodes.

use preau_kernel::config::Span;
use preau_kernel::jobs::Periodic;
use preau_kernel::web::RequestInfo;

use crate::actions;

pub(crate) fn periodic() -> Vec<Periodic> {
    vec![
        Periodic {
            name: "audit.seal",
            every: Span::seconds(5),
            run: |app| Box::pin(async move { actions::seal(&app).await.map(drop) }),
        },
        Periodic {
            name: "audit.retention",
            every: Span::days(1),
            run: |app| {
                Box::pin(async move { actions::retain(&app, &RequestInfo::internal("retention")).await.map(drop) })
            },
        },
    ]
}
