//! The statistics of a class of forty over a year, in a school of ten thousand students and five million marks beside one
//! of three classes, and beside a bare server with the same bytes.

use anyhow::Result;

use crate::lists::page_time;
use crate::race::ratio;
use crate::reads;
use crate::school::School;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table, median};

const PAGES: [(&str, &str); 3] = [
    ("statistics of a class, by student", "/api/statistics/?by=student&group=1001&from=2026-09-01&to=2027-07-31"),
    ("statistics of a class, by module", "/api/statistics/?by=module&group=1001&from=2026-09-01&to=2027-07-31"),
    ("statistics of a student, by week", "/api/statistics/?by=week&student=100045&from=2026-09-01&to=2027-07-31"),
];

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    of_pages(stage, &PAGES, Asked::Shown, table).await
}

/// Each page on both engines; on SQLite beside the bare server too.
pub(crate) async fn of_pages(stage: &Stage<'_>, pages: &[(&str, &str)], least: Asked, table: &mut Table) -> Result<()> {
    for (what, path) in pages {
        let [few, many] = stage.schools().await?;
        let (share, behind) = reads::beside_bare(stage, &many.place, path, &many.token).await?;
        let row = Row::new(*what).ceiling(share, least, behind);
        table.add(growth(stage, row, [few, many], path).await?);
    }
    if let Some(schools) = stage.schools_of_postgres().await? {
        for (what, path) in pages {
            let row = Row::new(format!("{what} (PostgreSQL)"));
            table.add(growth(stage, row, [&schools[0], &schools[1]], path).await?);
        }
    }
    Ok(())
}

async fn growth(stage: &Stage<'_>, row: Row, [few, many]: [&School; 2], path: &str) -> Result<Row> {
    let (mut few_ms, mut many_ms) = (Vec::new(), Vec::new());
    for _ in 0..stage.options.rounds {
        few_ms.push(page_time(&few.place, path, &few.token).await?);
        many_ms.push(page_time(&many.place, path, &many.token).await?);
    }
    let grown = ratio(&many_ms, &few_ms);
    let behind =
        format!("{:.2} ms at {} marks to {:.2} ms at {}", median(many_ms), many.marks, median(few_ms), few.marks);
    Ok(row.growth(grown, Asked::Most(1.5), behind))
}
