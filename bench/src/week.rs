//! The week of a student: one page of ten lessons, in a small school and in a large one.

use anyhow::Result;

use crate::reads::ONE_QUERY;
use crate::stage::Stage;
use crate::statistics::of_pages;
use crate::table::Table;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let page = ("week of a student", "/api/timetable/?week=2026-W48&person=100045");
    of_pages(stage, &[page], ONE_QUERY, table).await
}
