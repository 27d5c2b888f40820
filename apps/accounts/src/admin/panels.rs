//! Figures of the dashboard: how many people there are, how many come and how many are new.

use chrono::NaiveDate;
use futures::FutureExt;
use preau_kernel::Result;
use preau_kernel::admin::{Figure, Panel};
use preau_kernel::app::App;

use crate::actions::figures;

pub(super) const ALL: [Panel; 2] = [
    Panel { name: "people", entity: "users", load: |app| numbers(app).boxed() },
    Panel { name: "people_by_day", entity: "users", load: |app| days(app).boxed() },
];

async fn numbers(app: App) -> Result<Vec<Figure>> {
    let links = [
        ("people", "/admin/users/"),
        ("people_active", "/admin/users/?is_active=true"),
        ("people_students", "/admin/students/"),
        ("people_professors", "/admin/professors/"),
        ("people_staff", "/admin/users/?is_staff=true"),
    ];
    let totals = figures::totals(&app).await?;
    let of = |name: &str| totals.iter().find(|(total, _)| *total == name).map_or(0, |(_, value)| *value);
    Ok(links.map(|(name, link)| Figure::Number { name, value: of(name), link: link.to_owned() }).to_vec())
}

async fn days(app: App) -> Result<Vec<Figure>> {
    let series = figures::days(&app).await?;
    Ok(series.into_iter().map(|(name, days): (_, Vec<(NaiveDate, i64)>)| Figure::Days { name, days }).collect())
}
