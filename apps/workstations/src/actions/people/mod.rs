//! Visitors and what concerns them.

pub(crate) mod person;

use preau_kernel::audit::{Action, Class};

use crate::{data, operation};

pub(crate) const AUDIT: &[Action] = &[
    data("visitor_created"),
    data("visitor_updated"),
    data("visitor_deleted"),
    data("visitor_merged"),
    Action { name: "visitor_read", class: Class::Access },
    data("visitor_held"),
    data("consent_given"),
    data("consent_withdrawn"),
    data("consent_text_published"),
    data("visitor_category_created"),
    data("visitor_category_updated"),
    data("visitor_category_deleted"),
    operation("batch_made"),
    operation("reservation_created"),
    operation("reservation_updated"),
    operation("reservation_cancelled"),
    operation("queue_joined"),
    operation("queue_called"),
    operation("queue_left"),
    data("visitors_cleaned"),
];
