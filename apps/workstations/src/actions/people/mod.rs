//! Visitors and what concerns them: one write, one function, in the caller's transaction.
//!
//! Map: `register` · `change` · `consent` · `hold` legal hold · `reading` recorded · `merge` · `forget` deleting and
//! erasing · `retention` the four clocks · `person` what the place asks of every module · `categories` · `texts` of the
//! consent · `batches` of codes · `queue` with `held_seat` · `extend` when nobody waits · `reservations`.
//!
//! Entries about a visitor are about their person (`user`), so that an erasure finds them.

pub mod batches;
pub mod categories;
pub mod change;
pub mod consent;
pub mod extend;
pub mod forget;
mod held_seat;
pub mod hold;
pub mod merge;
pub mod person;
pub mod queue;
pub mod reading;
pub mod register;
pub mod reservations;
pub mod retention;
pub mod texts;

use chrono::NaiveDate;
use preau_calendar::domain::wall;
use preau_kernel::audit::{Action, Class, Entry};
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Refusal, Result};

use crate::state::State;
use crate::store::people::{categories as category_rows, visitors::Visitor};
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
    data("consent_text_created"),
    data("consent_text_updated"),
    data("consent_text_deleted"),
    data("consent_text_published"),
    data("visitor_category_created"),
    data("visitor_category_updated"),
    data("visitor_category_deleted"),
    operation("batch_made"),
    operation("batch_printed"),
    operation("reservation_created"),
    operation("reservation_updated"),
    operation("reservation_cancelled"),
    operation("reservation_missed"),
    operation("queue_joined"),
    operation("queue_called"),
    operation("queue_seated"),
    operation("queue_left"),
    Action { name: "visitors_cleaned", class: Class::Proof },
    Action { name: "room_statistics_exported", class: Class::Access },
];

/// 409 where nobody is asked who they are.
pub(crate) fn require_named(app: &App) -> Result<()> {
    if app.state::<State>().config.is_named() { Ok(()) } else { Err(Error::conflict("nobody_is_named")) }
}

/// The day on the place's wall.
pub(crate) async fn today(app: &App, tx: &Tx) -> Result<NaiveDate> {
    Ok(wall::date_of(Place::load_within(app, tx).await?.zone, app.now().seconds()))
}

/// As [`today`], outside a transaction.
pub(crate) async fn today_now(app: &App) -> Result<NaiveDate> {
    Ok(wall::date_of(Place::load(app).await?.zone, app.now().seconds()))
}

/// About a visitor's person.
pub(crate) fn about(action: &'static str, visitor: &Visitor) -> Entry {
    Entry::new(action).target("user", visitor.user_id, visitor.name()).meta("visitor", visitor.id)
}

async fn require_category(tx: &Tx, category: Option<i64>) -> Result<()> {
    match category {
        Some(id) if !category_rows::exists(&**tx, id).await? => {
            Err(Error::invalid("category", Refusal::new("no_such_category").arg("id", id)))
        }
        _ => Ok(()),
    }
}
