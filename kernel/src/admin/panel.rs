//! Figures of the dashboard.

use chrono::NaiveDate;
use futures::future::BoxFuture;

use crate::app::App;
use crate::error::Result;

/// A group of figures that a module shows on the dashboard to whoever may list `entity`. One query each.
#[derive(Clone, Copy)]
pub struct Panel {
    pub name: &'static str,
    pub entity: &'static str,
    pub load: fn(App) -> BoxFuture<'static, Result<Vec<Figure>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Its text is `admin-figure-<name>`; the link is an address in the back office.
    Number { name: &'static str, value: i64, link: String },
    /// One value per day, the last is today. Its text is `admin-figure-<name>`.
    Days { name: &'static str, days: Vec<(NaiveDate, i64)> },
}
