//! What a coach decides.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use super::check_version;
use crate::store::coaches;
use crate::store::rules::{self as rows, CoachRules};

/// In the caller's transaction; `old` is what it read there.
pub async fn put(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    coach: i64,
    old: &CoachRules,
    new: &CoachRules,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let unversioned = CoachRules { row_version: old.row_version, ..new.clone() };
    if unversioned == *old {
        return Ok(());
    }
    rows::put(tx, coach, new, app.now()).await?;
    let name = coaches::get(&**tx, coach).await?.name;
    let changed: Vec<&str> = [
        ("hours", old.hours != new.hours),
        ("pause", old.pause != new.pause),
        ("horizon_days", old.horizon_days != new.horizon_days),
        ("notice", old.notice != new.notice),
        ("cancel", old.cancel != new.cancel),
        ("most_active", old.most_active != new.most_active),
        ("location", old.location != new.location),
        ("video_url", old.video_url != new.video_url),
    ]
    .into_iter()
    .filter_map(|(name, is_changed)| is_changed.then_some(name))
    .collect();
    let entry = Entry::new("coach_rules_changed").target("coach_rules", coach, name).meta("fields", changed);
    audit::record(tx, app, info, entry).await.map(drop)
}
