//! A page of the audit log, the newest and one behind nine tenths of all.

use anyhow::{Context, Result, ensure};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use serde_json::Value;

use crate::ceiling;
use crate::peer::LOGS;
use crate::place::Place;
use crate::race::Ask;
use crate::reads::{self, Read};
use crate::stage::Stage;
use crate::table::Table;

const NEAR: &str = "/api/logs/?page_size=50";
/// Rows of a page.
const PAGE: i64 = 50;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let near = Read::new("log, newest page", NEAR).theirs("/api/logs/");
    table.add(reads::measure(stage, near).await?);

    let pair = stage.pair().await?;
    let [few, many] = stage.ends().await?;
    let logs = stage.options.small(LOGS);
    let far = Read {
        ours: far(&pair.place, &pair.ours.admin, logs).await?,
        grown: Some([far(&few.place, &few.token, few.rows).await?, far(&many.place, &many.token, many.rows).await?]),
        ..Read::new("log, page behind nine tenths", NEAR)
    };
    // Page numbers lead there as well, by passing over what lies before.
    table.add(reads::measure(stage, far.theirs(&format!("/api/logs/?page={}", logs / PAGE * 9 / 10))).await?);
    Ok(())
}

/// Where the list goes on behind this share of so many entries: the cursor that follows a page that begins there.
async fn far(place: &Place, token: &str, entries: i64) -> Result<String> {
    let sql = "SELECT at FROM audit_entries WHERE request_id = 'bench' ORDER BY at DESC LIMIT 1 OFFSET $1";
    let at = place.app.db().read().number(sql, vec![(entries * 9 / 10).into()]).await?;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("to", &Timestamp(at).to_string())
        .append_pair("page_size", "50")
        .finish();
    let page = ceiling::answer(&Ask::get(place.address, &format!("/api/logs/?{query}"), Some(token))).await?;
    let page: Value = serde_json::from_slice(&page.body)?;
    let next = page["next"].as_str().context("a page that goes on")?;
    let (_, query) = next.split_once('?').context("a query")?;
    let cursor = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cursor").context("a cursor")?.1;
    let path = format!("{NEAR}&cursor={cursor}");
    let page = ceiling::answer(&Ask::get(place.address, &path, Some(token))).await?;
    let page: Value = serde_json::from_slice(&page.body)?;
    ensure!(page["results"].as_array().is_some_and(|rows| rows.len() as i64 == PAGE), "a far page is full: {page}");
    Ok(path)
}
